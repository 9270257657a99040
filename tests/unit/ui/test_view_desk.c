/* test_view_desk.c - desk, outbox, review, preview: states in words, what may be done */
#include "writing.h"

#include <bantin/base/clock.h>

enum { ROWS = 21, COLS = 80 };

static int open_two(void **state)
{
	(void)state;
	writing_open(&app, 2);
	return 0;
}

/* Submits the draft and sets what became of it. */
static int64_t put_submission(int64_t draft, enum submission_state to, const char *remote,
			      const char *remark, const char *reason)
{
	struct submission s;
	int64_t id;
	struct err e = {0};

	if (!sync_submit(app.sync, draft, &id, &e))
		fail_msg("%s", e.text);
	assert_true(desk_submission(app.desk, id, &s, NULL));
	s.state = to;
	s.tries = 1;
	s.sent_at = clock_now();
	mem_set(&s.remote_status, remote);
	mem_set(&s.remark, remark);
	mem_set(&s.reason, reason);
	mem_set(&s.remote_url, remote ? "http://127.0.0.1:9/tin/x.html" : NULL);
	assert_true(desk_submission_update(app.desk, &s, SUBMISSION_WAITING, NULL));
	submission_clear(&s);
	return id;
}

static void test_empty(void **state)
{
	(void)state;
	struct view *desk = view_desk_new(&app), *outbox = view_outbox_new(&app);

	assert_shows(desk, ROWS, COLS, "The desk is empty");
	assert_shows(desk, ROWS, COLS, "n: write a new bulletin");
	assert_shows(outbox, ROWS, COLS, "Nothing was submitted yet");
	static const enum action all[] = {
		ACTION_UP,     ACTION_DOWN,	    ACTION_PAGE_DOWN, ACTION_BOTTOM,
		ACTION_OPEN,   ACTION_DELETE,	    ACTION_REVIEW,    ACTION_RETRY,
		ACTION_CANCEL, ACTION_SETTLE_AGAIN, ACTION_PREVIEW};
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		act(desk, all[i]);
		act(outbox, all[i]);
	}
	assert_string_equal(app.pushed, "");
	act(desk, ACTION_NEW_DRAFT);
	assert_string_equal(app.pushed, "editor");
	desk->class->free(desk);
	outbox->class->free(outbox);
}

static void test_states_in_words(void **state)
{
	(void)state;
	static const struct {
		enum submission_state state;
		const char *remote, *words;
	} rows[] = {
		{SUBMISSION_WAITING, NULL, "waiting to be sent"},
		{SUBMISSION_SENDING, NULL, "being sent"},
		{SUBMISSION_UNKNOWN, NULL, "arrival not known"},
		{SUBMISSION_ACCEPTED, NULL, "awaiting approval"},
		{SUBMISSION_ACCEPTED, "pending", "awaiting approval"},
		{SUBMISSION_ACCEPTED, "published", "published"},
		{SUBMISSION_ACCEPTED, "draft", "returned"},
		{SUBMISSION_ACCEPTED, "trash", "turned down"},
		{SUBMISSION_REFUSED, NULL, "refused"},
		{SUBMISSION_CANCELLED, NULL, "cancelled"},
	};
	size_t n = sizeof(rows) / sizeof(rows[0]);

	for (size_t i = 0; i < n; i++)
		put_submission(put_draft(&app, "Bài", "Một"), rows[i].state,
			       rows[i].remote, NULL, NULL);
	put_draft(&app, "Chưa gửi", "Một");
	struct view *v = view_desk_new(&app), *o = view_outbox_new(&app);
	for (size_t i = 0; i < n; i++) {
		assert_shows(v, ROWS, COLS, rows[i].words);
	}
	assert_shows(v, ROWS, COLS, "draft               Chưa gửi");
	assert_hides(o, ROWS, COLS, "Chưa gửi");
	for (size_t i = n; i-- > 0;) {	/* the outbox shows the newest first */
		act(o, ACTION_OPEN);
		assert_shows(o, ROWS, COLS, rows[i].words);
		act(o, ACTION_BACK);
		act(o, ACTION_DOWN);
	}
	v->class->free(v);
	o->class->free(o);
}

