/* test_deliver.c - the outbox against the sample portal: every fault, exactly once */
#include "sample.h"

#define POST "method=POST path=/micropub "

/* What one planned answer makes of a submission, and what heals it. */
struct fault_case {
	const char *plan;	/* behind POST */
	enum submission_state state;
	int copies;		/* on the portal before the line heals */
	bool sends_again;	/* the next sync posts once more */
};

static const struct fault_case with_keys[] = {
	{"reset=before", SUBMISSION_UNKNOWN, 0, true},
	{"reset=after", SUBMISSION_UNKNOWN, 1, true},
	{"truncate-head=0", SUBMISSION_UNKNOWN, 1, true},
	{"truncate-head=9", SUBMISSION_UNKNOWN, 1, true},
	{"truncate-head=22", SUBMISSION_UNKNOWN, 1, true},
	{"truncate-head=60", SUBMISSION_UNKNOWN, 1, true},
	{"truncate=0", SUBMISSION_UNKNOWN, 1, true},
	{"truncate=20", SUBMISSION_UNKNOWN, 1, true},
	{"slow=20000", SUBMISSION_ACCEPTED, 1, false},
	{"body=html", SUBMISSION_UNKNOWN, 0, true},
	{"body=html commit", SUBMISSION_UNKNOWN, 1, true},
	{"type=text/plain", SUBMISSION_UNKNOWN, 1, true},
	{"redirect=http://127.0.0.1:1/login", SUBMISSION_UNKNOWN, 0, true},
	{"redirect=http://127.0.0.1:1/login commit", SUBMISSION_UNKNOWN, 1, true},
	{"status=200", SUBMISSION_UNKNOWN, 0, true},
	{"status=201", SUBMISSION_UNKNOWN, 0, true},
	{"status=201 commit", SUBMISSION_UNKNOWN, 1, true},
	{"status=202", SUBMISSION_UNKNOWN, 0, true},
	{"status=204", SUBMISSION_UNKNOWN, 0, true},
	{"status=304", SUBMISSION_UNKNOWN, 0, true},
	{"status=400", SUBMISSION_REFUSED, 0, false},
	{"status=401", SUBMISSION_REFUSED, 0, false},
	{"status=403", SUBMISSION_REFUSED, 0, false},
	{"status=404", SUBMISSION_REFUSED, 0, false},
	{"status=413", SUBMISSION_REFUSED, 0, false},
	{"status=415", SUBMISSION_REFUSED, 0, false},
	{"status=422", SUBMISSION_REFUSED, 0, false},
	{"status=418", SUBMISSION_UNKNOWN, 0, true},
	{"status=429", SUBMISSION_WAITING, 0, true},
	{"status=429 retry-after=120", SUBMISSION_WAITING, 0, true},
	{"status=503", SUBMISSION_WAITING, 0, true},
	{"status=503 retry-after=9", SUBMISSION_WAITING, 0, true},
	{"status=500", SUBMISSION_UNKNOWN, 0, true},
	{"status=500 commit", SUBMISSION_UNKNOWN, 1, true},
	{"status=502", SUBMISSION_UNKNOWN, 0, true},
	{"status=504 commit", SUBMISSION_UNKNOWN, 1, true},
};

