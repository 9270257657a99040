/* html_table.c - tables of HTML: blocks become cells of a table, or stay text */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>

#include "html_build.h"

enum {
	COLUMNS_MAX = 512,	/* that a rowspan is followed in */
	AGAIN_MAX = 200		/* bytes of a cell's text that rows below repeat */
};

void html_table_shut(struct html_table *t, size_t block)
{
	if (t->open)
		t->cells[t->count - 1].to = block;
	t->open = false;
}

void html_table_row(struct html_table *t, size_t block)
{
	html_table_shut(t, block);
	t->rows++;
}

void html_table_cell(struct html_table *t, size_t block, const struct attrs *at,
		     bool head)
{
	html_table_shut(t, block);
	if (!t->rows)
		t->rows = 1;
	t->cells = mem_grow(t->cells, &t->cap, t->count + 1, sizeof *t->cells);
	t->cells[t->count++] = (struct html_cell) {
		.row = t->rows - 1,
		.from = block,
		.to = block,
		.span = (size_t)attr_number(at->colspan, 1, HTML_SPAN_MAX, 1),
		.down = (size_t)attr_number(at->rowspan, 1, HTML_SPAN_MAX, 1),
		.head = head || t->thead
	};
	t->open = true;
}

/* What the table is like */

static bool cell_has(const struct html_cell *c, const struct layout *l, enum role role)
{
	for (size_t i = c->from; i < c->to; i++)
		if (l->blocks[i].role == role)
			return true;
	return false;
}

/* A table that only arranges a page: one column; or one row that holds tables or
 * headings. */
static bool arranges(const struct html_table *t, const struct layout *l)
{
	size_t most = 0, in_row = 0, last = (size_t)-1;
	bool rich = false, head = false;

	for (size_t i = 0; i < t->count; i++) {
		const struct html_cell *c = &t->cells[i];

		if (c->to == c->from)
			continue;
		in_row = c->row == last ? in_row + 1 : 1;
		last = c->row;
		most = in_row > most ? in_row : most;
		head |= c->head;
		rich |= cell_has(c, l, ROLE_TABLE) || cell_has(c, l, ROLE_HEADING);
	}
	return most <= 1 || (rich && !head && t->cells[t->count - 1].row == 0);
}

static bool block_is_strong(const struct block *b)
{
	size_t at = 0;

	for (size_t i = 0; i < b->run_count; i++) {
		if (b->runs[i].start > at || !(b->runs[i].style & STYLE_STRONG))
			return false;
		at = b->runs[i].end;
	}
	return b->text && at == strlen(b->text);
}

/* Word knows no <th>: its first row is a head if all that it says is bold. */
static bool first_row_is_strong(const struct html_table *t, const struct layout *l)
{
	bool any = false;

	for (size_t i = 0; i < t->count && t->cells[i].row == t->cells[0].row; i++)
		for (size_t k = t->cells[i].from; k < t->cells[i].to; k++) {
			if (!block_is_strong(&l->blocks[k]))
				return false;
			any = true;
		}
	return any;
}

static void make_first_row_head(struct html_table *t)
{
	for (size_t i = 0; i < t->count && t->cells[i].row == t->cells[0].row; i++)
		t->cells[i].head = true;
}

/* From blocks to cells */

static void flatten(const struct table *t, struct buf *out)
{
	for (size_t r = 0; r < t->count; r++) {
		if (out->len && out->s[out->len - 1] != '\n')
			buf_addc(out, '\n');
		for (size_t c = 0; c < t->rows[r].count; c++) {
			const struct cell *cell = &t->rows[r].cells[c];

			if (!*cell->text || cell->again)
				continue;
			if (out->len && out->s[out->len - 1] != '\n')
				buf_addc(out, ' ');
			buf_adds(out, cell->text);
		}
	}
}

static char *cell_text(const struct html_cell *c, const struct layout *l)
{
	struct buf out = { 0 };

	for (size_t i = c->from; i < c->to; i++) {
		const struct block *b = &l->blocks[i];

		if (b->table) {
			flatten(b->table, &out);
			continue;
		}
		if (!b->text)
			continue;
		if (out.len)
			buf_addc(&out, '\n');
		if (b->marker && *b->marker) {
			buf_adds(&out, b->marker);
			buf_addc(&out, ' ');
		}
		buf_adds(&out, b->text);
	}
	return out.len ? buf_take(&out) : mem_str("");
}

