/* view_news.c - the portal's news: sections, and the list of articles */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/measure.h>
#include <bantin/text/number.h>
#include <bantin/ui/view.h>

#include "inside.h"
#include "news_row.h"
#include "reading.h"
#include "rows.h"
#include "sections.h"
#include "tags.h"

enum {
	SECTIONS_FROM = 70, /* columns of a window that has room for the sections */
	SECTIONS_COLS = 25
};

struct view_news {
	struct view v;
	struct rows rows;
	struct sections sections;
	bool unread;  /* only these are shown */
	bool tall;    /* two rows an article */
	char *portal; /* the filter's own copy; NULL: all */
};

static struct view_news *self(struct view *v)
{
	return (struct view_news *)v;
}

static bool no_portal(const struct view_news *n)
{
	return sync_portal_count(app_sync(n->v.app)) == 0;
}

/* Brings the filter in line with what is chosen. Its strings live in n. */
static void narrow(struct view_news *n)
{
	const char *portal = sections_portal(&n->sections);

	mem_set(&n->portal, portal ? portal : app_portal(n->v.app));
	n->rows.filter.portal = n->portal;
	n->rows.filter.section = sections_id(&n->sections);
	n->rows.filter.unread = n->unread;
}

/* A section of documents is read by number, day and issuer, which take a second row. */
static void settle_rows(struct view_news *n)
{
	n->tall = false;
	for (size_t i = 0; sections_id(&n->sections) && i < n->rows.count; i++)
		n->tall = n->tall || n->rows.list[i].document.number;
}

static void read_sections(struct view_news *n)
{
	struct app *app = n->v.app;

	sections_load(&n->sections, app_archive(app), app_sync(app), app_portal(app));
	narrow(n);
}

static void read_list(struct view_news *n, const struct archive_place *place, bool start)
{
	struct app *app = n->v.app;
	struct err e = {0};

	read_sections(n);
	if (!(start ? rows_to_start(&n->rows, &e) : rows_load(&n->rows, place, &e)))
		app_say_err(app, &e);
	settle_rows(n);
	app_dirty(app);
}

/* --- painting --------------------------------------------------------------- */

static void row_paint(struct view_news *n, struct grid *g, struct rect a, size_t i)
{
	const struct sync *sync = app_sync(n->v.app);
	struct news_row r = {.row = &n->rows.list[i]};
	char tag[TAG_MAX];

	if (!n->portal && tags_needed(sync)) {
		r.tag = portal_tag(sync, r.row->portal, tag);
		r.tag_cols = tags_columns(sync);
	}
	news_row_paint(g, a, &r);
}

static void list_paint(struct view_news *n, struct grid *g, struct rect a)
{
	struct rows *r = &n->rows;
	int each = n->tall && a.rows > 1 ? 2 : 1;

	rows_resize(r, (size_t)(a.rows / each));
	for (size_t i = 0; i < r->height && r->top + i < r->count; i++)
		row_paint(n, g, (struct rect){a.row + (int)i * each, a.col, each, a.cols},
			  r->top + i);
	if (r->count > 0) {
		int row = a.row + (int)(r->cur - r->top) * each;

		grid_str(g, row, a.col, 1, FACE_TEXT, ">");
		grid_cursor(g, row, a.col);
	}
}

static void say_keys(struct view_news *n, struct buf *b, enum action act,
		     const char *words)
{
	buf_adds(b, "  ");
	key_words(n->v.app, CONTEXT_LIST, act, b);
	buf_addf(b, "  %s", words);
}

static void empty_paint(struct view_news *n, struct grid *g, struct rect a)
{
	struct buf b = {0};
	bool all = !n->unread && n->sections.at == 0;
	int row;

	a.row += a.rows > 9 ? 2 : 0;
	a.col += 2;
	a.cols -= 4;
	if (no_portal(n)) {
		row = paint_words(g, a, FACE_TITLE,
				  _("Welcome to bantin, the newsroom."));
		say_keys(n, &b, ACTION_OPEN, _("type the address of your portal"));
		grid_str(g, a.row + row + 1, a.col, a.cols, FACE_TEXT, buf_str(&b));
		buf_reset(&b);
	} else if (sync_busy(app_sync(n->v.app)) && all) {
		row = paint_words(g, a, FACE_TEXT, _("The news are on their way ..."));
	} else if (n->unread) {
		row = paint_words(g, a, FACE_TEXT, _("Nothing unread here."));
		say_keys(n, &b, ACTION_ONLY_UNREAD, _("all articles"));
	} else {
		row = paint_words(g, a, FACE_TEXT,
				  all ? _("No news yet.")
				      : _("Nothing in this section yet."));
		say_keys(n, &b, ACTION_SYNC, _("fetch what is new"));
	}
	grid_str(g, a.row + row + 1, a.col, a.cols, FACE_TEXT, buf_str(&b));
	if (no_portal(n)) {
		say_keys(n, &b, ACTION_HELP, _("help"));
		grid_str(g, a.row + row + 2, a.col, a.cols, FACE_TEXT, buf_str(&b));
	}
	buf_clear(&b);
}

