/* test_http.c - every way an exchange can end, against a loopback server */
#include "server.h"

#define HEAD_200 "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"
#define CREATED "HTTP/1.1 201 Created\r\nLocation: /tin/1\r\n" \
	"Content-Type: application/json\r\nContent-Length: 10\r\n\r\n{\"id\":\"1\"}"

/* "Xin chào" */
static const unsigned char hello_gz[] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x8b, 0xc8,
	0xcc, 0x53, 0x48, 0xce, 0x38, 0xbc, 0x20, 0x1f, 0x00, 0x96, 0x44, 0xe1,
	0xfc, 0x09, 0x00, 0x00, 0x00,
};

/* 100,000 times "a" */
static const unsigned char bomb_gz[] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xed, 0xc1,
	0x31, 0x01, 0x00, 0x00, 0x00, 0xc2, 0xa0, 0xac, 0xeb, 0x5f, 0xc2, 0x1a,
	0x1e, 0x40, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
	0x00, 0x00, 0x00, 0xaf, 0x06, 0x87, 0xfa, 0xe2, 0x1b, 0xa0, 0x86, 0x01,
	0x00,
};

/* What on_done was told, kept. */
struct outcome {
	size_t calls;
	struct http_reply r;	/* its strings are copies */
	char *body;
};

static char *copy(const char *s)
{
	return s ? mem_str(s) : NULL;
}

static void note(void *ctx, const struct http_reply *r)
{
	struct outcome *o = ctx;

	assert_int_equal(o->calls++, 0);
	o->r = *r;
	o->r.url = copy(r->url);
	o->r.content_type = copy(r->content_type);
	o->r.location = copy(r->location);
	o->r.etag = copy(r->etag);
	o->r.last_modified = copy(r->last_modified);
	o->r.link = copy(r->link);
	o->body = mem_str(buf_str(&r->body));
	assert_true((r->outcome == HTTP_ANSWERED) || r->reason[0] != '\0');
}

static void outcome_clear(struct outcome *o)
{
	free(o->r.url);
	free(o->r.content_type);
	free(o->r.location);
	free(o->r.etag);
	free(o->r.last_modified);
	free(o->r.link);
	free(o->body);
	*o = (struct outcome){0};
}

/* Sends r (which is cleared) and waits for its end. */
static void exchange(struct server *s, struct http *h, struct http_request *r,
		     struct outcome *o)
{
	const struct http_handler on = {.ctx = o, .on_done = note};
	struct err e = {0};

	*o = (struct outcome){0};
	if (!http_start(h, r, &on, NULL, &e))
		fail_msg("%s", e.text);
	http_request_clear(r);
	run(s, h);
	assert_int_equal(o->calls, 1);
}

static struct http_request get(const struct server *s, const char *path)
{
	return (struct http_request){.method = "GET", .url = url_of(s, path)};
}

static struct http_request post(const struct server *s)
{
	return (struct http_request){.method = "POST", .url = url_of(s, "/micropub"),
		.bearer = mem_str("bí-mật"), .key = mem_str("k-1"), .write = true,
		.content_type = mem_str("application/json"), .body = mem_str("{\"a\":1}"),
		.body_len = 7};
}

/* One exchange on a server and client of its own. */
static void once(const struct answer *a, bool write, struct outcome *o, size_t *requests)
{
	struct http *h = http_new();
	struct server s;

	server_open(&s);
	for (size_t i = 0; i < ANSWERS; i++)
		s.answer[i] = *a;
	struct http_request r = write ? post(&s) : get(&s, "/");
	exchange(&s, h, &r, o);
	if (requests)
		*requests = s.requests;
	http_free(h);
	server_close(&s);
}