static void test_desk_keeps_its_place(void **state)
{
	(void)state;
	struct buf title = {0};
	for (int i = 0; i < 40; i++)
		put_draft(&app, "Bài", "Một");
	struct view *v = view_desk_new(&app);

	act(v, ACTION_BOTTOM);
	free(picture(v, 7, 40));
	v->class->title(v, &title);
	assert_string_equal(title.s, "Desk\t40/40");
	put_draft(&app, "Mới", "Một");
	v->class->shown(v);
	buf_reset(&title);
	v->class->title(v, &title);
	assert_string_equal(title.s, "Desk\t41/41");
	act(v, ACTION_TOP);
	act(v, ACTION_PAGE_DOWN);
	act(v, ACTION_OPEN);
	assert_string_equal(app.pushed, "editor");
	buf_clear(&title);
	v->class->free(v);
}

static void test_delete_asks(void **state)
{
	(void)state;
	put_draft(&app, "Một", "Một");
	put_draft(&app, "Hai", "Hai");
	struct view *v = view_desk_new(&app);

	act(v, ACTION_DELETE);
	char *asked = mem_str(buf_str(&app.question));
	app.choice(app.ctx, 0);
	assert_int_equal(drafts(&app, NULL), 2);
	act(v, ACTION_DELETE);
	assert_string_equal(buf_str(&app.question), asked);
	act(v, ACTION_DOWN);	/* the question means what it named */
	app.choice(app.ctx, 'y');
	assert_int_equal(drafts(&app, NULL), 1);
	assert_hides(v, ROWS, COLS, strstr(asked, "Hai") ? "Hai" : "Một");
	free(asked);
	v->class->free(v);
}

static void test_what_is_under_way_is_not_deleted(void **state)
{
	(void)state;
	put_submission(put_draft(&app, "Một", "Một"), SUBMISSION_UNKNOWN, NULL, NULL,
		       NULL);
	struct view *v = view_desk_new(&app);

	act(v, ACTION_DELETE);
	app.choice(app.ctx, 'y');
	assert_int_equal(drafts(&app, NULL), 1);
	assert_true(app.said_bad);
	v->class->free(v);
}

static void test_a_submission_outlives_its_draft(void **state)
{
	(void)state;
	int64_t id = put_draft(&app, "Đã đăng rồi", "Một");

	put_submission(id, SUBMISSION_ACCEPTED, "published", NULL, NULL);
	assert_true(desk_draft_delete(app.desk, id, NULL));
	struct view *v = view_desk_new(&app);
	assert_shows(v, ROWS, COLS, "published           Đã đăng rồi");
	act(v, ACTION_OPEN);
	assert_string_equal(app.pushed, "outbox");
	act(v, ACTION_REVIEW);
	assert_said(&app, "outbox");
	act(v, ACTION_DELETE);
	assert_said(&app, "nothing to delete");
	v->class->free(v);
}

static void test_outbox_tells(void **state)
{
	(void)state;
	put_submission(put_draft(&app, "Một", "Một"), SUBMISSION_ACCEPTED, "draft",
		       "Ghi rõ ngày họp.", NULL);
	struct view *v = view_outbox_new(&app);
	assert_shows(v, ROWS, COLS, "Editor's remark: Ghi rõ ngày họp.");
	assert_shows(v, 7, 40, "Editor's remark: Ghi rõ ngày họp.");
	assert_shows(v, ROWS, COLS, "submit it again");
	assert_shows(v, ROWS, COLS, "http://127.0.0.1:9/tin/x.html");
	act(v, ACTION_OPEN);
	assert_shows(v, ROWS, COLS, "Một\n");
	act(v, ACTION_DOWN);
	act(v, ACTION_STOP);
	assert_false(v->class->act(v, ACTION_BACK));
	v->class->free(v);

	put_submission(put_draft(&app, "Hai", "Hai"), SUBMISSION_REFUSED, NULL, NULL,
		       "Tài khoản không được phép");
	v = view_outbox_new(&app);
	assert_shows(v, ROWS, COLS, "Answer: Tài khoản không được phép");
	v->class->free(v);
}

