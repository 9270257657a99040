/* wrap.c - a paragraph into lines of at most so many columns (UAX #14) */
#include <bantin/text/wrap.h>

#include <stdbool.h>
#include <stdlib.h>

#include <bantin/base/mem.h>

#include "atoms.h"
#include "cluster.h"
#include "leap.h"

/*
 * A line is filled piece by piece. `at` is where the next one starts; `columns` counts
 * from the line's start to `at`, blanks included, since blanks at the end may hang over
 * the edge. A piece wider than a line is split between clusters.
 */
struct filler {
	struct wrap *lines;
	size_t limit;			/* columns of the line being filled */
	size_t rest;			/* of those to come */
	size_t start, at, columns;
	size_t painted, painted_columns;	/* up to the last that is no blank */
};

static void filler_begin(struct filler *f, size_t at, size_t limit)
{
	f->limit = limit;
	f->start = f->at = f->painted = at;
	f->columns = f->painted_columns = 0;
}

/* Ends the line; `next` is the start of the one to come. */
static void filler_end(struct filler *f, size_t next)
{
	struct wrap *w = f->lines;

	w->lines = mem_grow(w->lines, &w->cap, w->count + 1, sizeof(*w->lines));
	w->lines[w->count++] = (struct wrap_line){
		.start = f->start, .end = f->painted, .next = next,
		.columns = f->painted_columns,
	};
	filler_begin(f, next, f->rest);
}

static void filler_add(struct filler *f, const struct atom *m)
{
	if (m->painted > m->start) {
		f->painted = m->painted;
		f->painted_columns = f->columns + m->painted_columns;
	}
	f->columns += m->columns;
	f->at = m->next;
}

/* Cluster by cluster. At the start of a line; a newline at the end is left out. */
static void filler_split(struct filler *f, const char *s, const struct atom *m)
{
	size_t end = m->next - m->newline;
	struct cluster c;

	while (f->at < end) {
		cluster_read(s + f->at, end - f->at, &c);
		bool blank = c.points == 1 && (c.first == ' ' || c.first == '\t');
		if (!blank && f->columns + c.columns > f->limit && f->at > f->start)
			filler_end(f, f->at);
		f->at += c.bytes;
		f->columns += c.columns;
		if (!blank) {
			f->painted = f->at;
			f->painted_columns = f->columns;
		}
	}
}

/* The short way, over as much plain text as it takes; at the start of a line. */
static void filler_leap(struct filler *f, const char *s, size_t n)
{
	struct leap l;

	while (leap_line(s, n, f->start, f->limit, &l)) {
		f->painted = l.painted;
		f->painted_columns = l.painted_columns;
		f->at = l.next;
		f->columns = l.columns;
		if (!l.line_ends)
			return;
		filler_end(f, l.next);
	}
}

void text_wrap(struct wrap *w, const char *s, size_t n, size_t first_columns,
	       size_t rest_columns)
{
	struct filler f = {.lines = w, .rest = rest_columns};
	struct atoms atoms = {.s = s, .n = n};
	struct atom m;

	w->count = 0;
	filler_begin(&f, 0, first_columns);
	for (;;) {
		if (!atoms.breaks && f.at == f.start) {
			filler_leap(&f, s, n);
			atoms.at = f.at;
		}
		if (!atoms_next(&atoms, &m))
			break;
		if (f.columns + m.painted_columns > f.limit && m.painted > m.start &&
		    f.at > f.start)
			filler_end(&f, m.start);
		if (m.painted_columns > f.limit)
			filler_split(&f, s, &m);
		else
			filler_add(&f, &m);
		if (m.newline)
			filler_end(&f, m.next);
	}
	filler_end(&f, n);
	atoms_clear(&atoms);
}

void wrap_clear(struct wrap *w)
{
	free(w->lines);
	*w = (struct wrap){0};
}
