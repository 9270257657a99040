/* test_wordpress_write.c - bulletins as they go to a WordPress site, and its answers */
#include "canned.h"

#include <jansson.h>

#include <bantin/net/portal.h>

#define SITE "https://xa.example/wp-json/"
#define KEY "0b6c5f3e-8a41-4a3c-9d8e-2f1b7c6d5e4f"
#define OWN "?_fields=id,slug,status,link,modified_gmt"
#define POST(status) \
	"{\"id\":39,\"slug\":\"" KEY "\",\"status\":\"" status "\"," \
	"\"link\":\"https:\\/\\/xa.example\\/?p=39\"," \
	"\"modified_gmt\":\"2026-11-24T10:27:34\"}"
#define ERROR(code) \
	"{\"code\":\"" code "\",\"message\":\"<b>Xin l\\u1ed7i<\\/b>, kh\\u00f4ng " \
	"\\u0111\\u01b0\\u1ee3c.\",\"data\":{\"status\":403}}"

static const struct portal_ops *ops;
static struct portal portal = {.feed_url = SITE, .token = "congtac:abcd efgh"};
static struct portal publisher = {.feed_url = SITE, .token = "bientap:abcd",
	.can = PORTAL_PUBLISHES};

static void check_frozen(struct draft d, const char *want)
{
	struct buf payload = {0};
	struct err e = {0};

	assert_true(ops->freeze(&portal, &d, KEY, &payload, &e));
	assert_string_equal(buf_str(&payload), want);
	buf_clear(&payload);
}

static void freeze_is_exact(void **state)
{
	(void)state;
	check_frozen((struct draft){.title = "Họp \"thôn\" <Đoài> & xã", .section = "5",
		.summary = "Một < hai", .author = "Ban A & B", .tags = "họp, thôn",
		.body = "Sáng **8/8**,\nhọp *thôn*\nĐoài.  \nHết. [1]\n\n- a\n- b\n\n"
		"```\nx\ny\n```\n"},
		"{\"title\":\"Họp \\\"thôn\\\" &lt;Đoài&gt; &amp; xã\",\"content\":"
		"\"<p>Sáng <strong>8/8</strong>, họp <em>thôn</em> Đoài.<br />\\nHết. [1]"
		"</p>\\n<ul>\\n<li>a</li>\\n<li>b</li>\\n</ul>\\n<pre><code>x\\ny\\n"
		"</code></pre>\\n<p><strong>Ban A &amp; B</strong></p>\\n\","
		"\"excerpt\":\"Một &lt; hai\",\"categories\":[5],\"tags\":[\"họp\",\"thôn\"]}");
	/* HTML typed into Markdown is left out, and nothing tells of it */
	check_frozen((struct draft){.title = "T", .section = "tin-tuc", .body =
		"a <b>x</b> b\n"},
		"{\"title\":\"T\",\"content\":\"<p>a x b</p>\\n\",\"excerpt\":\"\"}");
	check_frozen((struct draft){.section = "12345678901"},
		"{\"title\":\"\",\"content\":\"\",\"excerpt\":\"\"}");
}

static void freeze_has_a_ceiling(void **state)
{
	size_t n = 9 << 20;
	char *body = mem_alloc(n + 1);
	struct draft d = {.title = "T", .body = body};
	struct buf payload = {0};
	struct err e = {0};

	(void)state;
	memset(body, 'a', n);
	assert_false(ops->freeze(&portal, &d, KEY, &payload, &e));
	assert_int_equal(e.kind, ERR_LIMIT);
	buf_clear(&payload);
	free(body);
}

static void check_write(struct http_request *r, const char *method, const char *url,
			const char *body)
{
	assert_string_equal(r->method, method);
	assert_string_equal(r->url, url);
	assert_string_equal(r->basic, "congtac:abcd efgh");
	assert_null(r->bearer);
	assert_null(r->key);
	assert_true(r->write && !r->follow);
	if (body) {
		assert_string_equal(r->body, body);
		assert_int_equal(r->body_len, strlen(body));
		assert_string_equal(r->content_type, "application/json");
	} else {
		assert_null(r->body);
	}
	http_request_clear(r);
}

static struct submission row(enum submission_stage stage, const char *payload)
{
	return (struct submission){.key = KEY, .stage = stage, .remote_id = (char *)"39",
		.payload = (char *)payload, .payload_len = payload ? strlen(payload) : 0};
}

