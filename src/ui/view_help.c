/* view_help.c - what the keys do, from the key map in force */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/measure.h>
#include <bantin/text/wrap.h>
#include <bantin/ui/view.h>

#include "inside.h"
#include "scroll.h"

enum { KEYS_MAX = 4, LINES_MAX = 512, KEYS_COLS = 24, NARROW = 60 };

struct help_line {
	enum context heading; /* CONTEXT_COUNT: none */
	char *keys, *help;
};

struct view_help {
	struct view v;
	enum context of; /* where help was asked for */
	struct help_line list[LINES_MAX];
	size_t count;
	struct scroll scroll; /* in rows of the screen */
};

static struct view_help *self(struct view *v)
{
	return (struct view_help *)v;
}

static void add(struct view_help *h, enum context heading, const char *keys,
		const char *help)
{
	struct help_line *l;

	if (h->count == LINES_MAX)
		return;
	l = &h->list[h->count++];
	l->heading = heading;
	l->keys = mem_str(keys);
	l->help = mem_str(help);
}

/* The keys that context c itself gives to act; those of its fallback stand below it.
 * There, what the context `of` gives another meaning is left out. */
static size_t own_keys(const struct view_help *h, enum context c, enum action act,
		       struct key out[KEYS_MAX])
{
	const struct keymap *m = app_keymap(h->v.app);
	struct key all[KEYS_MAX * 4];
	size_t n = keymap_keys(m, c, act, all, KEYS_MAX * 4), own = 0;

	for (size_t i = 0; i < n && own < KEYS_MAX; i++) {
		enum action fallback = keymap_action(m, CONTEXT_GLOBAL, all[i]);

		if (c == CONTEXT_GLOBAL ? keymap_action(m, h->of, all[i]) == act
					: fallback != act || context_is_text(c))
			out[own++] = all[i];
	}
	return own;
}

/* Some actions mean something else where text is written. */
static const char *words_for(enum context c, enum action act)
{
	if (c != CONTEXT_EDITOR)
		return action_help(act);
	switch (act) {
	case ACTION_STOP:
		return _("end the selection, or stop the sync that runs");
	case ACTION_BACK:
		return _("leave the editor; the draft is saved");
	case ACTION_FIND_NEXT:
		return _("next place found");
	case ACTION_FIND_PREVIOUS:
		return _("previous place found");
	default:
		return action_help(act);
	}
}

static void add_context(struct view_help *h, enum context c)
{
	add(h, c, NULL, NULL);
	for (int act = ACTION_NONE + 1; act < ACTION_COUNT; act++) {
		struct key keys[KEYS_MAX];
		size_t n = own_keys(h, c, (enum action)act, keys);
		struct buf b = {0};
		char name[KEY_NAME_MAX];

		for (size_t i = 0; i < n; i++)
			buf_addf(&b, "%s%s", i > 0 ? "  " : "", key_short(keys[i], name));
		if (n > 0)
			add(h, CONTEXT_COUNT, buf_str(&b),
			    words_for(c, (enum action)act));
		buf_clear(&b);
	}
}

/* --- painting --------------------------------------------------------------- */

/* Paints line i from screen row `at` (which may be off the screen); the rows it takes. */
static int line_paint(const struct help_line *l, struct grid *g, struct rect a, int at)
{
	bool narrow = a.cols < NARROW;
	int col = a.col + (narrow ? 3 : KEYS_COLS + 1), cols = a.cols - (col - a.col) - 1;
	struct wrap w = {0};
	int rows = narrow ? 1 : 0;

	if (l->heading != CONTEXT_COUNT) {
		if (at + 1 >= 0 && at + 1 < a.rows)
			grid_str(g, a.row + at + 1, a.col + 1, a.cols - 2, FACE_HEADING,
				 context_title(l->heading));
		return 2;
	}
	if (at >= 0 && at < a.rows)
		grid_str(g, a.row + at, a.col + 1, narrow ? a.cols - 2 : KEYS_COLS - 1,
			 FACE_KEY, l->keys);
	text_wrap(&w, l->help, strlen(l->help), (size_t)cols, (size_t)cols);
	for (size_t i = 0; i < w.count; i++, rows++) {
		if (at + rows >= 0 && at + rows < a.rows)
			grid_text(g, a.row + at + rows, col, cols, FACE_TEXT,
				  l->help + w.lines[i].start,
				  w.lines[i].end - w.lines[i].start);
	}
	wrap_clear(&w);
	return rows;
}

static int paint_from(struct view_help *h, struct grid *g, struct rect a)
{
	int at = -1 - (int)h->scroll.top; /* the first heading's empty row is not shown */

	for (size_t i = 0; i < h->count; i++)
		at += line_paint(&h->list[i], g, a, at);
	return at + (int)h->scroll.top;
}

static void paint(struct view *v, struct grid *g, struct rect a)
{
	struct view_help *h = self(v);
	size_t top = h->scroll.top;

	h->scroll.height = (size_t)a.rows;
	h->scroll.count = (size_t)paint_from(h, g, a);
	scroll_to(&h->scroll, top);
	if (h->scroll.top == top)
		return;
	grid_fill(g, a, FACE_TEXT);
	paint_from(h, g, a);
}

static void title(const struct view *v, struct buf *out)
{
	const struct view_help *h = (const struct view_help *)v;

	buf_adds(out, _("Keys"));
	if (h->scroll.count > 0)
		buf_addf(out, "\t%d%%", scroll_percent(&h->scroll));
}

/* --- doing ------------------------------------------------------------------ */

static bool act(struct view *v, enum action a)
{
	return scroll_act(&self(v)->scroll, a) || a == ACTION_HELP;
}

static const enum action *hints(const struct view *v)
{
	static const enum action list[] = {ACTION_PAGE_DOWN, ACTION_BACK, ACTION_NONE};

	(void)v;
	return list;
}

static void free_help(struct view *v)
{
	struct view_help *h = self(v);

	app_unask(v->app, h);
	for (size_t i = 0; i < h->count; i++) {
		free(h->list[i].keys);
		free(h->list[i].help);
	}
	free(h);
}

static const struct view_class class = {
	.name = "help",
	.paint = paint,
	.keys = CONTEXT_ARTICLE,
	.act = act,
	.title = title,
	.hints = hints,
	.free = free_help,
};

struct view *view_help_new(struct app *app, enum context of)
{
	struct view_help *h = mem_alloc(sizeof *h);

	h->v.class = &class;
	h->v.app = app;
	h->of = of;
	add_context(h, of);
	if (of != CONTEXT_GLOBAL && !context_is_text(of))
		add_context(h, CONTEXT_GLOBAL);
	return &h->v;
}
