/* view_templates.c - the templates to begin a bulletin with */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/store/templates.h>
#include <bantin/text/import.h>
#include <bantin/text/template.h>
#include <bantin/ui/view.h>

#include "state_list.h"
#include "states.h"

enum { NAME_COLS = 18 };

struct view_templates {
	struct view v;
	struct template_entry *list;
	size_t count, height;
	struct list_place place;
};

static struct view_templates *self(struct view *v)
{
	return (struct view_templates *)v;
}

static void templates_paint(struct view *v, struct grid *g, struct rect area)
{
	struct view_templates *t = self(v);

	t->height = area.rows > 0 ? (size_t)area.rows : 1;
	list_show(&t->place, t->count, t->height);
	for (size_t i = 0; i < t->height && t->place.top + i < t->count; i++) {
		const struct template_entry *e = &t->list[t->place.top + i];
		bool on = t->place.top + i == t->place.cur;
		int row = area.row + (int)i, rest = area.cols - 2 - NAME_COLS;

		grid_str(g, row, area.col, 1, FACE_TEXT, on ? ">" : " ");
		grid_fit(g, row, area.col + 2, NAME_COLS - 1, FACE_TEXT, e->name);
		grid_fit(g, row, area.col + 2 + NAME_COLS, rest, FACE_META,
			 e->own ? _("your own") : e->what);
		if (!on)
			continue;
		grid_face(g, row, area.col, area.cols, FACE_CURSOR);
		grid_cursor(g, row, area.col);
	}
}

/* The draft is kept at once, so that it can be found again whatever happens. */
static bool draft_begin(struct view_templates *t, struct draft *d, struct err *e)
{
	struct app *app = t->v.app;
	struct buf text = {0}, filled = {0};
	const char *portal = app_portal(app);
	bool ok = templates_read(app_profile(app), t->list[t->place.cur].name, &text, e);

	if (ok) {
		template_fill(buf_str(&text), app_agency(app), clock_now(), &filled);
		draft_read(d, buf_str(&filled), filled.len);
		mem_set(&d->portal, portal ? portal : "");
		ok = desk_draft_save(app_desk(app), d, DESK_EXPLICIT, e);
	}
	buf_clear(&text);
	buf_clear(&filled);
	return ok;
}

static void open_here(struct view_templates *t)
{
	struct draft d = {0};
	struct err e = {0};
	struct app *app = t->v.app;

	if (t->count == 0)
		return;
	if (draft_begin(t, &d, &e)) {
		app_pop(app);
		app_push(app, view_editor_new(app, d.id));
	} else {
		app_say_err(app, &e);
	}
	draft_clear(&d);
}

/* What belongs to lists of articles alone is left undone, not handed on. */
static bool templates_act(struct view *v, enum action a)
{
	struct view_templates *t = self(v);

	if (list_act(&t->place, a, t->count, t->height))
		return true;
	switch (a) {
	case ACTION_OPEN:
	case ACTION_TEMPLATE:
		open_here(t);
		return true;
	case ACTION_NEXT_UNREAD:
	case ACTION_NEXT_SECTION:
	case ACTION_PREVIOUS_SECTION:
	case ACTION_ONLY_UNREAD:
	case ACTION_TOGGLE_READ:
	case ACTION_ALL_READ:
	case ACTION_TOGGLE_STAR:
	case ACTION_ADD_PORTAL:
		return true;
	default:
		return false;
	}
}

static void templates_title(const struct view *v, struct buf *out)
{
	(void)v;
	buf_adds(out, _("Templates"));
}

static const enum action *templates_hints(const struct view *v)
{
	static const enum action hints[] = {ACTION_OPEN, ACTION_BACK, ACTION_NONE};

	(void)v;
	return hints;
}

static void templates_view_free(struct view *v)
{
	templates_free(self(v)->list, self(v)->count);
	free(v);
}

static const struct view_class templates_class = {
	.name = "templates",
	.paint = templates_paint,
	.keys = CONTEXT_LIST,
	.act = templates_act,
	.title = templates_title,
	.hints = templates_hints,
	.free = templates_view_free,
};

struct view *view_templates_new(struct app *app)
{
	struct view_templates *t;
	struct err e = {0};

	if (!app_desk(app))
		return view_no_desk_new(app);
	t = mem_alloc(sizeof(*t));
	t->v = (struct view){&templates_class, app};
	t->height = 1;
	if (!templates_list(app_profile(app), &t->list, &t->count, &e))
		app_say_err(app, &e);
	return &t->v;
}
