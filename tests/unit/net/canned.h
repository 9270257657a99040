/* canned.h - replies as http.c would hand them over, without a network */
#ifndef TESTS_NET_CANNED_H
#define TESTS_NET_CANNED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bantin/base/mem.h>
#include <bantin/net/http.h>

#define JSON "application/json"

/* A complete answer; type, location and body may be NULL. For reply_clear. */
static inline struct http_reply answered(long status, const char *type,
	const char *location, const char *body)
{
	struct http_reply r = {.outcome = HTTP_ANSWERED, .headers_complete = true,
		.status = status, .retry_after = -1,
		.url = mem_str("https://portal.example/micropub"),
		.content_type = mem_str(type), .location = mem_str(location)};

	if (body)
		buf_adds(&r.body, body);
	return r;
}

static inline void reply_clear(struct http_reply *r)
{
	free(r->url);
	free(r->content_type);
	free(r->location);
	free(r->link);
	buf_clear(&r->body);
}

#endif
