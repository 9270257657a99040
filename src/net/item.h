/* item.h - one item of a JSON Feed as an article */
#ifndef BANTIN_NET_ITEM_H
#define BANTIN_NET_ITEM_H

#include <stdbool.h>

#include <jansson.h>

#include <bantin/base/article.h>
#include <bantin/base/buf.h>

/*
 * Fills *a, which the caller clears in any case. False where the item has no id or
 * no content; every other fault only costs the field it stands in. An unreadable
 * date is now, marked as guessed. first_tag (may be NULL) gets the tag that became
 * the section, the caller's, or NULL where there was none or the item names its section.
 */
bool item_read(const json_t *item, const char *base, const char *portal,
	       struct article *a, char **first_tag);

/* Names of an item or of a feed's head, joined; NULL without. Version 1.1 has authors,
 * version 1 has one author; a bare name is taken too. */
char *item_authors(const json_t *item);

/* For an article without a title: its text's first words, cut between two words. */
char *item_title(const struct article *a);

/* Adds s to a list, with ", " before it, while the whole stays within max bytes; s may be
 * NULL. */
void item_join(struct buf *list, const char *s, size_t max);

#endif