static void a_plain_answer(void **state)
{
	struct http *h = http_new();
	struct outcome o;
	struct server s;

	(void)state;
	server_open(&s);
	s.answer[0] = ANSWER("HTTP/1.1 200 OK\r\nContent-Type: Application/Feed+JSON; "
		"charset=utf-8\r\nETag: \"v1\"\r\nLast-Modified: "
		"Sat, 08 Aug 2020 15:42:29 GMT\r\nLink: <a>; rel=x\r\nLink: <b>\r\n"
		"Retry-After: 7200\r\nSet-Cookie: a=b"
		"\r\nLocation:  /\x1b[31m\r\nContent-Length: 2\r\n\r\n{}", KEEP);
	s.answer[1] = ANSWER(HEAD_200 "ok", CLOSE);
	struct http_request r = get(&s, "/feed?a=1");
	r.accept = mem_str("application/feed+json");
	r.if_none_match = mem_str("\"v0\"");
	r.if_modified_since = mem_str("x\r\nX-Injected: 1");
	exchange(&s, h, &r, &o);
	assert_int_equal(o.r.outcome, HTTP_ANSWERED);
	assert_int_equal(o.r.status, 200);
	assert_true(o.r.headers_complete);
	assert_string_equal(o.r.content_type, "application/feed+json");
	assert_string_equal(o.r.etag, "\"v1\"");
	assert_string_equal(o.r.last_modified, "Sat, 08 Aug 2020 15:42:29 GMT");
	assert_string_equal(o.r.link, "<a>; rel=x, <b>");
	assert_string_equal(o.r.location, "/\xef\xbf\xbd[31m");
	assert_int_equal(o.r.retry_after, 3600);
	assert_string_equal(o.body, "{}");
	assert_int_equal(o.r.wire_bytes, s.answer[0].n);
	outcome_clear(&o);
	r = get(&s, "/");
	exchange(&s, h, &r, &o);
	assert_int_equal(o.r.retry_after, -1);
	assert_int_equal(s.accepted, 1);
	assert_int_equal(strncmp(s.request[0], "GET /feed?a=1 HTTP/1.1\r\n", 24), 0);
	assert_non_null(strstr(s.request[0], "\r\nUser-Agent: bantin/"));
	assert_non_null(strstr(s.request[0], "\r\nAccept-Encoding: gzip\r\n"));
	assert_non_null(strstr(s.request[0], "\r\nIf-None-Match: \"v0\"\r\n"));
	assert_null(strstr(s.request[0], "Injected"));
	assert_null(strstr(s.request[0], "Authorization"));
	assert_null(strstr(s.request[1], "Cookie"));
	outcome_clear(&o);
	http_free(h);
	server_close(&s);
}

static void gzip_counts_unpacked(void **state)
{
	static const char head[] = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
				   "Content-Length: %zu\r\n\r\n";
	struct http *h = http_new();
	struct buf hello = {0}, bomb = {0};
	struct outcome o;
	struct server s;

	(void)state;
	server_open(&s);
	buf_addf(&hello, head, sizeof(hello_gz));
	buf_add(&hello, hello_gz, sizeof(hello_gz));
	buf_addf(&bomb, head, sizeof(bomb_gz));
	buf_add(&bomb, bomb_gz, sizeof(bomb_gz));
	s.answer[0] = (struct answer){hello.s, hello.len, KEEP, 0};
	s.answer[1] = s.answer[2] = (struct answer){bomb.s, bomb.len, CLOSE, 0};
	struct http_request r = get(&s, "/");
	exchange(&s, h, &r, &o);
	assert_string_equal(o.body, "Xin chào");
	assert_int_equal(o.r.wire_bytes, hello.len);
	outcome_clear(&o);
	r = get(&s, "/");
	r.ceiling = 100000;
	exchange(&s, h, &r, &o);
	assert_int_equal(o.r.outcome, HTTP_ANSWERED);
	assert_int_equal(strlen(o.body), 100000);
	outcome_clear(&o);
	r = get(&s, "/");
	r.ceiling = 99999;
	exchange(&s, h, &r, &o);
	assert_int_equal(o.r.outcome, HTTP_TOO_BIG);
	assert_true(o.r.headers_complete);
	outcome_clear(&o);
	http_free(h);
	server_close(&s);
	buf_clear(&hello);
	buf_clear(&bomb);
}

/* The answer cut at every byte, by a close and by a reset: only the whole counts. */
static void a_cut_answer_is_lost(void **state)
{
	size_t head = (size_t)(strstr(CREATED, "\r\n\r\n") + 4 - CREATED);

	(void)state;
	for (size_t n = 0; n <= sizeof(CREATED) - 1; n++)
		for (int reset = 0; reset <= 1; reset++) {
			struct answer a = {CREATED, n, reset ? RESET : CLOSE, 0};
			bool whole = n == sizeof(CREATED) - 1;
			size_t requests;
			struct outcome o;

			once(&a, true, &o, &requests);
			assert_int_equal(requests, 1);
			/* a reset may overtake the last bytes */
			if (!whole || !reset)
				assert_int_equal(o.r.outcome == HTTP_ANSWERED, whole);
			if (!reset)
				assert_int_equal(o.r.headers_complete, n >= head);
			assert_true(o.r.outcome == HTTP_ANSWERED ||
				o.r.outcome == HTTP_LOST);
			outcome_clear(&o);
		}
}

