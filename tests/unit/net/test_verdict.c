/* test_verdict.c - what each status and outcome of a write means */
#include "canned.h"

#include <bantin/net/portal.h>

#define CREATED "{\"id\":\"12\",\"url\":\"/tin/a.html\",\"status\":\"pending\"}"
#define URL "https://portal.example/tin/a.html"

static const struct portal_ops *ops;
static const struct portal forgetful = {0}, remembering = {.can = PORTAL_REMEMBERS_KEYS};
static const struct submission sub = {.key = "0b6c5f3e-8a41-4a3c-9d8e-2f1b7c6d5e4f"};

static const char *kind_name(enum verdict_kind k)
{
	static const char *const names[] = {"accepted", "refused", "retry", "not sent",
					    "unknown"};

	return names[k];
}

struct row {
	long status;
	const char *type, *location, *body;
	enum verdict_kind kind;		/* of a portal that forgets keys */
	enum verdict_kind keeping;	/* of one that remembers them */
};

static const struct row table[] = {
	{201, JSON, "/tin/a.html", CREATED, VERDICT_ACCEPTED, VERDICT_ACCEPTED},
	{202, JSON, "/tin/a.html", CREATED, VERDICT_ACCEPTED, VERDICT_ACCEPTED},
	{201, JSON, NULL, "{\"id\":12}", VERDICT_ACCEPTED, VERDICT_ACCEPTED},
	{201, NULL, URL, NULL, VERDICT_ACCEPTED, VERDICT_ACCEPTED},
	{201, "text/html", URL, "", VERDICT_ACCEPTED, VERDICT_ACCEPTED},
	{201, "application/ld+json", URL, "{}", VERDICT_ACCEPTED, VERDICT_ACCEPTED},
	{201, JSON, URL, "{\"id\":", VERDICT_ACCEPTED, VERDICT_ACCEPTED},
	/* what looks like success and is none */
	{200, JSON, URL, CREATED, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{200, "text/html", NULL, "<html>", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{200, JSON, NULL, "{\"error\":\"x\"}", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{201, "text/html", URL, "<html>", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{201, NULL, URL, "{\"id\":1}", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{201, JSON, NULL, "{\"id\":1", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{201, JSON, NULL, "{}", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{201, JSON, NULL, "{\"url\":\"" URL "\"}", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{201, JSON, "javascript:1", NULL, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{201, NULL, NULL, NULL, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{204, NULL, URL, NULL, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{301, NULL, URL, NULL, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{302, "text/html", URL, "<a>", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{307, NULL, URL, NULL, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	/* refusals */
	{400, JSON, NULL, "{\"error\":\"x\"}", VERDICT_REFUSED, VERDICT_REFUSED},
	{401, JSON, NULL, "{}", VERDICT_REFUSED, VERDICT_REFUSED},
	{403, JSON, NULL, "{}", VERDICT_REFUSED, VERDICT_REFUSED},
	{404, "text/html", NULL, "<h1>", VERDICT_REFUSED, VERDICT_REFUSED},
	{409, JSON, NULL, "{}", VERDICT_REFUSED, VERDICT_RETRY},
	{413, "text/html", NULL, "<h1>", VERDICT_REFUSED, VERDICT_REFUSED},
	{415, NULL, NULL, NULL, VERDICT_REFUSED, VERDICT_REFUSED},
	{422, JSON, NULL, "{}", VERDICT_REFUSED, VERDICT_REFUSED},
	/* later */
	{429, NULL, NULL, NULL, VERDICT_RETRY, VERDICT_RETRY},
	{500, "text/html", NULL, "<h1>", VERDICT_RETRY, VERDICT_RETRY},
	{503, JSON, NULL, "{}", VERDICT_RETRY, VERDICT_RETRY},
	{599, NULL, NULL, NULL, VERDICT_RETRY, VERDICT_RETRY},
	/* in no table */
	{402, NULL, NULL, NULL, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{405, NULL, NULL, NULL, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{410, NULL, NULL, NULL, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{418, NULL, NULL, NULL, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{600, NULL, NULL, NULL, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	{0, NULL, NULL, NULL, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
};

static void check(const struct portal *p, const struct row *row, struct http_reply *r,
		  enum verdict_kind want)
{
	struct verdict v;

	ops->submit_read(p, &sub, r, &v);
	if (v.kind != want)
		fail_msg("%ld %s, outcome %d: %s, not %s", row->status,
			 row->type ? row->type : "-", (int)r->outcome, kind_name(v.kind),
			 kind_name(want));
	if (want == VERDICT_ACCEPTED) {
		assert_null(v.reason);
		assert_true(v.remote_id || v.remote_url);
	} else {
		assert_true(v.reason && v.reason[0]);
		assert_null(v.remote_id);
		assert_null(v.remote_url);
	}
	verdict_clear(&v);
}

static void each_status(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const struct row *t = &table[i];
		struct http_reply r = answered(t->status, t->type, t->location, t->body);

		check(&forgetful, t, &r, t->kind);
		check(&remembering, t, &r, t->keeping);
		reply_clear(&r);
	}
}

/* Whatever the status says: without a whole answer it proves nothing. */
static void each_outcome(void **state)
{
	static const enum http_outcome lost[] = {HTTP_LOST, HTTP_TOO_BIG, HTTP_STOPPED};

	(void)state;
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		const struct row *t = &table[i];
		struct http_reply r = answered(t->status, t->type, t->location, t->body);

		for (size_t k = 0; k < sizeof(lost) / sizeof(lost[0]); k++) {
			r.outcome = lost[k];
			check(&remembering, t, &r, VERDICT_UNKNOWN);
		}
		r.outcome = HTTP_NOT_SENT;
		check(&forgetful, t, &r, VERDICT_NOT_SENT);
		/* an answer cut inside its headers can read as "201, no error" */
		r.outcome = HTTP_ANSWERED;
		r.headers_complete = false;
		check(&remembering, t, &r, VERDICT_UNKNOWN);
		reply_clear(&r);
	}
}

static void what_acceptance_tells(void **state)
{
	struct http_reply r = answered(202, JSON, "/tin/a.html", CREATED);
	struct verdict v;

	(void)state;
	ops->submit_read(&forgetful, &sub, &r, &v);
	assert_string_equal(v.remote_id, "12");
	assert_string_equal(v.remote_url, URL);
	assert_string_equal(v.remote_status, "pending");
	verdict_clear(&v);
	reply_clear(&r);
	r = answered(202, NULL, "b.html", NULL);
	ops->submit_read(&forgetful, &sub, &r, &v);
	assert_string_equal(v.remote_url, "https://portal.example/b.html");
	assert_string_equal(v.remote_status, "pending");
	verdict_clear(&v);
	reply_clear(&r);
}

static void retry_after_is_passed_on(void **state)
{
	struct http_reply r = answered(429, NULL, NULL, NULL);
	struct verdict v;

	(void)state;
	r.retry_after = 90;
	ops->submit_read(&forgetful, &sub, &r, &v);
	assert_int_equal(v.retry_after, 90);
	verdict_clear(&v);
	reply_clear(&r);
}

static void changes(void **state)
{
	static const struct row list[] = {
		{200, JSON, NULL, CREATED, VERDICT_ACCEPTED, VERDICT_ACCEPTED},
		{201, NULL, URL, NULL, VERDICT_ACCEPTED, VERDICT_ACCEPTED},
		{204, NULL, NULL, NULL, VERDICT_ACCEPTED, VERDICT_ACCEPTED},
		{200, "text/html", NULL, "<html>", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
		{302, NULL, URL, NULL, VERDICT_UNKNOWN, VERDICT_UNKNOWN},
		{403, JSON, NULL, "{}", VERDICT_REFUSED, VERDICT_REFUSED},
		{502, NULL, NULL, NULL, VERDICT_RETRY, VERDICT_RETRY},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		const struct row *t = &list[i];
		struct http_reply r = answered(t->status, t->type, t->location, t->body);
		struct submission s = {.stage = STAGE_UPDATE};
		struct verdict v;

		ops->submit_read(&forgetful, &s, &r, &v);
		assert_int_equal(v.kind, t->kind);
		verdict_clear(&v);
		r.outcome = HTTP_LOST;
		ops->submit_read(&forgetful, &s, &r, &v);
		assert_int_equal(v.kind, VERDICT_UNKNOWN);
		verdict_clear(&v);
		reply_clear(&r);
	}
}

static void withdrawals(void **state)
{
	static const struct row list[] = {
		{200, JSON, NULL, CREATED, VERDICT_ACCEPTED, VERDICT_ACCEPTED},
		{204, NULL, NULL, NULL, VERDICT_ACCEPTED, VERDICT_ACCEPTED},
		{410, NULL, NULL, NULL, VERDICT_ACCEPTED, VERDICT_ACCEPTED},
		{404, JSON, NULL, "{\"error\":\"not_found\"}", VERDICT_ACCEPTED,
		 VERDICT_ACCEPTED},
		{404, "text/html", NULL, "<html>", VERDICT_REFUSED, VERDICT_REFUSED},
		{403, JSON, NULL, "{}", VERDICT_REFUSED, VERDICT_REFUSED},
		{200, "text/html", NULL, "<html>", VERDICT_UNKNOWN, VERDICT_UNKNOWN},
	};
	struct submission s = {.stage = STAGE_WITHDRAW};

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		const struct row *t = &list[i];
		struct http_reply r = answered(t->status, t->type, t->location, t->body);
		struct verdict v;

		ops->submit_read(&forgetful, &s, &r, &v);
		assert_int_equal(v.kind, t->kind);
		if (v.kind == VERDICT_ACCEPTED)
			assert_string_equal(v.remote_status, "trash");
		verdict_clear(&v);
		r.outcome = HTTP_LOST;
		ops->submit_read(&forgetful, &s, &r, &v);
		assert_int_equal(v.kind, VERDICT_UNKNOWN);
		verdict_clear(&v);
		reply_clear(&r);
	}
}

static void check_restored(const char *body, const char *before, enum verdict_kind want,
			   const char *status)
{
	struct submission s = {.stage = STAGE_RESTORE, .remote_before = (char *)before};
	struct http_reply r = answered(200, body ? JSON : NULL, NULL, body);
	struct verdict v;

	ops->submit_read(&forgetful, &s, &r, &v);
	assert_int_equal(v.kind, want);
	assert_string_equal(v.remote_status, status);
	assert_true(want != VERDICT_STEP || v.stage == STAGE_FINISH);
	verdict_clear(&v);
	reply_clear(&r);
}

/* What came back as a draft goes to the editors again, unless it was with its writer. */
static void restored(void **state)
{
	(void)state;
	check_restored("{\"status\":\"pending\"}", "pending", VERDICT_ACCEPTED,
		       "pending");
	check_restored("{\"status\":\"draft\"}", "pending", VERDICT_STEP, "draft");
	check_restored("{\"status\":\"draft\"}", "published", VERDICT_STEP, "draft");
	check_restored("{\"status\":\"draft\"}", "draft", VERDICT_ACCEPTED, "draft");
	check_restored(NULL, "published", VERDICT_ACCEPTED, "published");
	check_restored(NULL, NULL, VERDICT_ACCEPTED, "pending");
}

static void check_upload(long status, const char *type, const char *location,
			 const char *body, enum verdict_kind kind)
{
	struct http_reply r = answered(status, type, location, body);
	struct verdict v;

	ops->upload_read(&forgetful, &r, &v);
	assert_int_equal(v.kind, kind);
	if (kind == VERDICT_ACCEPTED)
		assert_string_equal(v.remote_url, "https://portal.example/files/a.png");
	verdict_clear(&v);
	reply_clear(&r);
}

static void uploads(void **state)
{
	(void)state;
	check_upload(201, JSON, "/files/a.png", "{}", VERDICT_ACCEPTED);
	check_upload(202, NULL, "/files/a.png", NULL, VERDICT_ACCEPTED);
	check_upload(201, NULL, NULL, NULL, VERDICT_UNKNOWN);
	check_upload(200, JSON, "/files/a.png", "{}", VERDICT_UNKNOWN);
	check_upload(413, "text/html", NULL, "<h1>", VERDICT_REFUSED);
	check_upload(415, JSON, NULL, "{}", VERDICT_REFUSED);
}

static void check_reason(struct http_reply r, const char *part)
{
	struct buf words = {0};

	portal_reason(&r, &words);
	if (!strstr(buf_str(&words), part))
		fail_msg("\"%s\" is not in \"%s\"", part, buf_str(&words));
	assert_null(strchr(buf_str(&words), '\n'));
	assert_null(strchr(buf_str(&words), '\x1b'));
	buf_clear(&words);
	reply_clear(&r);
}

static void reasons(void **state)
{
	struct http_reply lost = answered(0, NULL, NULL, NULL);

	(void)state;
	check_reason(answered(400, JSON, NULL, "{\"error\":\"invalid_request\","
		     "\"error_description\":\"Thiếu tiêu đề\"}"), "Thiếu tiêu đề");
	check_reason(answered(422, "application/problem+json", NULL,
		     "{\"type\":\"about:blank\",\"title\":\"Sai\","
		     "\"detail\":\"Quá dài\"}"),
		     "Quá dài");
	check_reason(answered(422, "application/problem+json", NULL,
		     "{\"title\":\"Sai\"}"),
		     "Sai");
	check_reason(answered(403, JSON, NULL, "{\"error\":\"forbidden\"}"), "forbidden");
	check_reason(answered(403, JSON, NULL, "{\"error\":{\"a\":1}}"), "(403)");
	check_reason(answered(400, JSON, NULL,
		     "{\"error_description\":\"a\\u001b[2Jb\\nc\"}"),
		     "a\xef\xbf\xbd[2Jb c");
	check_reason(answered(401, "text/html", NULL, "<h1>No</h1>"), "(401)");
	check_reason(answered(404, NULL, NULL, NULL), "(404)");
	check_reason(answered(413, NULL, NULL, NULL), "(413)");
	check_reason(answered(429, NULL, NULL, NULL), "(429)");
	check_reason(answered(503, NULL, NULL, NULL), "(503)");
	check_reason(answered(302, NULL, "/x", NULL), "(302)");
	check_reason(answered(200, "text/html", NULL, "<html>"), "sign-in page");
	lost.outcome = HTTP_LOST;
	strcpy(lost.reason, "No answer in time");
	check_reason(lost, "No answer in time");
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
		cmocka_unit_test(each_status),
		cmocka_unit_test(each_outcome),
		cmocka_unit_test(what_acceptance_tells),
		cmocka_unit_test(retry_after_is_passed_on),
		cmocka_unit_test(changes),
		cmocka_unit_test(withdrawals),
		cmocka_unit_test(restored),
		cmocka_unit_test(uploads),
		cmocka_unit_test(reasons),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
