/* rows.c - the painted rows, and the window on them that follows the cursor */
#include "parts.h"

#include <bantin/text/measure.h>

static struct text_line *laid_out(struct edit *e, size_t line)
{
	struct text_line *l = line_at(e, line);
	line_layout(e, l);
	return l;
}

struct place place_of(struct edit *e, struct edit_pos pos)
{
	return (struct place){pos.line, row_with(laid_out(e, pos.line)->rows, pos.byte)};
}

bool place_up(struct edit *e, struct place *p)
{
	if (p->row > 0) {
		p->row--;
		return true;
	}
	if (p->line == 0)
		return false;
	p->line--;
	p->row = laid_out(e, p->line)->rows->count - 1;
	return true;
}

bool place_down(struct edit *e, struct place *p)
{
	if (p->row + 1 < laid_out(e, p->line)->rows->count) {
		p->row++;
		return true;
	}
	if (p->line + 1 >= e->lines.count)
		return false;
	p->line++;
	p->row = 0;
	return true;
}

static size_t row_next(const struct text_line *l, size_t row)
{
	return row + 1 < l->rows->count ? l->rows->at[row + 1].start : l->len;
}

/* Behind the break the cursor is on the next row, so a broken row ends before that. */
size_t row_last(struct edit *e, struct place p)
{
	const struct text_line *l = laid_out(e, p.line);
	size_t next = row_next(l, p.row), end = l->rows->at[p.row].end;
	if (p.row + 1 == l->rows->count)
		return l->len;
	if (end < next)
		return end;
	end = text_cluster_prev(l->s, l->len, next);
	return end > l->rows->at[p.row].start ? end : l->rows->at[p.row].start;
}

static bool place_before(struct place a, struct place b)
{
	return a.line < b.line || (a.line == b.line && a.row < b.row);
}

static bool place_same(struct place a, struct place b)
{
	return a.line == b.line && a.row == b.row;
}

static void settle_rows(struct edit *e)
{
	if (e->top.line >= e->lines.count)
		e->top = (struct place){e->lines.count - 1, SIZE_MAX};
	size_t last = laid_out(e, e->top.line)->rows->count - 1;
	if (e->top.row > last)
		e->top.row = last;
	struct place cursor = place_of(e, e->cursor), p = e->top;
	if (place_before(cursor, p)) {
		e->top = cursor;
		return;
	}
	size_t row = 0;
	while (!place_same(p, cursor) && ++row < e->rows && place_down(e, &p))
		;
	if (place_same(p, cursor))
		return;
	e->top = cursor;
	for (row = 1; row < e->rows && place_up(e, &e->top); row++)
		;
}

/* Sideways by a quarter of the width, so that typing on does not repaint it all. */
static void settle_sideways(struct edit *e)
{
	const struct text_line *l = line_at(e, 0);
	size_t at = e->cursor.byte, back = e->columns / 4, keep = e->columns - 1;
	e->left = pos_snap(e, (struct edit_pos){0, e->left}).byte;
	if (at >= e->left && text_columns(l->s + e->left, at - e->left) < e->columns)
		return;
	if (at > e->left)
		back = keep - back;
	e->left = at;
	while (e->left > 0) {
		size_t prev = text_cluster_prev(l->s, l->len, e->left);
		if (text_columns(l->s + prev, at - prev) > back)
			return;
		e->left = prev;
	}
}

void view_settle(struct edit *e)
{
	if (e->settled)
		return;
	if (e->single)
		settle_sideways(e);
	else
		settle_rows(e);
	e->settled = true;
}

void edit_view(struct edit *e, size_t columns, size_t rows)
{
	if (columns == 0)
		columns = 1;
	if (columns != e->columns && !e->single) {
		view_settle(e);
		const struct text_line *l = laid_out(e, e->top.line);
		struct edit_pos top = {e->top.line, l->rows->at[e->top.row].start};
		e->columns = columns;
		e->top = place_of(e, top);
		e->settled = e->keep_goal = false;
	}
	if (columns != e->columns || rows != e->rows)
		e->settled = false;
	e->columns = columns;
	e->rows = rows ? rows : 1;
}

enum { WIDEST = 8 };	/* columns: no cluster takes more */

static size_t shown_end(const struct edit *e, const struct text_line *l, size_t start,
			size_t next)
{
	struct extent limit = {.columns = e->columns}, x;
	text_measure(l->s + start, next - start, &limit, &x);
	return start + x.bytes;
}

/* The blanks at a break show as far as they fit. One always does, in the last column,
 * which is left free; to know that costs no measuring of the row. */
static size_t row_shown(const struct edit *e, const struct text_line *l, size_t row)
{
	size_t start = l->rows->at[row].start, end = l->rows->at[row].end;
	size_t next = row_next(l, row);
	if (next - end <= 1 && e->columns > WIDEST)
		return next;
	size_t shown = shown_end(e, l, start, next);
	return shown > end ? shown : end;
}

void edit_row(struct edit *e, size_t row, struct edit_row *out)
{
	view_settle(e);
	*out = (struct edit_row){.line = SIZE_MAX};
	if (e->single) {
		const struct text_line *l = line_at(e, 0);
		if (row == 0)
			*out = (struct edit_row){0, e->left,
						 shown_end(e, l, e->left, l->len),
						 e->left == 0};
		return;
	}
	struct place p = e->top;
	while (row > 0 && place_down(e, &p))
		row--;
	if (row > 0)
		return;
	const struct text_line *l = laid_out(e, p.line);
	*out = (struct edit_row){p.line, l->rows->at[p.row].start,
				 row_shown(e, l, p.row), p.row == 0};
}

void edit_cursor_cell(struct edit *e, size_t *row, size_t *column)
{
	view_settle(e);
	*row = 0;
	size_t start = e->left;
	if (!e->single) {
		struct place cursor = place_of(e, e->cursor), p = e->top;
		while (!place_same(p, cursor) && place_down(e, &p))
			++*row;
		start = laid_out(e, cursor.line)->rows->at[cursor.row].start;
	}
	const struct text_line *l = line_at(e, e->cursor.line);
	*column = text_columns(l->s + start, e->cursor.byte - start);
	if (*column >= e->columns)
		*column = e->columns - 1;
}
