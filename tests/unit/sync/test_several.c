/* test_several.c - two portals side by side: what hangs at one delays no other */
#include <bantin/base/file.h>

#include "sample.h"

/* The world's portal, and a second one, "treo", that hangs by its plan. */
struct pair {
	struct world w;
	struct sample second;
};

static void pair_open(struct pair *p)
{
	struct portal portal;

	*p = (struct pair){0};
	world_sample(&p->w, NULL, CAN_KEYS);
	sample_start(&p->second, NULL);
	world_portal(&portal, "treo", p->second.url, CAN_KEYS);
	sync_add_portal(p->w.sync, &portal);
	portal_clear(&portal);
}

static void pair_close(struct pair *p)
{
	sync_stop(p->w.sync);
	sample_stop(&p->second);
	world_close(&p->w);
}

static struct sync_report report(struct world *w, const char *portal)
{
	struct sync_report r;

	assert_true(sync_report(w->sync, portal, &r));
	return r;
}

static bool first_is_done(struct world *w)
{
	return !report(w, "mau").busy;
}

static bool second_is_begun(struct world *w)
{
	return report(w, "treo").bytes > 0 || report(w, "treo").busy;
}

/* Everything that the first portal can be asked for, while the second one hangs. */
static void use_the_first(struct world *w)
{
	struct poll poll;

	world_until(w, first_is_done);
	assert_int_equal(report(w, "mau").errors, 0);
	assert_true(sync_poll(w->sync, "mau", NULL));
	world_until(w, first_is_done);
	assert_true(sync_vote(w->sync, "mau", "nong-thon-moi", NULL));
	world_until(w, first_is_done);
	assert_true(archive_poll(w->archive, "mau", &poll, NULL));
	assert_string_equal(poll.voted, "nong-thon-moi");
	poll_clear(&poll);
	int64_t row = world_submit(w, "Bài gửi khi cổng kia treo");
	while (world_state(w, row) != SUBMISSION_ACCEPTED && !world_late) {
		sync_wait(w->sync, NULL, 0, 100, NULL);
		sync_step(w->sync);
	}
	assert_int_equal(world_copies(w, row), 1);
}

static void fetch_from_the_first(struct world *w)
{
	struct buf url = {0};
	char *folder = file_join(w->dir, "files");
	struct fetch_report r;

	buf_addf(&url, "%sfiles/cong-van-512-ubnd-nn.pdf", w->sample.url);
	struct fetch_file f = {.url = url.s, .size = -1, .folder = folder, .fd = -1};
	assert_true(sync_fetch(w->sync, &f, NULL));
	while (sync_fetching(w->sync) && !world_late) {
		sync_wait(w->sync, NULL, 0, 100, NULL);
		sync_step(w->sync);
	}
	sync_fetch_report(w->sync, &r);
	assert_int_equal(r.state, FETCH_DONE);
	buf_clear(&url);
	free(folder);
}

static void hangs(const char *plan)
{
	struct pair p;

	pair_open(&p);
	sample_plan(&p.second, plan);
	assert_true(sync_start(p.w.sync, NULL, false, NULL));
	world_until(&p.w, second_is_begun);
	use_the_first(&p.w);
	fetch_from_the_first(&p.w);
	/* a second look at the first one is as quick */
	assert_true(sync_start(p.w.sync, "mau", false, NULL));
	world_until(&p.w, first_is_done);
	struct sync_report treo = report(&p.w, "treo");
	assert_true(treo.busy);
	assert_int_equal(treo.errors, 0);
	pair_close(&p);
}

static void before_it_answers(void **state)
{
	(void)state;
	hangs("path=/feed delay=600000");
}

static void within_its_head(void **state)
{
	(void)state;
	hangs("path=/feed slow=1");
}

/* A page has come and is stored; the next one never ends. */
static void within_a_later_page(void **state)
{
	(void)state;
	hangs("path=/feed nth=2 slow=1");
}

/* What the hanging one gave before it hung is in the list beside the other's. */
static void what_came_is_there(void **state)
{
	struct archive_filter f = {.portal = "treo"};
	int64_t all, unread;
	struct pair p;

	(void)state;
	pair_open(&p);
	sample_plan(&p.second, "path=/feed nth=2 delay=600000");
	assert_true(sync_start(p.w.sync, NULL, false, NULL));
	world_until(&p.w, first_is_done);
	do {
		sync_wait(p.w.sync, NULL, 0, 20, NULL);
		sync_step(p.w.sync);
		assert_true(archive_count(p.w.archive, &f, &all, &unread, NULL));
	} while (all < 20 && !world_late);
	assert_int_equal(all, 20);
	assert_int_equal(world_articles(&p.w), 52 + 20);
	assert_true(report(&p.w, "treo").busy);
	pair_close(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(before_it_answers),
		cmocka_unit_test(within_its_head),
		cmocka_unit_test(within_a_later_page),
		cmocka_unit_test(what_came_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