static void check_fault(struct world *w, const struct fault_case *c)
{
	char plan[200], title[100];

	print_message("# %s\n", c->plan);
	snprintf(plan, sizeof(plan), POST "%s", c->plan);
	snprintf(title, sizeof(title), "Tin thử %.60s", c->plan);
	sample_plan(&w->sample, plan);
	int64_t id = world_submit(w, title);
	world_run(w);
	struct submission row = world_row(w, id);
	assert_int_equal(row.state, c->state);
	assert_int_equal(row.tries, 1);
	assert_int_equal(world_copies(w, id), c->copies);
	if (c->state == SUBMISSION_ACCEPTED) {
		assert_null(row.reason);
		assert_non_null(row.remote_url);
	} else {
		assert_non_null(row.reason);
		assert_null(row.remote_url);
	}
	submission_clear(&row);
	assert_int_equal(sample_requests(&w->sample, "POST"), 1);
	sample_plan(&w->sample, "");
	world_sync(w);
	assert_int_equal(sample_requests(&w->sample, "\"POST\""), c->sends_again);
	if (c->state == SUBMISSION_REFUSED) {
		assert_int_equal(world_state(w, id), SUBMISSION_REFUSED);
		assert_int_equal(world_copies(w, id), 0);
		assert_true(sync_outbox_cancel(w->sync, id, NULL));
	} else {
		assert_int_equal(world_state(w, id), SUBMISSION_ACCEPTED);
		assert_int_equal(world_copies(w, id), 1);
	}
}

static void every_fault_has_one_meaning(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	world_sync(&w);
	for (size_t i = 0; i < sizeof(with_keys) / sizeof(with_keys[0]); i++)
		check_fault(&w, &with_keys[i]);
	world_close(&w);
}

/* The head cut at many places: whatever libcurl makes of the rest, it is no yes. */
static void a_cut_head_is_no_answer(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	for (int at = 1; at < 200; at += 11) {
		char plan[80];

		snprintf(plan, sizeof(plan), POST "truncate-head=%d", at);
		sample_plan(&w.sample, plan);
		int64_t id = world_submit(&w, "Cắt ở đầu");
		world_run(&w);
		assert_int_equal(world_state(&w, id), SUBMISSION_UNKNOWN);
		sample_plan(&w.sample, "");
		world_sync(&w);
		assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
		assert_int_equal(world_copies(&w, id), 1);
	}
	world_close(&w);
}

/* After a lost answer a refusal or a dead line speaks of the new try alone. */
static void unknown_stays_unknown_until_a_yes(void **state)
{
	static const char *const plans[] = {
		"status=401", "status=409 retry-after=1", "status=422", "status=429",
		"status=503", "status=500", "reset=before", "body=html",
	};
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sample_plan(&w.sample, POST "reset=after");
	int64_t id = world_submit(&w, "Đường truyền đứt sau khi gửi");
	world_run(&w);
	for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
		char plan[80];

		print_message("# %s\n", plans[i]);
		snprintf(plan, sizeof(plan), POST "%s", plans[i]);
		sample_plan(&w.sample, plan);
		world_sync(&w);
		assert_int_equal(sample_requests(&w.sample, "\"POST\""), 1);
		assert_int_equal(world_state(&w, id), SUBMISSION_UNKNOWN);
		assert_false(sync_outbox_cancel(w.sync, id, NULL));
	}
	sample_stop(&w.sample);
	world_sync(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_UNKNOWN);
	world_close(&w);
}

static void a_portal_that_is_away_gets_it_later(void **state)
{
	const char *const options[] = {"--db", NULL, NULL};
	const char *with_file[3];
	char db[] = "/tmp/bantin-portal-XXXXXX";
	struct world w;

	(void)state;
	close(mkstemp(db));
	memcpy(with_file, options, sizeof(options));
	with_file[1] = db;
	world_sample(&w, with_file, CAN_KEYS);
	sample_stop(&w.sample);
	int64_t id = world_submit(&w, "Gửi khi cổng nghỉ");
	world_run(&w);
	struct submission row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_WAITING);
	assert_non_null(row.reason);
	assert_true(row.next_try >= clock_now() + 4 && row.next_try <= clock_now() + 7);
	submission_clear(&row);
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.line, SYNC_LINE_DOWN);
	assert_int_equal(r.error_kind, ERR_NET);
	sample_start(&w.sample, with_file);
	r = world_sync(&w);
	assert_int_equal(r.line, SYNC_LINE_UP);
	assert_int_equal(r.sent, 1);
	assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
	assert_int_equal(world_copies(&w, id), 1);
	world_close(&w);
	remove(db);
}

