/* test_wordpress_read.c - what is asked of a WordPress site, and its posts as articles */
#include "canned.h"

#include <bantin/base/stamp.h>
#include <bantin/net/portal.h>

#define SITE "https://xa.example/wp-json/"
#define PLAIN "https://xa.example/index.php?rest_route=/"
#define HEADS "per_page=100&_fields=id,date_gmt,modified_gmt,link,title,excerpt," \
	"categories"
#define WHOLE HEADS ",content,_links.author,_links.wp:featuredmedia,_links.wp:term" \
	"&_embed=author,wp:featuredmedia,wp:term"

static const struct portal_ops *ops;
static struct portal portal = {.feed_url = SITE, .token = "congtac:abcd efgh"};

static void check_pull(const char *base, struct pull what, const char *url)
{
	struct portal p = {.feed_url = (char *)base, .token = "congtac:abcd efgh"};
	struct http_request r;

	ops->pull_ask(&p, &what, &r);
	assert_string_equal(r.url, url);
	assert_string_equal(r.method, "GET");
	assert_true(r.follow && !r.write);
	/* what everybody may read is asked without the password */
	assert_null(r.basic);
	assert_null(r.bearer);
	http_request_clear(&r);
}

static void pulls(void **state)
{
	(void)state;
	check_pull(SITE, (struct pull){0},
		   SITE "wp/v2/posts?" WHOLE "&orderby=date&order=desc");
	check_pull(SITE, (struct pull){.light = true},
		   SITE "wp/v2/posts?" HEADS "&orderby=date&order=desc");
	check_pull(SITE, (struct pull){.modified_after = 1596900000},
		   SITE "wp/v2/posts?" WHOLE "&modified_after="
		   "2020-08-08T15:20:00Z&orderby=modified&order=asc");
	check_pull(PLAIN, (struct pull){.published_after = 1596900000, .light = true},
		   PLAIN "wp/v2/posts&" HEADS "&after=2020-08-08T15:20:00Z"
		   "&orderby=date&order=asc");
	check_pull(SITE, (struct pull){.url = "https://xa.example/p?page=2"},
		   "https://xa.example/p?page=2");
}

static void check_base(const char *base, const char *url)
{
	struct portal p = {.feed_url = (char *)base};
	struct http_request r;

	ops->keys_ask(&p, NULL, &r);
	char *query = strstr(r.url, "_fields");
	assert_string_equal(query, "_fields=id&per_page=100&orderby=id&order=asc");
	*query = '\0';
	assert_string_equal(r.url, url);
	http_request_clear(&r);
}

static void bases(void **state)
{
	(void)state;
	check_base(SITE, SITE "wp/v2/posts?");
	check_base("https://xa.example/wp-json", SITE "wp/v2/posts?");
	check_base("https://xa.example/wp-json/?lang=vi#x", SITE "wp/v2/posts?lang=vi&");
	check_base(PLAIN, PLAIN "wp/v2/posts&");
	check_base("https://xa.example/?rest_route=%2F&lang=vi",
		   "https://xa.example/?rest_route=/wp/v2/posts&lang=vi&");
	check_base("https://xa.example/?lang=vi&rest_route=",
		   "https://xa.example/?lang=vi&rest_route=/wp/v2/posts&");
	check_base(NULL, "/wp/v2/posts?");
}

static void check_glance(const char *base, const char *url)
{
	struct portal p = {.feed_url = (char *)base, .token = "congtac:abcd efgh"};
	struct http_request r;

	ops->glance_ask(&p, "Thu, 06 Aug 2020 01:00:00 GMT", &r);
	assert_string_equal(r.url, url);
	assert_string_equal(r.method, "HEAD");
	assert_string_equal(r.if_modified_since, "Thu, 06 Aug 2020 01:00:00 GMT");
	assert_true(r.follow && r.as_is && !r.write);
	assert_null(r.basic);
	http_request_clear(&r);
}

static void glances(void **state)
{
	(void)state;
	check_glance(SITE, "https://xa.example/feed/");
	check_glance("https://xa.example/wp-json", "https://xa.example/feed/");
	check_glance("https://xa.example/tin/wp-json/?lang=vi#x",
		     "https://xa.example/tin/feed/");
	check_glance("https://xa.example/index.php/wp-json/",
		     "https://xa.example/index.php/feed/");
	check_glance(PLAIN, "https://xa.example/?feed=rss2");
	check_glance("https://xa.example/?lang=vi&rest_route=%2F",
		     "https://xa.example/?feed=rss2");
	check_glance(NULL, "feed/");
}

