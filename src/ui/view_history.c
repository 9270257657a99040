/* view_history.c - the versions of a draft: look, compare, bring back */
#include "view_history.h"

#include <stdlib.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/text/number.h>

#include "state_list.h"

enum { STAMP_COLS = 18, CAUSE_COLS = 14 };

struct view_history {
	struct view v;
	struct history h;
	struct draft_version *list;
	size_t count, height;
	struct list_place place;
};

static struct view_history *self(struct view *v)
{
	return (struct view_history *)v;
}

static const char *cause_words(enum version_cause c)
{
	return c == VERSION_SUBMITTED ? _("submitted") : _("saved");
}

static void paint_version(const struct draft_version *v, struct grid *g, struct rect r,
			  bool on)
{
	char stamp[STAMP_MAX], size[NUMBER_MAX];
	int x = r.col + 2;

	grid_str(g, r.row, r.col, 1, FACE_TEXT, on ? ">" : " ");
	grid_fit(g, r.row, x, STAMP_COLS - 1, FACE_META,
		 stamp_format(v->saved, STAMP_MINUTE, stamp));
	x += STAMP_COLS;
	grid_fit(g, r.row, x, CAUSE_COLS - 1, FACE_TEXT, cause_words(v->cause));
	x += CAUSE_COLS;
	if (x < r.col + r.cols)
		grid_fit(g, r.row, x, r.col + r.cols - x, FACE_META,
			 number_size(v->bytes, size));
	if (on)
		grid_face(g, r.row, r.col, r.cols, FACE_CURSOR);
}

static void history_paint(struct view *v, struct grid *g, struct rect area)
{
	struct view_history *h = self(v);
	struct rect row = {area.row, area.col, 1, area.cols};

	h->height = area.rows > 0 ? (size_t)area.rows : 1;
	list_show(&h->place, h->count, h->height);
	if (h->count == 0)
		grid_str(g, area.row + 1, area.col + 2, area.cols - 4, FACE_TEXT,
			 _("No versions yet: each save and each submission is one."));
	for (size_t i = h->place.top; i < h->count && i < h->place.top + h->height; i++) {
		paint_version(&h->list[i], g, row, i == h->place.cur);
		row.row++;
	}
	if (h->count)
		grid_cursor(g, area.row + (int)(h->place.cur - h->place.top), area.col);
}

static void act_on(struct view_history *h, enum action a, const struct draft *was)
{
	struct app *app = h->v.app;
	char stamp[STAMP_MAX];

	if (a == ACTION_OPEN) {
		app_push(app, view_preview_new(app, was, NULL, 0));
	} else if (a == ACTION_COMPARE) {
		app_push(app, view_compare_new(app, was, &h->h.now));
	} else {
		h->h.restore(h->h.ctx, was);
		stamp_format(was->modified, STAMP_MINUTE, stamp);
		app_pop(app);
		app_say(app, false, _("the version of %s is back; undo takes it away"),
			stamp);
	}
}

static bool history_act(struct view *v, enum action a)
{
	struct view_history *h = self(v);
	struct draft was;
	struct err e = {0};

	if (list_act(&h->place, a, h->count, h->height))
		return true;
	if (a != ACTION_OPEN && a != ACTION_COMPARE && a != ACTION_RESTORE)
		return false;
	if (h->count == 0)
		return true;
	if (!desk_draft_version(app_desk(v->app), h->h.draft,
				h->list[h->place.cur].number, &was, &e)) {
		app_say_err(v->app, &e);
		return true;
	}
	act_on(h, a, &was);
	draft_clear(&was);
	return true;
}

static void history_title(const struct view *v, struct buf *out)
{
	const struct view_history *h = (const struct view_history *)v;

	buf_adds(out, _("Older versions"));
	if (h->count)
		buf_addf(out, "\t%zu/%zu", h->place.cur + 1, h->count);
}

static const enum action *history_hints(const struct view *v)
{
	static const enum action hints[] = {ACTION_OPEN, ACTION_COMPARE, ACTION_RESTORE,
					    ACTION_BACK, ACTION_NONE};

	(void)v;
	return hints;
}

static void history_free(struct view *v)
{
	struct view_history *h = self(v);

	draft_clear(&h->h.now);
	free(h->list);
	free(h);
}

static const struct view_class history_class = {
	.name = "history",
	.paint = history_paint,
	.keys = CONTEXT_HISTORY,
	.act = history_act,
	.title = history_title,
	.hints = history_hints,
	.free = history_free,
};

struct view *view_history_new(struct app *app, struct history *h)
{
	struct view_history *v = mem_alloc(sizeof(*v));
	struct err e = {0};

	v->v = (struct view){&history_class, app};
	v->h = *h;
	v->height = 1;
	h->now = (struct draft){0};
	if (!desk_history(app_desk(app), v->h.draft, &v->list, &v->count, &e))
		app_say_err(app, &e);
	return &v->v;
}
