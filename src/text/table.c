/* table.c - a table as aligned columns, or as "name: value" lines where it is too wide */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/measure.h>

#include "sheet.h"

enum {
	GAP = 2,		/* columns between two columns */
	NARROWEST = 8,		/* columns that a column of words gets at least */
	LONGEST_WORD = 14,	/* that a column tries not to break */
	CELL_LINES_MAX = 6,	/* a cell with more makes columns hard to read */
	SPAN_MAX = 32768,	/* columns of a table whose names are noted */
	ROW_RULE = 8,		/* columns of the line between two rows as lines */
	VALUE_INDENT = 2
};

struct column {
	size_t head;		/* columns of its head's widest line */
	size_t need;		/* of its widest line below that */
	size_t least;		/* that it can do with */
	size_t width;		/* that it gets */
	bool words, numbers;	/* seen in its body */
};

struct plan {
	const struct table *t;
	size_t heads;		/* rows of the head */
	struct column *cols;
	size_t count;
};

static const char thin[] = "─";

static size_t max(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* The table's make */

static size_t row_columns(const struct table_row *row)
{
	size_t n = 0;

	for (size_t i = 0; i < row->count && n < SPAN_MAX; i++)
		n += row->cells[i].span;
	return n < SPAN_MAX ? n : SPAN_MAX;
}

static bool row_is_head(const struct table_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (!row->cells[i].head)
			return false;
	return row->count > 0;
}

static size_t count_heads(const struct table *t)
{
	size_t n = 0;

	while (n < t->count && row_is_head(&t->rows[n]))
		n++;
	return n < t->count ? n : 0;
}

/* Digits and what stands around them: 1.204, 54,7%, 14/14, −3, 5 – 7. */
static bool is_number(const char *s)
{
	bool digit = false;

	for (; *s; s++) {
		if (isdigit((unsigned char)*s))
			digit = true;
		else if (strncmp(s, "–", 3) == 0 || strncmp(s, "−", 3) == 0)
			s += 2;
		else if (!strchr(".,%/+-: ", *s))
			return false;
	}
	return digit;
}

/* A dash or nothing in a column of numbers. */
static bool is_nothing(const char *s)
{
	return !*s || strcmp(s, "-") == 0 || strcmp(s, "–") == 0 || strcmp(s, "—") == 0 ||
	       strcmp(s, "…") == 0;
}

static size_t longest_part(const char *s, const char *ends)
{
	size_t most = 0;

	while (*s) {
		size_t n = strcspn(s, ends), w = text_columns(s, n);

		most = w > most ? w : most;
		s += n;
		s += *s != '\0';
	}
	return most;
}

static void note_cell(struct column *col, const struct cell *c, bool body)
{
	size_t need = longest_part(c->text, "\n");
	size_t word = longest_part(c->text, " \n");

	size_t *most = body ? &col->need : &col->head;

	if (c->again)
		return;
	*most = need > *most ? need : *most;
	word = word < LONGEST_WORD ? word : LONGEST_WORD;
	if (body && is_number(c->text)) {
		col->numbers = true;
		word = need;
	} else if (body && !is_nothing(c->text)) {
		col->words = true;
	}
	col->least = word > col->least ? word : col->least;
}

static void note_columns(struct plan *p)
{
	p->cols = mem_array(p->count, sizeof *p->cols);
	for (size_t r = 0; r < p->t->count; r++) {
		const struct table_row *row = &p->t->rows[r];
		size_t at = 0;

		for (size_t i = 0; i < row->count && at < p->count; i++) {
			if (row->cells[i].span == 1)
				note_cell(&p->cols[at], &row->cells[i], r >= p->heads);
			at += row->cells[i].span;
		}
	}
	for (size_t i = 0; i < p->count; i++) {
		struct column *c = &p->cols[i];
		size_t most = max(c->need, c->head);

		if (c->words || !c->numbers)
			c->least = max(c->least, most < NARROWEST ? most : NARROWEST);
		c->least = max(c->least, 1);
		c->need = max(c->need, c->least);
		c->head = max(c->head, c->need);
	}
}

/* A cell over several columns that needs more than they do widens the last of them, as
 * long as there is room. */
static void note_spans(struct plan *p, size_t room)
{
	size_t total = (p->count - 1) * GAP;

	for (size_t i = 0; i < p->count; i++)
		total += p->cols[i].head;
	for (size_t r = 0; r < p->t->count && total < room; r++) {
		const struct table_row *row = &p->t->rows[r];

		for (size_t i = 0, at = 0; i < row->count; at += row->cells[i++].span) {
			size_t last = at + row->cells[i].span - 1, need, width = 0;

			if (row->cells[i].span < 2 || last >= p->count)
				continue;
			need = longest_part(row->cells[i].text, "\n");
			for (size_t k = at; k <= last; k++)
				width += p->cols[k].head + (k > at ? GAP : 0);
			if (need <= width || total + need - width > room)
				continue;
			p->cols[last].head += need - width;
			total += need - width;
		}
	}
}

/* Room left over goes to the columns whose heads want it most, one by one. */
static void share_rest(struct plan *p, size_t left)
{
	while (left--) {
		struct column *most = NULL;

		for (size_t i = 0; i < p->count; i++) {
			struct column *c = &p->cols[i];

			if (c->width < c->head && (!most || c->head * most->width >
							    most->head * c->width))
				most = c;
		}
		if (!most)
			return;
		most->width++;
	}
}

/* The column that can be settled while the open columns share what is left: one that needs
 * no more than its share, or that can do with no less. */
static struct column *next_settled(struct plan *p, size_t share)
{
	for (size_t i = 0; i < p->count; i++) {
		struct column *c = &p->cols[i];

		if (!c->width && (c->need <= share || c->least > share))
			return c;
	}
	return NULL;
}

/* Gives every column what its body needs, or, where that is too much, an equal share of the
 * room to those that need more than that. False where one would get too little. */
static bool share_room(struct plan *p, size_t room)
{
	size_t gaps = (p->count - 1) * GAP, left, open = p->count;
	struct column *c;

	if (gaps + p->count > room)
		return false;
	left = room - gaps;
	while (open && (c = next_settled(p, left / open))) {
		size_t want = c->need <= left / open ? c->need : c->least;

		if (want > left)
			return false;
		c->width = want;
		left -= want;
		open--;
	}
	for (size_t i = 0; i < p->count; i++) {
		if (p->cols[i].width)
			continue;
		p->cols[i].width = left / open;
		left -= p->cols[i].width;
		open--;
	}
	share_rest(p, left);
	return true;
}

/* Columns from column at on that a cell covers, gaps between them included. */
static size_t cell_width(const struct plan *p, size_t at, size_t span)
{
	size_t width = 0;

	for (size_t i = at; i < p->count && i < at + span; i++)
		width += p->cols[i].width + (i > at ? GAP : 0);
	return width;
}

/* In columns */

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
		text_wrap(&w[i].wrap, w[i].text, strlen(w[i].text), w[i].width, w[i].width);
		if (w[i].wrap.count > *height)
			*height = w[i].wrap.count;
		from += w[i].width + GAP;
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
static void row_line(struct sheet *s, const struct row_wrap *w, size_t n, size_t k, bool head)
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
		buf_fill(&out, ' ', i ? GAP : 0);
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
	struct plan p = { .t = t, .heads = count_heads(t) };
	size_t room = sheet_room(s), tallest;

	for (size_t r = 0; r < t->count; r++) {
		size_t n = row_columns(&t->rows[r]);

		p.count = n > p.count ? n : p.count;
	}
	if (!p.count)
		return;
	note_columns(&p);
	if (p.count <= room)
		note_spans(&p, room);
	if (p.count <= room && share_room(&p, room) &&
	    (tallest = tallest_row(&p)) <= CELL_LINES_MAX)
		in_columns(s, &p, tallest > 1);
	else
		in_lines(s, &p);
	free(p.cols);
}
