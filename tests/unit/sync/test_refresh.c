/* test_refresh.c - reading portals into the archive: whole, again, cut, hostile */
#include "stub.h"

#define FEED "path=/feed.json "

static void check_sections(struct world *w)
{
	static const char *const titles[] = {
		"Tin tức - Sự kiện", "Chỉ đạo điều hành", "Nông thôn mới",
		"Văn hóa - Xã hội", "Thông báo",
	};
	struct section *list;
	size_t n;
	int64_t articles = 0;

	assert_true(archive_sections(w->archive, "mau", &list, &n, NULL));
	assert_int_equal(n, 5);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(list[i].title, titles[i]);
		articles += list[i].count;
	}
	assert_int_equal(articles, 52);
	section_list_free(list, n);
}

static void check_visits(struct world *w)
{
	struct visits v;

	assert_true(archive_visits(w->archive, "mau", &v, NULL));
	assert_int_equal(v.today, 1159);
	assert_int_equal(v.yesterday, 1987);
	assert_int_equal(v.week, 5103);
	assert_int_equal(v.month, 64467);
	assert_int_equal(v.total, 2240627);
}

static bool has_article(struct world *w, const char *query)
{
	struct hit *hits;
	size_t n;

	for (bool more = true; more;)
		assert_true(archive_upkeep(w->archive, 100, &more, NULL));
	assert_true(archive_search(w->archive, query, false, NULL, 10, &hits, &n, NULL));
	hits_free(hits, n);
	return n > 0;
}

static void first_sync_reads_it_all(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.fetched, 52);
	assert_int_equal(r.updated + r.unchanged + r.bad + r.errors, 0);
	assert_int_equal(r.pages, 3);
	assert_int_equal(r.requests, 3 + 1);	/* the poll */
	assert_int_equal(r.line, SYNC_LINE_UP);
	assert_true(r.last_success > clock_now() - 60);
	assert_string_equal(r.error, "");
	assert_false(r.busy);
	assert_int_equal(world_articles(&w), 52);
	check_sections(&w);
	check_visits(&w);
	assert_true(has_article(&w, "hội nghị giao ban"));
	/* packed on the way: what is stored is a good deal more */
	assert_true(r.bytes > 10000 && r.bytes < 90000);
	world_close(&w);
}

static void second_sync_asks_once(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	world_sync(&w);
	sample_plan(&w.sample, "");
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.requests, 1);
	assert_int_equal(r.fetched + r.updated + r.unchanged, 0);
	assert_int_equal(r.errors, 0);
	assert_int_equal(sample_requests(&w.sample, NULL), 1);
	assert_int_equal(sample_requests(&w.sample, "\"status\":304"), 1);
	assert_true(r.bytes < 1000);
	world_stop(&w);
	world_start(&w);
	assert_true(sync_report(w.sync, "mau", &r));
	assert_true(r.last_success > 0);
	r = world_sync(&w);
	assert_int_equal(sample_requests(&w.sample, "\"status\":304"), 2);
	world_close(&w);
}

static void new_and_edited_posts_appear(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	mem_set(&w.portal.token, EDITOR);
	sync_add_portal(w.sync, &w.portal);
	world_sync(&w);
	int64_t id = world_submit(&w, "Tin vừa viết xong");
	world_run(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.fetched, 1);
	assert_int_equal(r.unchanged, 19 + 20);
	assert_int_equal(r.pages, 2);
	assert_true(has_article(&w, "vừa viết xong"));
	sample_plan(&w.sample, "");
	r = world_sync(&w);
	assert_int_equal(r.requests, 1);
	r = (world_sync(&w), world_sync(&w));
	assert_int_equal(r.fetched + r.updated, 0);
	world_close(&w);
}

static void full_reads_every_page(void **state)
{
	struct world w;
	struct sync_report r;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	world_sync(&w);
	assert_true(sync_start(w.sync, "mau", true, NULL));
	world_run(&w);
	assert_true(sync_report(w.sync, "mau", &r));
	assert_int_equal(r.pages, 3);
	assert_int_equal(r.unchanged, 52);
	world_close(&w);
}

