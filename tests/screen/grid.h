/* grid.h - what the terminal shows: libvterm's screen as rows of text */
#ifndef WALK_GRID_H
#define WALK_GRID_H

#include "buf.h"

enum {
	GRID_MAX_ROWS = 200,
	GRID_MAX_COLS = 250,
};

struct grid;

struct grid_cursor {
	int row;	/* from 0 */
	int col;	/* from 0 */
	bool visible;
};

struct grid *grid_new(int rows, int cols);
void grid_free(struct grid *g);

/* What the application wrote, and what the terminal has to say to it: answers to queries
 * and the keys below. The caller sends grid_output to the application and resets it. */
void grid_write(struct grid *g, const char *bytes, size_t n);
struct buf *grid_output(struct grid *g);

void grid_resize(struct grid *g, int rows, int cols);
int grid_rows(const struct grid *g);
struct grid_cursor grid_cursor(const struct grid *g);

/* Replaces text by one row in UTF-8, spaces at its end cut. A wide character stands once,
 * combining marks stay with their letter. If columns is not NULL it gets one byte for
 * each byte of text, the column of its cell, and the column after the last cell. */
void grid_row(const struct grid *g, int row, struct buf *text, struct buf *columns);

/* The same row as one letter a cell: space plain, b bold, u underlined, r reverse,
 * B bold reverse, U underlined reverse, x bold underlined, X all three. */
void grid_attributes(const struct grid *g, int row, struct buf *letters);

/* Whether any row holds text, and the whole screen with row numbers for messages. */
bool grid_has(const struct grid *g, const char *text);
void grid_print(const struct grid *g, struct buf *out);

/* Presses a key by its name (keys.c), in the cursor-key mode that the application chose.
 * False for an unknown name. */
bool grid_press(struct grid *g, const char *name);
/* Text as the terminal sends a paste: marked if the application asked for marks, each
 * line ended by a carriage return. */
void grid_paste(struct grid *g, const char *text, size_t n);

#endif