static void test_outbox_acts(void **state)
{
	(void)state;
	int64_t id = put_submission(put_draft(&app, "Một", "Một"), SUBMISSION_UNKNOWN,
				    NULL, NULL, NULL);
	struct submission s;
	struct view *v = view_outbox_new(&app);

	act(v, ACTION_RETRY);
	assert_said(&app, "working offline");
	act(v, ACTION_SETTLE_ACCEPTED);
	app.choice(app.ctx, 0);
	assert_shows(v, ROWS, COLS, "arrival not known");
	act(v, ACTION_SETTLE_AGAIN);
	app.choice(app.ctx, 'y');
	assert_said(&app, "sent again");
	assert_shows(v, ROWS, COLS, "waiting to be sent");
	assert_shows(v, ROWS, COLS, "working offline");
	act(v, ACTION_SETTLE_ACCEPTED);	/* no more possible: said in words */
	app.choice(app.ctx, 'y');
	assert_true(app.said_bad);
	act(v, ACTION_CANCEL);
	app.choice(app.ctx, 'y');
	assert_said(&app, "still on the desk");
	assert_true(desk_submission(app.desk, id, &s, NULL));
	assert_int_equal(s.state, SUBMISSION_CANCELLED);
	submission_clear(&s);
	act(v, ACTION_CANCEL);
	app.choice(app.ctx, 'y');
	assert_true(app.said_bad);
	v->class->changed(v, SYNC_STATUS);
	v->class->changed(v, SYNC_OUTBOX);
	v->class->free(v);
}

/* What the sync does to a row: one try, and its answer. */
static void answer(int64_t id, enum submission_state to)
{
	struct submission s;
	enum submission_state from;

	assert_true(desk_submission(app.desk, id, &s, NULL));
	from = s.state;
	s.state = to;
	s.tries++;
	assert_true(desk_submission_update(app.desk, &s, from, NULL));
	submission_clear(&s);
}

static void test_outbox_says_what_came(void **state)
{
	(void)state;
	int64_t id;

	assert_true(sync_submit(app.sync, put_draft(&app, "Một", "Một"), &id, NULL));
	struct view *v = view_outbox_new(&app);
	app_say(&app, false, "on its way");
	answer(id, SUBMISSION_SENDING);
	v->class->changed(v, SYNC_OUTBOX);
	assert_said(&app, "on its way");
	answer(id, SUBMISSION_ACCEPTED);
	v->class->changed(v, SYNC_OUTBOX);
	assert_said(&app, "awaiting approval");
	app_say(&app, false, "something else");	/* once */
	v->class->changed(v, SYNC_OUTBOX);
	assert_said(&app, "something else");
	v->class->free(v);

	assert_true(sync_submit(app.sync, put_draft(&app, "Hai", "Hai"), &id, NULL));
	v = view_outbox_new(&app);
	act(v, ACTION_DOWN);	/* a key has taken the message away */
	act(v, ACTION_UP);
	answer(id, SUBMISSION_REFUSED);
	v->class->changed(v, SYNC_OUTBOX);
	assert_said(&app, "something else");
	v->class->free(v);
}

static void test_review_and_submit(void **state)
{
	(void)state;
	int64_t id = put_draft(&app, "Họp thôn", "Sáng nay họp.\nHai dòng.");
	struct view *v = view_review_new(&app, id);
	struct outbox_count n;

	assert_shows(v, ROWS, COLS, "To: xa");
	assert_shows(v, ROWS, COLS, "Section: Tin tức");
	assert_shows(v, ROWS, COLS, "5 words, 22 letters");
	assert_shows(v, ROWS, COLS, "there is no summary");
	assert_shows(v, ROWS, COLS, "working offline");
	assert_shows(v, 7, 40, "Họp thôn");
	act(v, ACTION_PREVIEW);
	assert_string_equal(app.pushed, "preview");
	act(v, ACTION_SUBMIT);
	assert_true(app.gone_to);
	assert_string_equal(app.pushed, "outbox");
	assert_said(&app, "when you go online");
	assert_true(desk_outbox_count(app.desk, &n, NULL));
	assert_int_equal(n.waiting, 1);
	app.gone_to = false;
	v->class->shown(v);	/* a second time it is told, and refused */
	assert_shows(v, ROWS, COLS, "still on its way");
	act(v, ACTION_SUBMIT);
	assert_false(app.gone_to);
	assert_true(app.said_bad);
	v->class->free(v);
}

