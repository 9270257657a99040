/* view_portals.c - the portals: how each is, whose news are shown, signing in */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/number.h>
#include <bantin/ui/view.h>

#include "inside.h"
#include "portal_state.h"
#include "reading.h"
#include "state_list.h"
#include "tags.h"

enum {
	NARROW = 60,		/* columns below which who is signed in is not told */
	STATE_COLS = 16,
	STATE_COLS_NARROW = 13,
	SIGNED_COLS = 16,
	UNREAD_COLS = 8,
	DETAIL_ROWS = 4		/* under the list: the address, what went wrong */
};

struct view_portals {
	struct view v;
	struct list_place place;
	size_t height;
	bool sign_in;		/* Enter signs in; else it shows, and row 0 is all */
};

static struct view_portals *self(struct view *v)
{
	return (struct view_portals *)v;
}

static size_t extra(const struct view_portals *w)
{
	return w->sign_in ? 0 : 1;
}

static size_t count(const struct view_portals *w)
{
	return sync_portal_count(app_sync(w->v.app)) + extra(w);
}

/* NULL: all. */
static const struct portal *portal_at(const struct view_portals *w, size_t row)
{
	return row < extra(w) ? NULL : sync_portal(app_sync(w->v.app), row - extra(w));
}

/* --- painting -------------------------------------------------------------------- */

static void unread_paint(struct view_portals *w, struct grid *g, int row, int end,
			 const struct portal *p)
{
	struct archive_filter f = {.portal = p ? p->name : NULL, .unread = true};
	char text[NUMBER_MAX];
	int64_t all, unread;

	if (!archive_count(app_archive(w->v.app), &f, &all, &unread, NULL))
		return;
	int n = (int)strlen(number_group(unread, text));
	grid_str(g, row, end - n, n, FACE_META, text);
}

static void state_paint(struct view_portals *w, struct grid *g, struct rect a,
			const struct portal *p, bool brief)
{
	struct portal_state s;
	struct buf b = {0};

	portal_state_of(w->v.app, p->name, &s);
	portal_state_words(&s, brief, &b);
	grid_fit(g, a.row, a.col, a.cols, s.mood <= PORTAL_FAILED ? FACE_BAD : FACE_META,
		 buf_str(&b));
	buf_clear(&b);
}

static const char *signed_words(const struct portal *p)
{
	if (p->token)
		return _("signed in");
	return p->can & PORTAL_WRITES ? _("not signed in") : _("to read only");
}

static void row_paint(struct view_portals *w, struct grid *g, struct rect a,
		      const struct portal *p)
{
	const struct sync *sync = app_sync(w->v.app);
	bool narrow = a.cols < NARROW;
	int state_cols = narrow ? STATE_COLS_NARROW : STATE_COLS;
	int end = a.col + a.cols - 1, x = a.col + 2;
	char tag[TAG_MAX];

	unread_paint(w, g, a.row, end, p);
	end -= UNREAD_COLS;
	if (!p) {
		grid_fit(g, a.row, a.col + 2, end - a.col - 2, FACE_TEXT,
			 _("All portals"));
		return;
	}
	if (!narrow) {
		end -= SIGNED_COLS;
		grid_fit(g, a.row, end + 1, SIGNED_COLS - 1, FACE_META, signed_words(p));
	}
	end -= state_cols;
	state_paint(w, g, (struct rect){a.row, end + 1, 1, state_cols - 1}, p, narrow);
	x += tag_paint(g, a.row, x, portal_tag(sync, p->name, tag), tags_columns(sync));
	grid_fit(g, a.row, x, end - x, FACE_TEXT, p->title ? p->title : p->name);
}

/* Of the one under the cursor. */
static void detail_paint(struct view_portals *w, struct grid *g, struct rect a)
{
	const struct portal *p = portal_at(w, w->place.cur);
	struct portal_state s;

	if (!p)
		return;
	a.row += paint_words(g, a, FACE_META, p->url ? p->url : p->feed_url);
	portal_state_of(w->v.app, p->name, &s);
	if (s.mood <= PORTAL_FAILED && s.error[0])
		paint_words(g, a, FACE_BAD, s.error);
}

