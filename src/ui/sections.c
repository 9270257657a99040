/* sections.c - the column of sections beside the list, and the visits under it */
#include "sections.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/number.h>

#include "tags.h"

enum { VISIT_ROWS = 6 };

static void entry_clear(struct section_entry *e)
{
	free(e->portal);
	free(e->id);
	free(e->title);
}

static void list_clear(struct sections *s)
{
	for (size_t i = 0; i < s->count; i++)
		entry_clear(&s->list[i]);
	s->count = 0;
}

static struct section_entry *add(struct sections *s, const char *portal)
{
	s->list = mem_grow(s->list, &s->cap, s->count + 1, sizeof *s->list);
	s->list[s->count] = (struct section_entry){.portal = mem_str(portal)};
	return &s->list[s->count++];
}

static int64_t unread_of(struct archive *archive, const char *portal)
{
	struct archive_filter f = {.portal = portal, .unread = true};
	int64_t all, unread;

	return archive_count(archive, &f, &all, &unread, NULL) ? unread : 0;
}

static void add_sections(struct sections *s, struct archive *archive, const char *of,
			 const char *portal)
{
	struct section *list;
	size_t n;

	if (!archive_sections(archive, of, &list, &n, NULL))
		return;
	for (size_t i = 0; i < n; i++) {
		struct section_entry *e = add(s, portal);

		e->id = mem_str(list[i].id);
		e->title = mem_str(list[i].title ? list[i].title : list[i].id);
		e->unread = list[i].unread;
	}
	section_list_free(list, n);
}

