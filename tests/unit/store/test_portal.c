/* test_portal.c - visits, polls and the state of a feed in the archive */
#include "help.h"

#include <bantin/store/archive.h>

static struct archive *open_archive(const struct profile *p)
{
	struct archive *a;
	struct err e = {0};

	assert_ok(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	return a;
}

static void test_visits(void **state)
{
	struct archive *a = open_archive(*state);
	struct visits out, v = {1159, 1987, 5103, 64467, 2240627};
	struct err e = {0};

	assert_false(archive_visits(a, "xa", &out, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	assert_int_equal(out.total, -1);
	assert_ok(archive_put_visits(a, "xa", &v, &e));
	v.week = -1;
	assert_ok(archive_put_visits(a, "xa", &v, &e));
	assert_ok(archive_visits(a, "xa", &out, &e));
	assert_int_equal(out.today, 1159);
	assert_int_equal(out.yesterday, 1987);
	assert_int_equal(out.week, -1);
	assert_int_equal(out.month, 64467);
	assert_int_equal(out.total, 2240627);
	assert_false(archive_visits(a, "khac", &out, &e));
	archive_close(a);
}

static struct poll make_poll(const char *id, size_t options)
{
	static const char *const labels[] = {"Tốt", "Khá", "Chưa tốt"};
	struct poll p = {.id = mem_str(id), .question = mem_str("Anh chị thấy sao?")};

	for (size_t i = 0; i < options; i++) {
		struct poll_option *o = poll_add_option(&p);
		o->id = mem_str(labels[i]);
		o->label = mem_str(labels[i]);
		o->votes = (int64_t)i * 10;
	}
	return p;
}

static void test_poll(void **state)
{
	struct archive *a = open_archive(*state);
	struct poll out, p = make_poll("p1", 3);
	struct err e = {0};

	assert_false(archive_poll(a, "xa", &out, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	assert_ok(archive_put_poll(a, "xa", &p, &e));
	assert_ok(archive_poll(a, "xa", &out, &e));
	assert_string_equal(out.id, "p1");
	assert_string_equal(out.question, p.question);
	assert_int_equal(out.option_count, 3);
	assert_string_equal(out.options[2].label, "Chưa tốt");
	assert_int_equal(out.options[2].votes, 20);
	assert_null(out.voted);
	poll_clear(&out);
	poll_clear(&p);
	archive_close(a);
}

static void expect_vote(struct archive *a, const char *vote, size_t options)
{
	struct poll out;
	struct err e = {0};

	assert_ok(archive_poll(a, "xa", &out, &e));
	assert_int_equal(out.option_count, options);
	if (vote)
		assert_string_equal(out.voted, vote);
	else
		assert_null(out.voted);
	poll_clear(&out);
}

static void test_vote_is_kept(void **state)
{
	struct archive *a = open_archive(*state);
	struct poll one = make_poll("p1", 3), fewer = make_poll("p1", 2);
	struct poll other = make_poll("p2", 1);
	struct err e = {0};

	one.voted = mem_str("Khá");
	assert_ok(archive_put_poll(a, "xa", &one, &e));
	assert_ok(archive_put_poll(a, "xa", &fewer, &e));
	expect_vote(a, "Khá", 2);
	assert_ok(archive_put_poll(a, "xa", &other, &e));
	expect_vote(a, NULL, 1);
	fewer.closed = true;
	assert_ok(archive_put_poll(a, "xa", &fewer, &e));
	expect_vote(a, "Khá", 2);
	poll_clear(&one);
	poll_clear(&fewer);
	poll_clear(&other);
	archive_close(a);
}

static void test_feed_state(void **state)
{
	struct archive *a = open_archive(*state);
	struct feed_state out,
		st = {
			.etag = (char *)(uintptr_t) "\"abc\"",
			.last_modified =
				(char *)(uintptr_t) "Sat, 08 Aug 2020 15:42:29 GMT",
			.resume_url =
				(char *)(uintptr_t) "https://xa.example/feed?page=3",
			.complete = true,
			.last_success = 1596901349,
			.last_try = 1596901350,
			.last_error = (char *)(uintptr_t) "không có mạng",
		};
	struct err e = {0};

	assert_ok(archive_feed_state(a, "xa", &out, &e));
	assert_null(out.etag);
	assert_int_equal(out.last_success, 0);
	assert_ok(archive_put_feed_state(a, "xa", &st, &e));
	assert_ok(archive_feed_state(a, "xa", &out, &e));
	assert_string_equal(out.etag, st.etag);
	assert_string_equal(out.last_modified, st.last_modified);
	assert_string_equal(out.resume_url, st.resume_url);
	assert_string_equal(out.last_error, st.last_error);
	assert_true(out.complete && !out.expired);
	assert_int_equal(out.last_success, 1596901349);
	assert_int_equal(out.last_try, 1596901350);
	feed_state_clear(&out);
	assert_null(out.etag);
	st.resume_url = st.last_error = NULL;
	assert_ok(archive_put_feed_state(a, "xa", &st, &e));
	assert_ok(archive_feed_state(a, "xa", &out, &e));
	assert_null(out.resume_url);
	assert_null(out.last_error);
	feed_state_clear(&out);
	archive_close(a);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
	const struct CMUnitTest tests[] = {
		T(test_visits),
		T(test_poll),
		T(test_vote_is_kept),
		T(test_feed_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
