/* move.c - where the cursor goes, and what is selected on the way */
#include "parts.h"

#include <bantin/text/measure.h>

/* Words may end inside a cluster (a selector behind an emoji counts as a mark). */
static size_t word_left(const struct text_line *l, size_t at)
{
	size_t word = text_word_prev(l->s, l->len, at);
	size_t start = text_cluster_prev(l->s, l->len, word);
	return text_cluster_next(l->s, l->len, start) == word ? word : start;
}

static struct edit_pos one_left(const struct edit *e, struct edit_pos p, bool word)
{
	if (p.byte == 0) {
		if (p.line == 0)
			return p;
		return (struct edit_pos){p.line - 1, line_at(e, p.line - 1)->len};
	}
	const struct text_line *l = line_at(e, p.line);
	p.byte = word ? word_left(l, p.byte) : text_cluster_prev(l->s, l->len, p.byte);
	return p;
}

static struct edit_pos one_right(const struct edit *e, struct edit_pos p, bool word)
{
	const struct text_line *l = line_at(e, p.line);
	if (p.byte == l->len) {
		if (p.line + 1 == e->lines.count)
			return p;
		return (struct edit_pos){p.line + 1, 0};
	}
	p.byte = word ? text_word_next(l->s, l->len, p.byte)
		      : text_cluster_next(l->s, l->len, p.byte);
	return pos_snap(e, p);
}

static size_t row_start(struct edit *e, struct place p)
{
	struct text_line *l = line_at(e, p.line);
	line_layout(e, l);
	return l->rows->at[p.row].start;
}

/* The place on row p that is nearest to the goal column from its left. */
static struct edit_pos at_goal(struct edit *e, struct place p)
{
	const struct text_line *l = line_at(e, p.line);
	size_t start = row_start(e, p), last = row_last(e, p);
	struct extent limit = {.columns = e->goal}, x = {0};
	if (e->goal > 0)
		text_measure(l->s + start, last - start, &limit, &x);
	return (struct edit_pos){p.line, start + x.bytes};
}

/* Up to n rows up or down; how many it were. */
static size_t walk_rows(struct edit *e, struct place *p, bool down, size_t n)
{
	size_t i = 0;
	while (i < n && (down ? place_down(e, p) : place_up(e, p)))
		i++;
	return i;
}

static size_t page_rows(const struct edit *e)
{
	return e->rows > 1 ? e->rows - 1 : 1;
}

static struct edit_pos by_rows(struct edit *e, struct edit_pos pos, bool down, size_t n)
{
	struct place p = place_of(e, pos);
	size_t start = row_start(e, p);
	if (!e->keep_goal)
		e->goal = text_columns(line_at(e, pos.line)->s + start, pos.byte - start);
	e->keep_goal = true;
	return walk_rows(e, &p, down, n) ? at_goal(e, p) : pos;
}

static bool begins_paragraph(const struct edit *e, size_t line)
{
	return !line_is_blank(e, line) && (line == 0 || line_is_blank(e, line - 1));
}

static struct edit_pos paragraph_up(const struct edit *e, struct edit_pos p)
{
	if (p.byte > 0 && begins_paragraph(e, p.line))
		return (struct edit_pos){p.line, 0};
	while (p.line > 0)
		if (begins_paragraph(e, --p.line))
			return (struct edit_pos){p.line, 0};
	return (struct edit_pos){0, 0};
}

static struct edit_pos text_end(const struct edit *e)
{
	size_t last = e->lines.count - 1;
	return (struct edit_pos){last, line_at(e, last)->len};
}

static struct edit_pos paragraph_down(const struct edit *e, struct edit_pos p)
{
	while (++p.line < e->lines.count)
		if (begins_paragraph(e, p.line))
			return (struct edit_pos){p.line, 0};
	return text_end(e);
}

