/* html_build.c - from a parser's events to blocks: elements and what they do */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/mem.h>

#include "html_build.h"

void build_restyle(struct build *b)
{
	b->ink.style = (b->strong ? STYLE_STRONG : 0u) | (b->em ? STYLE_EM : 0u) |
		       (b->link ? STYLE_LINK : 0u);
}

static enum role role_now(const struct build *b)
{
	if (b->pre)
		return ROLE_CODE;
	if (b->caption)
		return ROLE_CAPTION;
	if (b->list_depth)
		return ROLE_ITEM;
	if (b->heading)
		return ROLE_HEADING;
	return b->quote ? ROLE_QUOTE : ROLE_PARAGRAPH;
}

static unsigned level_now(const struct build *b, enum role role)
{
	if (role == ROLE_HEADING)
		return b->heading;
	return role == ROLE_QUOTE ? (unsigned)b->quote : (unsigned)b->list_depth;
}

/* A caption that only says again what the image's alternative text said. */
static bool says_again(const struct layout *l)
{
	const struct block *last = &l->blocks[l->count - 1];

	return last->role == ROLE_CAPTION && l->count > 1 &&
	       last[-1].role == ROLE_IMAGE &&
	       strcmp(last->text, last[-1].text) == 0;
}

void build_flush_as(struct build *b, enum role role)
{
	struct block *block;

	if (b->ink.text.len && b->l->count >= HTML_BLOCKS_MAX && !b->closing) {
		b->ink.breaks = 1;
		return;
	}
	build_number(b);
	block = layout_add(b->l, role, level_now(b, role));
	block->quote = b->quote;
	if (!ink_take(&b->ink, block)) {
		b->l->count--;
	} else if (role == ROLE_ITEM && b->marked) {
		block->marker = mem_str(b->marker);
		b->marked = false;
	} else if (says_again(b->l)) {
		layout_cut(b->l, b->l->count - 1);
	}
	b->link_from = 0;
}

void build_flush(struct build *b)
{
	build_flush_as(b, role_now(b));
}

static void rule(struct build *b)
{
	build_flush(b);
	if (b->l->count < HTML_BLOCKS_MAX)
		layout_add(b->l, ROLE_RULE, (unsigned)b->list_depth)->quote = b->quote;
}

static struct html_table *table_now(struct build *b)
{
	return b->table_depth && b->table_depth <= HTML_NEST_MAX ?
	       &b->tables[b->table_depth - 1] : NULL;
}

static void table_start(struct build *b)
{
	struct html_table *t;

	build_flush(b);
	b->table_depth++;
	t = table_now(b);
	if (t)
		t->first = b->l->count;
}

static void table_part(struct build *b, enum tag tag, const struct attrs *at)
{
	struct html_table *t = table_now(b);

	build_flush(b);
	if (!t)
		return;
	if (tag == TAG_ROW) {
		html_table_row(t, b->l->count);
	} else if (tag == TAG_THEAD) {
		t->thead = true;
	} else if (b->cells < HTML_CELLS_MAX) {
		b->cells++;
		html_table_cell(t, b->l->count, at, tag == TAG_HEAD_CELL);
	}
}

static void table_part_end(struct build *b, enum tag tag)
{
	struct html_table *t = table_now(b);

	build_flush(b);
	if (!t)
		return;
	if (b->cells < HTML_CELLS_MAX)
		html_table_shut(t, b->l->count);
	if (tag == TAG_THEAD)
		t->thead = false;
}

static void table_end(struct build *b)
{
	struct html_table *t = table_now(b);

	build_flush(b);
	if (t) {
		html_table_shut(t, b->l->count);
		html_table_end(t, b->l, (unsigned)b->list_depth, b->quote);
	}
	if (b->table_depth)
		b->table_depth--;
}

/* Whether an inline style gives this property a value that begins so. */
static bool style_says(const char *style, const char *property, const char *value)
{
	for (const char *s = style; s && (s = strstr(s, property)); s++) {
		const char *v = s + strlen(property);

		if (s > style && (s[-1] == '-' || isalnum((unsigned char)s[-1])))
			continue;
		v += strspn(v, " \t\n");
		if (*v != ':')
			continue;
		v++;
		v += strspn(v, " \t\n");
		if (strncasecmp(v, value, strlen(value)) == 0)
			return true;
	}
	return false;
}

/* The parser lets a <dd> stay open when the next one begins. */
static bool in_definition(const struct build *b)
{
	for (size_t i = b->depth; i && b->stack[i - 1].tag != TAG_DL; i--)
		if (b->stack[i - 1].tag == TAG_DD)
			return true;
	return false;
}

static struct open open_of(const struct build *b, enum tag tag, const struct attrs *at)
{
	bool heading = tag >= TAG_H1 && tag <= TAG_H6;
	bool plain = tag == TAG_OTHER;

	return (struct open) {
		.tag = tag,
		.drop = tag == TAG_DROP || (tag == TAG_FORM && !b->forms) || at->hidden ||
			style_says(at->style, "display", "none"),
		.strong = tag == TAG_STRONG || tag == TAG_DT ||
			  (heading && b->list_depth) ||
			  (plain && style_says(at->style, "font-weight", "bold")),
		.em = tag == TAG_EM ||
		      (plain && style_says(at->style, "font-style", "italic")),
		.list = tag == TAG_OL || tag == TAG_UL ||
			(tag == TAG_LI && !b->list_depth) ||
			(tag == TAG_DD && !in_definition(b))
	};
}

