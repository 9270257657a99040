/* layout.c - the rows of a line: laid out once, and anew where the line changed */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>

/*
 * A row begins where the rules of text/wrap.h find an opportunity, and an opportunity
 * depends on nothing before the one ahead of it. So rows that lie well before a change
 * stay, and from the place where a new row begins at the letter that an old one began at,
 * all old ones stay too. Between the two a stretch is wrapped that grows until such a
 * place is in it. Only rows behind a blank count for either: there nothing is half a word
 * that was too wide. A line without blanks is laid out as a whole.
 */
enum {
	ROWS_BACK = 3,	/* a word may come back up, and take its neighbour with it */
	ROWS_FIRST = 4, /* behind the change, in the first stretch */
	ROWS_MORE = 4	/* times as many in each that follows */
};

/* The last column is the cursor's, where it stands behind a full row. */
static size_t wrap_columns(const struct edit *e)
{
	return e->columns > 1 ? e->columns - 1 : 1;
}

void line_forget_rows(struct text_line *l)
{
	if (l->rows)
		free(l->rows->at);
	free(l->rows);
	l->rows = NULL;
}

void line_note_change(struct text_line *l, size_t from, size_t to, size_t n)
{
	struct line_rows *r = l->rows;

	if (!r)
		return;
	if (!r->stale) {
		r->len = l->len;
		r->from = from;
		r->to = to;
		r->stale = true;
	}
	if (from < r->from)
		r->from = from;
	if (to > r->to)
		r->to = to;
	r->to = r->to - (to - from) + n;
}

size_t row_with(const struct line_rows *r, size_t at)
{
	size_t low = 0, high = r->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (r->at[middle].start <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static bool behind_blank(const struct text_line *l, size_t at)
{
	return at > 0 && l->s[at - 1] == ' ';
}

static size_t first_anew(const struct text_line *l)
{
	size_t row = row_with(l->rows, l->rows->from);

	for (int i = 0; i < ROWS_BACK && row > 0; i++)
		do
			row--;
		while (row > 0 && !behind_blank(l, l->rows->at[row].start));
	return row;
}

/* Puts the first `count` rows of w, which was made of what stands at `base`, in the place
 * of the rows from..to; those behind move by `by` bytes. */
static void rows_put(struct line_rows *r, size_t from, size_t to, const struct wrap *w,
		     size_t count, size_t base, size_t by)
{
	size_t total = from + count + r->count - to;

	r->at = mem_grow(r->at, &r->cap, total, sizeof(*r->at));
	memmove(r->at + from + count, r->at + to, (r->count - to) * sizeof(*r->at));
	for (size_t i = 0; i < count; i++) {
		r->at[from + i].start = (uint32_t)(base + w->lines[i].start);
		r->at[from + i].end = (uint32_t)(base + w->lines[i].end);
	}
	for (size_t i = from + count; i < total; i++) {
		r->at[i].start += (uint32_t)by;
		r->at[i].end += (uint32_t)by;
	}
	r->count = total;
}

/* Where the rows of w and the old ones from *old on begin alike, `by` bytes apart; how
 * many of w come before. The last of w may be cut short. 0: nowhere. */
static size_t meet(const struct text_line *l, const struct wrap *w, size_t base,
		   size_t by, size_t *old)
{
	const struct line_rows *r = l->rows;

	for (size_t i = 1; i + 1 < w->count; i++) {
		size_t start = base + w->lines[i].start;
		while (*old < r->count && r->at[*old].start + by < start)
			++*old;
		if (*old == r->count)
			return 0;
		if (r->at[*old].start + by == start && start >= r->to &&
		    behind_blank(l, start))
			return i;
	}
	return 0;
}

static void lay_out_changed(struct edit *e, struct text_line *l)
{
	struct line_rows *r = l->rows;
	size_t by = l->len - r->len; /* wraps around where the line has shrunk */
	size_t from = first_anew(l), base = r->at[from].start, old, count = 0;
	size_t behind = row_with(r, r->to - by) + 1, columns = wrap_columns(e);

	for (size_t more = ROWS_FIRST; count == 0; more *= ROWS_MORE) {
		bool all = more >= r->count - behind;
		size_t end = all ? l->len : r->at[behind + more].start + by;
		text_wrap(&e->wrap, l->s + base, end - base, columns, columns);
		old = all ? r->count : behind;
		count = all ? e->wrap.count : meet(l, &e->wrap, base, by, &old);
	}
	rows_put(r, from, old, &e->wrap, count, base, by);
}

static void lay_out(struct edit *e, struct text_line *l)
{
	struct wrap_line whole = {.end = l->len};
	struct wrap one = {&whole, 1, 1};
	size_t columns = wrap_columns(e);

	line_forget_rows(l);
	l->rows = mem_alloc(sizeof(*l->rows));
	l->rows->columns = e->columns;
	if (!e->single)
		text_wrap(&e->wrap, l->s, l->len, columns, columns);
	const struct wrap *w = e->single ? &one : &e->wrap;
	rows_put(l->rows, 0, 0, w, w->count, 0, 0);
}

void line_layout(struct edit *e, struct text_line *l)
{
	const struct line_rows *r = l->rows;

	if (!r || r->columns != e->columns || (r->stale && e->single))
		lay_out(e, l);
	else if (r->stale)
		lay_out_changed(e, l);
	l->rows->stale = false;
}
