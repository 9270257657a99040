/* typing.c - bantin killed while somebody types: what is lost, and how it comes back */
#include "play.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

enum {
	SAMPLE = 20, FULL = 1000,	/* kills */
	LOST_KEYS = 100, LOST_MS = 1500,
	SLACK = 300,			/* ms in which the machine does what is due */
	SYNCS = 4, LATER = 400
};

static const char title[] = "Lịch tiếp dân tháng chín";
static const char *const sentences[] = {
	"Thứ năm hằng tuần, Chủ tịch xã tiếp dân tại trụ sở. ",
	"Bà con mang theo giấy tờ tùy thân.\n\n",
	"Ai ở xa thì báo trước với trưởng thôn để được xếp lịch.\n",
	"Đơn thư viết rõ họ tên, địa chỉ và số điện thoại. ",
};

/* Half an hour's work in a minute: hurried and slow passages, pauses, ^S now and then. */
static void write_play(struct play *p, struct rig *r)
{
	static const int gaps[] = {8, 150, 400, 60};

	*p = (struct play){.n = 0};
	play_bulletin(p, r, title);
	for (int i = 0; i < 7; i++) {
		play_text(p, r, gaps[rig_below(r, 4)], INTO_BODY,
			  sentences[rig_below(r, 4)]);
		if (rig_below(r, 3) == 0)
			play_key(p, 500, INTO_SAVE, "\x13");
		if (rig_below(r, 3) == 0)
			p->list[p->n - 1].gap += 2500;
	}
}

/* Back with one key, and everything stands there as it is on the desk. */
static bool comes_back(struct rig *r, struct buf *reason)
{
	struct fault none = {0};
	struct term *t = play_open(r, &none, NULL, reason);
	long limit = clock_ms() + SCREEN_LIMIT;
	int code = 0;

	bool ok = t && term_wait(t, "Go on writing?", false, limit, reason) &&
		  term_send(t, "\r", 1, limit, reason) &&
		  term_wait(t, "Title", false, limit, reason) &&
		  term_settle(t, limit, reason) &&
		  (!grid_has(term_grid(t), "Go on writing?") ||
		   why(reason, "it asks again")) &&
		  (grid_has(term_grid(t), "saved") || why(reason, "it is not saved"));
	if (t && !term_ended(t))
		term_signal(t, SIGTERM);
	ok = ok && term_wait_end(t, limit, &code, reason) &&
	     (code == 0 || why(reason, "it ends with %d", code));
	term_free(t);
	return ok;
}

static void outbox_goes_on(struct rig *r, size_t cases, const char *strike,
			   struct verdicts *v)
{
	struct buf ledger = {0};
	struct outcome o = {0};
	bool over = false;

	for (int i = 1; i <= SYNCS && !over; i++) {
		struct fault f = {.later = i * LATER};
		run_once(&r->at, &f, (const char *[]){"sync", NULL}, NULL, &o);
		plain_run(r, (const char *[]){"outbox", "--json", NULL}, &o);
		over = strstr(buf_str(&o.out), "\"accepted\"") != NULL;
	}
	rig_ledger(r, REMEMBERS_KEYS, &ledger);
	size_t there = count_lines(buf_str(&ledger), "Ra quân dọn đường");
	if (!over || there != cases)
		verdict_bad(v, "%s: the outbox: %s, %zu bulletins instead of %zu", strike,
			    over ? "accepted" : buf_str(&o.out), there, cases);
	buf_clear(&ledger);
	outcome_clear(&o);
}

static void nothing_is_missing(struct rig *r, const struct play *p,
			       const struct outcome *o, const char *strike,
			       struct verdicts *v)
{
	int keys = (int)o->keys, held = play_held(r, p, keys, "2");
	struct buf reason = {0};

	/* the key on which it was killed may be in no field yet */
	int ms = play_lost_ms(p, held, keys) + (int)(o->now - o->key_at);
	if (held < 0)
		verdict_bad(v, "%s: the draft is nothing that was typed", strike);
	else if (held < play_asked(p, keys))
		verdict_bad(v, "%s: ^S at key %d, and the draft is of key %d", strike,
			    play_asked(p, keys), held);
	else if (held < keys && (keys - held > LOST_KEYS || ms > LOST_MS + SLACK))
		verdict_bad(v, "%s: %d keys are lost, %d ms", strike, keys - held, ms);
	struct outcome there = {0};
	if (plain_run(r, (const char *[]){"draft", "show", "2", NULL}, &there) == 0 &&
	    !comes_back(r, &reason))
		verdict_bad(v, "%s: %s", strike, buf_str(&reason));
	outcome_clear(&there);
	buf_clear(&reason);
}

/* A bulletin from before waits in the outbox while this one is written. */
void play_profile(struct rig *r, bool waiting)
{
	struct outcome o = {0};

	rig_profile(r, r->base[REMEMBERS_KEYS]);
	plain_run(r, (const char *[]){"config", "set", "lang", "en", NULL}, &o);
	plain_run(r, (const char *[]){"config", "set", "typing", "off", NULL}, &o);
	if (waiting)
		plain_run(r, (const char *[]){"submit", "1", "--offline", NULL}, &o);
	outcome_clear(&o);
}

/* One sitting, killed at call n; 0: at its end. The calls that there were. */
static uint32_t one_kill(struct rig *r, const struct play *p, uint32_t n, size_t cases,
			 struct verdicts *v)
{
	struct fault f = {.calls = "all", .deed = "kill", .at = n};
	struct buf reason = {0};
	struct outcome o = {0};
	char strike[120];
	size_t failed = v->failed;

	play_profile(r, true);
	struct term *t = play_open(r, &f, p, &reason);
	bool ok = t && play_wait(r, t, p, &o, &reason);
	term_free(t);
	snprintf(strike, sizeof(strike), "kill at %u (%.60s), key %u", (unsigned)n, o.what,
		 (unsigned)o.keys);
	if (!ok)
		verdict_bad(v, "%s: %s", strike, buf_str(&reason));
	nothing_is_missing(r, p, &o, strike, v);
	outbox_goes_on(r, cases, strike, v);
	v->cases++;
	if (v->failed > failed)
		v->failed = failed + 1;
	uint32_t calls = o.count;
	buf_clear(&reason);
	outcome_clear(&o);
	return calls;
}

void typing_sweep(struct rig *r)
{
	uint32_t kills = r->every ? FULL / r->every + 1 : SAMPLE, calls = 0;
	static struct play p;
	struct verdicts v = {0};
	struct buf ledger = {0};

	rig_ledger(r, REMEMBERS_KEYS, &ledger);
	size_t there = count_lines(buf_str(&ledger), "Ra quân dọn đường");
	for (uint32_t i = 0; i <= kills && !clock_interrupted(); i++) {
		if (i % 50 == 0)
			write_play(&p, r);
		if (i % 50 == 0)
			calls = one_kill(r, &p, 0, ++there, &v);
		else
			one_kill(r, &p, 1 + rig_below(r, calls), ++there, &v);
	}
	rig_tell(r, &v, "typing, killed at some of its %u calls", (unsigned)calls);
	buf_clear(&ledger);
}
