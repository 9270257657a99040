/* test_discover.c - pages, headers and feeds, and what they lead to */
#include "canned.h"

#include <bantin/net/discover.h>

#define FEED "https://portal.example/feed.json"
#define LINK(type, href) "<link rel=\"alternate\" type=\"" type "\" href=\"" href "\">"
#define JF "application/feed+json"

struct page {
	const char *name, *html, *header, *feed, *micropub;
};

static const struct page pages[] = {
	{"plain", LINK(JF, "/feed.json"), NULL, FEED, NULL},
	{"no quotes", "<LINK REL=Alternate TYPE=application/feed+json HREF=/feed.json>",
	 NULL, FEED, NULL},
	{"single quotes, more words",
	 "<link href='feed.json' title=x rel='x alternate y' "
	 "type='application/feed+json; charset=utf-8' />", NULL, FEED, NULL},
	{"the better type later", LINK(JSON, "/other.json") LINK(JF, "/feed.json"), NULL,
	 FEED, NULL},
	{"the first of two", LINK(JF, "/feed.json") LINK(JF, "/2.json"), NULL, FEED,
	 NULL},
	{"plain JSON", LINK(JSON, "/feed.json"), NULL, FEED, NULL},
	{"a WordPress page's JSON is none", LINK(JSON, "/wp-json/wp/v2/pages/2")
	 LINK(JSON, "/index.php?rest_route=/wp/v2"), NULL, NULL, NULL},
	{"RSS is none", LINK("application/rss+xml", "/rss"), NULL, NULL, NULL},
	{"in a comment", "<!-- " LINK(JF, "/no.json") " -->" LINK(JF, "/feed.json"), NULL,
	 FEED, NULL},
	{"in a script", "<script>var a = '" LINK(JF, "/no.json") "';</script>"
	 LINK(JF, "/feed.json"), NULL, FEED, NULL},
	{"base element", "<base href=\"/a/\">" LINK(JF, "../feed.json"), NULL, FEED,
	 NULL},
	{"entity", LINK(JF, "/feed.json?a=1&amp;b=2"), NULL, FEED "?a=1&b=2", NULL},
	{"micropub too", LINK(JF, "/feed.json") "<link rel=micropub href=/mp>", NULL,
	 FEED,
	 "https://portal.example/mp"},
	{"micropub on an anchor",
	 LINK(JF, "/feed.json") "<a rel=\"micropub\" href=\"/mp\">m</a>",
	 NULL, FEED, "https://portal.example/mp"},
	{"header", "<p>",
	 "<feed.json>; rel=\"alternate\"; type=\"application/feed+json\", "
	 "</mp>; rel=micropub", FEED, "https://portal.example/mp"},
	{"header without spaces", "<p>",
	 "</feed.json>;type=application/feed+json;rel=alternate", FEED, NULL},
	{"header before element", LINK(JF, "/2.json"),
	 "</feed.json>; type=\"application/feed+json\"; rel=\"alternate\"", FEED, NULL},
	{"unsafe address", LINK(JF, "javascript:alert(1)") LINK(JF, "/feed.json"), NULL,
	 FEED, NULL},
	{"cut inside a tag", LINK(JF, "/feed.json") "<link rel=\"alternate\" type=\"",
	 NULL, FEED, NULL},
	{"cut inside a comment", LINK(JF, "/feed.json") "<!-- <link", NULL, FEED, NULL},
	{"odd tags", "<><link><link =><link a=b c d/></link <<" LINK(JF, "/feed.json"),
	 NULL, FEED, NULL},
	{"broken header", LINK(JF, "/feed.json"), "<a>; =; ; rel, <b>;;rel=\"x, <c", FEED,
	 NULL},
	{"nothing", "<html><body>Xin chào</body></html>", NULL, NULL, NULL},
	{"empty", "", NULL, NULL, NULL},
};

static void follow_links(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		const struct page *g = &pages[i];
		struct http_reply r = answered(200, "text/html", NULL, g->html);
		struct portal p = {0};
		struct err e = {0};

		mem_set(&r.url, "https://portal.example/index.html");
		r.link = mem_str(g->header);
		enum discovery d = discover_read(&r, &p, &e);
		if (d != (g->feed ? DISCOVER_FOLLOW : DISCOVER_NONE))
			fail_msg("%s: %d %s", g->name, (int)d, e.text);
		if (g->feed)
			assert_string_equal(p.feed_url, g->feed);
		else
			assert_int_equal(e.kind, ERR_NOT_FOUND);
		if (g->micropub)
			assert_string_equal(p.micropub_url, g->micropub);
		else
			assert_null(p.micropub_url);
		portal_clear(&p);
		reply_clear(&r);
	}
}

