/* edit.c - a text is made, looked at and freed */
#include "parts.h"

#include <stdlib.h>

#include <bantin/base/mem.h>

enum { FIRST_COLUMNS = 80, FIRST_ROWS = 24 };	/* until edit_view says better */
enum { TEXT_BYTES = 1 << 30 };			/* more than any caller's ceiling */

struct edit *edit_new(bool single, size_t max)
{
	struct edit *e = mem_alloc(sizeof(*e));
	e->single = single;
	e->max = max < TEXT_BYTES ? max : TEXT_BYTES;
	e->columns = FIRST_COLUMNS;
	e->rows = FIRST_ROWS;
	lines_init(e);
	return e;
}

void edit_free(struct edit *e)
{
	if (!e)
		return;
	lines_drop_all(e);
	undo_clear(&e->undo);
	wrap_clear(&e->wrap);
	free(e);
}

void edit_text(const struct edit *e, struct buf *out)
{
	size_t last = e->lines.count - 1;
	lines_copy(e, (struct edit_pos){0, 0},
		   (struct edit_pos){last, line_at(e, last)->len}, out);
}

bool edit_is_single(const struct edit *e)
{
	return e->single;
}

size_t edit_lines(const struct edit *e)
{
	return e->lines.count;
}

const char *edit_line(const struct edit *e, size_t line, size_t *n)
{
	const struct text_line *l = line_at(e, line);
	if (n)
		*n = l->len;
	return l->s;
}

size_t edit_bytes(const struct edit *e)
{
	return e->bytes;
}

uint64_t edit_version(const struct edit *e)
{
	return e->version;
}

struct edit_pos edit_cursor(const struct edit *e)
{
	return e->cursor;
}

void edit_count(const struct edit *e, size_t *words, size_t *clusters)
{
	*words = e->words;
	*clusters = e->clusters;
}
