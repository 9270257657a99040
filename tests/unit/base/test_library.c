/* test_library.c - a library that is opened when it is first used */
#include "check.h"

#include <string.h>

#include <bantin/base/library.h>

struct table {
	size_t (*length)(const char *s);
	int (*compare)(const char *a, const char *b);
};

static const struct library_call there[] = {
	{"strcmp", offsetof(struct table, compare)},
	{"strlen", offsetof(struct table, length)},
};

static void a_table_is_filled(void **state)
{
	const struct library c = {"libc.so.6", there, 2};
	struct table table = {0};
	struct err e;

	(void)state;
	assert_true(library_open(&c, &table, &e));
	assert_int_equal(table.length("bản tin"), strlen("bản tin"));
	assert_int_equal(table.compare("xã", "xã"), 0);
}

static void what_is_missing_is_named(void **state)
{
	const struct library none = {"libkhongco.so.1", there, 2};
	struct table table = {0};
	struct err e;

	(void)state;
	assert_false(library_open(&none, &table, &e));
	assert_int_equal(e.kind, ERR_FAILED);
	assert_non_null(strstr(e.text, "libkhongco.so.1"));
	assert_false(library_open(&none, &table, NULL));
}

static void one_function_missing_is_all_missing(void **state)
{
	static const struct library_call older[] = {
		{"strlen", offsetof(struct table, length)},
		{"bantin_has_no_such_call", offsetof(struct table, compare)},
	};
	const struct library c = {"libc.so.6", older, 2};
	struct table table = {0};
	struct err e;

	(void)state;
	assert_false(library_open(&c, &table, &e));
	assert_non_null(strstr(e.text, "libc.so.6"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_is_filled),
		cmocka_unit_test(what_is_missing_is_named),
		cmocka_unit_test(one_function_missing_is_all_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
