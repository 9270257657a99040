/* shift.c - finds what of a row is only moved sideways, as when a word wraps, or gone */
#include "shift.h"

#include <string.h>

enum { FURTHEST = 40 };	/* columns */

static bool same(const struct grid_cell *a, const struct grid_cell *b)
{
	return a->columns == b->columns && a->face == b->face &&
	       strcmp(a->text, b->text) == 0;
}

static bool is_blank(const struct grid_cell *c)
{
	return c->face == FACE_TEXT && c->text[0] == ' ' && c->text[1] == '\0';
}

static int end_of(const struct grid_cell *row, int cols)
{
	while (cols > 0 && is_blank(&row[cols - 1]))
		cols--;
	return cols;
}

static bool all_narrow(const struct grid_cell *row, int from, int to)
{
	for (int i = from; i < to; i++)
		if (row[i].columns != 1)
			return false;
	return true;
}

static bool all_plain(const struct grid_cell *row, int from, int to)
{
	for (int i = from; i < to; i++)
		if (row[i].face != FACE_TEXT)
			return false;
	return true;
}

static int common(const struct grid_cell *a, int a_end, const struct grid_cell *b,
		  int b_end)
{
	int n = 0;

	while (n < a_end && n < b_end && same(&a[n], &b[n]))
		n++;
	return n;
}

bool shift_same_row(const struct grid_cell *a, const struct grid_cell *b, int cols)
{
	return common(a, cols, b, cols) == cols;
}

/* Bytes of the cells that stay, less those that would be right where they were. */
static int saved(const struct grid_cell *old, const struct grid_cell *new, int from,
		 int n)
{
	int bytes = 0;

	for (int i = from; i < from + n; i++)
		bytes += same(&old[i], &new[i]) ? 0 : (int)strlen(new[i].text);
	return bytes;
}

/* The same change, begun at the row's very beginning where that is possible: going there
 * is cheapest. " b" to " a b": "a " comes behind the first blank, or " a" before it. */
static void slide(struct shift *s, const struct grid_cell *old,
		  const struct grid_cell *new)
{
	const struct grid_cell *longer = s->by > 0 ? new : old;
	int by = s->by > 0 ? s->by : -s->by, at = s->at;

	while (at > 0 && longer[at - 1].columns == 1 &&
	       longer[at - 1].face == FACE_TEXT &&
	       same(&longer[at - 1], &longer[at - 1 + by]))
		at--;
	if (at > 0)
		return;
	s->keep += s->at;
	s->at = 0;
}

bool shift_cut(const struct grid_cell *old, const struct grid_cell *new, int cols,
	       int *at)
{
	int old_end = end_of(old, cols), new_end = end_of(new, cols);

	*at = common(old, old_end, new, new_end);
	return *at == new_end && *at < old_end && all_narrow(old, *at, cols);
}

bool shift_find(const struct grid_cell *old, const struct grid_cell *new, int cols,
		int worth, struct shift *out)
{
	struct shift s = {.old_end = end_of(old, cols), .new_end = end_of(new, cols)};
	int best = worth;
	bool found = false;

	s.at = common(old, cols, new, cols);
	if (s.at >= s.old_end || s.at >= s.new_end ||
	    !all_narrow(old, s.at, cols) || !all_narrow(new, s.at, cols))
		return false;
	for (s.by = -FURTHEST; s.by <= FURTHEST; s.by++) {
		int from = s.at + (s.by < 0 ? -s.by : 0);
		int to = s.at + (s.by > 0 ? s.by : 0);

		if (s.by == 0 || from >= s.old_end || to >= s.new_end)
			continue;
		s.keep = common(old + from, s.old_end - from, new + to, s.new_end - to);
		int bytes = saved(old, new, to, s.keep);
		if (bytes <= best || !all_plain(new, s.at, to) ||
		    !all_plain(new, to + s.keep, s.new_end))
			continue;
		best = bytes;
		*out = s;
		found = true;
	}
	if (found)
		slide(out, old, new);
	return found;
}
