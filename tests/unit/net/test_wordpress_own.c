/* test_wordpress_own.c - look-ups, one's own posts, remarks and rights on WordPress */
#include "canned.h"

#include <bantin/net/portal.h>

#define SITE "https://xa.example/wp-json/"
#define KEY "0b6c5f3e-8a41-4a3c-9d8e-2f1b7c6d5e4f"
#define OWN "_fields=id,slug,status,link,modified_gmt"
#define STATES "status=publish,future,draft,pending,private,trash"
#define SINCE "2026-11-24T10:27:34"
#define POST(id, slug, status) \
	"{\"id\":" id ",\"slug\":\"" slug "\",\"status\":\"" status "\"," \
	"\"link\":\"https:\\/\\/xa.example\\/?p=" id "\"," \
	"\"modified_gmt\":\"" SINCE "\"}"
#define ERROR(code) \
	"{\"code\":\"" code "\",\"message\":\"Sai.\",\"data\":{\"status\":403}}"
#define FORBIDDEN \
	"{\"code\":\"rest_invalid_param\",\"message\":\"Sai\",\"data\":{" \
	"\"status\":400,\"details\":{\"status\":{" \
	"\"code\":\"rest_forbidden_status\"}}}}"

static const struct portal_ops *ops;
static struct portal portal = {.feed_url = SITE, .token = "congtac:abcd efgh"};

static void check_ask(struct http_request *r, const char *url)
{
	assert_string_equal(r->url, url);
	assert_string_equal(r->method, "GET");
	assert_string_equal(r->basic, "congtac:abcd efgh");
	assert_null(r->bearer);
	assert_false(r->write || r->follow);
	http_request_clear(r);
}

static void questions(void **state)
{
	struct submission rows[] = {{.key = KEY, .remote_id = (char *)"39"}, {.key = KEY},
				    {.key = KEY, .remote_id = (char *)"4 1"}};
	struct own_status o = {.remote_id = (char *)"39"};
	struct http_request r;

	(void)state;
	ops->lookup_ask(&portal, &rows[0], &r);
	check_ask(&r, SITE "wp/v2/posts?" OWN "&" STATES "&per_page=100&orderby=id"
		  "&order=asc&slug=" KEY "," KEY "-2," KEY "-3," KEY "__trashed");
	rows[0].stage = STAGE_FINISH;
	ops->lookup_ask(&portal, &rows[0], &r);
	check_ask(&r, SITE "wp/v2/posts/39?" OWN);
	rows[0].stage = STAGE_UPDATE;
	ops->lookup_ask(&portal, &rows[0], &r);
	check_ask(&r, SITE "wp/v2/posts/39?" OWN ",title.raw,content.raw&context=edit");
	ops->own_ask(&portal, rows, 3, &r);
	check_ask(&r, SITE "wp/v2/posts?" OWN "&" STATES "&per_page=100"
		  "&include=39,4%201");
	ops->own_ask(&portal, &rows[1], 1, &r);
	check_ask(&r, SITE "wp/v2/users/me?context=edit&_fields=id,name,slug,"
		  "capabilities");
	ops->own_ask(&portal, NULL, 0, &r);
	check_ask(&r, SITE "wp/v2/users/me?context=edit&_fields=id,name,slug,"
		  "capabilities");
	ops->config_ask(&portal, &r);
	check_ask(&r, SITE "wp/v2/users/me?context=edit&_fields=id,name,slug,"
		  "capabilities");
	ops->remark_ask(&portal, &o, &r);
	check_ask(&r, SITE "wp/v2/comments?post=39&per_page=20&orderby=date_gmt"
		  "&order=desc&_fields=id,author,content,_links.up&_embed=up");
}

static void at_most_a_hundred(void **state)
{
	struct submission rows[150];
	struct http_request r;
	size_t commas = 0;

	(void)state;
	for (size_t i = 0; i < 150; i++)
		rows[i] = (struct submission){.remote_id = (char *)"1"};
	ops->own_ask(&portal, rows, 150, &r);
	for (const char *p = strstr(r.url, "include="); *p; p++)
		commas += *p == ',';
	assert_int_equal(commas, 99);
	http_request_clear(&r);
}

/* --- look-ups --- */

struct lookup {
	long status;
	const char *type, *body;
	enum lookup_kind kind;
	const char *id, *remote_status;	/* of what was found */
	bool step;
	const char *reason;		/* a part of it */
};

