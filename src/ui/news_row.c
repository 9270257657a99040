/* news_row.c - an article in the list: one row, or two for a document */
#include "news_row.h"

#include <bantin/base/buf.h>
#include <bantin/base/i18n.h>
#include <bantin/base/stamp.h>
#include <bantin/text/page.h>

enum { DATE_COLS = 5, TITLE_COL = 10 };

static void marks_paint(struct grid *g, struct rect a, const struct article_row *row)
{
	char date[STAMP_MAX];

	if (!row->read)
		grid_str(g, a.row, a.col + 1, 1, FACE_TEXT, g->ascii ? "N" : "●");
	if (row->starred)
		grid_str(g, a.row, a.col + 2, 1, FACE_TEXT, g->ascii ? "*" : "★");
	grid_str(g, a.row, a.col + 4, DATE_COLS, FACE_META,
		 stamp_format(row->published, STAMP_DAY_MONTH, date));
}

/* Columns taken. */
static int tag_paint(struct grid *g, int row, int col, const struct news_row *r)
{
	struct buf b = {0};

	if (!r->tag)
		return 0;
	buf_addf(&b, "[%s]", r->tag);
	grid_str(g, row, col, r->tag_cols + 2, FACE_META, buf_str(&b));
	buf_clear(&b);
	return r->tag_cols + 3;
}

void news_row_paint(struct grid *g, struct rect a, const struct news_row *r)
{
	const struct article_row *row = r->row;
	const struct document *d = &row->document;
	enum face face = row->read ? FACE_TEXT : FACE_UNREAD;
	int x = a.col + TITLE_COL, end = a.col + a.cols;
	struct buf b = {0};

	marks_paint(g, a, row);
	x += tag_paint(g, a.row, x, r);
	if (a.rows < 2 && d->number && *d->number)
		buf_addf(&b, "%s  ", d->number);
	buf_adds(&b, *row->title ? row->title : _("(no title)"));
	grid_fit(g, a.row, x, end - x, face, buf_str(&b));
	buf_reset(&b);
	page_document(d, &b);
	if (a.rows > 1)
		grid_fit(g, a.row + 1, x, end - x, FACE_META, buf_str(&b));
	buf_clear(&b);
}