/* "[hvt] Cổng thông tin huyện", and its sections. */
static void add_portal(struct sections *s, struct archive *archive,
		       const struct sync *sync, const struct portal *p)
{
	struct section_entry *e = add(s, p->name);
	struct buf b = {0};
	char tag[TAG_MAX];

	buf_addf(&b, "[%s] %s", portal_tag(sync, p->name, tag),
		 p->title ? p->title : p->name);
	e->title = buf_take(&b);
	e->unread = unread_of(archive, p->name);
	add_sections(s, archive, p->name, p->name);
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static void choose(struct sections *s, const char *portal, const char *id)
{
	s->at = 0;
	for (size_t i = 0; i < s->count; i++)
		if (same(s->list[i].portal, portal) && same(s->list[i].id, id))
			s->at = i;
}

/* Of the portal chosen; of all, the first that counts. */
static void load_visits(struct sections *s, struct archive *archive,
			const struct sync *sync, const char *portal)
{
	const char *wanted = sections_portal(s) ? sections_portal(s) : portal;
	char tag[TAG_MAX];

	s->have_visits = false;
	mem_set(&s->counted, NULL);
	for (size_t i = 0; i < sync_portal_count(sync) && !s->have_visits; i++) {
		const char *name = sync_portal(sync, i)->name;

		if (wanted && strcmp(name, wanted) != 0)
			continue;
		s->have_visits = archive_visits(archive, name, &s->visits, NULL);
		if (s->have_visits && s->grouped)
			mem_set(&s->counted, portal_tag(sync, name, tag));
	}
}

void sections_load(struct sections *s, struct archive *archive, const struct sync *sync,
		   const char *portal)
{
	char *at = mem_str(sections_portal(s)), *id = mem_str(sections_id(s));

	list_clear(s);
	s->grouped = !portal && tags_needed(sync);
	add(s, NULL)->unread = unread_of(archive, portal);
	if (!s->grouped)
		add_sections(s, archive, portal, NULL);
	for (size_t i = 0; s->grouped && i < sync_portal_count(sync); i++)
		add_portal(s, archive, sync, sync_portal(sync, i));
	choose(s, at, id);
	load_visits(s, archive, sync, portal);
	free(at);
	free(id);
}

void sections_clear(struct sections *s)
{
	list_clear(s);
	free(s->list);
	free(s->counted);
	memset(s, 0, sizeof *s);
}

void sections_turn(struct sections *s, bool forward)
{
	if (s->count > 0)
		s->at = (s->at + (forward ? 1 : s->count - 1)) % s->count;
}

static const struct section_entry *here(const struct sections *s)
{
	return s->at < s->count ? &s->list[s->at] : NULL;
}

const char *sections_id(const struct sections *s)
{
	return here(s) ? here(s)->id : NULL;
}

const char *sections_portal(const struct sections *s)
{
	return here(s) ? here(s)->portal : NULL;
}

static const char *entry_title(const struct section_entry *e)
{
	return e && e->title ? e->title : _("All articles");
}

const char *sections_title(const struct sections *s)
{
	return entry_title(here(s));
}

static void number_right(struct grid *g, int row, int end, enum face face, int64_t v)
{
	char text[NUMBER_MAX];
	int w = (int)strlen(number_group(v, text));

	grid_str(g, row, end - w, w, face, text);
}

static void section_row(const struct sections *s, struct grid *g, struct rect a, size_t i)
{
	const struct section_entry *e = &s->list[i];
	enum face face = i == s->at ? FACE_TITLE : FACE_TEXT;
	int indent = s->grouped && e->id ? 4 : 2;

	grid_str(g, a.row, a.col, 1, face, i == s->at ? ">" : " ");
	grid_fit(g, a.row, a.col + indent, a.cols - indent - (e->unread > 0 ? 6 : 1),
		 face, entry_title(e));
	if (e->unread > 0)
		number_right(g, a.row, a.col + a.cols - 1, FACE_META, e->unread);
}

static void visit_row(struct grid *g, struct rect a, int i, const char *name, int64_t v)
{
	if (v < 0)
		return;
	grid_str(g, a.row + i, a.col + 2, a.cols - 3, FACE_META, name);
	number_right(g, a.row + i, a.col + a.cols - 1, FACE_META, v);
}

static void visits_paint(const struct sections *s, struct grid *g, struct rect a)
{
	const struct visits *v = &s->visits;
	int x = a.col + 3 + grid_str(g, a.row, a.col + 2, a.cols - 3, FACE_HEADING,
				     _("Visits"));
	struct buf b = {0};

	if (s->counted)
		buf_addf(&b, "[%s]", s->counted);
	grid_str(g, a.row, x, a.col + a.cols - x, FACE_META, buf_str(&b));
	buf_clear(&b);
	visit_row(g, a, 1, _("Today"), v->today);
	visit_row(g, a, 2, _("Yesterday"), v->yesterday);
	visit_row(g, a, 3, _("This week"), v->week);
	visit_row(g, a, 4, _("This month"), v->month);
	visit_row(g, a, 5, _("All time"), v->total);
}

void sections_paint(const struct sections *s, struct grid *g, struct rect area)
{
	size_t rows = (size_t)area.rows, first = s->at >= rows ? s->at + 1 - rows : 0;
	int shown = 0;

	for (size_t i = first; i < s->count && shown < area.rows; i++)
		section_row(s, g, (struct rect){area.row + shown++, area.col, 1,
						area.cols}, i);
	if (s->have_visits && area.rows > shown + VISIT_ROWS)
		visits_paint(s, g, (struct rect){area.row + area.rows - VISIT_ROWS,
						 area.col, VISIT_ROWS, area.cols});
}

void visits_paint_row(const struct sections *s, struct grid *g, int row, int col,
		      int cols)
{
	const struct visits *v = &s->visits;
	char today[NUMBER_MAX], total[NUMBER_MAX];
	struct buf b = {0};

	if (s->counted)
		buf_addf(&b, "[%s] ", s->counted);
	if (v->today >= 0 && v->total >= 0)
		buf_addf(&b, _("Visits: %s today, %s in all"),
			 number_group(v->today, today), number_group(v->total, total));
	grid_fit(g, row, col, cols, FACE_META, buf_str(&b));
	buf_clear(&b);
}
