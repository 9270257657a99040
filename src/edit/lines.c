/* lines.c - the array of lines and the one way to change it */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/measure.h>
#include <bantin/text/utf8.h>

enum { UTF8_MAX = 4 };	/* bytes of a code point */

struct text_line *line_at(const struct edit *e, size_t line)
{
	const struct line_array *a = &e->lines;
	size_t i = line < a->gap ? line : line + (a->cap - a->count);
	return a->at[i];
}

size_t leading_blanks(const struct text_line *l)
{
	size_t n = 0;
	while (n < l->len && is_blank(l->s[n]))
		n++;
	return n;
}

bool line_is_blank(const struct edit *e, size_t line)
{
	const struct text_line *l = line_at(e, line);
	return leading_blanks(l) == l->len;
}

static struct text_line **slot_at(struct line_array *a, size_t line)
{
	return &a->at[line < a->gap ? line : line + (a->cap - a->count)];
}

struct counts {
	size_t words, clusters;
};

/* The words that end behind byte `from` and not behind `to`, and the clusters between,
 * where both are certain to be boundaries of clusters. The line's closing NUL is looked
 * at too: it ends a word as any blank does. */
static struct counts count(const struct text_line *l, size_t from, size_t to)
{
	size_t end = to + UTF8_MAX < l->len + 1 ? to + UTF8_MAX : l->len + 1;
	struct counts c = {0};
	struct extent x;
	text_measure(l->s + from, to - from, NULL, &x);
	c.clusters = x.clusters;
	for (size_t at = from; (at = text_word_next(l->s, end, at)) <= to && at < end;)
		c.words++;
	return c;
}

static void line_count(struct edit *e, struct text_line *l)
{
	struct counts c = count(l, 0, l->len);
	l->clusters = c.clusters;
	l->words = c.words;
	e->words += l->words;
	e->clusters += l->clusters;
	e->bytes += l->len;
}

static void line_uncount(struct edit *e, const struct text_line *l)
{
	e->words -= l->words;
	e->clusters -= l->clusters;
	e->bytes -= l->len;
}

static void line_free(struct text_line *l)
{
	line_forget_rows(l);
	free(l->s);
	free(l);
}

static void line_room(struct text_line *l, size_t need)
{
	if (need + 1 > l->cap)
		l->s = mem_grow(l->s, &l->cap, need + 1, 1);
}

/* Replaces the bytes a..b of one line. */
static void line_splice(struct text_line *l, size_t a, size_t b, const char *s, size_t n)
{
	line_note_change(l, a, b, n);
	line_room(l, l->len - (b - a) + n);
	memmove(l->s + a + n, l->s + b, l->len - b);
	if (n)
		memcpy(l->s + a, s, n);
	l->len = l->len - (b - a) + n;
	l->s[l->len] = '\0';
}

/* The same with all that is counted, which is counted anew only where it may change. */
static void line_change(struct edit *e, struct text_line *l, size_t a, size_t b,
			const char *s, size_t n)
{
	size_t from = text_cluster_prev(l->s, l->len, a);
	size_t to = text_cluster_sure(l->s, l->len, b), behind = l->len - to;
	struct counts old = count(l, from, to);
	line_uncount(e, l);
	line_splice(l, a, b, s, n);
	struct counts new = count(l, from, l->len - behind);
	l->words += new.words - old.words;
	l->clusters += new.clusters - old.clusters;
	e->words += l->words;
	e->clusters += l->clusters;
	e->bytes += l->len;
}

static struct text_line *line_new(const char *s, size_t n)
{
	struct text_line *l = mem_alloc(sizeof(*l));
	line_splice(l, 0, 0, s, n);
	return l;
}

static void gap_move(struct line_array *a, size_t to)
{
	size_t room = a->cap - a->count;
	if (to < a->gap)
		memmove(a->at + to + room, a->at + to, (a->gap - to) * sizeof(*a->at));
	else if (to > a->gap)
		memmove(a->at + a->gap, a->at + a->gap + room,
			(to - a->gap) * sizeof(*a->at));
	a->gap = to;
}

static void gap_widen(struct line_array *a)
{
	size_t old = a->cap, tail = a->count - a->gap;
	a->at = mem_grow(a->at, &a->cap, a->count + 1, sizeof(*a->at));
	memmove(a->at + a->cap - tail, a->at + old - tail, tail * sizeof(*a->at));
}

static void array_insert(struct line_array *a, size_t line, struct text_line *l)
{
	if (a->count == a->cap)
		gap_widen(a);
	gap_move(a, line);
	a->at[a->gap++] = l;
	a->count++;
}

static void array_remove(struct line_array *a, size_t line, size_t n)
{
	for (size_t i = line; i < line + n; i++)
		line_free(*slot_at(a, i));
	gap_move(a, line);
	a->count -= n;		/* the slots behind the gap join it */
}