static void test_review_finds(void **state)
{
	(void)state;
	int64_t id = put_draft(&app, "", "Chỉ có nội dung.");
	struct view *v = view_review_new(&app, id);

	assert_shows(v, ROWS, COLS, "This must be put right first");
	assert_shows(v, ROWS, COLS, "no title");
	act(v, ACTION_SUBMIT);
	assert_true(app.said_bad);
	v->class->free(v);

	id = put_draft(&app, "Đã đăng", "Một");
	put_submission(id, SUBMISSION_ACCEPTED, "published", NULL, NULL);
	v = view_review_new(&app, id);
	assert_shows(v, ROWS, COLS, "(published): there will be two of it");
	v->class->free(v);

	v = view_review_new(&app, 999);
	assert_shows(v, ROWS, COLS, "The draft is gone");
	act(v, ACTION_SUBMIT);
	act(v, ACTION_PREVIEW);
	v->class->free(v);
}

static void test_review_tells_how_to_sign_in(void **state)
{
	(void)state;
	struct view *v = view_review_new(&app, put_draft(&app, "Một", "Hai"));
	struct portal p;

	assert_hides(v, ROWS, COLS, "sign in");
	portal_copy(&p, sync_portal(app.sync, 0));
	mem_set(&p.token, NULL);
	sync_add_portal(app.sync, &p);
	portal_clear(&p);
	v->class->shown(v);
	assert_shows(v, ROWS, COLS, "not signed in");
	assert_shows(v, ROWS, COLS, "To sign in, press S on the news screen.");
	v->class->free(v);
}

static void test_review_asks_for_the_portal(void **state)
{
	(void)state;
	int64_t id = put_draft(&app, "Một", "Hai");
	struct draft d;

	assert_true(desk_draft(app.desk, id, &d, NULL));
	mem_set(&d.portal, "");
	assert_true(desk_draft_save(app.desk, &d, DESK_AUTO, NULL));
	draft_clear(&d);
	struct view *v = view_review_new(&app, id);
	assert_shows(v, ROWS, COLS, "To: no portal chosen");
	act(v, ACTION_SUBMIT);
	assert_string_equal(buf_str(&app.question), "Send to which portal?  1 xa  2 huy");
	assert_false(app.gone_to);
	app.choice(app.ctx, '2');
	assert_shows(v, ROWS, COLS, "To: huy");
	act(v, ACTION_SUBMIT);
	assert_true(app.gone_to);
	v->class->free(v);
}

static void test_a_returned_draft_opens_with_the_remark(void **state)
{
	(void)state;
	int64_t id = put_draft(&app, "Một", "Một");

	put_submission(id, SUBMISSION_ACCEPTED, "draft", "Ghi rõ ngày họp.", NULL);
	struct view *v = view_editor_new(&app, id);
	assert_shows(v, ROWS, COLS, "The editor's remark: Ghi rõ ngày họp.");
	assert_shows(v, 7, 40, "The editor's remark: Ghi rõ ngày họp.");
	v->class->leave(v, false);
	v->class->free(v);
}

