/* test_clock.c - bulletins are sent, once, whatever the clock does meanwhile */
#include "sample.h"

#include <time.h>

static int64_t offset;

/* In the place of the C library's: off by some years. */
time_t time(time_t *out)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	time_t t = now.tv_sec + (time_t)offset;
	if (out)
		*out = t;
	return t;
}

enum { DAY = 24 * 3600 };
#define YEARS_20 (INT64_C(20) * 365 * DAY)

/* Written under one clock, sent under another. */
static void clocks_that_jump(void **state)
{
	static const struct {
		int64_t before, after;
	} jumps[] = {{0, YEARS_20},  {YEARS_20, 0}, {0, -YEARS_20}, {-YEARS_20, 0},
		     {0, DAY},	     {DAY, -DAY},   {-YEARS_20, YEARS_20}};
	enum { JUMPS = sizeof(jumps) / sizeof(jumps[0]) };
	int64_t id[JUMPS];
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	for (size_t i = 0; i < JUMPS; i++) {
		offset = jumps[i].before;
		id[i] = world_submit(&w, "Lịch tiếp dân");
		offset = jumps[i].after;
		world_sync(&w);
		assert_int_equal(world_state(&w, id[i]), SUBMISSION_ACCEPTED);
	}
	assert_int_equal(sample_ledger(&w.sample, "Lịch tiếp dân"), JUMPS);
	offset = 0;
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clocks_that_jump),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
