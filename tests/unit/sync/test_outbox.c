/* test_outbox.c - what a person does with a submission, and what the editor decides */
#include "sample.h"

static void submitting(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	int64_t id = world_submit(&w, "Thông báo lịch tiếp công dân tháng 9");
	struct submission row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_WAITING);
	assert_string_equal(row.portal, "mau");
	assert_int_equal(strlen(row.key), 36);
	assert_non_null(strstr(row.payload, row.key));
	char *frozen = mem_strn(row.payload, row.payload_len);
	submission_clear(&row);
	assert_true(sync_busy(w.sync));
	world_run(&w);
	row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_ACCEPTED);
	assert_string_equal(row.remote_status, "pending");
	assert_non_null(row.remote_url);
	assert_null(row.reason);
	assert_int_equal(row.tries, 1);
	assert_int_equal(row.next_try, 0);
	assert_string_equal(row.payload, frozen);
	submission_clear(&row);
	free(frozen);
	assert_int_equal(world_copies(&w, id), 1);
	assert_int_equal(sample_ledger(&w.sample, "tiếp công dân"), 1);
	struct sync_report r;
	assert_true(sync_report(w.sync, "mau", &r));
	assert_int_equal(r.sent, 1);
	world_close(&w);
}

static enum err_kind submit_kind(struct world *w, struct draft *d)
{
	struct err e = {0};
	int64_t row;

	assert_true(desk_draft_save(w->desk, d, DESK_AUTO, NULL));
	bool ok = sync_submit(w->sync, d->id, &row, &e);
	print_message("# %s\n", ok ? "accepted" : e.text);
	return ok ? ERR_NONE : e.kind;
}

static void what_is_missing_is_said(void **state)
{
	struct draft d = {.portal = mem_str(""), .title = mem_str(" "),
			  .section = mem_str(""), .summary = mem_str(""),
			  .author = mem_str(""), .tags = mem_str(""),
			  .body = mem_str("Nội dung")};
	struct buf out = {0};
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	assert_int_equal(submit_kind(&w, &d), ERR_USAGE);
	assert_false(sync_check(w.sync, &d, &out));
	mem_set(&d.title, "Tiêu đề");
	mem_set(&d.body, " \n\t\n");
	assert_int_equal(submit_kind(&w, &d), ERR_USAGE);
	mem_set(&d.body, "Nội dung");
	mem_set(&d.portal, "khong-co");
	assert_int_equal(submit_kind(&w, &d), ERR_USAGE);
	mem_set(&d.portal, "");
	mem_set(&w.portal.token, NULL);
	sync_add_portal(w.sync, &w.portal);
	assert_int_equal(submit_kind(&w, &d), ERR_USAGE);
	buf_reset(&out);
	assert_false(sync_check(w.sync, &d, &out));
	assert_non_null(strstr(out.s, "login"));
	mem_set(&w.portal.token, CONTRIBUTOR);
	sync_add_portal(w.sync, &w.portal);
	buf_reset(&out);
	assert_true(sync_check(w.sync, &d, &out));
	assert_non_null(strstr(out.s, "section"));
	assert_non_null(strstr(out.s, "summary"));
	assert_int_equal(submit_kind(&w, &d), ERR_NONE);
	assert_int_equal(submit_kind(&w, &d), ERR_REFUSED);	/* under way */
	draft_clear(&d);
	buf_clear(&out);
	world_close(&w);
}

static bool check_says(struct world *w, const struct draft *d, const char *what)
{
	struct buf out = {0};
	bool ok = sync_check(w->sync, d, &out);

	if (!strstr(buf_str(&out), what))
		fail_msg("\"%s\" is not in \"%s\"", what, buf_str(&out));
	buf_clear(&out);
	return ok;
}

