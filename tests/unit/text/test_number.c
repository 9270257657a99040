/* test_number.c - numbers as the office writes them */
#include "check.h"

#include <bantin/text/number.h>

struct number {
	int64_t v;
	const char *want;
};

static const struct number groups[] = {
	{0, "0"},
	{7, "7"},
	{999, "999"},
	{1000, "1.000"},
	{1159, "1.159"},
	{2240627, "2.240.627"},
	{-1159, "-1.159"},
	{-999, "-999"},
	{100000, "100.000"},
	{INT64_MAX, "9.223.372.036.854.775.807"},
	{INT64_MIN, "-9.223.372.036.854.775.808"},
};

static const struct number sizes[] = {
	{-1, ""},
	{0, "0 B"},
	{512, "512 B"},
	{999, "999 B"},
	{1000, "1,0 kB"},
	{1049, "1,0 kB"},
	{1050, "1,1 kB"},
	{14200, "14,2 kB"},
	{999949, "999,9 kB"},
	{999950, "1,0 MB"},
	{3100000, "3,1 MB"},
	{2000000000, "2,0 GB"},
	{INT64_MAX, "9,2 EB"},
};

static void grouping(void **state)
{
	char out[NUMBER_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(groups); i++) {
		assert_ptr_equal(number_group(groups[i].v, out), out);
		assert_string_equal(out, groups[i].want);
	}
}

static void file_sizes(void **state)
{
	char out[NUMBER_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		assert_ptr_equal(number_size(sizes[i].v, out), out);
		assert_string_equal(out, sizes[i].want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grouping),
		cmocka_unit_test(file_sizes),
	};

	return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
