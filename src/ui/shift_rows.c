/* shift_rows.c - moves parts of rows on the terminal instead of writing them anew */
#include <stdlib.h>
#include <string.h>

#include "shift.h"

/*
 * Where a word wraps, each row below begins with another word, and the rest of it moves:
 * the cells that come or go are put in or taken out at the row's beginning, and what hung
 * over its end is erased. Rows are done from their left end to the right one and the
 * next from right to left, which saves the way back. The row of the cursor is done
 * last of all, so that the letter that was typed there is all that is left to write.
 */
struct walk {
	struct shifting *s;
	int cols;
	int row, col;	/* the terminal's cursor */
};

enum {
	STEPS = 4,	/* backspaces that are no longer than hpa */
	WORTH = 20,	/* bytes that must stay: going there and moving costs as many */
	WORTH_BELOW = 8,	/* likewise right below a row that was moved */
	FEW = 2		/* rows: that of a letter, and one that tells of it */
};

static void add(struct walk *w, const char *word, int a, int b)
{
	buf_adds(&w->s->raw, w->s->expand(word, a, b));
}

static bool blank_before(const struct grid_cell *cells, int col)
{
	for (int x = 0; x < col; x++)
		if (cells[x].face != FACE_TEXT || strcmp(cells[x].text, " ") != 0)
			return false;
	return true;
}

static void go_to(struct walk *w, const struct grid_cell *cells, int row, int col)
{
	struct buf *raw = &w->s->raw;
	bool margin = col <= STEPS - 1 && blank_before(cells, col);
	bool down = row == w->row + 1, here = row == w->row;
	bool back = col <= w->col && w->col - col <= STEPS && w->col < w->cols;

	if (here && col == w->col)
		return;
	if (margin && (here || down)) {
		buf_addf(raw, "\r%s%.*s", down ? "\n" : "", col, "   ");
	} else if (back && (here || down)) {
		buf_adds(raw, down ? "\n" : "");
		buf_fill(raw, '\b', (size_t)(w->col - col));
	} else if (here || down) {
		buf_adds(raw, down ? "\n" : "");
		add(w, w->s->words.column, col, 0);
	} else {
		add(w, w->s->words.go, row, col);
	}
	w->row = row;
	w->col = col;
}

static void move_cells(struct walk *w, const struct shift *f)
{
	add(w, f->by > 0 ? w->s->words.insert : w->s->words.drop, abs(f->by), 0);
}

static void write_cells(struct walk *w, const struct grid_cell *cells, int from, int to)
{
	for (int x = from; x < to; x++) {
		buf_adds(&w->s->raw, cells[x].text);
		w->col++;
	}
}

/* What stands behind the part that stays, written `off` columns from its place. */
static void write_tail(struct walk *w, const struct shift *f,
		       const struct grid_cell *cells, int row, int off)
{
	int tail = f->at + f->keep + (f->by > 0 ? f->by : 0);
	int old_end = f->old_end + f->by;

	if (tail >= f->new_end && old_end <= tail)
		return;
	go_to(w, cells, row, tail + off);
	write_cells(w, cells, tail, f->new_end);
	if (old_end > f->new_end)
		buf_adds(&w->s->raw, w->s->words.erase);
}

static void move_part(struct walk *w, const struct shift *f,
		      const struct grid_cell *cells, int row)
{
	go_to(w, cells, row, f->at);
	move_cells(w, f);
	write_cells(w, cells, f->at, f->at + (f->by > 0 ? f->by : 0));
}

static void move_row(struct walk *w, const struct shift *f,
		     const struct grid_cell *cells, int row)
{
	bool right = w->col > w->cols / 2 && f->new_end - f->by < w->cols;

	if (right)
		write_tail(w, f, cells, row, -f->by);
	move_part(w, f, cells, row);
	if (!right)
		write_tail(w, f, cells, row, 0);
}

/* Of the cursor's row: what hangs over goes at first, the rest is left to others. */
static void erase_tail(struct walk *w, const struct shift *f,
		       const struct grid_cell *cells, int row)
{
	int tail = f->at + f->keep + (f->by < 0 ? -f->by : 0);

	if (f->old_end <= tail)
		return;
	go_to(w, cells, row, tail);
	buf_adds(&w->s->raw, w->s->words.erase);
}

static void tell(const struct walk *w, const struct shift *f,
		 const struct grid_cell *cells, int row, bool whole)
{
	static const struct grid_cell blank = {" ", 1, FACE_TEXT};
	int from = f->at + (f->by > 0 ? f->by : 0), to = from + f->keep;

	for (int x = f->at; x < w->cols; x++)
		w->s->tell(w->s->ctx, whole || (x >= from && x < to) ? &cells[x] : &blank,
			   row, x);
}

static void move_own(struct walk *w, const struct shift *f, const struct grid_cell *cells)
{
	struct shifting *s = w->s;

	go_to(w, cells, s->row, f->at);
	move_cells(w, f);
	go_to(w, cells, s->row, s->col);
}

/* Where rows may have moved up or down, curses finds that out, if it is left to. */
static bool few_change(const struct grid *old, const struct grid *new)
{
	int n = 0;

	for (int row = 0; row < new->rows && n <= FEW; row++)
		n += !shift_same_row(old->cells + row * old->cols,
				     new->cells + row * new->cols, new->cols);
	return n <= FEW;
}

/* Erases the end of a row away from the cursor. False: that is not what changed. */
static bool cut_row(struct walk *w, const struct grid_cell *old,
		    const struct grid_cell *cells, int row)
{
	struct shift f = {.by = 0};

	if (row == w->s->row || !shift_cut(old, cells, w->cols, &f.at))
		return false;
	if (w->s->raw.len == 0)
		buf_adds(&w->s->raw, w->s->words.save);
	go_to(w, cells, row, f.at);
	buf_adds(&w->s->raw, w->s->words.erase);
	tell(w, &f, cells, row, true);
	return true;
}

void shift_rows(struct shifting *s, const struct grid *old, const struct grid *new)
{
	struct walk w = {s, new->cols, s->row, s->col};
	struct shift f, own = {.by = 0};
	bool few = few_change(old, new);

	for (int row = 0; row < new->rows; row++) {
		const struct grid_cell *cells = new->cells + row * new->cols;
		const struct grid_cell *had = old->cells + row * old->cols;

		bool below = s->raw.len > 0 && row == w.row + 1;

		if ((few && cut_row(&w, had, cells, row)) ||
		    !shift_find(had, cells, new->cols, below ? WORTH_BELOW : WORTH, &f))
			continue;
		if (s->raw.len == 0)
			buf_adds(&s->raw, s->words.save);
		if (row == s->row) {
			own = f;
			erase_tail(&w, &f, cells, row);
		} else {
			move_row(&w, &f, cells, row);
		}
		tell(&w, &f, cells, row, row != s->row);
	}
	if (s->raw.len > 0 && w.row == s->row && w.col == s->col)
		buf_reset(&s->raw);	/* it went nowhere: nothing to come back from */
	else if (s->raw.len > 0)
		buf_adds(&s->raw, s->words.restore);
	w.row = s->row;
	w.col = s->col;
	if (own.by)
		move_own(&w, &own, new->cells + s->row * new->cols);
}
