/* wordpress_ask.c - requests to a WordPress site, whatever its addresses look like */
#include "wordpress.h"

#include <string.h>
#include <strings.h>

#include <bantin/base/mem.h>

enum { ANSWER_MAX = 8 << 20 };	/* bytes */

#define SPACE "wp/v2/"

void wordpress_encode(struct buf *out, const char *s)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-._~,:";

	for (; *s; s++)
		if (strchr(plain, *s))
			buf_addc(out, *s);
		else
			buf_addf(out, "%%%02X", (unsigned)(unsigned char)*s);
}

/* Behind the value of rest_route, or NULL where the base has a path instead. */
static const char *route_end(const char *base)
{
	const char *at = strchr(base, '?');

	for (; at; at = strchr(at + 1, '&'))
		if (strncmp(at + 1, "rest_route=", strlen("rest_route=")) == 0)
			return at + 1 + strcspn(at + 1, "&#");
	return NULL;
}

static size_t cut_slash(const char *base, size_t n)
{
	if (n >= 1 && base[n - 1] == '/')
		return n - 1;
	if (n >= 3 && strncasecmp(base + n - 3, "%2f", 3) == 0)
		return n - 3;
	return n;
}

char *wordpress_url(const struct portal *p, const char *route, const char *query)
{
	const char *base = p->feed_url ? p->feed_url : "";
	const char *end = route_end(base);
	struct buf url = {0};

	if (!end)
		end = base + strcspn(base, "?#");
	buf_add(&url, base, cut_slash(base, (size_t)(end - base)));
	buf_addf(&url, "/" SPACE "%s", route);
	buf_add(&url, end, strcspn(end, "#"));
	if (query)
		buf_addf(&url, "%s%s", strchr(buf_str(&url), '?') ? "&" : "?", query);
	return buf_take(&url);
}

void wordpress_get(const struct portal *p, const char *route, const char *query,
		   struct http_request *out)
{
	*out = (struct http_request){
		.method = "GET",
		.url = wordpress_url(p, route, query),
		.accept = mem_str("application/json"),
		.follow = true,
	};
}

void wordpress_ask(const struct portal *p, const char *route, const char *query,
		   struct http_request *out)
{
	*out = (struct http_request){
		.method = "GET",
		.url = wordpress_url(p, route, query),
		.accept = mem_str("application/json"),
		.basic = mem_str(p->token),
		.ceiling = ANSWER_MAX,
	};
}

void wordpress_write(const struct portal *p, const char *method, const char *route,
		     const char *query, struct http_request *out)
{
	wordpress_ask(p, route, query, out);
	out->method = method;
	out->write = true;
}
