/* news_row.c - an article in the list: one row, or two for a document */
#include "news_row.h"

#include <bantin/base/buf.h>
#include <bantin/base/i18n.h>
#include <bantin/base/stamp.h>
#include <bantin/text/page.h>

#include "tags.h"

enum {
	DATE_COL = 4,
	DATE_COLS = 5,
	TITLE_COL = 10,
	NARROW = 50	/* columns of a row below which each one is needed */
};

static void marks_paint(struct grid *g, struct rect a, const struct article_row *row)
{
	char date[STAMP_MAX];

	if (!row->read)
		grid_str(g, a.row, a.col + 1, 1, FACE_TEXT, g->ascii ? "N" : "●");
	if (row->starred)
		grid_str(g, a.row, a.col + 2, 1, FACE_TEXT, g->ascii ? "*" : "★");
	grid_str(g, a.row, a.col + DATE_COL, DATE_COLS, FACE_META,
		 stamp_format(row->published, STAMP_DAY_MONTH, date));
}

void news_row_paint(struct grid *g, struct rect a, const struct news_row *r)
{
	const struct article_row *row = r->row;
	const struct document *d = &row->document;
	enum face face = row->read ? FACE_TEXT : FACE_UNREAD;
	int x = a.col + TITLE_COL, end = a.col + a.cols;
	struct buf b = {0};

	marks_paint(g, a, row);
	if (r->tag)
		x += tag_paint(g, a.row, x, r->tag, r->tag_cols);
	if (a.rows < 2 && d->number && *d->number)
		buf_addf(&b, "%s  ", d->number);
	buf_adds(&b, *row->title ? row->title : _("(no title)"));
	grid_fit(g, a.row, x, end - x, face, buf_str(&b));
	buf_reset(&b);
	x = a.col + DATE_COL;
	page_document(d, a.cols < NARROW ? "  " : " · ", &b);
	if (a.rows > 1)
		grid_fit(g, a.row + 1, x, end - x, FACE_META, buf_str(&b));
	buf_clear(&b);
}