static void check_lookups(enum submission_stage stage, const struct lookup *list,
			  size_t n)
{
	struct submission s = {.key = KEY, .stage = stage, .remote_id = (char *)"39",
		.remote_version = (char *)SINCE,
		.payload = (char *)"{\"title\":\"Họp &lt;thôn&gt;\","
		"\"content\":\"<p>Sáng \\\"mai\\\".</p>\"}"};

	s.payload_len = strlen(s.payload);
	for (size_t i = 0; i < n; i++) {
		const struct lookup *l = &list[i];
		struct http_reply r = answered(l->status, l->type, NULL, l->body);
		struct verdict v;
		enum lookup_kind kind = ops->lookup_read(&portal, &s, &r, &v);

		if (kind != l->kind)
			fail_msg("%zu: %ld %s: %d, not %d", i, l->status, l->body,
				 (int)kind, (int)l->kind);
		if (kind == LOOKUP_FOUND) {
			assert_int_equal(v.kind, l->step ? VERDICT_STEP
							 : VERDICT_ACCEPTED);
			assert_true(!l->step || v.stage == STAGE_FINISH);
			assert_string_equal(v.remote_status, l->remote_status);
			assert_true(!l->id == !v.remote_id);
			assert_true(!l->id || strcmp(l->id, v.remote_id) == 0);
			assert_null(v.reason);
		} else if (kind != LOOKUP_ABSENT) {
			assert_non_null(strstr(v.reason, l->reason ? l->reason : ""));
		}
		verdict_clear(&v);
		/* half an answer proves nothing */
		r.outcome = HTTP_LOST;
		assert_int_equal(ops->lookup_read(&portal, &s, &r, &v), LOOKUP_FAILED);
		assert_non_null(v.reason);
		verdict_clear(&v);
		reply_clear(&r);
	}
}

static void looked_for_the_key(void **state)
{
	static const struct lookup list[] = {
		{.status = 200, .type = JSON, .body = "[]", .kind = LOOKUP_ABSENT},
		{200, JSON, "[" POST("39", KEY, "draft") "]", LOOKUP_FOUND, "39", "draft",
		 true, NULL},
		{200, JSON, "[" POST("41", KEY "-2", "draft") "," POST("39", KEY, "draft")
		 "]", LOOKUP_FOUND, "39", "draft", true, NULL},
		{200, JSON, "[" POST("39", KEY, "publish") "]", LOOKUP_FOUND, "39",
		 "published", false, NULL},
		{200, JSON, "[" POST("39", KEY "__trashed", "trash") "]", LOOKUP_FOUND,
		 "39", "trash", false, NULL},
		{200, JSON, "[" POST("39", KEY "__trashed", "trash") ","
		 POST("41", KEY, "draft") "," POST("42", KEY "-2", "draft") "]",
		 LOOKUP_FOUND, "41", "draft", true, NULL},
		/* a site that does not look at what it is asked for */
		{.status = 200, .type = JSON,
		 .body = "[" POST("9", "khac", "publish") "]", .kind = LOOKUP_UNABLE,
		 .reason = "cannot say"},
		{.status = 200, .type = JSON, .body = "[" POST("9", KEY "9", "draft") "]",
		 .kind = LOOKUP_UNABLE},
		{.status = 200, .type = JSON, .body = "[[],1,{\"slug\":\"" KEY "\"}]",
		 .kind = LOOKUP_UNABLE},
		{.status = 200, .type = JSON, .body = "{}", .kind = LOOKUP_FAILED},
		{.status = 200, .type = JSON, .body = "[", .kind = LOOKUP_FAILED},
		{.status = 200, .type = "text/html", .body = "<html>",
		 .kind = LOOKUP_FAILED, .reason = "sign-in page"},
		/* a wrong password makes an anonymous visitor */
		{.status = 400, .type = JSON, .body = FORBIDDEN, .kind = LOOKUP_FAILED,
		 .reason = "does not accept the sign-in (400)"},
		{.status = 404, .type = JSON, .body = ERROR("rest_post_invalid_id"),
		 .kind = LOOKUP_FAILED},
		{.status = 404, .type = JSON, .body = ERROR("rest_no_route"),
		 .kind = LOOKUP_FAILED, .reason = "(404)"},
		{.status = 502, .type = "text/html", .body = "<h1>",
		 .kind = LOOKUP_FAILED},
	};

	(void)state;
	check_lookups(STAGE_CREATE, list, sizeof(list) / sizeof(list[0]));
}

