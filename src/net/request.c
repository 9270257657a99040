/* request.c - a request's strings: copied, made into header fields, wiped */
#include "request.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/url.h>

bool request_is_allowed(const struct http_request *r, struct err *e)
{
	if (!r->url || !url_is_safe(r->url))
		return err_set(e, ERR_USAGE,
			       _("Only https addresses without a password are used"));
	if (r->ca && access(r->ca, R_OK) != 0)
		return err_errno(e, ERR_CONFIG,
				 _("The file of trusted certificates cannot be read: %s"),
				 r->ca);
	return true;
}

void request_wipe(char *s)
{
	if (s)
		mem_wipe(s, strlen(s));
	free(s);
}

/* What one origin is given and believed does not go on to another. */
void request_drop_credentials(struct http_request *r)
{
	request_wipe(r->bearer);
	request_wipe(r->basic);
	r->bearer = r->basic = NULL;
	free(r->ca);
	r->ca = NULL;
}

void http_request_clear(struct http_request *r)
{
	request_drop_credentials(r);
	free(r->url);
	free(r->accept);
	free(r->key);
	free(r->if_none_match);
	free(r->if_modified_since);
	free(r->range);
	free(r->if_range);
	free(r->content_type);
	free(r->disposition);
	free(r->body);
	*r = (struct http_request){0};
}

void request_copy(struct http_request *to, const struct http_request *from)
{
	*to = *from;
	to->url = mem_str(from->url);
	to->accept = mem_str(from->accept);
	to->bearer = mem_str(from->bearer);
	to->basic = mem_str(from->basic);
	to->key = mem_str(from->key);
	to->if_none_match = mem_str(from->if_none_match);
	to->if_modified_since = mem_str(from->if_modified_since);
	to->range = mem_str(from->range);
	to->if_range = mem_str(from->if_range);
	to->content_type = mem_str(from->content_type);
	to->disposition = mem_str(from->disposition);
	to->ca = mem_str(from->ca);
	to->body = from->body ? mem_dup(from->body, from->body_len) : NULL;
}

struct adder {
	void (*add)(void *ctx, const char *line);
	void *ctx;
};

static void add_field(const struct adder *to, const char *before, const char *value,
		      const char *after)
{
	if (!value)
		return;
	for (const char *s = value; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return;
	size_t a = strlen(before), b = strlen(value), c = strlen(after);
	char *line = mem_alloc(a + b + c + 1);
	memcpy(line, before, a);
	memcpy(line + a, value, b);
	memcpy(line + a + b, after, c);
	to->add(to->ctx, line);
	request_wipe(line);
}

void request_fields(const struct http_request *r,
		    void (*add)(void *ctx, const char *line), void *ctx)
{
	const struct adder to = {add, ctx};

	add_field(&to, "Accept: ", r->accept, "");
	add_field(&to, "Authorization: Bearer ", r->bearer, "");
	add_field(&to, "Idempotency-Key: \"", r->key, "\"");
	add_field(&to, "If-None-Match: ", r->if_none_match, "");
	add_field(&to, "If-Modified-Since: ", r->if_modified_since, "");
	add_field(&to, "Range: ", r->range, "");
	add_field(&to, "If-Range: ", r->if_range, "");
	add_field(&to, "Content-Type: ", r->content_type, "");
	add_field(&to, "Content-Disposition: ", r->disposition, "");
	/* empty: waiting for "100 Continue" would cost a round trip on a bad line */
	add(ctx, "Expect:");
}

void request_basic(const struct http_request *r, char **user, char **password)
{
	const char *colon = r->basic ? strchr(r->basic, ':') : NULL;

	*user = colon ? mem_strn(r->basic, (size_t)(colon - r->basic)) : NULL;
	*password = colon ? mem_str(colon + 1) : NULL;
}

bool request_is_plain(const struct http_request *r)
{
	return strncasecmp(r->url, "http:", 5) == 0;
}

static bool is_set(const char *variable)
{
	const char *value = getenv(variable);

	return value && *value;
}

/* no_proxy is not looked at: taking a direct line for a proxied one only makes the
 * verdict more careful. */
bool request_is_direct(const struct http_request *r)
{
	return request_is_plain(r) || !(is_set("https_proxy") || is_set("HTTPS_PROXY") ||
					is_set("all_proxy") || is_set("ALL_PROXY"));
}
