/* test_feeds.c - feeds that the sample portal would never make */
#include "stub.h"

#define HEAD "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\","
#define ITEM(n) "{\"id\":\"" n "\",\"content_text\":\"Nội dung " n "\"}"

static void stub_world(struct world *w, struct stub *s, const struct stub_page *pages)
{
	*w = (struct world){0};
	stub_start(s, pages);
	world_open(w, s->url, 0);
}

static void stub_end(struct world *w, struct stub *s)
{
	world_close(w);
	stub_stop(s);
}

/* One page of two megabytes: reading ends within it, and what was read is kept. */
static void a_limit_within_a_page(void **state)
{
	struct stub_page pages[] = {{"/feed.json", STUB_FEED, NULL}, {0}};
	struct buf feed = {0};
	struct stub s;
	struct world w;

	(void)state;
	buf_adds(&feed, HEAD "\"items\":[");
	for (int i = 0; i < 1000; i++)
		buf_addf(&feed, "%s{\"id\":%d,\"content_text\":\"%02000d\"}",
			 i ? "," : "", i, i);
	buf_adds(&feed, "]}");
	pages[0].body = feed.s;
	stub_world(&w, &s, pages);
	w.max_bytes = 100000;
	world_stop(&w);
	world_start(&w);
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.error_kind, ERR_LIMIT);
	assert_true(r.bytes > 100000 && r.bytes < 400000);
	assert_true(r.fetched > 0 && r.fetched < 200);
	assert_int_equal(world_articles(&w), (int64_t)r.fetched);
	stub_end(&w, &s);
	buf_clear(&feed);
}

static void pages_in_a_circle(void **state)
{
	static const struct stub_page pages[] = {
		{"/feed.json", STUB_FEED,
		 HEAD "\"next_url\":\"@/2\",\"items\":[" ITEM("1") "]}"},
		{"/2", STUB_FEED, HEAD "\"next_url\":\"/3\",\"items\":[" ITEM("2") "]}"},
		{"/3", STUB_FEED, HEAD "\"next_url\":\"@/2\",\"items\":[" ITEM("3") "]}"},
		{0},
	};
	struct stub s;
	struct world w;

	(void)state;
	stub_world(&w, &s, pages);
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.errors, 0);
	assert_int_equal(r.requests, 3 + 1);	/* the poll, which is not there */
	assert_int_equal(world_articles(&w), 3);
	r = world_sync(&w);	/* and it counts as read to its end */
	assert_int_equal(r.requests, 1 + 1);
	stub_end(&w, &s);
}

static void pages_of_another_origin(void **state)
{
	static const struct stub_page pages[] = {
		{"/feed.json", STUB_FEED,
		 HEAD "\"next_url\":\"https://noi-khac.example/2\",\"items\":["
		 ITEM("1") "]}"},
		{0},
	};
	struct stub s;
	struct world w;

	(void)state;
	stub_world(&w, &s, pages);
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.errors, 0);
	assert_int_equal(r.requests, 1 + 1);
	assert_int_equal(world_articles(&w), 1);
	stub_end(&w, &s);
}

/* The page where an earlier pass was cut is no more: all is read anew. */
static void the_resumed_page_is_gone(void **state)
{
	static const struct stub_page pages[] = {
		{"/feed.json", STUB_FEED "ETag: \"1\"\r\n",
		 HEAD "\"next_url\":\"@/2\",\"items\":[" ITEM("1") "]}"},
		{0},
	};
	struct feed_state st;
	struct stub s;
	struct world w;

	(void)state;
	stub_world(&w, &s, pages);
	for (int i = 0; i < 2; i++) {
		struct sync_report r = world_sync(&w);
		assert_int_equal(r.error_kind, ERR_REFUSED);
		assert_true(archive_feed_state(w.archive, "mau", &st, NULL));
		assert_false(st.complete);
		assert_null(st.etag);
		feed_state_clear(&st);
	}
	stub_end(&w, &s);
}

