/* pairs.c - two at once: the second one takes the desk over from the first, in mid-word */
#include "play.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { SAMPLE = 2, FULL = 200, WITHIN = 3000 /* ms, in the full form */ };

static const char title[] = "Lịch gặt vụ mùa";

static void write_play(struct play *p, struct rig *r)
{
	*p = (struct play){.n = 0};
	play_bulletin(p, r, title);
	play_text(p, r, 100, INTO_BODY, "Thôn Đoài gặt từ ngày mười, thôn Th");
}

/* The second start: asked, it takes over, and goes on where the first one was. */
static bool take_over(struct term *t, struct buf *reason)
{
	long limit = clock_ms() + SCREEN_LIMIT;

	return t && term_wait(t, "(Enter)", false, limit, reason) &&
	       (grid_has(term_grid(t), "/dev/pts/") || why(reason, "no owner is named")) &&
	       term_send(t, "2\r", 2, limit, reason);
}

static bool goes_on(struct term *t, struct buf *reason)
{
	long limit = clock_ms() + SCREEN_LIMIT;
	int code = 0;

	bool ok = term_wait(t, "Go on writing?", false, limit, reason) &&
		  term_send(t, "\r", 1, limit, reason) &&
		  term_wait(t, "Title", false, limit, reason);
	if (ok)
		term_signal(t, SIGTERM);
	return ok && term_wait_end(t, limit, &code, reason) &&
	       (code == 0 || why(reason, "the second one ends with %d", code));
}

static bool leaves(struct rig *r, struct term *t, struct buf *reason)
{
	long since = clock_ms();
	int code = 0;

	return term_wait_end(t, since + SCREEN_LIMIT, &code, reason) &&
	       (code == 0 || why(reason, "the first one ends with %d", code)) &&
	       (!r->every || clock_ms() - since < WITHIN ||
		why(reason, "it leaves after %ld ms", clock_ms() - since)) &&
	       (grid_has(term_grid(t), "/dev/pts/") ||
		why(reason, "it does not say who has taken over"));
}

static void one_pair(struct rig *r, struct verdicts *v)
{
	static struct play p;
	struct fault typist = {0}, none = {0};
	struct buf reason = {0};
	struct outcome o = {0};

	write_play(&p, r);
	play_profile(r, false);
	struct term *first = play_open(r, &typist, &p, &reason), *second = NULL;
	bool ok = first && play_wait(r, first, &p, &o, &reason);
	if (ok)
		second = play_open(r, &none, NULL, &reason);
	ok = ok && take_over(second, &reason) && leaves(r, first, &reason) &&
	     goes_on(second, &reason);
	term_free(first);
	term_free(second);
	int held = play_held(r, &p, play_keys(&p), "2");
	if (!ok)
		verdict_bad(v, "%s", buf_str(&reason));
	else if (held != play_keys(&p))
		verdict_bad(v, "%d of %d keys are there", held, play_keys(&p));
	v->cases++;
	buf_clear(&reason);
	outcome_clear(&o);
}

void pairs_sweep(struct rig *r)
{
	uint32_t cases = r->every ? FULL / r->every + 1 : SAMPLE;
	struct verdicts v = {0};

	for (uint32_t i = 0; i < cases; i++)
		one_pair(r, &v);
	rig_tell(r, &v, "the desk is taken over from one who types");
}
