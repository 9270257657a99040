/* test_poll.c - the portal's poll: fetched, voted in, once */
#include "sample.h"

static struct sync_report run_report(struct world *w)
{
	struct sync_report r;

	world_run(w);
	assert_true(sync_report(w->sync, "mau", &r));
	return r;
}

static struct poll stored(struct world *w)
{
	struct poll p;

	assert_true(archive_poll(w->archive, "mau", &p, NULL));
	return p;
}

static void fetching(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	assert_true(sync_poll(w.sync, "mau", NULL));
	assert_false(sync_poll(w.sync, "mau", NULL));	/* under way */
	struct sync_report r = run_report(&w);
	assert_string_equal(r.error, "");
	struct poll p = stored(&w);
	assert_string_equal(p.question, "Bạn quan tâm đến chuyên mục nào trên trang?");
	assert_int_equal(p.option_count, 5);
	assert_int_equal(p.options[0].votes, 412);
	assert_string_equal(p.options[0].id, "tin-tuc-su-kien");
	assert_false(p.closed);
	assert_null(p.voted);
	poll_clear(&p);
	world_close(&w);
}

/* The first sync brings it along; where that fails the sync is none the worse. */
static void first_sync_brings_it(void **state)
{
	struct world w;
	struct err e = {0};
	struct poll p = {0};

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sample_plan(&w.sample, "path=/poll.json status=500");
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.errors, 0);
	assert_false(archive_poll(w.archive, "mau", &p, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	sample_plan(&w.sample, "");
	assert_int_equal(world_sync(&w).requests, 1 + 1);
	p = stored(&w);
	assert_int_equal(p.option_count, 5);
	poll_clear(&p);
	assert_int_equal(world_sync(&w).requests, 1);
	world_close(&w);
}

static void voting(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	assert_true(sync_vote(w.sync, "mau", "nong-thon-moi", NULL));
	struct sync_report r = run_report(&w);
	assert_string_equal(r.error, "");
	struct poll p = stored(&w);
	assert_string_equal(p.voted, "nong-thon-moi");
	assert_int_equal(p.options[2].votes, 356);
	poll_clear(&p);
	/* fetched anew, the portal no longer knows whose vote it was; we do */
	assert_true(sync_poll(w.sync, "mau", NULL));
	run_report(&w);
	p = stored(&w);
	assert_string_equal(p.voted, "nong-thon-moi");
	poll_clear(&p);
	world_close(&w);
}

static void a_lost_vote_counts_once(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sample_plan(&w.sample, "method=POST path=/poll.json times=1 reset=after");
	assert_true(sync_vote(w.sync, "mau", "thong-bao", NULL));
	struct sync_report r = run_report(&w);
	assert_int_equal(r.error_kind, ERR_NET);
	assert_int_equal(sample_requests(&w.sample, "\"POST\""), 1);
	assert_true(sync_vote(w.sync, "mau", "thong-bao", NULL));
	r = run_report(&w);
	assert_string_equal(r.error, "");
	struct poll p = stored(&w);
	assert_int_equal(p.options[4].votes, 122);
	poll_clear(&p);
	world_close(&w);
}

static void failures_are_named(void **state)
{
	static const struct {
		const char *plan;
		enum err_kind kind;
	} cases[] = {
		{"path=/poll.json body=html", ERR_NET},
		{"path=/poll.json status=500", ERR_NET},
		{"path=/poll.json status=403", ERR_REFUSED},
		{"path=/poll.json times=2 reset=before", ERR_NET},
		{"path=/poll.json truncate=20", ERR_NET},
	};
	struct err e = {0};
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	for (size_t i = 0; i < 2 * sizeof(cases) / sizeof(cases[0]); i++) {
		bool votes = i % 2 == 1;

		print_message("# %s%s\n", cases[i / 2].plan, votes ? ", voting" : "");
		sample_plan(&w.sample, cases[i / 2].plan);
		assert_true(votes ? sync_vote(w.sync, "mau", "thong-bao", &e)
				  : sync_poll(w.sync, "mau", &e));
		struct sync_report r = run_report(&w);
		assert_int_equal(r.error_kind, cases[i / 2].kind);
		assert_string_not_equal(r.error, "");
	}
	sample_plan(&w.sample, "");
	assert_true(sync_vote(w.sync, "mau", "khong-co-muc-nay", &e));
	struct sync_report r = run_report(&w);
	assert_int_equal(r.error_kind, ERR_REFUSED);
	assert_non_null(strstr(r.error, "Không có lựa chọn này"));
	assert_false(sync_poll(w.sync, "khong-co", &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	sync_set_offline(w.sync, true);
	assert_false(sync_poll(w.sync, "mau", &e));
	assert_int_equal(e.kind, ERR_NET);
	sync_set_offline(w.sync, false);
	mem_set(&w.portal.poll_url, NULL);
	sync_add_portal(w.sync, &w.portal);
	assert_false(sync_poll(w.sync, "mau", &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fetching),
		cmocka_unit_test(first_sync_brings_it),
		cmocka_unit_test(voting),
		cmocka_unit_test(a_lost_vote_counts_once),
		cmocka_unit_test(failures_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
