/* test_args.c - options anywhere on the command line, then words */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/cli/args.h"

static void options_anywhere(void **state)
{
	char *argv[] = {"tin", "--title", "Họp thôn", "--unread", "--section=tin-tuc", "tệp"};
	struct args a = {argv, 6};
	const char *title = NULL, *section = NULL;
	bool unread = false;
	const struct option options[] = {{"--title", &title, NULL}, {"--section", &section, NULL},
					 {"--unread", NULL, &unread}, {0}};
	struct err e = {0};

	(void)state;
	assert_true(args_options(&a, options, false, &e));
	assert_string_equal(title, "Họp thôn");
	assert_string_equal(section, "tin-tuc");
	assert_true(unread);
	assert_string_equal(args_next(&a), "tin");
	assert_false(args_done(&a, &e));
	assert_int_equal(e.kind, ERR_USAGE);
	assert_string_equal(args_next(&a), "tệp");
	assert_null(args_next(&a));
	assert_true(args_done(&a, &e));
}

static void after_two_dashes_all_is_words(void **state)
{
	char *argv[] = {"--", "--title", "-"};
	struct args a = {argv, 3};
	const char *title = NULL;
	const struct option options[] = {{"--title", &title, NULL}, {0}};
	struct err e = {0};

	(void)state;
	/* the first reader leaves the dashes to the one who reads last */
	assert_true(args_options(&a, options, true, &e));
	assert_int_equal(a.count, 3);
	assert_true(args_options(&a, options, false, &e));
	assert_null(title);
	assert_int_equal(a.count, 2);
	assert_string_equal(args_next(&a), "--title");
	assert_string_equal(args_next(&a), "-");
}

static void faults(void **state)
{
	char *unknown[] = {"--titel", "x"}, *bare[] = {"--title"}, *foreign[] = {"--\x1b[2J"};
	const char *title = NULL;
	const struct option options[] = {{"--title", &title, NULL}, {0}};
	struct err e = {0};

	(void)state;
	struct args a = {unknown, 2};
	assert_false(args_options(&a, options, false, &e));
	assert_non_null(strstr(e.text, "--titel"));
	a = (struct args){bare, 1};
	assert_false(args_options(&a, options, false, &e));
	assert_int_equal(e.kind, ERR_USAGE);
	a = (struct args){foreign, 1};
	assert_false(args_options(&a, options, false, &e));
	assert_null(strchr(e.text, '\x1b'));
}

static void minus_is_a_word(void **state)
{
	char *argv[] = {"-"};
	struct args a = {argv, 1};
	const struct option options[] = {{0}};
	struct err e = {0};

	(void)state;
	assert_true(args_options(&a, options, false, &e));
	assert_string_equal(args_next(&a), "-");
}

static void numbers(void **state)
{
	static const char *const bad[] = {"", "x", "9x", "0", "101", "-1", "99999999999999999999"};
	const struct range r = {1, 100};
	int64_t n = 7;
	struct err e = {0};

	(void)state;
	assert_true(args_number(NULL, "--limit", &r, &n, &e));
	assert_int_equal(n, 7);
	assert_true(args_number("100", "--limit", &r, &n, &e));
	assert_int_equal(n, 100);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(args_number(bad[i], "--limit", &r, &n, &e));
		assert_non_null(strstr(e.text, "--limit"));
	}
	assert_int_equal(n, 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_anywhere),
		cmocka_unit_test(after_two_dashes_all_is_words),
		cmocka_unit_test(faults),
		cmocka_unit_test(minus_is_a_word),
		cmocka_unit_test(numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
