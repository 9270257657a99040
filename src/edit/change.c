/* change.c - typing, pasting, erasing, cutting: each one replacement of a range */
#include "parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/measure.h>

/*
 * Cleans line by line, because text_clean would take empty lines out between paragraphs;
 * a writer's empty lines are the writer's.
 */
static void clean_lines(struct buf *out, const char *s, size_t n)
{
	size_t at = 0;
	for (;;) {
		size_t end = at;
		while (end < n && s[end] != '\n' && s[end] != '\r')
			end++;
		text_clean(out, s + at, end - at, CLEAN_TEXT);
		if (end == n)
			return;
		buf_addc(out, '\n');
		at = end + (s[end] == '\r' && end + 1 < n && s[end + 1] == '\n' ? 2 : 1);
	}
}

void edit_clean(const struct edit *e, struct buf *out, const char *s, size_t n)
{
	clean_lines(out, s, n);
	for (size_t i = 0; e->single && i < out->len; i++)
		if (out->s[i] == '\n' || out->s[i] == '\t')
			out->s[i] = ' ';
}

static bool line_holds(const struct text_line *l)
{
	struct buf b = {0};
	buf_init(&b, SIZE_MAX);
	text_clean(&b, l->s, l->len, CLEAN_TEXT);
	bool clean = b.len == l->len && memcmp(buf_str(&b), l->s, l->len) == 0;
	buf_clear(&b);
	return clean && memchr(l->s, '\n', l->len) == NULL && l->s[l->len] == '\0';
}

bool edit_holds(const struct edit *e, size_t from, size_t to)
{
	if (e->lines.count == 0 || (e->single && e->lines.count > 1) || e->bytes > e->max)
		return false;
	if (!pos_same(pos_snap(e, e->cursor), e->cursor))
		return false;
	if (e->mark_kind != MARK_NONE && !pos_same(pos_snap(e, e->mark), e->mark))
		return false;
	for (size_t i = from; i <= to && i < e->lines.count; i++)
		if (!line_holds(line_at(e, i)))
			return false;
	return true;
}

/* A replacement on its way: widened by one cluster at each seam that must be cleaned. */
struct splice {
	struct edit_pos from, to, after;
	struct buf text;
	bool wide;
};

static void widen(const struct edit *e, struct splice *p, const char *s, size_t n)
{
	const struct text_line *first = line_at(e, p->from.line);
	const struct text_line *last = line_at(e, p->to.line);
	size_t a = p->from.byte, b = p->to.byte;
	size_t wide_a = a ? text_cluster_prev(first->s, first->len, a) : 0;
	size_t wide_b = text_cluster_next(last->s, last->len, b);
	struct buf raw = {0}, head = {0};
	buf_init(&raw, SIZE_MAX);
	buf_add(&raw, first->s + wide_a, a - wide_a);
	buf_add(&raw, s, n);
	size_t head_len = raw.len;
	buf_add(&raw, last->s + b, wide_b - b);
	clean_lines(&p->text, buf_str(&raw), raw.len);
	if (p->text.len == raw.len &&
	    (raw.len == 0 || !memcmp(p->text.s, raw.s, raw.len))) {
		buf_reset(&p->text);
		buf_add(&p->text, s, n);
		p->after = pos_after(p->from, s, n);
	} else {
		clean_lines(&head, buf_str(&raw), head_len);
		p->wide = true;
		p->from.byte = wide_a;
		p->to.byte = wide_b;
		p->after = pos_after(p->from, buf_str(&head), head.len);
	}
	buf_clear(&head);
	buf_clear(&raw);
}

struct differing texts_differ(const char *old, size_t old_len, const char *new,
			      size_t new_len)
{
	size_t a = old_len, b = new_len, head = 0;
	while (a > 0 && b > 0 && old[a - 1] == new[b - 1])
		a--, b--;
	while (a < old_len && b < new_len && continues(old[a]))
		a++, b++;
	while (head < a && head < b && old[head] == new[head])
		head++;
	while (head > 0 && ((head < old_len && continues(old[head])) ||
			    (head < new_len && continues(new[head]))))
		head--;
	return (struct differing){head, a, b};
}

