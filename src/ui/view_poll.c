/* view_poll.c - the portal's visit counters and its poll */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/measure.h>
#include <bantin/text/number.h>
#include <bantin/ui/view.h>

#include "inside.h"
#include "reading.h"
#include "tags.h"

enum { BAR_COLS = 24, VISIT_ROWS = 5, MARGIN = 2 };

struct view_poll {
	struct view v;
	char *portal; /* NULL: none known */
	struct visits visits;
	struct poll poll;
	bool have_visits, have_poll;
	bool polls; /* the portal can have one */
	size_t cur;
	bool voting;   /* a vote is on its way */
	size_t chosen; /* the option voted for */
};

static struct view_poll *self(struct view *v)
{
	return (struct view_poll *)v;
}

static bool voted_for(const struct poll *p, size_t i)
{
	return p->voted && p->options[i].id && strcmp(p->voted, p->options[i].id) == 0;
}

/* What the portal can is learnt anew at every sync. */
static bool portal_polls(const struct view_poll *p)
{
	const struct portal *portal = sync_find(app_sync(p->v.app), p->portal);

	return portal && (portal->can & PORTAL_POLLS);
}

static void read_all(struct view_poll *p)
{
	struct archive *a = app_archive(p->v.app);

	poll_clear(&p->poll);
	p->have_visits = p->portal && archive_visits(a, p->portal, &p->visits, NULL);
	p->have_poll = p->portal && archive_poll(a, p->portal, &p->poll, NULL);
	p->polls = p->portal && portal_polls(p);
	if (p->cur >= p->poll.option_count)
		p->cur = 0;
	for (size_t i = 0; i < p->poll.option_count; i++) {
		if (voted_for(&p->poll, i))
			p->cur = i;
	}
	app_dirty(p->v.app);
}

/* --- painting --------------------------------------------------------------- */

static void visit_paint(struct grid *g, struct rect a, const char *name, int64_t v)
{
	char text[NUMBER_MAX];

	grid_str(g, a.row, a.col, 16, FACE_TEXT, name);
	if (v < 0)
		return;
	number_group(v, text);
	grid_str(g, a.row, a.col + 28 - (int)strlen(text), 12, FACE_STRONG, text);
}

static int visits_paint(struct view_poll *p, struct grid *g, struct rect a)
{
	const struct visits *v = &p->visits;
	const struct {
		const char *name;
		int64_t n;
	} rows[VISIT_ROWS] = {{_("Today"), v->today},
			      {_("Yesterday"), v->yesterday},
			      {_("This week"), v->week},
			      {_("This month"), v->month},
			      {_("All time"), v->total}};

	grid_str(g, a.row, a.col, a.cols, FACE_HEADING, _("Visits"));
	for (int i = 0; i < VISIT_ROWS; i++)
		visit_paint(g, (struct rect){a.row + 1 + i, a.col, 1, a.cols},
			    rows[i].name, rows[i].n);
	return VISIT_ROWS + 2;
}

/* Where rows are few, only what is most asked for. */
static int visits_brief(struct view_poll *p, struct grid *g, struct rect a)
{
	char today[NUMBER_MAX], total[NUMBER_MAX];
	struct buf b = {0};

	buf_addf(&b, _("Visits: %s today, %s in all"),
		 number_group(p->visits.today, today),
		 number_group(p->visits.total, total));
	grid_fit(g, a.row, a.col, a.cols, FACE_META, buf_str(&b));
	buf_clear(&b);
	return 1;
}

static int64_t votes(const struct poll *p)
{
	int64_t sum = 0;

	for (size_t i = 0; i < p->option_count; i++)
		sum += p->options[i].votes > 0 ? p->options[i].votes : 0;
	return sum;
}

static void bar_paint(struct grid *g, int row, int col, int filled)
{
	for (int i = 0; i < filled; i++)
		grid_str(g, row, col + i, 1, FACE_TEXT, g->ascii ? "#" : "█");
}

static int percent_of(int64_t n, int64_t sum)
{
	return n > 0 && sum > 0 ? (int)(n * 100 / sum) : 0;
}

/* "12 (40%)" */
static void result_words(int64_t n, int64_t sum, struct buf *out)
{
	char text[NUMBER_MAX];

	buf_addf(out, "%s (%d%%)", number_group(n, text), percent_of(n, sum));
}