static void one_article(void **state)
{
	struct http_request r;

	(void)state;
	ops->article_ask(&portal, "7&x=1 +", &r);
	assert_string_equal(r.url, SITE "wp/v2/posts?" WHOLE
			    "&include=7%26x%3D1%20%2B");
	http_request_clear(&r);
	ops->sections_ask(&portal, &r);
	assert_string_equal(r.url, SITE "wp/v2/categories?per_page=100&orderby=count"
			    "&order=desc&_fields=id,name,count,parent,slug");
	assert_null(r.basic);
	http_request_clear(&r);
}

static void check_next(const char *link, const char *want)
{
	struct http_reply r = answered(200, JSON, NULL, "[]");

	r.link = mem_str(link);
	char *next = ops->pull_next(&portal, &r);
	if (want)
		assert_string_equal(next, want);
	else
		assert_null(next);
	free(next);
	reply_clear(&r);
}

static void next_pages(void **state)
{
	(void)state;
	check_next("<" SITE "wp/v2/posts?page=2>; rel=\"next\"",
		   SITE "wp/v2/posts?page=2");
	check_next("<" SITE ">; rel=\"https://api.w.org/\", <" SITE "a?page=1>; "
		   "rel=\"prev\", <" SITE "a?page=3>; rel=next", SITE "a?page=3");
	check_next("<https://other.example/wp-json/wp/v2/posts?page=2>; rel=\"next\"",
		   NULL);
	/* behind a proxy a site may not know that it is read over https */
	check_next("<http://xa.example/wp-json/wp/v2/posts?page=2>; rel=\"next\"",
		   SITE "wp/v2/posts?page=2");
	check_next("<javascript:1>; rel=next", NULL);
	check_next("rel=next", NULL);
	check_next(NULL, NULL);
}

/* --- items --- */

static void show(struct buf *out, const char *name, const char *value)
{
	if (value)
		buf_addf(out, " %s=%s", name, value);
}

static void describe(const struct article *a, struct buf *out)
{
	char stamp[STAMP_MAX];

	buf_adds(out, a->key);
	show(out, "title", a->title);
	show(out, a->body_kind == BODY_HTML ? "html" : "text", a->body);
	show(out, "url", a->url);
	show(out, "section", a->section);
	show(out, "author", a->author);
	show(out, "summary", a->summary);
	show(out, "tags", a->tags);
	show(out, "image", a->image);
	if (!a->guessed)
		show(out, "at", stamp_format(a->published, STAMP_RFC3339, stamp));
	if (a->updated != STAMP_NONE)
		show(out, "changed", stamp_format(a->updated, STAMP_RFC3339, stamp));
	for (size_t i = 0; i < a->attachment_count; i++) {
		const struct attachment *at = &a->attachments[i];

		assert_int_equal(at->size, -1);
		buf_addf(out, " file=%s,%s,%s", at->url, at->title ? at->title : "-",
			 strrchr(at->type, '/') + 1);
	}
}

/* want NULL: nothing can be made of it */
static void check_item(const char *json, const char *want)
{
	struct article a = {0};
	struct buf got = {0};
	bool good = ops->dialect->item(json, strlen(json), SITE "wp/v2/posts", "xa", &a);

	assert_int_equal(good, want != NULL);
	if (good) {
		assert_string_equal(a.portal, "xa");
		describe(&a, &got);
		assert_string_equal(buf_str(&got), want);
	}
	buf_clear(&got);
	article_clear(&a);
}

#define POST(rest) "{\"id\":7,\"title\":{\"rendered\":\"T\"}" rest "}"
#define BODY(html) POST(",\"content\":{\"rendered\":\"" html "\",\"protected\":false}")