/* By its title it goes as its id; what the portal does not have is said before. */
static void a_section_that_is_not_there(void **state)
{
	struct draft d;
	struct world w;
	int64_t row;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	world_sync(&w);
	assert_true(desk_draft(w.desk, world_draft(&w, "Tiêu đề"), &d, NULL));
	mem_set(&d.section, "Chuyện phiếm");
	assert_true(check_says(&w, &d, "no section \"Chuyện phiếm\""));
	w.portal.family = PORTAL_WORDPRESS;
	sync_add_portal(w.sync, &w.portal);
	assert_false(check_says(&w, &d, "choose one of its list"));
	assert_int_equal(submit_kind(&w, &d), ERR_USAGE);
	mem_set(&d.section, "");
	assert_true(check_says(&w, &d, "no section is chosen"));
	w.portal.family = PORTAL_JSONFEED;
	sync_add_portal(w.sync, &w.portal);
	mem_set(&d.section, "thông báo");
	assert_true(desk_draft_save(w.desk, &d, DESK_AUTO, NULL));
	assert_true(sync_submit(w.sync, d.id, &row, NULL));
	struct submission s = world_row(&w, row);
	assert_non_null(strstr(s.payload, "[\"thong-bao\"]"));
	submission_clear(&s);
	draft_clear(&d);
	world_close(&w);
}

/* Two portals that take bulletins: the draft must say which. */
static void several_portals(void **state)
{
	struct draft d = {.portal = mem_str(""), .title = mem_str("Tiêu đề"),
			  .section = mem_str(""), .summary = mem_str(""),
			  .author = mem_str(""), .tags = mem_str(""),
			  .body = mem_str("Nội dung")};
	struct portal other;
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	world_portal(&other, "khac", "http://127.0.0.1:1/", CAN_KEYS);
	sync_add_portal(w.sync, &other);
	portal_clear(&other);
	assert_int_equal(sync_portal_count(w.sync), 2);
	assert_int_equal(submit_kind(&w, &d), ERR_USAGE);
	mem_set(&d.portal, "mau");
	assert_int_equal(submit_kind(&w, &d), ERR_NONE);
	world_run(&w);
	assert_int_equal(sample_ledger(&w.sample, NULL), 1);
	draft_clear(&d);
	world_close(&w);
}

