/* test_lookup.c - lost answers where keys are forgotten: asking, or a person's word */
#include "sample.h"

#define POST "method=POST path=/micropub "

static void lookup_finds_it(void **state)
{
	const char *const options[] = {"--no-idempotency", NULL};
	struct world w;

	(void)state;
	world_sample(&w, options, CAN_LOOK);
	sample_plan(&w.sample, POST "reset=after");
	int64_t id = world_submit(&w, "Tìm thấy trên cổng");
	world_run(&w);
	struct submission row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_UNKNOWN);
	assert_true(row.next_try > row.sent_at + 3 && row.next_try <= clock_now() + 5);
	submission_clear(&row);
	world_sync(&w);
	row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_ACCEPTED);
	assert_string_equal(row.remote_status, "pending");
	assert_non_null(row.remote_url);
	assert_null(row.reason);
	submission_clear(&row);
	assert_int_equal(sample_requests(&w.sample, "\"POST\""), 1);
	world_close(&w);
}

static void lookup_misses_it_twice(void **state)
{
	const char *const options[] = {"--no-idempotency", NULL};
	struct world w;

	(void)state;
	world_sample(&w, options, CAN_LOOK);
	w.portal.lookup_wait = 0;
	sync_add_portal(w.sync, &w.portal);
	sample_plan(&w.sample, POST "times=1 reset=before");
	int64_t id = world_submit(&w, "Chưa tới cổng");
	world_run(&w);
	world_sync(&w);
	struct submission row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_UNKNOWN);	/* once proves nothing */
	assert_int_equal(row.lookups, 1);
	submission_clear(&row);
	world_sync(&w);
	row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_ACCEPTED);
	assert_int_equal(row.tries, 2);
	submission_clear(&row);
	assert_int_equal(world_copies(&w, id), 1);
	assert_int_equal(sample_requests(&w.sample, "\"POST\""), 2);
	world_close(&w);
}

/* With a wait of a second: not before it is over, and then at once. */
static void lookup_waits_and_goes_on(void **state)
{
	const char *const options[] = {"--no-idempotency", NULL};
	struct world w;

	(void)state;
	world_sample(&w, options, CAN_LOOK);
	w.portal.lookup_wait = 1;
	sync_add_portal(w.sync, &w.portal);
	sample_plan(&w.sample, POST "times=1 reset=before");
	int64_t from = clock_mono();
	int64_t id = world_submit(&w, "Chờ một giây");
	world_run(&w);
	press_until_accepted(&w, id);
	assert_true(clock_mono() - from >= 1000);
	assert_int_equal(world_copies(&w, id), 1);
	world_close(&w);
}

/* However often somebody syncs, within lookup_wait "not there" proves nothing; and a
 * clock that jumps does not shorten the wait. */
static void lookup_waits(void **state)
{
	const char *const options[] = {"--no-idempotency", NULL};
	struct world w;

	(void)state;
	world_sample(&w, options, CAN_LOOK);
	w.portal.lookup_wait = 60;
	sync_add_portal(w.sync, &w.portal);
	sample_plan(&w.sample, POST "reset=before");
	int64_t id = world_submit(&w, "Còn phải chờ");
	world_run(&w);
	for (int i = 0; i < 5; i++)
		world_sync(&w);
	struct submission row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_UNKNOWN);
	assert_int_equal(row.lookups, 5);
	row.sent_at = clock_now() + 1000000;
	assert_true(desk_submission_update(w.desk, &row, SUBMISSION_UNKNOWN, NULL));
	submission_clear(&row);
	world_stop(&w);
	world_start(&w);
	for (int i = 0; i < 3; i++)
		world_sync(&w);
	row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_UNKNOWN);
	assert_int_equal(row.lookups, 8);
	assert_true(row.sent_at <= clock_now());
	submission_clear(&row);
	assert_int_equal(sample_requests(&w.sample, "\"POST\""), 1);
	world_close(&w);
}

static void lookup_that_fails_is_tried_again(void **state)
{
	static const char *const plans[] = {"status=503", "status=401", "body=html",
					    "reset=before", "truncate=10"};
	const char *const options[] = {"--no-idempotency", NULL};
	struct world w;

	(void)state;
	world_sample(&w, options, CAN_LOOK);
	sample_plan(&w.sample, POST "reset=after");
	int64_t id = world_submit(&w, "Tra cứu hỏng");
	world_run(&w);
	for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
		char plan[80];

		print_message("# %s\n", plans[i]);
		snprintf(plan, sizeof(plan), "method=GET path=/micropub %s", plans[i]);
		sample_plan(&w.sample, plan);
		world_sync(&w);
		struct submission row = world_row(&w, id);
		assert_int_equal(row.state, SUBMISSION_UNKNOWN);
		assert_int_equal(row.lookups, 0);
		assert_non_null(row.reason);
		submission_clear(&row);
		assert_int_equal(sample_requests(&w.sample, "\"POST\""), 0);
	}
	sample_plan(&w.sample, "");
	world_sync(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
	assert_int_equal(world_copies(&w, id), 1);
	world_close(&w);
}