static void looked_whether_handed_over(void **state)
{
	static const struct lookup list[] = {
		{.status = 200, .type = JSON, .body = POST("39", KEY, "draft"),
		 .kind = LOOKUP_ABSENT},
		{200, JSON, POST("39", "", "pending"), LOOKUP_FOUND, "39", "pending",
		 false, NULL},
		{200, JSON, POST("39", KEY, "pending"), LOOKUP_FOUND, "39", "pending",
		 false, NULL},
		/* given back already */
		{200, JSON, POST("39", "", "draft"), LOOKUP_FOUND, "39", "draft", false,
		 NULL},
		{200, JSON, POST("39", "hop-thon", "publish"), LOOKUP_FOUND, "39",
		 "published", false, NULL},
		{200, JSON, POST("39", "hop-thon", "future"), LOOKUP_FOUND, "39",
		 "scheduled", false, NULL},
		{200, JSON, POST("39", KEY "__trashed", "trash"), LOOKUP_FOUND, "39",
		 "trash", false, NULL},
		{404, JSON, ERROR("rest_post_invalid_id"), LOOKUP_FOUND, NULL, "trash",
		 false, NULL},
		{410, JSON, "{}", LOOKUP_FOUND, NULL, "trash", false, NULL},
		{.status = 410, .type = "text/html", .body = "<h1>",
		 .kind = LOOKUP_FAILED},
		{.status = 404, .type = JSON, .body = ERROR("rest_no_route"),
		 .kind = LOOKUP_FAILED},
		{.status = 200, .type = JSON, .body = POST("40", KEY, "draft"),
		 .kind = LOOKUP_FAILED},
		{.status = 200, .type = JSON, .body = "{\"id\":39}",
		 .kind = LOOKUP_FAILED},
		{.status = 200, .type = JSON, .body = "[]", .kind = LOOKUP_FAILED},
		{.status = 401, .type = JSON, .body = ERROR("rest_forbidden"),
		 .kind = LOOKUP_FAILED, .reason = "does not accept the sign-in"},
		{.status = 403, .type = JSON, .body = ERROR("rest_forbidden_context"),
		 .kind = LOOKUP_FAILED},
	};

	(void)state;
	check_lookups(STAGE_FINISH, list, sizeof(list) / sizeof(list[0]));
}

#define TEXT(status, since, title, html) "{\"id\":39,\"slug\":\"\",\"status\":\"" status \
	"\",\"link\":\"https:\\/\\/xa.example\\/?p=39\",\"modified_gmt\":\"" since \
	"\",\"title\":{\"raw\":\"" title "\"},\"content\":{\"raw\":\"" html "\"}}"
#define OURS "Họp &lt;thôn>", "<p class=a>Sáng &quot;mai&quot;.<\\/p>\\n\\n"
#define LATER "2026-11-24T11:00:00"
#define APPLY(macro, ...) macro(__VA_ARGS__)

static void looked_before_an_update(void **state)
{
	static const struct lookup list[] = {
		/* as it was: go on */
		{.status = 200, .type = JSON, .body = TEXT("draft", SINCE, "a", "b"),
		 .kind = LOOKUP_ABSENT},
		{.status = 200, .type = JSON, .body = TEXT("pending", SINCE, "a", "b"),
		 .kind = LOOKUP_ABSENT},
		{.status = 200, .type = JSON, .body = TEXT("publish", SINCE, "a", "b"),
		 .kind = LOOKUP_ABSENT},
		{.status = 200, .type = JSON, .body = APPLY(TEXT, "draft", SINCE, OURS),
		 .kind = LOOKUP_ABSENT},
		/* done */
		{200, JSON, APPLY(TEXT, "pending", LATER, OURS), LOOKUP_FOUND, "39",
		 "pending", false, NULL},
		{200, JSON, APPLY(TEXT, "publish", LATER, OURS), LOOKUP_FOUND, "39",
		 "published", false, NULL},
		/* somebody was there */
		{.status = 200, .type = JSON, .body = TEXT("pending", LATER, "a", "b"),
		 .kind = LOOKUP_CONFLICT, .reason = "Somebody has changed"},
		{.status = 200, .type = JSON, .body = APPLY(TEXT, "draft", LATER, OURS),
		 .kind = LOOKUP_CONFLICT},
		{.status = 200, .type = JSON, .body = POST("39", "", "x"),
		 .kind = LOOKUP_ABSENT},
		{.status = 403, .type = JSON, .body = ERROR("rest_forbidden_context"),
		 .kind = LOOKUP_CONFLICT, .reason = "may not change the article"},
		{200, JSON, TEXT("trash", LATER, "a", "b"), LOOKUP_FOUND, "39", "trash",
		 false, NULL},
		{404, JSON, ERROR("rest_post_invalid_id"), LOOKUP_FOUND, NULL, "trash",
		 false, NULL},
		{.status = 401, .type = JSON, .body = ERROR("rest_forbidden_context"),
		 .kind = LOOKUP_FAILED, .reason = "sign-in"},
		{.status = 200, .type = JSON, .body = "{\"id\":39,\"status\":\"draft\","
		 "\"title\":[],\"content\":1}", .kind = LOOKUP_CONFLICT},
	};

	(void)state;
	check_lookups(STAGE_UPDATE, list, sizeof(list) / sizeof(list[0]));
}

