/* bars.c - the title bar, the hints and the messages over them */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/measure.h>
#include <bantin/text/utf8.h>
#include <bantin/text/wrap.h>

#include "inside.h"
#include "reading.h"

#define WORD_JOINER "\xe2\x81\xa0"

enum { MESSAGE_MAX = 1024, WIDE = 60, LONG_ROWS = 4 };

/* --- the title bar ---------------------------------------------------------- */

static void title_paint(struct app *a, struct grid *g)
{
	struct view *v = stack_top(a);
	struct buf b = {0};
	const char *tab;
	int x = 1, right = 0;

	grid_fill(g, (struct rect){0, 0, 1, g->cols}, FACE_BAR);
	if (v && v->class->title)
		v->class->title(v, &b);
	tab = strchr(buf_str(&b), '\t');
	if (g->cols >= WIDE)
		x += grid_str(g, 0, 1, g->cols, FACE_BAR, "bantin  ");
	if (tab) {
		right = (int)text_columns(tab + 1, strlen(tab + 1));
		grid_str(g, 0, g->cols - right - 1, right, FACE_BAR, tab + 1);
		buf_cut(&b, (size_t)(tab - b.s));
		right++;
	}
	grid_fit(g, 0, x, g->cols - x - right - 1, FACE_BAR, buf_str(&b));
	buf_clear(&b);
}

/* --- hints and messages ----------------------------------------------------- */

/* "key words" at x; the columns taken, 0 where it does not fit before `end` or has no
 * key. */
static int hint_paint(struct app *a, struct grid *g, int row, int x, int end,
		      enum action act)
{
	enum context c = view_context(stack_top(a));
	const char *words = action_hint(act);
	char name[KEY_NAME_MAX];
	struct key k;
	int w;

	if (!*words || keymap_keys(a->keymap, c, act, &k, 1) == 0)
		return 0;
	key_short(k, name);
	w = (int)(text_columns(name, strlen(name)) + 1 +
		  text_columns(words, strlen(words)));
	if (x + w > end)
		return 0;
	x += grid_str(g, row, x, end - x, FACE_KEY, name);
	grid_str(g, row, x + 1, end - x - 1, FACE_HINT, words);
	return w + 2;
}

/* Help stands at the right end and always has room. */
static void hints_paint(struct app *a, struct grid *g, int row)
{
	struct view *v = stack_top(a);
	const enum action *list = v->class->hints ? v->class->hints(v) : NULL;
	const char *help = action_hint(ACTION_HELP);
	char name[KEY_NAME_MAX] = "";
	int end = g->cols - 1, x = 1;
	struct key k;

	if (keymap_keys(a->keymap, view_context(v), ACTION_HELP, &k, 1) > 0)
		end -= (int)(text_columns(help, strlen(help)) + 1 +
			     strlen(key_short(k, name)));
	if (*name)
		hint_paint(a, g, row, end, g->cols, ACTION_HELP);
	for (; list && *list != ACTION_NONE; list++)
		x += hint_paint(a, g, row, x, end - 2, *list);
}

/* Keys of an answer, "(y/n)", stay on one row. */
static void glue_keys(struct buf *out, const char *s)
{
	for (; *s; s++) {
		buf_addc(out, *s);
		if (out->len >= 3 && strncmp(out->s + out->len - 3, "(y/", 3) == 0)
			buf_adds(out, WORD_JOINER);
	}
}

static bool begins(const char *s, const char *with)
{
	return strncmp(s, with, strlen(with)) == 0;
}

/* One row of a long text, without what kept words together. */
static int long_row_paint(struct grid *g, int row, enum face face, const char *s,
			  size_t n)
{
	struct buf b = {0};

	for (size_t i = 0; i < n;) {
		bool joiner = begins(s + i, WORD_JOINER);
		bool blank = begins(s + i, NO_BREAK_SPACE);

		if (!joiner)
			buf_addc(&b, blank ? ' ' : s[i]);
		i += joiner ? strlen(WORD_JOINER) : blank ? strlen(NO_BREAK_SPACE) : 1;
	}
	int used = grid_text(g, row, 1, g->cols - 2, face, buf_str(&b), b.len);
	buf_clear(&b);
	return used;
}

int bars_long(struct grid *g, int row, enum face face, const char *s)
{
	size_t cols = (size_t)(g->cols > 3 ? g->cols - 2 : 1), rows;
	struct wrap w = {0};
	struct buf b = {0};
	int x = 1;

	glue_keys(&b, s);
	s = buf_str(&b);
	text_wrap(&w, s, b.len, cols, cols);
	rows = w.count < LONG_ROWS ? w.count : LONG_ROWS;
	row -= (int)rows - 1;
	grid_fill(g, (struct rect){row, 0, (int)rows, g->cols}, FACE_TEXT);
	for (size_t i = 0; i < rows; i++)
		x = 1 + long_row_paint(g, row + (int)i, face, s + w.lines[i].start,
				       w.lines[i].end - w.lines[i].start);
	buf_clear(&b);
	wrap_clear(&w);
	return x;
}

static void message_paint(struct app *a, struct grid *g, int row)
{
	struct buf b = {0};

	buf_addf(&b, "%s%s", a->message_bad ? "! " : "", buf_str(&a->message));
	bars_long(g, row, a->message_bad ? FACE_BAD : FACE_STRONG, buf_str(&b));
	buf_clear(&b);
}

void bars_paint(struct app *a, struct grid *g)
{
	int row = g->rows - 1;

	title_paint(a, g);
	if (prompt_on(a) && a->message.len > 0)
		message_paint(a, g, row - 1);
	else
		status_paint(a, g, row - 1);
	if (prompt_on(a))
		prompt_paint(a, g, row);
	else if (a->message.len > 0)
		message_paint(a, g, row);
	else
		hints_paint(a, g, row);
}

void app_say(struct app *a, bool bad, const char *fmt, ...)
{
	char text[MESSAGE_MAX];
	va_list ap;
	size_t n;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	n = strlen(text);
	while (n > 0 && !utf8_valid(text, n)) /* cut within a letter */
		n--;
	buf_reset(&a->message);
	buf_add(&a->message, text, n);
	a->message_bad = bad;
	a->dirty = true;
}

void app_say_err(struct app *a, const struct err *e)
{
	app_say(a, true, "%s", e->text);
}

void bars_unsay(struct app *a)
{
	buf_reset(&a->message);
	a->message_bad = false;
	a->dirty = true;
}