/* Lost on a portal that cannot be asked: never again by itself. */
static int64_t lose(struct world *w, bool arrives)
{
	const char *const options[] = {"--no-idempotency", "--no-lookup", NULL};

	world_sample(w, options, CAN_NEITHER);
	sample_plan(&w->sample, arrives ? POST "times=1 reset=after"
					: POST "times=1 reset=before");
	int64_t id = world_submit(w, "Không ai biết");
	world_run(w);
	for (int i = 0; i < 2; i++) {
		world_sync(w);
		assert_true(sync_outbox_retry(w->sync, id, NULL));
		world_run(w);
	}
	assert_int_equal(world_state(w, id), SUBMISSION_UNKNOWN);
	assert_int_equal(sample_requests(&w->sample, "\"POST\""), 1);
	assert_int_equal(world_copies(w, id), arrives);
	return id;
}

static void a_person_decides_that_it_is_there(void **state)
{
	struct world w;
	int64_t id = lose(&w, true);

	(void)state;
	assert_true(sync_outbox_settle(w.sync, id, true, NULL));
	assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
	world_sync(&w);
	struct submission row = world_row(&w, id);
	assert_string_equal(row.remote_status, "pending");
	assert_non_null(row.remote_url);
	submission_clear(&row);
	assert_int_equal(world_copies(&w, id), 1);
	assert_false(sync_outbox_settle(w.sync, id, false, NULL));
	world_close(&w);
}

static void a_person_decides_to_send_again(void **state)
{
	struct world w;
	int64_t id = lose(&w, false);

	(void)state;
	assert_true(sync_outbox_settle(w.sync, id, false, NULL));
	world_run(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
	assert_int_equal(world_copies(&w, id), 1);
	world_close(&w);
}

/* A portal that said it could be asked, and then cannot. */
static void lookup_that_the_portal_cannot_do(void **state)
{
	const char *const options[] = {"--no-idempotency", "--no-lookup", NULL};
	struct world w;

	(void)state;
	world_sample(&w, options, CAN_LOOK);
	sample_plan(&w.sample, POST "reset=after");
	int64_t id = world_submit(&w, "Tra cứu không được");
	world_run(&w);
	assert_true(sync_outbox_retry(w.sync, id, NULL));
	world_run(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_UNKNOWN);
	world_sync(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_UNKNOWN);
	assert_int_equal(sample_requests(&w.sample, "\"POST\""), 1);
	world_close(&w);
}

/* The clerk's word comes while the portal is being asked. */
static void settled_during_a_lookup(void **state)
{
	const char *const options[] = {"--no-idempotency", NULL};
	struct world w;

	(void)state;
	world_sample(&w, options, CAN_LOOK);
	sample_plan(&w.sample, POST "times=1 reset=after\n"
		    "method=GET path=/micropub delay=300");
	int64_t id = world_submit(&w, "Quyết khi đang hỏi");
	world_run(&w);
	struct sync_report before, r;
	assert_true(sync_report(w.sync, "mau", &before));
	assert_true(sync_outbox_retry(w.sync, id, NULL));
	sync_step(w.sync);
	assert_true(sync_busy(w.sync));
	assert_true(sync_outbox_settle(w.sync, id, true, NULL));
	assert_false(sync_busy(w.sync));
	world_run(&w);
	assert_true(sync_report(w.sync, "mau", &r));
	assert_int_equal(r.errors, before.errors);
	assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
	assert_int_equal(world_copies(&w, id), 1);
	world_close(&w);
}

static void say_unknown(struct world *w, int64_t id)
{
	struct submission row = world_row(w, id);

	row.state = SUBMISSION_UNKNOWN;
	row.next_try = 0;
	assert_true(desk_submission_update(w->desk, &row, SUBMISSION_ACCEPTED, NULL));
	submission_clear(&row);
}

/* Sent again by a person's word although it was there: the older copy stays, the other
 * is taken back, and what stands before readers already is left alone. */
static void copies_too_many(void **state)
{
	const char *const options[] = {"--no-idempotency", NULL};
	struct world w;

	(void)state;
	world_sample(&w, options, CAN_LOOK);
	int64_t id = world_submit(&w, "Hai bản giống nhau");
	world_run(&w);
	for (int i = 0; i < 2; i++) {
		say_unknown(&w, id);
		assert_true(sync_outbox_settle(w.sync, id, false, NULL));
		world_run(&w);
	}
	assert_int_equal(world_copies(&w, id), 3);
	say_unknown(&w, id);
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.errors, 0);
	assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
	assert_int_equal(sample_ledger(&w.sample, "pending"), 1);
	assert_int_equal(sample_ledger(&w.sample, "trash"), 2);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lookup_finds_it),
		cmocka_unit_test(lookup_misses_it_twice),
		cmocka_unit_test(lookup_waits_and_goes_on),
		cmocka_unit_test(lookup_waits),
		cmocka_unit_test(lookup_that_fails_is_tried_again),
		cmocka_unit_test(a_person_decides_that_it_is_there),
		cmocka_unit_test(a_person_decides_to_send_again),
		cmocka_unit_test(lookup_that_the_portal_cannot_do),
		cmocka_unit_test(settled_during_a_lookup),
		cmocka_unit_test(copies_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
