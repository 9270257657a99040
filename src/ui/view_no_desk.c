/* view_no_desk.c - where the desk would be, while another bantin has it */
#include <stdlib.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "reading.h"
#include "states.h"

enum {
	LEAVING = 3000,		/* ms that another bantin has for saving and leaving */
	LOOK_AGAIN = 50		/* ms between two looks whether it has left */
};

struct view_no_desk {
	struct view v;
	struct buf words;	/* who has it */
	struct desk_owner owner;
	struct desk *desk;	/* it was free */
	int64_t until;		/* clock_mono: it was asked to leave by then; 0: not */
	int64_t next;		/* when to look again */
};

static struct view_no_desk *self(struct view *v)
{
	return (struct view_no_desk *)v;
}

/* The lock itself tells who holds it. False, with the reason in e: it is not ours. */
static bool try_desk(struct view_no_desk *n, struct err *e)
{
	buf_reset(&n->words);
	if (desk_open(&n->desk, app_profile(n->v.app), &n->owner, e))
		return true;
	buf_adds(&n->words, e->text);
	return false;
}

/* --- taking it over ----------------------------------------------------------- */

static void ask_no_more(struct view_no_desk *n)
{
	if (n->until)
		desk_ask_no_more(app_profile(n->v.app));
	n->until = 0;
}

static void give_up(struct view_no_desk *n, const struct err *e)
{
	struct app *app = n->v.app;

	ask_no_more(n);
	if (e->kind == ERR_BUSY)
		app_say(app, true, "%s",
			_("The other bantin has not left the desk; try again in a "
			  "moment"));
	else
		app_say_err(app, e);
}

static void ask_owner(struct view_no_desk *n)
{
	struct err e = {0};

	n->until = n->next = clock_mono();
	n->until += LEAVING;
	app_dirty(n->v.app);
	if (!desk_ask(app_profile(n->v.app), &n->owner, &e))
		give_up(n, &e);
}

/* Whoever has it now is asked: another one may have come first. */
static void look_again(struct view_no_desk *n, int64_t mono)
{
	pid_t was = n->owner.pid;
	struct err e = {0};

	n->next = mono + LOOK_AGAIN;
	if (try_desk(n, &e))
		n->until = 0;
	else if (e.kind != ERR_BUSY || mono >= n->until)
		give_up(n, &e);
	else if (n->owner.pid != was && !desk_ask(app_profile(n->v.app), &n->owner, &e))
		give_up(n, &e);
}

static int64_t no_desk_tick(struct view *v, int64_t mono)
{
	struct view_no_desk *n = self(v);

	if (n->until && mono >= n->next)
		look_again(n, mono);
	if (n->desk) {
		struct desk *desk = n->desk;

		n->desk = NULL;
		app_take_desk(v->app, desk);
	}
	return n->until ? n->next : INT64_MAX;
}

/* --- the rest of a view --------------------------------------------------------- */

static void key_line(struct view *v, enum action a, const char *words, struct buf *b)
{
	key_words(v->app, CONTEXT_TAKEN, a, b);
	buf_addf(b, ": %s\n", words);
}

static void no_desk_paint(struct view *v, struct grid *g, struct rect area)
{
	struct view_no_desk *n = self(v);
	struct rect r = {area.row + 1, area.col + 2, area.rows - 1, area.cols - 4};
	struct buf b = {0};

	int used = paint_words(g, r, FACE_STRONG, buf_str(&n->words));
	r.row += used + 1;
	r.rows -= used + 1;
	if (n->until)
		buf_addf(&b, "%s\n", _("The other one saves and leaves ..."));
	else
		key_line(v, ACTION_TAKE_OVER, action_help(ACTION_TAKE_OVER), &b);
	key_line(v, ACTION_BACK, _("back to reading"), &b);
	buf_addf(&b, "\n%s",
		 _("One bantin at a time writes, so that no bulletin is sent twice."));
	paint_words(g, r, FACE_TEXT, buf_str(&b));
	buf_clear(&b);
}

static bool no_desk_act(struct view *v, enum action a)
{
	struct view_no_desk *n = self(v);

	if (a == ACTION_TAKE_OVER && !n->until && !n->desk)
		ask_owner(n);
	return a == ACTION_TAKE_OVER;
}

static void no_desk_title(const struct view *v, struct buf *out)
{
	(void)v;
	buf_adds(out, _("Desk"));
}

static const enum action *no_desk_hints(const struct view *v)
{
	static const enum action hints[] = {ACTION_TAKE_OVER, ACTION_BACK, ACTION_GO_NEWS,
					    ACTION_NONE};

	(void)v;
	return hints;
}

static void no_desk_free(struct view *v)
{
	struct view_no_desk *n = self(v);

	ask_no_more(n);
	desk_close(n->desk);
	buf_clear(&n->words);
	free(v);
}

static const struct view_class no_desk_class = {
	.name = "no-desk",
	.paint = no_desk_paint,
	.keys = CONTEXT_TAKEN,
	.act = no_desk_act,
	.title = no_desk_title,
	.hints = no_desk_hints,
	.tick = no_desk_tick,
	.free = no_desk_free,
};

struct view *view_no_desk_new(struct app *app)
{
	struct view_no_desk *n = mem_alloc(sizeof(*n));
	struct err e = {0};

	n->v = (struct view){&no_desk_class, app};
	try_desk(n, &e);
	return &n->v;
}
