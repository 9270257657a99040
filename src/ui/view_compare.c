/* view_compare.c - an older version beside the text now: what went, what came */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/edit/diff.h>

#include "page_view.h"
#include "view_history.h"

enum { AROUND = 2 };	/* lines shown before and after what changed */

struct view_compare {
	struct view v;
	char stamp[STAMP_MAX];
	struct page_view page;
};

static struct view_compare *self(struct view *v)
{
	return (struct view_compare *)v;
}

/* --- the page ------------------------------------------------------------------- */

static void add_marks(struct block *b, const struct diff_line *l)
{
	b->runs = l->mark_count ? mem_array(l->mark_count, sizeof(*b->runs)) : NULL;
	b->run_count = l->mark_count;
	for (size_t i = 0; i < l->mark_count; i++)
		b->runs[i] = (struct run){l->marks[i].start, l->marks[i].end, STYLE_MARK};
}

static void add_line(struct view_compare *v, const struct diff_line *l, const char *text)
{
	static const char *const markers[] = {" ", "-", "+"};
	char *s = mem_strn(text + l->start, l->end - l->start);
	struct block *b = layout_add_text(&v->page.layout, ROLE_ITEM, 1, s);

	b->marker = mem_str(markers[l->kind]);
	add_marks(b, l);
	free(s);
}

static void add_words(struct view_compare *v, enum role role, const char *s)
{
	layout_add_text(&v->page.layout, role, role == ROLE_HEADING ? 2 : 0, s);
}

static bool near_change(const struct diff *d, size_t i)
{
	size_t from = i > AROUND ? i - AROUND : 0, to = i + AROUND;

	for (size_t k = from; k <= to && k < d->count; k++)
		if (d->lines[k].kind != DIFF_SAME)
			return true;
	return false;
}

static void add_skipped(struct view_compare *v, size_t n)
{
	struct buf b = {0};

	if (n == 0)
		return;
	buf_addf(&b, n == 1 ? _("… %zu line is the same") : _("… %zu lines are the same"),
		 n);
	add_words(v, ROLE_META, buf_str(&b));
	buf_clear(&b);
}

/* False: both are the same. */
static bool add_diff(struct view_compare *v, const char *heading, const char *was,
		     const char *now)
{
	struct diff d;
	size_t skipped = 0;

	was = was ? was : "";
	now = now ? now : "";
	if (strcmp(was, now) == 0)
		return false;
	add_words(v, ROLE_HEADING, heading);
	diff_make(&d, was, strlen(was), now, strlen(now));
	for (size_t i = 0; i < d.count; i++) {
		const struct diff_line *l = &d.lines[i];

		if (!near_change(&d, i) || l->start == l->end) {
			skipped += l->kind == DIFF_SAME && l->start < l->end;
			continue;
		}
		add_skipped(v, skipped);
		skipped = 0;
		add_line(v, l, l->kind == DIFF_OLD ? was : now);
	}
	add_skipped(v, skipped);
	diff_clear(&d);
	return true;
}

static void make_page(struct view_compare *v, const struct draft *was,
		      const struct draft *now)
{
	bool any = add_diff(v, _("Title"), was->title, now->title);

	any |= add_diff(v, _("Section"), was->section, now->section);
	any |= add_diff(v, _("Summary"), was->summary, now->summary);
	any |= add_diff(v, _("Text"), was->body, now->body);
	any |= add_diff(v, _("Tags"), was->tags, now->tags);
	any |= add_diff(v, _("Author"), was->author, now->author);
	if (!any)
		add_words(v, ROLE_PARAGRAPH,
			  _("Nothing changed: this version is the text as it is now."));
}

/* --- the rest of a view --------------------------------------------------------- */

static void compare_paint(struct view *v, struct grid *g, struct rect area)
{
	page_paint(&self(v)->page, g, area);
}

static bool compare_act(struct view *v, enum action a)
{
	if (a == ACTION_COMPARE) {
		app_pop(v->app);
		return true;
	}
	return page_act(&self(v)->page, a);
}

static void compare_title(const struct view *v, struct buf *out)
{
	const struct view_compare *c = (const struct view_compare *)v;

	buf_addf(out, _("From %s (-) to now (+)"), c->stamp);
}

static const enum action *compare_hints(const struct view *v)
{
	static const enum action hints[] = {ACTION_BACK, ACTION_PAGE_DOWN, ACTION_NONE};

	(void)v;
	return hints;
}

static void compare_free(struct view *v)
{
	page_clear(&self(v)->page);
	free(v);
}

static const struct view_class compare_class = {
	.name = "compare",
	.paint = compare_paint,
	.keys = CONTEXT_HISTORY,
	.act = compare_act,
	.title = compare_title,
	.hints = compare_hints,
	.free = compare_free,
};

struct view *view_compare_new(struct app *app, const struct draft *was,
			      const struct draft *now)
{
	struct view_compare *v = mem_alloc(sizeof(*v));

	v->v = (struct view){&compare_class, app};
	stamp_format(was->modified, STAMP_MINUTE, v->stamp);
	make_page(v, was, now);
	page_new_layout(&v->page);
	return &v->v;
}