static void cancelling(void **state)
{
	struct err e = {0};
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sync_set_offline(w.sync, true);
	int64_t id = world_submit(&w, "Gửi nhầm");
	world_run(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_WAITING);
	assert_false(sync_busy(w.sync));
	assert_true(sync_outbox_cancel(w.sync, id, &e));
	assert_int_equal(world_state(&w, id), SUBMISSION_CANCELLED);
	sync_set_offline(w.sync, false);
	world_sync(&w);
	assert_int_equal(sample_ledger(&w.sample, NULL), 0);
	assert_false(sync_outbox_cancel(w.sync, id, &e));
	assert_int_equal(e.kind, ERR_REFUSED);
	assert_false(sync_outbox_retry(w.sync, id, &e));
	assert_int_equal(e.kind, ERR_REFUSED);
	assert_false(sync_outbox_settle(w.sync, id, true, &e));
	assert_int_equal(e.kind, ERR_REFUSED);
	assert_false(sync_outbox_retry(w.sync, 999, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	world_close(&w);
}

static void going_online_sends(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sync_set_offline(w.sync, true);
	int64_t id = world_submit(&w, "Viết lúc mất mạng");
	world_run(&w);
	assert_int_equal(sample_requests(&w.sample, NULL), 0);
	sync_set_offline(w.sync, false);
	world_run(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
	assert_int_equal(world_copies(&w, id), 1);
	world_close(&w);
}

static void a_new_process_sends_what_waits(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sync_set_offline(w.sync, true);
	int64_t id = world_submit(&w, "Gửi ở lần mở sau");
	world_stop(&w);
	world_start(&w);
	world_run(&w);	/* nothing else was asked for */
	assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
	assert_int_equal(world_copies(&w, id), 1);
	world_close(&w);
}

static void a_refused_row_is_retried(void **state)
{
	struct err e = {0};
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	mem_set(&w.portal.token, "sai-ma");
	sync_add_portal(w.sync, &w.portal);
	int64_t id = world_submit(&w, "Mã truy cập sai");
	world_run(&w);
	struct submission row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_REFUSED);
	assert_non_null(strstr(row.reason, "Mã truy cập không đúng"));
	submission_clear(&row);
	struct sync_report r;
	assert_true(sync_report(w.sync, "mau", &r));
	assert_int_equal(r.error_kind, ERR_REFUSED);
	mem_set(&w.portal.token, CONTRIBUTOR);
	sync_add_portal(w.sync, &w.portal);
	world_run(&w);
	/* no blind retry */
	assert_int_equal(world_state(&w, id), SUBMISSION_REFUSED);
	assert_true(sync_outbox_retry(w.sync, id, &e));
	world_run(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
	assert_int_equal(world_copies(&w, id), 1);
	world_close(&w);
}

/* Refused, corrected, submitted anew: the old row must not bring a second one there. */
static void a_superseded_row_is_not_retried(void **state)
{
	struct err e = {0};
	int64_t fresh;
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sample_plan(&w.sample, "method=POST path=/micropub times=1 status=422");
	int64_t id = world_submit(&w, "Sửa rồi gửi lại");
	world_run(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_REFUSED);
	struct submission row = world_row(&w, id);
	assert_true(sync_submit(w.sync, row.draft, &fresh, &e));
	submission_clear(&row);
	world_run(&w);
	assert_int_equal(world_state(&w, fresh), SUBMISSION_ACCEPTED);
	assert_false(sync_outbox_retry(w.sync, id, &e));
	assert_int_equal(e.kind, ERR_REFUSED);
	print_message("# %s\n", e.text);
	assert_true(sync_outbox_cancel(w.sync, id, &e));
	world_sync(&w);
	assert_int_equal(sample_ledger(&w.sample, NULL), 1);
	world_close(&w);
}

/* Signing in wakes what waited for it. */
static void rows_without_a_token_wait_for_it(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sync_set_offline(w.sync, true);
	int64_t id = world_submit(&w, "Chưa đăng nhập");
	mem_set(&w.portal.token, NULL);
	world_stop(&w);
	world_start(&w);
	world_run(&w);
	struct submission row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_WAITING);
	assert_non_null(strstr(row.reason, "login"));
	submission_clear(&row);
	mem_set(&w.portal.token, CONTRIBUTOR);
	sync_add_portal(w.sync, &w.portal);
	world_run(&w);
	row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_ACCEPTED);
	assert_null(row.reason);
	submission_clear(&row);
	world_close(&w);
}

static void decide(struct world *w, int64_t id, const char *status, const char *remark)
{
	struct submission row = world_row(w, id);
	struct buf body = {0};

	buf_addf(&body, "{\"uid\":\"urn:uuid:%s\",\"status\":\"%s\",\"remark\":\"%s\"}",
		 row.key, status, remark ? remark : "");
	char *answer = sample_ask(&w->sample, "POST", "/_review", body.s);
	assert_non_null(strstr(answer, "url"));
	free(answer);
	buf_clear(&body);
	submission_clear(&row);
}

static void expect(struct world *w, int64_t id, const char *status, const char *remark)
{
	struct submission row = world_row(w, id);

	assert_int_equal(row.state, SUBMISSION_ACCEPTED);
	assert_string_equal(row.remote_status, status);
	assert_non_null(row.remote_url);
	if (remark)
		assert_string_equal(row.remark, remark);
	else
		assert_null(row.remark);
	submission_clear(&row);
}

static void the_editor_decides(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	int64_t good = world_submit(&w, "Được đăng");
	int64_t back = world_submit(&w, "Bị trả lại");
	int64_t gone = world_submit(&w, "Bị bỏ");
	world_run(&w);
	world_sync(&w);
	expect(&w, good, "pending", NULL);
	decide(&w, good, "published", NULL);
	decide(&w, back, "draft", "Bổ sung địa điểm, rồi gửi lại.");
	decide(&w, gone, "trash", "Tin đã có.");
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.errors, 0);
	assert_int_equal(r.fetched, 1);	/* it stands among the news as well */
	expect(&w, good, "published", NULL);
	expect(&w, back, "draft", "Bổ sung địa điểm, rồi gửi lại.");
	expect(&w, gone, "trash", "Tin đã có.");
	assert_true(sync_step(w.sync) & SYNC_OUTBOX);
	/* in the end it is published after all: the remark has had its day */
	decide(&w, back, "published", NULL);
	world_sync(&w);
	expect(&w, back, "published", NULL);
	world_close(&w);
}

