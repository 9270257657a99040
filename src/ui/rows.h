/* rows.h - the part of a list of articles that is shown, with its cursor */
#ifndef UI_ROWS_H
#define UI_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/store/archive.h>

/*
 * A window of the archive's list: the rows on the screen and a page or two around them,
 * whatever the list's length. It grows at its edges as the cursor comes near, and is read
 * anew around the row of the cursor when the archive has changed, so that the cursor
 * stays on its article while the list grows.
 */
struct rows {
	struct archive *archive;
	struct archive_filter filter; /* strings borrowed */
	struct article_row *list;
	size_t count, cap;
	bool at_start, at_end; /* the window touches the list's ends */
	size_t cur, top;       /* indexes into list: the cursor, the first one shown */
	size_t height;	       /* rows on the screen */
	int64_t first;	       /* rows of the list before list[0] */
	int64_t all, unread;   /* in the whole list */
};

void rows_init(struct rows *r, struct archive *archive);
void rows_clear(struct rows *r);

/* Reads anew, the cursor on the article at place or what comes after it; NULL: where the
 * cursor stands. */
bool rows_load(struct rows *r, const struct archive_place *place, struct err *e);
bool rows_to_start(struct rows *r, struct err *e);
bool rows_to_end(struct rows *r, struct err *e);
void rows_resize(struct rows *r, size_t height);
void rows_move(struct rows *r, long delta);

/* The row under the cursor; NULL: an empty list. */
struct article_row *rows_here(struct rows *r);
bool rows_place(struct rows *r, struct archive_place *place);

/* The unread article after place (or, past the end of the list, the first of all). */
bool rows_next_unread(struct archive *archive, const struct archive_filter *f,
		      const struct archive_place *place, struct archive_place *found);

#endif