static void the_first_words(void **state)
{
	static const struct {
		const char *text;
		enum http_outcome outcome;
		long status;
	} list[] = {
		{"HTTP/1.1 103 Early\r\nLocation: /x\r\n\r\nHTTP/1.1 202 OK\r\n"
		 "Content-Length: 0\r\n\r\n", HTTP_ANSWERED, 202},
		{"HTTP/1.1 103 Early\r\n\r\n", HTTP_LOST, 103},
		{"HTTP/1.1 204 No\r\n\r\n", HTTP_ANSWERED, 204},
		{"HTTP/1.1 304 Not\r\nContent-Length: 5\r\n\r\n", HTTP_ANSWERED, 304},
		{"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n",
		 HTTP_ANSWERED, 302},
		{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n"
		 "Location: /trailer\r\n\r\n", HTTP_ANSWERED, 200},
		{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n",
		 HTTP_LOST, 200},
		{"SSH-2.0-OpenSSH_9\r\n", HTTP_LOST, 0},
		{"", HTTP_LOST, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		struct answer a = {list[i].text, strlen(list[i].text), CLOSE, 0};
		struct outcome o;

		once(&a, true, &o, NULL);
		if (o.r.outcome != list[i].outcome || o.r.status != list[i].status)
			fail_msg("%s: %d, %ld", list[i].text, (int)o.r.outcome,
				o.r.status);
		if (o.r.status != 302)
			assert_null(o.r.location);
		outcome_clear(&o);
	}
}

static void floods(void **state)
{
	struct buf text = {0};
	struct outcome o;

	(void)state;
	buf_adds(&text, "HTTP/1.1 200 OK\r\n");
	for (int i = 0; i < 2000; i++)
		buf_adds(&text, "X-Flood: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n");
	buf_adds(&text, "Content-Length: 2\r\n\r\nok");
	struct answer a = {text.s, text.len, CLOSE, 0};
	once(&a, false, &o, NULL);
	assert_int_equal(o.r.outcome, HTTP_LOST);
	assert_false(o.r.headers_complete);
	outcome_clear(&o);
	buf_reset(&text);
	/* of a failure's body the beginning is enough */
	buf_adds(&text, "HTTP/1.1 500 No\r\nContent-Length: 400000\r\n\r\n");
	buf_fill(&text, 'a', 400000);
	a = (struct answer){text.s, text.len, CLOSE, 0};
	once(&a, false, &o, NULL);
	assert_int_equal(o.r.outcome, HTTP_ANSWERED);
	assert_int_equal(o.r.status, 500);
	assert_int_equal(strlen(o.body), 256 << 10);
	outcome_clear(&o);
	buf_clear(&text);
}

static void slow_is_not_lost(void **state)
{
	struct answer a = {CREATED, sizeof(CREATED) - 1, CLOSE, 1};
	struct outcome o;

	(void)state;
	once(&a, true, &o, NULL);
	assert_int_equal(o.r.outcome, HTTP_ANSWERED);
	assert_string_equal(o.body, "{\"id\":\"1\"}");
	outcome_clear(&o);
}

static void silence_is_lost(void **state)
{
	struct http *h = http_new();
	struct outcome o;
	struct server s;

	(void)state;
	server_open(&s);
	s.answer[0] = ANSWER("", SILENT);
	struct http_request r = post(&s);
	r.patience = 1;
	exchange(&s, h, &r, &o);
	assert_int_equal(o.r.outcome, HTTP_LOST);
	assert_int_equal(s.requests, 1);
	outcome_clear(&o);
	http_free(h);
	server_close(&s);
}

static void nobody_there_is_not_sent(void **state)
{
	struct http *h = http_new();
	struct outcome o;
	struct server s;

	(void)state;
	server_open(&s);
	struct http_request r = post(&s);
	s.answer[0] = ANSWER("HTTP/1.1 400 Plain text to a TLS port\r\n\r\n", CLOSE);
	char secure[100];
	snprintf(secure, sizeof(secure), "https://127.0.0.1:%u/", s.port);
	mem_set(&r.url, secure);
	exchange(&s, h, &r, &o);
	assert_int_equal(o.r.outcome, HTTP_NOT_SENT);
	outcome_clear(&o);
	r = post(&s);
	close(s.fd);
	s.fd = open("/dev/null", O_RDONLY);
	exchange(&s, h, &r, &o);
	assert_int_equal(o.r.outcome, HTTP_NOT_SENT);
	assert_int_equal(o.r.status, 0);
	outcome_clear(&o);
	http_free(h);
	server_close(&s);
}

/* What a proxy did before it refused, nobody knows. */
static void a_proxy_that_refuses_is_lost(void **state)
{
	struct http *h = http_new();
	struct outcome o;
	struct server s;
	char proxy[60];

	(void)state;
	server_open(&s);
	snprintf(proxy, sizeof(proxy), "http://127.0.0.1:%u", s.port);
	assert_int_equal(setenv("https_proxy", proxy, 1), 0);
	struct http_request r = post(&s);
	mem_set(&r.url, "https://portal.example/micropub");
	s.answer[0] = ANSWER("HTTP/1.1 403 No\r\nLocation: /x\r\n"
			     "Content-Length: 0\r\n\r\n", CLOSE);
	exchange(&s, h, &r, &o);
	assert_int_equal(o.r.outcome, HTTP_LOST);
	assert_int_equal(o.r.status, 0);
	assert_null(o.r.location);
	assert_int_equal(strncmp(s.request[0], "CONNECT portal.example:443 ", 27), 0);
	assert_null(strstr(s.request[0], "bí-mật"));
	assert_null(strstr(s.request[0], "k-1"));
	outcome_clear(&o);
	close(s.fd);
	s.fd = open("/dev/null", O_RDONLY);
	r = post(&s);
	mem_set(&r.url, "https://portal.example/micropub");
	exchange(&s, h, &r, &o);
	assert_int_equal(o.r.outcome, HTTP_LOST);
	outcome_clear(&o);
	unsetenv("https_proxy");
	http_free(h);
	server_close(&s);
}

static void a_write_as_it_leaves(void **state)
{
	struct http *h = http_new();
	struct outcome o;
	struct server s;

	(void)state;
	server_open(&s);
	s.answer[0] = ANSWER(CREATED, KEEP);
	struct http_request r = post(&s);
	exchange(&s, h, &r, &o);
	assert_int_equal(strncmp(s.request[0], "POST /micropub HTTP/1.1\r\n", 25), 0);
	assert_non_null(strstr(s.request[0], "\r\nAuthorization: Bearer bí-mật\r\n"));
	assert_non_null(strstr(s.request[0], "\r\nIdempotency-Key: \"k-1\"\r\n"));
	assert_non_null(strstr(s.request[0], "\r\nContent-Type: application/json\r\n"));
	assert_null(strstr(s.request[0], "Expect"));
	assert_non_null(strstr(s.request[0], "\r\n\r\n{\"a\":1}"));
	assert_string_equal(o.r.location, "/tin/1");
	outcome_clear(&o);
	http_free(h);
	server_close(&s);
}

/* A connection that was kept and dies under the next request: libcurl repeats a read,
 * and must never get the chance to repeat a write. */
static void a_write_is_never_repeated(void **state)
{
	(void)state;
	for (int write = 0; write <= 1; write++) {
		struct http *h = http_new();
		struct outcome o;
		struct server s;

		server_open(&s);
		s.answer[0] = ANSWER(HEAD_200 "ok", KEEP);
		s.answer[1] = (struct answer){"", 0, RESET, 0};
		s.answer[2] = s.answer[3] = ANSWER(CREATED, CLOSE);
		struct http_request r = get(&s, "/");
		exchange(&s, h, &r, &o);
		outcome_clear(&o);
		r = write ? post(&s) : get(&s, "/");
		exchange(&s, h, &r, &o);
		assert_int_equal(s.requests, write ? 2 : 3);
		assert_int_equal(o.r.outcome, write ? HTTP_LOST : HTTP_ANSWERED);
		assert_int_equal(s.accepted, 2);
		outcome_clear(&o);
		http_free(h);
		server_close(&s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_answer),
		cmocka_unit_test(gzip_counts_unpacked),
		cmocka_unit_test(a_cut_answer_is_lost),
		cmocka_unit_test(the_first_words),
		cmocka_unit_test(floods),
		cmocka_unit_test(slow_is_not_lost),
		cmocka_unit_test(silence_is_lost),
		cmocka_unit_test(nobody_there_is_not_sent),
		cmocka_unit_test(a_proxy_that_refuses_is_lost),
		cmocka_unit_test(a_write_as_it_leaves),
		cmocka_unit_test(a_write_is_never_repeated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
