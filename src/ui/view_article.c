/* view_article.c - one article, to be read */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/uuid.h>
#include <bantin/text/files.h>
#include <bantin/text/html.h>
#include <bantin/text/page.h>
#include <bantin/ui/paint.h>
#include <bantin/ui/view.h>

#include "around.h"
#include "finder.h"
#include "inside.h"
#include "reading.h"
#include "scroll.h"
#include "spans.h"

enum {
	READ_COLS = 80, /* no line is longer: eyes lose the next one */
	MARKS_MAX = 64
};

struct view_article {
	struct view v;
	struct article article;
	struct around around;
	struct query query; /* words of the search it was found by */
	char *section;
	bool has_files;
	struct layout layout;
	struct lines lines;
	struct finder finder;
	uint64_t body_hash;
	size_t width;  /* columns the lines are made for; 0: not yet */
	struct scroll scroll;
	struct place {
		size_t block, into, of; /* line `into` of the block's `of` */
	} place;
	size_t place_top; /* the top that stands for the place; else it is to be taken */
};

static struct view_article *self(struct view *v)
{
	return (struct view_article *)v;
}

static struct archive_place here(const struct view_article *r)
{
	return (struct archive_place){r->article.published, r->article.id};
}

/* --- the place in the text -------------------------------------------------- */

/* First line of a block, and how many lines it has. */
static size_t block_lines(const struct lines *l, size_t block, size_t *count)
{
	size_t first = 0;

	while (first < l->count && l->list[first].block < block)
		first++;
	*count = 0;
	while (first + *count < l->count && l->list[first + *count].block == block)
		(*count)++;
	return first;
}

/* Where the reader scrolled to; kept until he does so again, for each resize would round
 * it a little further. */
static void take_place(struct view_article *r)
{
	struct place *p = &r->place;

	if (r->width == 0 || r->scroll.top >= r->lines.count ||
	    r->scroll.top == r->place_top)
		return;
	p->block = r->lines.list[r->scroll.top].block;
	p->into = r->scroll.top - block_lines(&r->lines, p->block, &p->of);
	r->place_top = r->scroll.top;
}

static void to_place(struct view_article *r)
{
	const struct place *p = &r->place;
	size_t count, first = block_lines(&r->lines, p->block, &count);

	scroll_to(&r->scroll, p->of > 0 ? first + p->into * count / p->of : 0);
	r->place_top = r->scroll.top;
}

static void forget_place(struct view_article *r)
{
	r->place = (struct place){0};
	r->place_top = 0;
}

/* Lays out for another width; the paragraph at the top, and how far into it, stay. */
static void lay_out(struct view_article *r, size_t width)
{
	layout_lines(&r->layout, width, &r->lines);
	r->scroll.count = r->lines.count;
	r->width = width;
	finder_run(&r->finder, &r->lines);
	to_place(r);
}

static size_t width_for(int cols)
{
	return (size_t)(cols - 2 < READ_COLS ? cols - 2 : READ_COLS);
}

/* --- which article ---------------------------------------------------------- */

static uint64_t hash_of(const struct article *a)
{
	return a->body ? hash_bytes(a->body, strlen(a->body)) : 0;
}

static void make_page(struct view_article *r)
{
	struct article *a = &r->article;
	struct article_file *files;
	size_t n;

	free(r->section);
	r->section = NULL;
	if (a->section)
		r->section = archive_section_title(app_archive(r->v.app), a->portal,
						   a->section);
	layout_clear(&r->layout);
	page_article(a, r->section, &r->layout);
	n = article_files(a, &r->layout, &files);
	r->has_files = n > 0;
	article_files_free(files, n);
	r->body_hash = hash_of(a);
}

static bool load(struct view_article *r, int64_t id, struct err *e)
{
	struct article a;

	memset(&a, 0, sizeof a);
	if (!archive_article(app_archive(r->v.app), id, &a, e))
		return false;
	article_clear(&r->article);
	r->article = a;
	return true;
}

/* A portal read lightly gave the head alone; the text comes when somebody wants it. */
static void ask_text(struct view_article *r)
{
	struct err e = {0};

	if (r->article.partial && !sync_article(app_sync(r->v.app), r->article.id, &e))
		app_say_err(r->v.app, &e);
}