static void stages(void **state)
{
	struct submission s = row(STAGE_CREATE,
				  "{\"title\":\"T\",\"content\":\"<p>C</p>\"}");
	struct http_request r;

	(void)state;
	s.key[0] = 'B';
	ops->submit_ask(&portal, &s, &r);
	check_write(&r, "POST", SITE "wp/v2/posts" OWN, "{\"title\":\"T\",\"content\":"
		    "\"<p>C</p>\",\"status\":\"draft\",\"slug\":\"bb6c5f3e-8a41-4a3c-9d8e"
		    "-2f1b7c6d5e4f\"}");
	s.stage = STAGE_FINISH;
	ops->submit_ask(&portal, &s, &r);
	check_write(&r, "POST", SITE "wp/v2/posts/39" OWN,
		    "{\"status\":\"pending\",\"slug\":\"\"}");
	ops->submit_ask(&publisher, &s, &r);
	assert_string_equal(r.body, "{\"status\":\"publish\",\"slug\":\"\"}");
	http_request_clear(&r);
	s.stage = STAGE_UPDATE;
	ops->submit_ask(&portal, &s, &r);
	check_write(&r, "POST", SITE "wp/v2/posts/39" OWN, "{\"title\":\"T\",\"content\":"
		    "\"<p>C</p>\",\"status\":\"pending\"}");
	s.cleared = (char *)"categories featured_media";
	ops->submit_ask(&portal, &s, &r);
	assert_non_null(strstr(r.body, "\"categories\":[],\"featured_media\":0,"));
	assert_null(strstr(r.body, "tags"));
	http_request_clear(&r);
	s.cleared = NULL;
	s.remote_id = (char *)"3/9?x";
	s.stage = STAGE_WITHDRAW;
	ops->submit_ask(&portal, &s, &r);
	check_write(&r, "DELETE", SITE "wp/v2/posts/3%2F9%3Fx" OWN, NULL);
	s = row(STAGE_CREATE, NULL);
	ops->submit_ask(&portal, &s, &r);
	assert_non_null(strstr(r.body, "\"status\":\"draft\""));
	http_request_clear(&r);
}

static void check_restore(const struct portal *p, const char *before, const char *body)
{
	struct submission s = row(STAGE_RESTORE, NULL);
	struct http_request r;

	s.remote_before = (char *)before;
	ops->submit_ask(p, &s, &r);
	assert_string_equal(r.method, "POST");
	assert_string_equal(r.url, SITE "wp/v2/posts/39" OWN);
	assert_string_equal(r.body, body);
	http_request_clear(&r);
}

/* Never more than the account may, and never before readers what was not. */
static void restores(void **state)
{
	(void)state;
	check_restore(&portal, "pending", "{\"status\":\"pending\"}");
	check_restore(&portal, "draft", "{\"status\":\"draft\"}");
	check_restore(&portal, "published", "{\"status\":\"pending\"}");
	check_restore(&portal, NULL, "{\"status\":\"pending\"}");
	check_restore(&publisher, "published", "{\"status\":\"publish\"}");
	check_restore(&publisher, "scheduled", "{\"status\":\"future\"}");
	check_restore(&publisher, "pending", "{\"status\":\"pending\"}");
}

static void files_stand_at_the_end(void **state)
{
	struct submission_file files[] = {
		{.name = (char *)"Công văn <12>.pdf", .type = (char *)"application/pdf",
		 .url = (char *)"https://xa.example/a.pdf?x=1&y=2",
		 .remote_id = (char *)"6"},
		{.name = (char *)"ảnh \"1\".jpg", .type = (char *)"image/jpeg",
		 .url = (char *)"https://xa.example/a.jpg", .remote_id = (char *)"7"},
		{.name = (char *)"b.png", .type = (char *)"image/png",
		 .url = (char *)"https://xa.example/b.png", .remote_id = (char *)"8"},
		{.name = (char *)"chua-len.png", .type = (char *)"image/png"},
	};
	struct submission s = row(STAGE_CREATE, "{\"content\":\"<p>C</p>\\n\"}");
	struct http_request r;

	(void)state;
	s.files = files;
	s.file_count = 4;
	ops->submit_ask(&portal, &s, &r);
	json_t *top = json_loadb(r.body, r.body_len, 0, NULL);
	assert_string_equal(json_string_value(json_object_get(top, "content")),
		"<p>C</p>\n<p><a href=\"https://xa.example/a.pdf?x=1&amp;y=2\">Công văn "
		"&lt;12&gt;.pdf</a></p>\n<figure class=\"wp-block-image\"><img "
		"src=\"https://xa.example/a.jpg\" alt=\"ảnh &quot;1&quot;\" /></figure>\n"
		"<figure class=\"wp-block-image\"><img src=\"https://xa.example/b.png\" "
		"alt=\"b\" /></figure>\n");
	assert_int_equal(json_integer_value(json_object_get(top, "featured_media")), 7);
	json_decref(top);
	http_request_clear(&r);
}

