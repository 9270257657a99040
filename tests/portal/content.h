/* content.h - the portal's own articles, read from text files into the database */
#ifndef PORTAL_CONTENT_H
#define PORTAL_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

#include "store.h"

/* The five sections, in the order of the menu. */
struct section {
	const char *id;
	const char *title;
};

enum { SECTION_COUNT = 5 };
extern const struct section sections[SECTION_COUNT];

/* By id or by title; NULL: none such. */
const struct section *section_find(const char *name);

/* Puts the articles in place of those of an earlier run: from the files of a directory
 * whose names end in .article, or the ones built in when dir is NULL.  False after a
 * message on standard error.  An article is header lines "key: value", an empty line, and
 * an HTML fragment; the slug is the file's name without a number in front and without its
 * ending. */
bool content_load(struct store *store, const char *dir);

#endif
