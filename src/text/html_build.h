/* html_build.h - from a parser's events to blocks (private to the HTML part of text) */
#ifndef BANTIN_SRC_TEXT_HTML_BUILD_H
#define BANTIN_SRC_TEXT_HTML_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/text/layout.h>

/* Ceilings, past which the text goes on without the structure. */
enum {
	HTML_DEPTH_MAX = 256,	/* open elements */
	HTML_BLOCKS_MAX = 20000,
	HTML_CELLS_MAX = 20000,	/* of all tables together */
	HTML_NEST_MAX = 16,	/* tables within tables */
	HTML_LISTS_MAX = 32,	/* lists within lists that count on their own */
	HTML_SPAN_MAX = 1000,	/* as the HTML standard has it */
	HTML_ATTRS_MAX = 256	/* words in a tag; one with more is left out */
};

enum tag {
	TAG_OTHER,
	TAG_A, TAG_AUDIO, TAG_BLOCK, TAG_BR, TAG_CAPTION, TAG_CELL, TAG_DD, TAG_DL,
	TAG_DROP, TAG_DT, TAG_EM, TAG_FIGCAPTION, TAG_FORM, TAG_FRAME,
	TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6,
	TAG_HEAD_CELL, TAG_HR, TAG_IMG, TAG_LI, TAG_OL, TAG_PRE, TAG_Q, TAG_QUOTE,
	TAG_ROW, TAG_SOURCE, TAG_STRONG, TAG_TABLE, TAG_THEAD, TAG_UL, TAG_VIDEO
};

enum tag html_tag(const char *name);	/* a lower-case name */

/* What an element says that a layout can use; NULL where it does not. */
struct attrs {
	const char *alt, *colspan, *data, *hidden, *href, *rowspan, *src, *start, *style,
		   *title, *type, *value;
};

/* The text of the block being read: white space folded, styles noted. */
struct ink {
	struct buf text;	/* not clean yet */
	struct run *runs;
	size_t run_count, run_cap;
	unsigned style;		/* of what comes next */
	unsigned breaks;	/* <br> since the last letter */
	bool space;		/* white space since the last letter */
	unsigned space_style;	/* that all of it has */
	bool pre;		/* white space counts */
	size_t column;		/* in a line of <pre>, in code points: for tabs */
};

void ink_add(struct ink *k, const char *s, size_t n);
void ink_break(struct ink *k);	/* <br> */
void ink_space(struct ink *k);
void ink_word(struct ink *k, const char *s);	/* between spaces */
bool ink_blank(const char *s, size_t n);	/* nothing but white space */

/* Hands the text, cleaned, and its runs to b and begins anew. False, and b as it was,
 * where there is none. */
bool ink_take(struct ink *k, struct block *b);
void ink_clear(struct ink *k);

struct html_cell {
	size_t row;		/* from 0 */
	size_t from, to;	/* its blocks in the layout */
	size_t span, down;	/* colspan and rowspan */
	bool head;
};

/* A table being read. Its cells' text stands in the layout as blocks until its end, when
 * they become cells, or, where the table only arranged the page, stay. */
struct html_table {
	struct html_cell *cells;
	size_t count, cap;
	size_t rows;
	size_t first;		/* its first block */
	bool open;		/* the last cell is not closed */
	bool thead;
};

void html_table_row(struct html_table *t, size_t block);	/* begins one */
void html_table_cell(struct html_table *t, size_t block, const struct attrs *at,
		     bool head);
void html_table_shut(struct html_table *t, size_t block);	/* closes the cell */

/* Turns the blocks into a table, or leaves them; empties t. */
void html_table_end(struct html_table *t, struct layout *l, unsigned level, size_t quote);

struct open {
	enum tag tag;
	bool drop, strong, em;
	bool list;		/* is one level of lists */
};

struct html_list {
	char kind;		/* '-' bullets, or a type of <ol>: 1 a A i I */
	long next;
};

struct build {
	struct layout *l;
	const char *base;
	bool numbers;		/* of links, in the text */
	bool forms;		/* shown: there was nothing else */
	bool dropped_form;
	struct ink ink;
	struct open stack[HTML_DEPTH_MAX];
	size_t depth, over;	/* open elements noted, and those that were too deep */
	size_t drop, strong, em, pre, caption, quote;	/* how many of these are open */
	unsigned heading;	/* level; 0 in none */
	struct html_list lists[HTML_LISTS_MAX];
	size_t list_depth;
	char marker[32];
	bool marked;		/* marker waits for its item's first block */
	char *link;		/* URL of the open <a>, or NULL */
	char *address;		/* of an open mailto: or tel: */
	size_t link_from;	/* bytes of ink where the open <a> began */
	bool media_linked;	/* the last film or sound has its link */
	struct html_table tables[HTML_NEST_MAX];
	size_t table_depth;	/* may pass HTML_NEST_MAX */
	size_t cells;
	bool closing;		/* what the ink holds becomes a block all the same */
};

/* An element's work, each in its own file. */
void build_flush(struct build *b);	/* the ink becomes a block */
void build_flush_as(struct build *b, enum role role);
void build_restyle(struct build *b);
void build_list(struct build *b, enum tag tag, const struct attrs *at);
void build_item(struct build *b, const struct attrs *at);
void build_definition(struct build *b, bool deeper);
void build_link(struct build *b, const struct attrs *at);
void build_link_end(struct build *b);
void build_number(struct build *b);	/* of the open link, behind its text */
void build_image(struct build *b, const struct attrs *at);
void build_media(struct build *b, enum tag tag, const struct attrs *at);
long attr_number(const char *s, long least, long most, long otherwise);

/* What html.c calls. */
void build_start(struct build *b, enum tag tag, const struct attrs *at);
void build_end(struct build *b, enum tag tag);
void build_text(struct build *b, const char *s, size_t n);
void build_close(struct build *b);	/* every element that is open */
void build_clear(struct build *b);

/* html_layout with a choice: without numbers links are their text alone. */
void html_blocks(const char *html, size_t n, const char *base, bool numbers,
		 struct layout *l);

#endif
