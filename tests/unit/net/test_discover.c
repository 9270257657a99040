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
	{"of two the one that is no comments", LINK(JF, "/comments/feed.json")
	 LINK(JF, "/feed.json"), NULL, FEED, NULL},
	{"comments by their title",
	 "<link rel=alternate type=" JF " title='Bình luận' href=/bl.json>"
	 LINK(JSON, "/feed.json"), NULL, FEED, NULL},
	{"comments alone", LINK(JF, "/comments/feed.json"), NULL,
	 "https://portal.example/comments/feed.json", NULL},
	{"of two the one of the same site", LINK(JF, "https://khac.example/feed.json")
	 LINK(JF, "/feed.json"), NULL, FEED, NULL},
	{"another site's alone", LINK(JF, "https://khac.example/feed.json"), NULL,
	 "https://khac.example/feed.json", NULL},
	{"twice the same", LINK(JF, "/feed.json") LINK(JF, "feed.json"), NULL, FEED,
	 NULL},
	{"on another path", LINK(JF, "/a/b/../c/./tin.json"), NULL,
	 "https://portal.example/a/c/tin.json", NULL},
	{"still named as before https", LINK(JF, "http://portal.example/feed.json"), NULL,
	 FEED, NULL},
	{"oEmbed is none", LINK("application/json", "/oembed/1.0/embed?url=x"), NULL,
	 NULL, NULL},
	{"in a title", "<title>" LINK(JF, "/no.json") "</title>" LINK(JF, "/feed.json"),
	 NULL, FEED, NULL},
	{"only the first base counts", "<base href=/a/><base href=/b/>"
	 LINK(JF, "../feed.json"), NULL, FEED, NULL},
	{"base without address", "<base target=_blank><base href=/a/>"
	 LINK(JF, "../feed.json"), NULL, FEED, NULL},
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

struct site {
	const char *body, *header, *base, *title;
};

static const struct site sites[] = {
	{"<title>Xã Phú Lộc &#8211; Trang\nchủ</title>"
	 "<link rel='https://api.w.org/' href='https://portal.example/wp-json/' />", NULL,
	 "https://portal.example/wp-json/", "Xã Phú Lộc – Trang chủ"},
	{"<title> </title>", "<https://portal.example/index.php?rest_route=/>; "
	 "rel=\"https://api.w.org/\"", "https://portal.example/index.php?rest_route=/",
	 NULL},
	{"<link rel=\"https://api.w.org/\" href=\"/tin/index.php?rest_route=/\">", NULL,
	 "https://portal.example/tin/index.php?rest_route=/", NULL},
	/* both are there: REST is used */
	{LINK(JF, "/feed.json") "<link rel=micropub href=/mp>"
	 "<link rel='https://api.w.org/' href='/wp-json/'>", NULL,
	 "https://portal.example/wp-json/", NULL},
	{"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}",
	 "</wp-json/>; rel=\"https://api.w.org/\"", "https://portal.example/wp-json/",
	 NULL},
	/* still named as before the certificate came */
	{"<link rel='https://api.w.org/' href='http://portal.example/wp-json/'>", NULL,
	 "https://portal.example/wp-json/", NULL},
	/* the interface itself was given */
	{"{\"name\":\"Xã\",\"url\":\"https:\\/\\/portal.example\","
	 "\"namespaces\":[\"oembed\\/1.0\",\"wp\\/v2\"],\"routes\":{}}", NULL,
	 "https://portal.example/start", NULL},
};

static void wordpress(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(sites) / sizeof(sites[0]); i++) {
		struct http_reply r = answered(200, "text/html", NULL, sites[i].body);
		struct portal p = {0};
		struct err e = {0};

		mem_set(&r.url, "https://portal.example/start");
		r.link = mem_str(sites[i].header);
		assert_int_equal(discover_read(&r, &p, &e), DISCOVER_WORDPRESS);
		assert_int_equal(p.family, PORTAL_WORDPRESS);
		assert_string_equal(p.feed_url, sites[i].base);
		if (sites[i].title)
			assert_string_equal(p.title, sites[i].title);
		else
			assert_null(p.title);
		assert_null(p.micropub_url);
		portal_clear(&p);
		reply_clear(&r);
	}
}

/* How a reply in pieces of `size` is called; whether all of it was wanted. */
static bool check_kind(struct http_reply *r, size_t size, const char *kind,
		       const char *detail)
{
	struct discover *d = discover_new("https://www.portal.example/");
	struct discover_note note;
	struct portal p = {0};
	struct err e = {0};
	struct buf body = r->body;
	bool more = true;

	r->body = (struct buf){0};
	for (size_t at = 0; more && at < body.len; at += size)
		more = discover_push(d, r->url, body.s + at,
				     body.len - at < size ? body.len - at : size);
	r->outcome = more || r->outcome != HTTP_ANSWERED ? r->outcome : HTTP_STOPPED;
	enum discovery found = discover_end(d, r, &p, &note, &e);
	assert_string_equal(note.kind, kind);
	if (detail && !strstr(buf_str(&note.detail), detail))
		fail_msg("%s", buf_str(&note.detail));
	assert_true((found == DISCOVER_NONE) == (e.kind != ERR_NONE));
	discover_note_clear(&note);
	discover_free(d);
	portal_clear(&p);
	r->outcome = more || r->outcome != HTTP_STOPPED ? r->outcome : HTTP_ANSWERED;
	r->body = body;
	return more;
}

