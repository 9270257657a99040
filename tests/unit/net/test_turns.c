/* test_turns.c - what a step hands out is bounded, whatever is packed into few bytes */
#include "server.h"

#include "../../../src/net/call.h"

enum {
	UNPACKED = 8 << 20,
	A_TURN = (256 << 10) + (16 << 10)	/* and the piece that passes it */
};

struct taken {
	size_t bytes, step, most;	/* most: in one step */
	size_t stop_at;			/* 0: never */
	enum http_outcome outcome;
	int done;
};

static bool take(void *ctx, const struct http_reply *r, const char *p, size_t n)
{
	struct taken *t = ctx;

	(void)r;
	for (size_t i = 0; i < n; i++)
		if (p[i] != 'a')
			fail_msg("another byte at %zu", t->bytes + i);
	t->bytes += n;
	t->step += n;
	return !t->stop_at || t->bytes < t->stop_at;
}

static void note(void *ctx, const struct http_reply *r)
{
	struct taken *t = ctx;

	t->outcome = r->outcome;
	t->done++;
}

struct bits {
	struct buf *out;
	unsigned held, count;
};

static void add_bits(struct bits *b, unsigned code, unsigned n)
{
	while (n-- > 0) {
		b->held |= (code >> n & 1u) << b->count++;
		if (b->count < 8)
			continue;
		buf_addc(b->out, (char)b->held);
		b->held = b->count = 0;
	}
}

/* RFC 1951, fixed codes: 'a', then over and over 258 times the same again. */
static void pack(struct buf *out, size_t n)
{
	struct bits b = {.out = out};

	add_bits(&b, 6, 3);		/* last block (1), fixed (01 from its low bit) */
	add_bits(&b, 0x30 + 'a', 8);
	for (n--; n >= 258; n -= 258) {
		add_bits(&b, 0xc5, 8);	/* length 258 */
		add_bits(&b, 0, 5);	/* one byte back */
	}
	for (; n > 0; n--)
		add_bits(&b, 0x30 + 'a', 8);
	add_bits(&b, 0, 7);		/* the end */
	add_bits(&b, 0, 8);
}

static void answer_packed(struct buf *out)
{
	struct buf packed = {0};

	pack(&packed, UNPACKED);
	buf_addf(out, "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\n"
		 "Content-Length: %zu\r\n\r\n", packed.len);
	buf_add(out, packed.s, packed.len);
	buf_clear(&packed);
}

static void start(struct http *h, const struct server *s, struct taken *t,
		  struct http_call **call)
{
	const struct http_handler on = {.ctx = t, .on_body = take, .on_done = note};
	struct http_request r = {.method = "GET", .url = url_of(s, "/")};

	assert_true(http_start(h, &r, &on, call, NULL));
	http_request_clear(&r);
}

static void turn(struct server *s, struct http *h, struct taken *t, size_t n)
{
	struct pollfd fds[CONNECTIONS + 1];
	size_t count = server_fds(s, fds);

	for (size_t i = 0; i < n; i++)
		t[i].step = 0;
	assert_true(http_wait(h, fds, count, 1000, NULL));
	server_step(s);
	http_step(h);
	for (size_t i = 0; i < n; i++)
		if (t[i].step > t[i].most)
			t[i].most = t[i].step;
}

static void all_of_it_in_turns(void **state)
{
	struct http *h = http_new();
	struct buf packed = {0};
	struct taken t = {0};
	struct server s;

	(void)state;
	server_open(&s);
	answer_packed(&packed);
	for (int after = KEEP; after <= CLOSE; after++) {
		s.answer[after - KEEP] = (struct answer){packed.s, packed.len,
							 (enum after)after, 0};
		t = (struct taken){0};
		start(h, &s, &t, NULL);
		while (!t.done)
			turn(&s, h, &t, 1);
		assert_int_equal(t.outcome, HTTP_ANSWERED);
		assert_int_equal(t.bytes, UNPACKED);
		assert_true(t.most <= A_TURN);
	}
	http_free(h);
	server_close(&s);
	buf_clear(&packed);
}

