/* finder.c - the places of a text in laid-out lines */
#include "finder.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/mem.h>

void finder_clear(struct finder *f)
{
	free(f->needle);
	free(f->parts);
	memset(f, 0, sizeof *f);
}

void finder_set(struct finder *f, const char *needle)
{
	mem_set(&f->needle, needle && *needle ? needle : NULL);
	f->count = f->places = f->now = 0;
}

static void add(struct finder *f, size_t line, size_t start, size_t end, bool first)
{
	struct find_part *p;

	f->parts = mem_grow(f->parts, &f->cap, f->count + 1, sizeof *f->parts);
	p = &f->parts[f->count++];
	p->line = line;
	p->match = (struct match){start, end};
	p->first = first;
}

/* Cuts a place of the joined lines from..to into the parts of each line. */
static void add_place(struct finder *f, const struct lines *lines, size_t from, size_t to,
		      const struct match *m)
{
	size_t at = 0;
	bool first = true;

	for (size_t i = from; i < to; i++) {
		size_t end = at + lines->list[i].len;
		size_t a = m->start > at ? m->start : at, b = m->end < end ? m->end : end;

		if (a < b) {
			add(f, i, a - at, b - at, first);
			first = false;
		}
		at = end + 1;
	}
	f->places += !first;
}

/* The lines of one block, joined by spaces as they were before they were wrapped. */
static void search_block(struct finder *f, const struct lines *lines, size_t from,
			 size_t to)
{
	struct buf b = {0};
	struct match m;
	size_t at = 0;

	for (size_t i = from; i < to; i++) {
		buf_add(&b, lines->list[i].text, lines->list[i].len);
		buf_addc(&b, ' ');
	}
	while (f->places < FINDER_MAX && at < b.len &&
	       text_find(b.s, b.len, f->needle, strlen(f->needle), at, &m) &&
	       m.end > at) {
		add_place(f, lines, from, to, &m);
		at = m.end;
	}
	buf_clear(&b);
}

void finder_run(struct finder *f, const struct lines *lines)
{
	size_t from = 0;

	f->count = f->places = 0;
	if (!f->needle)
		return;
	for (size_t i = 1; i <= lines->count; i++) {
		if (i < lines->count && lines->list[i].block == lines->list[from].block)
			continue;
		search_block(f, lines, from, i);
		from = i;
	}
	if (f->now >= f->places)
		f->now = 0;
}

bool finder_line(const struct finder *f, size_t *line)
{
	size_t place = 0;

	for (size_t i = 0; i < f->count; i++) {
		if (!f->parts[i].first)
			continue;
		if (place++ == f->now) {
			*line = f->parts[i].line;
			return true;
		}
	}
	return false;
}

void finder_from(struct finder *f, size_t line)
{
	size_t place = 0;

	f->now = 0;
	for (size_t i = 0; i < f->count; i++) {
		if (!f->parts[i].first)
			continue;
		if (f->parts[i].line >= line) {
			f->now = place;
			return;
		}
		place++;
	}
}

void finder_step(struct finder *f, bool forward, bool *wrapped)
{
	*wrapped = false;
	if (f->places == 0)
		return;
	*wrapped = forward ? f->now + 1 == f->places : f->now == 0;
	f->now = (f->now + (forward ? 1 : f->places - 1)) % f->places;
}

size_t finder_marks(const struct finder *f, size_t line, struct match *out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < f->count && n < max; i++) {
		if (f->parts[i].line == line)
			out[n++] = f->parts[i].match;
	}
	return n;
}
