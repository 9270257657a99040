/* test_slow_clock.c - a clock before the build date is named where a certificate is not taken */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include <bantin/base/clock.h>

#include "../../../src/net/reason.h"

static time_t faked;

/* In the place of the C library's. */
time_t time(time_t *out)
{
	if (out)
		*out = faked;
	return faked;
}

enum { YEAR = 365 * 24 * 3600 };

static void a_slow_clock_is_named(void **state)
{
	(void)state;
	faked = (time_t)clock_built() - 20 * (time_t)YEAR;
	assert_true(clock_is_slow());
	assert_non_null(strstr(reason_certificate(9), "The clock of this machine"));
	assert_non_null(strstr(reason_certificate(20), "nobody"));
}

static void a_clock_after_the_build_is_not(void **state)
{
	(void)state;
	faked = (time_t)clock_built() + 1;
	assert_false(clock_is_slow());
	assert_non_null(strstr(reason_certificate(9), "not valid yet"));
	faked = (time_t)clock_built() + 20 * (time_t)YEAR;
	assert_non_null(strstr(reason_certificate(10), "expired"));
}

static void the_build_date_is_one(void **state)
{
	(void)state;
	assert_true(clock_built() > 1577836800); /* 2020 */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slow_clock_is_named),
		cmocka_unit_test(a_clock_after_the_build_is_not),
		cmocka_unit_test(the_build_date_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
