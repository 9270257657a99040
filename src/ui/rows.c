/* rows.c - the part of a list of articles that is shown, with its cursor */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>

enum {
	WINDOW_MAX = 512,
	MARGIN = 1,
	HEIGHT = 21 /* of the usual screen, until the first paint tells */
};

void rows_init(struct rows *r, struct archive *archive)
{
	memset(r, 0, sizeof *r);
	r->archive = archive;
	r->height = HEIGHT;
}

void rows_clear(struct rows *r)
{
	article_rows_free(r->list, r->count);
	r->list = NULL;
	r->count = r->cap = r->cur = r->top = 0;
	r->at_start = r->at_end = true;
}

struct article_row *rows_here(struct rows *r)
{
	return r->cur < r->count ? &r->list[r->cur] : NULL;
}

static struct archive_place place_of(const struct article_row *row)
{
	return (struct archive_place){row->published, row->id};
}

bool rows_place(struct rows *r, struct archive_place *place)
{
	if (r->cur >= r->count)
		return false;
	*place = place_of(&r->list[r->cur]);
	return true;
}

static size_t page(const struct rows *r)
{
	return r->height + MARGIN;
}

/* The rows become the list's; the array they came in is freed. */
static void insert(struct rows *r, size_t at, struct article_row *rows, size_t n)
{
	r->list = mem_grow(r->list, &r->cap, r->count + n + 1, sizeof *r->list);
	memmove(r->list + at + n, r->list + at, (r->count - at) * sizeof *r->list);
	if (n > 0)
		memcpy(r->list + at, rows, n * sizeof *rows);
	r->count += n;
	free(rows);
}

static void drop(struct rows *r, size_t at, size_t n)
{
	article_rows_free(mem_dup(r->list + at, n * sizeof *r->list), n);
	memmove(r->list + at, r->list + at + n, (r->count - at - n) * sizeof *r->list);
	r->count -= n;
}

/* Keeps the window small: rows far from the side that is growing go. */
static void trim(struct rows *r, bool forward)
{
	size_t n = r->count > WINDOW_MAX ? r->count - WINDOW_MAX : 0;

	if (n == 0)
		return;
	if (forward && n > r->top)
		n = r->top;
	if (forward) {
		drop(r, 0, n);
		r->cur -= n;
		r->top -= n;
		r->first += (int64_t)n;
		r->at_start = r->at_start && n == 0;
	} else if (r->count - n > r->cur) {
		drop(r, r->count - n, n);
		r->at_end = false;
	}
}

static size_t more_after(struct rows *r, size_t want)
{
	struct archive_place last;
	struct article_row *rows = NULL;
	size_t n = 0;

	if (r->at_end || r->count == 0)
		return 0;
	last = place_of(&r->list[r->count - 1]);
	if (!archive_rows(r->archive, &r->filter, &last, true, want, &rows, &n, NULL))
		return 0;
	r->at_end = n < want;
	insert(r, r->count, rows, n);
	trim(r, true);
	return n;
}

static size_t more_before(struct rows *r, size_t want)
{
	struct archive_place first;
	struct article_row *rows = NULL;
	size_t n = 0;

	if (r->at_start || r->count == 0)
		return 0;
	first = place_of(&r->list[0]);
	if (!archive_rows(r->archive, &r->filter, &first, false, want, &rows, &n, NULL))
		return 0;
	r->at_start = n < want;
	insert(r, 0, rows, n);
	r->cur += n;
	r->top += n;
	r->first -= (int64_t)n;
	trim(r, false);
	return n;
}

/* Brings the cursor into the screen: by half a screen, since a whole one must be sent for
 * each step otherwise. Then fills what the screen shows. */
static void scroll(struct rows *r)
{
	size_t half = r->height / 2;

	if (r->cur < r->top)
		r->top = r->cur > half ? r->cur - half : 0;
	else if (r->cur >= r->top + r->height)
		r->top = r->cur - half;
	if (r->top + r->height > r->count)
		more_after(r, page(r));
	if (r->top + r->height > r->count && r->at_end) {
		size_t last = r->count > r->height ? r->count - r->height : 0;

		if (r->top > last)
			r->top = last;
	}
	if (r->cur < half && !r->at_start)
		more_before(r, page(r));
}

