/* config_keys.h - every key of the config in one table */
#ifndef BANTIN_CLI_CONFIG_KEYS_H
#define BANTIN_CLI_CONFIG_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/base/err.h>

#include "config.h"

/* The sections: before the first head, [agency], [portal.NAME]. */
enum key_place { KEY_OWN, KEY_AGENCY, KEY_PORTAL };

/* What a key takes, and what its slot is. */
enum key_kind {
	KEY_TEXT,	/* char *, as all up to KEY_WORD; one line */
	KEY_URL,	/* char *; https, or http to this machine */
	KEY_FILE,	/* char *; an absolute path */
	KEY_METHOD,	/* char *; one of words, or the user's own */
	KEY_WORD,	/* char *; one of words */
	KEY_EITHER,	/* bool; the second of words is true */
	KEY_FAMILY,	/* enum portal_family; words in its order */
	KEY_NUMBER,	/* int, from least to most */
	KEY_ABILITIES,	/* unsigned; some of words, the first is bit 0 */
	KEY_KEEP	/* struct keep; bytes too where most is not 0 */
};

struct config_key {
	const char *name;
	enum key_place place;
	enum key_kind kind;
	size_t offset;		/* of the slot in struct config, agency or portal */
	const char *words;	/* "vi, en" */
	int least, most;
	const char *usual;	/* what holds where it is not set; NULL: nothing */
	bool found;		/* discovery finds it out */
	const char *what;	/* msgid: what it is for */
};

/* The i-th, in the order of the file; NULL past the last. */
const struct config_key *config_key_at(size_t i);

/* What a section ("", "agency", "portal.NAME") is; false: there is none of that name. */
bool config_section(const char *section, enum key_place *place, struct err *e);

/* The key of that place. NULL: *e says which one may have been meant. */
const struct config_key *config_key_find(enum key_place place, const char *name,
					 struct err *e);

/* Puts the value into the key's slot in base (the struct of its place). False, and
 * nothing put, where it is not what the key takes. */
bool config_key_take(const struct config_key *k, void *base, const char *value,
		     struct err *e);
/* Appends what is in the slot, as take would have it; nothing for NULL. */
void config_key_give(const struct config_key *k, const void *base, struct buf *out);
/* Appends the value as give would after take. */
bool config_key_normal(const struct config_key *k, const char *value, struct buf *out,
		       struct err *e);

/* config_keep.c: "24 months, 5 GB", or "all". */
bool config_keep_take(const struct config_key *k, struct keep *slot, const char *value,
		      struct err *e);
void config_keep_give(const struct keep *keep, struct buf *out);

/* The struct that holds a full key ("lang", "portal.NAME.feed"), and that key; NULL with
 * *e where there is no such key or portal. */
const void *config_find(const struct config *c, const char *key,
			const struct config_key **k, struct err *e);

#endif
