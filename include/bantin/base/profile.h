/* profile.h - where one user's bantin keeps its things */
#ifndef BANTIN_BASE_PROFILE_H
#define BANTIN_BASE_PROFILE_H

#include <stdbool.h>

#include <bantin/base/err.h>

/*
 * All strings are absolute paths owned by the profile. With --profile DIR or
 * BANTIN_HOME everything lies in that folder; else the XDG Base Directory
 * Specification decides: config in $XDG_CONFIG_HOME/bantin, all else in
 * $XDG_DATA_HOME/bantin.
 */
struct profile {
	char *config;	/* the file "config" */
	char *keys;	/* the user's key map, "keys"; may not exist */
	char *methods;	/* folder of typing methods of one's own; may not exist */
	char *words;	/* the user's own words; may not exist */
	char *tokens;	/* folder of tokens, one 0600 file a portal */
	char *data;	/* the folder of the two databases */
	char *archive;	/* archive.db */
	char *desk;	/* desk.db */
	char *drafts;	/* folder of plain copies of saved drafts */
	char *files;	/* folder of files fetched from portals; made with the first one */
};

/* Locates and makes the folders (0700). dir may be NULL. Paths that are no valid
 * UTF-8 are refused. */
bool profile_open(struct profile *p, const char *dir, struct err *e);
void profile_clear(struct profile *p);

#endif
