/* test_glance.c - a WordPress site with no news is asked once; what that may not hide */
#include <bantin/base/stamp.h>

#include "stub.h"

#define POSTS "/wp-json/wp/v2/posts?per_page=100&_fields=id,date_gmt,modified_gmt,link," \
	"title,excerpt,categories"
#define POST(n, changed) "{\"id\":" n ",\"date_gmt\":\"2020-08-05T01:00:00\"," \
	"\"modified_gmt\":\"2020-08-0" changed "T01:00:00\",\"title\":{\"rendered\":" \
	"\"Tin " n "\"},\"excerpt\":{\"rendered\":\"Ngày " changed "\"}}"
#define JSON "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
#define RSS "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml; charset=UTF-8\r\n"
#define DATE "Date: Mon, 10 Aug 2020 01:00:00 GMT\r\n"
#define OLD "Thu, 06 Aug 2020 01:00:00 GMT"
#define LATER "Fri, 07 Aug 2020 01:00:00 GMT"
#define FRESH "Mon, 10 Aug 2020 00:51:00 GMT"
#define SAME "HTTP/1.1 304 Not Modified\r\n"
#define BROKEN "HTTP/1.1 500 Internal Server Error\r\n"

enum { FEED, ALL, SINCE_6, SINCE_7, LATE, SECTIONS, KEYS, PAGES };

/* What the site says can be changed while it runs. */
struct site {
	struct world w;
	struct stub stub;
	struct stub_page *page;
};

static void site_open(struct site *s, const char *feed)
{
	static const struct stub_page pages[PAGES] = {
		[FEED] = {"/feed/", NULL, ""},
		[ALL] = {POSTS "&orderby=date&order=desc", JSON,
			 "[" POST("1", "6") "," POST("2", "5") "]"},
		[SINCE_6] = {POSTS "&modified_after=2020-08-06T01:00:00Z&orderby=modified"
			     "&order=asc", JSON, "[]"},
		[SINCE_7] = {POSTS "&modified_after=2020-08-07T01:00:00Z&orderby=modified"
			     "&order=asc", JSON, "[]"},
		[LATE] = {POSTS "&after=2020-08-08T01:00:00Z&orderby=date&order=asc", JSON,
			  "[]"},
		[SECTIONS] = {"/wp-json/wp/v2/categories?per_page=100&orderby=count&"
			      "order=desc&_fields=id,name,count,parent,slug", JSON, "[]"},
		[KEYS] = {"/wp-json/wp/v2/posts?_fields=id&per_page=100&orderby=id&"
			  "order=asc", JSON, "[{\"id\":1},{\"id\":2}]"},
	};
	char url[96];

	*s = (struct site){0};
	s->page = stub_pages(pages, PAGES);
	s->page[FEED].head = feed;
	stub_start(&s->stub, s->page);
	world_open(&s->w, s->stub.url, 0);
	snprintf(url, sizeof(url), "%swp-json/", s->stub.url);
	mem_set(&s->w.portal.feed_url, url);
	mem_set(&s->w.portal.token, NULL);
	mem_set(&s->w.portal.poll_url, NULL);
	s->w.portal.family = PORTAL_WORDPRESS;
	s->w.portal.light = true;
	world_stop(&s->w);
	world_start(&s->w);
}

static void site_close(struct site *s)
{
	world_close(&s->w);
	stub_stop(&s->stub);
	stub_pages_free(s->page, PAGES);
}

static struct feed_state state_of(struct site *s)
{
	struct feed_state state;

	assert_true(archive_feed_state(s->w.archive, "mau", &state, NULL));
	return state;
}

/* What the next glance asks with; "" nothing, and whether there will be one. */
static void expect_mark(struct site *s, const char *mark, bool blind)
{
	struct feed_state state = state_of(s);

	assert_string_equal(state.last_modified ? state.last_modified : "", mark);
	assert_null(state.etag);
	assert_int_equal(state.glance > clock_now(), blind);
	feed_state_clear(&state);
}

static struct sync_report expect_sync(struct site *s, size_t requests, size_t fetched,
				      size_t updated)
{
	struct sync_report r = world_sync(&s->w);

	assert_string_equal(r.error, "");
	assert_int_equal(r.requests, requests);
	assert_int_equal(r.fetched, fetched);
	assert_int_equal(r.updated, updated);
	return r;
}

