/* diff.c - what two texts have in common, line by line, and which words changed */
#include <bantin/edit/diff.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/measure.h>

#include "parts.h"

/*
 * Both texts become sequences of pieces (lines; words and what lies between them), the
 * same beginning and end are set aside, and Myers' search walks the rest: after d steps
 * `far` says, for each diagonal, how deep into the old sequence one can come with d
 * changes. Every step's `far` is kept, so that the way back can be read off.
 */
struct piece {
	const char *s;
	size_t n;
	uint64_t sum;
	bool kept;		/* stands in the other sequence too */
};

struct pieces {
	struct piece *list;
	size_t count, cap;
};

enum { WORDS_MAX = 2000 };	/* pieces of a line that is looked into */

static void add_piece(struct pieces *p, const char *s, size_t n)
{
	p->list = mem_grow(p->list, &p->cap, p->count + 1, sizeof(*p->list));
	p->list[p->count++] = (struct piece){s, n, sum_of(s, n), false};
}

static void add_lines(struct pieces *p, const char *s, size_t n)
{
	const char *end = s + n;
	for (;;) {
		const char *newline = s < end ? memchr(s, '\n', (size_t)(end - s)) : NULL;
		add_piece(p, s, (size_t)((newline ? newline : end) - s));
		if (!newline)
			return;
		s = newline + 1;
	}
}

static void add_words(struct pieces *p, const char *s, size_t n)
{
	for (size_t at = 0; at < n && p->count < WORDS_MAX;) {
		size_t end = text_word_next(s, n, at), start = text_word_prev(s, n, end);
		if (start < at || start >= end)
			start = at;
		if (start > at)
			add_piece(p, s + at, start - at);
		add_piece(p, s + start, end - start);
		at = end;
	}
}

static bool same_piece(const struct piece *a, const struct piece *b)
{
	return a->sum == b->sum && a->n == b->n && memcmp(a->s, b->s, a->n) == 0;
}

/* --- the search ------------------------------------------------------------------- */

struct search {
	struct piece *a, *b;
	ptrdiff_t n, m;
	ptrdiff_t **far;	/* of step d: diagonals -d..d */
};

/* How deep diagonal k comes with d changes, given the step before. */
static ptrdiff_t reach(const struct search *s, ptrdiff_t d, ptrdiff_t k)
{
	if (d == 0)
		return 0;
	const ptrdiff_t *was = s->far[d - 1] + (d - 1);
	bool down = k == -d || (k != d && was[k - 1] < was[k + 1]);
	return down ? was[k + 1] : was[k - 1] + 1;
}

static bool walk(struct search *s, ptrdiff_t d)
{
	ptrdiff_t *now = mem_array((size_t)(2 * d + 1), sizeof(*now));
	s->far[d] = now;
	for (ptrdiff_t k = -d; k <= d; k += 2) {
		ptrdiff_t x = reach(s, d, k), y = x - k;
		while (x < s->n && y < s->m && same_piece(&s->a[x], &s->b[y]))
			x++, y++;
		now[k + d] = x;
		if (x == s->n && y == s->m)
			return true;
	}
	return false;
}

static void walk_back(struct search *s, ptrdiff_t d)
{
	ptrdiff_t x = s->n, y = s->m;
	for (; d >= 0; d--) {
		ptrdiff_t k = x - y, from = reach(s, d, k);
		while (x > from) {
			s->a[--x].kept = true;
			s->b[--y].kept = true;
		}
		if (d == 0)
			return;
		const ptrdiff_t *was = s->far[d - 1] + (d - 1);
		if (k == -d || (k != d && was[k - 1] < was[k + 1]))
			y--;
		else
			x--;
	}
}

static void search(struct piece *a, size_t n, struct piece *b, size_t m)
{
	struct search s = {a, b, (ptrdiff_t)n, (ptrdiff_t)m, NULL};
	size_t most = n + m < DIFF_STEPS ? n + m : DIFF_STEPS, steps = 0;
	bool found = false;
	s.far = mem_array(most + 1, sizeof(*s.far));
	while (!found && steps <= most)
		found = walk(&s, (ptrdiff_t)steps++);
	if (found)
		walk_back(&s, (ptrdiff_t)steps - 1);
	while (steps > 0)
		free(s.far[--steps]);
	free(s.far);
}

