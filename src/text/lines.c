/* lines.c - a layout as lines of a width */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/layout.h>
#include <bantin/text/measure.h>

#include "ladder.h"
#include "sheet.h"

enum {
	COLUMNS_MIN = 10,
	BAR_COLUMNS = 2,
	CODE_INDENT = 2
};

static const char bar[] = "│ ", dash[] = "─", double_dash[] = "═", dot[] = " · ";

/* Lines */

size_t sheet_room(const struct sheet *s)
{
	size_t used = s->edge.bars * BAR_COLUMNS + s->edge.indent + s->edge.hang;

	return s->columns - used;
}

/* Fills s->line with the edge; returns the columns of blanks that are not in it. */
static size_t write_edge(struct sheet *s, bool first)
{
	const struct edge *e = &s->edge;
	size_t width = first ? marker_width(e->marker) : 0;
	size_t blanks = e->indent + e->hang + (first ? 0 : e->rest) - width;

	buf_reset(&s->line);
	for (size_t i = 0; i < e->bars; i++)
		buf_adds(&s->line, bar);
	if (e->bars)
		buf_fill(&s->line, ' ', blanks);
	if (width) {
		buf_adds(&s->line, e->marker);
		buf_addc(&s->line, ' ');
	}
	return e->bars ? 0 : blanks;
}

struct line *sheet_line(struct sheet *s, const char *text, size_t n, bool first)
{
	struct lines *o = s->out;
	size_t indent = write_edge(s, first);
	struct line *l;

	buf_add(&s->line, text, n);
	while (s->line.len && s->line.s[s->line.len - 1] == ' ')
		buf_cut(&s->line, s->line.len - 1);
	o->list = mem_grow(o->list, &o->cap, o->count + 1, sizeof *o->list);
	l = &o->list[o->count++];
	*l = (struct line) {
		.text = mem_strn(buf_str(&s->line), s->line.len),
		.len = s->line.len,
		.indent = s->line.len ? indent : 0,
		.block = s->block,
		.role = s->of ? s->of->role : ROLE_PARAGRAPH,
		.level = s->of ? s->of->level : 0
	};
	return l;
}

void line_run(struct line *l, size_t start, size_t end, unsigned style)
{
	struct run *more;

	if (end > l->len)
		end = l->len;
	if (start >= end)
		return;
	more = mem_array(l->run_count + 1, sizeof *more);
	if (l->run_count)
		memcpy(more, l->runs, l->run_count * sizeof *more);
	more[l->run_count++] = (struct run) { start, end, style };
	free(l->runs);
	l->runs = more;
}

void sheet_blank(struct sheet *s, size_t bars)
{
	struct edge keep = s->edge;

	s->edge = (struct edge) { .bars = bars };
	sheet_line(s, "", 0, true);
	s->edge = keep;
}

void sheet_rule(struct sheet *s, const char *with, size_t n)
{
	struct buf line = { 0 };

	while (n--)
		buf_adds(&line, with);
	sheet_line(s, buf_str(&line), line.len, false);
	buf_clear(&line);
}

/* Copies what of the runs lies in w to the line made of it, behind `edge` bytes. */
static void carry_runs(struct line *l, const struct wrap_line *w, size_t edge,
		       const struct run *runs, size_t n)
{
	size_t count = 0;

	while (count < n && runs[count].start < w->end)
		count++;
	if (!count)
		return;
	l->runs = mem_array(count, sizeof *l->runs);
	for (size_t i = 0; i < count; i++) {
		size_t from = runs[i].start > w->start ? runs[i].start : w->start;
		size_t to = runs[i].end < w->end ? runs[i].end : w->end;

		if (from < to)
			l->runs[l->run_count++] = (struct run) {
				from - w->start + edge, to - w->start + edge,
				runs[i].style
			};
	}
}

void sheet_paragraph(struct sheet *s, const char *text, const struct run *runs,
		     size_t run_count)
{
	size_t room = sheet_room(s), done = 0;

	text_wrap(&s->wrap, text, strlen(text), room, room - s->edge.rest);
	for (size_t i = 0; i < s->wrap.count; i++) {
		const struct wrap_line *w = &s->wrap.lines[i];
		size_t n = w->end - w->start;
		struct line *l = sheet_line(s, text + w->start, n, i == 0);

		while (done < run_count && runs[done].end <= w->start)
			done++;
		if (done < run_count)
			carry_runs(l, w, l->len - n, runs + done, run_count - done);
	}
}

/* Blocks */

