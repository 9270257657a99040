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
	char *archive;          /* the news of the whole host; NULL: one's own */
	struct portal *portals; /* without tokens */
	size_t portal_count;
	struct keep keep;     /* of portals that say nothing themselves */
	struct agency agency; /* who writes, for templates */
};

/* A missing file is an empty config. ERR_CONFIG tells the first fault with file:line. */
bool config_read(struct config *c, const char *path, struct err *e);
void config_clear(struct config *c);

/* The file as it is; *there: whether there is one. */
bool config_load(const char *path, struct buf *out, bool *there, struct err *e);

/* Reads the bytes of a config; path is only for faults. *c is cleared where e tells of
 * one. */
bool config_parse(struct config *c, const char *path, const struct buf *raw,
		  struct err *e);

struct config_key;

/* Who listens while a config is inspected. */
struct config_watch {
	void *ctx;
	void (*fault)(void *ctx, const struct err *why);	/* with file:line */
	/* Looks closer at a value that was taken; false with *e: a fault. May be NULL. */
	bool (*look)(void *ctx, const struct config_key *k, const char *value,
		     struct err *e);
};

/* Reads the bytes to their end and tells all faults; true where there are none. */
bool config_inspect(const char *path, const struct buf *raw,
		    const struct config_watch *watch);

const struct portal *config_portal(const struct config *c, const char *name);

/* Sets one key ("lang", "portal.NAME.feed") in its line, keeping comments and order;
 * value NULL takes the line away. ERR_CONFIG, and nothing is written, where it would not
 * be read back as that value; of a file with faults, where it would have no fewer. */
bool config_set(const char *path, const char *key, const char *value, struct err *e);
/* Whether the bytes of a config say something of the key themselves. */
bool config_says(const char *text, const char *key);

/* Appends the words of a portal's "can". */
void config_abilities(unsigned can, struct buf *out);

/* Writes the keys of [portal.NAME] that discovery finds out, leaving others as they are;
 * or takes the whole section away. */
bool config_put_portal(const char *path, const struct portal *p, struct err *e);
bool config_remove_portal(const char *path, const char *name, struct err *e);

#endif