/* --- answers --- */

struct answer {
	long status;
	const char *type, *body;
	enum verdict_kind create, finish;
	const char *reason;	/* a part of it */
};

static const struct answer answers[] = {
	{201, JSON, POST("draft"), VERDICT_STEP, VERDICT_ACCEPTED, NULL},
	{200, JSON, POST("pending"), VERDICT_STEP, VERDICT_ACCEPTED, NULL},
	/* what looks like success and is none */
	{201, JSON, "{\"id\":\"39\"}", VERDICT_UNKNOWN, VERDICT_UNKNOWN, "does not say"},
	{201, JSON, "{}", VERDICT_UNKNOWN, VERDICT_UNKNOWN, "does not say"},
	{201, JSON, "[]", VERDICT_UNKNOWN, VERDICT_UNKNOWN, "does not say"},
	{201, JSON, "{\"id\":39", VERDICT_UNKNOWN, VERDICT_UNKNOWN, "does not say"},
	{200, "text/html", "<html>", VERDICT_UNKNOWN, VERDICT_UNKNOWN, "sign-in page"},
	{201, "text/html", POST("draft"), VERDICT_UNKNOWN, VERDICT_UNKNOWN, ""},
	{202, JSON, POST("draft"), VERDICT_UNKNOWN, VERDICT_UNKNOWN, ""},
	{302, "text/html", "<a>", VERDICT_UNKNOWN, VERDICT_UNKNOWN, "(302)"},
	{200, JSON, "{\"error\":\"x\"}", VERDICT_UNKNOWN, VERDICT_UNKNOWN, ""},
	/* refusals: our words first, the portal's after them, without its markup */
	{403, JSON, ERROR("rest_cannot_publish"), VERDICT_REFUSED, VERDICT_REFUSED,
	 "This account may not publish; an editor has to (403); the portal says: "
	 "Xin lỗi, không được."},
	{403, JSON, ERROR("rest_cannot_edit"), VERDICT_REFUSED, VERDICT_REFUSED,
	 "may not change"},
	{403, JSON, ERROR("rest_cannot_create"), VERDICT_REFUSED, VERDICT_REFUSED,
	 "may not write on the portal"},
	{403, JSON, ERROR("la"), VERDICT_REFUSED, VERDICT_REFUSED, "(403)"},
	{401, JSON, ERROR("rest_cannot_create"), VERDICT_REFUSED, VERDICT_REFUSED,
	 "does not accept the sign-in (401)"},
	{401, JSON, ERROR("rest_not_logged_in"), VERDICT_REFUSED, VERDICT_REFUSED,
	 "application password"},
	{404, JSON, ERROR("rest_post_invalid_id"), VERDICT_REFUSED, VERDICT_REFUSED,
	 "no longer has the article"},
	{400, JSON, ERROR("empty_content"), VERDICT_REFUSED, VERDICT_REFUSED,
	 "neither a title"},
	{400, JSON, "{\"code\":[],\"message\":{},\"data\":[]}", VERDICT_REFUSED,
	 VERDICT_REFUSED, "(400)"},
	{413, "text/html", "<h1>", VERDICT_REFUSED, VERDICT_REFUSED, "too large"},
	/* later */
	{429, NULL, NULL, VERDICT_RETRY, VERDICT_RETRY, "(429)"},
	{500, JSON, ERROR("db_insert_error"), VERDICT_RETRY, VERDICT_RETRY, "(500)"},
	{503, "text/html", "<h1>", VERDICT_RETRY, VERDICT_RETRY, "(503)"},
	{410, JSON, "{}", VERDICT_UNKNOWN, VERDICT_UNKNOWN, "(410)"},
};

static void check(const struct answer *a, const struct submission *s, bool whole,
		  enum verdict_kind want)
{
	struct http_reply r = answered(a->status, a->type, NULL, a->body);
	struct verdict v;

