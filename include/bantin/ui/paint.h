/* paint.h - laid-out text on the grid: for the article and the preview */
#ifndef BANTIN_UI_PAINT_H
#define BANTIN_UI_PAINT_H

#include <bantin/text/layout.h>
#include <bantin/text/query.h>
#include <bantin/ui/grid.h>

/* Paints a line of a layout at (row, col), at most cols columns wide, in the faces of its
 * role and runs, and the words of marks (NULL: none) in FACE_MARK. */
void paint_line(struct grid *g, int row, int col, int cols, const struct line *l,
		const struct query *marks);

/* Paints text in one face, cut with "…" to cols columns, the words of marks (NULL: none)
 * in FACE_MARK. Returns the columns painted. */
int paint_marked(struct grid *g, int row, int col, int cols, enum face face,
		 const char *s, const struct query *marks);

#endif
