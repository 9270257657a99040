/* view_outbox.c - what was sent and what waits, and what may be done about it */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/measure.h>
#include <bantin/ui/view.h>

#include "page_view.h"
#include "state_list.h"
#include "states.h"
#include "submission_page.h"

enum {
	LIST_ROWS_MAX = 8,	/* while details stand below */
	HINTS_MAX = 8,
	TITLE_COLS = 24		/* in a question, whose end must be seen */
};

struct view_outbox {
	struct view v;
	struct submission *list;	/* newest first */
	size_t count;
	struct list_place place;
	size_t height;			/* rows of the list */
	bool whole;			/* the details have the screen */
	struct page_view about;		/* the details of the one under the cursor */
	int64_t asked;			/* the row that the open question means */
	int64_t awaited;	/* the row that the message calls on its way; 0 none */
	int awaited_tries;	/* when that was said */
};

static struct view_outbox *self(struct view *v)
{
	return (struct view_outbox *)v;
}

static const struct submission *here(const struct view_outbox *o)
{
	return o->count ? &o->list[o->place.cur] : NULL;
}

/* --- the details -------------------------------------------------------------- */

static void describe(struct view_outbox *o)
{
	struct layout *l = &o->about.layout;

	layout_clear(l);
	page_new_layout(&o->about);
	if (here(o))
		submission_page(o->v.app, here(o), o->whole, l);
}

/* --- the list ----------------------------------------------------------------- */

static void take_newest_first(struct view_outbox *o, struct submission *list, size_t n)
{
	submission_list_free(o->list, o->count);
	o->list = list;
	o->count = n;
	for (size_t i = 0; i < n / 2; i++) {
		struct submission s = list[i];

		list[i] = list[n - 1 - i];
		list[n - 1 - i] = s;
	}
}

/* The cursor stays on its submission. */
static void load(struct view_outbox *o)
{
	int64_t was = o->count ? here(o)->id : 0;
	struct submission *list = NULL;
	size_t n = 0;
	struct err e = {0};

	if (!desk_outbox(app_desk(o->v.app), &list, &n, &e)) {
		app_say_err(o->v.app, &e);
		return;
	}
	take_newest_first(o, list, n);
	for (size_t i = 0; was && i < n; i++)
		if (list[i].id == was)
			o->place.cur = i;
	list_show(&o->place, o->count, o->height);
	describe(o);
	app_dirty(o->v.app);
}

static void paint_row(const struct view_outbox *o, struct grid *g, struct rect r,
		      size_t i)
{
	const struct submission *s = &o->list[i];
	struct state_row row = {s->created, state_words(s), state_face(s),
				title_or_none(s->title)};

	paint_state_row(g, r, &row, i == o->place.cur);
}

static void paint_rule(struct grid *g, int row, struct rect area)
{
	for (int x = 0; x < area.cols; x++)
		grid_str(g, row, area.col + x, 1, FACE_META, "─");
}

static void paint_empty(struct view_outbox *o, struct grid *g, struct rect area)
{
	const char *words[2] = {_("Nothing was submitted yet."),
				_("the desk, where drafts are submitted")};

	paint_empty_list(o->v.app, CONTEXT_OUTBOX, g, area, words, ACTION_GO_DESK);
}

/* As many rows as there are submissions, at most a third of the screen. */
static size_t list_rows(const struct view_outbox *o, int rows)
{
	size_t most = rows / 3 > 2 ? (size_t)(rows / 3) : 2;

	if (most > LIST_ROWS_MAX)
		most = LIST_ROWS_MAX;
	return o->count < most ? o->count : most;
}

static void paint_both(struct view_outbox *o, struct grid *g, struct rect area)
{
	struct rect r = {area.row, area.col, 1, area.cols};
	size_t list = list_rows(o, area.rows);

	o->height = list;
	list_show(&o->place, o->count, o->height);
	for (size_t i = o->place.top; i < o->place.top + list; i++, r.row++)
		paint_row(o, g, r, i);
	grid_cursor(g, area.row + (int)(o->place.cur - o->place.top), area.col);
	paint_rule(g, r.row++, area);
	o->about.scroll.top = 0;
	r.rows = area.row + area.rows - r.row;
	page_paint(&o->about, g, r);
}

static void outbox_paint(struct view *v, struct grid *g, struct rect area)
{
	struct view_outbox *o = self(v);

	if (o->count == 0)
		paint_empty(o, g, area);
	else if (o->whole)
		page_paint(&o->about, g, area);
	else
		paint_both(o, g, area);
}

/* --- actions ------------------------------------------------------------------ */

/* The row under the cursor is unknown, and its portal cannot be asked. */
static bool is_mute(const struct view_outbox *o)
{
	const struct submission *s = here(o);

	return s && s->state == SUBMISSION_UNKNOWN && !submission_takes_back(s) &&
	       !state_can_be_asked(o->v.app, s);
}

