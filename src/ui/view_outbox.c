/* view_outbox.c - what was sent and what waits, and what may be done about it */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/text/number.h>
#include <bantin/ui/view.h>

#include "page_view.h"
#include "state_list.h"
#include "states.h"

enum {
	LIST_ROWS_MAX = 8,	/* while details stand below */
	HINTS_MAX = 8
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

static void add_words(struct layout *l, enum role role, const char *label, const char *s)
{
	struct buf b = {0};

	if (!s || !*s)
		return;
	buf_addf(&b, "%s: %s", label, s);
	layout_add_text(l, role, 0, buf_str(&b));
	buf_clear(&b);
}

static void add_sent(struct layout *l, const struct submission *s)
{
	struct buf b = {0};
	char stamp[STAMP_MAX];

	if (s->sent_at == 0)
		return;
	stamp_format(s->sent_at, STAMP_MINUTE, stamp);
	buf_addf(&b,
		 s->tries == 1 ? _("Sent at %s, %d try.") : _("Sent at %s, %d tries."),
		 stamp, s->tries);
	layout_add_text(l, ROLE_META, 0, buf_str(&b));
	buf_clear(&b);
}

/* Says what the portal calls the row, for those who must ask its keepers. */
static void add_papers(struct layout *l, const struct submission *s)
{
	struct buf b = {0};
	char size[NUMBER_MAX];

	buf_addf(&b, _("Portal %s, %s, number %s"), s->portal,
		 number_size((int64_t)s->payload_len, size), s->key);
	layout_add_text(l, ROLE_META, 0, buf_str(&b));
	buf_clear(&b);
}

static void add_files(struct layout *l, const struct submission *s)
{
	struct buf b = {0};
	char size[NUMBER_MAX];

	for (size_t i = 0; i < s->file_count; i++) {
		const struct submission_file *f = &s->files[i];

		buf_addf(&b, f->url ? _("%s, %s, is on the portal") : _("%s, %s, goes first"),
			 f->name, number_size(f->size, size));
		layout_add_text(l, ROLE_META, 0, buf_str(&b));
		buf_cut(&b, 0);
	}
	buf_clear(&b);
}

static void describe(struct view_outbox *o)
{
	const struct submission *s = here(o);
	struct layout *l = &o->about.layout;
	struct buf advice = {0};

	layout_clear(l);
	page_new_layout(&o->about);
	if (!s)
		return;
	if (o->whole) {		/* else the list says both */
		layout_add_text(l, ROLE_TITLE, 0, title_or_none(s->title));
		layout_add_text(l, ROLE_HEADING, 2, state_words(s));
	}
	add_words(l, ROLE_LEAD, _("Editor's remark"), s->remark);
	add_words(l, ROLE_PARAGRAPH, _("Answer"), s->reason);
	state_advice(o->v.app, s, &advice);
	while (advice.len && advice.s[advice.len - 1] == '\n')
		buf_cut(&advice, advice.len - 1);
	layout_add_text(l, ROLE_PARAGRAPH, 0, buf_str(&advice));
	add_words(l, ROLE_PARAGRAPH, _("Address"), s->remote_url);
	add_sent(l, s);
	add_files(l, s);
	add_papers(l, s);
	buf_clear(&advice);
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

	return s && s->state == SUBMISSION_UNKNOWN && !state_can_be_asked(o->v.app, s);
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
		app_choose(app, _("Not send it? The draft stays on the desk. (y/n)"),
			   "yn", cancel_chosen, o);
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
	static const enum action other[] = {ACTION_OPEN, ACTION_BACK, ACTION_GO_DESK,
					    ACTION_SYNC, ACTION_NONE};
	const struct submission *s = here(o);

	if (s && (s->state == SUBMISSION_WAITING || s->state == SUBMISSION_REFUSED))
		return useful(o, waiting);
	return useful(o, s && s->state == SUBMISSION_UNKNOWN ? unknown : other);
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
