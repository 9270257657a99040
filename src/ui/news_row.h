/* news_row.h - an article in the list: one row, or two for a document */
#ifndef UI_NEWS_ROW_H
#define UI_NEWS_ROW_H

#include <bantin/store/archive.h>
#include <bantin/ui/grid.h>

struct news_row {
	const struct article_row *row;
	const char *tag;	/* of its portal; NULL: not shown */
	int tag_cols;		/* the longest one's */
};

/* In one row: marks, date, tag, the document's number, title. In two rows the number, the
 * day and the issuer stand under the title. */
void news_row_paint(struct grid *g, struct rect a, const struct news_row *r);

#endif
