/* test_withdraw.c - taking back what the portal has, and putting it back there */
#include "sample.h"

static void must(struct world *w, bool (*run)(struct sync *, int64_t, struct err *),
		 int64_t id)
{
	struct err e = {0};

	if (!run(w->sync, id, &e))
		fail_msg("%s", e.text);
	world_run(w);
}

static void must_not(struct world *w, bool (*run)(struct sync *, int64_t, struct err *),
		     int64_t id, const char *why)
{
	struct err e = {0};

	assert_false(run(w->sync, id, &e));
	if (!strstr(e.text, why))
		fail_msg("\"%s\" is not in \"%s\"", why, e.text);
}

static void expect(struct world *w, int64_t id, enum submission_fate fate,
		   const char *status)
{
	struct submission row = world_row(w, id);

	assert_int_equal(row.state, SUBMISSION_ACCEPTED);
	assert_int_equal(submission_fate(&row), fate);
	assert_string_equal(row.remote_status, status);
	submission_clear(&row);
}

static void decide(struct world *w, int64_t id, const char *status)
{
	struct submission row = world_row(w, id);
	struct buf body = {0};

	buf_addf(&body, "{\"uid\": \"urn:uuid:%s\", \"status\": \"%s\"}", row.key,
		 status);
	free(sample_ask(&w->sample, "POST", "/_review", buf_str(&body)));
	buf_clear(&body);
	submission_clear(&row);
}

static void there_and_back(void **state)
{
	struct sync_report r;
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	int64_t id = world_submit(&w, "Gửi nhầm bản cũ");
	world_run(&w);
	must_not(&w, sync_outbox_restore, id, "only what you withdrew");
	must(&w, sync_outbox_withdraw, id);
	expect(&w, id, FATE_WITHDRAWN, "trash");
	must_not(&w, sync_outbox_withdraw, id, "no longer on the portal");
	world_sync(&w);
	expect(&w, id, FATE_WITHDRAWN, "trash");
	must(&w, sync_outbox_restore, id);
	expect(&w, id, FATE_PENDING, "pending");
	assert_int_equal(sample_ledger(&w.sample, "pending urn"), 1);
	must_not(&w, sync_outbox_withdraw, 99, "99");
	assert_true(sync_report(w.sync, "mau", &r));
	assert_int_equal(r.errors, 0);
	world_close(&w);
}

/* What the portal does not allow stays as it is, and why is kept. */
static void refused(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	int64_t id = world_submit(&w, "Đã đăng");
	world_run(&w);
	decide(&w, id, "published");
	must(&w, sync_outbox_withdraw, id);
	struct submission row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_ACCEPTED);
	assert_int_equal(submission_fate(&row), FATE_PENDING);
	assert_non_null(row.reason);
	submission_clear(&row);
	world_sync(&w);
	expect(&w, id, FATE_PUBLISHED, "published");
	world_close(&w);
}

/* Its writer's trash and an editor's are told apart, whoever takes out of it what. */
static void whose_trash(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	int64_t id = world_submit(&w, "Bỏ đi");
	world_run(&w);
	decide(&w, id, "trash");
	world_sync(&w);
	expect(&w, id, FATE_DROPPED, "trash");
	must_not(&w, sync_outbox_restore, id, "only what you withdrew");
	decide(&w, id, "draft");
	world_sync(&w);
	must(&w, sync_outbox_withdraw, id);
	expect(&w, id, FATE_WITHDRAWN, "trash");
	decide(&w, id, "draft");
	world_sync(&w);
	expect(&w, id, FATE_RETURNED, "draft");
	decide(&w, id, "trash");
	world_sync(&w);
	expect(&w, id, FATE_DROPPED, "trash");
	world_close(&w);
}

/* A returned text whose place another has taken goes with that one. */
static void an_older_text_in_its_place(void **state)
{
	struct err e = {0};
	struct draft d;
	int64_t second;
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	int64_t draft = world_draft(&w, "Sửa lại"), first;
	assert_true(sync_submit(w.sync, draft, &first, &e));
	world_run(&w);
	decide(&w, first, "draft");
	world_sync(&w);
	assert_true(desk_draft(w.desk, draft, &d, NULL));
	mem_set(&d.body, "Đã sửa.\n");
	assert_true(desk_draft_save(w.desk, &d, DESK_EXPLICIT, NULL));
	draft_clear(&d);
	sync_set_offline(w.sync, true);
	assert_true(sync_submit(w.sync, draft, &second, &e));
	must_not(&w, sync_outbox_withdraw, first, "on its way already");
	sync_set_offline(w.sync, false);
	world_run(&w);
	must_not(&w, sync_outbox_withdraw, first, "a newer text stands in its place");
	must(&w, sync_outbox_withdraw, second);
	world_sync(&w);
	expect(&w, first, FATE_WITHDRAWN, "trash");
	must_not(&w, sync_outbox_restore, first, "a newer text stands in its place");
	/* once more by hand: what was withdrawn would stand beside it */
	int64_t third;
	assert_true(sync_submit(w.sync, draft, &third, &e));
	world_run(&w);
	must_not(&w, sync_outbox_restore, second, "submitted again since");
	world_close(&w);
}

/* Offline it waits, over a new start too; a person may think better of it. */
static void waiting(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_NEITHER);
	int64_t id = world_submit(&w, "Chờ mạng");
	world_run(&w);
	sync_set_offline(w.sync, true);
	must(&w, sync_outbox_withdraw, id);
	assert_int_equal(world_state(&w, id), SUBMISSION_WAITING);
	must_not(&w, sync_outbox_withdraw, id, "withdrawal waiting");
	assert_true(sync_outbox_cancel(w.sync, id, NULL));
	expect(&w, id, FATE_PENDING, "pending");
	must(&w, sync_outbox_withdraw, id);
	world_stop(&w);
	world_start(&w);
	world_run(&w);
	expect(&w, id, FATE_WITHDRAWN, "trash");
	/* an answer that is lost: nobody need look on the site */
	sample_plan(&w.sample, "path=/micropub method=POST times=1 reset=after");
	must(&w, sync_outbox_restore, id);
	assert_int_equal(world_state(&w, id), SUBMISSION_UNKNOWN);
	must_not(&w, sync_outbox_cancel, id, "not known yet");
	must(&w, sync_outbox_retry, id);
	expect(&w, id, FATE_PENDING, "pending");
	world_close(&w);
}

static void not_signed_in(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	int64_t id = world_submit(&w, "Hết hạn");
	world_run(&w);
	mem_set(&w.portal.token, NULL);
	sync_add_portal(w.sync, &w.portal);
	must_not(&w, sync_outbox_withdraw, id, "login");
	expect(&w, id, FATE_PENDING, "pending");
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(refused),
		cmocka_unit_test(whose_trash),
		cmocka_unit_test(an_older_text_in_its_place),
		cmocka_unit_test(waiting),
		cmocka_unit_test(not_signed_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