/* Cells of the rows above that reach down into the row being filled, by column. */
struct reach {
	size_t left[COLUMNS_MAX];	/* rows */
	const struct cell *cell[COLUMNS_MAX];
	size_t budget;			/* cells that may yet be stood in for */
};

static struct cell *row_add(struct table_row *row, size_t *cap)
{
	row->cells = mem_grow(row->cells, cap, row->count + 1, sizeof *row->cells);
	return &row->cells[row->count++];
}

/* Stands in for what reaches down from above, from column at on. */
static size_t row_reached(struct table_row *row, size_t *cap, struct reach *r, size_t at)
{
	while (at < COLUMNS_MAX && r->left[at] && r->budget) {
		const struct cell *above = r->cell[at];
		struct cell *c = row_add(row, cap);

		*c = (struct cell) { .head = above->head, .again = true,
				     .span = above->span };
		c->text = mem_str(strlen(above->text) <= AGAIN_MAX ? above->text : "");
		r->left[at]--;
		r->budget--;
		at += above->span;
	}
	return at;
}

/* Notes which cells of a finished row, made of the cells at c, reach further down. */
static void note_reach(struct reach *r, const struct table_row *row,
		       const struct html_cell *c)
{
	size_t at = 0;

	for (size_t i = 0; i < row->count && at < COLUMNS_MAX; i++) {
		if (!row->cells[i].again) {
			r->left[at] = c->down - 1;
			r->cell[at] = &row->cells[i];
			c++;
		}
		at += row->cells[i].span;
	}
}

/* Fills a row from the first of the n cells at c that are in the same row, and tells how
 * many those are. */
static size_t fill_row(struct table_row *row, const struct html_cell *c, size_t n,
		       const struct layout *l, struct reach *r)
{
	size_t cap = 0, at = 0, used = 0;

	for (; used < n && c[used].row == c[0].row; used++) {
		struct cell *new;

		at = row_reached(row, &cap, r, at);
		new = row_add(row, &cap);
		*new = (struct cell) {
			.text = cell_text(&c[used], l),
			.head = c[used].head,
			.span = c[used].span
		};
		at += new->span;
	}
	row_reached(row, &cap, r, at);
	note_reach(r, row, c);
	return used;
}

static struct table *make_table(const struct html_table *t, const struct layout *l)
{
	struct table *made = mem_alloc(sizeof *made);
	struct reach *reach = mem_alloc(sizeof *reach);
	size_t cap = 0;

	reach->budget = HTML_CELLS_MAX;
	for (size_t i = 0; i < t->count;) {
		made->rows = mem_grow(made->rows, &cap, made->count + 1,
				      sizeof *made->rows);
		i += fill_row(&made->rows[made->count++], t->cells + i, t->count - i, l,
			      reach);
	}
	free(reach);
	return made;
}

/* Takes the blocks that became cells out of the layout; captions stay. */
static void drop_cells(const struct html_table *t, struct layout *l)
{
	size_t to = t->first, at = t->first;
	struct block hold;

	for (size_t i = 0; i <= t->count; i++) {
		size_t from = i < t->count ? t->cells[i].from : l->count;

		for (; at < from; at++, to++) {
			hold = l->blocks[to];
			l->blocks[to] = l->blocks[at];
			l->blocks[at] = hold;
		}
		if (i < t->count)
			at = t->cells[i].to;
	}
	layout_cut(l, to);
}

void html_table_end(struct html_table *t, struct layout *l, unsigned level, size_t quote)
{
	if (t->count && !arranges(t, l)) {
		struct table *made;
		struct block *b;

		if (first_row_is_strong(t, l))
			make_first_row_head(t);
		made = make_table(t, l);
		drop_cells(t, l);
		b = layout_add(l, ROLE_TABLE, level);
		b->table = made;
		b->quote = quote;
	}
	t->count = 0;
	t->rows = 0;
	t->open = t->thead = false;
}
