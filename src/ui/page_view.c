/* page_view.c - a laid-out text that scrolls */
#include "page_view.h"

#include <bantin/ui/paint.h>

void page_new_layout(struct page_view *p)
{
	p->width = 0;
}

static size_t last_top(const struct page_view *p)
{
	return p->lines.count > p->height ? p->lines.count - p->height : 0;
}

static void scroll_to(struct page_view *p, size_t top)
{
	p->top = top < last_top(p) ? top : last_top(p);
}

/* The block at the top stays there when the width changes. */
static void lay_out(struct page_view *p, size_t width)
{
	size_t block = p->top < p->lines.count ? p->lines.list[p->top].block : 0,
	       line = 0;

	layout_lines(&p->layout, width, &p->lines);
	p->width = width;
	while (p->top > 0 && line < p->lines.count && p->lines.list[line].block < block)
		line++;
	if (p->top > 0)
		p->top = line;
}

void page_paint(struct page_view *p, struct grid *g, struct rect area)
{
	int cols = area.cols - 2 < PAGE_READ_COLS ? area.cols - 2 : PAGE_READ_COLS;

	p->height = area.rows > 0 ? (size_t)area.rows : 0;
	if (p->width != (size_t)cols)
		lay_out(p, (size_t)cols);
	scroll_to(p, p->top);
	for (size_t i = 0; i < p->height && p->top + i < p->lines.count; i++)
		paint_line(g, area.row + (int)i, area.col + 1, cols,
			   &p->lines.list[p->top + i], NULL);
}

bool page_act(struct page_view *p, enum action a)
{
	size_t page = p->height > 1 ? p->height - 1 : 1;

	switch (a) {
	case ACTION_UP:
		scroll_to(p, p->top > 0 ? p->top - 1 : 0);
		return true;
	case ACTION_DOWN:
		scroll_to(p, p->top + 1);
		return true;
	case ACTION_PAGE_UP:
		scroll_to(p, p->top > page ? p->top - page : 0);
		return true;
	case ACTION_PAGE_DOWN:
		scroll_to(p, p->top + page);
		return true;
	case ACTION_TOP:
		scroll_to(p, 0);
		return true;
	case ACTION_BOTTOM:
		scroll_to(p, last_top(p));
		return true;
	default:
		return false;
	}
}

void page_clear(struct page_view *p)
{
	layout_clear(&p->layout);
	lines_clear(&p->lines);
	*p = (struct page_view){0};
}
