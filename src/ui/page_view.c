/* page_view.c - a laid-out text that scrolls */
#include "page_view.h"

#include <bantin/ui/paint.h>

void page_new_layout(struct page_view *p)
{
	p->width = 0;
}

/* The block at the top stays there when the width changes. */
static void lay_out(struct page_view *p, size_t width)
{
	size_t block = p->scroll.top < p->lines.count ? p->lines.list[p->scroll.top].block : 0,
	       line = 0;

	layout_lines(&p->layout, width, &p->lines);
	p->scroll.count = p->lines.count;
	p->width = width;
	while (p->scroll.top > 0 && line < p->lines.count && p->lines.list[line].block < block)
		line++;
	if (p->scroll.top > 0)
		p->scroll.top = line;
}

void page_paint(struct page_view *p, struct grid *g, struct rect area)
{
	int cols = area.cols - 2 < PAGE_READ_COLS ? area.cols - 2 : PAGE_READ_COLS;

	p->scroll.height = area.rows > 0 ? (size_t)area.rows : 0;
	if (p->width != (size_t)cols)
		lay_out(p, (size_t)cols);
	scroll_to(&p->scroll, p->scroll.top);
	for (size_t i = 0; i < p->scroll.height && p->scroll.top + i < p->lines.count; i++)
		paint_line(g, area.row + (int)i, area.col + 1, cols,
			   &p->lines.list[p->scroll.top + i], NULL);
}

bool page_act(struct page_view *p, enum action a)
{
	return scroll_act(&p->scroll, a);
}

void page_clear(struct page_view *p)
{
	layout_clear(&p->layout);
	lines_clear(&p->lines);
	*p = (struct page_view){0};
}
