/* tags.h - a short word for each of several portals, in rows and in the status line */
#ifndef UI_TAGS_H
#define UI_TAGS_H

#include <bantin/sync/sync.h>
#include <bantin/ui/grid.h>

enum { TAG_MAX = 8 };	/* bytes, NUL included; ASCII, a column a byte */

/* Whether rows need one: there are several portals. */
bool tags_needed(const struct sync *s);

/*
 * The tag of a portal: its name where that is short, else the first letters of the
 * name's parts ("huyen-vinh-tuong" is "hvt"), else its beginning; a digit behind it where
 * another portal before it has the same. "?" for a portal that is not known any more.
 */
const char *portal_tag(const struct sync *s, const char *name, char out[TAG_MAX]);

/* The columns of the longest tag. */
int tags_columns(const struct sync *s);

/* "[hvt] ", as wide as for a tag of `cols` columns; the columns taken. */
int tag_paint(struct grid *g, int row, int col, const char *tag, int cols);

#endif
