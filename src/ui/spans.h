/* spans.h - painting a laid-out line with places marked in it */
#ifndef UI_SPANS_H
#define UI_SPANS_H

#include <stddef.h>

#include <bantin/text/fold.h>
#include <bantin/ui/paint.h>

/* paint_line with the places themselves (bytes of the line, in order, not overlapping).
 */
void spans_paint(struct grid *g, struct rect at, const struct line *l,
		 const struct match *spans, size_t n);

#endif
