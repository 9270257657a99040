/* test_micropub.c - requests as they are built, and answers to questions */
#include "canned.h"

#include <bantin/net/portal.h>

#define KEY "0b6c5f3e-8a41-4a3c-9d8e-2f1b7c6d5e4f"
#define OTHER "11111111-8a41-4a3c-9d8e-2f1b7c6d5e4f"

static const struct portal_ops *ops;
static struct portal portal = {.micropub_url = "https://portal.example/micropub",
	.media_url = "https://portal.example/media", .token = "secret",
	.poll_url = "https://portal.example/poll.json",
	.feed_url = "https://portal.example/feed.json"};

static void freeze_is_exact(void **state)
{
	struct draft d = {.title = "Họp thôn \"Đoài\"", .section = "tin-tuc-su-kien",
		.summary = "", .author = "", .tags = "nông thôn mới, ,họp",
		.body = "Sáng **8/8**.\n"};
	struct buf payload = {0};
	struct err e = {0};

	(void)state;
	assert_true(ops->freeze(&portal, &d, KEY, &payload, &e));
	assert_string_equal(buf_str(&payload), "{\"type\":[\"h-entry\"],\"properties\":{"
		"\"name\":[\"Họp thôn \\\"Đoài\\\"\"],\"content\":[{\"html\":"
		"\"<p>Sáng <strong>8/8</strong>.</p>\\n\"}],"
		"\"category\":[\"tin-tuc-su-kien\",\"nông thôn mới\",\"họp\"],"
		"\"uid\":[\"urn:uuid:" KEY "\"],\"mp-slug\":[\"hop-thon-doai\"],"
		"\"post-status\":[\"published\"]}}");
	buf_clear(&payload);
	d.summary = "Tóm tắt";
	d.section = d.tags = "";
	d.title = "!";
	assert_true(ops->freeze(&portal, &d, KEY, &payload, &e));
	assert_non_null(strstr(buf_str(&payload), "\"summary\":[\"Tóm tắt\"]"));
	assert_null(strstr(buf_str(&payload), "category"));
	assert_null(strstr(buf_str(&payload), "mp-slug"));
	buf_clear(&payload);
}

static void check_write(const struct http_request *r, const char *url)
{
	assert_string_equal(r->method, "POST");
	assert_string_equal(r->url, url);
	assert_string_equal(r->bearer, "secret");
	assert_true(r->write && !r->follow);
	assert_null(strstr(r->url, "secret"));
}

static void check_action(const struct submission *s, const char *body)
{
	struct http_request r;

	ops->submit_ask(&portal, s, &r);
	check_write(&r, portal.micropub_url);
	assert_string_equal(r.body, body);
	assert_int_equal(r.body_len, strlen(body));
	assert_null(r.key);
	http_request_clear(&r);
}

static void writes(void **state)
{
	struct submission s = {.key = KEY, .remote_url = "https://portal.example/tin/a",
		.payload = "{\"type\":[\"h-entry\"],\"properties\":{\"name\":[\"B\"],"
		"\"uid\":[\"u\"],\"mp-slug\":[\"b\"],\"post-status\":[\"published\"]}}"};
	struct http_request r;

	(void)state;
	s.payload_len = strlen(s.payload);
	ops->submit_ask(&portal, &s, &r);
	check_write(&r, portal.micropub_url);
	assert_string_equal(r.key, KEY);
	assert_string_equal(r.content_type, "application/json");
	assert_int_equal(r.body_len, s.payload_len);
	assert_memory_equal(r.body, s.payload, s.payload_len);
	http_request_clear(&r);
	s.stage = STAGE_UPDATE;
	ops->submit_ask(&portal, &s, &r);
	check_write(&r, portal.micropub_url);
	assert_string_equal(r.body, "{\"action\":\"update\",\"url\":"
		"\"https://portal.example/tin/a\",\"replace\":{\"name\":[\"B\"],"
		"\"post-status\":[\"published\"]}}");
	http_request_clear(&r);
	s.cleared = (char *)"summary photo";
	check_action(&s, "{\"action\":\"update\",\"url\":"
		     "\"https://portal.example/tin/a\","
		     "\"replace\":{\"name\":[\"B\"],\"post-status\":[\"published\"]},"
		     "\"delete\":[\"summary\",\"photo\"]}");
	s.stage = STAGE_FINISH;
	check_action(&s, "{\"action\":\"update\",\"url\":"
		     "\"https://portal.example/tin/a\","
		     "\"replace\":{\"post-status\":[\"published\"]}}");
	s.stage = STAGE_WITHDRAW;
	check_action(&s, "{\"action\":\"delete\",\"url\":"
		     "\"https://portal.example/tin/a\"}");
	s.stage = STAGE_RESTORE;
	check_action(&s, "{\"action\":\"undelete\",\"url\":"
		     "\"https://portal.example/tin/a\"}");
}

