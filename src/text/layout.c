/* layout.c - blocks and links of an article's layout, and their memory */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/base/uuid.h>
#include <bantin/text/layout.h>

enum { INDEX_FIRST = 64 };

struct block *layout_add(struct layout *l, enum role role, unsigned level)
{
	struct block *b;

	l->blocks = mem_grow(l->blocks, &l->cap, l->count + 1, sizeof *l->blocks);
	b = &l->blocks[l->count++];
	*b = (struct block) { .role = role, .level = level };
	return b;
}

struct block *layout_add_text(struct layout *l, enum role role, unsigned level,
			      const char *text)
{
	struct block *b = layout_add(l, role, level);

	b->text = mem_str(text);
	return b;
}

static void table_free(struct table *t)
{
	if (!t)
		return;
	for (size_t r = 0; r < t->count; r++) {
		for (size_t c = 0; c < t->rows[r].count; c++)
			free(t->rows[r].cells[c].text);
		free(t->rows[r].cells);
	}
	free(t->rows);
	free(t);
}

static void block_clear(struct block *b)
{
	free(b->marker);
	free(b->text);
	free(b->runs);
	table_free(b->table);
	*b = (struct block) { 0 };
}

void layout_cut(struct layout *l, size_t from)
{
	while (l->count > from)
		block_clear(&l->blocks[--l->count]);
}

void layout_clear(struct layout *l)
{
	layout_cut(l, 0);
	for (size_t i = 0; i < l->link_count; i++)
		free(l->links[i].url);
	free(l->blocks);
	free(l->links);
	free(l->index);
	*l = (struct layout) { 0 };
}

/* The slot that holds url's number, or the free one where it belongs. */
static size_t *index_slot(struct layout *l, const char *url)
{
	size_t at = (size_t)hash_bytes(url, strlen(url)) & (l->index_size - 1);

	while (l->index[at] && strcmp(l->links[l->index[at] - 1].url, url) != 0)
		at = (at + 1) & (l->index_size - 1);
	return &l->index[at];
}

static void index_widen(struct layout *l)
{
	free(l->index);
	l->index_size = l->index_size ? l->index_size * 2 : INDEX_FIRST;
	l->index = mem_array(l->index_size, sizeof *l->index);
	for (size_t i = 0; i < l->link_count; i++)
		*index_slot(l, l->links[i].url) = i + 1;
}

size_t layout_link(struct layout *l, const char *url)
{
	size_t *slot;

	if (l->link_count * 2 >= l->index_size)
		index_widen(l);
	slot = index_slot(l, url);
	if (*slot)
		return *slot;
	if (l->link_count >= LAYOUT_LINKS_MAX)
		return 0;
	l->links = mem_grow(l->links, &l->link_cap, l->link_count + 1, sizeof *l->links);
	l->links[l->link_count++].url = mem_str(url);
	return *slot = l->link_count;
}

static void table_text(const struct table *t, struct buf *out)
{
	for (size_t r = 0; r < t->count; r++) {
		const struct table_row *row = &t->rows[r];
		const char *gap = "";

		for (size_t c = 0; c < row->count; c++) {
			const struct cell *cell = &row->cells[c];

			if (cell->again || !*cell->text)
				continue;
			buf_adds(out, gap);
			buf_adds(out, cell->text);
			gap = " ";
		}
		if (*gap)
			buf_addc(out, '\n');
	}
}

void layout_text(const struct layout *l, struct buf *out)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct block *b = &l->blocks[i];

		if (b->table)
			table_text(b->table, out);
		if (!b->text || !*b->text)
			continue;
		buf_adds(out, b->text);
		buf_addc(out, '\n');
	}
}
