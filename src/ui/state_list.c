/* state_list.c - a list of drafts or submissions */
#include "state_list.h"

#include "reading.h"
#include "states.h"

enum {
	WHEN_COLS = 12,		/* "08/08 22:42" and a space */
	STATE_COLS = 20, STATE_COLS_NARROW = 13,
	NARROW = 60		/* columns below which the time goes */
};

void list_show(struct list_place *p, size_t count, size_t height)
{
	if (p->cur >= count)
		p->cur = count ? count - 1 : 0;
	if (height == 0)
		height = 1;
	if (p->cur < p->top)
		p->top = p->cur;
	if (p->cur >= p->top + height)
		p->top = p->cur - height + 1;
	if (p->top > 0 && p->top + height > count)
		p->top = count > height ? count - height : 0;
}

bool list_act(struct list_place *p, enum action a, size_t count, size_t height)
{
	size_t page = height > 1 ? height - 1 : 1, last = count ? count - 1 : 0;

	switch (a) {
	case ACTION_UP:
		p->cur -= p->cur > 0;
		break;
	case ACTION_DOWN:
		p->cur += p->cur < last;
		break;
	case ACTION_PAGE_UP:
		p->cur -= p->cur < page ? p->cur : page;
		break;
	case ACTION_PAGE_DOWN:
		p->cur = last - p->cur < page ? last : p->cur + page;
		break;
	case ACTION_TOP:
		p->cur = 0;
		break;
	case ACTION_BOTTOM:
		p->cur = last;
		break;
	default:
		return false;
	}
	list_show(p, count, height);
	return true;
}

void paint_state_row(struct grid *g, struct rect r, const struct state_row *row, bool on)
{
	bool narrow = r.cols < NARROW;
	int state_cols = narrow ? STATE_COLS_NARROW : STATE_COLS, x = r.col + 2;
	struct buf when = {0};

	grid_str(g, r.row, r.col, 1, FACE_TEXT, on ? ">" : " ");
	if (!narrow) {
		when_words(row->stamp, &when);
		grid_fit(g, r.row, x, WHEN_COLS - 1, FACE_META, buf_str(&when));
		x += WHEN_COLS;
	}
	grid_fit(g, r.row, x, state_cols - 1, row->face, row->state);
	x += state_cols;
	grid_fit(g, r.row, x, r.col + r.cols - x, FACE_TEXT, row->title);
	if (on)
		grid_face(g, r.row, r.col, r.cols, FACE_CURSOR);
	buf_clear(&when);
}

void paint_empty_list(struct app *app, enum context c, struct grid *g, struct rect area,
		      const char *words[2], enum action a)
{
	struct rect r = {area.row + 1, area.col + 2, area.rows - 1, area.cols - 4};
	struct buf b = {0};

	buf_addf(&b, "%s\n\n", words[0]);
	key_words(app, c, a, &b);
	buf_addf(&b, ": %s", words[1]);
	paint_words(g, r, FACE_TEXT, buf_str(&b));
	buf_clear(&b);
}