/* The back-off is in the row, so that a restart does not hammer the portal. */
static void back_off_outlives_a_restart(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sample_plan(&w.sample, POST "status=429 retry-after=7000");
	int64_t id = world_submit(&w, "Cổng bận");
	world_run(&w);
	struct submission row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_WAITING);
	int64_t left = row.next_try - clock_now();
	assert_true(left > 3500 && left <= 3600);
	submission_clear(&row);
	world_stop(&w);
	world_start(&w);
	sample_plan(&w.sample, "");
	world_run(&w);
	assert_int_equal(sample_requests(&w.sample, NULL), 0);
	assert_true(sync_outbox_retry(w.sync, id, NULL));
	world_run(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
	assert_int_equal(world_copies(&w, id), 1);
	world_close(&w);
}

/* What a power cut leaves: the row committed as being sent, and no word on the rest. */
static void killed_while_sending(void **state)
{
	static const struct {
		const char *option;
		unsigned can;
		bool arrived;
	} cases[] = {
		{NULL, CAN_KEYS, false},
		{NULL, CAN_KEYS, true},
		{"--no-idempotency", CAN_LOOK, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const options[] = {cases[i].option, NULL};
		struct world w;

		world_sample(&w, options, cases[i].can);
		sample_plan(&w.sample, cases[i].arrived ? POST "reset=after"
							: POST "reset=before");
		int64_t id = world_submit(&w, "Mất điện giữa lúc gửi");
		world_run(&w);
		struct submission row = world_row(&w, id);
		assert_int_equal(row.state, SUBMISSION_UNKNOWN);
		row.state = SUBMISSION_SENDING;
		row.next_try = 0;
		assert_true(desk_submission_update(w.desk, &row, SUBMISSION_UNKNOWN,
						   NULL));
		submission_clear(&row);
		world_stop(&w);
		world_start(&w);
		assert_int_equal(world_state(&w, id), SUBMISSION_UNKNOWN);
		sample_plan(&w.sample, "");
		world_run(&w);
		assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
		assert_int_equal(world_copies(&w, id), 1);
		world_close(&w);
	}
}

/* A row that the disk still calls SENDING, with nobody sending it. */
static void a_row_left_sending_goes_on_without_a_restart(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sample_plan(&w.sample, POST "reset=after");
	int64_t id = world_submit(&w, "Đĩa đầy lúc ghi trạng thái");
	world_run(&w);
	struct submission row = world_row(&w, id);
	row.state = SUBMISSION_SENDING;
	assert_true(desk_submission_update(w.desk, &row, SUBMISSION_UNKNOWN, NULL));
	submission_clear(&row);
	sample_plan(&w.sample, "");
	world_sync(&w);
	world_sync(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
	assert_int_equal(world_copies(&w, id), 1);
	world_close(&w);
}

static void stopped_while_sending(struct world *w)
{
	sample_plan(&w->sample, POST "times=1 delay=600");
	int64_t id = world_submit(w, "Dừng giữa chừng");
	sync_step(w->sync);
	assert_true(sync_poll(w->sync, "mau", NULL));
	world_until(w, seen_by_portal);
	assert_int_equal(world_state(w, id), SUBMISSION_SENDING);
	assert_false(sync_outbox_cancel(w->sync, id, NULL));
	sync_stop(w->sync);
	assert_int_equal(world_state(w, id), SUBMISSION_UNKNOWN);
	press_until_accepted(w, id);
	assert_int_equal(world_copies(w, id), 1);
}

/* The portal answers 409 to the repetition while it still works on the first. */
static void stopped_while_sending_with_keys(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	stopped_while_sending(&w);
	assert_true(sample_requests(&w.sample, "\"status\":409") > 0);
	world_close(&w);
}

/* The slow server commits after the first look-up said "not there". */
static void stopped_while_sending_with_lookup(void **state)
{
	const char *const options[] = {"--no-idempotency", NULL};
	struct world w;

	(void)state;
	world_sample(&w, options, CAN_LOOK);
	w.portal.lookup_wait = 60;
	sync_add_portal(w.sync, &w.portal);
	stopped_while_sending(&w);
	assert_int_equal(sample_requests(&w.sample, "\"POST\""), 1);
	world_close(&w);
}

/* Several rows: one at a time, the stuck one in nobody's way. */
static void one_after_the_other(void **state)
{
	struct world w;
	int64_t ids[4];

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sample_plan(&w.sample, POST "nth=2 reset=after");
	for (int i = 0; i < 4; i++)
		ids[i] = world_submit(&w, "Một trong bốn");
	world_run(&w);
	for (int i = 0; i < 4; i++)
		assert_int_equal(world_state(&w, ids[i]),
				 i == 1 ? SUBMISSION_UNKNOWN : SUBMISSION_ACCEPTED);
	assert_int_equal(sample_ledger(&w.sample, NULL), 4);
	world_sync(&w);
	assert_int_equal(world_state(&w, ids[1]), SUBMISSION_ACCEPTED);
	assert_int_equal(sample_ledger(&w.sample, NULL), 4);
	world_close(&w);
}

/* Stopping means all of it: the rows behind the one in the line wait as well. */
static void stopping_stops_the_rest(void **state)
{
	struct world w;
	int64_t ids[3];

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sample_plan(&w.sample, POST "times=1 delay=60000");
	for (int i = 0; i < 3; i++)
		ids[i] = world_submit(&w, "Dừng tất cả");
	sync_step(w.sync);
	assert_true(sync_poll(w.sync, "mau", NULL));
	world_until(&w, seen_by_portal);
	sync_stop(w.sync);
	assert_false(sync_busy(w.sync));
	sync_step(w.sync);
	assert_false(sync_busy(w.sync));
	assert_int_equal(world_state(&w, ids[0]), SUBMISSION_UNKNOWN);
	assert_int_equal(world_state(&w, ids[1]), SUBMISSION_WAITING);
	assert_int_equal(world_state(&w, ids[2]), SUBMISSION_WAITING);
	assert_int_equal(sample_ledger(&w.sample, NULL), 0);
	world_close(&w);
}

/* By itself, when the time has come and not before. */
static void a_row_goes_when_it_is_due(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sync_set_offline(w.sync, true);
	int64_t id = world_submit(&w, "Đến giờ thì gửi");
	struct submission row = world_row(&w, id);
	row.next_try = clock_now() + 2;
	assert_true(desk_submission_update(w.desk, &row, SUBMISSION_WAITING, NULL));
	submission_clear(&row);
	world_stop(&w);
	world_start(&w);
	int64_t from = clock_mono();
	world_run(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_WAITING);
	while (world_state(&w, id) != SUBMISSION_ACCEPTED &&
	       clock_mono() < from + PATIENCE_MS) {
		assert_true(sync_wait(w.sync, NULL, 0, PATIENCE_MS, NULL));
		sync_step(w.sync);
	}
	assert_int_equal(world_copies(&w, id), 1);
	assert_true(clock_mono() >= from + 900 && clock_mono() < from + 10000);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_has_one_meaning),
		cmocka_unit_test(a_cut_head_is_no_answer),
		cmocka_unit_test(unknown_stays_unknown_until_a_yes),
		cmocka_unit_test(a_portal_that_is_away_gets_it_later),
		cmocka_unit_test(back_off_outlives_a_restart),
		cmocka_unit_test(killed_while_sending),
		cmocka_unit_test(a_row_left_sending_goes_on_without_a_restart),
		cmocka_unit_test(stopped_while_sending_with_keys),
		cmocka_unit_test(stopped_while_sending_with_lookup),
		cmocka_unit_test(one_after_the_other),
		cmocka_unit_test(stopping_stops_the_rest),
		cmocka_unit_test(a_row_goes_when_it_is_due),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