/* The second call's few bytes do not wait for the end of the first. */
static void another_gets_its_turn(void **state)
{
	struct http *h = http_new();
	struct buf packed = {0};
	struct taken t[2] = {{0}, {0}};
	struct server s;

	(void)state;
	server_open(&s);
	answer_packed(&packed);
	s.answer[0] = (struct answer){packed.s, packed.len, KEEP, 0};
	s.answer[1] = ANSWER("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\naa", KEEP);
	start(h, &s, &t[0], NULL);
	while (t[0].bytes == 0)
		turn(&s, h, t, 2);
	start(h, &s, &t[1], NULL);
	while (!t[1].done)
		turn(&s, h, t, 2);
	assert_int_equal(t[1].bytes, 2);
	assert_false(t[0].done);
	assert_true(t[0].bytes < UNPACKED);
	http_free(h);
	server_close(&s);
	buf_clear(&packed);
}

/* Said in the middle of what libcurl kept; nothing more has to come for it to be heard. */
static void a_stop_after_a_pause(void **state)
{
	struct http *h = http_new();
	struct buf packed = {0};
	struct taken t = {.stop_at = 400 << 10};
	struct server s;

	(void)state;
	server_open(&s);
	answer_packed(&packed);
	s.answer[0] = (struct answer){packed.s, packed.len / 2, SILENT, 0};
	start(h, &s, &t, NULL);
	while (!t.done)
		turn(&s, h, &t, 1);
	assert_int_equal(t.outcome, HTTP_STOPPED);
	assert_int_equal(t.done, 1);
	assert_true(t.bytes < (400 << 10) + (16 << 10));
	assert_int_equal(http_active(h), 0);
	http_free(h);
	server_close(&s);
	buf_clear(&packed);
}

static void a_paused_call_is_cancelled(void **state)
{
	struct http *h = http_new();
	struct http_call *call;
	struct buf packed = {0};
	struct taken t = {0};
	struct server s;

	(void)state;
	server_open(&s);
	answer_packed(&packed);
	s.answer[0] = (struct answer){packed.s, packed.len, KEEP, 0};
	start(h, &s, &t, &call);
	while (t.bytes == 0)
		turn(&s, h, &t, 1);
	http_cancel(h, call);
	size_t bytes = t.bytes;
	turn(&s, h, &t, 1);
	assert_int_equal(t.bytes, bytes);
	assert_int_equal(http_active(h), 0);
	http_free(h);
	server_close(&s);
	buf_clear(&packed);
}

/* Bytes of bytes, and what was not asked for. */
static void packed_in_other_ways(void **state)
{
	static const struct {
		const char *field;
		enum http_outcome outcome;
	} list[] = {
		{"Content-Encoding: identity", HTTP_ANSWERED},
		{"Content-Encoding: ", HTTP_ANSWERED},
		{"Content-Encoding: gzip, gzip", HTTP_LOST},
		{"Content-Encoding: gzip\r\nContent-Encoding: GZip", HTTP_LOST},
		{"Transfer-Encoding: gzip, chunked\r\nContent-Encoding: x-gzip", HTTP_LOST},
		{"Content-Encoding: br", HTTP_LOST},
		{"Content-Encoding: zstd", HTTP_LOST},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		struct http *h = http_new();
		struct buf text = {0};
		struct taken t = {0};
		struct server s;

		server_open(&s);
		buf_addf(&text, "HTTP/1.1 200 OK\r\n%s\r\nContent-Length: 2\r\n\r\naa",
			 list[i].field);
		s.answer[0] = (struct answer){text.s, text.len, CLOSE, 0};
		start(h, &s, &t, NULL);
		while (!t.done)
			turn(&s, h, &t, 1);
		if (t.outcome != list[i].outcome)
			fail_msg("%s: %d", list[i].field, (int)t.outcome);
		http_free(h);
		server_close(&s);
		buf_clear(&text);
	}
}

/* A byte every half second would keep a call for ever. */
static void a_drip_ends(void **state)
{
	(void)state;
	assert_false(call_is_late(299000, 0, 60));
	assert_true(call_is_late(301000, 0, 60));
	assert_true(call_is_late(400000, 800, 60));	/* two bytes a second */
	/* the worst modem still has its day: 50 MB at 100 bytes a second */
	assert_false(call_is_late(500000 * INT64_C(1000), 50 * 1000 * 1000, 60));
	assert_true(call_is_late(6001, 0, 1));
	assert_false(call_is_late(5999, 0, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_of_it_in_turns),
		cmocka_unit_test(another_gets_its_turn),
		cmocka_unit_test(a_stop_after_a_pause),
		cmocka_unit_test(a_paused_call_is_cancelled),
		cmocka_unit_test(packed_in_other_ways),
		cmocka_unit_test(a_drip_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