/* Says what was done or why not, and shows the row as it is now. */
static void tell(struct view_outbox *o, bool ok, const char *done, const struct err *e)
{
	if (ok)
		app_say(o->v.app, false, "%s", done);
	else
		app_say_err(o->v.app, e);
	load(o);
}

static void await(struct view_outbox *o, const struct submission *s)
{
	o->awaited = s ? s->id : 0;
	o->awaited_tries = s ? s->tries : 0;
}

static void retry(struct view_outbox *o, int64_t id)
{
	struct sync *sync = app_sync(o->v.app);
	struct err e = {0};

	if (sync_offline(sync)) {
		app_say(o->v.app, true, "%s",
			_("working offline: go online first, then try again"));
		return;
	}
	if (is_mute(o)) {
		app_say(o->v.app, true, "%s",
			_("this portal cannot be asked: look there yourself"));
		return;
	}
	await(o, here(o));
	tell(o, sync_outbox_retry(sync, id, &e), _("trying now"), &e);
}

static void cancel_chosen(void *ctx, char key)
{
	struct view_outbox *o = ctx;
	struct err e = {0};

	if (key == 'y')
		tell(o, sync_outbox_cancel(app_sync(o->v.app), o->asked, &e),
		     _("cancelled; the draft is still on the desk"), &e);
}

static void leave_chosen(void *ctx, char key)
{
	struct view_outbox *o = ctx;
	struct err e = {0};

	if (key == 'y')
		tell(o, sync_outbox_cancel(app_sync(o->v.app), o->asked, &e),
		     _("cancelled; on the portal nothing has changed"), &e);
}

static void cancel(struct view_outbox *o)
{
	if (submission_takes_back(here(o)))
		app_choose(o->v.app, _("Leave it on the portal as it is? (y/n)"), "yn",
			   leave_chosen, o);
	else
		app_choose(o->v.app,
			   _("Not send it? The draft stays on the desk. (y/n)"), "yn",
			   cancel_chosen, o);
}

/* What is said of an errand that has just begun, until there is an answer. */
static void tell_errand(struct view_outbox *o, bool ok, const struct err *e)
{
	tell(o, ok, sync_offline(app_sync(o->v.app))
			    ? _("noted; it is done when you go online again")
			    : _("noted, and on its way"), e);
	if (ok)
		await(o, here(o));
}

static void withdraw_chosen(void *ctx, char key)
{
	struct view_outbox *o = ctx;
	struct err e = {0};

	if (key == 'y')
		tell_errand(o, sync_outbox_withdraw(app_sync(o->v.app), o->asked, &e),
			    &e);
}

static void put_back_chosen(void *ctx, char key)
{
	struct view_outbox *o = ctx;
	struct err e = {0};

	if (key == 'y')
		tell_errand(o, sync_outbox_restore(app_sync(o->v.app), o->asked, &e), &e);
}

static void ask_errand(struct view_outbox *o, bool back)
{
	struct buf words = {0}, title = {0};
	const char *whole = title_or_none(here(o)->title);

	text_truncate(&title, whole, strlen(whole), TITLE_COLS);
	buf_addf(&words, back ? _("Put \"%s\" back on the portal? (y/n)")
			      : _("Withdraw \"%s\" from the portal? (y/n)"),
		 buf_str(&title));
	app_choose(o->v.app, buf_str(&words), "yn",
		   back ? put_back_chosen : withdraw_chosen, o);
	buf_clear(&words);
	buf_clear(&title);
}

static void settle_chosen(struct view_outbox *o, bool accepted)
{
	struct err e = {0};

	tell(o, sync_outbox_settle(app_sync(o->v.app), o->asked, accepted, &e),
	     accepted ? _("noted: the portal has it") : _("it will be sent again"), &e);
}

static void accepted_chosen(void *ctx, char key)
{
	if (key == 'y')
		settle_chosen(ctx, true);
}

static void again_chosen(void *ctx, char key)
{
	if (key == 'y')
		settle_chosen(ctx, false);
}

static bool act_on(struct view_outbox *o, enum action a, int64_t id)
{
	struct app *app = o->v.app;

	o->asked = id;
	switch (a) {
	case ACTION_RETRY:
		retry(o, id);
		return true;
	case ACTION_CANCEL:
		cancel(o);
		return true;
	case ACTION_WITHDRAW:
	case ACTION_PUT_BACK:
		ask_errand(o, a == ACTION_PUT_BACK);
		return true;
	case ACTION_SETTLE_ACCEPTED:
		app_choose(app, _("You have seen the bulletin on the portal? (y/n)"),
			   "yn", accepted_chosen, o);
		return true;
	case ACTION_SETTLE_AGAIN:
		app_choose(
			app,
			_("You have looked, it is not on the portal: send again? (y/n)"),
			"yn", again_chosen, o);
		return true;
	default:
		return false;
	}
}

static bool move(struct view_outbox *o, enum action a)
{
	size_t was = o->place.cur;

	if (!list_act(&o->place, a, o->count, o->height))
		return false;
	if (o->place.cur != was)
		describe(o);
	return true;
}