static void divide(struct grid *g, struct rect a, int col)
{
	for (int i = 0; i < a.rows; i++)
		grid_str(g, a.row + i, col, 1, FACE_META, "│");
}

static void paint(struct view *v, struct grid *g, struct rect a)
{
	struct view_news *n = self(v);

	if (a.cols >= SECTIONS_FROM && !no_portal(n)) {
		sections_paint(&n->sections, g,
			       (struct rect){a.row, a.col, a.rows, SECTIONS_COLS});
		divide(g, a, a.col + SECTIONS_COLS);
		a.col += SECTIONS_COLS + 2;
		a.cols -= SECTIONS_COLS + 2;
	} else if (n->sections.have_visits && a.rows >= 12) {
		a.rows--;
		visits_paint_row(&n->sections, g, a.row + a.rows, a.col + 1,
				 a.cols - 2);
	}
	if (n->rows.count > 0)
		list_paint(n, g, a);
	else
		empty_paint(n, g, a);
}

static void title(const struct view *v, struct buf *out)
{
	const struct view_news *n = (const struct view_news *)v;
	const struct rows *r = &n->rows;
	char here[NUMBER_MAX], all[NUMBER_MAX], tag[TAG_MAX];

	if (no_portal(n)) {
		buf_adds(out, _("News"));
		return;
	}
	if (sections_id(&n->sections) && sections_portal(&n->sections))
		buf_addf(out, "[%s] ", portal_tag(app_sync(v->app),
						  sections_portal(&n->sections), tag));
	buf_adds(out, sections_title(&n->sections));
	if (n->unread)
		buf_addf(out, " · %s", _("unread only"));
	if (r->count > 0)
		buf_addf(out, "\t%s/%s",
			 number_group(r->first + (int64_t)r->cur + 1, here),
			 number_group(r->all, all));
}

/* --- doing ------------------------------------------------------------------ */

static void open_row(struct view_news *n)
{
	struct article_row *row = rows_here(&n->rows);
	struct from from = {.filter = &n->rows.filter};

	if (row)
		app_push(n->v.app, view_article_open(n->v.app, row->id, &from));
	else if (no_portal(n))
		portals_add(n->v.app);
}

static void toggle(struct view_news *n, bool star)
{
	struct article_row *row = rows_here(&n->rows);
	struct archive *archive = app_archive(n->v.app);
	struct err e = {0};
	bool ok;

	if (!row)
		return;
	ok = star ? archive_set_starred(archive, row->id, !row->starred, &e)
		  : archive_set_read(archive, row->id, !row->read, &e);
	if (!ok)
		app_say_err(n->v.app, &e);
	read_list(n, NULL, false);
}

static void all_read(void *ctx, char key)
{
	struct view_news *n = ctx;
	struct err e = {0};

	if (key != 'y')
		return;
	if (!archive_set_all_read(app_archive(n->v.app), &n->rows.filter, &e))
		app_say_err(n->v.app, &e);
	read_list(n, NULL, false);
}

static void ask_all_read(struct view_news *n)
{
	struct buf b = {0};
	char count[NUMBER_MAX];

	if (n->rows.unread == 0)
		return;
	buf_addf(&b, _("Mark %s articles read? (y/n)"),
		 number_group(n->rows.unread, count));
	app_choose(n->v.app, buf_str(&b), "yn", all_read, n);
	buf_clear(&b);
}

static void next_unread(struct view_news *n)
{
	struct archive_place here, found;
	bool have = rows_place(&n->rows, &here);

	if (rows_next_unread(n->rows.archive, &n->rows.filter, have ? &here : NULL,
			     &found))
		read_list(n, &found, false);
	else
		app_say(n->v.app, false, "%s", _("nothing is unread here"));
}

static bool act_row(struct view_news *n, enum action a)
{
	switch (a) {
	case ACTION_UP:
		rows_move(&n->rows, -1);
		return true;
	case ACTION_DOWN:
		rows_move(&n->rows, 1);
		return true;
	case ACTION_PAGE_UP:
		rows_move(&n->rows, -(long)n->rows.height);
		return true;
	case ACTION_PAGE_DOWN:
		rows_move(&n->rows, (long)n->rows.height);
		return true;
	case ACTION_TOP:
		rows_to_start(&n->rows, NULL);
		return true;
	case ACTION_BOTTOM:
		rows_to_end(&n->rows, NULL);
		return true;
	default:
		return false;
	}
}