static void looked_before_a_restore(void **state)
{
	static const struct lookup list[] = {
		{.status = 200, .type = JSON, .body = POST("39", "", "trash"),
		 .kind = LOOKUP_ABSENT},
		{200, JSON, POST("39", "", "pending"), LOOKUP_FOUND, "39", "pending",
		 false, NULL},
		{200, JSON, POST("39", "", "publish"), LOOKUP_FOUND, "39", "published",
		 false, NULL},
		{.status = 404, .type = JSON, .body = ERROR("rest_post_invalid_id"),
		 .kind = LOOKUP_CONFLICT, .reason = "no longer has"},
		{.status = 401, .type = JSON, .body = ERROR("rest_forbidden_context"),
		 .kind = LOOKUP_FAILED, .reason = "sign-in"},
	};

	(void)state;
	check_lookups(STAGE_RESTORE, list, sizeof(list) / sizeof(list[0]));
}

/* --- the list --- */

static void own_posts(void **state)
{
	struct http_reply r = answered(200, JSON, NULL, "[" POST("39", KEY, "draft") ","
		POST("41", "hop-thon-o-thon-doai-va-thon-dong-xa", "publish") ","
		POST("42", KEY "-2", "draft") ",{\"id\":\"5\"},null,{\"id\":43}]");
	struct own_status *list;
	size_t n;
	struct err e = {0};

	(void)state;
	assert_true(ops->own_read(&portal, &r, &list, &n, &e));
	assert_int_equal(n, 4);
	assert_string_equal(list[0].uid, KEY);
	assert_string_equal(list[0].remote_id, "39");
	assert_string_equal(list[0].remote_url, "https://xa.example/?p=39");
	assert_string_equal(list[0].remote_status, "draft");
	assert_string_equal(list[0].remote_version, SINCE);
	assert_null(list[1].uid);
	assert_string_equal(list[1].remote_status, "published");
	assert_string_equal(list[2].uid, KEY);
	assert_null(list[3].remote_status);
	own_status_free(list, n);
	reply_clear(&r);
}

static void check_own(struct http_reply r, bool good, enum err_kind kind)
{
	struct own_status *list;
	size_t n;
	struct err e = {0};

	assert_int_equal(ops->own_read(&portal, &r, &list, &n, &e), good);
	assert_int_equal(n, 0);
	assert_int_equal(e.kind, kind);
	own_status_free(list, n);
	reply_clear(&r);
}

static void own_failures(void **state)
{
	struct http_reply lost = answered(200, JSON, NULL, "[]");

	(void)state;
	check_own(answered(200, JSON, NULL, "[]"), true, ERR_NONE);
	check_own(answered(200, JSON, NULL, "{\"id\":2,\"name\":\"A\"}"), true, ERR_NONE);
	check_own(answered(200, JSON, NULL, "{}"), false, ERR_FORMAT);
	check_own(answered(200, JSON, NULL, "1"), false, ERR_FORMAT);
	check_own(answered(401, JSON, NULL, ERROR("rest_not_logged_in")), false,
		  ERR_REFUSED);
	check_own(answered(400, JSON, NULL, FORBIDDEN), false, ERR_REFUSED);
	check_own(answered(500, NULL, NULL, NULL), false, ERR_NET);
	lost.outcome = HTTP_LOST;
	check_own(lost, false, ERR_NET);
}

/* --- remarks --- */

#define COMMENT(author, text) \
	"{\"id\":1,\"author\":" author ",\"content\":{\"rendered\":\"" text "\"}," \
	"\"_embedded\":{\"up\":[{\"author\":2}]}}"