static void test_preview(void **state)
{
	(void)state;
	struct draft d = {.portal = (char *)"xa", .title = (char *)"Họp thôn",
			  .section = (char *)"tin", .summary = (char *)"Tóm tắt.",
			  .author = (char *)"", .tags = (char *)"",
			  .body = (char *)"Đoạn **một**.\n\n- mục\n- mục hai"};
	struct view *v = view_preview_new(&app, &d, NULL, 0);

	assert_shows(v, ROWS, COLS, "Họp thôn");
	assert_shows(v, ROWS, COLS, "Tin tức");
	assert_shows(v, ROWS, COLS, "Đoạn một.");
	assert_shows(v, ROWS, COLS, "- mục hai");
	assert_shows(v, 5, 40, "Họp thôn");
	act(v, ACTION_PAGE_DOWN);
	act(v, ACTION_BOTTOM);
	assert_shows(v, 5, 40, "- mục hai");
	act(v, ACTION_UP);
	act(v, ACTION_TOP);
	assert_shows(v, 5, 40, "Họp thôn");
	act(v, ACTION_STOP);
	assert_int_equal(app.pops, 1);
	v->class->free(v);
}

static void test_no_desk(void **state)
{
	(void)state;
	struct desk *desk = app.desk;
	struct view *views[4];

	app.desk = NULL;
	views[0] = view_desk_new(&app);
	views[1] = view_outbox_new(&app);
	views[2] = view_editor_new(&app, 0);
	views[3] = view_review_new(&app, 1);
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(views[i]->class->name, "no-desk");
		assert_shows(views[i], ROWS, COLS, "the desk is open in another bantin");
		assert_shows(views[i], ROWS, COLS, "W: write here");
		assert_shows(views[i], 7, 40, "W: write here");
		assert_true(views[i]->class->tick(views[i], clock_mono()) == INT64_MAX);
		act(views[i], ACTION_SUBMIT);
		views[i]->class->free(views[i]);
	}
	assert_null(app.desk);
	desk_close(desk);
	views[0] = view_desk_new(&app);
	views[0]->class->tick(views[0], clock_mono());
	assert_non_null(app.desk);
	views[0]->class->free(views[0]);
}

/* Asked by name: a test is no bantin, so it is not told to leave, but waited for. */
static void test_desk_is_waited_for(void **state)
{
	(void)state;
	struct desk *desk = app.desk;

	app.desk = NULL;
	struct view *v = view_desk_new(&app);
	act(v, ACTION_TAKE_OVER);
	int64_t now = clock_mono();
	assert_true(v->class->tick(v, now) <= now + 100);
	assert_shows(v, ROWS, COLS, "saves and leaves ...");
	assert_shows(v, 7, 40, "saves and leaves ...");
	act(v, ACTION_TAKE_OVER);	/* once is enough */
	assert_true(v->class->tick(v, now + 10000) == INT64_MAX);
	assert_said(&app, "has not left");
	assert_shows(v, ROWS, COLS, "W: write here");
	act(v, ACTION_TAKE_OVER);
	v->class->tick(v, now);
	assert_null(app.desk);
	desk_close(desk);
	v->class->tick(v, now + 1000);
	assert_non_null(app.desk);
	v->class->free(v);
}

int main(void)
{
#define WITH_DESK(f) cmocka_unit_test_setup_teardown(f, open_one, close_one)
	const struct CMUnitTest tests[] = {
		WITH_DESK(test_empty),
		WITH_DESK(test_states_in_words),
		WITH_DESK(test_desk_keeps_its_place),
		WITH_DESK(test_delete_asks),
		WITH_DESK(test_what_is_under_way_is_not_deleted),
		WITH_DESK(test_a_submission_outlives_its_draft),
		WITH_DESK(test_outbox_tells),
		WITH_DESK(test_outbox_acts),
		WITH_DESK(test_outbox_says_what_came),
		WITH_DESK(test_review_and_submit),
		WITH_DESK(test_review_finds),
		WITH_DESK(test_review_tells_how_to_sign_in),
		cmocka_unit_test_setup_teardown(test_review_asks_for_the_portal, open_two,
						close_one),
		WITH_DESK(test_a_returned_draft_opens_with_the_remark),
		WITH_DESK(test_preview),
		WITH_DESK(test_no_desk),
		WITH_DESK(test_desk_is_waited_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
