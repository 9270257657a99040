/* links.c - the links that tell what a site speaks: in a Link header and in HTML */
#include "links.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/url.h>

#include "wire.h"

enum { VALUE_MAX = 2048 };	/* bytes of an attribute */

/* Owned strings; NULL where missing. */
struct link {
	char *href, *rel, *type;
};

static void link_clear(struct link *k)
{
	free(k->href);
	free(k->rel);
	free(k->type);
	*k = (struct link){0};
}

void links_clear(struct links *l)
{
	free(l->feed);
	free(l->micropub);
	free(l->wordpress);
	free(l->next);
	*l = (struct links){0};
}

/* Whether the space-separated list rel holds word, in any case. */
static bool has_rel(const char *rel, const char *word)
{
	size_t n = strlen(word);

	while (rel && *rel) {
		rel += strspn(rel, " \t\r\n");
		size_t len = strcspn(rel, " \t\r\n");
		if (len == n && strncasecmp(rel, word, n) == 0)
			return true;
		rel += len;
	}
	return false;
}

static bool is_type(const char *type, const char *name)
{
	size_t n = strlen(name);

	return type && strncasecmp(type, name, n) == 0 && strchr(" ;", type[n]);
}

static void take_feed(struct links *l, const struct link *k, char *url)
{
	bool certain = is_type(k->type, "application/feed+json");

	/* WordPress lists each page of its REST interface as an alternate, too */
	if (!certain && (!is_type(k->type, "application/json") ||
			 strstr(url, "wp-json") || strstr(url, "rest_route=")))
		return;
	if (l->feed && (l->feed_certain || !certain))
		return;
	mem_set(&l->feed, url);
	l->feed_certain = certain;
}

static void take_link(struct links *l, const struct link *k, const char *base)
{
	char *href = k->href ? text_clean_line(k->href) : NULL;
	char *url = href ? url_resolve(base, href) : NULL;

	free(href);
	if (url && url_is_web(url)) {
		if (has_rel(k->rel, "alternate"))
			take_feed(l, k, url);
		if (has_rel(k->rel, "micropub") && !l->micropub)
			l->micropub = mem_str(url);
		if (has_rel(k->rel, "https://api.w.org/") && !l->wordpress)
			l->wordpress = mem_str(url);
		if (has_rel(k->rel, "next") && !l->next)
			l->next = mem_str(url);
	}
	free(url);
}

/* --- Link: <url>; rel="a b"; type="t", <url> ... --- */

/* Reads a token or quoted string at *p into a new string. */
static char *header_value(const char **p)
{
	struct buf v;

	buf_init(&v, VALUE_MAX);
	if (**p == '"') {
		for ((*p)++; **p && **p != '"'; (*p)++) {
			if (**p == '\\' && (*p)[1])
				(*p)++;
			buf_addc(&v, **p);
		}
		*p += **p == '"';
	} else {
		size_t n = strcspn(*p, ";, \t");

		buf_add(&v, *p, n);
		*p += n;
	}
	return buf_take(&v);
}

static void keep(char **slot, char *value)
{
	if (*slot)
		free(value);
	else
		*slot = value;
}

/* The parameters behind <url>, up to the comma that ends the link. */
static void header_parameters(const char **p, struct link *k)
{
	while (**p && **p != ',') {
		*p += strspn(*p, "; \t");
		const char *name = *p;
		size_t n = strcspn(name, "=;, \t");
		*p += n;
		*p += strspn(*p, " \t");
		if (**p != '=') {
			if (n == 0 && **p && **p != ',' && **p != ';')
				(*p)++;
			continue;
		}
		*p += 1 + strspn(*p + 1, " \t");
		char *value = header_value(p);
		if (n == 3 && strncasecmp(name, "rel", 3) == 0)
			keep(&k->rel, value);
		else if (n == 4 && strncasecmp(name, "type", 4) == 0)
			keep(&k->type, value);
		else
			free(value);
	}
}

void links_from_header(struct links *l, const char *header, const char *base)
{
	const char *p = header ? header : "";

	while ((p = strchr(p, '<'))) {
		const char *end = strchr(p, '>');
		struct link k = {0};

		if (!end)
			return;
		k.href = mem_strn(p + 1, (size_t)(end - p - 1));
		p = end + 1;
		header_parameters(&p, &k);
		take_link(l, &k, base);
		link_clear(&k);
	}
}

