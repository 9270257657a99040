/* test_http_calls.c - redirects, handlers that start and cancel, waiting */
#include "server.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

/* Who did what, as letters; what a handler is to do besides. */
struct log {
	char text[200];
	struct http *h;
	const struct http_request *more;	/* started by on_done or on_body */
	struct http_call *victim;		/* cancelled by on_done or on_body */
	bool in_body, stop;
	enum http_outcome outcome;
	long status;
	char url[100], reason[256];
	size_t body_len;
};

static void add(struct log *l, char c)
{
	size_t n = strlen(l->text);

	assert_true(n + 1 < sizeof(l->text));
	l->text[n] = c;
}

static void extra_done(void *ctx, const struct http_reply *r)
{
	(void)r;
	add(ctx, 'x');
}

static void act(struct log *l)
{
	const struct http_handler on = {.ctx = l, .on_done = extra_done};
	const struct http_request *more = l->more;

	l->more = NULL;
	if (more)
		assert_true(http_start(l->h, more, &on, NULL, NULL));
	if (l->victim)
		http_cancel(l->h, l->victim);
	l->victim = NULL;
}

static bool on_body(void *ctx, const struct http_reply *so_far, const char *p, size_t n)
{
	struct log *l = ctx;

	assert_int_equal(so_far->status, 200);
	assert_true(so_far->headers_complete && p && n > 0);
	assert_true(so_far->wire_bytes > 0);
	add(l, 'b');
	if (l->in_body)
		act(l);
	return !l->stop;
}

static void on_done(void *ctx, const struct http_reply *r)
{
	struct log *l = ctx;

	add(l, 'd');
	l->outcome = r->outcome;
	l->status = r->status;
	l->body_len = r->body.len;
	snprintf(l->url, sizeof(l->url), "%s", r->url);
	snprintf(l->reason, sizeof(l->reason), "%s", r->reason);
	if (!l->in_body)
		act(l);
}

struct rig {
	struct server s;
	struct http *h;
	struct log l;
};

static void rig_open(struct rig *g)
{
	server_open(&g->s);
	g->h = http_new();
	g->l = (struct log){.h = g->h};
}

static void rig_close(struct rig *g)
{
	http_free(g->h);
	server_close(&g->s);
}

static struct http_call *start(struct rig *g, struct http_request *r, bool streams)
{
	const struct http_handler on = {.ctx = &g->l, .on_done = on_done,
					.on_body = streams ? on_body : NULL};
	struct http_call *c;
	struct err e = {0};

	if (!http_start(g->h, r, &on, &c, &e))
		fail_msg("%s", e.text);
	return c;
}

static struct http_request get(const struct rig *g)
{
	return (struct http_request){.method = "GET", .url = url_of(&g->s, "/a"),
				     .follow = true};
}

static void fetch(struct rig *g)
{
	struct http_request r = get(g);

	start(g, &r, false);
	http_request_clear(&r);
	run(&g->s, g->h);
}

#define TO(where) "HTTP/1.1 302 Found\r\nLocation: " where \
	"\r\nContent-Length: 5\r\n\r\nmoved"

static void redirects_are_followed(void **state)
{
	struct rig g;

	(void)state;
	rig_open(&g);
	g.s.answer[0] = ANSWER(TO("/b?c"), KEEP);
	g.s.answer[1] = ANSWER(TO("d"), KEEP);
	g.s.answer[2] = ANSWER(OK, KEEP);
	fetch(&g);
	assert_string_equal(g.l.text, "d");
	assert_int_equal(g.l.status, 200);
	assert_int_equal(g.l.body_len, 2);
	assert_non_null(strstr(g.l.url, "/d"));
	assert_int_equal(strncmp(g.s.request[1], "GET /b?c ", 9), 0);
	assert_int_equal(strncmp(g.s.request[2], "GET /d ", 7), 0);
	rig_close(&g);
}