static void an_upload(void **state)
{
	static const char data[] = "\x89PNG\0\r\n--x";
	struct http_request r;

	(void)state;
	struct submission_file f = {.name = (char *)"/home/an/ảnh \"1\"\r\n.png",
				    .type = (char *)"image/png\r\nX: y", .key = KEY};
	ops->upload_ask(&portal, &f, data, sizeof(data), &r);
	assert_string_equal(r.key, KEY);
	check_write(&r, portal.media_url);
	const char *boundary = strstr(r.content_type, "boundary=");
	assert_non_null(boundary);
	assert_int_equal(strncmp(r.body + 2, boundary + 9, strlen(boundary + 9)), 0);
	char *part = strstr(r.body, "\r\n") + 2;
	static const char head[] = "Content-Disposition: form-data; name=\"file\"; "
		"filename=\"ảnh %221%22%0D%0A.png\"\r\n"
		"Content-Type: application/octet-stream\r\n\r\n";
	assert_int_equal(strncmp(part, head, sizeof(head) - 1), 0);
	part += sizeof(head) - 1;
	assert_memory_equal(part, data, sizeof(data));
	struct buf end = {0};
	buf_addf(&end, "\r\n--%s--\r\n", boundary + 9);
	assert_string_equal(part + sizeof(data), end.s);
	assert_int_equal(part + sizeof(data) + end.len - r.body, r.body_len);
	buf_clear(&end);
	http_request_clear(&r);
}

static void reads(void **state)
{
	const struct submission s = {.key = KEY};
	struct portal with_query = {.micropub_url = "https://portal.example/?m=1"};
	struct http_request r;

	(void)state;
	ops->lookup_ask(&portal, &s, &r);
	assert_string_equal(r.url,
		"https://portal.example/micropub?q=source&uid=urn:uuid:" KEY);
	assert_string_equal(r.bearer, "secret");
	assert_false(r.write || r.follow);
	http_request_clear(&r);
	ops->config_ask(&with_query, &r);
	assert_string_equal(r.url, "https://portal.example/?m=1&q=config");
	http_request_clear(&r);
	ops->pull_ask(&portal, &(struct pull){.etag = "\"e\""}, &r);
	assert_string_equal(r.url, portal.feed_url);
	assert_string_equal(r.if_none_match, "\"e\"");
	assert_null(r.bearer);
	assert_true(r.follow);
	http_request_clear(&r);
	ops->vote_ask(&portal, "a\"b", KEY, &r);
	assert_string_equal(r.body, "{\"option\":\"a\\\"b\"}");
	assert_string_equal(r.key, KEY);
	assert_true(r.write);
	assert_null(r.bearer);
	http_request_clear(&r);
}

#define ENTRY(id, uid) \
	"{\"type\":[\"h-entry\"],\"properties\":{\"uid\":[\"urn:uuid:" uid \
	"\"],\"id\":[\"" id "\"],\"url\":[\"/tin/" id "\"],\"post-status\":[\"draft\"]," \
	"\"remark\":[\"Thiếu\\nsố liệu\"]}}"

static void lookups(void **state)
{
	static const struct {
		long status;
		const char *type, *body;
		enum lookup_kind kind, kind_able;	/* able: said that it looks up */
		const char *id;
	} list[] = {
		{200, JSON, "{\"items\":[]}", LOOKUP_ABSENT, LOOKUP_ABSENT, NULL},
		{200, JSON, "{\"items\":[" ENTRY("7", KEY) "]}", LOOKUP_FOUND,
		 LOOKUP_FOUND, "7"},
		{200, JSON, "{\"items\":[" ENTRY("9", KEY) "," ENTRY("7", KEY) ","
		 ENTRY("3", OTHER) "]}", LOOKUP_FOUND, LOOKUP_FOUND, "7"},
		{200, JSON, ENTRY("7", KEY), LOOKUP_FOUND, LOOKUP_FOUND, "7"},
		{200, JSON, "{\"properties\":{\"uid\":\"" KEY "\",\"id\":8}}",
		 LOOKUP_FOUND, LOOKUP_FOUND, "8"},
		{200, JSON, "{\"items\":[" ENTRY("3", OTHER) "]}", LOOKUP_UNABLE,
		 LOOKUP_UNABLE, NULL},
		{200, JSON, "{}", LOOKUP_UNABLE, LOOKUP_UNABLE, NULL},
		{200, JSON, "[]", LOOKUP_FAILED, LOOKUP_FAILED, NULL},
		{200, JSON, "{\"items\":[", LOOKUP_FAILED, LOOKUP_FAILED, NULL},
		{200, "text/html", "<html>", LOOKUP_FAILED, LOOKUP_FAILED, NULL},
		{400, JSON, "{\"error\":\"invalid_request\"}", LOOKUP_UNABLE,
		 LOOKUP_UNABLE, NULL},
		{404, JSON, "{\"error\":\"not_found\"}", LOOKUP_FAILED, LOOKUP_ABSENT,
		 NULL},
		{404, "text/html", "<h1>", LOOKUP_FAILED, LOOKUP_FAILED, NULL},
		{401, JSON, "{}", LOOKUP_FAILED, LOOKUP_FAILED, NULL},
		{503, JSON, "{}", LOOKUP_FAILED, LOOKUP_FAILED, NULL},
		{302, NULL, NULL, LOOKUP_FAILED, LOOKUP_FAILED, NULL},
	};
	static const struct submission s = {.key = KEY};
	static const struct portal able = {.can = PORTAL_LOOKS_UP};

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		struct http_reply r = answered(list[i].status, list[i].type, NULL,
			list[i].body);
		struct verdict v;

		enum lookup_kind kind = ops->lookup_read(&portal, &s, &r, &v);
		if (kind != list[i].kind)
			fail_msg("%zu: %d", i, (int)kind);
		if (list[i].id) {
			assert_int_equal(v.kind, VERDICT_ACCEPTED);
			assert_string_equal(v.remote_id, list[i].id);
		}
		assert_int_equal(v.reason != NULL, kind == LOOKUP_UNABLE ||
			kind == LOOKUP_FAILED);
		verdict_clear(&v);
		assert_int_equal(ops->lookup_read(&able, &s, &r, &v), list[i].kind_able);
		verdict_clear(&v);
		r.outcome = HTTP_LOST;
		assert_int_equal(ops->lookup_read(&able, &s, &r, &v), LOOKUP_FAILED);
		verdict_clear(&v);
		reply_clear(&r);
	}
}

