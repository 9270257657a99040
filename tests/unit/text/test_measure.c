/* test_measure.c - bytes, code points, clusters and columns */
#include "check.h"

#include <bantin/text/clean.h>
#include <bantin/text/measure.h>

struct measuring {
	const char *s;
	struct extent want;
};

static const struct measuring measurings[] = {
	{"", {0, 0, 0, 0}},
	{"abc", {3, 3, 3, 3}},
	{"Đặng Thị Hường", {22, 14, 14, 14}},
	{"a\tb", {3, 3, 3, 3}},
	{"a\nb", {3, 3, 3, 2}},
	{"₫…“”", {12, 4, 4, 4}},
	{"•─│█", {12, 4, 4, 4}},
	/* marks ride on their base */
	{"z\u0301", {3, 2, 1, 1}},
	{"Vie\u0323\u0302t", {8, 6, 4, 4}},
	{"\u0301", {2, 1, 1, 0}},
	/* wide */
	{"人民", {6, 2, 2, 4}},
	{"한국", {6, 2, 2, 4}},
	{"\u1112\u1161\u11AB", {9, 3, 1, 2}},
	{"Ａ", {3, 1, 1, 2}},
	/* emoji */
	{"👩", {4, 1, 1, 2}},
	{"👩\u200D🌾", {11, 3, 1, 2}},
	{"👩🏽\u200D🌾x", {16, 5, 2, 3}},
	{"☎", {3, 1, 1, 1}},
	{"☎\uFE0F", {6, 2, 1, 2}},
	{"❤\uFE0Fa", {7, 3, 2, 3}},
	{"1\uFE0F\u20E3", {7, 3, 1, 2}},
	{"©", {2, 1, 1, 1}},
	{"⌚", {3, 1, 1, 2}},
	{"🇻🇳", {8, 2, 1, 2}},
	{"🇻🇳🇫🇷", {16, 4, 2, 4}},
	{"🇻🇳🇫", {12, 3, 2, 3}},
	{"\uFFFD", {3, 1, 1, 1}},
};

static void the_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(measurings); i++) {
		const struct measuring *m = &measurings[i];
		struct extent got;
		text_measure(m->s, strlen(m->s), NULL, &got);
		if (memcmp(&got, &m->want, sizeof(got)) != 0)
			fail_msg("%s: %zu %zu %zu %zu", m->s, got.bytes, got.points,
				 got.clusters, got.columns);
		assert_int_equal(text_columns(m->s, strlen(m->s)), m->want.columns);
	}
}

static size_t bytes_within(const char *s, struct extent limit)
{
	struct extent got;

	text_measure(s, strlen(s), &limit, &got);
	return got.bytes;
}

static void limits_stop_before_the_cluster_that_passes(void **state)
{
	const char *s = "Đ人z\u0301👩\u200D🌾b";	/* 2 3 3 11 1 bytes */

	(void)state;
	assert_int_equal(bytes_within(s, (struct extent){0}), 20);
	assert_int_equal(bytes_within(s, (struct extent){.columns = 1}), 2);
	assert_int_equal(bytes_within(s, (struct extent){.columns = 2}), 2);
	assert_int_equal(bytes_within(s, (struct extent){.columns = 3}), 5);
	assert_int_equal(bytes_within(s, (struct extent){.columns = 5}), 8);
	assert_int_equal(bytes_within(s, (struct extent){.columns = 6}), 19);
	assert_int_equal(bytes_within(s, (struct extent){.clusters = 3}), 8);
	assert_int_equal(bytes_within(s, (struct extent){.points = 3}), 5);
	assert_int_equal(bytes_within(s, (struct extent){.points = 4}), 8);
	assert_int_equal(bytes_within(s, (struct extent){.bytes = 18}), 8);
	assert_int_equal(bytes_within(s, (struct extent){.bytes = 1}), 0);
	assert_int_equal(bytes_within(s, (struct extent){.bytes = 19, .columns = 4}), 8);
	/* what takes no column still comes along */
	assert_int_equal(bytes_within("ab\nc", (struct extent){.columns = 2}), 3);
}

/* Clusters marked off by bars. The rules are those of UAX #29, GB3 to GB999. */
static const char *const clusterings[] = {
	"a|b|c", "đ|ệ|Ữ", "a\u0301|b", "\r\n|a", "a|\n|\u0301", "한|국",
	"\u1100\u1161\u11A8|\u1100", "\u1100\u1100\u1161|a", "각\u11A8|a",
	"🇻🇳|🇫🇷|🇻", "a|🇻🇳|🇫|a", "🇻🇳\u0301|🇫🇷", "👩\u200D🌾|👩", "👩🏽\u200D🌾|a",
	"👩|🌾", "a\u200D|🌾", "❤\uFE0F\u200D🔥|a", "1\uFE0F\u20E3|2", "क\u093F|त",
	"\u0E01\u0E33|\u0E02", "\u0600\u0661|a", "\u1780\u17CA\u17BB\u17C7|a",
	"\u200D|a", " \u0301|a", "人|民\u0301|x",
};

