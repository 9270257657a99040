/* test_wordpress_terms.c - a bulletin's tags on WordPress: found, made, or left out */
#include "canned.h"

#include <stdlib.h>

#include <bantin/base/mem.h>
#include <bantin/net/portal.h>

#define PAYLOAD "{\"title\":\"T\",\"content\":\"C\",\"tags\":[\"Thủy lợi\",\"đê kè\"," \
		"\"họp dân\"]}"
#define REST "https://xa.example/wp-json/wp/v2/"

static const struct portal portal = {.name = (char *)"xa", .family = PORTAL_WORDPRESS,
				     .feed_url = (char *)"https://xa.example/wp-json/",
				     .token = (char *)"can-bo:abcd efgh"};
static const struct portal_ops *ops;

static struct submission row(void)
{
	return (struct submission){.payload = (char *)PAYLOAD,
				   .payload_len = strlen(PAYLOAD)};
}

/* One answer; the row's terms are what is known then. */
static enum verdict_kind answer(struct submission *s, long status, const char *body)
{
	struct http_reply r = answered(status, body ? JSON : "text/html", NULL,
				       body ? body : "<html>");
	struct verdict v;
	char *terms;

	ops->terms_read(&portal, s, &r, &v, &terms);
	enum verdict_kind kind = v.kind;
	assert_int_equal(terms != NULL, kind == VERDICT_ACCEPTED);
	assert_int_equal(v.reason != NULL, kind != VERDICT_ACCEPTED);
	if (terms)
		mem_set(&s->terms, terms);
	free(terms);
	verdict_clear(&v);
	reply_clear(&r);
	return kind;
}

static void check_ask(const struct submission *s, const char *method, const char *url,
		      const char *body)
{
	struct http_request r;

	assert_true(ops->terms_due(s));
	ops->terms_ask(&portal, s, &r);
	assert_string_equal(r.method, method);
	assert_string_equal(r.url, url);
	if (body)
		assert_string_equal(r.body, body);
	else
		assert_null(r.body);
	http_request_clear(&r);
}

static void check_sent(const struct submission *s, const char *ids, const char *left_out)
{
	struct http_request r;
	struct buf out = {0};

	assert_false(ops->terms_due(s));
	ops->submit_ask(&portal, s, &r);
	if (!strstr(r.body, ids))
		fail_msg("%s is not in %s", ids, r.body);
	http_request_clear(&r);
	submission_left_out(s, &out);
	assert_string_equal(buf_str(&out), left_out);
	buf_clear(&out);
}

static void found_and_made(void **state)
{
	struct submission s = row();

	(void)state;
	check_ask(&s, "GET", REST "tags?_fields=id,slug&per_page=100&slug="
		  "thuy-loi,de-ke,hop-dan", NULL);
	/* what is no answer is asked for again */
	assert_int_equal(answer(&s, 200, NULL), VERDICT_UNKNOWN);
	assert_int_equal(answer(&s, 503, NULL), VERDICT_RETRY);
	assert_int_equal(answer(&s, 401, "{\"code\":\"rest_x\"}"), VERDICT_REFUSED);
	assert_null(s.terms);
	assert_int_equal(answer(&s, 200, "[{\"id\":7,\"slug\":\"de-ke\"},{\"id\":8,"
				"\"slug\":\"khac\"},null]"), VERDICT_ACCEPTED);
	check_ask(&s, "POST", REST "tags?_fields=id,slug", "{\"name\":\"Thủy lợi\"}");
	assert_int_equal(answer(&s, 201, NULL), VERDICT_UNKNOWN);
	assert_int_equal(answer(&s, 201, "{\"id\":9,\"slug\":\"thuy-loi\"}"),
			 VERDICT_ACCEPTED);
	check_ask(&s, "POST", REST "tags?_fields=id,slug", "{\"name\":\"họp dân\"}");
	assert_int_equal(answer(&s, 400, "{\"code\":\"term_exists\",\"data\":"
				"{\"status\":400,\"term_id\":12}}"), VERDICT_ACCEPTED);
	check_sent(&s, "\"tags\":[9,7,12]", "");
	free(s.terms);
}

/* An account that may make none: those that are there go, the others are named. */
static void not_allowed(void **state)
{
	struct submission s = row();

	(void)state;
	assert_int_equal(answer(&s, 200, "[{\"id\":7,\"slug\":\"de-ke\"}]"),
			 VERDICT_ACCEPTED);
	assert_int_equal(answer(&s, 403, "{\"code\":\"rest_cannot_create\"}"),
			 VERDICT_ACCEPTED);
	assert_int_equal(answer(&s, 403, "{\"code\":\"rest_cannot_create\"}"),
			 VERDICT_ACCEPTED);
	check_sent(&s, "\"tags\":[7]", "Thủy lợi, họp dân");
	free(s.terms);
	/* a site that has no tags at all is asked once */
	s = row();
	assert_int_equal(answer(&s, 404, "{\"code\":\"rest_no_route\"}"),
			 VERDICT_ACCEPTED);
	check_sent(&s, "\"tags\":[]", "Thủy lợi, đê kè, họp dân");
	free(s.terms);
}

static void none(void **state)
{
	struct submission s = {.payload = (char *)"{\"title\":\"T\"}", .payload_len = 13};

	(void)state;
	assert_false(ops->terms_due(&s));
	s.payload_len = 0;
	assert_false(ops->terms_due(&s));
}

static int setup(void **state)
{
	(void)state;
	ops = portal_ops(PORTAL_WORDPRESS);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(found_and_made),
		cmocka_unit_test(not_allowed),
		cmocka_unit_test(none),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