	r.headers_complete = whole;
	ops->submit_read(&portal, s, &r, &v);
	if (v.kind != want)
		fail_msg("%ld %s: %d, not %d", a->status, a->body ? a->body : "-",
			 (int)v.kind, (int)want);
	if (want == VERDICT_ACCEPTED || want == VERDICT_STEP) {
		assert_null(v.reason);
		assert_string_equal(v.remote_id, "39");
		assert_string_equal(v.remote_url, "https://xa.example/?p=39");
		assert_string_equal(v.remote_version, "2026-11-24T10:27:34");
	} else {
		assert_non_null(v.reason);
		assert_null(v.remote_id);
		assert_null(v.remote_version);
		if (whole && !strstr(v.reason, a->reason))
			fail_msg("\"%s\" is not in \"%s\"", a->reason, v.reason);
	}
	assert_true(want != VERDICT_STEP || v.stage == STAGE_FINISH);
	verdict_clear(&v);
	reply_clear(&r);
}

static void each_answer(void **state)
{
	struct submission s = row(STAGE_CREATE, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++) {
		s.stage = STAGE_CREATE;
		check(&answers[i], &s, true, answers[i].create);
		check(&answers[i], &s, false, VERDICT_UNKNOWN);
		s.stage = STAGE_FINISH;
		check(&answers[i], &s, true, answers[i].finish);
		s.stage = STAGE_UPDATE;
		check(&answers[i], &s, true, answers[i].finish);
		check(&answers[i], &s, false, VERDICT_UNKNOWN);
	}
}

static void of_another_post(void **state)
{
	const struct answer other = {200, JSON, "{\"id\":40}", 0, 0, ""};
	struct submission s = row(STAGE_FINISH, NULL);

	(void)state;
	check(&other, &s, true, VERDICT_UNKNOWN);
}

static void check_status(const char *body, const char *want)
{
	struct http_reply r = answered(200, JSON, NULL, body);
	struct submission s = row(STAGE_FINISH, NULL);
	struct verdict v;

	ops->submit_read(&portal, &s, &r, &v);
	assert_string_equal(v.remote_status, want);
	verdict_clear(&v);
	reply_clear(&r);
}

static void states(void **state)
{
	(void)state;
	check_status(POST("publish"), "published");
	check_status(POST("private"), "published");
	check_status(POST("future"), "scheduled");
	check_status(POST("pending"), "pending");
	check_status(POST("draft"), "draft");
	check_status(POST("trash"), "trash");
	check_status(POST("cho-duyet"), "cho-duyet");
}

static void check_withdrawn(long status, const char *body, enum verdict_kind want)
{
	struct http_reply r = answered(status, body ? JSON : "text/html", NULL,
				       body ? body : "<html>");
	struct submission s = row(STAGE_WITHDRAW, NULL);
	struct verdict v;

	ops->submit_read(&portal, &s, &r, &v);
	assert_int_equal(v.kind, want);
	if (want == VERDICT_ACCEPTED)
		assert_string_equal(v.remote_status, "trash");
	else
		assert_non_null(v.reason);
	verdict_clear(&v);
	r.outcome = HTTP_LOST;
	ops->submit_read(&portal, &s, &r, &v);
	assert_int_equal(v.kind, VERDICT_UNKNOWN);
	verdict_clear(&v);
	reply_clear(&r);
}

static void withdrawals(void **state)
{
	(void)state;
	check_withdrawn(200, POST("trash"), VERDICT_ACCEPTED);
	check_withdrawn(410, ERROR("rest_already_trashed"), VERDICT_ACCEPTED);
	check_withdrawn(404, ERROR("rest_post_invalid_id"), VERDICT_ACCEPTED);
	check_withdrawn(404, ERROR("rest_no_route"), VERDICT_REFUSED);
	check_withdrawn(404, NULL, VERDICT_REFUSED);
	check_withdrawn(410, NULL, VERDICT_UNKNOWN);
	check_withdrawn(200, NULL, VERDICT_UNKNOWN);
	check_withdrawn(403, ERROR("rest_cannot_delete"), VERDICT_REFUSED);
	check_withdrawn(501, ERROR("rest_trash_not_supported"), VERDICT_REFUSED);
	check_withdrawn(500, ERROR("rest_cannot_delete"), VERDICT_RETRY);
}

/* --- files --- */