static void show_whole(struct view_outbox *o, bool whole)
{
	o->whole = whole;
	o->about.scroll.top = 0;
	describe(o);
}

static bool outbox_act(struct view *v, enum action a)
{
	struct view_outbox *o = self(v);

	await(o, NULL);		/* a key takes the message away */
	if (o->count == 0)
		return false;
	if (o->whole && (a == ACTION_BACK || a == ACTION_STOP || a == ACTION_LEFT)) {
		show_whole(o, false);
		return true;
	}
	if (a == ACTION_OPEN) {
		show_whole(o, true);
		return true;
	}
	if (o->whole ? page_act(&o->about, a) : move(o, a))
		return true;
	return act_on(o, a, here(o)->id);
}

/* --- the rest of a view -------------------------------------------------------- */

static void outbox_title(const struct view *v, struct buf *out)
{
	const struct view_outbox *o = (const struct view_outbox *)v;

	buf_adds(out, _("Outbox"));
	if (o->count)
		buf_addf(out, "\t%zu/%zu", o->place.cur + 1, o->count);
}

/* The hints without those that would do nothing now. */
static const enum action *useful(const struct view_outbox *o, const enum action *all)
{
	static enum action list[HINTS_MAX + 1];
	bool mute = is_mute(o);
	size_t n = 0;

	for (; *all != ACTION_NONE && n < HINTS_MAX; all++)
		if (!(*all == ACTION_OPEN && (o->whole || o->count == 0)) &&
		    !(*all == ACTION_RETRY && mute))
			list[n++] = *all;
	list[n] = ACTION_NONE;
	return list;
}

/* What the state of the row under the cursor allows, first. */
static const enum action *outbox_hints(const struct view *v)
{
	const struct view_outbox *o = (const struct view_outbox *)v;
	static const enum action waiting[] = {ACTION_RETRY, ACTION_CANCEL, ACTION_OPEN,
					      ACTION_BACK, ACTION_GO_DESK, ACTION_NONE};
	static const enum action unknown[] = {ACTION_RETRY,	   ACTION_SETTLE_ACCEPTED,
					      ACTION_SETTLE_AGAIN, ACTION_OPEN,
					      ACTION_BACK,	   ACTION_NONE};
	static const enum action again[] = {ACTION_RETRY, ACTION_OPEN, ACTION_BACK,
					    ACTION_NONE};
	static const enum action stands[] = {ACTION_OPEN, ACTION_BACK, ACTION_WITHDRAW,
					     ACTION_GO_DESK, ACTION_SYNC, ACTION_NONE};
	static const enum action taken[] = {ACTION_OPEN, ACTION_BACK, ACTION_PUT_BACK,
					    ACTION_GO_DESK, ACTION_SYNC, ACTION_NONE};
	static const enum action other[] = {ACTION_OPEN, ACTION_BACK, ACTION_GO_DESK,
					    ACTION_SYNC, ACTION_NONE};
	const struct submission *s = here(o);

	if (s && (s->state == SUBMISSION_WAITING || s->state == SUBMISSION_REFUSED))
		return useful(o, waiting);
	if (s && s->state == SUBMISSION_UNKNOWN)
		return useful(o, submission_takes_back(s) ? again : unknown);
	if (s && state_stands(s))
		return useful(o, stands);
	return useful(o, s && state_is_withdrawn(s) ? taken : other);
}

/* "On its way" is no longer true once there is an answer: then that is said. */
static void say_outcome(struct view_outbox *o)
{
	const struct submission *s = here(o);

	if (!s || s->id != o->awaited || s->state == SUBMISSION_SENDING ||
	    s->tries == o->awaited_tries)
		return;
	o->awaited = 0;
	app_say(o->v.app, false, "%s", state_words(s));
}

static void outbox_changed(struct view *v, unsigned changes)
{
	struct view_outbox *o = self(v);

	if (changes & SYNC_OUTBOX) {
		load(o);
		say_outcome(o);
	} else {
		describe(o);	/* its advice tells of the line */
	}
}

static void outbox_shown(struct view *v)
{
	load(self(v));
}

static void outbox_free(struct view *v)
{
	struct view_outbox *o = self(v);

	app_unask(v->app, o);
	submission_list_free(o->list, o->count);
	page_clear(&o->about);
	free(o);
}

static const struct view_class outbox_class = {
	.name = "outbox",
	.paint = outbox_paint,
	.keys = CONTEXT_OUTBOX,
	.act = outbox_act,
	.title = outbox_title,
	.hints = outbox_hints,
	.changed = outbox_changed,
	.shown = outbox_shown,
	.free = outbox_free,
};

struct view *view_outbox_new(struct app *app)
{
	struct view_outbox *o;

	if (!app_desk(app))
		return view_no_desk_new(app);
	o = mem_alloc(sizeof(*o));
	o->v = (struct view){&outbox_class, app};
	o->height = 1;
	load(o);
	if (o->count && here(o)->tries == 0)	/* just submitted, and said so */
		await(o, here(o));
	return &o->v;
}