static void go_article(struct view_article *r, int64_t id)
{
	struct err e = {0};

	if (!html_ready(&e) || !load(r, id, &e)) {
		app_say_err(r->v.app, &e);
		return;
	}
	make_page(r);
	finder_set(&r->finder, NULL);
	r->width = 0;
	r->scroll.top = 0;
	forget_place(r);
	if (!r->article.read && !archive_set_read(app_archive(r->v.app), id, true, &e))
		app_say_err(r->v.app, &e);
	r->article.read = true;
	if (r->around.list)
		app_set_here(r->v.app, id);
	ask_text(r);
}

static bool step_article(struct view_article *r, bool forward)
{
	struct archive_place place = here(r);
	int64_t id = around_step(&r->around, app_archive(r->v.app), &place, forward);

	if (id != 0)
		go_article(r, id);
	else
		app_say(r->v.app, false, "%s",
			forward ? _("this is the last article")
				: _("this is the first article"));
	return true;
}

static bool next_unread(struct view_article *r)
{
	struct archive_place place = here(r);
	int64_t id = around_unread(&r->around, app_archive(r->v.app), &place);

	if (id != 0)
		go_article(r, id);
	else
		app_say(r->v.app, false, "%s", _("nothing unread is left"));
	return true;
}

/* --- finding in the text ---------------------------------------------------- */

static void show_found(struct view_article *r)
{
	size_t line, above = r->scroll.height / 3;

	if (!finder_line(&r->finder, &line))
		return;
	if (line < r->scroll.top || line >= r->scroll.top + r->scroll.height)
		scroll_to(&r->scroll, line > above ? line - above : 0);
}

static void find(void *ctx, const char *text)
{
	struct view_article *r = ctx;

	if (!text)
		return;
	finder_set(&r->finder, text);
	finder_run(&r->finder, &r->lines);
	if (!r->finder.needle)
		return;
	if (r->finder.places == 0) {
		app_say(r->v.app, false, _("not found: %s"), text);
		finder_set(&r->finder, NULL);
		return;
	}
	finder_from(&r->finder, r->scroll.top);
	show_found(r);
}

static bool find_step(struct view_article *r, bool forward)
{
	bool wrapped;

	if (!r->finder.needle)
		return step_article(r, forward);
	finder_step(&r->finder, forward, &wrapped);
	if (wrapped)
		app_say(r->v.app, false, "%s",
			forward ? _("found again from the beginning")
				: _("found again from the end"));
	show_found(r);
	return true;
}

/* --- painting --------------------------------------------------------------- */

static void line_paint(struct view_article *r, struct grid *g, struct rect a, size_t i)
{
	struct match marks[MARKS_MAX];

	if (r->finder.needle)
		spans_paint(g, a, &r->lines.list[i], marks,
			    finder_marks(&r->finder, i, marks, MARKS_MAX));
	else
		paint_line(g, a.row, a.col, a.cols, &r->lines.list[i], &r->query);
}

static void paint(struct view *v, struct grid *g, struct rect a)
{
	struct view_article *r = self(v);

	take_place(r);
	if (r->width != width_for(a.cols) || r->scroll.height != (size_t)a.rows) {
		r->scroll.height = (size_t)a.rows;
		lay_out(r, width_for(a.cols));
	}
	scroll_to(&r->scroll, r->scroll.top);
	for (int i = 0; i < a.rows && r->scroll.top + (size_t)i < r->lines.count; i++)
		line_paint(r, g, (struct rect){a.row + i, a.col + 1, 1, a.cols - 1},
			   r->scroll.top + (size_t)i);
}

static void title(const struct view *v, struct buf *out)
{
	const struct view_article *r = (const struct view_article *)v;

	buf_adds(out, r->section ? r->section : _("Article"));
	if (r->article.starred)
		buf_adds(out, " ★");
	buf_addc(out, '\t');
	if (r->finder.needle)
		buf_addf(out, _("place %zu of %zu · "), r->finder.now + 1,
			 r->finder.places);
	buf_addf(out, "%d%%", scroll_percent(&r->scroll));
}

/* --- doing ------------------------------------------------------------------ */

static bool toggle(struct view_article *r, bool star)
{
	struct archive *archive = app_archive(r->v.app);
	struct article *a = &r->article;
	struct err e = {0};
	bool ok = star ? archive_set_starred(archive, a->id, !a->starred, &e)
		       : archive_set_read(archive, a->id, !a->read, &e);

	if (!ok) {
		app_say_err(r->v.app, &e);
	} else if (star) {
		a->starred = !a->starred;
	} else {
		a->read = !a->read;
		app_say(r->v.app, false, "%s",
			a->read ? _("marked read") : _("marked unread"));
	}
	return true;
}