static void paint(struct view *v, struct grid *g, struct rect a)
{
	struct view_portals *w = self(v);
	int rows = a.rows > DETAIL_ROWS + 2 ? a.rows - DETAIL_ROWS : a.rows;
	size_t n = count(w);

	w->height = (size_t)rows;
	list_show(&w->place, n, w->height);
	for (size_t i = 0; i < w->height && w->place.top + i < n; i++) {
		size_t at = w->place.top + i;
		int row = a.row + (int)i;

		row_paint(w, g, (struct rect){row, a.col, 1, a.cols}, portal_at(w, at));
		if (at != w->place.cur)
			continue;
		grid_str(g, row, a.col, 1, FACE_TEXT, ">");
		grid_cursor(g, row, a.col);
	}
	if (rows < a.rows)
		detail_paint(w, g, (struct rect){a.row + rows + 1, a.col + 2,
						 a.rows - rows - 1, a.cols - 3});
}

static void title(const struct view *v, struct buf *out)
{
	const struct view_portals *w = (const struct view_portals *)v;

	buf_adds(out, w->sign_in ? _("Sign in to which portal?") : _("Portals"));
}

/* --- doing ----------------------------------------------------------------------- */

static void choose(struct view_portals *w)
{
	struct app *app = w->v.app;
	const struct portal *p = portal_at(w, w->place.cur);

	if (w->sign_in) {
		app_pop(app);
		if (p)
			portals_sign_in(app, p->name);
	} else {
		portals_show(app, p ? p->name : NULL);
		app_go(app, NULL);
	}
}

static bool sync_here(struct view_portals *w)
{
	const struct portal *p = portal_at(w, w->place.cur);
	struct err e = {0};

	if (!p || sync_offline(app_sync(w->v.app)))
		return false;
	if (!sync_start(app_sync(w->v.app), p->name, false, &e))
		app_say_err(w->v.app, &e);
	bars_refresh(w->v.app);
	return true;
}

static bool act(struct view *v, enum action a)
{
	struct view_portals *w = self(v);

	switch (a) {
	case ACTION_OPEN:
		choose(w);
		return true;
	case ACTION_SYNC:
		return sync_here(w);
	default:
		return list_act(&w->place, a, count(w), w->height);
	}
}

static const char *portal(const struct view *v)
{
	const struct view_portals *w = (const struct view_portals *)v;
	const struct portal *p = portal_at(w, w->place.cur);

	return p ? p->name : NULL;
}

static const enum action *hints(const struct view *v)
{
	static const enum action show[] = {ACTION_OPEN,	   ACTION_BACK,
					   ACTION_SYNC,	   ACTION_SIGN_IN,
					   ACTION_GO_POLL, ACTION_ADD_PORTAL,
					   ACTION_NONE};
	static const enum action sign_in[] = {ACTION_OPEN, ACTION_BACK, ACTION_NONE};

	return ((const struct view_portals *)v)->sign_in ? sign_in : show;
}

static void free_portals(struct view *v)
{
	free(v);
}

static const struct view_class class = {
	.name = "portals",
	.paint = paint,
	.keys = CONTEXT_LIST,
	.act = act,
	.title = title,
	.portal = portal,
	.hints = hints,
	.free = free_portals,
};

struct view *view_portals_new(struct app *app, bool sign_in)
{
	struct view_portals *w = mem_alloc(sizeof *w);
	const char *shown = app_portal(app);

	w->v.class = &class;
	w->v.app = app;
	w->height = 1;
	w->sign_in = sign_in;
	for (size_t i = 0; shown && i < count(w); i++)
		if (portal_at(w, i) && strcmp(portal_at(w, i)->name, shown) == 0)
			w->place.cur = i;
	return &w->v;
}
