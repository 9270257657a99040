/* sections.c - for a feed that lists none: each tag that several articles share is one */
#include <string.h>

#include <bantin/base/mem.h>

#include "inside.h"

enum {
	TAGS_MAX = 200,
	TAG_SHARED = 3		/* articles that make a tag a section */
};

static bool is_listed(const struct section *list, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (list[i].id && strcmp(list[i].id, id) == 0)
			return true;
	return false;
}

/* The reader made an article's section of its first tag. */
void sections_note(struct lane *l, const struct article *a)
{
	struct refresh *f = &l->refresh;

	if (!a->section || !a->tags || f->tag_count == TAGS_MAX ||
	    is_listed(f->tags, f->tag_count, a->section))
		return;
	f->tags = mem_grow(f->tags, &f->tag_cap, f->tag_count + 1, sizeof(*f->tags));
	const char *end = strstr(a->tags, ", ");
	size_t n = end ? (size_t)(end - a->tags) : strlen(a->tags);
	f->tags[f->tag_count++] = (struct section){
		.id = mem_str(a->section), .title = mem_strn(a->tags, n)};
}

void sections_drop(struct lane *l)
{
	struct refresh *f = &l->refresh;

	section_list_free(f->tags, f->tag_count);
	f->tags = NULL;
	f->tag_count = f->tag_cap = 0;
}

static bool is_shared(struct lane *l, const char *id)
{
	struct archive_filter filter = {.portal = l->portal.name, .section = id};
	int64_t all, unread;

	return archive_count(l->sync->archive, &filter, &all, &unread, NULL) &&
	       all >= TAG_SHARED;
}

/* The sections known so far stay, in their order; new ones come behind. */
void sections_settle(struct lane *l)
{
	struct refresh *f = &l->refresh;
	struct archive *a = l->sync->archive;
	struct section *list;
	size_t n, cap;
	struct err e;

	if (!f->plain || f->tag_count == 0 ||
	    !archive_sections(a, l->portal.name, &list, &n, NULL))
		return;
	cap = n;
	size_t known = n;
	for (size_t i = 0; i < f->tag_count && n < TAGS_MAX; i++) {
		struct section *tag = &f->tags[i];
		if (is_listed(list, n, tag->id) || !is_shared(l, tag->id))
			continue;
		list = mem_grow(list, &cap, n + 1, sizeof(*list));
		list[n++] = *tag;
		*tag = (struct section){0};
	}
	if (n > known && !archive_put_sections(a, l->portal.name, list, n, &e))
		lane_failed(l, e.kind, e.text);
	section_list_free(list, n);
}