static void a_loop_of_redirects_ends(void **state)
{
	struct rig g;

	(void)state;
	rig_open(&g);
	for (size_t i = 0; i < ANSWERS; i++)
		g.s.answer[i] = ANSWER(TO("/a"), KEEP);
	fetch(&g);
	assert_int_equal(g.s.requests, 6);
	assert_int_equal(g.l.outcome, HTTP_ANSWERED);
	assert_int_equal(g.l.status, 302);
	assert_true(g.l.reason[0] != '\0');
	rig_close(&g);
}

static void unsafe_redirects_are_not_followed(void **state)
{
	static const char *const list[] = {TO("http://portal.example/"),
		TO("https://127.0.0.1/"), TO("file:///etc/passwd"),
		TO("ftp://127.0.0.1/"), TO("http://127.0.0.1@portal.example/")};

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		struct rig g;

		rig_open(&g);
		g.s.answer[0] = (struct answer){list[i], strlen(list[i]), CLOSE, 0};
		fetch(&g);
		assert_int_equal(g.s.requests, 1);
		assert_int_equal(g.l.status, 302);
		rig_close(&g);
	}
}

static void only_who_asks_is_led_on(void **state)
{
	struct rig g;

	(void)state;
	rig_open(&g);
	g.s.answer[0] = g.s.answer[1] = g.s.answer[2] = ANSWER(TO("/b"), KEEP);
	struct http_request r = get(&g);
	r.follow = false;
	start(&g, &r, false);
	run(&g.s, g.h);
	r.follow = true;
	r.write = true;
	r.method = "POST";
	start(&g, &r, false);
	run(&g.s, g.h);
	r.write = false;
	start(&g, &r, false);
	run(&g.s, g.h);
	assert_int_equal(g.s.requests, 3);
	assert_int_equal(g.l.status, 302);
	http_request_clear(&r);
	rig_close(&g);
}

/* The token stays within the origin, and does not come back with it. */
static void credentials_stay_at_home(void **state)
{
	struct rig g, other;
	char there[160], back[160];

	(void)state;
	rig_open(&g);
	rig_open(&other);
	snprintf(there, sizeof(there), TO("http://127.0.0.1:%u/"), other.s.port);
	snprintf(back, sizeof(back), TO("http://127.0.0.1:%u/"), g.s.port);
	g.s.answer[0] = ANSWER(TO("/b"), KEEP);
	g.s.answer[1] = (struct answer){there, strlen(there), KEEP, 0};
	g.s.answer[2] = ANSWER(OK, KEEP);
	other.s.answer[0] = (struct answer){back, strlen(back), KEEP, 0};
	struct http_request r = get(&g);
	r.bearer = mem_str("secret");
	start(&g, &r, false);
	mem_set(&r.bearer, NULL);
	http_request_clear(&r);
	while (http_active(g.h) > 0) {
		struct pollfd fds[2 * CONNECTIONS + 2];
		size_t n = server_fds(&g.s, fds);

		n += server_fds(&other.s, fds + n);
		assert_true(http_wait(g.h, fds, n, 1000, NULL));
		server_step(&g.s);
		server_step(&other.s);
		http_step(g.h);
	}
	assert_int_equal(g.l.status, 200);
	assert_non_null(strstr(g.s.request[0], "Bearer secret"));
	assert_non_null(strstr(g.s.request[1], "Bearer secret"));
	assert_null(strstr(other.s.request[0], "secret"));
	assert_null(strstr(g.s.request[2], "secret"));
	rig_close(&g);
	rig_close(&other);
}

static void basic_sign_in(void **state)
{
	struct rig g;

	(void)state;
	rig_open(&g);
	g.s.answer[0] = ANSWER(OK, KEEP);
	struct http_request r = get(&g);
	r.basic = mem_str("an:a:b");
	start(&g, &r, false);
	http_request_clear(&r);
	run(&g.s, g.h);
	assert_non_null(strstr(g.s.request[0], "\r\nAuthorization: Basic YW46YTpi\r\n"));
	rig_close(&g);
}

