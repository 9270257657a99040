/* find.c - the next place of some words, around the end and on from the beginning */
#include "parts.h"

#include <string.h>

#include <bantin/text/clean.h>
#include <bantin/text/fold.h>

static void select_match(struct edit *e, size_t line, const struct match *m)
{
	e->mark = pos_snap(e, (struct edit_pos){line, m->start});
	e->cursor = pos_snap(e, (struct edit_pos){line, m->end});
	e->mark_kind = MARK_WALK;
	e->settled = e->keep_goal = false;
}

static bool find_in(const struct text_line *l, const char *needle, size_t n, bool forward,
		    size_t at, struct match *m)
{
	return forward ? text_find(l->s, l->len, needle, n, at, m)
		       : text_find_back(l->s, l->len, needle, n, at, m);
}

/* The line of the cursor is looked at twice: what lies ahead first, the rest at last. */
static bool find_from(struct edit *e, struct edit_pos start, const char *needle, size_t n,
		      bool forward, bool *wrapped)
{
	size_t count = e->lines.count, line = start.line;
	struct match m;
	*wrapped = false;
	for (size_t i = 0; i <= count; i++) {
		const struct text_line *l = line_at(e, line);
		size_t at = i == 0 ? start.byte : forward ? 0 : l->len;
		if (find_in(l, needle, n, forward, at, &m)) {
			select_match(e, line, &m);
			return true;
		}
		size_t last = forward ? count - 1 : 0;
		*wrapped |= line == last;
		line = line != last ? (forward ? line + 1 : line - 1)
				    : (forward ? 0 : count - 1);
	}
	return false;
}

bool edit_find(struct edit *e, const char *needle, bool forward, bool *wrapped)
{
	struct buf b = {0};
	struct edit_pos from, to, start = e->cursor;
	bool around = false;
	if (edit_selection(e, &from, &to))
		start = forward ? to : from;
	undo_close(&e->undo);
	e->cut_len = 0;
	text_clean(&b, needle, strlen(needle), CLEAN_TEXT);
	bool found = b.len && find_from(e, start, b.s, b.len, forward, &around);
	buf_clear(&b);
	if (wrapped)
		*wrapped = found && around;
	return found;
}
