/* sweep.c - one command of bantin's, struck at its nth call for every n */
#include "sweep.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { EXIT_LAST = 5 };

int plain_run(struct rig *r, const char *const words[], struct outcome *o)
{
	run_once(&r->at, NULL, words, NULL, o);
	return o->status;
}

/* The first line of it, for a note. */
static const char *first_line(const struct outcome *o, char out[160])
{
	const char *text = buf_str(&o->err);

	snprintf(out, 160, "%.*s", (int)strcspn(text, "\n"), text);
	return out;
}

/* An exit status of ours, and words where it failed. */
static void ended_well(const struct outcome *o, const char *strike, struct verdicts *v)
{
	char line[160];

	if (o->status > EXIT_LAST)
		verdict_bad(v, "%s: exit status %d: %s", strike, o->status,
			    first_line(o, line));
	else if (o->status != 0 && !strstr(buf_str(&o->err), "bantin: "))
		verdict_bad(v, "%s: %d without a word", strike, o->status);
}

static void strike_words(const struct plan *p, uint32_t n, const struct outcome *o,
			 char out[200])
{
	snprintf(out, 200, "%s%s at %u (%s)", p->deed, p->always ? " from then on" : "",
		 (unsigned)n, o->what);
}

static void act_begin(struct rig *r, const struct act *a)
{
	struct outcome o = {0};

	rig_profile(r, a->base);
	if (a->first[0])
		plain_run(r, a->first, &o);
	outcome_clear(&o);
}

/* The verdicts count cases: one that is bad in two ways is one. */
static void one_case(struct rig *r, const struct act *a, const struct plan *p, uint32_t n,
		     struct verdicts *v)
{
	struct fault f = {.calls = p->calls, .deed = p->deed, .at = n,
			  .always = p->always};
	struct outcome o = {0};
	char strike[200];
	size_t failed = v->failed;

	act_begin(r, a);
	run_once(&r->at, &f, a->words, a->input, &o);
	strike_words(p, n, &o, strike);
	bool killed = strcmp(p->deed, "kill") == 0 && o.status == 128 + SIGKILL;
	if (!killed)
		ended_well(&o, strike, v);
	a->check(r, a, o.status == 0 || o.out.len > 0, strike, v);
	v->cases++;
	if (v->failed > failed)
		v->failed = failed + 1;
	outcome_clear(&o);
}

static void strike_all(struct rig *r, const struct act *a, const struct plan *p,
		       uint32_t calls, struct verdicts *v)
{
	uint32_t n = 1 + rig_below(r, r->every);

	for (; r->every && n <= calls; n += r->every)
		one_case(r, a, p, n, v);
	for (uint32_t i = 0; !r->every && i < p->sample; i++)
		one_case(r, a, p, 1 + rig_below(r, calls), v);
}

void sweep(struct rig *r, const struct act *a, const struct plan *p)
{
	struct fault only_count = {.calls = p->calls};
	struct verdicts v = {0};
	struct outcome o = {0};

	act_begin(r, a);
	run_once(&r->at, &only_count, a->words, a->input, &o);
	uint32_t calls = o.count;
	if (o.status != 0)
		verdict_bad(&v, "without a fault: %d: %s", o.status, buf_str(&o.err));
	if (a->counted)
		a->counted(r, a);
	if (o.status == 0)
		strike_all(r, a, p, calls, &v);
	rig_tell(r, &v, "%s, %s%s at one of its %u %s calls", a->name, p->deed,
		 p->always ? " from then on" : "", (unsigned)calls, p->calls);
	outcome_clear(&o);
}

void sweep_all(struct rig *r, const struct act *a)
{
	static const char *const deeds[] = {"ENOSPC", "EIO",   "EACCES", "EROFS",
					    "EDQUOT", "EMFILE", "EINTR",  "short"};

	sweep(r, a, &(struct plan){"all", "kill", false, 10});
	for (size_t i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++) {
		sweep(r, a, &(struct plan){"disk", deeds[i], false, 1});
		sweep(r, a, &(struct plan){"disk", deeds[i], true, 1});
	}
	sweep(r, a, &(struct plan){"memory", "ENOMEM", false, 4});
	sweep(r, a, &(struct plan){"memory", "ENOMEM", true, 4});
}