static void match(struct pieces *a, struct pieces *b)
{
	size_t head = 0, n = a->count, m = b->count;
	while (head < n && head < m && same_piece(&a->list[head], &b->list[head])) {
		a->list[head].kept = b->list[head].kept = true;
		head++;
	}
	while (n > head && m > head && same_piece(&a->list[n - 1], &b->list[m - 1]))
		a->list[--n].kept = b->list[--m].kept = true;
	if (n > head && m > head)
		search(a->list + head, n - head, b->list + head, m - head);
}

/* --- lines ------------------------------------------------------------------------- */

struct making {
	struct diff *d;
	size_t cap;
	const char *old, *new;
};

static void add_line(struct making *w, enum diff_kind kind, const struct piece *p)
{
	struct diff *d = w->d;
	const char *text = kind == DIFF_OLD ? w->old : w->new;
	d->lines = mem_grow(d->lines, &w->cap, d->count + 1, sizeof(*d->lines));
	d->lines[d->count++] = (struct diff_line){
		.kind = kind,
		.start = (size_t)(p->s - text),
		.end = (size_t)(p->s - text) + p->n,
	};
	d->gone += kind == DIFF_OLD;
	d->come += kind == DIFF_NEW;
}

/* Runs of pieces that are not in the other line; a blank between two belongs to them. */
static void mark(struct diff_line *l, const struct pieces *p)
{
	size_t cap = 0, at = 0;
	bool on = false;
	for (size_t i = 0; i < p->count; i++) {
		const struct piece *one = &p->list[i];
		bool blank = one->n == 1 && *one->s == ' ' && i + 1 < p->count;
		bool differs = !one->kept || (on && blank && !p->list[i + 1].kept);
		if (differs && !on) {
			l->marks = mem_grow(l->marks, &cap, l->mark_count + 1,
					    sizeof(*l->marks));
			l->marks[l->mark_count++].start = at;
		}
		on = differs;
		at += one->n;
		if (on)
			l->marks[l->mark_count - 1].end = at;
	}
}

static bool any_kept(const struct pieces *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->list[i].kept && (p->list[i].n > 1 || *p->list[i].s != ' '))
			return true;
	return false;
}

static void mark_pair(struct making *w, struct diff_line *old, struct diff_line *new)
{
	struct pieces a = {0}, b = {0};
	add_words(&a, w->old + old->start, old->end - old->start);
	add_words(&b, w->new + new->start, new->end - new->start);
	if (a.count < WORDS_MAX && b.count < WORDS_MAX) {
		match(&a, &b);
		if (any_kept(&a)) {
			mark(old, &a);
			mark(new, &b);
		}
	}
	free(a.list);
	free(b.list);
}

/* Of a run of lines that went and the run that came instead, the first ones belong
 * together, and so on. */
static void mark_words(struct making *w)
{
	struct diff *d = w->d;
	for (size_t i = 0; i < d->count;) {
		size_t old = i, new, end;
		while (i < d->count && d->lines[i].kind == DIFF_OLD)
			i++;
		new = i;
		while (i < d->count && d->lines[i].kind == DIFF_NEW)
			i++;
		end = i;
		for (size_t k = 0; old + k < new && new + k < end; k++)
			mark_pair(w, &d->lines[old + k], &d->lines[new + k]);
		i += i == old;
	}
}

void diff_make(struct diff *d, const char *old, size_t old_len, const char *new,
	       size_t new_len)
{
	struct pieces a = {0}, b = {0};
	struct making w = {d, 0, old, new};
	size_t i = 0, k = 0;
	*d = (struct diff){0};
	add_lines(&a, old, old_len);
	add_lines(&b, new, new_len);
	match(&a, &b);
	while (i < a.count || k < b.count) {
		if (i < a.count && !a.list[i].kept) {
			add_line(&w, DIFF_OLD, &a.list[i++]);
		} else if (k < b.count && !b.list[k].kept) {
			add_line(&w, DIFF_NEW, &b.list[k++]);
		} else {
			add_line(&w, DIFF_SAME, &b.list[k++]);
			i++;
		}
	}
	mark_words(&w);
	free(a.list);
	free(b.list);
}

void diff_clear(struct diff *d)
{
	for (size_t i = 0; i < d->count; i++)
		free(d->lines[i].marks);
	free(d->lines);
	*d = (struct diff){0};
}
