/* section.c - a section as people name it: by its id or by its title */
#include <bantin/base/mem.h>
#include <bantin/sync/sync.h>
#include <bantin/text/clean.h>

#include "cli.h"

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
	const char *id = sync_section_named(list, n, name);
	if (id)
		mem_set(&name, id);
	section_list_free(list, n);
	return name;
}
