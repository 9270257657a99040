/* test_utf8.c - code points in and out of UTF-8 */
#include "check.h"

struct decoding {
	const char *bytes;
	size_t n;
	uint32_t cp;
	size_t taken;
};

static const struct decoding decodings[] = {
	{"a", 1, 'a', 1},
	{"\0", 1, 0, 1},
	{"\x7f", 1, 0x7f, 1},
	{"\xc2\x80", 2, 0x80, 2},
	{"đ", 2, 0x111, 2},
	{"ệ", 3, 0x1ec7, 3},
	{"₫", 3, 0x20ab, 3},
	{"\xef\xbf\xbf", 3, 0xffff, 3},
	{"\xf0\x90\x80\x80", 4, 0x10000, 4},
	{"\xf4\x8f\xbf\xbf", 4, 0x10ffff, 4},
	/* cut short */
	{"\xc4", 1, 0xfffd, 1},
	{"\xe1\xbb", 2, 0xfffd, 2},
	{"\xe1\xbb" "a", 3, 0xfffd, 2},
	{"\xf0\x9f\x91", 3, 0xfffd, 3},
	{"\xf0\x9f\x91" "a", 4, 0xfffd, 3},
	{"\xf0" "a", 2, 0xfffd, 1},
	/* never a lead byte */
	{"\x80", 1, 0xfffd, 1},
	{"\xbf\xbf", 2, 0xfffd, 1},
	{"\xc0\xaf", 2, 0xfffd, 1},
	{"\xc1\xbf", 2, 0xfffd, 1},
	{"\xf5\x80\x80\x80", 4, 0xfffd, 1},
	{"\xff", 1, 0xfffd, 1},
	/* overlong, surrogates, past the end of Unicode */
	{"\xe0\x80\xaf", 3, 0xfffd, 1},
	{"\xe0\x9f\xbf", 3, 0xfffd, 1},
	{"\xf0\x80\x80\xaf", 4, 0xfffd, 1},
	{"\xed\xa0\x80", 3, 0xfffd, 1},
	{"\xed\xbf\xbf", 3, 0xfffd, 1},
	{"\xed\x9f\xbf", 3, 0xd7ff, 3},
	{"\xf4\x90\x80\x80", 4, 0xfffd, 1},
};

static void next_reads_one_code_point(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(decodings); i++) {
		const struct decoding *d = &decodings[i];
		uint32_t cp = 1;
		size_t taken = utf8_next(d->bytes, d->n, &cp);
		assert_int_equal(taken, d->taken);
		assert_int_equal(cp, d->cp);
	}
}

static void validity_agrees_with_next(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(decodings); i++) {
		const struct decoding *d = &decodings[i];
		bool whole = d->cp != 0xfffd && d->taken == d->n;
		assert_int_equal(utf8_valid(d->bytes, d->n), whole);
	}
	assert_true(utf8_valid("", 0));
	assert_true(utf8_valid("Xã Yên Lạc", strlen("Xã Yên Lạc")));
	assert_false(utf8_valid("Xã Yên L\xe1\xba", 12));
}

/* The example of Unicode 15, table 3-8: 61 F1 80 80 E1 80 C2 62 80 63 80 BF 64. */
static void maximal_subparts(void **state)
{
	static const char s[] = "\x61\xf1\x80\x80\xe1\x80\xc2\x62\x80\x63\x80\xbf\x64";
	static const uint32_t want[] = {
		0x61, 0xfffd, 0xfffd, 0xfffd, 0x62, 0xfffd, 0x63, 0xfffd, 0xfffd, 0x64,
	};
	size_t at = 0;
	uint32_t cp;

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		assert_true(at < sizeof(s) - 1);
		at += utf8_next(s + at, sizeof(s) - 1 - at, &cp);
		assert_int_equal(cp, want[i]);
	}
	assert_int_equal(at, sizeof(s) - 1);
}

static void every_scalar_value_comes_back(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		char s[4];
		uint32_t back = 0;
		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		size_t n = utf8_put(s, cp);
		if (utf8_next(s, n, &back) != n || back != cp || utf8_back(s, n) != n ||
		    !utf8_valid(s, n))
			fail_msg("U+%04X", cp);
	}
}

static void back_steps_over_one_code_point(void **state)
{
	const char *s = "ađệ👩";

	(void)state;
	assert_int_equal(utf8_back(s, 10), 4);
	assert_int_equal(utf8_back(s, 6), 3);
	assert_int_equal(utf8_back(s, 3), 2);
	assert_int_equal(utf8_back(s, 1), 1);
	assert_int_equal(utf8_back("\x80\x80", 2), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(next_reads_one_code_point),
		cmocka_unit_test(validity_agrees_with_next),
		cmocka_unit_test(maximal_subparts),
		cmocka_unit_test(every_scalar_value_comes_back),
		cmocka_unit_test(back_steps_over_one_code_point),
	};

	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
