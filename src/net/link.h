/* link.h - one link with its attributes, from a header or from HTML */
#ifndef BANTIN_NET_LINK_H
#define BANTIN_NET_LINK_H

#include "links.h"

enum { LINK_VALUE_MAX = 2048 };	/* bytes of an attribute */

/* Owned strings, as they stood; NULL where missing. */
struct site_link {
	char *href, *rel, *type, *title;
	char *name, *content;	/* of a <meta> */
};

/* Takes value; the first of a name stays, other names are dropped. */
void link_attribute(struct site_link *k, const char *name, size_t n, char *value);
void link_keep(char **slot, char *value);	/* takes value; what is there stays */
void link_take(struct links *l, const struct site_link *k, const char *base);
void link_clear(struct site_link *k);

#endif
