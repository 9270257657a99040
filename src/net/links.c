/* links.c - the links that tell what a site speaks: in a Link header and in HTML */
#include "links.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/url.h>

#include "link.h"

void link_clear(struct site_link *k)
{
	free(k->href);
	free(k->rel);
	free(k->type);
	free(k->title);
	free(k->name);
	free(k->content);
	*k = (struct site_link){0};
}

void links_clear(struct links *l)
{
	free(l->feed);
	free(l->micropub);
	free(l->wordpress);
	free(l->next);
	free(l->rss);
	free(l->title);
	free(l->generator);
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

static bool speaks_of_comments(const char *s)
{
	static const char *const words[] = {"comment", "binh-luan", "binhluan",
					    "bình luận", "Bình luận"};

	for (size_t i = 0; s && i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i]);
		for (const char *p = s; *p; p++)
			if (strncasecmp(p, words[i], n) == 0)
				return true;
	}
	return false;
}

/* How likely the address is that of the site's news; 0: it is no JSON Feed's. */
static int feed_score(const struct site_link *k, const char *url, const char *base)
{
	bool certain = is_type(k->type, "application/feed+json");
	int score = 1;

	/* WordPress lists each page of its REST interface as an alternate, too */
	if (!certain && (!is_type(k->type, "application/json") ||
			 strstr(url, "wp-json") || strstr(url, "rest_route=") ||
			 strstr(url, "oembed")))
		return 0;
	if (!speaks_of_comments(url) && !speaks_of_comments(k->title))
		score += 4;
	if (certain)
		score += 2;
	if (url_same_origin(url, base))
		score += 1;
	return score;
}

static void take_alternate(struct links *l, const struct site_link *k, const char *url,
			   const char *base)
{
	int score = feed_score(k, url, base);

	if (score > l->feed_score) {
		mem_set(&l->feed, url);
		l->feed_score = score;
	}
	if (!l->rss && (is_type(k->type, "application/rss+xml") ||
			is_type(k->type, "application/atom+xml")))
		l->rss = mem_str(url);
}

/* A page that came over https may still name its own addresses as they were before. */
static void raise_scheme(char **url, const char *base)
{
	struct buf raised = {0};

	if (strncasecmp(*url, "http://", 7) != 0 || url_is_safe(*url) ||
	    strncasecmp(base, "https://", 8) != 0)
		return;
	buf_addf(&raised, "https://%s", *url + 7);
	free(*url);
	*url = buf_take(&raised);
}

void link_take(struct links *l, const struct site_link *k, const char *base)
{
	char *href = k->href ? text_clean_line(k->href) : NULL;
	char *url = href ? url_resolve(base, href) : NULL;

	free(href);
	if (url && url_is_web(url)) {
		raise_scheme(&url, base);
		if (has_rel(k->rel, "alternate"))
			take_alternate(l, k, url, base);
		if (has_rel(k->rel, "micropub") && !l->micropub)
			l->micropub = mem_str(url);
		if (has_rel(k->rel, "https://api.w.org/") && !l->wordpress)
			l->wordpress = mem_str(url);
		if (has_rel(k->rel, "next") && !l->next)
			l->next = mem_str(url);
	}
	free(url);
}

void link_keep(char **slot, char *value)
{
	if (*slot)
		free(value);
	else
		*slot = value;
}

void link_attribute(struct site_link *k, const char *name, size_t n, char *value)
{
	const struct {
		const char *name;
		char **slot;
	} known[] = {
		{"href", &k->href}, {"rel", &k->rel}, {"type", &k->type},
		{"title", &k->title}, {"name", &k->name}, {"content", &k->content},
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strlen(known[i].name) == n &&
		    strncasecmp(known[i].name, name, n) == 0) {
			link_keep(known[i].slot, value);
			return;
		}
	}
	free(value);
}

/* --- Link: <url>; rel="a b"; type="t", <url> ... --- */

/* Reads a token or quoted string at *p into a new string. */
static char *header_value(const char **p)
{
	struct buf v;

	buf_init(&v, LINK_VALUE_MAX);
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

/* The parameters behind <url>, up to the comma that ends the link. */
static void header_parameters(const char **p, struct site_link *k)
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
		link_attribute(k, name, n, value);
	}
}

void links_from_header(struct links *l, const char *header, const char *base)
{
	const char *p = header ? header : "";

	while ((p = strchr(p, '<'))) {
		const char *end = strchr(p, '>');
		struct site_link k = {0};

		if (!end)
			return;
		k.href = mem_strn(p + 1, (size_t)(end - p - 1));
		p = end + 1;
		header_parameters(&p, &k);
		link_take(l, &k, base);
		link_clear(&k);
	}
}
