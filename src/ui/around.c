/* around.c - which article comes next, by the way the reader came */
#include "around.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>

#include "rows.h"

void around_init(struct around *w, const struct from *from)
{
	memset(w, 0, sizeof *w);
	if (!from)
		return;
	if (from->filter) {
		w->list = true;
		w->filter = *from->filter;
		w->portal = mem_str(from->filter->portal);
		w->section = mem_str(from->filter->section);
		w->filter.portal = w->portal;
		w->filter.section = w->section;
	} else if (from->id_count > 0) {
		w->ids = mem_dup(from->ids, from->id_count * sizeof *w->ids);
		w->id_count = from->id_count;
	}
}

void around_clear(struct around *w)
{
	free(w->portal);
	free(w->section);
	free(w->ids);
	memset(w, 0, sizeof *w);
}

static int64_t step_ids(const struct around *w, int64_t id, bool forward)
{
	for (size_t i = 0; i < w->id_count; i++) {
		if (w->ids[i] != id)
			continue;
		if (forward)
			return i + 1 < w->id_count ? w->ids[i + 1] : 0;
		return i > 0 ? w->ids[i - 1] : 0;
	}
	return 0;
}

/* In a list of unread articles the one before was read a moment ago and has left it. */
static int64_t step_list(const struct around *w, struct archive *archive,
			 const struct archive_place *place, bool forward)
{
	struct archive_filter f = w->filter;
	struct article_row *rows = NULL;
	size_t n = 0;
	int64_t id;

	if (!forward)
		f.unread = false;
	if (!archive_rows(archive, &f, place, forward, 1, &rows, &n, NULL))
		return 0;
	id = n > 0 ? rows[0].id : 0;
	article_rows_free(rows, n);
	return id;
}

int64_t around_step(const struct around *w, struct archive *archive,
		    const struct archive_place *place, bool forward)
{
	return w->list ? step_list(w, archive, place, forward)
		       : step_ids(w, place->id, forward);
}

int64_t around_unread(const struct around *w, struct archive *archive,
		      const struct archive_place *place)
{
	struct archive_place found;

	return rows_next_unread(archive, &w->filter, place, &found) ? found.id : 0;
}
