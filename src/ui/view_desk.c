/* view_desk.c - drafts and submissions in one list */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/measure.h>
#include <bantin/ui/view.h>

#include "state_list.h"
#include "states.h"

enum { TITLE_COLS = 24 }; /* in a question, whose end must be seen */

/* A draft with its newest submission, or a submission whose draft is gone. */
struct item {
	int64_t draft, submission;	/* 0: none */
	int64_t stamp;
	size_t order;		/* as the desk listed it, which knows more than seconds */
	char *title;
	const char *state;
	enum face face;
};

struct view_desk {
	struct view v;
	struct item *items;
	size_t count, cap;
	struct list_place place;
	size_t height;
	int64_t asked;		/* the draft that the question about deleting means */
};

static struct view_desk *self(struct view *v)
{
	return (struct view_desk *)v;
}

/* --- the list ---------------------------------------------------------------- */

static void items_clear(struct view_desk *d)
{
	for (size_t i = 0; i < d->count; i++)
		free(d->items[i].title);
	free(d->items);
	d->items = NULL;
	d->count = d->cap = 0;
}

static struct item *item_add(struct view_desk *d)
{
	d->items = mem_grow(d->items, &d->cap, d->count + 1, sizeof(*d->items));
	return &d->items[d->count++];
}

static const struct submission *find_submission(const struct submission *list, size_t n,
						int64_t id)
{
	for (size_t i = 0; id && i < n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

static bool has_draft(const struct draft *list, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].id == id)
			return true;
	return false;
}

static void add_item(struct view_desk *d, int64_t draft, const char *title, int64_t stamp,
		     const struct submission *s)
{
	struct item *i = item_add(d);

	*i = (struct item){
		.draft = draft,
		.submission = s ? s->id : 0,
		.stamp = stamp,
		.order = d->count,
		.title = mem_str(title_or_none(title)),
		.state = state_words(s),
		.face = state_face(s),
	};
}

static int newer_first(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->stamp != y->stamp)
		return x->stamp < y->stamp ? 1 : -1;
	return (x->order > y->order) - (x->order < y->order);
}

static void gather(struct view_desk *d, const struct draft *drafts, size_t draft_count,
		   const struct submission *sent, size_t sent_count)
{
	for (size_t i = 0; i < draft_count; i++)
		add_item(d, drafts[i].id, drafts[i].title, drafts[i].modified,
			 find_submission(sent, sent_count, drafts[i].submission));
	for (size_t i = 0; i < sent_count; i++)
		if (!has_draft(drafts, draft_count, sent[i].draft))
			add_item(d, 0, sent[i].title, sent[i].created, &sent[i]);
	if (d->count > 0)
		qsort(d->items, d->count, sizeof(*d->items), newer_first);
}

/* The cursor stays on its draft, wherever that went. */
static void load(struct view_desk *d)
{
	struct item was = d->count ? d->items[d->place.cur] : (struct item){0};
	struct desk *desk = app_desk(d->v.app);
	struct draft *drafts = NULL;
	struct submission *sent = NULL;
	size_t draft_count = 0, sent_count = 0;
	struct err e = {0};

	if (!desk_drafts(desk, true, &drafts, &draft_count, &e) ||
	    !desk_outbox(desk, &sent, &sent_count, &e))
		app_say_err(d->v.app, &e);
	items_clear(d);
	gather(d, drafts, draft_count, sent, sent_count);
	for (size_t i = 0; i < d->count; i++)
		if (was.draft
			    ? d->items[i].draft == was.draft
			    : was.submission && d->items[i].submission == was.submission)
			d->place.cur = i;
	list_show(&d->place, d->count, d->height);
	draft_list_free(drafts, draft_count);
	submission_list_free(sent, sent_count);
	app_dirty(d->v.app);
}

static const struct item *here(const struct view_desk *d)
{
	return d->count ? &d->items[d->place.cur] : NULL;
}

/* --- painting ---------------------------------------------------------------- */

static void paint_item(const struct view_desk *d, struct grid *g, struct rect r, size_t i)
{
	const struct item *it = &d->items[i];
	struct state_row row = {it->stamp, it->state, it->face, it->title};

	paint_state_row(g, r, &row, i == d->place.cur);
}

static void paint_empty(struct view_desk *d, struct grid *g, struct rect area)
{
	const char *words[2] = {_("The desk is empty: no draft and nothing sent."),
				_("write a new bulletin")};

	paint_empty_list(d->v.app, CONTEXT_DESK, g, area, words, ACTION_NEW_DRAFT);
}

static void desk_paint(struct view *v, struct grid *g, struct rect area)
{
	struct view_desk *d = self(v);

	d->height = area.rows > 0 ? (size_t)area.rows : 1;
	list_show(&d->place, d->count, d->height);
	if (d->count == 0)
		paint_empty(d, g, area);
	struct rect row = {area.row, area.col, 1, area.cols};
	for (size_t i = d->place.top; i < d->count && i < d->place.top + d->height; i++) {
		paint_item(d, g, row, i);
		row.row++;
	}
	if (d->count)
		grid_cursor(g, area.row + (int)(d->place.cur - d->place.top), area.col);
}

