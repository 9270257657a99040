/* clocks.c - the wall clock jumps by a day under the open screen */
#include "play.h"

#include <signal.h>
#include <stdlib.h>

static const char title[] = "Thông báo cắt nước", waits[] = "Ra quân dọn đường";

enum {
	DAY = 86400,
	/* ms; it is tried at 0, 5, 15, 35 and 75 s, or up to a quarter later */
	BETWEEN = 60000,	/* behind the fourth and before the fifth */
	SOON = 2000,
	BEHIND = 60000		/* from there: behind the fifth */
};

/* The wall clock jumps while one types: what is due is due all the same. */
static void clock_jumps(struct rig *r, int by, struct verdicts *v)
{
	static struct play p;
	struct fault f = {0};
	struct buf reason = {0};
	struct outcome o = {0};

	p.n = 0;
	play_bulletin(&p, r, title);
	play_text(&p, r, 100, INTO_BODY, "Chủ nhật ");
	play_clock(&p, 10, by);
	play_text(&p, r, 100, INTO_BODY, "cắt nước");
	play_clock(&p, 1600, -by);
	play_key(&p, 10, INTO_NOTHING, "\f");
	play_profile(r, true);
	struct term *t = play_open(r, &f, &p, &reason);
	if (!t || !play_wait(r, t, &p, &o, &reason))
		verdict_bad(v, "%+d s: %s", by, buf_str(&reason));
	term_signal(t, SIGKILL);
	term_free(t);
	int held = play_held(r, &p, play_keys(&p), "2");
	if (held != play_keys(&p))
		verdict_bad(v, "%+d s: %d of %d keys are saved", by, held, play_keys(&p));
	v->cases++;
	buf_clear(&reason);
	outcome_clear(&o);
}

/* --- what is tried again ------------------------------------------------------- */

static bool plan(struct rig *r, const char *text)
{
	struct http_call call = {.port = r->portals[REMEMBERS_KEYS].port, .method = "POST",
				 .path = "/_plan", .body = text,
				 .limit = clock_ms() + SCREEN_LIMIT};
	struct buf answer = {0}, reason = {0};
	int status = 0;
	bool ok = http_ask(&call, &status, &answer, &reason) && status / 100 == 2;

	buf_clear(&answer);
	buf_clear(&reason);
	return ok;
}

static size_t arrived(struct rig *r)
{
	struct buf ledger = {0};

	rig_ledger(r, REMEMBERS_KEYS, &ledger);
	size_t n = count_lines(buf_str(&ledger), waits);
	buf_clear(&ledger);
	return n;
}

/* The bulletin that goes on at the top of the desk, by number; 0: none. */
static long newest(struct rig *r)
{
	struct outcome o = {0};

	plain_run(r, (const char *[]){"draft", "list", NULL}, &o);
	long id = strtol(buf_str(&o.out), NULL, 10);
	outcome_clear(&o);
	return id;
}

/*
 * A portal says no for now, four times; then the clock jumps. Right after it the bulletin
 * has not gone out for that, and later it has, at its time: retries go by the clock that
 * never jumps. What is written after the jump stands above what was written before.
 */
static void tried_again(struct rig *r, int by, bool later, struct verdicts *v)
{
	static struct play p;
	struct fault f = {0};
	struct buf reason = {0};
	struct outcome o = {0};
	size_t before = arrived(r), want = later ? 1 : 0;

	p.n = 0;
	play_clock(&p, BETWEEN, by);
	play_key(&p, SOON, INTO_NOTHING, "w");
	play_text(&p, r, 1, INTO_TITLE, title);
	play_key(&p, 10, INTO_NOTHING, "\023");
	if (later)
		play_key(&p, BEHIND, INTO_NOTHING, "\f");
	play_profile(r, true);
	if (!plan(r, "method=POST path=/micropub times=4 status=503"))
		verdict_bad(v, "%+d s: the portal takes no plan", by);
	struct term *t = play_open(r, &f, &p, &reason);
	if (!t || !play_wait(r, t, &p, &o, &reason))
		verdict_bad(v, "%+d s: %s", by, buf_str(&reason));
	size_t there = arrived(r) - before;
	term_signal(t, SIGKILL);
	term_free(t);
	if (there != want)
		verdict_bad(v, "%+d s, %s: it stands there %zu times", by,
			    later ? "a minute later" : "at once", there);
	if (newest(r) != 2)
		verdict_bad(v, "%+d s: draft %ld is the newest", by, newest(r));
	plan(r, "");
	v->cases++;
	buf_clear(&reason);
	outcome_clear(&o);
}

void clocks_sweep(struct rig *r)
{
	struct verdicts v = {0};

	clock_jumps(r, DAY, &v);
	clock_jumps(r, -DAY, &v);
	rig_tell(r, &v, "the clock jumps by a day while one types");
	for (int later = 0; later < 2; later++) {
		tried_again(r, DAY, later, &v);
		tried_again(r, -DAY, later, &v);
	}
	rig_tell(r, &v, "the clock jumps by a day while a bulletin waits to be tried again");
}