static void unsafe_addresses_do_not_start(void **state)
{
	static const char *const list[] = {"http://portal.example/", "ftp://127.0.0.1/",
		"file:///etc/passwd", "", "portal.example",
		"http://127.0.0.1.evil.example/",
		"https://user:pass@portal.example/"};
	const struct http_handler on = {.on_done = on_done};
	struct http *h = http_new();

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		struct http_request r = {.method = "GET", .url = mem_str(list[i])};
		struct err e = {0};

		assert_false(http_start(h, &r, &on, NULL, &e));
		assert_int_equal(e.kind, ERR_USAGE);
		assert_null(strstr(e.text, "pass@"));
		http_request_clear(&r);
	}
	assert_int_equal(http_active(h), 0);
	http_step(h);
	http_free(h);
}

static void certificates_that_cannot_be_read(void **state)
{
	const struct http_handler on = {.on_done = on_done};
	struct http *h = http_new();
	struct http_request r = {.method = "GET", .url = mem_str("https://127.0.0.1:1/"),
				 .ca = mem_str("/không có/ubnd.pem")};
	struct err e = {0};

	(void)state;
	assert_false(http_start(h, &r, &on, NULL, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	assert_non_null(strstr(e.text, "/không có/ubnd.pem"));
	assert_int_equal(http_active(h), 0);
	http_request_clear(&r);
	http_free(h);
}

static void a_body_is_streamed_for_200_alone(void **state)
{
	struct rig g;

	(void)state;
	rig_open(&g);
	g.s.answer[0] = ANSWER(OK, KEEP);
	g.s.answer[1] = ANSWER("HTTP/1.1 404 No\r\nContent-Length: 3\r\n\r\nnot", KEEP);
	struct http_request r = get(&g);
	start(&g, &r, true);
	run(&g.s, g.h);
	assert_string_equal(g.l.text, "bd");
	assert_int_equal(g.l.body_len, 0);
	start(&g, &r, true);
	run(&g.s, g.h);
	assert_string_equal(g.l.text, "bdd");
	assert_int_equal(g.l.body_len, 3);
	http_request_clear(&r);
	rig_close(&g);
}

static void the_receiver_may_stop(void **state)
{
	struct rig g;

	(void)state;
	rig_open(&g);
	g.l.stop = true;
	g.s.answer[0] = ANSWER(OK, KEEP);
	struct http_request r = get(&g);
	start(&g, &r, true);
	http_request_clear(&r);
	run(&g.s, g.h);
	assert_string_equal(g.l.text, "bd");
	assert_int_equal(g.l.outcome, HTTP_STOPPED);
	rig_close(&g);
}

/* No buffer is filled here: the count alone has to end it. */
static void a_stream_has_a_ceiling(void **state)
{
	struct buf text = {0};
	struct rig g;

	(void)state;
	rig_open(&g);
	buf_adds(&text, "HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n");
	buf_fill(&text, 'a', 200000);
	g.s.answer[0] = (struct answer){text.s, text.len, CLOSE, 4096};
	struct http_request r = get(&g);
	r.ceiling = 199999;
	start(&g, &r, true);
	http_request_clear(&r);
	run(&g.s, g.h);
	assert_int_equal(g.l.outcome, HTTP_TOO_BIG);
	assert_true(g.l.reason[0] != '\0');
	buf_clear(&text);
	rig_close(&g);
}

/* Handlers start another call and cancel a third, from on_done and from on_body. */
static void handlers_may_start_and_cancel(void **state)
{
	(void)state;
	for (int in_body = 0; in_body <= 1; in_body++) {
		struct rig g;
		struct log never = {0};
		const struct http_handler silent = {.ctx = &never, .on_done = on_done};

		rig_open(&g);
		for (size_t i = 0; i < ANSWERS; i++)
			g.s.answer[i] = ANSWER(OK, KEEP);
		struct http_request r = get(&g);
		g.l.in_body = in_body;
		g.l.more = &r;
		start(&g, &r, true);
		/* not even connected when it is cancelled: its server never answers */
		struct server deaf;
		server_open(&deaf);
		struct http_request to_deaf = {.method = "GET",
			.url = url_of(&deaf, "/")};
		assert_true(http_start(g.h, &to_deaf, &silent, &g.l.victim, NULL));
		run(&g.s, g.h);
		assert_int_equal(g.s.requests, 2);
		assert_int_equal(strlen(g.l.text), 3);
		assert_string_equal(never.text, "");
		http_request_clear(&to_deaf);
		http_request_clear(&r);
		server_close(&deaf);
		rig_close(&g);
	}
}

static void a_call_may_cancel_itself(void **state)
{
	(void)state;
	for (int in_body = 0; in_body <= 1; in_body++) {
		struct rig g;

		rig_open(&g);
		g.s.answer[0] = ANSWER(OK, KEEP);
		g.l.in_body = in_body;
		struct http_request r = get(&g);
		g.l.victim = start(&g, &r, true);
		http_request_clear(&r);
		run(&g.s, g.h);
		assert_string_equal(g.l.text, in_body ? "b" : "bd");
		assert_int_equal(http_active(g.h), 0);
		rig_close(&g);
	}
}

static void many_at_once(void **state)
{
	struct rig g;

	(void)state;
	rig_open(&g);
	for (size_t i = 0; i < ANSWERS; i++)
		g.s.answer[i] = ANSWER(OK, KEEP);
	struct http_request r = get(&g);
	for (int i = 0; i < 6; i++)
		start(&g, &r, false);
	assert_int_equal(http_active(g.h), 6);
	run(&g.s, g.h);
	assert_string_equal(g.l.text, "dddddd");
	/* what is under way goes without a word */
	start(&g, &r, false);
	start(&g, &r, false);
	http_step(g.h);
	http_request_clear(&r);
	rig_close(&g);
	assert_string_equal(g.l.text, "dddddd");
}

static void waiting_sees_other_descriptors(void **state)
{
	struct rig g;
	int ends[2];

	(void)state;
	rig_open(&g);
	assert_int_equal(pipe(ends), 0);
	for (int busy = 0; busy <= 1; busy++) {
		struct pollfd fds[2] = {{ends[0], POLLIN, POLLIN}, {-1, POLLIN, POLLIN}};
		struct http_request r = get(&g);

		if (busy)
			start(&g, &r, false);
		http_request_clear(&r);
		assert_true(http_wait(g.h, fds, 2, 0, NULL));
		assert_int_equal(fds[0].revents, 0);
		assert_int_equal(fds[1].revents, 0);
		assert_true(http_wait(g.h, fds, 1, -1, NULL));
		assert_int_equal(write(ends[1], "k", 1), 1);
		assert_true(http_wait(g.h, fds, 1, 1000, NULL));
		assert_int_equal(fds[0].revents, POLLIN);
		char c;
		assert_int_equal(read(ends[0], &c, 1), 1);
	}
	/* a terminal that hangs up tells no more than this */
	close(ends[1]);
	struct pollfd fd = {ends[0], POLLIN, 0};
	assert_true(http_wait(g.h, &fd, 1, 1000, NULL));
	assert_int_equal(fd.revents, POLLHUP);
	close(ends[0]);
	rig_close(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(redirects_are_followed),
		cmocka_unit_test(a_loop_of_redirects_ends),
		cmocka_unit_test(unsafe_redirects_are_not_followed),
		cmocka_unit_test(only_who_asks_is_led_on),
		cmocka_unit_test(credentials_stay_at_home),
		cmocka_unit_test(basic_sign_in),
		cmocka_unit_test(unsafe_addresses_do_not_start),
		cmocka_unit_test(certificates_that_cannot_be_read),
		cmocka_unit_test(a_body_is_streamed_for_200_alone),
		cmocka_unit_test(the_receiver_may_stop),
		cmocka_unit_test(a_stream_has_a_ceiling),
		cmocka_unit_test(handlers_may_start_and_cancel),
		cmocka_unit_test(a_call_may_cancel_itself),
		cmocka_unit_test(many_at_once),
		cmocka_unit_test(waiting_sees_other_descriptors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
