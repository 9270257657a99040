/* ladder.h - how far the items of lists stand in (private to text) */
#ifndef BANTIN_SRC_TEXT_LADDER_H
#define BANTIN_SRC_TEXT_LADDER_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/text/layout.h>

enum { LADDER_LEVELS = 8 };		/* lists within lists that are indented */

/* How far each level of the lists stands in; forgotten where the lists end. */
struct ladder {
	size_t known;			/* levels */
	size_t indent[LADDER_LEVELS], hang[LADDER_LEVELS];	/* columns */
	const char *marker[LADDER_LEVELS];	/* of the item before */
};

size_t ladder_level(const struct block *b);	/* at most LADDER_LEVELS */
bool block_in_list(const struct block *b);

/* Columns that a marker takes with the blank behind it; 0 for none. */
size_t marker_width(const char *marker);

/* Brings the ladder to block i, which is in a list. True where the item begins another
 * list than the one before it at its level. */
bool ladder_climb(struct ladder *d, const struct layout *l, size_t i);

#endif
