/* windows.c - every screen in windows of every size, and windows that change for ever */
#include "play.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

enum {
	ROWS_LEAST = 10, COLS_LEAST = 40,	/* of a window that bantin uses */
	CHANGES = 200, CHANGES_FULL = 10000,
	ROWS_MOST = 60, COLS_MOST = 150
};

/* How a screen is reached from the list of news, and how one comes back. */
static const struct place_to {
	const char *name, *there, *back;
} screens[] = {
	{"news", "", ""},
	{"article", "\r", "q"},
	{"files", "\rf\f", "t"},
	{"search", "/xa", "\033"},
	{"portals", "p", "q"},
	{"poll", "v", "q"},
	{"help", "?", "q"},
	{"desk", "d", "q"},
	{"templates", "dm", "t"},
	{"outbox", "o", "q"},
	{"a question", "a", "\033"},
	{"editor", "wH\xe1\xbb\x8dp\t\t\tTh\xc3\xb4n", "\x18"},
	{"editor's tools", "wA\x11", "\033\x18"},
	{"import", "wA\x06", "\033\x18"},
	{"preview", "wA\x14", "q\x18"},
	{"review", "wA\x12", "q\x18"},
	{"history", "wA\x13\x1d", "q\x18"},
};

static const struct size {
	int cols, rows;
} sizes[] = {{1, 1},  {2, 1},	{1, 2},	  {5, 3},    {10, 4},
	     {20, 5}, {39, 10}, {40, 10}, {300, 100}};

/* In the quick form only the last ones are painted anew. */
enum { SIZES = sizeof(sizes) / sizeof(sizes[0]), ALWAYS_ANEW = SIZES - 2 };

static bool settle(struct term *t, struct buf *reason)
{
	return term_settle(t, clock_ms() + SCREEN_LIMIT, reason) &&
	       (!term_ended(t) || why(reason, "it has ended"));
}

/* An Esc gets the time to be no beginning of a longer key. */
static bool press(struct term *t, const char *keys, struct buf *reason)
{
	bool ok = true;

	while (ok && *keys) {
		size_t n = strcspn(keys, "\033");
		n += keys[n] ? 1 : 0;
		ok = term_send(t, keys, n, clock_ms() + SCREEN_LIMIT, reason) &&
		     settle(t, reason);
		keys += n;
	}
	return ok;
}

/* The first row that is another. */
static bool differs(const struct buf *before, const struct buf *after, struct buf *reason)
{
	const char *a = buf_str(before), *b = buf_str(after);
	size_t n = 0, line = 0;

	for (; a[n] && a[n] == b[n]; n++)
		line = a[n] == '\n' ? n + 1 : line;
	return why(reason, "painted anew \"%.*s\" is \"%.*s\"",
		   (int)strcspn(a + line, "\n"), a + line, (int)strcspn(b + line, "\n"),
		   b + line);
}

/* All rows but that of the counters, which follow by and by, and where the cursor is. */
static void snapshot(struct term *t, struct buf *out)
{
	const struct grid *g = term_grid(t);
	struct grid_cursor c = grid_cursor(g);
	struct buf row = {0};

	for (int i = 0; i < grid_rows(g); i++) {
		grid_row(g, i, &row, NULL);
		if (!strstr(buf_str(&row), " words"))
			buf_printf(out, "%d: %s\n", i + 1, buf_str(&row));
	}
	if (c.visible)
		buf_printf(out, "cursor %d,%d\n", c.row + 1, c.col + 1);
	buf_clear(&row);
}

/* What was written outside the window, or too much, shows when all is painted anew. */
static bool same_anew(struct term *t, struct buf *reason)
{
	struct buf before = {0}, after = {0};

	snapshot(t, &before);
	bool ok = press(t, "\f", reason);
	snapshot(t, &after);
	ok = ok && (!strcmp(buf_str(&before), buf_str(&after)) ||
		    differs(&before, &after, reason));
	buf_clear(&before);
	buf_clear(&after);
	return ok;
}

