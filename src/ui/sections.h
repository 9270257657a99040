/* sections.h - the column of sections beside the list, and the visits under it */
#ifndef UI_SECTIONS_H
#define UI_SECTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/article.h>
#include <bantin/store/archive.h>
#include <bantin/sync/sync.h>
#include <bantin/ui/grid.h>

/* A row of the column: all articles, all of one portal, or one section. */
struct section_entry {
	char *portal;	/* name; NULL: of the portal that is shown, or of all */
	char *id;	/* of the section; NULL: all its articles */
	char *title;
	int64_t unread;
};

/* The first entry is all articles. Where several portals are shown, each is an entry with
 * its sections behind it. */
struct sections {
	struct section_entry *list;
	size_t count, cap;
	size_t at;
	bool grouped;		/* by portal */
	struct visits visits;
	bool have_visits;
	char *counted;		/* tag of the portal whose visits these are; NULL: the
				 * only one */
};

/* Reads anew; portal NULL: all there are. The chosen entry is kept, else it is the first.
 */
void sections_load(struct sections *s, struct archive *archive, const struct sync *sync,
		   const char *portal);
void sections_clear(struct sections *s);
void sections_turn(struct sections *s, bool forward); /* the next one, around the end */
const char *sections_id(const struct sections *s);    /* NULL: all */
const char *sections_portal(const struct sections *s); /* NULL: not narrowed to one */
const char *sections_title(const struct sections *s); /* translated for all */
void sections_paint(const struct sections *s, struct grid *g, struct rect area);

/* One row: "Today 1.159, this week ..."; nothing where the portal does not count. */
void visits_paint_row(const struct sections *s, struct grid *g, int row, int col,
		      int cols);

#endif
