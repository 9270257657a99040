/* sheet.h - the lines of a layout while they are written (private to text) */
#ifndef BANTIN_SRC_TEXT_SHEET_H
#define BANTIN_SRC_TEXT_SHEET_H

#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/text/layout.h>
#include <bantin/text/wrap.h>

/* What stands before the text of a block: bars of its quotes, then blanks, then, on its
 * first line, the marker. */
struct edge {
	size_t bars;
	size_t indent;		/* columns, the bars not counted */
	const char *marker;	/* NULL or "" for none */
	size_t hang;		/* columns kept for the marker; text stands behind them */
	size_t rest;		/* further blanks on all lines but the first */
};

struct sheet {
	struct lines *out;
	size_t columns;
	size_t block;		/* the one being written */
	const struct block *of;	/* the same; NULL for what belongs to none */
	struct edge edge;
	struct buf line;	/* scratch */
	struct wrap wrap;	/* scratch */
};

/* Columns that the edge leaves. */
size_t sheet_room(const struct sheet *s);

/* One line: the edge, then the text, which fits. first: with the marker. */
struct line *sheet_line(struct sheet *s, const char *text, size_t n, bool first);
void line_run(struct line *l, size_t start, size_t end, unsigned style);

/* A paragraph in as many lines as it takes. runs may be NULL. */
void sheet_paragraph(struct sheet *s, const char *text, const struct run *runs,
		     size_t run_count);
void sheet_blank(struct sheet *s, size_t bars);

/* n columns of a horizontal line. */
void sheet_rule(struct sheet *s, const char *dash, size_t n);

/* A table, in columns where they fit, else in lines. */
void table_lines(struct sheet *s, const struct table *t);

#endif
