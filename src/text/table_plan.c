/* table_plan.c - how wide the columns of a table are */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/measure.h>

#include "table.h"

enum {
	NARROWEST = 8,		/* columns that a column of words gets at least */
	LONGEST_WORD = 14,	/* that a column tries not to break */
	SPAN_MAX = 32768	/* columns of a table that are told apart */
};

static size_t max(size_t a, size_t b)
{
	return a > b ? a : b;
}

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
	size_t total = (p->count - 1) * TABLE_GAP;

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
				width += p->cols[k].head + (k > at ? TABLE_GAP : 0);
			if (need <= width || total + need - width > room)
				continue;
			p->cols[last].head += need - width;
			total += need - width;
		}
	}
}

/* The column whose body wants room most, or, where all bodies have enough, whose head. */
static struct column *neediest(struct plan *p)
{
	struct column *body = NULL, *head = NULL;

	for (size_t i = 0; i < p->count; i++) {
		struct column *c = &p->cols[i];

		if (c->width < c->need &&
		    (!body || c->need * body->width > body->need * c->width))
			body = c;
		if (c->width < c->head &&
		    (!head || c->head * head->width > head->head * c->width))
			head = c;
	}
	return body ? body : head;
}

/* Gives out the room that is left, column by column. */
static void share_rest(struct plan *p, size_t left)
{
	struct column *c;

	while (left-- && (c = neediest(p)))
		c->width++;
}

/* The column that can be settled while the open columns share what is left: one that
 * needs no more than its share, or that can do with no less. */
static struct column *next_settled(struct plan *p, size_t share)
{
	for (size_t i = 0; i < p->count; i++) {
		struct column *c = &p->cols[i];

		if (!c->width && (c->need <= share || c->least > share))
			return c;
	}
	return NULL;
}

/* Gives every column what its body needs, or, where that is too much, an equal share of
 * the room to those that need more than that. False where one would get too little. */
static bool share_room(struct plan *p, size_t room)
{
	size_t gaps = (p->count - 1) * TABLE_GAP, left, open = p->count;
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

void plan_init(struct plan *p, const struct table *t)
{
	*p = (struct plan) { .t = t, .heads = count_heads(t) };
	for (size_t r = 0; r < t->count; r++)
		p->count = max(p->count, row_columns(&t->rows[r]));
	note_columns(p);
}

bool plan_widths(struct plan *p, size_t room)
{
	if (!p->count || p->count > room)
		return false;
	note_spans(p, room);
	return share_room(p, room);
}

void plan_clear(struct plan *p)
{
	free(p->cols);
	*p = (struct plan) { 0 };
}
