/* grid.h - a page of cells that views paint on; knows no terminal */
#ifndef BANTIN_UI_GRID_H
#define BANTIN_UI_GRID_H

#include <stdbool.h>
#include <stddef.h>

/* What a piece of text is, not how it looks: term.c decides that for colour, 8 colours,
 * monochrome and NO_COLOR. Nothing is told by colour alone. */
enum face {
	FACE_TEXT,
	FACE_BAR,	/* title bar and status line */
	FACE_HINT,	/* key hints */
	FACE_KEY,	/* a key within a hint */
	FACE_TITLE,
	FACE_HEADING,
	FACE_META,	/* dates, sections, counters */
	FACE_UNREAD,
	FACE_CURSOR,	/* the row the cursor is on */
	FACE_STRONG,
	FACE_EM,
	FACE_LINK,
	FACE_MARK,	/* a word that was searched for */
	FACE_SELECT,	/* selected text in the editor */
	FACE_QUOTE,
	FACE_GOOD,	/* saved, accepted */
	FACE_BAD,	/* refused, not saved, offline */
	FACE_COUNT
};

enum { CELL_BYTES = 32 };	/* a cluster longer than that is shown as U+FFFD */

struct grid_cell {
	char text[CELL_BYTES];	/* one cluster, NUL-ended; "": right half of a wide one */
	unsigned char columns;	/* 1 or 2; 0 for that right half */
	unsigned char face;
};

struct rect {
	int row, col, rows, cols;
};

struct grid {
	int rows, cols;
	struct grid_cell *cells;	/* rows of cols, one after another */
	bool ascii;		/* everything painted goes through text_ascii */
	int cursor_row, cursor_col;	/* -1: hidden */
};

void grid_init(struct grid *g, int rows, int cols);
void grid_clear(struct grid *g);		/* frees */
void grid_erase(struct grid *g);		/* all spaces, cursor hidden */

/* Paints up to `cols` columns of clean text from (row, col), clipped at the edges; a tab
 * is a space, a newline ends it. Returns the columns painted. */
int grid_text(struct grid *g, int row, int col, int cols, enum face face, const char *s,
	      size_t n);
int grid_str(struct grid *g, int row, int col, int cols, enum face face, const char *s);

/* Like grid_str, cut with "…" and filled with spaces to exactly cols. */
void grid_fit(struct grid *g, int row, int col, int cols, enum face face, const char *s);

/* Changes the face of cells that are painted already. */
void grid_face(struct grid *g, int row, int col, int cols, enum face face);
void grid_fill(struct grid *g, struct rect r, enum face face);
void grid_cursor(struct grid *g, int row, int col);

/* Row as text, for tests; out is a buf_take-able string without trailing spaces. */
char *grid_row_text(const struct grid *g, int row);

#endif