static void check_remark(long status, const char *body, bool good, const char *want)
{
	struct http_reply r = answered(status, JSON, NULL, body);
	struct own_status o = {.remote_id = mem_str("39"), .remark = mem_str("cũ")};
	struct err e = {0};

	assert_int_equal(ops->remark_read(&portal, &r, &o, &e), good);
	assert_int_equal(e.kind == ERR_NONE, good);
	if (want)
		assert_string_equal(o.remark, want);
	else
		assert_null(o.remark);
	free(o.remark);
	free(o.remote_id);
	reply_clear(&r);
}

static void remarks(void **state)
{
	(void)state;
	/* the newest that is neither a visitor's nor the writer's own */
	check_remark(200, "[" COMMENT("0", "<p>Hay!<\\/p>") "," COMMENT("2", "Vâng ạ") ","
		     COMMENT("4", "<p>Thiếu <b>số liệu<\\/b> &amp; nguồn<\\/p>"
			     "\\n<p>Sửa nhé \\u001b[2J<\\/p>\\n") ","
		     COMMENT("4", "cũ hơn") "]", true,
		     "Thiếu số liệu & nguồn\nSửa nhé \xef\xbf\xbd[2J");
	check_remark(200, "[" COMMENT("2", "Vâng ạ") "]", true, NULL);
	check_remark(200, "[{\"author\":4,\"content\":{\"rendered\":\"x\"},\"_embedded\":"
		     "[]}]", true, "x");
	check_remark(200, "[" COMMENT("4", "<p> <\\/p>") "," COMMENT("4", "y") "]", true,
		     "y");
	check_remark(200, "[]", true, NULL);
	check_remark(200, "[null,[],1,{\"author\":[]}]", true, NULL);
	check_remark(200, "{}", false, NULL);
	check_remark(200, "[", false, NULL);
	check_remark(403, ERROR("rest_cannot_read_post"), false, NULL);
}

/* --- rights --- */

static void check_config(long status, const char *body, enum err_kind kind, unsigned can)
{
	struct http_reply r = answered(status, JSON, NULL, body);
	struct portal p = {.feed_url = SITE, .media_url = mem_str("https://old.example/"),
		.can = PORTAL_REMEMBERS_KEYS | PORTAL_COUNTS | PORTAL_PUBLISHES};
	struct err e = {0};

	assert_int_equal(ops->config_read(&p, &r, &e), kind == ERR_NONE);
	assert_int_equal(e.kind, kind);
	if (kind == ERR_NONE) {
		assert_int_equal(p.can, can | PORTAL_COUNTS);
		if (can & PORTAL_UPLOADS)
			assert_string_equal(p.media_url, SITE "wp/v2/media");
		else
			assert_null(p.media_url);
	} else {
		assert_string_equal(p.media_url, "https://old.example/");
	}
	free(p.media_url);
	reply_clear(&r);
}

static void rights(void **state)
{
	unsigned always = PORTAL_LOOKS_UP | PORTAL_REMARKS;

	(void)state;
	check_config(200, "{\"id\":2,\"capabilities\":{\"edit_posts\":true,"
		     "\"read\":true}}", ERR_NONE, always | PORTAL_WRITES);
	check_config(200, "{\"capabilities\":{\"edit_posts\":true,\"publish_posts\":true,"
		     "\"upload_files\":true}}", ERR_NONE,
		     always | PORTAL_WRITES | PORTAL_PUBLISHES | PORTAL_UPLOADS);
	check_config(200, "{\"capabilities\":{\"edit_posts\":\"1\","
		     "\"upload_files\":false}}", ERR_NONE, always);
	/* an empty object of PHP's */
	check_config(200, "{\"id\":2,\"capabilities\":[]}", ERR_NONE, always);
	check_config(200, "{\"id\":2,\"name\":\"A\"}", ERR_FORMAT, 0);
	check_config(200, "[]", ERR_FORMAT, 0);
	check_config(401, ERROR("rest_not_logged_in"), ERR_REFUSED, 0);
	check_config(503, "", ERR_NET, 0);
}

static int set_up(void **state)
{
	(void)state;
	ops = portal_ops(PORTAL_WORDPRESS);
	return ops && ops->update_looks ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(questions),
		cmocka_unit_test(at_most_a_hundred),
		cmocka_unit_test(looked_for_the_key),
		cmocka_unit_test(looked_whether_handed_over),
		cmocka_unit_test(looked_before_an_update),
		cmocka_unit_test(looked_before_a_restore),
		cmocka_unit_test(own_posts),
		cmocka_unit_test(own_failures),
		cmocka_unit_test(remarks),
		cmocka_unit_test(rights),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