static void boundaries_both_ways(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(clusterings); i++) {
		char s[64];
		size_t stops[16], count = 0, n = 0;
		for (const char *c = clusterings[i]; *c; c++) {
			if (*c == '|')
				stops[count++] = n;
			else
				s[n++] = *c;
		}
		stops[count++] = n;
		size_t at = 0;
		for (size_t k = 0; k < count; k++) {
			at = text_cluster_next(s, n, at);
			if (at != stops[k])
				fail_msg("%s: %zu", clusterings[i], at);
		}
		assert_int_equal(text_cluster_next(s, n, n), n);
		for (size_t k = count - 1; k > 0; k--) {
			at = text_cluster_prev(s, n, at);
			if (at != stops[k - 1])
				fail_msg("%s: back %zu", clusterings[i], at);
		}
		assert_int_equal(text_cluster_prev(s, n, at), 0);
		assert_int_equal(text_cluster_prev(s, n, 0), 0);
	}
}

static void words_both_ways(void **state)
{
	/* at 0-3, 5-9, 11-16, 18-20 and 21-23 */
	const char *s = "Xã, Yên  Lạc: 14/14.";
	static const size_t ends[] = {3, 9, 16, 20, 23, 24};
	static const size_t starts[] = {21, 18, 11, 5, 0};
	size_t n = strlen(s), at = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(ends); i++) {
		at = text_word_next(s, n, at);
		assert_int_equal(at, ends[i]);
	}
	for (size_t i = 0; i < COUNT(starts); i++) {
		at = text_word_prev(s, n, at);
		assert_int_equal(at, starts[i]);
	}
	assert_int_equal(text_word_prev(s, n, 0), 0);
	assert_int_equal(text_word_next(s, n, n), n);
	assert_int_equal(text_word_next("Việt", strlen("Việt"), 1), strlen("Việt"));
}

struct cutting {
	const char *in;
	size_t columns;
	const char *cut, *padded;
};

static const struct cutting cuttings[] = {
	{"", 0, "", ""},
	{"", 3, "", "   "},
	{"Thông báo", 0, "", ""},
	{"Thông báo", 1, "…", "…"},
	{"Thông báo", 6, "Thông…", "Thông…"},
	{"Thông báo", 8, "Thông b…", "Thông b…"},
	{"Thông báo", 9, "Thông báo", "Thông báo"},
	{"Thông báo", 11, "Thông báo", "Thông báo  "},
	{"人民人民", 8, "人民人民", "人民人民"},
	{"人民人民", 7, "人民人…", "人民人…"},
	{"人民人民", 6, "人民…", "人民… "},
	{"人民", 2, "…", "… "},
	{"👩\u200D🌾ab", 3, "👩\u200D🌾…", "👩\u200D🌾…"},
	{"z\u0301z\u0301z\u0301", 2, "z\u0301…", "z\u0301…"},
};

static void truncation_and_padding(void **state)
{
	struct buf b = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cuttings); i++) {
		const struct cutting *c = &cuttings[i];
		buf_reset(&b);
		text_truncate(&b, c->in, strlen(c->in), c->columns);
		assert_string_equal(buf_str(&b), c->cut);
		buf_reset(&b);
		text_pad(&b, c->in, strlen(c->in), c->columns);
		assert_string_equal(buf_str(&b), c->padded);
	}
	buf_clear(&b);
}

/* Forwards and backwards see the same boundaries; the sums agree; a cut text is as wide
 * as it may be and made of whole clusters. */
static void check_random(const char *s, size_t n, size_t columns)
{
	size_t stops[RANDOM_MAX + 1], count = 0, sum = 0;
	struct buf b = {0};

	for (size_t at = 0; at < n;) {
		stops[count++] = at;
		size_t next = text_cluster_next(s, n, at);
		sum += text_columns(s + at, next - at);
		at = next;
	}
	assert_int_equal(sum, text_columns(s, n));
	for (size_t at = n, k = count; k > 0;) {
		at = text_cluster_prev(s, n, at);
		assert_int_equal(at, stops[--k]);
	}
	text_truncate(&b, s, n, columns);
	assert_true(text_columns(buf_str(&b), b.len) <= columns);
	if (b.len < n) {
		size_t kept = b.len >= 3 ? b.len - 3 : 0;
		assert_memory_equal(buf_str(&b), s, kept);
		bool whole = kept == n;
		for (size_t k = 0; k < count; k++)
			whole = whole || stops[k] == kept;
		assert_true(whole);
	}
	buf_reset(&b);
	text_pad(&b, s, n, columns);
	assert_int_equal(text_columns(buf_str(&b), b.len), columns);
	buf_clear(&b);
}

static void ten_thousand_random_strings(void **state)
{
	struct dice d = {42};
	char in[RANDOM_MAX];

	(void)state;
	for (int i = 0; i < 10000; i++) {
		size_t n = dice_string(&d, in);
		char *s = text_clean_dup(in, n, CLEAN_LINE);
		if (strlen(s) <= RANDOM_MAX)
			check_random(s, strlen(s), dice_roll(&d, 20));
		free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table),
		cmocka_unit_test(limits_stop_before_the_cluster_that_passes),
		cmocka_unit_test(boundaries_both_ways),
		cmocka_unit_test(words_both_ways),
		cmocka_unit_test(truncation_and_padding),
		cmocka_unit_test(ten_thousand_random_strings),
	};

	return cmocka_run_group_tests_name("measure", tests, NULL, NULL);
}