static void a_whole_post(void **state)
{
	(void)state;
	check_item("{\"id\":412,\"date_gmt\":\"2026-08-08T15:42:29\",\"modified_gmt\":"
		"\"2026-08-09T01:00:00\","
		"\"link\":\"https:\\/\\/xa.example\\/hop-thon\\/\","
		"\"title\":{\"rendered\":\"H\\u1ecdp th\\u00f4n &#8220;\\u0110o\\u00e0i"
		"&#8221; &#038; &lt;b&gt;\"},"
		"\"content\":{\"rendered\":\"\\n<p>Sáng 8\\/8."
		"<\\/p>\\n\\n\\n\\n<p>Chiều nghỉ.<\\/p>\\n\",\"protected\":false},"
		"\"excerpt\":{\"rendered\":\"<p>Cả thôn &amp; xã<\\/p>\\n\","
		"\"protected\":false},"
		"\"categories\":[1,5],\"meta\":[],\"acf\":[],\"_links\":{},"
		"\"_embedded\":{\"author\":[{\"id\":2,\"name\":\"Ban Biên tập\"},"
		"{\"code\":\"rest_user_invalid_id\",\"message\":\"Sai\"}],"
		"\"wp:featuredmedia\":[{\"source_url\":\"\\/wp-content\\/a.jpg\"}],"
		"\"wp:term\":[[{\"id\":1,\"slug\":\"uncategorized\",\"taxonomy\":"
		"\"category\",\"name\":\"U\"},{\"id\":5,\"slug\":\"tin\",\"taxonomy\":"
		"\"category\",\"name\":\"Tin\"}],[{\"id\":9,\"taxonomy\":\"post_tag\","
		"\"name\":\"lúa &amp; cá\"},{\"taxonomy\":\"post_tag\",\"name\":\"họp\"},"
		"{\"taxonomy\":\"khac\",\"name\":\"x\"}]]}}",
		"412 title=Họp thôn “Đoài” & <b> html=\n<p>Sáng 8/8.</p>\n\n"
		"<p>Chiều nghỉ.</p>\n"
		" url=https://xa.example/hop-thon/ section=5 author=Ban Biên tập"
		" summary=Cả thôn & xã tags=lúa & cá, họp"
		" image=https://xa.example/wp-content/a.jpg"
		" at=2026-08-08T22:42:29+07:00 changed=2026-08-09T08:00:00+07:00");
}

static void odd_posts(void **state)
{
	(void)state;
	check_item("{\"id\":7}", "7 title=7");
	check_item("{\"id\":7,\"link\":\"https://xa.example/?p=7\",\"_links\":[],"
		   "\"_embedded\":[],\"categories\":[],\"excerpt\":[],\"title\":[],"
		   "\"content\":[]}",
		   "7 title=https://xa.example/?p=7 text= url=https://xa.example/?p=7");
	check_item(POST(",\"categories\":[\"4\",null,{},3],\"link\":\"javascript:1\""),
		   "7 title=T section=3");
	check_item(POST(",\"categories\":[1],\"_embedded\":{\"wp:term\":[[{\"id\":1,"
			"\"slug\":\"chua-phan-loai\",\"taxonomy\":\"category\"}]]}"),
		   "7 title=T section=1");
	check_item(POST(",\"_embedded\":{\"author\":{},\"wp:term\":[{},1,[2,[]]],"
			"\"wp:featuredmedia\":[{\"code\":\"rest_forbidden\"}]}"),
		   "7 title=T");
	check_item(POST(",\"date_gmt\":\"0000-00-00T00:00:00\",\"modified_gmt\":null"),
		   "7 title=T");
	check_item(POST(",\"date_gmt\":\"2026-08-08T15:42:29Z\""),
		   "7 title=T at=2026-08-08T22:42:29+07:00");
	check_item("{\"id\":7,\"content\":{\"rendered\":\"<p>Không có đề.</p>\"}}",
		   "7 title=Không có đề. html=<p>Không có đề.</p>");
	check_item(POST(",\"content\":\"<p>a</p>\""), "7 title=T html=<p>a</p>");
	check_item("{\"id\":\"7\"}", NULL);
	check_item("{\"title\":{\"rendered\":\"T\"}}", NULL);
	check_item("[]", NULL);
	check_item("\"7\"", NULL);
	check_item("{\"id\":7", NULL);
	check_item("", NULL);
}

