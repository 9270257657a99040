/* section.c - a section as people name it: by its id or by its title */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/fold.h>

#include "cli.h"

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

static bool is_id(const struct section *list, size_t n, const char *typed)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].id, typed) == 0)
			return true;
	return false;
}

char *cli_section(struct cli *c, const char *portal, const char *typed)
{
	char *name = text_clean_line(typed);
	struct section *list;
	struct err why;
	size_t n;

	if (!cli_archive(c, ARCHIVE_READ, &why) ||
	    !archive_sections(c->archive, portal && *portal ? portal : NULL, &list, &n,
			      &why))
		return name;
	char *bare = bare_name(name);
	const char *id = is_id(list, n, name) ? NULL : id_of(list, n, bare);
	if (id)
		mem_set(&name, id);
	free(bare);
	section_list_free(list, n);
	return name;
}
