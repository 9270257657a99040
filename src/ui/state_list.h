/* state_list.h - a list of drafts or submissions: its place, its rows, its emptiness */
#ifndef UI_STATE_LIST_H
#define UI_STATE_LIST_H

#include <bantin/ui/view.h>

struct list_place {
	size_t cur, top;	/* the row of the cursor, the first one shown */
};

/* Brings the cursor into the list and into view. */
void list_show(struct list_place *p, size_t count, size_t height);
bool list_act(struct list_place *p, enum action a, size_t count, size_t height);

/* All borrowed. */
struct state_row {
	int64_t stamp;
	const char *state;
	enum face face;		/* of the state */
	const char *title;
};
void paint_state_row(struct grid *g, struct rect r, const struct state_row *row, bool on);

/* Paints that there is nothing, and the key that leads on. */
void paint_empty_list(struct app *app, enum context c, struct grid *g, struct rect area,
		      const char *words[2], enum action a);

#endif
