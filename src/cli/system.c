/* system.c - the config of the whole host, beneath that of the profile */
#include "system.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

/* BANTIN_SYSTEM names another folder: for trying it out, and for hosts that have no /etc
 * of their own. */
static char *system_path(void)
{
	const char *folder = getenv("BANTIN_SYSTEM");

	return file_join(folder && folder[0] == '/' ? folder : "/etc/bantin", "config");
}

static bool is_trusted(const char *path, struct err *e)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return true; /* reading it says why */
	if ((st.st_uid == 0 || st.st_uid == getuid()) && !(st.st_mode & 022))
		return true;
	return err_set(e, ERR_CONFIG,
		       _("%s is not read: it must belong to root and be writable by "
			 "nobody else"),
		       path);
}

bool system_read(struct config *system, struct err *e)
{
	char *path = system_path();

	*system = (struct config){0};
	bool ok = file_missing(path) || (is_trusted(path, e) && config_read(system, path, e));
	free(path);
	return ok;
}

static void add_portals(struct config *c, const struct config *system)
{
	size_t cap = c->portal_count;

	for (size_t i = 0; i < system->portal_count; i++) {
		if (config_portal(c, system->portals[i].name))
			continue;
		c->portals = mem_grow(c->portals, &cap, c->portal_count + 1,
				      sizeof(*c->portals));
		portal_copy(&c->portals[c->portal_count++], &system->portals[i]);
	}
}

bool system_beneath(struct config *c, struct err *e)
{
	struct config system;

	if (!system_read(&system, e))
		return false;
	if (!c->archive)
		mem_set(&c->archive, system.archive);
	add_portals(c, &system);
	config_clear(&system);
	return true;
}