void lines_init(struct edit *e)
{
	array_insert(&e->lines, 0, line_new("", 0));
}

void lines_drop_all(struct edit *e)
{
	for (size_t i = 0; i < e->lines.count; i++)
		line_free(line_at(e, i));
	free(e->lines.at);
	e->lines = (struct line_array){0};
	e->bytes = e->words = e->clusters = 0;
}

struct edit_pos pos_after(struct edit_pos from, const char *s, size_t n)
{
	const char *end = s + n, *newline;
	while (s < end && (newline = memchr(s, '\n', (size_t)(end - s))) != NULL) {
		from.line++;
		from.byte = 0;
		s = newline + 1;
	}
	from.byte += (size_t)(end - s);
	return from;
}

/* The first line ends at from, the last one begins at to: both become one. */
static void join_lines(struct edit *e, struct edit_pos from, struct edit_pos to)
{
	struct text_line *first = line_at(e, from.line), *last = line_at(e, to.line);
	line_splice(first, from.byte, first->len, last->s + to.byte, last->len - to.byte);
	for (size_t i = from.line + 1; i < to.line; i++)
		line_uncount(e, line_at(e, i));
	e->bytes -= to.line - from.line;
	array_remove(&e->lines, from.line + 1, to.line - from.line);
}

/* Puts text with newlines at `at`. */
static struct edit_pos spread_lines(struct edit *e, struct edit_pos at, const char *s,
				    size_t n)
{
	const char *end = s + n, *newline = memchr(s, '\n', n);
	struct text_line *first = line_at(e, at.line);
	char *tail = mem_strn(first->s + at.byte, first->len - at.byte);
	size_t tail_len = first->len - at.byte;
	line_splice(first, at.byte, first->len, s, (size_t)(newline - s));
	line_count(e, first);
	do {
		s = newline + 1;
		newline = memchr(s, '\n', (size_t)(end - s));
		struct text_line *l = line_new(s,
					       (size_t)((newline ? newline : end) - s));
		array_insert(&e->lines, ++at.line, l);
		e->bytes++;
		if (newline)
			line_count(e, l);
	} while (newline);
	struct text_line *last = line_at(e, at.line);
	at.byte = last->len;
	line_splice(last, last->len, last->len, tail, tail_len);
	line_count(e, last);
	free(tail);
	return at;
}

struct edit_pos lines_replace(struct edit *e, struct edit_pos from, struct edit_pos to,
			      const char *s, size_t n)
{
	struct text_line *first = line_at(e, from.line);
	bool one_line = n == 0 || memchr(s, '\n', n) == NULL;
	if (one_line && from.line == to.line) {
		line_change(e, first, from.byte, to.byte, s, n);
		return (struct edit_pos){from.line, from.byte + n};
	}
	line_uncount(e, first);
	if (to.line > from.line) {
		line_uncount(e, line_at(e, to.line));
		join_lines(e, from, to);
		to = from;
	}
	line_splice(first, from.byte, to.byte, s, one_line ? n : 0);
	if (!one_line)
		return spread_lines(e, from, s, n);
	line_count(e, first);
	return (struct edit_pos){from.line, from.byte + n};
}

void lines_copy(const struct edit *e, struct edit_pos from, struct edit_pos to,
		struct buf *out)
{
	for (size_t i = from.line; i <= to.line; i++) {
		const struct text_line *l = line_at(e, i);
		size_t a = i == from.line ? from.byte : 0;
		size_t b = i == to.line ? to.byte : l->len;
		buf_add(out, l->s + a, b - a);
		if (i < to.line)
			buf_addc(out, '\n');
	}
}

size_t lines_length(const struct edit *e, struct edit_pos from, struct edit_pos to)
{
	if (from.line == to.line)
		return to.byte - from.byte;
	size_t n = line_at(e, from.line)->len - from.byte + 1 + to.byte;
	for (size_t i = from.line + 1; i < to.line; i++)
		n += line_at(e, i)->len + 1;
	return n;
}

/* Into the text, and to a cluster's end where it stands inside one. */
struct edit_pos pos_snap(const struct edit *e, struct edit_pos pos)
{
	if (pos.line >= e->lines.count) {
		pos.line = e->lines.count - 1;
		pos.byte = SIZE_MAX;
	}
	const struct text_line *l = line_at(e, pos.line);
	if (pos.byte > l->len)
		pos.byte = l->len;
	while (pos.byte < l->len && continues(l->s[pos.byte]))
		pos.byte++;
	if (pos.byte > 0)
		pos.byte = text_cluster_next(l->s, l->len,
					     text_cluster_prev(l->s, l->len, pos.byte));
	return pos;
}