static void turn_section(struct view_news *n, bool forward)
{
	sections_turn(&n->sections, forward);
	read_list(n, NULL, true);
}

static bool only_unread(struct view_news *n, bool on)
{
	n->unread = on;
	read_list(n, NULL, n->rows.count == 0);
	return true;
}

static bool act(struct view *v, enum action a)
{
	struct view_news *n = self(v);

	switch (a) {
	case ACTION_OPEN:
		open_row(n);
		return true;
	case ACTION_NEXT_UNREAD:
		next_unread(n);
		return true;
	case ACTION_NEXT_SECTION:
	case ACTION_PREVIOUS_SECTION:
		turn_section(n, a == ACTION_NEXT_SECTION);
		return true;
	case ACTION_ONLY_UNREAD:
		return only_unread(n, !n->unread);
	case ACTION_TOGGLE_READ:
	case ACTION_TOGGLE_STAR:
		toggle(n, a == ACTION_TOGGLE_STAR);
		return true;
	case ACTION_ALL_READ:
		ask_all_read(n);
		return true;
	case ACTION_STOP:
		return n->unread && !sync_busy(app_sync(v->app)) && only_unread(n, false);
	default:
		return act_row(n, a);
	}
}

static const char *portal(const struct view *v)
{
	return sections_portal(&((const struct view_news *)v)->sections);
}

static const enum action *hints(const struct view *v)
{
	static const enum action list[] = {
		ACTION_OPEN,	  ACTION_SEARCH,  ACTION_NEXT_UNREAD, ACTION_SYNC,
		ACTION_NEW_DRAFT, ACTION_GO_DESK, ACTION_GO_OUTBOX,   ACTION_NEXT_SECTION,
		ACTION_GO_POLL,	  ACTION_QUIT,	  ACTION_NONE};
	static const enum action first[] = {ACTION_ADD_PORTAL, ACTION_QUIT, ACTION_NONE};
	static const enum action busy[] = {ACTION_STOP, ACTION_OPEN, ACTION_SEARCH,
					   ACTION_NEXT_UNREAD, ACTION_NONE};
	static const enum action several[] = {
		ACTION_OPEN,	  ACTION_SEARCH,  ACTION_NEXT_UNREAD, ACTION_SYNC,
		ACTION_PORTALS,	  ACTION_NEW_DRAFT, ACTION_GO_DESK,   ACTION_GO_OUTBOX,
		ACTION_NEXT_SECTION, ACTION_GO_POLL, ACTION_QUIT,     ACTION_NONE};
	const struct view_news *n = (const struct view_news *)v;
	const struct sync *sync = app_sync(v->app);

	if (no_portal(n))
		return first;
	if (sync_busy(sync))
		return busy;
	return tags_needed(sync) ? several : list;
}

static void changed(struct view *v, unsigned changes)
{
	if (changes & SYNC_ARTICLES)
		read_list(self(v), NULL, false);
	else if (changes & SYNC_STATUS)
		read_sections(self(v));
}

/* Back from an article: the cursor goes to the one that was read last. */
static void shown(struct view *v)
{
	int64_t id = app_here(v->app);
	struct archive_place place;
	struct article a;

	memset(&a, 0, sizeof a);
	if (id != 0 && archive_article(app_archive(v->app), id, &a, NULL)) {
		place = (struct archive_place){a.published, a.id};
		article_clear(&a);
		read_list(self(v), &place, false);
	} else {
		read_list(self(v), NULL, false);
	}
	app_set_here(v->app, 0);
}

static void free_news(struct view *v)
{
	struct view_news *n = self(v);

	app_unask(v->app, n);
	rows_clear(&n->rows);
	sections_clear(&n->sections);
	free(n->portal);
	free(n);
}

static const struct view_class class = {
	.name = "news",
	.paint = paint,
	.keys = CONTEXT_LIST,
	.act = act,
	.title = title,
	.portal = portal,
	.hints = hints,
	.changed = changed,
	.shown = shown,
	.free = free_news,
};

struct view *view_news_new(struct app *app)
{
	struct view_news *n = mem_alloc(sizeof *n);

	n->v.class = &class;
	n->v.app = app;
	rows_init(&n->rows, app_archive(app));
	read_list(n, NULL, true);
	return &n->v;
}