/* Past the end of an article the next unread one comes. */
static bool act_scroll(struct view_article *r, enum action a)
{
	if (a == ACTION_PAGE_DOWN && r->scroll.top >= scroll_last(&r->scroll))
		return next_unread(r);
	return scroll_act(&r->scroll, a);
}

static bool stop(struct view_article *r)
{
	if (!r->finder.needle)
		return false;
	finder_set(&r->finder, NULL);
	return true;
}

static bool open_files(struct view_article *r)
{
	if (r->has_files)
		app_push(r->v.app, view_files_new(r->v.app, &r->article));
	else
		app_say(r->v.app, false, "%s", _("this article has no files"));
	return true;
}

static bool act(struct view *v, enum action a)
{
	struct view_article *r = self(v);

	switch (a) {
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
		return step_article(r, a == ACTION_NEXT);
	case ACTION_FIND_NEXT:
	case ACTION_FIND_PREVIOUS:
		return find_step(r, a == ACTION_FIND_NEXT);
	case ACTION_NEXT_UNREAD:
		return next_unread(r);
	case ACTION_FIND:
		app_ask(v->app, _("Find:"), r->finder.needle, find, r);
		return true;
	case ACTION_TOGGLE_READ:
	case ACTION_TOGGLE_STAR:
		return toggle(r, a == ACTION_TOGGLE_STAR);
	case ACTION_FILES:
		return open_files(r);
	case ACTION_STOP:
		return stop(r);
	default:
		return act_scroll(r, a);
	}
}

static const char *portal(const struct view *v)
{
	return ((const struct view_article *)v)->article.portal;
}

static const enum action *hints(const struct view *v)
{
	static const enum action list[] = {
		ACTION_PAGE_DOWN,   ACTION_BACK, ACTION_NEXT,	     ACTION_PREVIOUS,
		ACTION_NEXT_UNREAD, ACTION_FIND, ACTION_TOGGLE_STAR, ACTION_NONE};
	static const enum action with_files[] = {
		ACTION_PAGE_DOWN, ACTION_BACK,	      ACTION_FILES, ACTION_NEXT,
		ACTION_PREVIOUS,  ACTION_NEXT_UNREAD, ACTION_FIND,  ACTION_TOGGLE_STAR,
		ACTION_NONE};
	static const enum action finding[] = {ACTION_FIND_NEXT, ACTION_FIND, ACTION_STOP,
					      ACTION_NEXT,	ACTION_BACK, ACTION_NONE};

	const struct view_article *r = (const struct view_article *)v;

	if (r->finder.needle)
		return finding;
	return r->has_files ? with_files : list;
}

/* The portal may have corrected it while it is being read. */
static void changed(struct view *v, unsigned changes)
{
	struct view_article *r = self(v);

	if (!(changes & SYNC_ARTICLES) || !load(r, r->article.id, NULL))
		return;
	if (hash_of(&r->article) == r->body_hash)
		return;
	take_place(r);
	make_page(r);
	if (r->width > 0)
		lay_out(r, r->width);
}

static void free_article(struct view *v)
{
	struct view_article *r = self(v);

	app_unask(v->app, r);
	article_clear(&r->article);
	around_clear(&r->around);
	query_clear(&r->query);
	layout_clear(&r->layout);
	lines_clear(&r->lines);
	finder_clear(&r->finder);
	free(r->section);
	free(r);
}

static const struct view_class class = {
	.name = "article",
	.paint = paint,
	.keys = CONTEXT_ARTICLE,
	.act = act,
	.title = title,
	.portal = portal,
	.hints = hints,
	.changed = changed,
	.free = free_article,
};

struct view *view_article_open(struct app *app, int64_t article, const struct from *from)
{
	struct view_article *r = mem_alloc(sizeof *r);

	r->v.class = &class;
	r->v.app = app;
	around_init(&r->around, from);
	if (from && from->query)
		query_parse(&r->query, from->query, false);
	go_article(r, article);
	return &r->v;
}

struct view *view_article_new(struct app *app, int64_t article)
{
	return view_article_open(app, article, NULL);
}