/* However a page or header is cut, nothing past its end is read. */
static void every_prefix(void **state)
{
	static const char text[] =
		"<base href=/><link rel='alternate' type=a/b href=\"x\"/>"
		"<!-- c --><script>a</script><style>b</style><a rel=micropub href=q>";

	(void)state;
	for (size_t n = 0; n < sizeof(text); n++) {
		struct http_reply r = answered(200, "text/html", NULL, NULL);
		struct portal p = {0};

		buf_add(&r.body, text, n);
		r.link = mem_strn(text, n);
		discover_read(&r, &p, NULL);
		portal_clear(&p);
		reply_clear(&r);
	}
}

static void a_feed_is_read(void **state)
{
	struct http_reply r = answered(200, "application/feed+json", NULL,
		"\xef\xbb\xbf{\"version\":\"https://jsonfeed.org/version/1.1\","
		"\"title\":\"Xã\","
		"\"_newsroom\":{\"micropub\":\"/micropub\",\"poll_url\":\"/poll.json\","
		"\"submissions\":{\"idempotency_key\":true}},\"items\":[{\"id\":1}]}");
	struct portal p = {.url = mem_str("https://portal.example/"),
		.title = mem_str("cũ"), .media_url = mem_str("https://portal.example/m")};
	struct err e = {0};

	(void)state;
	mem_set(&r.url, FEED);
	assert_int_equal(discover_read(&r, &p, &e), DISCOVER_FEED);
	assert_string_equal(p.url, "https://portal.example/");
	assert_string_equal(p.feed_url, FEED);
	assert_string_equal(p.title, "Xã");
	assert_string_equal(p.micropub_url, "https://portal.example/micropub");
	assert_string_equal(p.poll_url, "https://portal.example/poll.json");
	assert_string_equal(p.media_url, "https://portal.example/m");
	assert_int_equal(p.family, PORTAL_JSONFEED);
	assert_int_equal(p.can, PORTAL_WRITES | PORTAL_REMEMBERS_KEYS | PORTAL_POLLS);
	portal_clear(&p);
	reply_clear(&r);
}

static void headers_of_json_count(void **state)
{
	struct http_reply r = answered(200, JSON, NULL, "{\"hello\":1}");
	struct portal p = {0};
	struct err e = {0};

	(void)state;
	r.link = mem_str("</feed.json>; rel=alternate; type=application/feed+json");
	assert_int_equal(discover_read(&r, &p, &e), DISCOVER_FOLLOW);
	assert_string_equal(p.feed_url, FEED);
	portal_clear(&p);
	reply_clear(&r);
	r = answered(200, JSON, NULL, "{\"items\":[]}");
	r.link = mem_str("</mp>; rel=micropub");
	assert_int_equal(discover_read(&r, &p, &e), DISCOVER_FEED);
	assert_string_equal(p.micropub_url, "https://portal.example/mp");
	assert_int_equal(p.can, PORTAL_WRITES);
	portal_clear(&p);
	reply_clear(&r);
}

static void check_none(struct http_reply r, enum err_kind kind)
{
	struct portal p = {0};
	struct err e = {0};

	assert_int_equal(discover_read(&r, &p, &e), DISCOVER_NONE);
	assert_int_equal(e.kind, kind);
	assert_true(e.text[0] != '\0');
	portal_clear(&p);
	reply_clear(&r);
}

static void what_is_neither(void **state)
{
	struct http_reply lost = answered(0, NULL, NULL, NULL);

	(void)state;
	check_none(answered(200, JSON, NULL, "{\"a\":1}"), ERR_FORMAT);
	check_none(answered(200, JSON, NULL, "{\"items\":["), ERR_FORMAT);
	check_none(answered(404, "text/html", NULL, "<h1>"), ERR_REFUSED);
	check_none(answered(503, NULL, NULL, NULL), ERR_NET);
	check_none(answered(302, NULL, "http://x.example/", NULL), ERR_REFUSED);
	lost.outcome = HTTP_LOST;
	check_none(lost, ERR_NET);
}

static void wordpress_is_named(void **state)
{
	struct http_reply r = answered(200, "text/html", NULL,
		"<link rel='https://api.w.org/' href='/wp-json/'>");
	struct portal p = {0};
	struct err e = {0};

	(void)state;
	assert_int_equal(discover_read(&r, &p, &e), DISCOVER_NONE);
	assert_non_null(strstr(e.text, "WordPress"));
	portal_clear(&p);
	reply_clear(&r);
}

static void the_request(void **state)
{
	struct http_request r;

	(void)state;
	discover_ask("https://portal.example/", &r);
	assert_string_equal(r.accept,
		"application/feed+json, application/json;q=0.9, text/html;q=0.5");
	assert_true(r.follow && !r.write && !r.bearer);
	http_request_clear(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(follow_links),
		cmocka_unit_test(every_prefix),
		cmocka_unit_test(a_feed_is_read),
		cmocka_unit_test(headers_of_json_count),
		cmocka_unit_test(what_is_neither),
		cmocka_unit_test(wordpress_is_named),
		cmocka_unit_test(the_request),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