struct named {
	const char *url, *type, *body, *kind, *detail;
};

#define HOME "https://portal.example/"

static const struct named named[] = {
	{HOME, "text/html", "<title>Xã</title><p>Chào", "html-only", "title: Xã"},
	{HOME, "text/html", "", "empty", "0 bytes"},
	{HOME, "text/html", "  \n", "html-only", NULL},
	{HOME, "text/html", "<form><input TYPE='Password'></form>", "login-page",
	 "field for a password"},
	{HOME, "text/html", LINK("application/rss+xml", "/rss"), "rss-only",
	 "RSS or Atom: https://portal.example/rss"},
	{HOME, "text/html", "<?xml version='1.0'?><rss version='2.0'>", "rss-only", NULL},
	{HOME, "application/rss+xml", "\xef\xbb\xbf<rss>", "rss-only", NULL},
	{HOME, "application/atom+xml", "<feed xmlns='a'>", "rss-only", NULL},
	{HOME, "application/xhtml+xml", "<?xml version='1.0'?><html>", "html-only", NULL},
	{HOME, "text/html", "<meta name=generator content='WordPress 6.1.7'>"
	 LINK("application/rss+xml", "/rss"), "wordpress-closed", "WordPress 6.1.7"},
	{"https://wifi.example/login", "text/html", "<input type=password>", "other-site",
	 "https://wifi.example/login"},
	{"https://www.portal.example/", "text/html", "<p>", "html-only", NULL},
	{HOME, "application/pdf", "%PDF-1.4", "file", "application/pdf"},
	{HOME, "text/html", LINK(JF, "/feed.json"), "link",
	 "JSON: https://portal.example/feed.json"},
	{HOME, JSON, "{\"items\":[]}", "json-feed", NULL},
	{HOME, JSON, "{\"a\":1}", "data", NULL},
	{HOME, JSON, "[1]", "data", NULL},
	{HOME, "text/html", "<link rel='https://api.w.org/' href=/wp-json/>", "wordpress",
	 "api.w.org: https://portal.example/wp-json/"},
};

static void what_was_found_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		const struct named *n = &named[i];
		struct http_reply r = answered(200, n->type, NULL, n->body);

		mem_set(&r.url, n->url);
		check_kind(&r, r.body.len + 1, n->kind, n->detail);
		for (size_t size = 1; size < 4; size++)
			check_kind(&r, size, n->kind, n->detail);
		reply_clear(&r);
	}
	struct http_reply lost = answered(0, NULL, NULL, NULL);
	lost.outcome = HTTP_LOST;
	check_kind(&lost, 1, "no-answer", "lost");
	reply_clear(&lost);
	struct http_reply refused = answered(404, "text/html", NULL, NULL);
	check_kind(&refused, 1, "refused", "status 404");
	reply_clear(&refused);
}

/* Of a page of two megabytes no more is taken than its head, or one at most. */
static void a_long_page(void **state)
{
	struct http_reply r = answered(200, "text/html", NULL,
		"<head>" LINK(JF, "/feed.json") "</head><body>");

	(void)state;
	r.body.max = 4 << 20;
	buf_fill(&r.body, 'x', 2 << 20);
	assert_false(check_kind(&r, 1000, "link", " 1000 bytes"));
	buf_reset(&r.body);
	buf_adds(&r.body, "<head></head><body>");
	buf_fill(&r.body, 'x', 2 << 20);
	assert_false(check_kind(&r, 1 << 16, "html-only", " 1048576 bytes"));
	reply_clear(&r);
}

/* Of a feed of many megabytes the head is taken as far as it came. */
static void a_long_feed(void **state)
{
	struct http_reply r = answered(200, JSON, NULL, "{\"version\":"
		"\"https://jsonfeed.org/version/1.1\",\"title\":\"Xã\",\"items\":[");

	(void)state;
	r.body.max = 4 << 20;
	while (r.body.len < 2 << 20)
		buf_addf(&r.body, "{\"id\":%zu,\"content_text\":\"x\"},", r.body.len);
	assert_false(check_kind(&r, 1 << 14, "json-feed", NULL));
	buf_adds(&r.body, "1],\"next_url\":\"/2\"}");
	assert_true(check_kind(&r, r.body.len, "json-feed", NULL));
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
		cmocka_unit_test(wordpress),
		cmocka_unit_test(what_was_found_is_named),
		cmocka_unit_test(a_long_page),
		cmocka_unit_test(a_long_feed),
		cmocka_unit_test(the_request),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