/* The words with a bar before them. */
static void result_paint(struct grid *g, struct rect a, int64_t n, int64_t sum)
{
	struct buf b = {0};

	result_words(n, sum, &b);
	bar_paint(g, a.row, a.col, percent_of(n, sum) * BAR_COLS / 100);
	grid_str(g, a.row, a.col + BAR_COLS + 1, a.cols - BAR_COLS - 1, FACE_META,
		 buf_str(&b));
	buf_clear(&b);
}

static int columns(const struct buf *b)
{
	return (int)text_columns(buf_str(b), b->len);
}

/* All in one row: the result at its end, and a star where there is no room to say whose
 * vote it was. */
static void option_row(struct grid *g, struct rect a, struct buf *words, bool voted,
		       const struct buf *result)
{
	int w = columns(result), room = a.cols - w - 2;
	size_t bare = words->len;

	if (voted)
		buf_addf(words, "  (%s)", _("your vote"));
	if (voted && columns(words) > room) {
		buf_cut(words, bare);
		grid_str(g, a.row, a.col + a.cols - w - 2, 1, FACE_STRONG, "*");
		room--;
	}
	grid_fit(g, a.row, a.col, room, FACE_TEXT, buf_str(words));
	grid_str(g, a.row, a.col + a.cols - w, w, FACE_META, buf_str(result));
}

/* The option's words, under them its bar where there is room; rows used. */
static int option_paint(struct view_poll *p, struct grid *g, struct rect a, size_t i,
			bool roomy)
{
	const struct poll_option *o = &p->poll.options[i];
	struct rect row = {a.row, a.col + 1, 1, a.cols - 1};
	struct buf b = {0}, result = {0};

	if (i == p->cur && !p->poll.closed) {
		grid_str(g, a.row, a.col - 1, 1, FACE_TEXT, ">");
		grid_cursor(g, a.row, a.col - 1);
	}
	buf_addf(&b, "%zu  %s", i + 1, o->label ? o->label : "");
	if (!roomy)
		result_words(o->votes, votes(&p->poll), &result);
	option_row(g, row, &b, voted_for(&p->poll, i), &result);
	buf_clear(&b);
	buf_clear(&result);
	if (roomy)
		result_paint(g, (struct rect){a.row + 1, a.col + 4, 1, a.cols - 4},
			     o->votes, votes(&p->poll));
	return roomy ? 2 : 1;
}

static void poll_paint(struct view_poll *p, struct grid *g, struct rect a)
{
	int used = paint_words(g, a, FACE_HEADING,
			       p->poll.question ? p->poll.question : _("Poll"));
	int options = (int)p->poll.option_count;
	bool roomy = a.rows - used >= 2 * options;
	size_t first = 0;

	if (a.rows - used > 2 * options + 2)
		used++;
	if (!roomy && used < a.rows && (int)p->cur >= a.rows - used)
		first = p->cur + 1 - (size_t)(a.rows - used);
	for (size_t i = first; i < p->poll.option_count && used < a.rows; i++)
		used += option_paint(
			p, g, (struct rect){a.row + used, a.col, a.rows - used, a.cols},
			i, roomy);
	if (p->poll.closed && used + 1 < a.rows)
		grid_str(g, a.row + used + 1, a.col, a.cols, FACE_META,
			 _("The poll is closed."));
}

static const char *no_poll_words(const struct view_poll *p)
{
	if (!p->have_visits)
		return _("Nothing is known yet of visits and polls. They come with the "
			 "next sync, if the portal has them.");
	return p->polls ? _("The poll has not been fetched yet. It comes with the next "
			    "sync.")
			: _("The portal has no poll now.");
}

static void paint(struct view *v, struct grid *g, struct rect a)
{
	struct view_poll *p = self(v);
	int used = 0;

	a.col += MARGIN;
	a.cols -= 2 * MARGIN;
	if (a.rows >= 16) {
		a.row++;
		a.rows--;
	}
	if (p->have_visits && (a.rows >= 9 || !p->have_poll))
		used = a.rows >= 15 ? visits_paint(p, g, a) : visits_brief(p, g, a);
	a.row += used;
	a.rows -= used;
	if (p->have_poll)
		poll_paint(p, g, a);
	else
		paint_words(g, a, FACE_TEXT, no_poll_words(p));
}

