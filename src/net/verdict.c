/* verdict.c - what a reply to a write means ("exactly once", 3 and 4) */
#include "verdict.h"

#include <stdlib.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "reply.h"

bool verdict_is_whole(const struct http_reply *r)
{
	return r->outcome == HTTP_ANSWERED && r->headers_complete;
}

/*
 * 409 means "the first one is still running" to a portal that remembers keys, and then
 * the same row is simply sent again; 422 there means another body under the same key,
 * and stays a refusal.
 */
static enum verdict_kind kind_of(const struct portal *p, const struct http_reply *r)
{
	if (r->outcome == HTTP_NOT_SENT)
		return VERDICT_NOT_SENT;
	if (!verdict_is_whole(r))
		return VERDICT_UNKNOWN;
	switch (r->status) {
	case 409:
		return p->can & PORTAL_REMEMBERS_KEYS ? VERDICT_RETRY : VERDICT_REFUSED;
	case 400:
	case 401:
	case 403:
	case 404:
	case 413:
	case 415:
	case 422:
		return VERDICT_REFUSED;
	case 429:
		return VERDICT_RETRY;
	default:
		break;
	}
	return r->status >= 500 && r->status <= 599 ? VERDICT_RETRY : VERDICT_UNKNOWN;
}

void verdict_failure(const struct portal *p, const struct http_reply *r,
		     struct verdict *out)
{
	verdict_clear(out);
	out->kind = kind_of(p, r);
	out->retry_after = r->retry_after;
	if (verdict_is_whole(r) && (r->status == 201 || r->status == 202))
		out->reason = mem_str(_("The portal's answer does not say what became of "
					"the bulletin"));
	else
		out->reason = reply_reason(r);
}

void verdict_lookup(enum lookup_kind kind, const struct http_reply *r,
		    struct verdict *out)
{
	if (kind == LOOKUP_FAILED)
		out->reason = reply_reason(r);
	else if (kind == LOOKUP_UNABLE)
		out->reason = mem_str(_("The portal cannot say whether it has the "
					"bulletin"));
}
