/* view_search.c - search in all articles: a field, and what it finds */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/text/measure.h>
#include <bantin/text/number.h>
#include <bantin/text/query.h>
#include <bantin/text/wrap.h>
#include <bantin/ui/field.h>
#include <bantin/ui/paint.h>
#include <bantin/ui/view.h>

#include "inside.h"
#include "reading.h"
#include "tags.h"

enum {
	QUERY_MAX = 512,  /* bytes */
	TYPING_HITS = 50, /* looked for while words are being typed */
	HITS = 200,
	STEP = 8, /* ms of a search between two looks at the keys */
	PATIENCE = 200, /* ms that Enter gives it to find a first article */
	SNIPPETS_FROM = 12, /* rows of an area that has room for a second row a hit */
	FIELD_ROWS = 2,	    /* the field and a count */
	DATE_COL = 3,
	TITLE_COL = 9
};

struct view_search {
	struct view v;
	struct edit *field;
	bool in_field;
	uint64_t searched; /* edit_version of what is shown, or looked for */
	bool stale;	   /* must be looked for again */
	struct hunt *hunt; /* of what is shown; NULL: nothing is */
	struct hunt *next;   /* of what was typed since, until it has found something */
	bool next_typing;
	bool done; /* hunt has found all */
	int64_t unindexed;
	const struct hit *hits; /* hunt's */
	size_t count;
	struct query query; /* for the marks */
	size_t cur, top;
	size_t shown; /* hits that fit on the screen */
};

static struct view_search *self(struct view *v)
{
	return (struct view_search *)v;
}

static void text_of(const struct view_search *s, struct buf *out)
{
	edit_text(s->field, out);
}

static void begin_search(struct view_search *s, bool typing)
{
	struct archive_filter f = {.portal = app_portal(s->v.app)};
	struct buf b = {0};
	struct err e = {0};

	text_of(s, &b);
	s->searched = edit_version(s->field);
	s->stale = false;
	s->next_typing = typing;
	hunt_free(s->next);
	s->next = hunt_new(app_archive(s->v.app), buf_str(&b), typing, &f,
			     typing ? TYPING_HITS : HITS, &e);
	if (!s->next)
		app_say_err(s->v.app, &e);
	if (!archive_unindexed(app_archive(s->v.app), &s->unindexed, NULL))
		s->unindexed = 0;
	buf_clear(&b);
}

/* What is looked for becomes what is shown. */
static void turn_over(struct view_search *s)
{
	struct buf b = {0};

	hunt_free(s->hunt);
	s->hunt = s->next;
	s->next = NULL;
	text_of(s, &b);
	query_clear(&s->query);
	query_parse(&s->query, buf_str(&b), s->next_typing);
	buf_clear(&b);
}

/* What was shown stays until a screenful is found, so that nothing flickers. */
static void go_on(struct view_search *s, int ms)
{
	struct hunt *f = s->next ? s->next : s->hunt;
	struct err e = {0};
	bool done = true;
	size_t n;

	if (!f || (!s->next && s->done))
		return;
	if (!hunt_step(f, ms, &done, &e))
		app_say_err(s->v.app, &e);
	hunt_hits(f, &n);
	if (s->next && (done || (n > 0 && n >= s->shown)))
		turn_over(s);
	if (!s->next)
		s->done = done;
	s->hits = s->hunt ? hunt_hits(s->hunt, &s->count) : NULL;
	if (s->cur >= s->count)
		s->cur = 0;
	app_dirty(s->v.app);
}

static bool is_searching(const struct view_search *s)
{
	return s->next || (s->hunt && !s->done);
}

/* At once, as far as that is quick. */
static void search(struct view_search *s, bool typing)
{
	int64_t until = clock_mono() + PATIENCE;

	begin_search(s, typing);
	while (is_searching(s) && clock_mono() < until)
		go_on(s, STEP);
}

/* --- painting --------------------------------------------------------------- */

static void count_words(const struct view_search *s, struct buf *out)
{
	char n[NUMBER_MAX];

	if (edit_bytes(s->field) == 0)
		buf_adds(out, _("words with or without accents"));
	else if (s->stale || is_searching(s))
		buf_adds(out, "...");
	else if (s->count == 0)
		buf_adds(out, _("nothing found"));
	else if (s->count == TYPING_HITS || s->count == HITS)
		buf_addf(out, _("the best %zu"), s->count);
	else
		buf_addf(out, s->count == 1 ? _("%zu article") : _("%zu articles"),
			 s->count);
	if (s->unindexed > 0) {
		buf_adds(out, " │ ");
		buf_addf(out, _("articles not searched yet: %s"),
			 number_group(s->unindexed, n));
	}
}

