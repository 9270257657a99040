/* config.h - the file "config" of the profile (INI): language, portals, who writes */
#ifndef BANTIN_CLI_CONFIG_H
#define BANTIN_CLI_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/base/err.h>
#include <bantin/base/portal.h>
#include <bantin/text/template.h>

struct config {
	bool there;             /* the file exists */
	char *lang;             /* "vi", "en"; NULL not chosen */
	char *typing;           /* the typing method's word, or "off"; NULL not chosen */
	bool modern_tones;      /* tone_style = new */
	bool keeps_marks;       /* give_back = no */
	struct portal *portals; /* without tokens */
	size_t portal_count;
	struct agency agency; /* who writes, for templates */
};

/* A missing file is an empty config. ERR_CONFIG names file:line and what is known. */
bool config_read(struct config *c, const char *path, struct err *e);
void config_clear(struct config *c);

const struct portal *config_portal(const struct config *c, const char *name);

/* Sets one key, keeping comments and order: key "lang" or "portal.NAME.feed". value
 * NULL takes the line away. */
bool config_set(const char *path, const char *key, const char *value, struct err *e);

/* Appends the words of a portal's "can". */
void config_abilities(unsigned can, struct buf *out);

/* Writes the keys of [portal.NAME] that discovery finds out, leaving others as they are;
 * or takes the whole section away. */
bool config_put_portal(const char *path, const struct portal *p, struct err *e);
bool config_remove_portal(const char *path, const char *name, struct err *e);

#endif