static bool one_size(struct term *t, const struct size *s, bool anew, struct buf *reason)
{
	bool small = s->cols < COLS_LEAST || s->rows < ROWS_LEAST;

	term_resize(t, s->rows, s->cols);
	if (!settle(t, reason))
		return false;
	if (small && s->cols >= 10 && !grid_has(term_grid(t), "small") &&
	    !grid_has(term_grid(t), "40"))
		return why(reason, "it does not say that the window is too small");
	if (!small && grid_has(term_grid(t), "window is too small"))
		return why(reason, "it says that the window is too small");
	return !anew || same_anew(t, reason);
}

static void one_screen(struct rig *r, struct term *t, const struct place_to *to,
		       struct verdicts *v)
{
	struct buf reason = {0};
	const struct size usual = {80, 24};

	bool ok = press(t, to->there, &reason);
	for (size_t i = 0; ok && i < SIZES; i++) {
		ok = one_size(t, &sizes[i], r->every || i >= ALWAYS_ANEW, &reason);
		v->cases++;
		if (!ok)
			verdict_bad(v, "%s at %dx%d: %s", to->name, sizes[i].cols,
				    sizes[i].rows, buf_str(&reason));
	}
	if (ok && !(one_size(t, &usual, true, &reason) && press(t, to->back, &reason) &&
		    (grid_has(term_grid(t), "1/52") || why(&reason, "not back"))))
		verdict_bad(v, "%s, back at 80x24: %s", to->name, buf_str(&reason));
	buf_clear(&reason);
}

static void all_screens(struct rig *r, struct verdicts *v)
{
	struct fault none = {0};
	struct buf reason = {0};

	play_profile(r, false);
	struct term *t = play_open(r, &none, NULL, &reason);
	if (!t || !term_wait(t, "1/52", false, clock_ms() + SCREEN_LIMIT, &reason))
		verdict_bad(v, "%s", buf_str(&reason));
	for (size_t i = 0; i < sizeof(screens) / sizeof(screens[0]) && !v->failed; i++)
		one_screen(r, t, &screens[i], v);
	term_free(t);
	buf_clear(&reason);
}

/* Faster than it can paint, while one types. */
static void change_on(struct rig *r, struct term *t, int changes, struct verdicts *v)
{
	struct buf reason = {0};
	const struct size usual = {80, 24};
	bool ok = press(t, "wH\t\t\t", &reason);

	for (int i = 0; ok && i < changes; i++) {
		term_resize(t, 1 + (int)rig_below(r, ROWS_MOST),
			    1 + (int)rig_below(r, COLS_MOST));
		ok = (i % 10 || press(t, "x", &reason)) &&
		     (!term_ended(t) || why(&reason, "it has ended at change %d", i));
		v->cases++;
	}
	ok = ok && one_size(t, &usual, true, &reason);
	size_t typed = 0;
	struct buf row = {0};
	for (int i = 0; ok && i < 24; i++) {
		grid_row(term_grid(t), i, &row, NULL);
		for (const char *at = buf_str(&row); (at = strchr(at, 'x')) != NULL; at++)
			typed++;
	}
	if (ok && changes <= 1000 && typed < (size_t)changes / 10)
		ok = why(&reason, "%zu of %d letters are there", typed, changes / 10);
	if (!ok)
		verdict_bad(v, "%s", buf_str(&reason));
	buf_clear(&row);
	buf_clear(&reason);
}

static void many_changes(struct rig *r, struct verdicts *v)
{
	struct fault none = {0};
	struct buf reason = {0};

	play_profile(r, false);
	struct term *t = play_open(r, &none, NULL, &reason);
	if (!t || !term_wait(t, "1/52", false, clock_ms() + SCREEN_LIMIT, &reason))
		verdict_bad(v, "%s", buf_str(&reason));
	else
		change_on(r, t, r->every ? CHANGES_FULL : CHANGES, v);
	term_free(t);
	buf_clear(&reason);
}

void windows_sweep(struct rig *r)
{
	struct verdicts v = {0};

	all_screens(r, &v);
	rig_tell(r, &v, "every screen at every size");
	many_changes(r, &v);
	rig_tell(r, &v, "the window changes while one types");
}
