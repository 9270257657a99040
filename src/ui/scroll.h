/* scroll.h - rows that are more than the screen shows, moved by the common keys */
#ifndef UI_SCROLL_H
#define UI_SCROLL_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/ui/action.h>

/* Rows: the first one shown, how many are shown, how many there are. */
struct scroll {
	size_t top, height, count;
};

size_t scroll_last(const struct scroll *s);	/* the greatest top */
void scroll_to(struct scroll *s, size_t top);	/* as far as that goes */
bool scroll_act(struct scroll *s, enum action a);	/* false: not that */
int scroll_percent(const struct scroll *s);	/* of all, seen down to the last row */

#endif
