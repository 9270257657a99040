/* undo.c - the log of changes: runs of typing melted together, both ways */
#include "parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>

static size_t change_cost(const struct change *c)
{
	return sizeof(*c) + c->removed_len + c->inserted_len;
}

static void change_clear(struct change *c)
{
	free(c->removed);
	free(c->inserted);
}

void undo_close(struct undo_log *u)
{
	u->closed = true;
}

static void forget_from(struct undo_log *u, size_t from)
{
	for (size_t i = from; i < u->count; i++) {
		u->bytes -= change_cost(&u->list[i]);
		change_clear(&u->list[i]);
	}
	u->count = from;
}

void undo_clear(struct undo_log *u)
{
	forget_from(u, 0);
	free(u->list);
	*u = (struct undo_log){0};
}

/* Drops the oldest groups, whole, until a quarter of the log is free. */
static void forget_oldest(struct undo_log *u)
{
	size_t n = 0;
	while (n < u->count && (u->list[n].joined ||
				(n + 1 < u->count && u->bytes > UNDO_BYTES / 4 * 3))) {
		u->bytes -= change_cost(&u->list[n]);
		change_clear(&u->list[n++]);
	}
	u->count -= n;
	u->done -= n;
	memmove(u->list, u->list + n, u->count * sizeof(*u->list));
}

static bool has_newline(const char *s, size_t n)
{
	return n && memchr(s, '\n', n) != NULL;
}

/* A word that begins where the run is long enough already. */
static bool run_is_over(const struct change *last, const struct change *c)
{
	if (last->inserted_len < UNDO_RUN || c->inserted_len == 0)
		return false;
	return is_blank(last->inserted[last->inserted_len - 1]) &&
	       !is_blank(c->inserted[0]);
}

/* What c takes away and puts in lies within what last put in: one change says both. */
static bool melt_typing(struct undo_log *u, struct change *last, struct change *c)
{
	if (c->from.line != last->from.line || c->from.byte < last->from.byte ||
	    c->from.byte + c->removed_len > last->from.byte + last->inserted_len ||
	    has_newline(last->inserted, last->inserted_len) ||
	    has_newline(c->inserted, c->inserted_len) ||
	    has_newline(c->removed, c->removed_len) || run_is_over(last, c))
		return false;
	size_t at = c->from.byte - last->from.byte, rest = at + c->removed_len;
	struct buf b = {0};
	buf_add(&b, last->inserted, at);
	buf_add(&b, c->inserted, c->inserted_len);
	buf_add(&b, last->inserted + rest, last->inserted_len - rest);
	u->bytes -= change_cost(last);
	free(last->inserted);
	last->inserted_len = b.len;
	last->inserted = b.s ? buf_take(&b) : mem_str("");
	last->after = c->after;
	u->bytes += change_cost(last);
	return true;
}

/* Backspace after Backspace, or Delete after Delete. */
static bool melt_erasing(struct undo_log *u, struct change *last, struct change *c)
{
	if (last->inserted_len || c->inserted_len || last->removed_len > UNDO_ERASE)
		return false;
	bool back = pos_same(pos_after(c->from, c->removed, c->removed_len), last->from);
	if (!back && !pos_same(c->from, last->from))
		return false;
	struct buf b = {0};
	buf_add(&b, back ? c->removed : last->removed,
		back ? c->removed_len : last->removed_len);
	buf_add(&b, back ? last->removed : c->removed,
		back ? last->removed_len : c->removed_len);
	u->bytes -= change_cost(last);
	free(last->removed);
	last->removed_len = b.len;
	last->removed = buf_take(&b);
	if (back)
		last->from = c->from;
	last->after = c->after;
	u->bytes += change_cost(last);
	return true;
}

static bool melt(struct undo_log *u, struct change *c)
{
	if (u->closed || u->count == 0)
		return false;
	struct change *last = &u->list[u->count - 1];
	if (last->kind != c->kind)
		return false;
	if (c->kind == CHANGE_TYPE)
		return melt_typing(u, last, c);
	return c->kind == CHANGE_ERASE && melt_erasing(u, last, c);
}

static void append(struct undo_log *u, struct change *c)
{
	u->list = mem_grow(u->list, &u->cap, u->count + 1, sizeof(*u->list));
	u->list[u->count++] = *c;
	u->bytes += change_cost(c);
	u->done = u->count;
}

void undo_closed_push(struct undo_log *u, struct change *c)
{
	c->joined &= u->count > 0;
	append(u, c);
	u->closed = true;
}

void undo_push(struct undo_log *u, struct change *c)
{
	forget_from(u, u->done);
	c->joined = u->joining && u->count > 0;
	if (!u->grouping && melt(u, c))
		change_clear(c);
	else
		append(u, c);
	u->done = u->count;
	u->closed = c->kind == CHANGE_OTHER;
	u->joining = u->grouping;
	if (u->bytes > UNDO_BYTES)
		forget_oldest(u);
}

void undo_group_begin(struct undo_log *u)
{
	u->grouping = true;
	u->joining = false;
}

void undo_group_end(struct undo_log *u)
{
	u->grouping = u->joining = false;
	u->closed = true;
}

/* Whether s stands at `at`: a log that was kept may lie, and harm nothing. */
static bool stands_at(const struct edit *e, struct edit_pos at, const char *s, size_t n)
{
	const char *end = s + n;
	for (;; at.line++, at.byte = 0) {
		if (at.line >= e->lines.count || at.byte > line_at(e, at.line)->len)
			return false;
		const struct text_line *l = line_at(e, at.line);
		const char *newline = s < end ? memchr(s, '\n', (size_t)(end - s)) : NULL;
		size_t here = (size_t)((newline ? newline : end) - s);
		if (continues(l->s[at.byte]) ||
		    here > l->len - at.byte || memcmp(l->s + at.byte, s, here) != 0 ||
		    (newline && here < l->len - at.byte))
			return false;
		if (!newline)
			return true;
		s = newline + 1;
	}
}

/* Puts `new` where `old` stands; false: it does not stand there, and the log goes. */
static bool put_instead(struct edit *e, const struct change *c, bool undo)
{
	const char *old = undo ? c->inserted : c->removed;
	const char *new = undo ? c->removed : c->inserted;
	size_t old_len = undo ? c->inserted_len : c->removed_len;
	size_t new_len = undo ? c->removed_len : c->inserted_len;
	if (!stands_at(e, c->from, old, old_len) ||
	    new_len > e->max - (e->bytes - old_len)) {
		undo_clear(&e->undo);
		return false;
	}
	lines_replace(e, c->from, pos_after(c->from, old, old_len), new, new_len);
	e->cursor = pos_snap(e, undo ? c->before : c->after);
	e->mark_kind = MARK_NONE;
	e->version++;
	e->cut_len = 0;
	e->settled = e->keep_goal = false;
	undo_close(&e->undo);
	assert(edit_holds(e, c->from.line, e->cursor.line));
	return true;
}

bool edit_undo(struct edit *e)
{
	struct undo_log *u = &e->undo;
	bool done = false;
	while (u->done > 0 && put_instead(e, &u->list[u->done - 1], true)) {
		done = true;
		if (!u->list[--u->done].joined)
			break;
	}
	return done;
}

bool edit_redo(struct edit *e)
{
	struct undo_log *u = &e->undo;
	bool done = false;
	while (u->done < u->count && put_instead(e, &u->list[u->done], false)) {
		done = true;
		if (++u->done < u->count && !u->list[u->done].joined)
			break;
	}
	return done;
}

void undo_take_back(struct edit *e)
{
	edit_undo(e);
	forget_from(&e->undo, e->undo.done);
}
