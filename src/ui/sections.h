/* sections.h - the column of sections beside the list, and the visits under it */
#ifndef UI_SECTIONS_H
#define UI_SECTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/article.h>
#include <bantin/store/archive.h>
#include <bantin/ui/grid.h>

/* at 0 is all articles, at k the section list[k - 1]. */
struct sections {
	struct section *list;
	size_t count;
	size_t at;
	int64_t all_unread;
	struct visits visits;
	bool have_visits;
};

/* Reads anew; the chosen section is kept by its id, else it is all. */
void sections_load(struct sections *s, struct archive *archive, const char *portal);
void sections_clear(struct sections *s);
void sections_turn(struct sections *s, bool forward); /* the next one, around the end */
const char *sections_id(const struct sections *s);    /* NULL: all */
const char *sections_title(const struct sections *s); /* translated for all */
void sections_paint(const struct sections *s, struct grid *g, struct rect area);

/* One row: "Today 1.159, this week ..."; nothing where the portal does not count. */
void visits_paint_row(const struct visits *v, struct grid *g, int row, int col, int cols);

#endif