static void bad_items_cost_no_neighbours(void **state)
{
	static const struct stub_page pages[] = {
		{"/feed.json", STUB_FEED,
		 "\xef\xbb\xbf" HEAD "\"items\":[" ITEM("1") ",7,{\"id\":2},null,"
		 ITEM("3")
		 ",{\"id\":4,\"content_html\":\"<p>Có\"}]}"},
		{0},
	};
	struct stub s;
	struct world w;

	(void)state;
	stub_world(&w, &s, pages);
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.errors, 0);
	assert_int_equal(r.fetched, 3);
	assert_int_equal(r.bad, 3);
	/* without dates of their own they keep the time at which they were first seen */
	r = world_sync(&w);
	assert_int_equal(r.unchanged, 3);
	stub_end(&w, &s);
}

/* Two articles of one id: the first stays, and they do not take turns. */
static void an_id_that_is_there_twice(void **state)
{
	static const struct stub_page pages[] = {
		{"/feed.json", STUB_FEED,
		 HEAD "\"items\":[" ITEM("1") ",{\"id\":1,\"content_text\":\"Tin khác\"},"
		 ITEM("2") "]}"},
		{0},
	};
	struct stub s;
	struct world w;

	(void)state;
	stub_world(&w, &s, pages);
	struct sync_report r = world_sync(&w);
	assert_int_equal(r.fetched, 2);
	assert_int_equal(r.bad, 1);
	r = world_sync(&w);
	assert_int_equal(r.updated, 0);
	assert_int_equal(r.unchanged, 2);
	stub_end(&w, &s);
}

static void a_feed_that_ended(void **state)
{
	static const struct stub_page pages[] = {
		{"/feed.json", STUB_FEED,
		 HEAD "\"expired\":true,\"items\":[" ITEM("1") "]}"},
		{0},
	};
	struct stub s;
	struct world w;

	(void)state;
	stub_world(&w, &s, pages);
	assert_int_equal(world_sync(&w).requests, 1 + 1);
	assert_int_equal(world_sync(&w).requests, 0);
	stub_end(&w, &s);
}

/* A feed may move its own endpoint, but not send the token to another host. */
static void a_feed_does_not_lead_the_token_away(void **state)
{
	static const struct stub_page pages[] = {
		{"/feed.json", STUB_FEED,
		 HEAD "\"_newsroom\":{\"micropub\":\"https://ke-gian.example/m\"},"
		 "\"items\":[" ITEM("1") "]}"},
		{"/moved.json", STUB_FEED,
		 HEAD "\"_newsroom\":{\"micropub\":\"@/new\"},"
		 "\"items\":[" ITEM("1") "]}"},
		{0},
	};
	struct buf want = {0};
	struct stub s;
	struct world w;

	(void)state;
	stub_world(&w, &s, pages);
	world_sync(&w);
	assert_string_equal(sync_find(w.sync, "mau")->micropub_url,
			    w.portal.micropub_url);
	buf_addf(&want, "%smoved.json", s.url);
	mem_set(&w.portal.feed_url, want.s);
	sync_add_portal(w.sync, &w.portal);
	world_sync(&w);
	buf_reset(&want);
	buf_addf(&want, "%snew", s.url);
	assert_string_equal(sync_find(w.sync, "mau")->micropub_url, want.s);
	buf_clear(&want);
	stub_end(&w, &s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_limit_within_a_page),
		cmocka_unit_test(pages_in_a_circle),
		cmocka_unit_test(pages_of_another_origin),
		cmocka_unit_test(the_resumed_page_is_gone),
		cmocka_unit_test(bad_items_cost_no_neighbours),
		cmocka_unit_test(an_id_that_is_there_twice),
		cmocka_unit_test(a_feed_that_ended),
		cmocka_unit_test(a_feed_does_not_lead_the_token_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