/* Takes what old and new text share at both ends out of a widened replacement again. */
static void narrow(struct splice *p, struct buf *removed)
{
	const char *old = buf_str(removed), *new = buf_str(&p->text);
	struct differing d = texts_differ(old, removed->len, new, p->text.len);
	p->to = pos_after(p->from, old, d.old_to);
	p->from = pos_after(p->from, old, d.from);
	struct buf text = {0}, gone = {0};
	buf_init(&text, SIZE_MAX);
	buf_init(&gone, SIZE_MAX);
	buf_add(&text, new + d.from, d.new_to - d.from);
	buf_add(&gone, old + d.from, d.old_to - d.from);
	buf_clear(&p->text);
	buf_clear(removed);
	p->text = text;
	*removed = gone;
}

static void commit(struct edit *e, struct splice *p, struct buf *removed,
		   enum change_kind kind)
{
	struct change c = {.kind = kind, .from = p->from, .before = e->cursor,
			   .removed_len = removed->len, .inserted_len = p->text.len};
	lines_replace(e, p->from, p->to, buf_str(&p->text), p->text.len);
	e->cursor = c.after = pos_snap(e, p->after);
	c.removed = mem_strn(buf_str(removed), removed->len);
	c.inserted = mem_strn(buf_str(&p->text), p->text.len);
	undo_push(&e->undo, &c);
	e->mark_kind = MARK_NONE;
	e->version++;
	e->cut_len = 0;
	e->settled = e->keep_goal = false;
	assert(edit_holds(e, p->from.line, e->cursor.line));
}

/* s is clean by itself. False: nothing would change, or the ceiling forbids it. */
bool edit_replace(struct edit *e, struct edit_pos from, struct edit_pos to, const char *s,
		  size_t n, enum change_kind kind)
{
	struct splice p = {.from = from, .to = to};
	struct buf removed = {0};
	buf_init(&p.text, SIZE_MAX);
	buf_init(&removed, SIZE_MAX);
	widen(e, &p, s, n);
	lines_copy(e, p.from, p.to, &removed);
	bool same = removed.len == p.text.len &&
		    !memcmp(buf_str(&removed), buf_str(&p.text), removed.len);
	bool fits = e->bytes - removed.len <= e->max &&
		    p.text.len <= e->max - (e->bytes - removed.len);
	if (!same && fits && p.wide)
		narrow(&p, &removed);
	if (!same && fits)
		commit(e, &p, &removed, kind);
	buf_clear(&removed);
	buf_clear(&p.text);
	return !same && fits;
}

static void here(const struct edit *e, struct edit_pos *from, struct edit_pos *to)
{
	if (!edit_selection(e, from, to))
		*from = *to = e->cursor;
}

static bool put(struct edit *e, const char *s, size_t n, enum change_kind kind)
{
	struct edit_pos from, to;
	struct buf b = {0};
	buf_init(&b, e->max);
	here(e, &from, &to);
	edit_clean(e, &b, s, n);
	if (!pos_same(from, to))
		undo_close(&e->undo);
	bool done = !b.full && edit_replace(e, from, to, buf_str(&b), b.len, kind);
	buf_clear(&b);
	return done;
}

bool edit_type(struct edit *e, const char *s, size_t n)
{
	return put(e, s, n, CHANGE_TYPE);
}

bool edit_retype(struct edit *e, size_t remove, const char *s, size_t n)
{
	struct edit_pos from = e->cursor;
	struct buf b = {0};
	if (remove == 0)
		return edit_type(e, s, n);
	if (remove > from.byte)
		return false;
	from.byte -= remove;
	buf_init(&b, e->max);
	edit_clean(e, &b, s, n);
	bool done = !b.full && pos_same(pos_snap(e, from), from) &&
		    edit_replace(e, from, e->cursor, buf_str(&b), b.len, CHANGE_TYPE);
	buf_clear(&b);
	return done;
}