/* Of several portals, whose they are. */
static void title(const struct view *v, struct buf *out)
{
	const struct view_poll *p = (const struct view_poll *)v;
	const struct sync *s = app_sync(v->app);
	const struct portal *of = p->portal ? sync_find(s, p->portal) : NULL;
	char tag[TAG_MAX];

	buf_adds(out, _("Visits and poll"));
	if (of && tags_needed(s))
		buf_addf(out, " · [%s] %s", portal_tag(s, of->name, tag),
			 of->title ? of->title : of->name);
}

static const char *portal_of(const struct view *v)
{
	return ((const struct view_poll *)v)->portal;
}

/* --- voting ----------------------------------------------------------------- */

static void vote(struct view_poll *p, size_t i)
{
	struct err e = {0};

	if (!p->have_poll || i >= p->poll.option_count)
		return;
	p->cur = i;
	if (p->poll.closed) {
		app_say(p->v.app, false, "%s", _("the poll is closed"));
		return;
	}
	if (p->poll.voted) {
		app_say(p->v.app, false, "%s", _("you have voted already; thank you"));
		return;
	}
	if (!sync_vote(app_sync(p->v.app), p->portal, p->poll.options[i].id, &e)) {
		app_say_err(p->v.app, &e);
		return;
	}
	p->voting = true;
	p->chosen = i;
	app_say(p->v.app, false, "%s", _("sending your vote ..."));
}

static void vote_result(struct view_poll *p)
{
	struct sync_report r;

	if (!p->voting || sync_busy(app_sync(p->v.app)))
		return;
	p->voting = false;
	if (p->have_poll && p->poll.voted)
		app_say(p->v.app, false, "%s", _("Thank you for your vote."));
	else if (sync_report(app_sync(p->v.app), p->portal, &r) && r.error[0])
		app_say(p->v.app, true, "%s", r.error);
	else
		app_say(p->v.app, true, "%s", _("the vote was not taken"));
}

static void changed(struct view *v, unsigned changes)
{
	struct view_poll *p = self(v);

	if (!(changes & SYNC_STATUS))
		return;
	read_all(p);
	vote_result(p);
}

static bool act(struct view *v, enum action a)
{
	struct view_poll *p = self(v);
	size_t n = p->poll.option_count;

	switch (a) {
	case ACTION_UP:
		p->cur = p->cur > 0 ? p->cur - 1 : 0;
		return true;
	case ACTION_DOWN:
		p->cur = p->cur + 1 < n ? p->cur + 1 : p->cur;
		return true;
	case ACTION_TOP:
		p->cur = 0;
		return true;
	case ACTION_BOTTOM:
		p->cur = n > 0 ? n - 1 : 0;
		return true;
	case ACTION_OPEN:
	case ACTION_VOTE:
		vote(p, p->cur);
		return true;
	default:
		return false;
	}
}

/* A digit votes. */
static void text(struct view *v, const char *s, size_t n, bool pasted)
{
	if (!pasted && n == 1 && s[0] >= '1' && s[0] <= '9')
		vote(self(v), (size_t)(s[0] - '1'));
}

static const enum action *hints(const struct view *v)
{
	static const enum action list[] = {ACTION_VOTE, ACTION_BACK, ACTION_SYNC,
					   ACTION_NONE};

	(void)v;
	return list;
}

static void free_poll(struct view *v)
{
	struct view_poll *p = self(v);

	app_unask(v->app, p);
	poll_clear(&p->poll);
	free(p->portal);
	free(p);
}

static const struct view_class class = {
	.name = "poll",
	.paint = paint,
	.keys = CONTEXT_POLL,
	.act = act,
	.text = text,
	.title = title,
	.portal = portal_of,
	.hints = hints,
	.changed = changed,
	.free = free_poll,
};

/* The first that has a poll or counts visits, else the first of all. */
static const char *first_portal(struct app *app)
{
	const struct sync *s = app_sync(app);

	for (size_t i = 0; i < sync_portal_count(s); i++)
		if (sync_portal(s, i)->can & (PORTAL_POLLS | PORTAL_COUNTS))
			return sync_portal(s, i)->name;
	return sync_portal_count(s) > 0 ? sync_portal(s, 0)->name : NULL;
}

struct view *view_poll_new(struct app *app, const char *portal)
{
	struct view_poll *p = mem_alloc(sizeof *p);
	struct sync *s = app_sync(app);

	p->v.class = &class;
	p->v.app = app;
	p->portal = mem_str(portal ? portal : first_portal(app));
	read_all(p);
	if (p->polls && !sync_offline(s))
		sync_poll(s, p->portal, NULL);
	return &p->v;
}
