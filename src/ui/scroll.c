/* scroll.c - rows that are more than the screen shows, moved by the common keys */
#include "scroll.h"

size_t scroll_last(const struct scroll *s)
{
	return s->count > s->height ? s->count - s->height : 0;
}

void scroll_to(struct scroll *s, size_t top)
{
	s->top = top < scroll_last(s) ? top : scroll_last(s);
}

static void back(struct scroll *s, size_t by)
{
	scroll_to(s, s->top > by ? s->top - by : 0);
}

bool scroll_act(struct scroll *s, enum action a)
{
	/* a row of the old page stays to be recognised */
	size_t page = s->height > 2 ? s->height - 1 : 1;

	switch (a) {
	case ACTION_UP:
		back(s, 1);
		return true;
	case ACTION_DOWN:
		scroll_to(s, s->top + 1);
		return true;
	case ACTION_PAGE_UP:
		back(s, page);
		return true;
	case ACTION_PAGE_DOWN:
		scroll_to(s, s->top + page);
		return true;
	case ACTION_TOP:
		scroll_to(s, 0);
		return true;
	case ACTION_BOTTOM:
		scroll_to(s, s->count);
		return true;
	default:
		return false;
	}
}

int scroll_percent(const struct scroll *s)
{
	size_t seen = s->top + s->height;

	return seen >= s->count ? 100 : (int)(seen * 100 / s->count);
}
