/* table.c - a table as aligned columns, or as "name: value" lines where it is too wide */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>

#include "sheet.h"
#include "table.h"

enum {
	CELL_LINES_MAX = 6,	/* a cell with more makes columns hard to read */
	ROW_RULE = 8,		/* columns of the line between two rows as lines */
	VALUE_INDENT = 2
};

static const char thin[] = "─";

/* In columns */

/* Columns from column at on that a cell covers, gaps between them included. */
static size_t cell_width(const struct plan *p, size_t at, size_t span)
{
	size_t width = 0;

	for (size_t i = at; i < p->count && i < at + span; i++)
		width += p->cols[i].width + (i > at ? TABLE_GAP : 0);
	return width;
}

struct row_wrap {
	struct wrap wrap;
	const char *text;
	size_t from, width;	/* columns */
	bool right;
};

static struct row_wrap *wrap_row(const struct plan *p, const struct table_row *row,
				 size_t *height)
{
	struct row_wrap *w = mem_array(row->count + 1, sizeof *w);
	size_t at = 0, from = 0;

	*height = 0;
	for (size_t i = 0; i < row->count && at < p->count; i++) {
		const struct cell *c = &row->cells[i];

		w[i].text = c->again ? "" : c->text;
		w[i].from = from;
		w[i].width = cell_width(p, at, c->span);
		w[i].right = c->span == 1 && p->cols[at].numbers && !p->cols[at].words;
		text_wrap(&w[i].wrap, w[i].text, strlen(w[i].text), w[i].width,
			  w[i].width);
		if (w[i].wrap.count > *height)
			*height = w[i].wrap.count;
		from += w[i].width + TABLE_GAP;
		at += c->span;
	}
	return w;
}

static void free_row(struct row_wrap *w, size_t n)
{
	for (size_t i = 0; i < n; i++)
		wrap_clear(&w[i].wrap);
	free(w);
}

/* Line k of a row: each cell's k-th line at its place. */
static void row_line(struct sheet *s, const struct row_wrap *w, size_t n, size_t k,
		     bool head)
{
	struct buf out = { 0 };
	size_t at = 0;
	struct line *l;

	for (size_t i = 0; i < n; i++) {
		const struct wrap_line *p;
		size_t from = w[i].from;

		if (k >= w[i].wrap.count || !w[i].width)
			continue;
		p = &w[i].wrap.lines[k];
		if (p->start == p->end)
			continue;
		if (w[i].right && p->columns < w[i].width)
			from += w[i].width - p->columns;
		buf_fill(&out, ' ', from > at ? from - at : 0);
		buf_add(&out, w[i].text + p->start, p->end - p->start);
		at = from + p->columns;
	}
	l = sheet_line(s, buf_str(&out), out.len, false);
	if (head)
		line_run(l, 0, l->len, STYLE_STRONG);
	buf_clear(&out);
}

static size_t row_in_columns(struct sheet *s, const struct plan *p, size_t r)
{
	const struct table_row *row = &p->t->rows[r];
	size_t height;
	struct row_wrap *w = wrap_row(p, row, &height);

	for (size_t k = 0; k < height; k++)
		row_line(s, w, row->count, k, r < p->heads);
	free_row(w, row->count);
	return height;
}

/* The line under the head, with a gap between columns. */
static void head_rule(struct sheet *s, const struct plan *p)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < p->count; i++) {
		buf_fill(&out, ' ', i ? TABLE_GAP : 0);
		for (size_t k = 0; k < p->cols[i].width; k++)
			buf_adds(&out, thin);
	}
	sheet_line(s, buf_str(&out), out.len, false);
	buf_clear(&out);
}

static size_t tallest_row(const struct plan *p)
{
	size_t most = 0;

	for (size_t r = p->heads; r < p->t->count; r++) {
		size_t height;
		struct row_wrap *w = wrap_row(p, &p->t->rows[r], &height);

		most = height > most ? height : most;
		free_row(w, p->t->rows[r].count);
	}
	return most;
}

static void in_columns(struct sheet *s, const struct plan *p, bool loose)
{
	for (size_t r = 0; r < p->t->count; r++) {
		if (r && r == p->heads)
			head_rule(s, p);
		else if (r > p->heads && loose)
			sheet_blank(s, s->edge.bars);
		row_in_columns(s, p, r);
	}
}

