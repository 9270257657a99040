/* test_find.c - where a needle stands in a text, letter by letter */
#include "check.h"

#include <bantin/text/clean.h>
#include <bantin/text/fold.h>

/* In `want` the matches stand in brackets; without those it is the text searched. */
struct finding {
	const char *needle, *want;
};

static const struct finding findings[] = {
	{"dong", "[đồng] [dòng] [Đông] [DONG] don"},
	{"DONG", "[đồng] [dòng] [Đông] [DONG] don"},
	{"đồng", "[đồng] dòng Đông [ĐỒNG] đống đòng"},
	{"Đồng", "[đồng] dòng Đông [ĐỒNG] đống đòng"},
	{"đong", "[đồng] dòng [Đông] DONG [đong]"},
	{"o", "[o][ô][ồ][ơ][Ở][õ]a"},
	{"ô", "o[ô]ồơ[Ô]"},
	{"hội nghị", "[Hội nghị] hội nghi HỘI  NGHỊ"},
	{"hoi nghi", "[Hội nghị], [hội nghi]"},
	{"", "không có gì"},
	{"aa", "[aa][aa]a"},
	{"aab", "a[aab]"},
	{"05/BC-UBND", "số [05/BC-UBND]"},
	{"ß", "stra[ß]e"},
	{"σοφος", "[ΣΟΦΟΣ] [σοφός]"},
	{"đ", "d[đ][Đ]D"},
	{"d", "[d][đ][Đ][D]"},
	{"z\u0301", "z[ź]ž"},
	{"b\u0323\u0301", "b[B\u0323\u0301]b\u0323"},
	{"b", "[b][B\u0323\u0301]"},
	{"👩", "[👩]👩\u200D🌾"},
	{"👩\u200D🌾", "👩[👩\u200D🌾]"},
	{"🇻🇳", "🇫🇷[🇻🇳]"},
	{"한", "국[한]"},
	{"\n", "một[\n]hai"},
};

static void check_finding(const struct finding *f)
{
	char hay[128], got[160];
	size_t n = 0, len = 0, from = 0, copied = 0, count = 0;
	struct match m = {0, 0}, all[16];

	for (const char *c = f->want; *c; c++)
		if (*c != '[' && *c != ']')
			hay[n++] = *c;
	hay[n] = '\0';
	while (text_find(hay, n, f->needle, strlen(f->needle), from, &m)) {
		assert_true(m.start >= from && m.end > m.start && m.end <= n);
		memcpy(got + len, hay + copied, m.start - copied);
		len += m.start - copied;
		got[len++] = '[';
		memcpy(got + len, hay + m.start, m.end - m.start);
		len += m.end - m.start;
		got[len++] = ']';
		copied = from = m.end;
		all[count++] = m;
	}
	memcpy(got + len, hay + copied, n - copied);
	got[len + n - copied] = '\0';
	assert_string_equal(got, f->want);
	/* and back */
	for (size_t before = n; count > 0; before = m.start) {
		assert_true(text_find_back(hay, n, f->needle, strlen(f->needle), before,
					   &m));
		if (strcmp(f->needle, "aa") == 0)
			return;	/* overlapping: others from the back */
		assert_int_equal(m.start, all[count - 1].start);
		assert_int_equal(m.end, all[count - 1].end);
		count--;
	}
	assert_false(text_find_back(hay, n, f->needle, strlen(f->needle), 0, &m));
}

static void the_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(findings); i++)
		check_finding(&findings[i]);
}

static void decomposed_meets_composed(void **state)
{
	char *needle = text_clean_line("Ho\u0323\u0302i nghi\u0323");
	const char *hay = "Hội nghị";
	struct match m;

	(void)state;
	assert_true(text_find(hay, strlen(hay), needle, strlen(needle), 0, &m));
	assert_int_equal(m.end, strlen(hay));
	free(needle);
}

static void starts_on_boundaries_alone(void **state)
{
	const char *hay = "ấa";
	struct match m;

	(void)state;
	assert_true(text_find(hay, 4, "a", 1, 1, &m));
	assert_int_equal(m.start, 3);
	assert_true(text_find(hay, 4, "a", 1, 3, &m));
	assert_false(text_find(hay, 4, "a", 1, 4, &m));
	assert_false(text_find(hay, 4, "a", 1, 99, &m));
	assert_true(text_find_back(hay, 4, "a", 1, 99, &m));
	assert_int_equal(m.start, 3);
	assert_true(text_find_back(hay, 4, "a", 1, 3, &m));
	assert_int_equal(m.start, 0);
	assert_int_equal(m.end, 3);
}

static void overlapping_from_the_back(void **state)
{
	struct match m;

	(void)state;
	assert_true(text_find_back("aaaaa", 5, "aa", 2, 5, &m));
	assert_int_equal(m.start, 3);
	assert_true(text_find_back("aaaaa", 5, "aa", 2, 3, &m));
	assert_int_equal(m.start, 2);
}

/* Unmarked text finds what its folded forms would find. */
static void agrees_with_folding(void **state)
{
	static const char *const letters[] = {
		"a", "á", "ậ", "Ă", "b", "B", "đ", "d", "Đ",
	};
	struct dice d = {3};

	(void)state;
	for (int i = 0; i < 10000; i++) {
		struct buf hay = {0}, hay_key = {0}, key = {0};
		struct match m;
		for (uint32_t k = dice_roll(&d, 12); k > 0; k--)
			buf_adds(&hay, letters[dice_roll(&d, COUNT(letters))]);
		for (uint32_t k = 1 + dice_roll(&d, 3); k > 0; k--)
			buf_addc(&key, "abd"[dice_roll(&d, 3)]);
		text_fold(&hay_key, buf_str(&hay), hay.len);
		bool found = text_find(buf_str(&hay), hay.len, key.s, key.len, 0, &m);
		assert_int_equal(found, strstr(buf_str(&hay_key), key.s) != NULL);
		if (found) {
			struct buf part = {0};
			text_fold(&part, hay.s + m.start, m.end - m.start);
			assert_string_equal(part.s, key.s);
			buf_clear(&part);
		}
		buf_clear(&hay);
		buf_clear(&hay_key);
		buf_clear(&key);
	}
}

static void a_megabyte(void **state)
{
	struct buf hay = {0};
	const char *last = "cuối cùng";
	struct match m;

	(void)state;
	while (hay.len < 1 << 20)
		buf_adds(&hay, "Xã Yên Lạc họp giao ban. ");
	size_t at = hay.len;
	buf_adds(&hay, last);
	assert_true(text_find(hay.s, hay.len, last, strlen(last), 0, &m));
	assert_int_equal(m.start, at);
	assert_false(text_find_back(hay.s, hay.len, last, strlen(last), at, &m));
	buf_clear(&hay);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table),
		cmocka_unit_test(decomposed_meets_composed),
		cmocka_unit_test(starts_on_boundaries_alone),
		cmocka_unit_test(overlapping_from_the_back),
		cmocka_unit_test(agrees_with_folding),
		cmocka_unit_test(a_megabyte),
	};

	return cmocka_run_group_tests_name("find", tests, NULL, NULL);
}
