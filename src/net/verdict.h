/* verdict.h - what a reply to a write means ("exactly once", 3 and 4) */
#ifndef BANTIN_NET_VERDICT_H
#define BANTIN_NET_VERDICT_H

#include <stdbool.h>

#include <bantin/net/portal.h>

/* The header block and the whole body are there. */
bool verdict_is_whole(const struct http_reply *r);

/* The table for what is no acceptance: kind, reason and retry_after; what out held of
 * the post is freed. */
void verdict_failure(const struct portal *p, const struct http_reply *r,
		     struct verdict *out);

/* The words of a look-up that found nothing out; a LOOKUP_CONFLICT brings its own. */
void verdict_lookup(enum lookup_kind kind, const struct http_reply *r,
		    struct verdict *out);

#endif
