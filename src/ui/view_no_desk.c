/* view_no_desk.c - where the desk would be, while another bantin has it */
#include <stdlib.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "reading.h"
#include "states.h"

struct view_no_desk {
	struct view v;
	struct buf owner;	/* who has it, in words; empty: nobody any more */
};

static struct view_no_desk *self(struct view *v)
{
	return (struct view_no_desk *)v;
}

/* The lock itself tells who holds it; where it is free again it is not kept. */
static void ask_owner(struct view_no_desk *n)
{
	struct desk *desk;
	struct err e = {0};

	if (desk_open(&desk, app_profile(n->v.app), NULL, &e))
		desk_close(desk);
	else
		buf_adds(&n->owner, e.text);
}

static void no_desk_paint(struct view *v, struct grid *g, struct rect area)
{
	struct view_no_desk *n = self(v);
	struct rect r = {area.row + 1, area.col + 2, area.rows - 1, area.cols - 4};
	struct buf b = {0};
	bool taken = n->owner.len > 0;
	int used;

	used = paint_words(g, r, FACE_STRONG,
			   taken ? n->owner.s : _("The desk is free again."));
	r.row += used + 1;
	r.rows -= used + 1;
	buf_addf(&b, "%s\n",
		 taken ? _("Here you can read. To write, leave the other one, then "
			   "start this one anew.")
		       : _("To write, leave bantin and start it anew."));
	key_words(v->app, CONTEXT_REVIEW, ACTION_BACK, &b);
	buf_addf(&b, ": %s", _("back to reading"));
	if (taken)
		buf_addf(&b, "\n\n%s",
			 _("One bantin at a time writes, so that no bulletin is "
			   "sent twice."));
	paint_words(g, r, FACE_TEXT, buf_str(&b));
	buf_clear(&b);
}

static bool no_desk_act(struct view *v, enum action a)
{
	(void)v;
	return a == ACTION_SUBMIT || a == ACTION_PREVIEW; /* nothing to send or see */
}

static void no_desk_title(const struct view *v, struct buf *out)
{
	(void)v;
	buf_adds(out, _("Desk"));
}

static const enum action *no_desk_hints(const struct view *v)
{
	static const enum action hints[] = {ACTION_BACK, ACTION_GO_NEWS, ACTION_NONE};

	(void)v;
	return hints;
}

static void no_desk_free(struct view *v)
{
	buf_clear(&self(v)->owner);
	free(v);
}

static const struct view_class no_desk_class = {
	.name = "no-desk",
	.paint = no_desk_paint,
	.keys = CONTEXT_REVIEW,
	.act = no_desk_act,
	.title = no_desk_title,
	.hints = no_desk_hints,
	.free = no_desk_free,
};

struct view *view_no_desk_new(struct app *app)
{
	struct view_no_desk *n = mem_alloc(sizeof(*n));

	n->v = (struct view){&no_desk_class, app};
	ask_owner(n);
	return &n->v;
}
