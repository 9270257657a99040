/* url.c - what may be asked of a URL: origin, web, safe */
#include <bantin/text/url.h>

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "url_parts.h"

struct origin {
	const char *scheme, *host;	/* borrowed, not ended by NUL */
	size_t scheme_len, host_len;
	long port;		/* -1: the scheme has no default */
	bool has_user;
};

static bool scheme_is(const struct origin *o, const char *name)
{
	return o->scheme_len == strlen(name) &&
	       strncasecmp(o->scheme, name, o->scheme_len) == 0;
}

static bool read_port(struct origin *o, const char *s, const char *end)
{
	long port = 0;

	if (s == end)
		return true;	/* "host:" has the default */
	for (; s < end; s++) {
		if (!isdigit((unsigned char)*s))
			return false;
		port = port * 10 + (*s - '0');
		if (port > 65535)
			return false;
	}
	o->port = port;
	return true;
}

/* Host and port out of s..end, which holds no user info. */
static bool read_host(struct origin *o, const char *s, const char *end)
{
	bool v6 = s < end && *s == '[';
	const char *close = v6 ? memchr(s, ']', (size_t)(end - s)) : NULL;
	const char *from = close ? close + 1 : s;
	const char *colon = memchr(from, ':', (size_t)(end - from));

	if (v6 && !close)
		return false;
	o->host = s;
	o->host_len = (size_t)((colon ? colon : end) - s);
	if (close && o->host_len != (size_t)(close + 1 - s))
		return false;
	return !colon || read_port(o, colon + 1, end);
}

static bool read_origin(struct origin *o, const char *url)
{
	*o = (struct origin){
		.scheme = url, .scheme_len = url_scheme_len(url), .port = -1,
	};
	const char *s = url + o->scheme_len;
	if (o->scheme_len == 0 || strncmp(s, "://", 3) != 0)
		return false;
	for (const char *c = url; *c; c++)
		if ((unsigned char)*c <= ' ' || *c == 0x7f || *c == '\\')
			return false;
	if (scheme_is(o, "http"))
		o->port = 80;
	else if (scheme_is(o, "https"))
		o->port = 443;
	s += 3;
	const char *end = s + strcspn(s, "/?#");
	for (const char *c = s; c < end; c++)
		if (*c == '@') {
			s = c + 1;
			o->has_user = true;
		}
	return read_host(o, s, end);
}

bool url_same_origin(const char *a, const char *b)
{
	struct origin x, y;

	return read_origin(&x, a) && read_origin(&y, b) && x.port == y.port &&
	       x.scheme_len == y.scheme_len && x.host_len == y.host_len &&
	       strncasecmp(x.scheme, y.scheme, x.scheme_len) == 0 &&
	       strncasecmp(x.host, y.host, x.host_len) == 0;
}

static bool is_web(const struct origin *o)
{
	return (scheme_is(o, "http") || scheme_is(o, "https")) && o->host_len > 0 &&
	       !o->has_user;
}

bool url_is_web(const char *url)
{
	struct origin o;

	return read_origin(&o, url) && is_web(&o);
}

/* 127.a.b.c in plain decimal: other spellings are not taken for it. */
static bool is_loopback_v4(const char *s, size_t n)
{
	size_t at = 0;

	if (n < 4 || memcmp(s, "127.", 4) != 0)
		return false;
	for (int part = 0; part < 4; part++) {
		int value = 0, digits = 0;
		while (at < n && isdigit((unsigned char)s[at]) && digits < 4) {
			value = value * 10 + (s[at++] - '0');
			digits++;
		}
		if (digits == 0 || digits > 3 || value > 255)
			return false;
		if (part < 3 && (at == n || s[at++] != '.'))
			return false;
	}
	return at == n;
}

static bool is_loopback(const struct origin *o)
{
	static const char name[] = "localhost", v6[] = "[::1]";

	return is_loopback_v4(o->host, o->host_len) ||
	       (o->host_len == strlen(name) &&
		strncasecmp(o->host, name, o->host_len) == 0) ||
	       (o->host_len == strlen(v6) && memcmp(o->host, v6, o->host_len) == 0);
}

bool url_is_safe(const char *url)
{
	struct origin o;

	return read_origin(&o, url) && is_web(&o) &&
	       (scheme_is(&o, "https") || is_loopback(&o));
}