/* --- HTML, read just far enough for start tags and their attributes --- */

struct reader {
	const char *p, *end;
};

static bool at_word(const struct reader *r, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(r->end - r->p) >= n && strncasecmp(r->p, word, n) == 0;
}

/* Moves behind word, or to the end. */
static void skip_past(struct reader *r, const char *word)
{
	while (r->p < r->end && !at_word(r, word))
		r->p++;
	if (r->p < r->end)
		r->p += strlen(word);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void skip_space(struct reader *r)
{
	while (r->p < r->end && (is_space(*r->p) || *r->p == '/'))
		r->p++;
}

/* "&amp;" is what stands in addresses; other entities are rare enough. */
static void decode_amp(char *s)
{
	char *to = s;

	for (const char *from = s; *from; from++) {
		*to++ = *from;
		if (strncasecmp(from, "&amp;", 5) == 0)
			from += 4;
		else if (strncmp(from, "&#38;", 5) == 0)
			from += 4;
		else if (strncasecmp(from, "&#x26;", 6) == 0)
			from += 5;
	}
	*to = '\0';
}

static char *html_value(struct reader *r)
{
	char quote = r->p < r->end && (*r->p == '"' || *r->p == '\'') ? *r->p : '\0';
	const char *from;

	if (quote)
		r->p++;
	from = r->p;
	while (r->p < r->end &&
	       (quote ? *r->p != quote : !is_space(*r->p) && *r->p != '>'))
		r->p++;
	size_t n = (size_t)(r->p - from);
	if (quote && r->p < r->end)
		r->p++;
	char *value = mem_strn(from, n < VALUE_MAX ? n : VALUE_MAX);
	decode_amp(value);
	return value;
}

static void html_attribute(struct reader *r, struct link *k)
{
	const char *name = r->p;

	while (r->p < r->end && !is_space(*r->p) && !strchr("=>/", *r->p))
		r->p++;
	size_t n = (size_t)(r->p - name);
	while (r->p < r->end && is_space(*r->p))
		r->p++;
	if (r->p == r->end || *r->p != '=') {
		if (n == 0 && r->p < r->end)
			r->p++;
		return;
	}
	r->p++;
	while (r->p < r->end && is_space(*r->p))
		r->p++;
	char *value = html_value(r);
	if (n == 4 && strncasecmp(name, "href", 4) == 0)
		keep(&k->href, value);
	else if (n == 3 && strncasecmp(name, "rel", 3) == 0)
		keep(&k->rel, value);
	else if (n == 4 && strncasecmp(name, "type", 4) == 0)
		keep(&k->type, value);
	else
		free(value);
}

/* r stands behind the element's name. */
static void html_attributes(struct reader *r, struct link *k)
{
	for (skip_space(r); r->p < r->end && *r->p != '>'; skip_space(r))
		html_attribute(r, k);
}

static bool take_name(struct reader *r, const char *name)
{
	size_t n = strlen(name);

	if (!at_word(r, name) || (r->p + n < r->end && !is_space(r->p[n]) &&
				  r->p[n] != '>' && r->p[n] != '/'))
		return false;
	r->p += n;
	return true;
}

static void read_tag(struct reader *r, struct links *l, char **base)
{
	struct link k = {0};

	if (at_word(r, "!--")) {
		skip_past(r, "-->");
	} else if (take_name(r, "script")) {
		skip_past(r, "</script");
	} else if (take_name(r, "style")) {
		skip_past(r, "</style");
	} else if (take_name(r, "link") || take_name(r, "a")) {
		html_attributes(r, &k);
		take_link(l, &k, *base);
	} else if (take_name(r, "base")) {
		html_attributes(r, &k);
		char *url = k.href ? url_resolve(*base, k.href) : NULL;
		if (url && url_is_web(url))
			mem_set(base, url);
		free(url);
	}
	link_clear(&k);
}

void links_from_html(struct links *l, const char *html, size_t n, const char *base)
{
	struct reader r = {html, html + n};
	char *against = mem_str(base);

	while (r.p < r.end && (r.p = memchr(r.p, '<', (size_t)(r.end - r.p)))) {
		r.p++;
		read_tag(&r, l, &against);
	}
	free(against);
}