static void field_row(struct view_search *s, struct grid *g, struct rect a)
{
	const char *label = _("Search:");
	int x = a.col + 1 + grid_str(g, a.row, a.col + 1, a.cols - 10, FACE_KEY, label) +
		1;
	struct buf b = {0};

	field_paint(s->field, g, a.row, x, a.col + a.cols - 1 - x, s->in_field);
	count_words(s, &b);
	grid_str(g, a.row + 1, x, a.col + a.cols - 1 - x, FACE_META, buf_str(&b));
	buf_clear(&b);
}

/* Where to begin in a snippet wider than the row, so that a word found is seen. */
static size_t snippet_start(const struct view_search *s, const char *text, int cols)
{
	size_t n = strlen(text), at, want = (size_t)cols / 3;
	struct match m;

	if (!query_mark(&s->query, text, n, 0, &m) ||
	    text_columns(text, m.end) + 1 < (size_t)cols)
		return 0;
	at = m.start;
	while (at > 0 && text_columns(text + at, m.start - at) < want)
		at = text_word_prev(text, n, at);
	return at;
}

static void snippet_paint(struct view_search *s, struct grid *g, struct rect a,
			  const char *text)
{
	size_t from = snippet_start(s, text, a.cols);
	int x = from > 0 ? grid_str(g, a.row, a.col, a.cols, FACE_META, "… ") : 0;

	paint_marked(g, a.row, a.col + x, a.cols - x, FACE_META, text + from, &s->query);
}

static void hit_paint(struct view_search *s, struct grid *g, struct rect a, size_t i)
{
	const struct hit *h = &s->hits[i];
	const struct sync *sync = app_sync(s->v.app);
	int cols = a.cols - TITLE_COL - 1, x = a.col + TITLE_COL;
	char date[STAMP_MAX], tag[TAG_MAX];

	if (i == s->cur && !s->in_field) {
		grid_str(g, a.row, a.col, 1, FACE_TEXT, ">");
		grid_cursor(g, a.row, a.col);
	}
	if (!h->read)
		grid_str(g, a.row, a.col + 1, 1, FACE_TEXT, g->ascii ? "N" : "●");
	grid_str(g, a.row, a.col + DATE_COL, TITLE_COL - DATE_COL, FACE_META,
		 stamp_format(h->published, STAMP_DAY_MONTH, date));
	if (!app_portal(s->v.app) && tags_needed(sync))
		x += tag_paint(g, a.row, x, portal_tag(sync, h->portal, tag),
			       tags_columns(sync));
	paint_marked(g, a.row, x, a.col + TITLE_COL + cols - x,
		     h->read ? FACE_TEXT : FACE_UNREAD, h->title, &s->query);
	if (a.rows > 1 && h->snippet)
		snippet_paint(s, g, (struct rect){a.row + 1, a.col + TITLE_COL, 1, cols},
			      h->snippet);
}

static void keep_seen(struct view_search *s)
{
	if (s->cur < s->top)
		s->top = s->cur;
	if (s->shown > 0 && s->cur >= s->top + s->shown)
		s->top = s->cur - s->shown + 1;
}

static void paint(struct view *v, struct grid *g, struct rect a)
{
	struct view_search *s = self(v);
	int each = a.rows >= SNIPPETS_FROM ? 2 : 1;

	s->shown = (size_t)((a.rows - FIELD_ROWS) / each);
	keep_seen(s);
	field_row(s, g, a);
	for (size_t i = 0; i < s->shown && s->top + i < s->count; i++)
		hit_paint(s, g,
			  (struct rect){a.row + FIELD_ROWS + (int)i * each, a.col, each,
					a.cols},
			  s->top + i);
}

static void title(const struct view *v, struct buf *out)
{
	const struct view_search *s = (const struct view_search *)v;

	buf_adds(out, _("Search"));
	if (s->count > 0 && !s->in_field)
		buf_addf(out, "\t%zu/%zu", s->cur + 1, s->count);
}

/* --- doing ------------------------------------------------------------------ */

static void open_hit(struct view_search *s)
{
	int64_t *ids;
	struct buf b = {0};

	if (s->cur >= s->count)
		return;
	ids = mem_array(s->count, sizeof *ids);
	for (size_t i = 0; i < s->count; i++)
		ids[i] = s->hits[i].id;
	text_of(s, &b);
	app_push(s->v.app, view_article_open(s->v.app, s->hits[s->cur].id,
					     &(struct from){.ids = ids,
							    .id_count = s->count,
							    .query = buf_str(&b)}));
	buf_clear(&b);
	free(ids);
}

static void to_hits(struct view_search *s)
{
	if (s->stale || s->searched != edit_version(s->field))
		search(s, true);
	if (s->count == TYPING_HITS)
		search(s, false);
	if (s->count > 0)
		s->in_field = false;
	else if (edit_bytes(s->field) > 0)
		app_say(s->v.app, false, "%s", _("nothing found"));
}

