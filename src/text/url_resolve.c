/* url_resolve.c - relative references made absolute (RFC 3986, section 5.2) */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/text/url.h>

#include "url_parts.h"

/* A run of bytes in a reference; s is NULL where the part is missing. */
struct part {
	const char *s;
	size_t n;
};

/* The parts of a reference, without the delimiters (RFC 3986, appendix B). */
struct parts {
	struct part scheme, authority, path, query, fragment;
};

size_t url_scheme_len(const char *s)
{
	size_t n = 0;

	if (!isalpha((unsigned char)s[0]))
		return 0;
	while (isalnum((unsigned char)s[n]) || (s[n] && strchr("+-.", s[n])))
		n++;
	return s[n] == ':' ? n : 0;
}

/* Takes a part up to one of `stops` off *s. */
static struct part take(const char **s, const char *stops)
{
	struct part p = {*s, strcspn(*s, stops)};

	*s += p.n;
	return p;
}

static void split(struct parts *p, const char *s)
{
	size_t scheme = url_scheme_len(s);

	*p = (struct parts){0};
	if (scheme > 0) {
		p->scheme = (struct part){s, scheme};
		s += scheme + 1;
	}
	if (s[0] == '/' && s[1] == '/') {
		s += 2;
		p->authority = take(&s, "/?#");
	}
	p->path = take(&s, "?#");
	if (*s == '?') {
		s++;
		p->query = take(&s, "#");
	}
	if (*s == '#')
		p->fragment = (struct part){s + 1, strlen(s + 1)};
}

/* Takes the last segment off the path that begins at `start` in out. */
static void cut_segment(struct buf *out, size_t start)
{
	size_t n = out->len;

	while (n > start && out->s[n - 1] != '/')
		n--;
	buf_cut(out, n > start ? n - 1 : start);
}

static bool is_dots(const char *s, size_t n, size_t dots)
{
	return n == dots && s[0] == '.' && s[n - 1] == '.';
}

/* Appends an absolute path without its "." and ".." (section 5.2.4). */
static void add_path(struct buf *out, const char *s, size_t n)
{
	size_t start = out->len;

	while (n > 0) {
		const char *slash = memchr(s + 1, '/', n - 1);
		size_t len = slash ? (size_t)(slash - s) : n;	/* with its own slash */
		bool up = is_dots(s + 1, len - 1, 2), here = is_dots(s + 1, len - 1, 1);
		if (up)
			cut_segment(out, start);
		else if (!here)
			buf_add(out, s, len);
		if ((up || here) && len == n)
			buf_addc(out, '/');
		s += len;
		n -= len;
	}
}

/* The path that a relative one means under base (section 5.2.3). */
static void merge(struct buf *out, const struct parts *base, const struct part *path)
{
	size_t n = base->path.n;

	if (base->authority.s && n == 0)
		buf_addc(out, '/');
	while (n > 0 && base->path.s[n - 1] != '/')
		n--;
	buf_add(out, base->path.s, n);
	buf_add(out, path->s, path->n);
}

static void add_part(struct buf *out, const char *before, const struct part *p,
		     const char *after)
{
	if (!p->s)
		return;
	buf_adds(out, before);
	buf_add(out, p->s, p->n);
	buf_adds(out, after);
}

static void add_any_path(struct buf *out, const struct part *path)
{
	if (path->n > 0 && path->s[0] == '/')
		add_path(out, path->s, path->n);
	else
		buf_add(out, path->s, path->n);
}

/* Section 5.2.2 and 5.3; ref has no scheme. */
static char *transform(const char *base_url, const char *ref_url)
{
	struct parts base, ref;
	struct buf out = {0}, merged = {0};

	split(&base, base_url);
	split(&ref, ref_url);
	add_part(&out, "", &base.scheme, ":");
	add_part(&out, "//", ref.authority.s ? &ref.authority : &base.authority, "");
	if (ref.authority.s || (ref.path.n > 0 && ref.path.s[0] == '/')) {
		add_any_path(&out, &ref.path);
	} else if (ref.path.n == 0) {
		buf_add(&out, base.path.s, base.path.n);
		if (!ref.query.s)
			ref.query = base.query;
	} else {
		merge(&merged, &base, &ref.path);
		add_any_path(&out, &(struct part){buf_str(&merged), merged.len});
	}
	add_part(&out, "?", &ref.query, "");
	add_part(&out, "#", &ref.fragment, "");
	buf_clear(&merged);
	return buf_take(&out);
}

/* Whether byte s[i] may stand in a URL as it is. Names of hosts are left alone. */
static bool is_allowed(const char *s, size_t i, bool in_authority)
{
	unsigned char c = (unsigned char)s[i];

	if (c <= ' ' || c == 0x7f || strchr("\"<>\\^`{|}", c))
		return false;
	if (in_authority)
		return true;
	if (c == '%')
		return isxdigit((unsigned char)s[i + 1]) &&
		       isxdigit((unsigned char)s[i + 2]);
	return c < 0x80 && c != '[' && c != ']';
}

/* Where the host of s ends; 0: it names none. */
static size_t authority_end(const char *s)
{
	size_t scheme = url_scheme_len(s), at = scheme > 0 ? scheme + 1 : 0;

	if (strncmp(s + at, "//", 2) != 0)
		return 0;
	return at + 2 + strcspn(s + at + 2, "/?#");
}

/* A copy of s without blanks around it, its bytes percent-encoded where they must be. */
static char *encode(const char *s)
{
	struct buf out = {0};
	size_t n = strlen(s);

	while (n > 0 && (unsigned char)*s <= ' ') {
		s++;
		n--;
	}
	while (n > 0 && (unsigned char)s[n - 1] <= ' ')
		n--;
	size_t host = authority_end(s);
	for (size_t i = 0; i < n; i++) {
		if (is_allowed(s, i, i < host))
			buf_addc(&out, s[i]);
		else
			buf_addf(&out, "%%%02X", (unsigned)(unsigned char)s[i]);
	}
	return buf_take(&out);
}

char *url_resolve(const char *base, const char *ref)
{
	char *encoded = encode(ref);

	if (!base || url_scheme_len(encoded) > 0)
		return encoded;
	char *from = encode(base);
	char *whole = transform(from, encoded);
	free(from);
	free(encoded);
	return whole;
}
