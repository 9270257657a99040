/* wrap.c - a paragraph into lines of at most so many columns (UAX #14) */
#include <bantin/text/wrap.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include <unilbrk.h>

#include <bantin/base/mem.h>

#include "cluster.h"

/*
 * A line is filled cluster by cluster. `at` is where the next cluster starts; `columns`
 * counts from the line's start to `at`, blanks included, since blanks at the end may
 * hang over the edge. `mark` is the last place of the line where it may be broken, with
 * what would be painted then. After a break at a mark the text behind it is read
 * once more; it holds no other mark, so no text is read a third time.
 */
struct filler {
	struct wrap *lines;
	size_t limit;			/* columns of the line being filled */
	size_t start, at, columns;
	size_t painted, painted_columns;	/* up to the last that is no blank */
	size_t mark;			/* == start: none */
	size_t mark_painted, mark_columns;
};

static void line_add(struct wrap *w, struct wrap_line line)
{
	w->lines = mem_grow(w->lines, &w->cap, w->count + 1, sizeof(*w->lines));
	w->lines[w->count++] = line;
}

static void filler_restart(struct filler *f, size_t at, size_t limit)
{
	f->limit = limit;
	f->start = f->at = f->painted = f->mark = at;
	f->columns = f->painted_columns = 0;
}

/* Ends the line where it is; `next` is the start of the one to come. */
static void filler_end(struct filler *f, size_t next, size_t limit)
{
	line_add(f->lines, (struct wrap_line){
		.start = f->start, .end = f->painted, .next = next,
		.columns = f->painted_columns,
	});
	filler_restart(f, next, limit);
}

/* The cluster at f->at goes over the edge: breaks at the mark, else right here. */
static void filler_overflow(struct filler *f, size_t limit)
{
	if (f->mark == f->start) {
		filler_end(f, f->at, limit);
		return;
	}
	line_add(f->lines, (struct wrap_line){
		.start = f->start, .end = f->mark_painted, .next = f->mark,
		.columns = f->mark_columns,
	});
	filler_restart(f, f->mark, limit);
}

static void filler_set_mark(struct filler *f)
{
	f->mark = f->at;
	f->mark_painted = f->painted;
	f->mark_columns = f->painted_columns;
}

static bool is_blank(const struct cluster *c)
{
	return c->points == 1 && (c->first == ' ' || c->first == '\t');
}

/* Where a line may be broken: breaks[i] is about the place before byte i. */
static char *find_breaks(const char *s, size_t n)
{
	char *breaks = mem_alloc(n);

	u8_possible_linebreaks((const uint8_t *)s, n, "UTF-8", breaks);
	return breaks;
}

void text_wrap(struct wrap *w, const char *s, size_t n, size_t first_columns,
	       size_t rest_columns)
{
	struct filler f = {.lines = w};
	struct cluster c;

	w->count = 0;
	filler_restart(&f, 0, first_columns);
	char *breaks = find_breaks(s, n);
	while (f.at < n) {
		cluster_read(s + f.at, n - f.at, &c);
		if (c.first == '\n') {
			filler_end(&f, f.at + c.bytes, rest_columns);
			continue;
		}
		if (f.at > f.start && breaks[f.at] == UC_BREAK_POSSIBLE)
			filler_set_mark(&f);
		bool blank = is_blank(&c);
		if (!blank && f.columns + c.columns > f.limit && f.at > f.start) {
			filler_overflow(&f, rest_columns);
			continue;
		}
		f.at += c.bytes;
		f.columns += c.columns;
		if (!blank) {
			f.painted = f.at;
			f.painted_columns = f.columns;
		}
	}
	filler_end(&f, n, rest_columns);
	free(breaks);
}

void wrap_clear(struct wrap *w)
{
	free(w->lines);
	*w = (struct wrap){0};
}
