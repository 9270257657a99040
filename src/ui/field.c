/* field.c - an edit on the grid, and the actions that any edit knows */
#include <bantin/ui/field.h>

#include <string.h>

#include <bantin/text/measure.h>

/* --- painting ---------------------------------------------------------------- */

/* The part of a row that is selected; a newline among it is one more column. */
static void paint_selected(struct edit *e, struct grid *g, struct rect at,
			   const struct edit_row *r)
{
	struct edit_pos from, to;
	size_t n;

	if (!edit_selection(e, &from, &to) || r->line < from.line || r->line > to.line)
		return;
	const char *s = edit_line(e, r->line, &n);
	size_t a = r->line == from.line && from.byte > r->start ? from.byte : r->start;
	size_t b = r->line == to.line && to.byte < r->end ? to.byte : r->end;
	bool newline = r->end == n && r->line < to.line && a <= n;
	if (a > b || (a == b && !newline))
		return;
	int x = (int)text_columns(s + r->start, a - r->start);
	int cols = (int)text_columns(s + a, b - a) + (newline ? 1 : 0);
	if (cols > at.cols - x)
		cols = at.cols - x;
	grid_face(g, at.row, at.col + x, cols, FACE_SELECT);
}

void edit_paint(struct edit *e, struct grid *g, struct rect area, bool focus)
{
	size_t row, column, n;
	struct edit_row r;

	if (area.rows <= 0 || area.cols <= 0)
		return;
	if (!focus && edit_is_single(e)) {	/* from its start, not its cursor */
		grid_fit(g, area.row, area.col, area.cols, FACE_TEXT,
			 edit_line(e, 0, NULL));
		return;
	}
	edit_view(e, (size_t)area.cols, (size_t)area.rows);
	for (int i = 0; i < area.rows; i++) {
		edit_row(e, (size_t)i, &r);
		if (r.line == SIZE_MAX)
			break;
		const char *s = edit_line(e, r.line, &n);
		grid_text(g, area.row + i, area.col, area.cols, FACE_TEXT, s + r.start,
			  r.end - r.start);
		if (focus)
			paint_selected(
				e, g, (struct rect){area.row + i, area.col, 1, area.cols},
				&r);
	}
	if (!focus)
		return;
	edit_cursor_cell(e, &row, &column);
	grid_cursor(g, area.row + (int)row, area.col + (int)column);
}

void field_paint(struct edit *e, struct grid *g, int row, int col, int cols, bool focus)
{
	edit_paint(e, g, (struct rect){row, col, 1, cols}, focus);
}

/* --- actions ----------------------------------------------------------------- */

struct movement {
	enum action action;
	enum edit_move move;
	bool select;
	bool rows;	/* of no use in a single line */
};

static const struct movement movements[] = {
	{ACTION_LEFT, EDIT_LEFT, false, false},
	{ACTION_RIGHT, EDIT_RIGHT, false, false},
	{ACTION_UP, EDIT_UP, false, true},
	{ACTION_DOWN, EDIT_DOWN, false, true},
	{ACTION_PAGE_UP, EDIT_PAGE_UP, false, true},
	{ACTION_PAGE_DOWN, EDIT_PAGE_DOWN, false, true},
	{ACTION_TOP, EDIT_START, false, false},
	{ACTION_BOTTOM, EDIT_END, false, false},
	{ACTION_WORD_LEFT, EDIT_WORD_LEFT, false, false},
	{ACTION_WORD_RIGHT, EDIT_WORD_RIGHT, false, false},
	{ACTION_LINE_START, EDIT_ROW_START, false, false},
	{ACTION_LINE_END, EDIT_ROW_END, false, false},
	{ACTION_PARAGRAPH_UP, EDIT_PARAGRAPH_UP, false, true},
	{ACTION_PARAGRAPH_DOWN, EDIT_PARAGRAPH_DOWN, false, true},
	{ACTION_SELECT_LEFT, EDIT_LEFT, true, false},
	{ACTION_SELECT_RIGHT, EDIT_RIGHT, true, false},
	{ACTION_SELECT_UP, EDIT_UP, true, true},
	{ACTION_SELECT_DOWN, EDIT_DOWN, true, true},
	{ACTION_SELECT_LINE_START, EDIT_ROW_START, true, false},
	{ACTION_SELECT_LINE_END, EDIT_ROW_END, true, false},
	{ACTION_SELECT_WORD_LEFT, EDIT_WORD_LEFT, true, false},
	{ACTION_SELECT_WORD_RIGHT, EDIT_WORD_RIGHT, true, false},
	{ACTION_SELECT_PARAGRAPH_UP, EDIT_PARAGRAPH_UP, true, true},
	{ACTION_SELECT_PARAGRAPH_DOWN, EDIT_PARAGRAPH_DOWN, true, true},
	{ACTION_SELECT_PAGE_UP, EDIT_PAGE_UP, true, true},
	{ACTION_SELECT_PAGE_DOWN, EDIT_PAGE_DOWN, true, true},
	{ACTION_SELECT_TOP, EDIT_START, true, false},
	{ACTION_SELECT_BOTTOM, EDIT_END, true, false},
};

static const struct movement *movement_of(enum action a)
{
	for (size_t i = 0; i < sizeof(movements) / sizeof(movements[0]); i++)
		if (movements[i].action == a)
			return &movements[i];
	return NULL;
}

static bool change(struct edit *e, enum action a, struct buf *clip)
{
	switch (a) {
	case ACTION_ERASE:
		edit_erase(e, EDIT_LEFT);
		return true;
	case ACTION_ERASE_FORWARD:
		edit_erase(e, EDIT_RIGHT);
		return true;
	case ACTION_ERASE_WORD:
		edit_erase(e, EDIT_WORD_LEFT);
		return true;
	case ACTION_CUT:
		edit_cut(e, clip);
		return true;
	case ACTION_COPY:
		edit_copy(e, clip);
		return true;
	case ACTION_PASTE:
		edit_paste(e, buf_str(clip), clip->len);
		return true;
	case ACTION_UNDO:
		edit_undo(e);
		return true;
	case ACTION_REDO:
		edit_redo(e);
		return true;
	default:
		return false;
	}
}

bool edit_act(struct edit *e, enum action a, struct buf *clip)
{
	const struct movement *m = movement_of(a);

	if (m) {
		if (m->rows && edit_is_single(e))
			return false;
		edit_go(e, m->move, m->select);
		return true;
	}
	switch (a) {
	case ACTION_MARK:
		edit_mark(e);
		return true;
	case ACTION_SELECT_ALL:
		edit_select_all(e);
		return true;
	case ACTION_NEWLINE:
		if (edit_is_single(e))
			return false;
		edit_newline(e);
		return true;
	default:
		return change(e, a, clip);
	}
}