static void the_own_list(void **state)
{
	struct http_reply r = answered(200, JSON, NULL, "{\"items\":[" ENTRY("7", KEY)
				       ",{},7," ENTRY("8", OTHER) "]}");
	struct own_status *list;
	struct err e = {0};
	size_t n;

	(void)state;
	assert_true(ops->own_read(&portal, &r, &list, &n, &e));
	assert_int_equal(n, 4);
	assert_string_equal(list[0].uid, KEY);
	assert_string_equal(list[0].remote_url, "https://portal.example/tin/7");
	assert_string_equal(list[0].remote_status, "draft");
	assert_string_equal(list[0].remark, "Thiếu\nsố liệu");
	assert_null(list[1].uid);
	assert_string_equal(list[3].remote_id, "8");
	own_status_free(list, n);
	r.status = 401;
	assert_false(ops->own_read(&portal, &r, &list, &n, &e));
	assert_int_equal(e.kind, ERR_REFUSED);
	assert_int_equal(n, 0);
	reply_clear(&r);
	r = answered(200, JSON, NULL, "{}");
	assert_false(ops->own_read(&portal, &r, &list, &n, &e));
	assert_int_equal(e.kind, ERR_FORMAT);
	reply_clear(&r);
}

static void config(void **state)
{
	struct portal p = {.can = PORTAL_UPLOADS};
	struct http_reply r = answered(200, JSON, NULL,
		"{\"media-endpoint\":\"/media\"}");
	struct err e = {0};

	(void)state;
	assert_true(ops->config_read(&p, &r, &e));
	assert_string_equal(p.media_url, "https://portal.example/media");
	assert_int_equal(p.can, PORTAL_WRITES | PORTAL_UPLOADS);
	reply_clear(&r);
	r = answered(200, JSON, NULL, "{}");
	assert_true(ops->config_read(&p, &r, &e));
	assert_null(p.media_url);
	assert_int_equal(p.can, PORTAL_WRITES);
	reply_clear(&r);
	r = answered(503, NULL, NULL, NULL);
	assert_false(ops->config_read(&p, &r, &e));
	assert_int_equal(e.kind, ERR_NET);
	reply_clear(&r);
	portal_clear(&p);
}

static void polls(void **state)
{
	struct http_reply r = answered(200, JSON, NULL,
		"{\"id\":\"q\",\"question\":\"Gì?\","
		"\"options\":[{\"id\":\"a\",\"label\":\"A\",\"votes\":3}],"
		"\"voted\":\"a\"}");
	struct poll p;
	struct err e = {0};

	(void)state;
	assert_true(ops->vote_read(&portal, &r, &p, &e));
	assert_string_equal(p.voted, "a");
	poll_clear(&p);
	r.status = 422;
	assert_false(ops->poll_read(&portal, &r, &p, &e));
	assert_int_equal(e.kind, ERR_REFUSED);
	r.outcome = HTTP_NOT_SENT;
	assert_false(ops->poll_read(&portal, &r, &p, &e));
	assert_int_equal(e.kind, ERR_NET);
	reply_clear(&r);
}

static int set_up(void **state)
{
	(void)state;
	ops = portal_ops(PORTAL_JSONFEED);
	return ops ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(freeze_is_exact),
		cmocka_unit_test(writes),
		cmocka_unit_test(an_upload),
		cmocka_unit_test(reads),
		cmocka_unit_test(lookups),
		cmocka_unit_test(the_own_list),
		cmocka_unit_test(config),
		cmocka_unit_test(polls),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
