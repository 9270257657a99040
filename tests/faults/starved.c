/* starved.c - the screen while an allocation fails, or all from one on */
#include "play.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { SAMPLE = 6, EXIT_LAST = 5, LOST_KEYS = 100 };

static const char title[] = "Lịch tiêm phòng";

/* Start, open an article, write, save, review and submit, sync, leave. */
static void write_play(struct play *p, struct rig *r)
{
	*p = (struct play){.n = 0};
	play_bulletin(p, r, title);
	p->list[0].gap = 1000;
	play_text(p, r, 50, INTO_BODY, "Sáng thứ bảy, trạm y tế xã tiêm phòng cho trẻ.");
	play_key(p, 100, INTO_SAVE, "\x13");
	play_text(p, r, 50, INTO_BODY, " Mời bà con đưa trẻ đến.");
	for (const char *k = "\x12S\rqt\rqsQ"; *k; k++)
		play_key(p, 500, INTO_NOTHING, (char[]){*k, 0});
	/* whatever a question still wanted: these leave */
	play_key(p, 60, INTO_NOTHING, "\033");
	play_key(p, 500, INTO_NOTHING, "\x18");
	play_key(p, 500, INTO_NOTHING, "Q");
}

/* Where no memory was left for the review, its keys went into the text. */
static int held_as_text(struct rig *r, const struct play *p, int keys)
{
	static struct play typed;
	int i = 0;

	typed = *p;
	while (i < typed.n && typed.list[i].bytes[0] != '\x12')
		i++;
	for (i++; i < typed.n && typed.list[i].bytes[0] != '\033'; i++)
		typed.list[i].into = INTO_BODY;
	return play_held(r, &typed, keys, "2");
}

static void look(struct rig *r, const struct play *p, const struct outcome *o,
		 const char *strike, struct verdicts *v)
{
	int keys = (int)o->keys, held = play_held(r, p, keys, "2");
	struct outcome list = {0};

	if (held < 0)
		held = held_as_text(r, p, keys);
	if (held < 0)
		verdict_bad(v, "%s: the draft is nothing that was typed", strike);
	else if (held < play_asked(p, keys) && keys - held > LOST_KEYS)
		verdict_bad(v, "%s: the draft is of key %d of %d", strike, held, keys);
	if (plain_run(r, (const char *[]){"draft", "list", NULL}, &list) != 0)
		verdict_bad(v, "%s: the desk: %s", strike, buf_str(&list.err));
	outcome_clear(&list);
}

/* The allocations that there were. */
static uint32_t one_case(struct rig *r, const struct play *p, uint32_t n, bool always,
			 struct verdicts *v)
{
	struct fault f = {.calls = "memory", .deed = "ENOMEM", .at = n, .always = always};
	struct buf reason = {0};
	struct outcome o = {0};
	char strike[96];
	int code = -1;
	size_t failed = v->failed;

	play_profile(r, false);
	struct term *t = play_open(r, &f, p, &reason);
	long limit = clock_ms() + SCREEN_LIMIT;
	bool ok = t && play_wait(r, t, p, &o, &reason);
	if (ok && !term_ended(t))
		term_signal(t, SIGTERM);
	ok = ok && term_wait_end(t, limit, &code, &reason);
	run_tally_read(&r->at, &o);
	snprintf(strike, sizeof(strike), "allocation %u%s, key %u", (unsigned)n,
		 always ? " and all after it" : "", (unsigned)o.keys);
	if (!ok)
		verdict_bad(v, "%s: %s", strike, buf_str(&reason));
	else if (code > EXIT_LAST)
		verdict_bad(v, "%s: it ends with %d", strike, code);
	else if (!term_as_found(t))
		verdict_bad(v, "%s: the terminal is not as it was found", strike);
	term_free(t);
	look(r, p, &o, strike, v);
	v->cases++;
	if (v->failed > failed)
		v->failed = failed + 1;
	uint32_t calls = o.count;
	buf_clear(&reason);
	outcome_clear(&o);
	return calls;
}

/* Each every-th of them, once and from then on. */
static void strike_every(struct rig *r, const struct play *p, uint32_t calls)
{
	struct verdicts v = {0};

	for (int always = 0; always < 2; always++) {
		for (uint32_t n = 1 + rig_below(r, r->every);
		     n <= calls && !clock_interrupted(); n += r->every)
			one_case(r, p, n, always, &v);
		rig_tell(r, &v, "the screen without memory%s, at each %uth of its %u "
				"allocations",
			 always ? " from then on" : "", (unsigned)r->every,
			 (unsigned)calls);
	}
}

void starved_sweep(struct rig *r)
{
	static struct play p;
	struct verdicts v = {0};

	write_play(&p, r);
	uint32_t calls = one_case(r, &p, 0, false, &v);
	for (uint32_t i = 0; !r->every && i < SAMPLE; i++)
		one_case(r, &p, 1 + rig_below(r, calls), rig_below(r, 2), &v);
	rig_tell(r, &v, "the screen without memory, at some of its %u allocations",
		 (unsigned)calls);
	if (r->every)
		strike_every(r, &p, calls);
}
