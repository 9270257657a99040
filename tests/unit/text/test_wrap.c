/* test_wrap.c - a paragraph into lines */
#include "check.h"

#include <bantin/text/clean.h>
#include <bantin/text/measure.h>
#include <bantin/text/wrap.h>

struct wrapping {
	const char *in;
	size_t first, rest;
	const char *want;	/* painted lines, each ended by "|" */
};

static const struct wrapping wrappings[] = {
	{"", 10, 10, "|"},
	{"một", 10, 10, "một|"},
	{"một hai ba", 7, 7, "một hai|ba|"},
	{"một hai ba", 6, 6, "một|hai ba|"},
	{"một   hai", 4, 4, "một|hai|"},
	{"một    ", 3, 3, "một|"},
	{"  một hai", 5, 5, "  một|hai|"},
	{"Xã Yên Lạc họp", 10, 4, "Xã Yên Lạc|họp|"},
	{"Xã Yên Lạc họp", 3, 10, "Xã|Yên Lạc|họp|"},
	{"một\nhai", 10, 10, "một|hai|"},
	{"một\n", 10, 10, "một||"},
	{"\n\n", 10, 10, "|||"},
	{"một \nhai", 10, 10, "một|hai|"},
	{"nghiêng", 3, 3, "ngh|iên|g|"},
	{"a nghiêng b", 3, 3, "a|ngh|iên|g b|"},
	{"a nghiêng", 4, 4, "a|nghi|êng|"},
	/* UAX #14: not before a full stop, not within a number, after a hyphen */
	{"năm 2020.", 8, 8, "năm|2020.|"},
	{"có 2.240.627 người", 6, 6, "có|2.240.|627|người|"},
	{"có 15,5 km", 6, 6, "có|15,5|km|"},
	{"Hải - Bí thư", 6, 6, "Hải -|Bí thư|"},
	{"“Xã mới”, tốt", 9, 9, "“Xã mới”,|tốt|"},
	{"(xã mới) tốt", 4, 4, "(xã|mới)|tốt|"},
	{"anh-em", 4, 4, "anh-|em|"},
	/* wide: between any two of them, and never half of one */
	{"人民人民", 4, 4, "人民|人民|"},
	{"人民人民", 5, 5, "人民|人民|"},
	{"人民", 1, 1, "人|民|"},
	{"a人", 1, 1, "a|人|"},
	/* clusters stay whole */
	{"z\u0301z\u0301z\u0301", 2, 2, "z\u0301z\u0301|z\u0301|"},
	{"👩\u200D🌾👩\u200D🌾", 3, 3, "👩\u200D🌾|👩\u200D🌾|"},
	{"🇻🇳🇻🇳", 3, 3, "🇻🇳|🇻🇳|"},
	{"a\tb", 1, 1, "a|b|"},
};

static void paint(struct buf *out, const struct wrap *w, const char *s)
{
	buf_reset(out);
	for (size_t i = 0; i < w->count; i++) {
		const struct wrap_line *l = &w->lines[i];
		buf_add(out, s + l->start, l->end - l->start);
		buf_addc(out, '|');
	}
}

static void the_table(void **state)
{
	struct wrap w = {0};
	struct buf b = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(wrappings); i++) {
		const struct wrapping *t = &wrappings[i];
		text_wrap(&w, t->in, strlen(t->in), t->first, t->rest);
		paint(&b, &w, t->in);
		assert_string_equal(buf_str(&b), t->want);
	}
	wrap_clear(&w);
	assert_null(w.lines);
	buf_clear(&b);
}

/* What wrap.h promises of every line. */
static void check_lines(const struct wrap *w, const char *s, size_t n, size_t first,
			size_t rest)
{
	size_t at = 0;

	assert_true(w->count > 0);
	for (size_t i = 0; i < w->count; i++) {
		const struct wrap_line *l = &w->lines[i];
		size_t limit = i == 0 ? first : rest;
		assert_int_equal(l->start, at);
		assert_true(l->start <= l->end && l->end <= l->next);
		assert_int_equal(l->columns,
				 text_columns(s + l->start, l->end - l->start));
		if (l->columns > limit)
			assert_int_equal(text_cluster_next(s, n, l->start), l->end);
		for (size_t k = l->end; k < l->next; k++)
			assert_non_null(strchr(" \t\n", s[k]));
		if (l->end > l->start)
			assert_null(strchr(" \t\n", s[l->end - 1]));
		at = l->next;
	}
	assert_int_equal(at, n);
}

static void starts_are_boundaries(const struct wrap *w, const char *s, size_t n)
{
	size_t k = 0;

	for (size_t at = 0; at <= n; at = text_cluster_next(s, n, at)) {
		while (k < w->count && w->lines[k].start == at)
			k++;
		if (at == n)
			break;
	}
	assert_int_equal(k, w->count);
}

static void ten_thousand_random_strings(void **state)
{
	struct dice d = {7};
	struct wrap w = {0};
	char in[RANDOM_MAX];

	(void)state;
	for (int i = 0; i < 10000; i++) {
		size_t n = dice_string(&d, in);
		char *s = text_clean_dup(in, n, CLEAN_TEXT);
		size_t first = 1 + dice_roll(&d, 12), rest = 1 + dice_roll(&d, 12);
		n = strlen(s);
		text_wrap(&w, s, n, first, rest);
		check_lines(&w, s, n, first, rest);
		starts_are_boundaries(&w, s, n);
		free(s);
	}
	wrap_clear(&w);
}

static void a_megabyte_in_one_line(void **state)
{
	static const char *const pieces[] = {
		"a", "人", "👩\u200D", "xã ", "🇻", " ", "z\u0301",
	};
	struct wrap w = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct buf b = {0};
		while (b.len < 1 << 20)
			buf_adds(&b, pieces[i]);
		text_wrap(&w, b.s, b.len, 80, 80);
		assert_int_equal(w.lines[w.count - 1].next, b.len);
		buf_clear(&b);
	}
	wrap_clear(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table),
		cmocka_unit_test(ten_thousand_random_strings),
		cmocka_unit_test(a_megabyte_in_one_line),
	};

	return cmocka_run_group_tests_name("wrap", tests, NULL, NULL);
}
