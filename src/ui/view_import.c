/* view_import.c - a file in an older charset, looked at before it goes into the editor */
#include "view_import.h"

#include <stdlib.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/markdown.h>

#include "page_view.h"

enum { HEAD_ROWS = 2 };

struct view_import {
	struct view v;
	struct editor *ed;
	char *name;
	struct buf raw, text;
	enum import_form form;
	struct charset_guess guess[CHARSET_COUNT];
	size_t count, cur;
	bool certain;
	struct page_view page;
};

static struct view_import *self(struct view *v)
{
	return (struct view_import *)v;
}

/* --- the charsets ---------------------------------------------------------------- */

static bool is_guessed(const struct view_import *p, enum charset c)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->guess[i].charset == c)
			return true;
	return false;
}

/* Those that make no Vietnamese of it come last: the person may know better. */
static void add_unlikely(struct view_import *p)
{
	static const enum charset more[] = {CHARSET_UTF8,   CHARSET_TCVN3,
					    CHARSET_VNI,    CHARSET_VISCII,
					    CHARSET_CP1258, CHARSET_VIQR};

	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++)
		if (!is_guessed(p, more[i]))
			p->guess[p->count++] = (struct charset_guess){.charset = more[i]};
}

static void read_as(struct view_import *p, size_t which)
{
	p->cur = which;
	buf_clear(&p->text);
	import_text(&p->text, buf_str(&p->raw), p->raw.len, p->guess[which].charset,
		    p->form);
	layout_clear(&p->page.layout);
	markdown_layout(buf_str(&p->text), p->text.len, &p->page.layout);
	page_new_layout(&p->page);
}

/* --- painting --------------------------------------------------------------------- */

static void paint_head(const struct view_import *p, struct grid *g, struct rect area)
{
	const struct charset_guess *c = &p->guess[p->cur];
	struct buf b = {0};

	if (c->percent == 0)
		buf_addf(&b, _("%zu/%zu  %s: hardly"), p->cur + 1, p->count,
			 charset_name(c->charset));
	else if (c->mojibake)
		buf_addf(&b, _("%zu/%zu  %s, read wrongly and made UTF-8: %u %% sure"),
			 p->cur + 1, p->count, charset_name(c->charset), c->percent);
	else
		buf_addf(&b, _("%zu/%zu  %s: %u %% sure"), p->cur + 1, p->count,
			 charset_name(c->charset), c->percent);
	grid_fit(g, area.row, area.col + 1, area.cols - 2, FACE_HEADING, buf_str(&b));
	buf_clear(&b);
	grid_fit(g, area.row + 1, area.col + 1, area.cols - 2, FACE_META,
		 p->certain ? _("Is every letter right?")
			    : _("Not certain. Is every letter right?"));
}

static void import_paint(struct view *v, struct grid *g, struct rect area)
{
	struct view_import *p = self(v);
	struct rect rest = {area.row + HEAD_ROWS + 1, area.col,
			    area.rows - HEAD_ROWS - 1, area.cols};

	paint_head(p, g, area);
	page_paint(&p->page, g, rest);
}

/* --- the rest of a view ------------------------------------------------------------ */

static bool import_act(struct view *v, enum action a)
{
	struct view_import *p = self(v);

	switch (a) {
	case ACTION_INSERT:
	case ACTION_OPEN:
		if (editor_insert(p->ed, p->name, &p->text, p->form))
			app_pop(v->app);
		return true;
	case ACTION_NEXT_CHARSET:
		read_as(p, (p->cur + 1) % p->count);
		return true;
	case ACTION_PREVIOUS_CHARSET:
		read_as(p, (p->cur + p->count - 1) % p->count);
		return true;
	case ACTION_STOP:
		app_pop(v->app);
		return true;
	default:
		return page_act(&p->page, a);
	}
}

static void import_title(const struct view *v, struct buf *out)
{
	buf_addf(out, _("Import: %s"), ((const struct view_import *)v)->name);
}

static const enum action *import_hints(const struct view *v)
{
	static const enum action hints[] = {ACTION_INSERT, ACTION_NEXT_CHARSET,
					    ACTION_BACK, ACTION_PAGE_DOWN, ACTION_NONE};

	(void)v;
	return hints;
}

static void import_free(struct view *v)
{
	struct view_import *p = self(v);

	page_clear(&p->page);
	buf_clear(&p->raw);
	buf_clear(&p->text);
	free(p->name);
	free(p);
}

static const struct view_class import_class = {
	.name = "import",
	.paint = import_paint,
	.keys = CONTEXT_IMPORT,
	.act = import_act,
	.title = import_title,
	.hints = import_hints,
	.free = import_free,
};

struct view *view_import_new(struct editor *ed, struct import_file *f)
{
	struct view_import *p = mem_alloc(sizeof(*p));

	p->v = (struct view){&import_class, ed->v.app};
	p->ed = ed;
	p->name = mem_str(f->name);
	p->raw = f->raw;
	f->raw = (struct buf){0};
	p->form = f->form;
	p->certain = f->found.certain;
	for (; p->count < f->found.count; p->count++)
		p->guess[p->count] = f->found.guess[p->count];
	add_unlikely(p);
	read_as(p, 0);
	return &p->v;
}
