/* sections.c - the column of sections beside the list, and the visits under it */
#include "sections.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/number.h>

enum { VISIT_ROWS = 6 };

static void choose(struct sections *s, const char *id)
{
	s->at = 0;
	for (size_t i = 0; id && i < s->count; i++) {
		if (s->list[i].id && strcmp(s->list[i].id, id) == 0)
			s->at = i + 1;
	}
}

static void load_visits(struct sections *s, struct archive *archive, const char *portal)
{
	s->have_visits = portal && archive_visits(archive, portal, &s->visits, NULL);
}

void sections_load(struct sections *s, struct archive *archive, const char *portal)
{
	struct archive_filter f = {.portal = portal, .unread = true};
	char *id = mem_str(sections_id(s));
	struct section *list = NULL;
	size_t n = 0;
	int64_t all;

	if (archive_sections(archive, portal, &list, &n, NULL)) {
		section_list_free(s->list, s->count);
		s->list = list;
		s->count = n;
		choose(s, id);
	}
	if (!archive_count(archive, &f, &all, &s->all_unread, NULL))
		s->all_unread = 0;
	load_visits(s, archive, portal);
	free(id);
}

void sections_clear(struct sections *s)
{
	section_list_free(s->list, s->count);
	memset(s, 0, sizeof *s);
}

void sections_turn(struct sections *s, bool forward)
{
	size_t n = s->count + 1;

	s->at = (s->at + (forward ? 1 : n - 1)) % n;
}

const char *sections_id(const struct sections *s)
{
	return s->at > 0 && s->at <= s->count ? s->list[s->at - 1].id : NULL;
}

const char *sections_title(const struct sections *s)
{
	const struct section *sec = s->at > 0 && s->at <= s->count ? &s->list[s->at - 1]
								   : NULL;

	if (!sec)
		return _("All articles");
	return sec->title ? sec->title : sec->id;
}

static void number_right(struct grid *g, int row, int end, enum face face, int64_t v)
{
	char text[NUMBER_MAX];
	int w = (int)strlen(number_group(v, text));

	grid_str(g, row, end - w, w, face, text);
}

static void section_row(const struct sections *s, struct grid *g, struct rect a, size_t i)
{
	const struct section *sec = i > 0 ? &s->list[i - 1] : NULL;
	const char *title = !sec ? _("All articles") : sec->title ? sec->title : sec->id;
	int64_t unread = sec ? sec->unread : s->all_unread;
	enum face face = i == s->at ? FACE_TITLE : FACE_TEXT;
	int row = a.row + (int)i;

	grid_str(g, row, a.col, 1, face, i == s->at ? ">" : " ");
	grid_fit(g, row, a.col + 2, a.cols - 2 - (unread > 0 ? 6 : 1), face, title);
	if (unread > 0)
		number_right(g, row, a.col + a.cols - 1, FACE_META, unread);
}

static void visit_row(struct grid *g, struct rect a, int i, const char *name, int64_t v)
{
	if (v < 0)
		return;
	grid_str(g, a.row + i, a.col + 2, a.cols - 3, FACE_META, name);
	number_right(g, a.row + i, a.col + a.cols - 1, FACE_META, v);
}

static void visits_paint(const struct visits *v, struct grid *g, struct rect a)
{
	grid_str(g, a.row, a.col + 2, a.cols - 3, FACE_HEADING, _("Visits"));
	visit_row(g, a, 1, _("Today"), v->today);
	visit_row(g, a, 2, _("Yesterday"), v->yesterday);
	visit_row(g, a, 3, _("This week"), v->week);
	visit_row(g, a, 4, _("This month"), v->month);
	visit_row(g, a, 5, _("All time"), v->total);
}

void sections_paint(const struct sections *s, struct grid *g, struct rect area)
{
	int shown = (int)s->count + 1 < area.rows ? (int)s->count + 1 : area.rows;

	for (int i = 0; i < shown; i++)
		section_row(s, g, area, (size_t)i);
	if (s->have_visits && area.rows > shown + VISIT_ROWS)
		visits_paint(&s->visits, g,
			     (struct rect){area.row + area.rows - VISIT_ROWS, area.col,
					   VISIT_ROWS, area.cols});
}

void visits_paint_row(const struct visits *v, struct grid *g, int row, int col, int cols)
{
	char today[NUMBER_MAX], total[NUMBER_MAX];
	struct buf b = {0};

	if (v->today >= 0 && v->total >= 0)
		buf_addf(&b, _("Visits: %s today, %s in all"),
			 number_group(v->today, today), number_group(v->total, total));
	grid_fit(g, row, col, cols, FACE_META, buf_str(&b));
	buf_clear(&b);
}