static size_t min(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void set_edge(struct sheet *s, const struct block *b, const struct ladder *d)
{
	size_t half = s->columns / 2, level = ladder_level(b);
	struct edge e = { .bars = min(b->quote, half / BAR_COLUMNS) };

	half -= e.bars * BAR_COLUMNS;
	if (b->role == ROLE_ITEM) {
		e.hang = min(d->hang[level - 1], half);
		e.indent = min(d->indent[level - 1], half - e.hang);
		e.marker = b->marker;
	} else if (block_in_list(b)) {
		e.indent = min(d->indent[level - 1] + d->hang[level - 1], half);
	}
	if (b->role == ROLE_CODE)
		e.indent = min(e.indent + CODE_INDENT, half);
	if (b->role == ROLE_NOTE && b->marker) {
		e.marker = b->marker;
		e.hang = min(marker_width(b->marker), half);
	}
	s->edge = e;
}

/* Paragraphs of one item stand apart, and then so does the next item. */
static bool gap_in_list(const struct layout *l, size_t i)
{
	const struct block *b = &l->blocks[i], *p = b - 1;

	if (p->role != ROLE_ITEM)
		return true;
	if (p->level != b->level)
		return false;
	if (!b->marker)
		return true;
	return !p->marker && i > 1 && p[-1].role == ROLE_ITEM && p[-1].level == p->level;
}

/* Whether a blank line stands between block i > 0 and the one before it. */
static bool wants_gap(const struct layout *l, size_t i)
{
	const struct block *b = &l->blocks[i], *p = b - 1;

	if (p->role == ROLE_HEADING)
		return b->role == ROLE_HEADING;
	switch (b->role) {
	case ROLE_ITEM:
		if (block_in_list(p))
			return gap_in_list(l, i);
		return !b->marker || *b->marker || p->role != ROLE_PARAGRAPH;
	case ROLE_META: return p->role != ROLE_META && p->role != ROLE_TITLE;
	case ROLE_NOTE: return p->role != ROLE_NOTE;
	case ROLE_TABLE: return p->role != ROLE_CAPTION;
	case ROLE_CAPTION:
		if (i + 1 < l->count && b[1].role == ROLE_TABLE)
			return true;
		return p->role != ROLE_IMAGE && p->role != ROLE_CAPTION;
	default: return true;
	}
}

/* Draws a line under what was written since line `from`, as wide as that is. */
static void underline(struct sheet *s, size_t from, const char *with)
{
	size_t most = 0, bars = s->edge.bars * BAR_COLUMNS;

	for (; from < s->out->count; from++) {
		const struct line *l = &s->out->list[from];
		size_t w = text_columns(l->text, l->len);

		most = w > most ? w : most;
	}
	sheet_rule(s, with, most > bars ? most - bars : 1);
}

/* Section, stamp, author: as many on a line as fit, and none torn apart. */
static void meta(struct sheet *s, const char *text)
{
	const char *from = text, *end = text;

	while (*end) {
		const char *stop = strstr(end + 1, dot);
		size_t n = stop ? (size_t)(stop - from) : strlen(from);

		if (end > from && text_columns(from, n) > sheet_room(s)) {
			char *line = mem_strn(from, (size_t)(end - from));

			sheet_paragraph(s, line, NULL, 0);
			free(line);
			from = end + strlen(dot);
		}
		end = stop ? stop : from + strlen(from);
	}
	sheet_paragraph(s, from, NULL, 0);
}

static void image(struct sheet *s, const struct block *b)
{
	struct buf text = { 0 };

	buf_addf(&text, _("[Image: %s]"), b->text);
	sheet_paragraph(s, buf_str(&text), NULL, 0);
	buf_clear(&text);
}

/* A marker wider than what is kept for it is a part of the text. */
static void marked(struct sheet *s, const struct block *b)
{
	struct buf text = { 0 };

	buf_addf(&text, "%s %s", b->marker, b->text);
	s->edge.marker = NULL;
	s->edge.rest = s->edge.hang;
	s->edge.hang = 0;
	sheet_paragraph(s, buf_str(&text), NULL, 0);
	buf_clear(&text);
}

static void write_block(struct sheet *s, const struct block *b)
{
	size_t from = s->out->count;

	if (b->table)
		table_lines(s, b->table);
	else if (b->role == ROLE_RULE)
		sheet_rule(s, dash, sheet_room(s));
	else if (b->role == ROLE_IMAGE && b->text)
		image(s, b);
	else if (b->role == ROLE_META && b->text && !b->run_count)
		meta(s, b->text);
	else if (b->text && marker_width(s->edge.marker) > s->edge.hang)
		marked(s, b);
	else if (b->text)
		sheet_paragraph(s, b->text, b->runs, b->run_count);
	if (b->role == ROLE_TITLE)
		underline(s, from, double_dash);
	if (b->role == ROLE_HEADING && b->level <= 2)
		underline(s, from, dash);
}

void layout_lines(const struct layout *l, size_t columns, struct lines *out)
{
	struct sheet s = {
		.out = out,
		.columns = columns > COLUMNS_MIN ? columns : COLUMNS_MIN
	};
	struct ladder ladder = { 0 };

	lines_clear(out);
	for (size_t i = 0; i < l->count; i++) {
		const struct block *b = &l->blocks[i];
		bool other = false;

		s.block = i;
		if (block_in_list(b) && ladder_level(b))
			other = ladder_climb(&ladder, l, i);
		else
			ladder.known = 0;
		set_edge(&s, b, &ladder);
		if (i && (other || wants_gap(l, i))) {
			s.of = NULL;
			sheet_blank(&s, min(s.edge.bars, b[-1].quote));
		}
		s.of = b;
		write_block(&s, b);
	}
	buf_clear(&s.line);
	wrap_clear(&s.wrap);
}

void lines_clear(struct lines *l)
{
	for (size_t i = 0; i < l->count; i++) {
		free(l->list[i].text);
		free(l->list[i].runs);
	}
	free(l->list);
	*l = (struct lines) { 0 };
}

void lines_text(const struct lines *l, struct buf *out)
{
	for (size_t i = 0; i < l->count; i++) {
		buf_fill(out, ' ', l->list[i].indent);
		buf_add(out, l->list[i].text, l->list[i].len);
		buf_addc(out, '\n');
	}
}