static void count(struct rows *r)
{
	struct archive_place first;

	if (!archive_count(r->archive, &r->filter, &r->all, &r->unread, NULL))
		r->all = r->unread = 0;
	r->first = 0;
	if (r->count == 0)
		return;
	first = place_of(&r->list[0]);
	if (!r->at_start)
		archive_rank(r->archive, &r->filter, &first, &r->first, NULL);
}

/* The row at place is itself wanted, so reading begins just before it: the list runs
 * newest first, and among equals the greater id first. */
static bool read_around(struct rows *r, const struct archive_place *place, size_t before,
			struct err *e)
{
	struct archive_place start = {place->published, place->id};
	struct article_row *rows = NULL;
	size_t n = 0, want = page(r) * 2;

	if (start.id < INT64_MAX)
		start.id++;
	if (!archive_rows(r->archive, &r->filter, &start, true, want, &rows, &n, e))
		return false;
	rows_clear(r);
	r->at_end = n < want;
	insert(r, 0, rows, n);
	rows = NULL;
	want = before + MARGIN;
	if (!archive_rows(r->archive, &r->filter, &start, false, want, &rows, &n, e))
		return false;
	r->at_start = n < want;
	insert(r, 0, rows, n);
	r->cur = n;
	if (r->cur >= r->count && r->count > 0)
		r->cur = r->count - 1;
	return true;
}

static bool read_edge(struct rows *r, bool start, struct err *e)
{
	struct article_row *rows = NULL;
	size_t n = 0, want = page(r);

	if (!archive_rows(r->archive, &r->filter, NULL, start, want, &rows, &n, e))
		return false;
	rows_clear(r);
	insert(r, 0, rows, n);
	r->at_start = start || n < want;
	r->at_end = !start || n < want;
	r->cur = start || n == 0 ? 0 : n - 1;
	r->top = start || n < r->height ? 0 : n - r->height;
	count(r);
	return true;
}

bool rows_to_start(struct rows *r, struct err *e)
{
	return read_edge(r, true, e);
}

bool rows_to_end(struct rows *r, struct err *e)
{
	return read_edge(r, false, e);
}

bool rows_load(struct rows *r, const struct archive_place *place, struct err *e)
{
	size_t offset = r->cur - r->top;
	bool top = r->at_start && r->top == 0;
	struct archive_place here;

	if (!place && !rows_place(r, &here))
		return rows_to_start(r, e);
	if (!read_around(r, place ? place : &here, r->height, e))
		return false;
	if (top && r->at_start && r->cur < r->height)
		r->top = 0; /* what came above is seen */
	else
		r->top = r->cur > offset ? r->cur - offset : 0;
	scroll(r);
	count(r);
	return true;
}

void rows_resize(struct rows *r, size_t height)
{
	if (height == 0 || height == r->height)
		return;
	r->height = height;
	scroll(r);
}

void rows_move(struct rows *r, long delta)
{
	size_t by = (size_t)(delta < 0 ? -delta : delta);

	if (r->count == 0)
		return;
	if (delta < 0) {
		if (by > r->cur)
			more_before(r, by - r->cur + page(r));
		r->cur = by > r->cur ? 0 : r->cur - by;
	} else {
		if (r->cur + by >= r->count)
			more_after(r, by + page(r));
		r->cur = r->cur + by < r->count ? r->cur + by : r->count - 1;
	}
	scroll(r);
}

static bool first_row(struct archive *archive, const struct archive_filter *f,
		      const struct archive_place *place, struct archive_place *found)
{
	struct article_row *rows = NULL;
	size_t n = 0;

	if (!archive_rows(archive, f, place, true, 1, &rows, &n, NULL))
		return false;
	if (n > 0)
		*found = place_of(&rows[0]);
	article_rows_free(rows, n);
	return n > 0;
}

bool rows_next_unread(struct archive *archive, const struct archive_filter *f,
		      const struct archive_place *place, struct archive_place *found)
{
	struct archive_filter unread = *f;

	unread.unread = true;
	return (place && first_row(archive, &unread, place, found)) ||
	       first_row(archive, &unread, NULL, found);
}