/* --- actions ----------------------------------------------------------------- */

static void open_item(struct view_desk *d, const struct item *it)
{
	struct app *app = d->v.app;

	app_push(app, it->draft ? view_editor_new(app, it->draft) : view_outbox_new(app));
}

static void review_item(struct view_desk *d, const struct item *it)
{
	if (it->draft)
		app_push(d->v.app, view_review_new(d->v.app, it->draft));
	else
		app_say(d->v.app, true, "%s",
			_("its draft was deleted; what was sent stands in "
			  "the outbox"));
}

static void preview_item(struct view_desk *d, const struct item *it)
{
	struct draft draft = {0};
	struct err e = {0};

	if (!it->draft || !desk_draft(app_desk(d->v.app), it->draft, &draft, &e))
		return;
	app_push(d->v.app, view_preview_stored(d->v.app, &draft));
	draft_clear(&draft);
}

static void delete_chosen(void *ctx, char key)
{
	struct view_desk *d = ctx;
	struct err e = {0};

	if (key != 'y')
		return;
	if (desk_draft_delete(app_desk(d->v.app), d->asked, &e))
		app_say(d->v.app, false, "%s", _("the draft is deleted"));
	else
		app_say_err(d->v.app, &e);
	load(d);
}

static void delete_item(struct view_desk *d, const struct item *it)
{
	struct buf question = {0}, title = {0};

	if (!it->draft) {
		app_say(d->v.app, true, "%s",
			_("what was sent is kept: nothing to delete"));
		return;
	}
	d->asked = it->draft;
	text_truncate(&title, it->title, strlen(it->title), TITLE_COLS);
	buf_addf(&question, _("Delete \"%s\" for good? (y/n)"), buf_str(&title));
	buf_clear(&title);
	app_choose(d->v.app, buf_str(&question), "yn", delete_chosen, d);
	buf_clear(&question);
}

static bool act_on(struct view_desk *d, enum action a, const struct item *it)
{
	switch (a) {
	case ACTION_OPEN:
		open_item(d, it);
		return true;
	case ACTION_REVIEW:
	case ACTION_SUBMIT:
		review_item(d, it);
		return true;
	case ACTION_PREVIEW:
		preview_item(d, it);
		return true;
	case ACTION_DELETE:
		delete_item(d, it);
		return true;
	default:
		return false;
	}
}

static bool desk_act(struct view *v, enum action a)
{
	struct view_desk *d = self(v);

	if (list_act(&d->place, a, d->count, d->height))
		return true;
	if (a == ACTION_TEMPLATE) {
		app_push(v->app, view_templates_new(v->app));
		return true;
	}
	if (a == ACTION_NEW_DRAFT) {
		app_push(v->app, view_editor_new(v->app, 0));
		return true;
	}
	return d->count && act_on(d, a, here(d));
}

/* --- the rest of a view ------------------------------------------------------- */

static void desk_title(const struct view *v, struct buf *out)
{
	const struct view_desk *d = (const struct view_desk *)v;

	buf_adds(out, _("Desk"));
	if (d->count)
		buf_addf(out, "\t%zu/%zu", d->place.cur + 1, d->count);
}

static const enum action *desk_hints(const struct view *v)
{
	static const enum action some[] = {ACTION_OPEN, ACTION_NEW_DRAFT, ACTION_REVIEW,
					   ACTION_DELETE, ACTION_TEMPLATE,
					   ACTION_BACK, ACTION_GO_OUTBOX, ACTION_SYNC,
					   ACTION_NONE};
	static const enum action none[] = {ACTION_NEW_DRAFT, ACTION_BACK, ACTION_TEMPLATE,
					   ACTION_GO_OUTBOX, ACTION_NONE};

	return ((const struct view_desk *)v)->count ? some : none;
}

static void desk_changed(struct view *v, unsigned changes)
{
	if (changes & SYNC_OUTBOX)
		load(self(v));
}

static void desk_shown(struct view *v)
{
	load(self(v));
}

static void desk_free(struct view *v)
{
	app_unask(v->app, v);
	items_clear(self(v));
	free(v);
}

static const struct view_class desk_class = {
	.name = "desk",
	.paint = desk_paint,
	.keys = CONTEXT_DESK,
	.act = desk_act,
	.title = desk_title,
	.hints = desk_hints,
	.changed = desk_changed,
	.shown = desk_shown,
	.free = desk_free,
};

struct view *view_desk_new(struct app *app)
{
	struct view_desk *d;

	if (!app_desk(app))
		return view_no_desk_new(app);
	d = mem_alloc(sizeof(*d));
	d->v = (struct view){&desk_class, app};
	d->height = 1;
	load(d);
	return &d->v;
}