/* The decision cannot be had just now: said, and had the next time. */
/* Word for word the same does not go twice; changed, or given back, it does. */
static void the_same_once_more(void **state)
{
	struct draft d;
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	int64_t id = world_submit(&w, "Ra quân làm vệ sinh đường thôn");
	world_run(&w);
	struct submission row = world_row(&w, id);
	assert_true(desk_draft(w.desk, row.draft, &d, NULL));
	submission_clear(&row);
	assert_int_equal(submit_kind(&w, &d), ERR_REFUSED);
	decide(&w, id, "draft", "Xin bổ sung số người tham gia.");
	world_sync(&w);
	assert_int_equal(submit_kind(&w, &d), ERR_NONE);
	world_run(&w);
	assert_int_equal(submit_kind(&w, &d), ERR_REFUSED);
	mem_set(&d.body, "Có 120 người tham gia.");
	assert_int_equal(submit_kind(&w, &d), ERR_NONE);
	draft_clear(&d);
	world_close(&w);
}

static void a_decision_that_cannot_be_read(void **state)
{
	static const char *const plans[] = {"status=503", "body=html", "truncate=30",
					    "status=401"};
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	int64_t id = world_submit(&w, "Chờ duyệt");
	world_run(&w);
	decide(&w, id, "draft", "Xem lại.");
	for (size_t i = 0; i < sizeof(plans) / sizeof(plans[0]); i++) {
		char plan[80];

		snprintf(plan, sizeof(plan), "method=GET path=/micropub %s", plans[i]);
		sample_plan(&w.sample, plan);
		struct sync_report r = world_sync(&w);
		print_message("# %s: %s\n", plans[i], r.error);
		assert_int_equal(r.errors, 1);
		expect(&w, id, "pending", NULL);
	}
	sample_plan(&w.sample, "");
	world_sync(&w);
	expect(&w, id, "draft", "Xem lại.");
	world_close(&w);
}

static void no_desk_no_outbox(void **state)
{
	struct err e = {0};
	int64_t row;
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	int64_t draft = world_draft(&w, "Bàn viết đang mở nơi khác");
	sync_free(w.sync);
	struct sync_setup setup = {.archive = w.archive, .portals = &w.portal,
				   .portal_count = 1};
	w.sync = sync_new(&setup);
	assert_false(sync_submit(w.sync, draft, &row, &e));
	assert_int_equal(e.kind, ERR_BUSY);
	assert_false(sync_outbox_retry(w.sync, 1, &e));
	assert_int_equal(e.kind, ERR_BUSY);
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.errors, 0);
	assert_int_equal(r.fetched, 52);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(submitting),
		cmocka_unit_test(what_is_missing_is_said),
		cmocka_unit_test(a_section_that_is_not_there),
		cmocka_unit_test(several_portals),
		cmocka_unit_test(cancelling),
		cmocka_unit_test(going_online_sends),
		cmocka_unit_test(a_new_process_sends_what_waits),
		cmocka_unit_test(a_refused_row_is_retried),
		cmocka_unit_test(a_superseded_row_is_not_retried),
		cmocka_unit_test(rows_without_a_token_wait_for_it),
		cmocka_unit_test(the_editor_decides),
		cmocka_unit_test(the_same_once_more),
		cmocka_unit_test(a_decision_that_cannot_be_read),
		cmocka_unit_test(no_desk_no_outbox),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
