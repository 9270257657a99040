/* table.h - the columns of a table and their widths (private to text) */
#ifndef BANTIN_SRC_TEXT_TABLE_H
#define BANTIN_SRC_TEXT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/text/layout.h>

enum { TABLE_GAP = 2 };		/* columns between two columns */

struct column {
	size_t head;		/* columns of its head's widest line */
	size_t need;		/* of its widest line below that */
	size_t least;		/* that it can do with */
	size_t width;		/* that it gets */
	bool words, numbers;	/* seen in its body */
};

struct plan {
	const struct table *t;
	size_t heads;		/* rows of the head */
	struct column *cols;
	size_t count;
};

/* Looks at the table; it is borrowed. */
void plan_init(struct plan *p, const struct table *t);

/* Gives the columns widths that fill room at most. False where one would get too
 * little to read. */
bool plan_widths(struct plan *p, size_t room);
void plan_clear(struct plan *p);

#endif
