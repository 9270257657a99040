/* test_range.c - a part of a file asked for, and what a server may say to that */
#include "server.h"

struct taken {
	struct buf body;	/* what on_body was given */
	struct http_reply r;
	char reply_body[64];
	bool done;
};

static bool take(void *ctx, const struct http_reply *r, const char *p, size_t n)
{
	struct taken *t = ctx;

	assert_true(r->status == 200 || r->status == 206);
	return buf_add(&t->body, p, n);
}

static void note(void *ctx, const struct http_reply *r)
{
	struct taken *t = ctx;

	t->r = *r;
	t->r.url = t->r.content_type = t->r.location = t->r.link = NULL;
	snprintf(t->reply_body, sizeof(t->reply_body), "%s", buf_str(&r->body));
	t->done = true;
}

/* Asks for what lies behind the first five bytes; the request is the caller's. */
static char *ask(const struct answer *a, bool ranged, struct taken *t)
{
	const struct http_handler on = {.ctx = t, .on_body = take, .on_done = note};
	struct http *h = http_new();
	struct server s;

	*t = (struct taken){0};
	server_open(&s);
	s.answer[0] = *a;
	struct http_request r = {.method = "GET", .url = url_of(&s, "/a.pdf"),
				 .as_is = true};
	if (ranged) {
		r.range = mem_str("bytes=5-");
		r.if_range = mem_str("\"v1\"");
	}
	assert_true(http_start(h, &r, &on, NULL, NULL));
	http_request_clear(&r);
	run(&s, h);
	assert_true(t->done);
	char *request = mem_str(s.request[0]);
	http_free(h);
	server_close(&s);
	return request;
}

static void the_rest(void **state)
{
	static const struct answer a =
		ANSWER("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 5-8/9\r\n"
		       "ETag: \"v1\"\r\nContent-Length: 4\r\n\r\nlate", KEEP);
	struct taken t;

	(void)state;
	char *request = ask(&a, true, &t);
	assert_non_null(strstr(request, "Range: bytes=5-\r\n"));
	assert_non_null(strstr(request, "If-Range: \"v1\"\r\n"));
	assert_null(strstr(request, "Accept-Encoding"));
	assert_string_equal(buf_str(&t.body), "late");
	assert_int_equal(t.r.range_start, 5);
	assert_int_equal(t.r.range_total, 9);
	assert_int_equal(t.r.length, 4);
	buf_clear(&t.body);
	free(request);
}

/* A 206 that nobody asked for is no success. */
static void unasked(void **state)
{
	static const struct answer a =
		ANSWER("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 5-8/9\r\n"
		       "Content-Length: 4\r\n\r\nlate", KEEP);
	struct taken t;

	(void)state;
	free(ask(&a, false, &t));
	assert_int_equal(t.body.len, 0);
	assert_string_equal(t.reply_body, "late");
}

struct ranged {
	const char *field;
	int64_t start, total;
};

static void odd_fields(void **state)
{
	static const struct ranged odd[] = {
		{"bytes 0-0/1", 0, 1},
		{"bytes */9", -1, 9},
		{"bytes 5-8/*", 5, -1},
		{"Bytes 5-8/9", 5, 9},
		{"bytes 5-8", -1, -1},
		{"bytes -5-8/9", -1, 9},
		{"bytes 99999999999999999999-8/9", -1, 9},
		{"lines 5-8/9", -1, -1},
		{"bytes", -1, -1},
		{"bytes /", -1, -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		struct buf b = {0};
		struct taken t;

		buf_addf(&b, "HTTP/1.1 206 Partial Content\r\nContent-Range: %s\r\n"
			 "Content-Length: 0\r\n\r\n", odd[i].field);
		struct answer a = {b.s, b.len, KEEP, 0};
		free(ask(&a, true, &t));
		assert_int_equal(t.r.range_start, odd[i].start);
		assert_int_equal(t.r.range_total, odd[i].total);
		buf_clear(&b);
	}
}

static void no_length(void **state)
{
	static const struct answer a = ANSWER("HTTP/1.1 200 OK\r\n\r\nabc", CLOSE);
	struct taken t;

	(void)state;
	free(ask(&a, false, &t));
	assert_string_equal(buf_str(&t.body), "abc");
	assert_int_equal(t.r.length, -1);
	assert_int_equal(t.r.range_start, -1);
	buf_clear(&t.body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rest),
		cmocka_unit_test(unasked),
		cmocka_unit_test(odd_fields),
		cmocka_unit_test(no_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
