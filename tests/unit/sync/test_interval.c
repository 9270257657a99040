/* test_interval.c - portals that are read again by themselves, and when they are not */
#include "sample.h"

static void set_interval(struct world *w, int minutes, int64_t last_success)
{
	struct feed_state st;

	assert_true(archive_feed_state(w->archive, "mau", &st, NULL));
	st.last_success = last_success;
	assert_true(archive_put_feed_state(w->archive, "mau", &st, NULL));
	feed_state_clear(&st);
	w->portal.interval = minutes;
	sync_add_portal(w->sync, &w->portal);
}

static size_t requests_made(struct world *w)
{
	struct sync_report r;

	sync_step(w->sync);
	world_run(w);
	assert_true(sync_report(w->sync, "mau", &r));
	return r.requests;
}

static void an_interval_that_is_over(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	set_interval(&w, 30, clock_now() - 3600);
	assert_int_equal(requests_made(&w), 0);	/* nobody asked for it */
	sync_set_intervals(w.sync, true);
	assert_true(requests_made(&w) > 0);
	int after = sample_requests(&w.sample, "GET");
	requests_made(&w);	/* the next one begins anew */
	assert_int_equal(sample_requests(&w.sample, "GET"), after);
	world_close(&w);
}

static void an_interval_that_lasts(void **state)
{
	struct pollfd none = {.fd = -1};
	struct world w;
	struct err e;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	set_interval(&w, 30, clock_now() - 60);
	sync_set_intervals(w.sync, true);
	assert_int_equal(requests_made(&w), 0);
	assert_false(sync_busy(w.sync));
	assert_true(sync_wait(w.sync, &none, 1, 0, &e));
	set_interval(&w, 0, clock_now() - 86400);	/* only by hand */
	sync_set_intervals(w.sync, true);
	assert_int_equal(requests_made(&w), 0);
	world_close(&w);
}

/* A clock that was set back must not hold a portal up for longer than its interval. */
static void offline_and_a_clock_set_back(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	set_interval(&w, 1, clock_now() + 86400);
	sync_set_intervals(w.sync, true);
	assert_int_equal(requests_made(&w), 0);
	set_interval(&w, 1, clock_now() - 3600);
	sync_set_offline(w.sync, true);
	sync_set_intervals(w.sync, true);
	assert_int_equal(requests_made(&w), 0);
	sync_set_offline(w.sync, false);
	assert_true(requests_made(&w) > 0);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_interval_that_is_over),
		cmocka_unit_test(an_interval_that_lasts),
		cmocka_unit_test(offline_and_a_clock_set_back),
	};

	return cmocka_run_group_tests_name("interval", tests, NULL, NULL);
}
