/* submits.c - sending a bulletin: it stands on the portal once, or nobody knows */
#include "sweep.h"

#include <stdio.h>
#include <string.h>

enum { SYNCS_MAX = 6, LATER = 400 };

/* The only row there may be; key empty: none. */
struct row {
	char key[64], state[32];
	size_t rows;
};

static void field(const char *json, const char *name, char *out, size_t size)
{
	char head[32];

	int n = snprintf(head, sizeof(head), "\"%s\":\"", name);
	const char *at = strstr(json, head);
	at = at ? at + n : "";
	snprintf(out, size, "%.*s", (int)strcspn(at, "\""), at);
}

static void outbox(struct rig *r, struct row *row, const char *strike,
		   struct verdicts *v)
{
	struct outcome o = {0};

	if (plain_run(r, (const char *[]){"outbox", "--json", NULL}, &o) != 0)
		verdict_bad(v, "%s: the outbox: %d %s", strike, o.status,
			    buf_str(&o.err));
	field(buf_str(&o.out), "key", row->key, sizeof(row->key));
	field(buf_str(&o.out), "state", row->state, sizeof(row->state));
	row->rows = count_lines(buf_str(&o.out), "\"key\":");
	outcome_clear(&o);
}

static bool settled(const struct act *a, const struct row *row, int syncs)
{
	if (strcmp(row->state, "accepted") == 0)
		return true;
	return a->kind == DOES_NEITHER && strcmp(row->state, "unknown") == 0 && syncs > 1;
}

/* Where nothing had been taken up it is submitted anew; then syncs until it is over. */
static void go_on(struct rig *r, const struct act *a, struct row *row,
		  const char *strike, struct verdicts *v)
{
	struct outcome o = {0};

	outbox(r, row, strike, v);
	if (row->rows == 0) {
		plain_run(r, (const char *[]){"submit", "1", NULL}, &o);
		if (o.status != 0)
			verdict_bad(v, "%s: submitted again: %d %s", strike, o.status,
				    buf_str(&o.err));
		outbox(r, row, strike, v);
	}
	for (int i = 1; i <= SYNCS_MAX && !settled(a, row, i - 1); i++) {
		struct fault f = {.later = i * LATER};
		run_once(&r->at, &f, (const char *[]){"sync", NULL}, NULL, &o);
		outbox(r, row, strike, v);
	}
	outcome_clear(&o);
}

static void look(struct rig *r, const struct act *a, bool acked, const char *strike,
		 struct verdicts *v)
{
	size_t *known = (size_t *)(uintptr_t)a->ctx;
	struct row row = {0};
	struct buf ledger = {0};

	if (acked && strcmp(a->words[0], "submit") == 0) {
		outbox(r, &row, strike, v);
		if (row.rows == 0)
			verdict_bad(v, "%s: told of, and not in the outbox", strike);
	}
	go_on(r, a, &row, strike, v);
	rig_ledger(r, a->kind, &ledger);
	size_t all = count_lines(buf_str(&ledger), "\n");
	size_t here = row.key[0] ? count_lines(buf_str(&ledger), row.key) : 0;
	bool accepted = strcmp(row.state, "accepted") == 0;
	bool open = a->kind == DOES_NEITHER && strcmp(row.state, "unknown") == 0;
	if (row.rows != 1 || !(accepted || open))
		verdict_bad(v, "%s: %zu rows, %s", strike, row.rows, row.state);
	if (accepted ? here != 1 : here > 1)
		verdict_bad(v, "%s: %s, %zu times on the portal", strike, row.state,
			    here);
	if (all != *known + here)
		verdict_bad(v, "%s: %zu strangers on the portal", strike,
			    all - *known - here);
	*known = all;
	buf_clear(&ledger);
}

static size_t ledger_lines(struct rig *r, enum portal_kind kind)
{
	struct buf ledger = {0};

	rig_ledger(r, kind, &ledger);
	size_t n = count_lines(buf_str(&ledger), "\n");
	buf_clear(&ledger);
	return n;
}

static void learn_ledger(struct rig *r, const struct act *a)
{
	*(size_t *)(uintptr_t)a->ctx = ledger_lines(r, a->kind);
}

/* The news must be there too, or come with the next sync. */
static void look_after_sync(struct rig *r, const struct act *a, bool acked,
			    const char *strike, struct verdicts *v)
{
	struct outcome o = {0};

	look(r, a, acked, strike, v);
	plain_run(r, (const char *[]){"sync", NULL}, &o);
	if (o.status != 0)
		verdict_bad(v, "%s: the next sync: %d %s", strike, o.status,
			    buf_str(&o.err));
	plain_run(r, (const char *[]){"list", "--limit", "100", NULL}, &o);
	if (o.status != 0 || count_lines(buf_str(&o.out), "08/08/2020") == 0)
		verdict_bad(v, "%s: the news: %d %s", strike, o.status, buf_str(&o.err));
	outcome_clear(&o);
}

/* A profile that has fetched nothing yet. */
static bool fresh_profile(struct rig *r, char base[128])
{
	char archive[160];

	snprintf(base, 128, "%s/base-fresh", r->tmp);
	snprintf(archive, sizeof(archive), "%s/archive.db", base);
	return tree_copy(r->base[LOOKS_UP], base) && remove(archive) == 0;
}

void submits_sweep(struct rig *r)
{
	struct verdicts v = {0};
	char name[96], base[128];

	for (int kind = 0; kind < PORTAL_KINDS; kind++) {
		size_t known = 0;
		snprintf(name, sizeof(name), "submit to %s", portal_kind_names[kind]);
		struct act a = {.name = name, .words = {"submit", "1"},
				.base = r->base[kind], .kind = (enum portal_kind)kind,
				.check = look, .counted = learn_ledger, .ctx = &known};
		sweep_all(r, &a);
	}
	if (!fresh_profile(r, base)) {
		v.cases = 1;
		verdict_bad(&v, "a profile without news could not be made");
		rig_tell(r, &v, "sync");
		return;
	}
	size_t known = 0;
	struct act a = {.name = "sync", .words = {"sync"}, .base = base,
			.first = {"submit", "1", "--offline"},
			.kind = LOOKS_UP, .check = look_after_sync,
			.counted = learn_ledger, .ctx = &known};
	sweep_all(r, &a);
}
