/* section_named.c - a portal's section as people name it, and whether there is one */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/fold.h>

#include "inside.h"

/* Letters and digits without marks: "Thông báo", "thong bao" and "thong-bao" are one. */
static char *bare_name(const char *name)
{
	struct buf ascii = {0}, bare = {0};

	text_ascii(&ascii, name, strlen(name));
	for (const char *p = buf_str(&ascii); *p; p++)
		if (isalnum((unsigned char)*p))
			buf_addc(&bare, (char)tolower((unsigned char)*p));
	buf_clear(&ascii);
	return buf_take(&bare);
}

/* The one section of that title; NULL where there is none, or more than one id. */
static const char *id_of(const struct section *list, size_t n, const char *bare)
{
	const char *found = NULL;

	for (size_t i = 0; i < n; i++) {
		char *name = bare_name(list[i].title);
		bool same = *bare && strcmp(name, bare) == 0;
		free(name);
		if (same && found && strcmp(found, list[i].id) != 0)
			return NULL;
		if (same)
			found = list[i].id;
	}
	return found;
}

const char *sync_section_named(const struct section *list, size_t n, const char *typed)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].id, typed) == 0)
			return list[i].id;
	char *bare = bare_name(typed);
	const char *id = id_of(list, n, bare);
	free(bare);
	return id;
}

/* Why the draft's section does not do; a portal that files by tags takes any. */
static bool unknown_section(const struct lane *l, const char *section, size_t known,
			    struct err *e)
{
	if (!l->ops || !l->ops->own_sections)
		return known == 0 ||
		       err_set(e, ERR_NONE,
			       _("the portal %s has no section \"%s\": it goes there as "
				 "a tag"),
			       l->portal.name, section);
	if (known == 0 && section[strspn(section, "0123456789")] == '\0')
		return true;
	return err_set(e, ERR_USAGE,
		       known ? _("the portal %s has no section \"%s\": choose one of its "
				 "list, or leave the section empty")
			     : _("the sections of the portal %s are not known here yet, "
				 "nor whether \"%s\" is one: fetch the news first, or "
				 "leave the section empty"),
		       l->portal.name, section);
}

bool section_find(struct sync *s, const struct lane *l, const struct draft *d, char **id,
		  struct err *e)
{
	const char *typed = d->section ? d->section : "";
	struct section *list;
	size_t n;

	*id = mem_str(typed);
	if (typed[strspn(typed, " \t\n")] == '\0' ||
	    !archive_sections(s->archive, l->portal.name, &list, &n, NULL))
		return true;
	const char *found = sync_section_named(list, n, typed);
	if (found)
		mem_set(id, found);
	section_list_free(list, n);
	return found || unknown_section(l, typed, n, e);
}