/* The first sync cut, then the line is whole again. */
static void cut_syncs_go_on(void **state)
{
	static const struct {
		const char *plan;
		int64_t at_least, at_most;	/* articles after the cut */
		int requests;			/* of the next sync */
	} cuts[] = {
		{FEED "nth=1 reset=after", 0, 0, 3},
		{FEED "nth=1 truncate=4000", 0, 19, 3},
		{FEED "nth=1 truncate=12000", 1, 20, 3},
		{FEED "nth=1 truncate-head=30", 0, 0, 3},
		{FEED "nth=2 times=2 reset=after", 20, 20, 3},
		{FEED "nth=2 truncate=12000", 21, 40, 3},
		{FEED "nth=2 status=500", 20, 20, 3},
		{FEED "nth=2 status=429 retry-after=1", 20, 20, 3},
		{FEED "nth=2 body=html", 20, 20, 3},
		{FEED "nth=3 times=2 reset=after", 40, 40, 2},
		{FEED "nth=3 truncate=3000", 40, 52, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		struct world w;

		print_message("# %s\n", cuts[i].plan);
		world_sample(&w, NULL, CAN_KEYS);
		sample_plan(&w.sample, cuts[i].plan);
		struct sync_report r = world_sync(&w);
		assert_int_equal(r.errors, 1);
		assert_string_not_equal(r.error, "");
		assert_true(world_articles(&w) >= cuts[i].at_least);
		assert_true(world_articles(&w) <= cuts[i].at_most);
		sample_plan(&w.sample, "");
		world_stop(&w);
		world_start(&w);
		r = world_sync(&w);
		assert_int_equal(r.errors, 0);
		assert_int_equal(world_articles(&w), 52);
		assert_int_equal(r.requests, cuts[i].requests + 1);	/* the poll */
		r = world_sync(&w);
		assert_int_equal(r.requests, 1);
		world_close(&w);
	}
}

/* The program ends between two pages, without a word. */
static bool twenty_are_there(struct world *w)
{
	return world_articles(w) >= 20;
}

static void killed_between_pages(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sample_plan(&w.sample, FEED "nth=2 delay=60000");
	assert_true(sync_start(w.sync, NULL, false, NULL));
	world_until(&w, twenty_are_there);
	world_stop(&w);
	sample_plan(&w.sample, "");
	world_start(&w);
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.errors, 0);
	assert_int_equal(world_articles(&w), 52);
	world_close(&w);
}

/* New posts come in heaps, and updates are cut at a page: none may be missed. */
struct heap {
	int posts;
	int cut;		/* the page that does not come; 0: all do */
};

static void read_heaps(const struct heap *heaps)
{
	int64_t all = 52;
	struct world w;

	world_sample(&w, NULL, CAN_KEYS);
	world_sync(&w);
	for (; heaps->posts > 0; heaps++) {
		char plan[80] = "";

		print_message("# %d posts, no page %d\n", heaps->posts, heaps->cut);
		sample_publish(&w.sample, heaps->posts);
		all += heaps->posts;
		if (heaps->cut)
			snprintf(plan, sizeof(plan), FEED "nth=%d times=2 reset=before",
				 heaps->cut);
		sample_plan(&w.sample, plan);
		assert_int_equal(world_sync(&w).errors, heaps->cut > 0);
	}
	sample_plan(&w.sample, "");
	assert_int_equal(world_sync(&w).errors, 0);
	assert_int_equal(world_articles(&w), all);
	assert_int_equal(world_sync(&w).requests, 1);
	world_close(&w);
}

static void cut_updates_go_on(void **state)
{
	static const struct heap same_page[] = {{25, 2}, {25, 2}, {0}};
	/* the place moves down by more than a page before it is taken up */
	static const struct heap moved[] = {{45, 3}, {25, 0}, {0}};
	/* a second gap above the first */
	static const struct heap two_gaps[] = {{45, 3}, {45, 2}, {0}};
	static const struct heap first_page[] = {{45, 1}, {3, 1}, {0}};

	(void)state;
	read_heaps(same_page);
	read_heaps(moved);
	read_heaps(two_gaps);
	read_heaps(first_page);
}

