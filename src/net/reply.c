/* reply.c - what an answer holds, and why it is no success, in words */
#include "reply.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/net/portal.h>

#include "wire.h"
#include "wordpress.h"

enum { WORDS_MAX = 400 };	/* bytes of the portal's own explanation */

bool reply_is_json(const struct http_reply *r)
{
	const char *type = r->content_type ? r->content_type : "";
	size_t n = strlen(type);

	return strcmp(type, "application/json") == 0 ||
	       (n > 5 && strcmp(type + n - 5, "+json") == 0);
}

json_t *reply_document(const struct http_reply *r)
{
	if (r->outcome != HTTP_ANSWERED || !r->headers_complete || !reply_is_json(r))
		return NULL;
	return wire_parse(buf_str(&r->body), r->body.len);
}

/* "error_description" or "error" of Micropub (an error may also be an object), "detail"
 * or "title" of RFC 9457, "message" of WordPress, which is HTML. NULL without. */
static char *portal_words(const json_t *top)
{
	static const char *const names[] = {"error_description", "detail", "title",
					    "error"};
	char *words = wordpress_line(json_object_get(top, "message"), WORDS_MAX);

	for (size_t i = 0; !words && i < sizeof(names) / sizeof(names[0]); i++)
		words = wire_line(json_object_get(top, names[i]), WORDS_MAX);
	return words;
}

static const char *status_meaning(long status)
{
	switch (status) {
	case 400:
		return _("The portal does not understand the request");
	case 401:
		return _("The portal does not accept the sign-in");
	case 403:
		return _("This account may not do that");
	case 404:
		return _("The portal has nothing at this address");
	case 409:
		return _("The portal has something there that is in the way");
	case 410:
		return _("The portal has taken it away for good");
	case 413:
		return _("It is too large for the portal");
	case 415:
	case 422:
		return _("The portal does not accept the content");
	case 429:
		return _("The portal is asked too often and wants a pause");
	default:
		break;
	}
	if (status >= 500 && status <= 599)
		return _("The portal has a fault of its own");
	if (status >= 300 && status <= 399)
		return _("The portal sends to another address: perhaps a sign-in page "
			 "of the network stands in between");
	return _("The portal gave an answer that was not expected");
}

static bool is_page(const struct http_reply *r)
{
	return r->content_type && strstr(r->content_type, "html") && r->status >= 200 &&
	       r->status <= 299;
}

void portal_reason(const struct http_reply *r, struct buf *out)
{
	if (r->outcome != HTTP_ANSWERED || r->reason[0] != '\0') {
		buf_adds(out, r->reason[0] ? r->reason : _("The connection broke off"));
		return;
	}
	if (is_page(r)) {
		buf_adds(out, _("A web page came instead of the portal's answer: perhaps "
				"a sign-in page of the network stands in between"));
		return;
	}
	json_t *top = reply_document(r);
	const char *meaning = wordpress_meaning(top, r->status);
	char *words = portal_words(top);
	if (!meaning)
		meaning = status_meaning(r->status);
	if (words)
		buf_addf(out, _("%s (%ld); the portal says: %s"), meaning, r->status,
			 words);
	else
		buf_addf(out, "%s (%ld)", meaning, r->status);
	free(words);
	json_decref(top);
}

char *reply_reason(const struct http_reply *r)
{
	struct buf words = {0};

	portal_reason(r, &words);
	return buf_take(&words);
}

static enum err_kind failure_kind(const struct http_reply *r)
{
	if (r->outcome == HTTP_TOO_BIG)
		return ERR_LIMIT;
	if (r->outcome != HTTP_ANSWERED || r->status == 429 || r->status >= 500)
		return ERR_NET;
	/* perhaps not the portal's answer, but that of a network in between */
	if (is_page(r) || r->status / 100 == 3)
		return ERR_NET;
	return r->status >= 400 ? ERR_REFUSED : ERR_FORMAT;
}

json_t *reply_json(const struct http_reply *r, struct err *e)
{
	json_t *top = r->status == 200 ? reply_document(r) : NULL;

	if (top)
		return top;
	char *reason = reply_reason(r);
	err_set(e, failure_kind(r), "%s", reason);
	free(reason);
	return NULL;
}
