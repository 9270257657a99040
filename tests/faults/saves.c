/* saves.c - saving a draft: what was called saved is there, whole, whatever struck */
#include "sweep.h"

#include <stdio.h>
#include <string.h>

enum { NOT_THERE = 1 };	/* exit status of "no draft 2" */

static const char text[] = "Thứ năm hằng tuần, Chủ tịch xã tiếp dân tại trụ sở.\n\n"
			   "Bà con mang theo giấy tờ tùy thân.\n";

/* What `draft show` says of the draft before and after. */
struct pair {
	const char *id;
	struct buf before, after;
};

static void show(struct rig *r, const char *id, struct outcome *o)
{
	plain_run(r, (const char *[]){"draft", "show", id, NULL}, o);
}

static bool is(const struct outcome *o, const struct buf *text_then)
{
	return o->status == 0 && strcmp(buf_str(&o->out), buf_str(text_then)) == 0;
}

static void look(struct rig *r, const struct act *a, bool acked, const char *strike,
		 struct verdicts *v)
{
	const struct pair *want = a->ctx;
	struct outcome o = {0};

	show(r, want->id, &o);
	bool after = is(&o, &want->after);
	bool before = want->before.len ? is(&o, &want->before) : o.status == NOT_THERE;
	if (!after && !before)
		verdict_bad(v, "%s: the draft is neither as before nor as after: %d %s",
			    strike, o.status, buf_str(&o.err));
	else if (acked && !after)
		verdict_bad(v, "%s: called saved, and is missing", strike);
	run_once(&r->at, NULL, a->words, a->input, &o);
	if (o.status != 0)
		verdict_bad(v, "%s: the next try: %d %s", strike, o.status,
			    buf_str(&o.err));
	if (strcmp(want->id, "1") != 0) {
		show(r, "1", &o);
		if (!strstr(buf_str(&o.out), "dọn vệ sinh"))
			verdict_bad(v, "%s: the draft from before is missing", strike);
	}
	outcome_clear(&o);
}

static void learn(struct rig *r, const struct act *a, struct pair *p)
{
	struct outcome o = {0};

	rig_profile(r, a->base);
	show(r, p->id, &o);
	if (o.status == 0)
		buf_puts(&p->before, buf_str(&o.out));
	run_once(&r->at, NULL, a->words, a->input, &o);
	show(r, p->id, &o);
	buf_puts(&p->after, buf_str(&o.out));
	outcome_clear(&o);
}

void saves_sweep(struct rig *r)
{
	const char *base = r->base[REMEMBERS_KEYS];
	const struct {
		const char *id;
		struct act act;
	} list[] = {
		{"2", {.name = "draft new", .input = text,
		       .words = {"draft", "new", "--title", "Lịch tiếp dân", "-"}}},
		{"1", {.name = "draft set",
		       .words = {"draft", "set", "1", "--title", "Ra quân chủ nhật"}}},
		{"2", {.name = "draft import",
		       .words = {"draft", "import", "thu.md", "--title", "Thư mời"}}},
	};
	char path[128];
	struct buf reason = {0};

	snprintf(path, sizeof(path), "%s/thu.md", r->tmp);
	file_write(path, text, strlen(text), &reason);
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		struct pair p = {.id = list[i].id};
		struct act a = list[i].act;

		a.base = base;
		a.check = look;
		a.ctx = &p;
		learn(r, &a, &p);
		sweep_all(r, &a);
		buf_clear(&p.before);
		buf_clear(&p.after);
	}
	buf_clear(&reason);
}
