/* discover_words.h - what was found, for a clerk and for those who look after the site */
#ifndef BANTIN_NET_DISCOVER_WORDS_H
#define BANTIN_NET_DISCOVER_WORDS_H

#include <bantin/net/discover.h>

#include "links.h"
#include "reply.h"

struct seen {
	const char *asked;		/* address; NULL unknown */
	const struct http_reply *reply;
	bool json;			/* the body begins with a brace */
	const struct buf *page;		/* what is known of the body */
	size_t bytes;			/* of it that came */
	struct links links;
};

/* Sets note->kind, and for DISCOVER_NONE *e unless it says something already. */
void discover_name(const struct seen *s, enum discovery found,
		   struct discover_note *note, struct err *e);
/* Fills note->detail. */
void discover_detail(const struct seen *s, struct discover_note *note);

#endif
