/* layout.h - an article's text as blocks with roles, and those as lines of a width */
#ifndef BANTIN_TEXT_LAYOUT_H
#define BANTIN_TEXT_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>

enum role {
	ROLE_PARAGRAPH,
	ROLE_TITLE,	/* the article's own, once */
	ROLE_META,	/* section, stamp, author */
	ROLE_LEAD,	/* the summary */
	ROLE_HEADING,	/* level 1 to 6 */
	ROLE_ITEM,	/* list item; level is the depth from 1, marker "-" or "3." */
	ROLE_QUOTE,	/* level is the depth from 1 */
	ROLE_CODE,	/* lines kept as they are */
	ROLE_TABLE,
	ROLE_CAPTION,	/* of a table or figure */
	ROLE_IMAGE,	/* its alternative text */
	ROLE_RULE,	/* a line across */
	ROLE_NOTE	/* the lists at the end: links, attachments */
};

enum style { STYLE_STRONG = 1, STYLE_EM = 2, STYLE_LINK = 4, STYLE_MARK = 8 };

/* Bytes start..end of a text in one style; runs are in order and do not overlap. */
struct run {
	size_t start, end;
	unsigned style;		/* bits of enum style */
};

struct cell {
	char *text;
	bool head;		/* th */
	bool again;		/* a cell above reaches down here: its text again */
	size_t span;		/* columns it covers, at least 1 */
};

struct table_row {
	struct cell *cells;
	size_t count;
};

struct table {
	struct table_row *rows;
	size_t count;
};

/* All strings are clean (also what entities stood for) and owned by the layout. */
struct block {
	enum role role;
	unsigned level;		/* of code, tables, images and captions: the list depth */
	char *marker;		/* of an item's first block ("" in <dd>), NULL for its
				 * further ones; of a note */
	char *text;		/* one paragraph; newlines in it are line breaks */
	struct run *runs;
	size_t run_count;
	struct table *table;	/* of a ROLE_TABLE, else NULL */
	size_t quote;		/* depth of block quotes around it */
};

struct link {
	char *url;		/* absolute where a base was known */
};

/* {0} to begin with. */
struct layout {
	struct block *blocks;
	size_t count, cap;
	struct link *links;	/* link k is [k + 1] in the text, which carries that */
	size_t link_count, link_cap;
	size_t *index;		/* hash of urls: index_size link numbers, 0 free */
	size_t index_size;
};

/* Appends an empty block and returns it; valid until the next block is added. */
struct block *layout_add(struct layout *l, enum role role, unsigned level);

/* Appends a block with a copy of text (clean). */
struct block *layout_add_text(struct layout *l, enum role role, unsigned level,
			      const char *text);

enum { LAYOUT_LINKS_MAX = 10000 };

/* The number (from 1) under which url is listed; the same url keeps its number. 0 past
 * LAYOUT_LINKS_MAX links. */
size_t layout_link(struct layout *l, const char *url);

/* Frees the blocks from `from` on; links keep their numbers. */
void layout_cut(struct layout *l, size_t from);

/* Appends the text alone, a line for each block and each row of a table. */
void layout_text(const struct layout *l, struct buf *out);
void layout_clear(struct layout *l);

/* A painted line: text without a newline, `indent` columns from the left edge (the
 * spaces are not in text), and which block it came from (for keeping the place). */
struct line {
	char *text;
	size_t len;		/* bytes */
	size_t indent;		/* columns */
	size_t block;
	enum role role;
	unsigned level;
	struct run *runs;
	size_t run_count;
};

/* {0} to begin with. */
struct lines {
	struct line *list;
	size_t count, cap;
};

/*
 * Lays out for `columns` (at least 10) columns, replacing what out held: blank lines
 * between blocks, hanging indents for items, "│ " before quotes, a table as aligned
 * columns when it fits and as "name: value" lines when not. No line is wider
 * than columns but a single cluster that is.
 */
void layout_lines(const struct layout *l, size_t columns, struct lines *out);
void lines_clear(struct lines *l);

/* The lines as plain text, each ended by a newline. */
void lines_text(const struct lines *l, struct buf *out);

#endif
