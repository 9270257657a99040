/* picture.h - a screen as a text that is kept beside the walk */
#ifndef WALK_PICTURE_H
#define WALK_PICTURE_H

#include "grid.h"

#include <regex.h>

/* What differs from run to run: every match becomes as many '#' as it has columns. */
struct masks {
	regex_t *items;
	size_t n;
};

bool masks_add(struct masks *m, const char *pattern, struct buf *reason);
void masks_clear(struct masks *m);

/* The rows, then if asked "attributes" and a row of letters for each, then the cursor. */
void picture_text(const struct grid *g, const struct masks *m, bool attributes,
	struct buf *out);
/* Adds the rows that differ to out, each as it is kept (-) and as it is now (+). */
void picture_diff(const char *kept, const char *now, struct buf *out);

#endif