bool edit_newline(struct edit *e)
{
	if (e->single)
		return false;
	undo_close(&e->undo);
	return put(e, "\n", 1, CHANGE_TYPE);
}

bool edit_paste(struct edit *e, const char *s, size_t n)
{
	undo_close(&e->undo);
	return put(e, s, n, CHANGE_OTHER);
}

bool edit_erase(struct edit *e, enum edit_move span)
{
	struct edit_pos from, to;
	if (edit_selection(e, &from, &to)) {
		undo_close(&e->undo);
		return edit_replace(e, from, to, "", 0, CHANGE_OTHER);
	}
	struct edit_pos there = move_from(e, e->cursor, span);
	bool back = pos_before(there, e->cursor);
	from = back ? there : e->cursor;
	to = back ? e->cursor : there;
	e->keep_goal = false;
	bool letter = span == EDIT_LEFT || span == EDIT_RIGHT;
	return edit_replace(e, from, to, "", 0, letter ? CHANGE_ERASE : CHANGE_OTHER);
}

/* The whole line with its newline; the last one has none. */
static void line_range(const struct edit *e, struct edit_pos *from, struct edit_pos *to)
{
	size_t line = e->cursor.line;
	*from = (struct edit_pos){line, 0};
	*to = line + 1 < e->lines.count ? (struct edit_pos){line + 1, 0}
					: (struct edit_pos){line, line_at(e, line)->len};
}

/* Cutting line after line gathers them, as hands used to nano expect. */
bool edit_cut(struct edit *e, struct buf *clip)
{
	struct edit_pos from, to;
	bool line = !edit_selection(e, &from, &to);
	if (line)
		line_range(e, &from, &to);
	if (pos_same(from, to))
		return false;
	if (!line || e->cut_len == 0 || e->cut_len != clip->len)
		buf_reset(clip);
	lines_copy(e, from, to, clip);
	if (clip->full) {	/* half of it is worse than nothing */
		buf_reset(clip);
		return false;
	}
	size_t len = clip->len;
	undo_close(&e->undo);
	bool cut = edit_replace(e, from, to, "", 0, CHANGE_OTHER);
	e->cut_len = cut && line ? len : 0;
	return cut;
}

void edit_copy(struct edit *e, struct buf *clip)
{
	struct edit_pos from, to;
	if (!edit_selection(e, &from, &to))
		line_range(e, &from, &to);
	if (pos_same(from, to))
		return;
	buf_reset(clip);
	lines_copy(e, from, to, clip);
	e->cut_len = 0;
	if (e->mark_kind == MARK_SET)
		e->mark_kind = MARK_NONE;
}

/* The last cluster boundary at or before at, which is before the end. */
static size_t cut_before(const char *s, size_t n, size_t at)
{
	while (at > 0 && continues(s[at]))
		at--;
	size_t prev = at ? text_cluster_prev(s, n, at) : 0;
	return text_cluster_next(s, n, prev) == at ? at : prev;
}

bool edit_load(struct edit *e, const char *s, size_t n)
{
	struct buf b = {0};
	buf_init(&b, SIZE_MAX);
	edit_clean(e, &b, s, n);
	bool whole = b.len <= e->max;
	if (!whole)
		buf_cut(&b, cut_before(b.s, b.len, e->max));
	lines_drop_all(e);
	lines_init(e);
	lines_replace(e, (struct edit_pos){0, 0}, (struct edit_pos){0, 0}, buf_str(&b),
		      b.len);
	buf_clear(&b);
	undo_clear(&e->undo);
	e->cursor = e->mark = (struct edit_pos){0, 0};
	e->mark_kind = MARK_NONE;
	e->top = (struct place){0, 0};
	e->left = e->cut_len = 0;
	e->settled = e->keep_goal = false;
	e->version++;
	assert(edit_holds(e, 0, e->lines.count - 1));
	return whole;
}
