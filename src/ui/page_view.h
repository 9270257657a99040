/* page_view.h - a laid-out text that scrolls: preview and review */
#ifndef UI_PAGE_VIEW_H
#define UI_PAGE_VIEW_H

#include <bantin/text/layout.h>
#include <bantin/ui/action.h>
#include <bantin/ui/grid.h>

#include "scroll.h"

enum { PAGE_READ_COLS = 80 };	/* as the article screen: no line is longer */

/* {0} to begin with. Fill layout, then page_new_layout. */
struct page_view {
	struct layout layout;
	struct lines lines;
	size_t width;		/* columns the lines are made for; 0: not yet */
	struct scroll scroll;
};

void page_new_layout(struct page_view *p);	/* the layout is another one */
void page_paint(struct page_view *p, struct grid *g, struct rect area);
bool page_act(struct page_view *p, enum action a);	/* scrolling; false: not that */
void page_clear(struct page_view *p);

#endif