/* In lines */

/* The name of column at: what the rows of the head say over it. */
static char **column_names(const struct plan *p)
{
	struct buf *parts = mem_array(p->count, sizeof *parts);
	char **names = mem_array(p->count, sizeof *names);

	for (size_t r = 0; r < p->heads; r++) {
		const struct table_row *row = &p->t->rows[r];
		size_t at = 0;

		for (size_t i = 0; i < row->count; i++) {
			const struct cell *c = &row->cells[i];

			for (size_t k = 0; k < c->span && at < p->count; k++, at++) {
				if (c->again || !*c->text)
					continue;
				if (parts[at].len)
					buf_adds(&parts[at], " – ");
				buf_adds(&parts[at], c->text);
			}
		}
	}
	for (size_t i = 0; i < p->count; i++) {
		for (size_t k = 0; k < parts[i].len; k++)
			if (parts[i].s[k] == '\n')
				parts[i].s[k] = ' ';
		names[i] = buf_take(&parts[i]);
	}
	free(parts);
	return names;
}

static void value_line(struct sheet *s, const char *name, const char *value)
{
	struct buf out = { 0 };
	struct run bold = { 0, 0, STYLE_STRONG };

	if (name && *name) {
		size_t n = strlen(name);

		buf_adds(&out, name);
		buf_adds(&out, name[n - 1] == ':' ? "" : ":");
		bold.end = out.len;
		buf_addc(&out, ' ');
	}
	buf_adds(&out, value);
	sheet_paragraph(s, buf_str(&out), &bold, bold.end > 0);
	buf_clear(&out);
}

/* Without a head a first cell names the second, where there are just two. */
static void pair_line(struct sheet *s, const struct table_row *row)
{
	const char *name = row->count > 0 ? row->cells[0].text : "";
	const char *value = row->count > 1 ? row->cells[1].text : "";

	if (*name && *value && !strchr(name, '\n'))
		value_line(s, name, value);
	else if (*name || *value)
		value_line(s, NULL, *name ? name : value);
	if (*name && *value && strchr(name, '\n'))
		value_line(s, NULL, value);
}

static void row_in_lines(struct sheet *s, const struct plan *p, char **names, size_t r)
{
	const struct table_row *row = &p->t->rows[r];
	size_t at = 0;

	if (!p->heads && p->count == 2) {
		pair_line(s, row);
		return;
	}
	for (size_t i = 0; i < row->count; i++) {
		const struct cell *c = &row->cells[i];
		bool named = c->span == 1 && at < p->count;

		if (*c->text)
			value_line(s, named ? names[at] : NULL, c->text);
		at += c->span;
	}
}

static void in_lines(struct sheet *s, const struct plan *p)
{
	char **names = column_names(p);
	size_t room = sheet_room(s);

	if (s->block && s->of[-1].role == ROLE_CAPTION)
		sheet_rule(s, thin, ROW_RULE < room ? ROW_RULE : room);
	s->edge.rest = VALUE_INDENT < room / 2 ? VALUE_INDENT : 0;
	for (size_t r = p->heads; r < p->t->count; r++) {
		size_t before = s->out->count;

		row_in_lines(s, p, names, r);
		if (r + 1 < p->t->count && s->out->count > before && p->count > 2) {
			s->edge.rest = 0;
			sheet_rule(s, thin, ROW_RULE < room ? ROW_RULE : room);
			s->edge.rest = VALUE_INDENT < room / 2 ? VALUE_INDENT : 0;
		}
	}
	s->edge.rest = 0;
	for (size_t i = 0; i < p->count; i++)
		free(names[i]);
	free(names);
}

void table_lines(struct sheet *s, const struct table *t)
{
	size_t tallest = 0;
	struct plan p;

	plan_init(&p, t);
	if (plan_widths(&p, sheet_room(s)))
		tallest = tallest_row(&p);
	if (tallest && tallest <= CELL_LINES_MAX)
		in_columns(s, &p, tallest > 1);
	else
		in_lines(s, &p);
	plan_clear(&p);
}