/* An update costs what is new and one page, even after a cut. */
static void a_cut_update_is_not_read_to_the_end(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	sample_publish(&w.sample, 100);
	world_sync(&w);
	sample_publish(&w.sample, 25);
	sample_plan(&w.sample, FEED "nth=2 times=2 reset=before");
	assert_int_equal(world_sync(&w).errors, 1);
	sample_plan(&w.sample, "");
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.fetched, 5);
	assert_int_equal(r.requests, 3);
	assert_int_equal(world_articles(&w), 52 + 125);
	world_close(&w);
}

static unsigned dice(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % n;
}

/* Whatever happened before, one undisturbed sync brings everything. */
static void storm(unsigned seed)
{
	static const char *const faults[] = {"times=2 reset=before", "truncate=700",
					     "truncate=5000", "status=500", "body=html"};
	int64_t all = 52;
	struct world w;

	print_message("# seed %u\n", seed);
	world_sample(&w, NULL, CAN_KEYS);
	for (int round = 0; round < 7; round++) {
		int posts = (int)(dice(&seed, 3) * dice(&seed, 28));
		char plan[80];

		sample_publish(&w.sample, posts);
		all += posts;
		snprintf(plan, sizeof(plan), FEED "nth=%u %s", 1 + dice(&seed, 5),
			 faults[dice(&seed, 5)]);
		sample_plan(&w.sample, dice(&seed, 4) == 0 ? "" : plan);
		world_sync(&w);
		if (dice(&seed, 3) == 0) {
			world_stop(&w);
			world_start(&w);
		}
	}
	sample_plan(&w.sample, "");
	assert_int_equal(world_sync(&w).errors, 0);
	assert_int_equal(world_articles(&w), all);
	world_close(&w);
}

static void storms(void **state)
{
	const char *more = getenv("STORMS");
	unsigned n = more ? (unsigned)atoi(more) : 5;

	(void)state;
	for (unsigned seed = 1; seed <= n; seed++)
		storm(seed);
}

static void failures_are_named(void **state)
{
	static const struct {
		const char *plan;
		enum err_kind kind;
		enum sync_line line;
		const char *words;
	} cases[] = {
		{FEED "body=html", ERR_NET, SYNC_LINE_UNKNOWN, "web page"},
		{FEED "status=500", ERR_NET, SYNC_LINE_UP, "500"},
		{FEED "status=429 retry-after=60", ERR_NET, SYNC_LINE_UP, "429"},
		{FEED "status=404", ERR_REFUSED, SYNC_LINE_UP, "404"},
		{FEED "status=401", ERR_REFUSED, SYNC_LINE_UP, "401"},
		{FEED "status=204", ERR_REFUSED, SYNC_LINE_UP, "204"},
		{FEED "redirect=https://bay.example/", ERR_NET, SYNC_LINE_UP, "address"},
		{FEED "reset=before", ERR_NET, SYNC_LINE_DOWN, "connection"},
		{FEED "truncate-head=20", ERR_NET, SYNC_LINE_DOWN, "connection"},
		{FEED "truncate=0", ERR_NET, SYNC_LINE_UP, "connection"},
	};
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		print_message("# %s\n", cases[i].plan);
		sample_plan(&w.sample, cases[i].plan);
		struct sync_report r = world_sync(&w);
		print_message("#   %d: %s\n", r.error_kind, r.error);
		assert_int_equal(r.errors, 1);
		assert_int_equal(r.error_kind, cases[i].kind);
		assert_non_null(strstr(r.error, cases[i].words));
		assert_int_equal(r.fetched, 0);
		assert_int_equal(r.last_success, 0);
		assert_int_equal(r.line, cases[i].line);
	}
	sample_plan(&w.sample, "");
	sample_stop(&w.sample);
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.error_kind, ERR_NET);
	assert_int_equal(r.line, SYNC_LINE_DOWN);
	world_close(&w);
}

/* A line that is down costs no second reading of what is known. */
static void a_failure_keeps_the_validators(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	world_sync(&w);
	sample_plan(&w.sample, FEED "times=2 reset=before");
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.errors, 1);
	r = world_sync(&w);
	assert_int_equal(r.errors, 0);
	assert_int_equal(r.requests, 1);
	assert_int_equal(sample_requests(&w.sample, "\"status\":304"), 1);
	world_close(&w);
}