static void excerpts(void **state)
{
	(void)state;
	/* cut out of the text by the site: it would be read twice */
	check_item(POST(",\"content\":{\"rendered\":\"<p>Một hai ba.</p><p>Bốn.</p>\"},"
			"\"excerpt\":{\"rendered\":\"<p>Một hai ba. Bốn.</p>\\n\"}"),
		   "7 title=T html=<p>Một hai ba.</p><p>Bốn.</p>");
	check_item(POST(",\"content\":{\"rendered\":\"<p>Một hai ba.</p>\"},"
			"\"excerpt\":{\"rendered\":\"<p>Một hai [&hellip;]</p>\"}"),
		   "7 title=T html=<p>Một hai ba.</p>");
#define LONG "Sáng nay, xã họp bàn việc làm đường từ thôn Đông sang thôn Đoài"
	check_item(POST(",\"content\":{\"rendered\":\"<p>" LONG ".</p>\"},\"excerpt\":"
			"{\"rendered\":\"<p>" LONG "… <a href='/a'>Xem thêm</a></p>\"}"),
		   "7 title=T html=<p>" LONG ".</p>");
	check_item(POST(",\"content\":{\"rendered\":\"<p>Sáng nay họp.</p>\"},"
			"\"excerpt\":{\"rendered\":\"<p>Sáng nay xã bàn việc.</p>\"}"),
		   "7 title=T html=<p>Sáng nay họp.</p> summary=Sáng nay xã bàn việc.");
#undef LONG
	check_item(POST(",\"content\":{\"rendered\":\"\\n \\n\"},"
			"\"excerpt\":{\"rendered\":\"<p>Ảnh.</p>\"}"),
		   "7 title=T text=Ảnh.");
	/* heads alone: the text comes later */
	check_item(POST(",\"excerpt\":{\"rendered\":\"<p>Một hai [&hellip;]</p>\"}"),
		   "7 title=T summary=Một hai […]");
	check_item(POST(",\"content\":{\"rendered\":\"\",\"protected\":true},"
			"\"excerpt\":{\"rendered\":\"<p>Bài này có mật khẩu.</p>\"}"),
		   "7 title=T text=The portal asks for a password before it shows this "
		   "article; it can be read on the portal's page.");
}

