/* shift.h - a row that is an old one moved sideways: what a terminal may keep of it */
#ifndef UI_SHIFT_H
#define UI_SHIFT_H

#include <bantin/base/buf.h>
#include <bantin/ui/grid.h>

/*
 * Old row: cells 0..at, then |by| cells that go (by < 0), `keep` cells that stay, the
 * rest. New row: cells 0..at as they were, `by` cells that come (by > 0), those that
 * stay, the rest. Columns all; every cell from `at` on is one column wide, and what must
 * be written is plain text.
 */
struct shift {
	int at, by, keep;
	int old_end, new_end;	/* behind the last cell that is no blank */
};

/* False: no more than `worth` bytes stay, so that writing the row anew is as cheap. */
bool shift_find(const struct grid_cell *old, const struct grid_cell *new, int cols,
		int worth, struct shift *out);

/* Where the new row is the old one without its end, in *at the first column that is blank
 * now: going there and erasing is all. */
bool shift_cut(const struct grid_cell *old, const struct grid_cell *new, int cols,
	       int *at);

/* Whether both rows show the same. */
bool shift_same_row(const struct grid_cell *a, const struct grid_cell *b, int cols);

/* What terminfo calls ich, dch, el, cup, hpa, sc and rc: none is NULL. */
struct shift_words {
	const char *insert, *drop, *erase, *go, *column, *save, *restore;
};

/*
 * Appends to raw what moves parts of the rows of old to where new has them, and what
 * erases the ends of rows that lose them, as far as that is cheaper, and tells of each
 * cell that this leaves otherwise than it was. The cursor is at row, col before and
 * after. The bytes must reach the terminal before any other; a newline must be a line
 * feed alone.
 */
struct shifting {
	struct shift_words words;
	const char *(*expand)(const char *word, int a, int b);
	void (*tell)(void *ctx, const struct grid_cell *c, int row, int col);
	void *ctx;
	int row, col;
	struct buf raw;
};
void shift_rows(struct shifting *s, const struct grid *old, const struct grid *new);

#endif
