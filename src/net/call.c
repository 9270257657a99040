/* call.c - one exchange under way: what has arrived of it, and where it may go next */
#include "call.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/url.h>

#include "request.h"

enum {
	REDIRECTS_MAX = 5,
	SLOWEST = 50,			/* bytes a second */
	PATIENCES = 5,
	ERROR_BODY_MAX = 256 << 10,	/* what is kept of a body that is no success */
	PIECE = 16 << 10,		/* that the receiver gets at a time */
	WAITING_FULL = 256 << 10	/* then libcurl is told to wait */
};

static size_t ceiling_of(const struct http_request *r)
{
	return r->ceiling ? r->ceiling : CALL_CEILING;
}

/* The strings stay the head's; the reply only shows them. */
static void show_head(struct http_call *c)
{
	struct http_reply *r = &c->reply;

	r->headers_complete = c->head.complete;
	r->status = c->head.status;
	r->content_type = c->head.content_type;
	r->location = c->head.location;
	r->etag = c->head.etag;
	r->last_modified = c->head.last_modified;
	r->date = c->head.date;
	r->link = c->head.link;
	r->length = c->head.length;
	r->range_start = c->head.range_start;
	r->range_total = c->head.range_total;
}

struct http_call *call_new(const struct http_request *r, const struct http_handler *on)
{
	struct http_call *c = mem_alloc(sizeof(*c));

	request_copy(&c->request, r);
	c->on = *on;
	c->begun = clock_mono();
	c->reply.retry_after = -1;
	c->reply.url = mem_str(r->url);
	head_clear(&c->head);
	show_head(c);
	buf_init(&c->reply.body, ceiling_of(r));
	return c;
}

void call_free(struct http_call *c)
{
	http_request_clear(&c->request);
	head_clear(&c->head);
	free(c->reply.url);
	buf_clear(&c->reply.body);
	buf_clear(&c->waiting);
	free(c);
}

bool call_is_late(int64_t ms, int64_t bytes, int patience)
{
	return ms / 1000 > (int64_t)patience * PATIENCES + bytes / SLOWEST;
}

size_t call_header(char *p, size_t size, size_t n, void *ctx)
{
	struct http_call *c = ctx;

	if (c->stop != STOP_NONE)
		return 0;
	bool fits = head_line(&c->head, p, size * n);
	show_head(c);
	if (!fits)
		c->stop = c->head.codings > CODINGS_MAX ? STOP_PACKED : STOP_HEAD;
	return fits ? size * n : 0;
}

static void keep_body(struct http_call *c, const char *p, size_t n)
{
	if (c->reply.status >= 300 && c->reply.body.len + n > ERROR_BODY_MAX)
		n = ERROR_BODY_MAX - c->reply.body.len;
	if (n > 0 && !buf_add(&c->reply.body, p, n))
		c->stop = STOP_BODY;
}

static bool is_wanted(const struct http_call *c)
{
	return c->reply.status == 200 || (c->reply.status == 206 && c->request.range);
}

size_t call_body(char *p, size_t size, size_t n, void *ctx)
{
	struct http_call *c = ctx;
	size_t len = size * n;

	if (c->stop != STOP_NONE || !c->head.complete)
		return 0;
	c->body_bytes += len;
	if (c->body_bytes > ceiling_of(&c->request))
		c->stop = STOP_BODY;
	else if (!c->on.on_body || !is_wanted(c))
		keep_body(c, p, len);
	else
		buf_add(&c->waiting, p, len);
	return c->stop == STOP_NONE ? len : 0;
}

bool call_is_full(const struct http_call *c)
{
	return c->waiting.len >= WAITING_FULL;
}

/* False where the receiver wants no more. */
static bool give_pieces(struct http_call *c, int64_t until)
{
	bool more = true;

	while (more && c->given < c->waiting.len && c->stop != STOP_CANCELLED) {
		size_t n = c->waiting.len - c->given;
		const char *p = c->waiting.s + c->given;

		n = n < PIECE ? n : PIECE;
		c->given += n;
		more = c->on.on_body(c->on.ctx, &c->reply, p, n);
		if (clock_mono() >= until)
			break;
	}
	return more;
}

void call_hand_over(struct http_call *c, int64_t until)
{
	bool more = give_pieces(c, until);

	if (c->stop == STOP_CANCELLED)
		return;
	if (c->on.on_rest && !c->on.on_rest(c->on.ctx))
		more = false;
	if (!more && c->stop == STOP_NONE)
		c->stop = STOP_RECEIVER;
	if (!more || c->given == c->waiting.len) {
		buf_reset(&c->waiting);
		c->given = 0;
	}
}

bool call_is_redirect(const struct http_call *c)
{
	long s = c->head.status;

	return c->request.follow && !c->request.write && c->head.location &&
	       (strcmp(c->request.method, "GET") == 0 ||
		strcmp(c->request.method, "HEAD") == 0) &&
	       (s == 301 || s == 302 || s == 303 || s == 307 || s == 308);
}

void call_set_reason(struct http_call *c, const char *reason)
{
	snprintf(c->reply.reason, sizeof(c->reply.reason), "%s", reason);
}

static bool may_go(struct http_call *c, const char *to)
{
	size_t scheme = strcspn(c->request.url, ":") + 1;

	if (c->redirects >= REDIRECTS_MAX)
		call_set_reason(c, _("The portal sends from one address to the next"));
	else if (!url_is_safe(to) || strncasecmp(c->request.url, to, scheme) != 0)
		call_set_reason(c, _("The portal sends to an address that is not safe"));
	else
		return true;
	return false;
}

bool call_redirect(struct http_call *c, const char *to)
{
	if (!may_go(c, to))
		return false;
	if (!url_same_origin(c->request.url, to))
		request_drop_credentials(&c->request);
	mem_set(&c->request.url, to);
	mem_set(&c->reply.url, to);
	c->redirects++;
	c->body_bytes = 0;
	head_clear(&c->head);
	buf_reset(&c->reply.body);
	show_head(c);
	return true;
}