static void no_news_are_one_request(void **state)
{
	struct site s;

	(void)state;
	site_open(&s, RSS DATE "Last-Modified: " OLD "\r\nETag: \"x\"\r\n");
	expect_sync(&s, 3, 2, 0);	/* feed, posts, sections */
	expect_mark(&s, OLD, false);
	s.page[FEED].head = SAME;
	for (int i = 0; i < 3; i++) {
		struct sync_report r = expect_sync(&s, 1, 0, 0);
		assert_true(r.bytes < 300);
		assert_true(r.last_success >= clock_now() - 60);
	}
	expect_mark(&s, OLD, false);
	/* what is asked for by the clock is asked for all the same */
	struct feed_state was = state_of(&s);
	was.appeared = was.swept = 0;
	assert_true(stamp_parse("2020-08-08T01:10:00Z", &was.appeared));
	assert_true(archive_put_feed_state(s.w.archive, "mau", &was, NULL));
	feed_state_clear(&was);
	expect_sync(&s, 5, 0, 0);	/* feed, changes, late ones, sections, keys */
	expect_sync(&s, 1, 0, 0);
	site_close(&s);
}

static void news_are_read_before_the_mark_moves(void **state)
{
	struct site s;

	(void)state;
	site_open(&s, RSS DATE "Last-Modified: " OLD "\r\n");
	expect_sync(&s, 3, 2, 0);
	s.page[FEED].head = RSS DATE "Last-Modified: " LATER "\r\n";
	s.page[SINCE_6].head = BROKEN;
	struct sync_report r = world_sync(&s.w);
	assert_int_equal(r.errors, 1);
	expect_mark(&s, OLD, false);
	s.page[SINCE_6].head = JSON;
	s.page[SINCE_6].body = "[" POST("1", "7") "," POST("3", "7") "]";
	expect_sync(&s, 3, 1, 1);
	expect_mark(&s, LATER, false);
	s.page[FEED].head = SAME;
	expect_sync(&s, 1, 0, 0);
	/* all of it, at the user's wish: a glance asks for the mark alone */
	s.page[FEED].head = RSS DATE "Last-Modified: " OLD "\r\n";
	assert_true(sync_start(s.w.sync, "mau", true, NULL));
	world_run(&s.w);
	expect_mark(&s, OLD, false);
	site_close(&s);
}

static void what_may_still_change_is_no_mark(void **state)
{
	struct site s;

	(void)state;
	site_open(&s, RSS DATE "Last-Modified: " OLD "\r\n");
	expect_sync(&s, 3, 2, 0);
	s.page[FEED].head = RSS DATE "Last-Modified: " FRESH "\r\n";
	expect_sync(&s, 2, 0, 0);
	expect_mark(&s, OLD, false);
	s.page[FEED].head = BROKEN;	/* it passes, and says nothing */
	expect_sync(&s, 2, 0, 0);
	expect_mark(&s, OLD, false);
	site_close(&s);
}

static void a_feed_that_cannot_tell(void **state)
{
	static const char *const feeds[] = {
		"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n",
		"HTTP/1.1 403 Forbidden\r\nLast-Modified: " OLD "\r\n",
		RSS DATE,
		RSS DATE "Last-Modified: hôm qua\r\n",
		RSS DATE "Last-Modified: Tue, 11 Aug 2020 01:00:00 GMT\r\n",
		STUB_HTML DATE "Last-Modified: " OLD "\r\n",
		"HTTP/1.1 302 Found\r\nLocation: ~/feed/\r\n",
		"HTTP/1.1 302 Found\r\nLocation: http://xa.example/feed/\r\n",
		"",	/* no answer at all */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(feeds) / sizeof(feeds[0]); i++) {
		struct site s;

		site_open(&s, feeds[i]);
		struct sync_report r = world_sync(&s.w);
		assert_int_equal(r.fetched, 2);
		assert_string_equal(r.error, "");
		expect_mark(&s, "", true);
		expect_sync(&s, 1, 0, 0);
		site_close(&s);
	}
}

static void a_cache_that_lies(void **state)
{
	struct site s;

	(void)state;
	site_open(&s, RSS DATE "Last-Modified: " OLD "\r\n");
	expect_sync(&s, 3, 2, 0);
	s.page[FEED].head = SAME;
	s.page[LATE].body = "[" POST("3", "7") "]";
	struct feed_state was = state_of(&s);
	assert_true(stamp_parse("2020-08-08T01:10:00Z", &was.appeared));
	assert_true(archive_put_feed_state(s.w.archive, "mau", &was, NULL));
	feed_state_clear(&was);
	expect_sync(&s, 3, 1, 0);	/* feed, late ones, sections */
	expect_mark(&s, "", true);
	expect_sync(&s, 1, 0, 0);	/* changes */
	/* a week later it is asked again */
	was = state_of(&s);
	was.glance = clock_now() - 1;
	assert_true(archive_put_feed_state(s.w.archive, "mau", &was, NULL));
	feed_state_clear(&was);
	s.page[FEED].head = RSS DATE "Last-Modified: " LATER "\r\n";
	expect_sync(&s, 2, 0, 0);
	expect_mark(&s, LATER, false);
	site_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_news_are_one_request),
		cmocka_unit_test(news_are_read_before_the_mark_moves),
		cmocka_unit_test(what_may_still_change_is_no_mark),
		cmocka_unit_test(a_feed_that_cannot_tell),
		cmocka_unit_test(a_cache_that_lies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