static void start_tag(struct build *b, enum tag tag, const struct attrs *at)
{
	switch (tag) {
	case TAG_A: build_link(b, at); break;
	case TAG_BR: ink_break(&b->ink); break;
	case TAG_HR: rule(b); break;
	case TAG_IMG: build_image(b, at); break;
	case TAG_AUDIO: case TAG_FRAME: case TAG_SOURCE: case TAG_VIDEO:
		build_media(b, tag, at);
		break;
	case TAG_Q: ink_add(&b->ink, "“", 3); break;
	case TAG_OL: case TAG_UL: build_list(b, tag, at); break;
	case TAG_LI: build_item(b, at); break;
	case TAG_DD: build_definition(b, b->stack[b->depth - 1].list); break;
	case TAG_QUOTE: build_flush(b); b->quote++; break;
	case TAG_PRE: build_flush(b); b->pre++; b->ink.pre = true; break;
	case TAG_TABLE: table_start(b); break;
	case TAG_ROW: case TAG_THEAD: case TAG_CELL: case TAG_HEAD_CELL:
		table_part(b, tag, at);
		break;
	case TAG_CAPTION: case TAG_FIGCAPTION: build_flush(b); b->caption++; break;
	case TAG_H1: case TAG_H2: case TAG_H3: case TAG_H4: case TAG_H5: case TAG_H6:
		build_flush(b);
		b->heading = (unsigned)(tag - TAG_H1) + 1;
		break;
	case TAG_BLOCK: case TAG_DL: case TAG_DT: case TAG_FORM: build_flush(b); break;
	case TAG_OTHER: case TAG_DROP: case TAG_EM: case TAG_STRONG: break;
	}
}

static void end_tag(struct build *b, enum tag tag)
{
	switch (tag) {
	case TAG_A: build_link_end(b); break;
	case TAG_Q: ink_add(&b->ink, "”", 3); break;
	case TAG_LI: build_flush(b); b->marked = false; break;
	case TAG_QUOTE: build_flush(b); b->quote--; break;
	case TAG_PRE: build_flush(b); b->pre--; b->ink.pre = b->pre > 0; break;
	case TAG_TABLE: table_end(b); break;
	case TAG_ROW: case TAG_THEAD: case TAG_CELL: case TAG_HEAD_CELL:
		table_part_end(b, tag);
		break;
	case TAG_CAPTION: case TAG_FIGCAPTION: build_flush(b); b->caption--; break;
	case TAG_H1: case TAG_H2: case TAG_H3: case TAG_H4: case TAG_H5: case TAG_H6:
		build_flush(b);
		b->heading = 0;
		break;
	case TAG_OL: case TAG_UL: case TAG_DD: case TAG_DL: case TAG_BLOCK: case TAG_DT:
	case TAG_FORM:
		build_flush(b);
		break;
	case TAG_BR: case TAG_HR: case TAG_IMG: case TAG_AUDIO: case TAG_FRAME:
	case TAG_SOURCE: case TAG_VIDEO: case TAG_OTHER: case TAG_DROP: case TAG_EM:
	case TAG_STRONG: break;
	}
}

void build_start(struct build *b, enum tag tag, const struct attrs *at)
{
	struct open o;

	if (b->over || b->depth >= HTML_DEPTH_MAX) {
		b->over++;
		return;
	}
	b->dropped_form |= tag == TAG_FORM;
	o = open_of(b, tag, at);
	b->stack[b->depth++] = o;
	b->drop += o.drop;
	if (b->drop)
		return;
	if (tag == TAG_LI && o.list)
		build_list(b, TAG_UL, at);
	start_tag(b, tag, at);
	b->strong += o.strong;
	b->em += o.em;
	build_restyle(b);
}

static void pop(struct build *b)
{
	struct open o = b->stack[--b->depth];

	if (!b->drop) {
		end_tag(b, o.tag);
		b->strong -= o.strong;
		b->em -= o.em;
		b->list_depth -= o.list;
		build_restyle(b);
	}
	b->drop -= o.drop;
}

void build_end(struct build *b, enum tag tag)
{
	size_t at = b->depth;

	if (b->over) {
		b->over--;
		return;
	}
	while (at && b->stack[at - 1].tag != tag)
		at--;
	while (at && b->depth >= at)
		pop(b);
}

/* What stands in a film's element is for browsers without films; so with frames. */
static bool inside_media(const struct build *b)
{
	enum tag top = b->depth ? b->stack[b->depth - 1].tag : TAG_OTHER;

	return top == TAG_AUDIO || top == TAG_VIDEO || top == TAG_SOURCE ||
	       (top == TAG_FRAME && b->media_linked);
}

void build_text(struct build *b, const char *s, size_t n)
{
	if (b->drop || inside_media(b))
		return;
	if (b->ink.breaks > 1 && b->ink.text.len && !ink_blank(s, n))
		build_flush(b);
	ink_add(&b->ink, s, n);
}

void build_close(struct build *b)
{
	while (b->depth)
		pop(b);
	b->over = 0;
	b->closing = true;
	build_flush(b);
	b->closing = false;
}

void build_clear(struct build *b)
{
	ink_clear(&b->ink);
	free(b->link);
	free(b->address);
	for (size_t i = 0; i < HTML_NEST_MAX; i++)
		free(b->tables[i].cells);
}
