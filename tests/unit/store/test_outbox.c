/* test_outbox.c - submissions: written with a version, moved by compare-and-set */
#include "help.h"

#include <bantin/store/desk.h>

static struct desk *open_desk(const struct profile *p)
{
	struct desk *d;
	struct err e = {0};

	assert_ok(desk_open(&d, p, NULL, &e));
	return d;
}

static int64_t new_draft(struct desk *d)
{
	struct draft draft = {.title = mem_str("Tin"), .body = mem_str("Chữ.\n")};
	struct err e = {0};

	assert_ok(desk_draft_save(d, &draft, DESK_AUTO, &e));
	int64_t id = draft.id;
	draft_clear(&draft);
	return id;
}

/* With a payload that holds a NUL. */
static struct submission make_submission(int64_t draft)
{
	struct submission s = {
		.draft = draft,
		.portal = mem_str("xa"),
		.title = mem_str("Tin"),
		.payload = mem_dup("{\"a\":\0\"đ\"}", 12),
		.payload_len = 11,
	};

	assert_true(uuid_new(s.key, NULL));
	return s;
}

static void test_submit_and_read(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	int64_t draft = new_draft(d);
	struct submission out, s = make_submission(draft);
	struct draft now;
	struct draft_version *list;
	struct err e = {0};
	size_t n;

	assert_ok(desk_submit(d, &s, NULL, &e));
	assert_true(s.id > 0 && s.created > 0);
	assert_int_equal(s.state, SUBMISSION_WAITING);
	desk_close(d);
	d = open_desk(p);
	assert_ok(desk_submission(d, s.id, &out, &e));
	assert_string_equal(out.key, s.key);
	assert_string_equal(out.portal, "xa");
	assert_string_equal(out.title, "Tin");
	assert_int_equal(out.payload_len, 11);
	assert_memory_equal(out.payload, s.payload, 11);
	assert_int_equal(out.state, SUBMISSION_WAITING);
	assert_int_equal(out.draft, draft);
	assert_null(out.remote_id);
	submission_clear(&out);
	assert_ok(desk_draft(d, draft, &now, &e));
	assert_int_equal(now.version, 1);
	assert_int_equal(now.submission, s.id);
	draft_clear(&now);
	assert_ok(desk_history(d, draft, &list, &n, &e));
	assert_int_equal(n, 1);
	assert_int_equal(list[0].cause, VERSION_SUBMITTED);
	free(list);
	assert_false(desk_submission(d, s.id + 1, &out, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	submission_clear(&s);
	desk_close(d);
}

static void test_submit_refusals(void **state)
{
	struct desk *d = open_desk(*state);
	int64_t draft = new_draft(d);
	struct submission one = make_submission(draft), two = make_submission(draft);
	struct submission stray = make_submission(draft + 5), *list;
	struct draft now;
	struct err e = {0};
	size_t n;

	assert_ok(desk_submit(d, &one, NULL, &e));
	for (int state_no = SUBMISSION_WAITING; state_no <= SUBMISSION_UNKNOWN;
	     state_no++) {
		enum submission_state from = one.state;
		one.state = (enum submission_state)state_no;
		assert_ok(desk_submission_update(d, &one, from, &e));
		assert_false(desk_submit(d, &two, NULL, &e));
		assert_int_equal(e.kind, ERR_REFUSED);
		assert_int_equal(two.id, 0);
		assert_false(desk_draft_delete(d, draft, &e));
		assert_int_equal(e.kind, ERR_REFUSED);
	}
	assert_false(desk_submit(d, &stray, NULL, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	one.state = SUBMISSION_REFUSED;
	assert_ok(desk_submission_update(d, &one, SUBMISSION_UNKNOWN, &e));
	memcpy(two.key, one.key, sizeof(two.key));
	assert_false(desk_submit(d, &two, NULL, &e)); /* a key never comes twice */
	two.key[0] = '\0';
	assert_false(desk_submit(d, &two, NULL, &e));
	assert_ok(desk_draft(d, draft, &now, &e));
	assert_int_equal(now.version, 1); /* what failed left no version behind */
	draft_clear(&now);
	assert_true(uuid_new(two.key, NULL));
	assert_ok(desk_submit(d, &two, NULL, &e));
	assert_ok(desk_outbox(d, &list, &n, &e));
	assert_int_equal(n, 2);
	assert_int_equal(list[0].id, one.id);
	assert_int_equal(list[1].id, two.id);
	submission_list_free(list, n);
	submission_clear(&one);
	submission_clear(&two);
	submission_clear(&stray);
	desk_close(d);
}

static void test_update_is_compare_and_set(void **state)
{
	struct desk *d = open_desk(*state);
	struct submission out, s = make_submission(new_draft(d));
	struct err e = {0};
	struct outbox_count n;

	assert_ok(desk_submit(d, &s, NULL, &e));
	assert_ok(desk_outbox_count(d, &n, &e));
	assert_int_equal(n.waiting, 1);
	assert_int_equal(n.sending + n.unknown, 0);
	s.state = SUBMISSION_SENDING;
	s.tries = 1;
	s.sent_at = 1596901349;
	assert_ok(desk_submission_update(d, &s, SUBMISSION_WAITING, &e));
	assert_ok(desk_outbox_count(d, &n, &e));
	assert_int_equal(n.sending, 1);
	assert_int_equal(n.waiting + n.unknown, 0);
	s.state = SUBMISSION_CANCELLED;
	assert_false(desk_submission_update(d, &s, SUBMISSION_WAITING, &e));
	assert_int_equal(e.kind, ERR_FAILED);
	s.state = SUBMISSION_ACCEPTED;
	s.lookups = 2;
	s.next_try = 1596901350;
	s.remote_id = mem_str("17");
	s.remote_url = mem_str("https://xa.example/17");
	s.remote_status = mem_str("pending");
	s.remark = mem_str("Sửa câu đầu");
	s.reason = mem_str("không");
	assert_ok(desk_submission_update(d, &s, SUBMISSION_SENDING, &e));
	assert_ok(desk_submission(d, s.id, &out, &e));
	assert_int_equal(out.state, SUBMISSION_ACCEPTED);
	assert_int_equal(out.tries, 1);
	assert_int_equal(out.lookups, 2);
	assert_int_equal(out.sent_at, 1596901349);
	assert_int_equal(out.next_try, 1596901350);
	assert_string_equal(out.remote_id, "17");
	assert_string_equal(out.remote_url, s.remote_url);
	assert_string_equal(out.remote_status, "pending");
	assert_string_equal(out.remark, s.remark);
	assert_string_equal(out.reason, s.reason);
	submission_clear(&out);
	assert_ok(desk_outbox_count(d, &n, &e));
	assert_int_equal(n.waiting + n.sending + n.unknown, 0);
	submission_clear(&s);
	desk_close(d);
}

static void test_sending_becomes_unknown(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	struct submission out, s = make_submission(new_draft(d));
	struct submission other = make_submission(new_draft(d));
	struct err e = {0};

	assert_ok(desk_submit(d, &s, NULL, &e));
	assert_ok(desk_submit(d, &other, NULL, &e));
	s.state = SUBMISSION_SENDING;
	assert_ok(desk_submission_update(d, &s, SUBMISSION_WAITING, &e));
	desk_close(d);
	d = open_desk(p);
	assert_ok(desk_submission(d, s.id, &out, &e));
	assert_int_equal(out.state, SUBMISSION_UNKNOWN);
	submission_clear(&out);
	assert_ok(desk_submission(d, other.id, &out, &e));
	assert_int_equal(out.state, SUBMISSION_WAITING);
	submission_clear(&out);
	submission_clear(&s);
	submission_clear(&other);
	desk_close(d);
}

/* Killed between the commit and anything else: the row is there. */
static void test_submitted_survives_kill(void **state)
{
	const struct profile *p = *state;
	struct submission *list;
	struct err e = {0};
	size_t n;
	int status;

	pid_t child = fork();
	if (child == 0) {
		static struct desk *d;
		static struct submission s;
		d = open_desk(p);
		s = make_submission(new_draft(d));
		if (desk_submit(d, &s, NULL, NULL))
			help_die();
		_exit(1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	struct desk *d = open_desk(p);
	assert_ok(desk_outbox(d, &list, &n, &e));
	assert_int_equal(n, 1);
	submission_list_free(list, n);
	desk_close(d);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
	const struct CMUnitTest tests[] = {
		T(test_submit_and_read),	   T(test_submit_refusals),
		T(test_update_is_compare_and_set), T(test_sending_becomes_unknown),
		T(test_submitted_survives_kill),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
