/* view_preview.c - a draft as the portal's reader would see it */
#include <stdlib.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/page.h>
#include <bantin/ui/view.h>

#include "page_view.h"

enum { WIDE = 60 };

struct view_preview {
	struct view v;
	struct page_view page;
	int cols;
};

static struct view_preview *self(struct view *v)
{
	return (struct view_preview *)v;
}

static void preview_paint(struct view *v, struct grid *g, struct rect area)
{
	self(v)->cols = area.cols;
	page_paint(&self(v)->page, g, area);
}

/* What belongs to real articles alone is left undone, not handed on. */
static bool preview_act(struct view *v, enum action a)
{
	switch (a) {
	case ACTION_PREVIEW:
	case ACTION_STOP:
		app_pop(v->app);
		return true;
	case ACTION_NEXT:
	case ACTION_PREVIOUS:
	case ACTION_NEXT_UNREAD:
	case ACTION_TOGGLE_READ:
	case ACTION_TOGGLE_STAR:
		return true;
	default:
		return page_act(&self(v)->page, a);
	}
}

static void preview_title(const struct view *v, struct buf *out)
{
	buf_adds(out, ((const struct view_preview *)v)->cols < WIDE
			      ? _("Preview")
			      : _("Preview: this is how the portal will show it"));
}

static const enum action *preview_hints(const struct view *v)
{
	static const enum action hints[] = {ACTION_BACK, ACTION_PAGE_DOWN, ACTION_NONE};

	(void)v;
	return hints;
}

static void preview_free(struct view *v)
{
	page_clear(&self(v)->page);
	free(v);
}

static const struct view_class preview_class = {
	.name = "preview",
	.paint = preview_paint,
	.keys = CONTEXT_ARTICLE,
	.act = preview_act,
	.title = preview_title,
	.hints = preview_hints,
	.free = preview_free,
};

/* As an article has them; the strings are theirs. */
static struct attachment *as_attachments(const struct draft_attachment *files, size_t n)
{
	struct attachment *list = mem_alloc((n + 1) * sizeof(*list));

	for (size_t i = 0; i < n; i++) {
		char *path = files[i].path;
		list[i] = (struct attachment){
			.title = path + (attachment_name(&files[i]) - path),
			.type = files[i].type,
			.size = files[i].size,
		};
	}
	return list;
}

struct view *view_preview_new(struct app *app, const struct draft *d,
			      const struct draft_attachment *files, size_t file_count)
{
	struct view_preview *p = mem_alloc(sizeof(*p));
	const char *portal = d->portal && *d->portal ? d->portal : app_portal(app);
	char *section = NULL;

	p->v = (struct view){&preview_class, app};
	if (portal && d->section && *d->section)
		section = archive_section_title(app_archive(app), portal, d->section);
	struct attachment *list = as_attachments(files, file_count);
	page_preview(d, section, list, file_count, &p->page.layout);
	free(list);
	free(section);
	return &p->v;
}

struct view *view_preview_stored(struct app *app, const struct draft *d)
{
	struct draft_attachment *files = NULL;
	size_t count = 0;

	if (!desk_attachments(app_desk(app), d->id, &files, &count, NULL))
		count = 0;
	struct view *v = view_preview_new(app, d, files, count);
	attachment_list_free(files, count);
	return v;
}