static bool act_field(struct view_search *s, enum action a)
{
	if (typist_act(app_typist(s->v.app), s->field, a))
		return true;
	if (a == ACTION_OPEN || a == ACTION_DOWN || a == ACTION_NEXT_FIELD ||
	    a == ACTION_PAGE_DOWN) {
		to_hits(s);
		return true;
	}
	if (a == ACTION_BACK || a == ACTION_HELP || a == ACTION_REDRAW)
		return false;
	return edit_act(s->field, a, app_clip(s->v.app));
}

static void move(struct view_search *s, long by)
{
	size_t n = (size_t)(by < 0 ? -by : by);

	if (by < 0 && s->cur == 0)
		s->in_field = true;
	else if (by < 0)
		s->cur = n > s->cur ? 0 : s->cur - n;
	else
		s->cur = s->cur + n < s->count ? s->cur + n : s->count - 1;
}

static void next_unread(struct view_search *s)
{
	for (size_t i = 1; i <= s->count; i++) {
		size_t at = (s->cur + i) % s->count;

		if (!s->hits[at].read) {
			s->cur = at;
			return;
		}
	}
}

static bool act_hits(struct view_search *s, enum action a)
{
	long page = s->shown > 1 ? (long)s->shown : 1;

	switch (a) {
	case ACTION_UP:
		move(s, -1);
		return true;
	case ACTION_DOWN:
		move(s, 1);
		return true;
	case ACTION_PAGE_UP:
		move(s, -page);
		return true;
	case ACTION_PAGE_DOWN:
		move(s, page);
		return true;
	case ACTION_TOP:
		s->cur = 0;
		return true;
	case ACTION_BOTTOM:
		s->cur = s->count > 0 ? s->count - 1 : 0;
		return true;
	case ACTION_NEXT_UNREAD:
		next_unread(s);
		return true;
	case ACTION_SEARCH:
		s->in_field = true;
		return true;
	case ACTION_OPEN:
		open_hit(s);
		return true;
	default:
		return false;
	}
}

static bool act(struct view *v, enum action a)
{
	struct view_search *s = self(v);

	return s->in_field ? act_field(s, a) : act_hits(s, a);
}

static void text(struct view *v, const char *s, size_t n, bool pasted)
{
	struct view_search *w = self(v);

	if (!w->in_field)
		return;
	typist_text(app_typist(v->app), w->field, s, n, pasted);
	w->cur = w->top = 0;
}

/* One search for a burst of letters: it begins once the keys are drained, and goes on
 * between keys. */
static int64_t tick(struct view *v, int64_t mono)
{
	struct view_search *s = self(v);

	if (s->stale || s->searched != edit_version(s->field))
		begin_search(s, true);
	go_on(s, STEP);
	return is_searching(s) ? mono : INT64_MAX;
}

static enum context context(const struct view *v)
{
	return ((const struct view_search *)v)->in_field ? CONTEXT_FIELD : CONTEXT_LIST;
}

static const enum action *hints(const struct view *v)
{
	static const enum action field[] = {ACTION_OPEN, ACTION_BACK, ACTION_NONE};
	static const enum action nothing[] = {ACTION_BACK, ACTION_NONE};
	static const enum action list[] = {ACTION_OPEN, ACTION_SEARCH, ACTION_NEXT_UNREAD,
					   ACTION_BACK, ACTION_NONE};

	const struct view_search *s = (const struct view_search *)v;

	if (s->count == 0)
		return nothing;
	return s->in_field ? field : list;
}

static void changed(struct view *v, unsigned changes)
{
	if (changes & SYNC_ARTICLES)
		self(v)->stale = true;
}

/* Back from an article: it is read now, and next may have led to another. */
static void shown(struct view *v)
{
	struct view_search *s = self(v);
	size_t cur = s->cur;

	search(s, s->count <= TYPING_HITS);
	if (cur < s->count)
		s->cur = cur;
}

static void free_search(struct view *v)
{
	struct view_search *s = self(v);

	app_unask(v->app, s);
	edit_free(s->field);
	hunt_free(s->next);
	hunt_free(s->hunt);
	query_clear(&s->query);
	free(s);
}

static const struct view_class class = {
	.name = "search",
	.paint = paint,
	.context = context,
	.act = act,
	.text = text,
	.title = title,
	.hints = hints,
	.changed = changed,
	.tick = tick,
	.shown = shown,
	.free = free_search,
};

struct view *view_search_new(struct app *app)
{
	struct view_search *s = mem_alloc(sizeof *s);

	s->v.class = &class;
	s->v.app = app;
	s->field = edit_new(true, QUERY_MAX);
	s->in_field = true;
	s->searched = edit_version(s->field);
	return &s->v;
}