static void check_upload_ask(const char *name, const char *type, const char *disposition,
			     const char *sent_type)
{
	static const char data[] = "\x89PNG\0\r\n";
	struct submission_file f = {.name = (char *)name, .type = (char *)type};
	struct http_request r;

	ops->upload_ask(&portal, &f, data, sizeof(data), &r);
	assert_string_equal(r.disposition, disposition);
	assert_string_equal(r.content_type, sent_type);
	assert_int_equal(r.body_len, sizeof(data));
	assert_memory_equal(r.body, data, sizeof(data));
	r.body_len = 0;
	free(r.body);
	r.body = NULL;
	check_write(&r, "POST", SITE "wp/v2/media?_fields=id,source_url,link", NULL);
}

#define FILE_IS(ascii, real) "attachment; filename=\"" ascii "\"; filename*=UTF-8''" real
#define BYTES "application/octet-stream"

static void uploads_asked(void **state)
{
	(void)state;
	check_upload_ask("Ảnh họp.JPG", "image/jpeg",
		FILE_IS("anh-hop.jpg", "%E1%BA%A2nh%20h%E1%BB%8Dp.JPG"), "image/jpeg");
	check_upload_ask("/home/an/a\"; x\r\nX-Y: z.png", "image/png\r\nX: y",
		FILE_IS("a-x-x-y-z.png", "a%22%3B%20x%0D%0AX-Y%3A%20z.png"), BYTES);
	check_upload_ask("会.đ", NULL, FILE_IS("file.d", "%E4%BC%9A.%C4%91"), BYTES);
	check_upload_ask("", "", FILE_IS("file", ""), BYTES);
	check_upload_ask(NULL, "a b", FILE_IS("file", ""), BYTES);
}

static void check_upload(long status, const char *type, const char *body,
			 enum verdict_kind want, const char *reason)
{
	struct http_reply r = answered(status, type, NULL, body);
	struct verdict v;

	ops->upload_read(&portal, &r, &v);
	assert_int_equal(v.kind, want);
	if (want == VERDICT_ACCEPTED) {
		assert_string_equal(v.remote_id, "57");
		assert_string_equal(v.remote_url, "https://xa.example/a.gif");
	} else {
		assert_non_null(strstr(v.reason, reason));
		assert_null(v.remote_id);
	}
	verdict_clear(&v);
	r.headers_complete = false;
	ops->upload_read(&portal, &r, &v);
	assert_int_equal(v.kind, VERDICT_UNKNOWN);
	verdict_clear(&v);
	reply_clear(&r);
}

static void uploads_read(void **state)
{
	(void)state;
	check_upload(201, JSON, "{\"id\":57,\"source_url\":\"https://xa.example/a.gif\"}",
		     VERDICT_ACCEPTED, NULL);
	check_upload(201, JSON, "{\"id\":57}", VERDICT_UNKNOWN, "");
	check_upload(201, JSON, "{\"source_url\":\"https://xa.example/a.gif\"}",
		     VERDICT_UNKNOWN, "");
	check_upload(200, "text/html", "<html>", VERDICT_UNKNOWN, "sign-in page");
	check_upload(500, JSON, ERROR("rest_upload_sideload_error"), VERDICT_REFUSED,
		     "a file of this kind");
	check_upload(500, JSON, ERROR("rest_upload_unknown_error"), VERDICT_REFUSED,
		     "a file of this kind");
	check_upload(500, "text/html", "<h1>", VERDICT_RETRY, "(500)");
	check_upload(400, JSON, ERROR("rest_upload_file_too_big"), VERDICT_REFUSED,
		     "too large");
	check_upload(413, "text/html", "<h1>", VERDICT_REFUSED, "too large");
	check_upload(403, JSON, ERROR("rest_cannot_create"), VERDICT_REFUSED,
		     "may not put files");
	check_upload(401, JSON, ERROR("rest_cannot_create"), VERDICT_REFUSED, "sign-in");
}

static int set_up(void **state)
{
	(void)state;
	ops = portal_ops(PORTAL_WORDPRESS);
	return ops ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(freeze_is_exact),
		cmocka_unit_test(freeze_has_a_ceiling),
		cmocka_unit_test(stages),
		cmocka_unit_test(restores),
		cmocka_unit_test(files_stand_at_the_end),
		cmocka_unit_test(each_answer),
		cmocka_unit_test(of_another_post),
		cmocka_unit_test(states),
		cmocka_unit_test(withdrawals),
		cmocka_unit_test(uploads_asked),
		cmocka_unit_test(uploads_read),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