static void marks_are_left_out(void **state)
{
	static const char *const list[][2] = {
		{"<!-- wp:paragraph {\\\"a\\\":1} --><p>x</p><!-- /wp:paragraph -->",
		 "<p>x</p>"},
		{"<p>a<!--more-->b</p>", "<p>ab</p>"},
		{"<p>a <!-- không đóng</p>", "<p>a <!-- không đóng</p>"},
		{"<p>[gallery ids=\\\"1,2\\\"]x[gallery]</p>", "<p>x</p>"},
		{"[caption id=\\\"a\\\" width=\\\"3\\\"]"
		 "<img src=\\\"/a.jpg\\\"/> Chú thích"
		 "[/caption]", "<img src=\"/a.jpg\"/> Chú thích"},
		{"[embed]https://a.example/[/embed]", "https://a.example/"},
		{"[vc_row][vc_column width=&#8221;1/2&#8243;]x[/vc_column]", "x"},
		{"[lich-cong-tac tuan=&#8221;3&#8221;]x", "x"},
		{"[table id='3' /]x", "x"},
		{"[video width=\\\"640\\\" mp4=\\\"/a.mp4\\\"]x", "x"},
		{"Theo [1], [sic], [video], [xem ảnh], [a] và [Ghi chú: x]",
		 "Theo [1], [sic], [video], [xem ảnh], [a] và [Ghi chú: x]"},
		{"[gallery ids=\\\"1", "[gallery ids=\"1"},
		{"[gallery", "[gallery"}, {"[]", "[]"}, {"[/]", "[/]"}, {"[", "["},
		{"a < b [gallery]", "a < b "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		struct buf json = {0}, want = {0};

		buf_addf(&json, "{\"id\":7,\"title\":\"T\",\"content\":{\"rendered\":"
			 "\"%s\"}}", list[i][0]);
		buf_addf(&want, "7 title=T html=%s", list[i][1]);
		check_item(buf_str(&json), buf_str(&want));
		buf_clear(&json);
		buf_clear(&want);
	}
}

#define UPLOADS "https://xa.example/wp-content/uploads/2026/11/"

static void documents(void **state)
{
	(void)state;
	check_item(BODY("<a href=\\\"" UPLOADS "45.PDF\\\">Kế hoạch <b>45</b></a><a "
			"class='x' href='" UPLOADS "45.PDF' download>Tải về</a>"),
		   "7 title=T html=<a href=\"" UPLOADS "45.PDF\">Kế hoạch <b>45</b></a>"
		   "<a class='x' href='" UPLOADS "45.PDF' download>Tải về</a>"
		   " file=" UPLOADS "45.PDF,Kế hoạch 45,pdf");
	check_item(BODY("<a href=/wp-content/uploads/a.docx?x=1&amp;y=2></a>"),
		   "7 title=T html=<a href=/wp-content/uploads/a.docx?x=1&amp;y=2></a>"
		   " file=https://xa.example/wp-content/uploads/a.docx?x=1&y=2,-,"
		   "vnd.openxmlformats-officedocument.wordprocessingml.document");
#define NONE(html) check_item(BODY(html), "7 title=T html=" html)
	NONE("<a href='" UPLOADS "a.jpg'>x</a>");
	NONE("<a href='https://xa.example/a.pdf'>x</a>");
	NONE("<a data-href='" UPLOADS "a.pdf'>x</a>");
	NONE("<abbr href='" UPLOADS "a.pdf'>x</a>");
	NONE("<a href='" UPLOADS "a.pdf'>x");
	NONE("<a href='" UPLOADS "pdf'>x</a>");
	NONE("<a name=x>x</a> <a >y</a> <a");
#undef NONE
}

/* --- the other lists --- */

static void sections(void **state)
{
	struct http_reply r = answered(200, JSON, NULL,
		"[{\"id\":5,\"count\":12,\"name\":\"Nông nghiệp &amp; nông thôn\"},"
		"{\"id\":6,\"count\":-1,\"name\":[]},{\"id\":\"7\"},[],null]");
	struct section *list;
	size_t n;
	struct err e = {0};

	(void)state;
	assert_true(ops->sections_read(&portal, &r, &list, &n, &e));
	assert_int_equal(n, 2);
	assert_string_equal(list[0].id, "5");
	assert_string_equal(list[0].title, "Nông nghiệp & nông thôn");
	assert_int_equal(list[0].count, 12);
	assert_null(list[0].feed_url);
	assert_string_equal(list[1].title, "6");
	assert_int_equal(list[1].count, 0);
	section_list_free(list, n);
	reply_clear(&r);
}

static void check_lists(struct http_reply r, bool good, size_t want, enum err_kind kind)
{
	struct section *list;
	char **keys = NULL;
	size_t n = 0, cap = 0, count;
	struct err e = {0};

	assert_int_equal(ops->keys_read(&portal, &r, &keys, &n, &cap, &e), good);
	assert_int_equal(n, want);
	assert_int_equal(e.kind, kind);
	while (n > 0)
		free(keys[--n]);
	free(keys);
	assert_int_equal(ops->sections_read(&portal, &r, &list, &count, NULL),
			 good && r.status == 200);
	section_list_free(list, count);
	reply_clear(&r);
}

static void keys(void **state)
{
	struct http_reply cut = answered(200, JSON, NULL, "[{\"id\":1}]");

	(void)state;
	check_lists(answered(200, JSON, NULL,
			     "[{\"id\":1},{\"id\":22},{\"id\":\"3\"},5]"),
		    true, 2, ERR_NONE);
	check_lists(answered(200, JSON, NULL, "[]"), true, 0, ERR_NONE);
	check_lists(answered(400, JSON, NULL,
			     "{\"code\":\"rest_post_invalid_page_number\","
			     "\"message\":\"x\",\"data\":{\"status\":400}}"),
		    true, 0, ERR_NONE);
	check_lists(answered(400, JSON, NULL, "{\"code\":\"rest_invalid_param\"}"), false,
		    0, ERR_REFUSED);
	check_lists(answered(200, JSON, NULL, "{\"id\":1}"), false, 0, ERR_FORMAT);
	check_lists(answered(200, JSON, NULL, "[{\"id\":1}"), false, 0, ERR_FORMAT);
	check_lists(answered(200, "text/html", NULL, "<html>"), false, 0, ERR_NET);
	check_lists(answered(503, NULL, NULL, NULL), false, 0, ERR_NET);
	cut.outcome = HTTP_LOST;
	check_lists(cut, false, 0, ERR_NET);
}

static int set_up(void **state)
{
	(void)state;
	ops = portal_ops(PORTAL_WORDPRESS);
	return ops && ops->by_time && ops->dialect && ops->dialect->root_array ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pulls),
		cmocka_unit_test(bases),
		cmocka_unit_test(glances),
		cmocka_unit_test(one_article),
		cmocka_unit_test(next_pages),
		cmocka_unit_test(a_whole_post),
		cmocka_unit_test(odd_posts),
		cmocka_unit_test(excerpts),
		cmocka_unit_test(marks_are_left_out),
		cmocka_unit_test(documents),
		cmocka_unit_test(sections),
		cmocka_unit_test(keys),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
