/* picture.c - a screen as a text that is kept beside the walk */
#include "picture.h"

#include <stdlib.h>
#include <string.h>

bool masks_add(struct masks *m, const char *pattern, struct buf *reason)
{
	regex_t *items = realloc(m->items, (m->n + 1) * sizeof *items);

	if (!items)
		abort();
	m->items = items;
	if (regcomp(&items[m->n], pattern, REG_EXTENDED))
		return why(reason, "not a regular expression: %s", pattern);
	m->n++;
	return true;
}

void masks_clear(struct masks *m)
{
	for (size_t i = 0; i < m->n; i++)
		regfree(&m->items[i]);
	free(m->items);
	*m = (struct masks){0};
}

/* A row with the column of each byte, as grid_row makes it. */
struct row {
	struct buf text;
	struct buf columns;
};

static void row_add(struct row *to, const struct row *from, size_t start, size_t end)
{
	if (start < end) {
		buf_add(&to->text, from->text.data + start, end - start);
		buf_add(&to->columns, from->columns.data + start, end - start);
	}
}

static void row_cover(struct row *to, const struct row *from, size_t start, size_t end)
{
	unsigned char first = (unsigned char)from->columns.data[start];
	unsigned char after = (unsigned char)from->columns.data[end];

	for (unsigned char col = first; col < after; col++) {
		buf_puts(&to->text, "#");
		buf_add(&to->columns, &col, 1);
	}
}

static void row_mask(struct row *r, const regex_t *re)
{
	struct row out = {0};
	size_t at = 0;
	regmatch_t m;

	while (at < r->text.len &&
	       !regexec(re, r->text.data + at, 1, &m, at ? REG_NOTBOL : 0)) {
		size_t start = at + (size_t)m.rm_so, end = at + (size_t)m.rm_eo;

		row_add(&out, r, at, start);
		if (start < end) {
			row_cover(&out, r, start, end);
		} else if (end < r->text.len) {
			row_add(&out, r, end, end + 1);
			end++;
		} else {
			at = end;
			break;
		}
		at = end;
	}
	row_add(&out, r, at, r->text.len);
	buf_add(&out.columns, r->columns.data + r->text.len, 1);
	buf_clear(&r->text);
	buf_clear(&r->columns);
	*r = out;
}

void picture_text(const struct grid *g, const struct masks *m, bool attributes,
	struct buf *out)
{
	struct grid_cursor c = grid_cursor(g);
	struct row row = {0};

	buf_reset(out);
	for (int i = 0; i < grid_rows(g); i++) {
		grid_row(g, i, &row.text, &row.columns);
		for (size_t k = 0; k < m->n; k++)
			row_mask(&row, &m->items[k]);
		buf_printf(out, "%s\n", buf_str(&row.text));
	}
	if (attributes)
		buf_puts(out, "attributes\n");
	for (int i = 0; attributes && i < grid_rows(g); i++) {
		grid_attributes(g, i, &row.text);
		buf_printf(out, "%s\n", buf_str(&row.text));
	}
	if (c.visible)
		buf_printf(out, "cursor %d,%d\n", c.row + 1, c.col + 1);
	else
		buf_puts(out, "cursor hidden\n");
	buf_clear(&row.text);
	buf_clear(&row.columns);
}

static size_t line_length(const char *text)
{
	return text ? strcspn(text, "\n") : 0;
}

static const char *next_line(const char *text, size_t n)
{
	return text && text[n] ? text + n + 1 : NULL;
}

void picture_diff(const char *kept, const char *now, struct buf *out)
{
	for (int row = 1; kept || now; row++) {
		size_t a = line_length(kept), b = line_length(now);

		if (a != b || (a && strncmp(kept, now, a))) {
			buf_printf(out, "%3d - |%.*s\n", row, (int)a, kept ? kept : "");
			buf_printf(out, "%3d + |%.*s\n", row, (int)b, now ? now : "");
		}
		kept = next_line(kept, a);
		now = next_line(now, b);
	}
}