static void a_limit_of_bytes_is_kept(void **state)
{
	struct world w = {.max_bytes = 0};
	int64_t before = -1;
	struct sync_report r;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	w.max_bytes = 25000;
	world_stop(&w);
	world_start(&w);
	for (int i = 0; i < 10 && world_articles(&w) < 52; i++) {
		r = world_sync(&w);
		assert_true(r.bytes < w.max_bytes + 17000);
		assert_true(world_articles(&w) > before);
		before = world_articles(&w);
	}
	assert_int_equal(world_articles(&w), 52);
	world_stop(&w);
	w.max_bytes = 1000;
	world_start(&w);
	assert_true(sync_start(w.sync, NULL, true, NULL));
	world_run(&w);
	assert_true(sync_report(w.sync, "mau", &r));
	assert_int_equal(r.error_kind, ERR_LIMIT);
	assert_true(r.bytes < 1000 + 17000);
	world_close(&w);
}

/* Without the extension: tags that at least three articles share are the sections. */
static void a_plain_feed(void **state)
{
	const char *const options[] = {"--no-extension", NULL};
	struct section *list;
	struct visits v;
	size_t n;
	struct world w;

	(void)state;
	world_sample(&w, options, 0);
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.errors, 0);
	assert_int_equal(world_articles(&w), 52);
	assert_false(archive_visits(w.archive, "mau", &v, NULL));
	assert_true(archive_sections(w.archive, "mau", &list, &n, NULL));
	for (size_t i = 0; i < n; i++) {
		print_message("# %s: %s, %d\n", list[i].id, list[i].title,
			      (int)list[i].count);
		assert_true(list[i].count >= 3);
		assert_non_null(list[i].title);
	}
	assert_true(n >= 1);
	section_list_free(list, n);
	world_close(&w);
}

static bool sample_is_done(struct world *w)
{
	struct sync_report r;

	return sync_report(w->sync, "mau", &r) && !r.busy;
}

static void a_hanging_portal_delays_no_other(void **state)
{
	static const struct stub_page pages[] = {{"/feed.json", NULL, NULL}, {0}};
	struct sync_report r;
	struct portal p;
	struct stub s;
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	stub_start(&s, pages);
	world_portal(&p, "treo", s.url, 0);
	sync_add_portal(w.sync, &p);
	portal_clear(&p);
	assert_true(sync_start(w.sync, NULL, false, NULL));
	world_until(&w, sample_is_done);
	assert_int_equal(world_articles(&w), 52);
	assert_true(sync_report(w.sync, "treo", &r));
	assert_true(r.busy);
	assert_true(sync_busy(w.sync));
	sync_stop(w.sync);
	assert_false(sync_busy(w.sync));
	world_close(&w);
	stub_stop(&s);
}

static void starting_is_refused(void **state)
{
	struct err e = {0};
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	assert_false(sync_start(w.sync, "khong-co", false, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	sync_set_offline(w.sync, true);
	assert_false(sync_start(w.sync, NULL, false, &e));
	assert_int_equal(e.kind, ERR_NET);
	sync_set_offline(w.sync, false);
	mem_set(&w.portal.feed_url, NULL);
	sync_add_portal(w.sync, &w.portal);
	assert_false(sync_start(w.sync, NULL, false, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_sync_reads_it_all),
		cmocka_unit_test(second_sync_asks_once),
		cmocka_unit_test(new_and_edited_posts_appear),
		cmocka_unit_test(full_reads_every_page),
		cmocka_unit_test(cut_syncs_go_on),
		cmocka_unit_test(killed_between_pages),
		cmocka_unit_test(cut_updates_go_on),
		cmocka_unit_test(a_cut_update_is_not_read_to_the_end),
		cmocka_unit_test(storms),
		cmocka_unit_test(failures_are_named),
		cmocka_unit_test(a_failure_keeps_the_validators),
		cmocka_unit_test(a_limit_of_bytes_is_kept),
		cmocka_unit_test(a_plain_feed),
		cmocka_unit_test(a_hanging_portal_delays_no_other),
		cmocka_unit_test(starting_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
