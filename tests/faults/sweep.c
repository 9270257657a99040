/* sweep.c - one command of bantin's, struck at each of its calls */
#include "sweep.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { EXIT_LAST = 5 };

/* What calls of one kind are struck with. */
struct kind {
	const char *calls, *words;
	const char *deeds[9];
	bool ever;		/* from then on, too */
	uint32_t sample;	/* how many in the quick form */
};

static const struct kind kinds[] = {
	{"all", "system", {"kill"}, false, 6},
	{"disk", "file", {"ENOSPC", "EIO", "EACCES", "EROFS", "EDQUOT", "EMFILE", "EINTR",
			  "short"}, true, 6},
	{"memory", "memory", {"ENOMEM"}, true, 5},
};

struct plan {
	const char *calls, *deed;
	bool always;
};

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

static size_t deed_count(const struct kind *k)
{
	size_t n = 0;

	while (k->deeds[n])
		n++;
	return n;
}

/* A sample of all that may strike. */
static void strike_some(struct rig *r, const struct act *a, const struct kind *k,
			uint32_t calls, struct verdicts *v)
{
	for (uint32_t i = 0; i < k->sample; i++) {
		struct plan p = {
			.calls = k->calls,
			.deed = k->deeds[rig_below(r, (uint32_t)deed_count(k))],
			.always = k->ever && rig_below(r, 2),
		};
		one_case(r, a, &p, 1 + rig_below(r, calls), v);
	}
	rig_tell(r, v, "%s, struck at some of its %u %s calls", a->name, (unsigned)calls,
		 k->words);
}

static void strike_every(struct rig *r, const struct act *a, const struct kind *k,
			 uint32_t calls, struct verdicts *v)
{
	uint32_t lead = r->every < calls ? r->every : calls;

	for (size_t i = 0; i < deed_count(k) * (k->ever ? 2 : 1); i++) {
		struct plan p = {.calls = k->calls, .deed = k->deeds[i % deed_count(k)],
				 .always = i >= deed_count(k)};
		for (uint32_t n = 1 + rig_below(r, lead); n <= calls; n += r->every)
			one_case(r, a, &p, n, v);
		rig_tell(r, v, "%s, %s%s at its %u %s calls", a->name, p.deed,
			 p.always ? " from then on" : "", (unsigned)calls, k->words);
	}
}

static void sweep(struct rig *r, const struct act *a, const struct kind *k)
{
	struct fault only_count = {.calls = k->calls};
	struct verdicts v = {0};
	struct outcome o = {0};

	act_begin(r, a);
	run_once(&r->at, &only_count, a->words, a->input, &o);
	if (a->counted)
		a->counted(r, a);
	if (o.status != 0) {
		verdict_bad(&v, "%d: %s", o.status, buf_str(&o.err));
		rig_tell(r, &v, "%s without a fault", a->name);
	} else if (r->every) {
		strike_every(r, a, k, o.count, &v);
	} else {
		strike_some(r, a, k, o.count, &v);
	}
	outcome_clear(&o);
}

void sweep_all(struct rig *r, const struct act *a)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!r->only || strcmp(r->only, kinds[i].words) == 0)
			sweep(r, a, &kinds[i]);
}