struct edit_pos move_from(struct edit *e, struct edit_pos pos, enum edit_move move)
{
	if (move == EDIT_UP || move == EDIT_DOWN)
		return by_rows(e, pos, move == EDIT_DOWN, 1);
	if (move == EDIT_PAGE_UP || move == EDIT_PAGE_DOWN)
		return by_rows(e, pos, move == EDIT_PAGE_DOWN, page_rows(e));
	e->keep_goal = false;
	switch (move) {
	case EDIT_LEFT:
	case EDIT_WORD_LEFT:
		return one_left(e, pos, move == EDIT_WORD_LEFT);
	case EDIT_RIGHT:
	case EDIT_WORD_RIGHT:
		return one_right(e, pos, move == EDIT_WORD_RIGHT);
	case EDIT_ROW_START:
		return (struct edit_pos){pos.line, row_start(e, place_of(e, pos))};
	case EDIT_ROW_END:
		return (struct edit_pos){pos.line, row_last(e, place_of(e, pos))};
	case EDIT_PARAGRAPH_UP:
		return paragraph_up(e, pos);
	case EDIT_PARAGRAPH_DOWN:
		return paragraph_down(e, pos);
	case EDIT_START:
		return (struct edit_pos){0, 0};
	default:
		return text_end(e);
	}
}

/* The window goes with the page, so that the cursor stays on its row of the screen. */
static void turn_page(struct edit *e, bool down)
{
	view_settle(e);
	struct place p = place_of(e, e->cursor);
	walk_rows(e, &e->top, down, walk_rows(e, &p, down, page_rows(e)));
}

bool edit_go(struct edit *e, enum edit_move move, bool select)
{
	struct edit_pos from, to, was = e->cursor;
	bool selected = edit_selection(e, &from, &to);
	undo_close(&e->undo);
	e->cut_len = 0;
	if (select && e->mark_kind == MARK_NONE) {
		e->mark = e->cursor;
		e->mark_kind = MARK_WALK;
	} else if (!select && e->mark_kind == MARK_WALK) {
		e->mark_kind = MARK_NONE;
		if (selected && (move == EDIT_LEFT || move == EDIT_RIGHT)) {
			e->cursor = move == EDIT_LEFT ? from : to;
			e->settled = e->keep_goal = false;
			return true;
		}
	}
	struct edit_pos there = move_from(e, e->cursor, move);
	if (move == EDIT_PAGE_UP || move == EDIT_PAGE_DOWN)
		turn_page(e, move == EDIT_PAGE_DOWN);
	e->cursor = there;
	e->settled = false;
	return !pos_same(there, was);
}

void edit_set_cursor(struct edit *e, struct edit_pos pos)
{
	undo_close(&e->undo);
	e->cursor = pos_snap(e, pos);
	e->mark_kind = MARK_NONE;
	e->cut_len = 0;
	e->settled = e->keep_goal = false;
}

void edit_mark(struct edit *e)
{
	e->mark = e->cursor;
	e->mark_kind = e->mark_kind == MARK_NONE ? MARK_SET : MARK_NONE;
}

bool edit_marked(const struct edit *e)
{
	return e->mark_kind == MARK_SET;
}

void edit_select_all(struct edit *e)
{
	e->mark = (struct edit_pos){0, 0};
	e->mark_kind = MARK_WALK;
	e->cursor = text_end(e);
	e->settled = e->keep_goal = false;
}

void edit_unselect(struct edit *e)
{
	e->mark_kind = MARK_NONE;
}

bool edit_selection(const struct edit *e, struct edit_pos *from, struct edit_pos *to)
{
	if (e->mark_kind == MARK_NONE || pos_same(e->mark, e->cursor))
		return false;
	bool forward = pos_before(e->mark, e->cursor);
	*from = forward ? e->mark : e->cursor;
	*to = forward ? e->cursor : e->mark;
	return true;
}

void edit_selected(const struct edit *e, struct buf *out)
{
	struct edit_pos from, to;
	if (edit_selection(e, &from, &to))
		lines_copy(e, from, to, out);
}
