/* around.h - which article comes next, by the way the reader came */
#ifndef UI_AROUND_H
#define UI_AROUND_H

#include <stdbool.h>
#include <stdint.h>

#include "reading.h"

/* A copy of a struct from, with strings of its own. */
struct around {
	struct archive_filter filter;
	char *portal, *section;
	int64_t *ids;
	size_t id_count;
	bool list; /* else ids, if any */
};

void around_init(struct around *w, const struct from *from);
void around_clear(struct around *w);

/* The neighbour of the article at place; 0: none. */
int64_t around_step(const struct around *w, struct archive *archive,
		    const struct archive_place *place, bool forward);
int64_t around_unread(const struct around *w, struct archive *archive,
		      const struct archive_place *place);

#endif
