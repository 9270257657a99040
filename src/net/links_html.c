/* links_html.c - HTML, read just far enough for start tags and their attributes */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/html.h>
#include <bantin/text/url.h>

#include "link.h"
#include "wire.h"

enum { TITLE_MAX = 4096 };	/* bytes of HTML */

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
	char *value = mem_strn(from, n < LINK_VALUE_MAX ? n : LINK_VALUE_MAX);
	decode_amp(value);
	return value;
}

static void html_attribute(struct reader *r, struct site_link *k)
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
	link_attribute(k, name, n, value);
}

/* r stands behind the element's name. */
static void html_attributes(struct reader *r, struct site_link *k)
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

/* Behind <title; r comes to stand behind its end. */
static void read_title(struct reader *r, struct links *l)
{
	struct buf text = {0};

	while (r->p < r->end && *r->p != '>')
		r->p++;
	const char *from = r->p < r->end ? r->p + 1 : r->p;
	while (r->p < r->end && !at_word(r, "</title"))
		r->p++;
	size_t n = r->p > from ? (size_t)(r->p - from) : 0;
	html_text(from, n < TITLE_MAX ? n : TITLE_MAX, &text);
	char *title = text_clean_dup(buf_str(&text), text.len, CLEAN_LINE);
	buf_clear(&text);
	if (*title)
		link_keep(&l->title, wire_cut(title, WIRE_LINE_MAX));
	else
		free(title);
}

static void read_base(const struct site_link *k, char **base, bool *based)
{
	char *url = k->href && !*based ? url_resolve(*base, k->href) : NULL;

	*based = *based || k->href;
	if (url && url_is_web(url))
		mem_set(base, url);
	free(url);
}

static void read_meta(const struct site_link *k, struct links *l)
{
	if (!k->name || !k->content || strcasecmp(k->name, "generator") != 0)
		return;
	char *generator = text_clean_line(k->content);
	link_keep(&l->generator, wire_cut(generator, WIRE_ID_MAX));
}

static void read_tag(struct reader *r, struct links *l, char **base, bool *based)
{
	struct site_link k = {0};

	if (at_word(r, "!--")) {
		skip_past(r, "-->");
	} else if (take_name(r, "script")) {
		skip_past(r, "</script");
	} else if (take_name(r, "style")) {
		skip_past(r, "</style");
	} else if (take_name(r, "title")) {
		read_title(r, l);
	} else if (take_name(r, "link") || take_name(r, "a")) {
		html_attributes(r, &k);
		link_take(l, &k, *base);
	} else if (take_name(r, "base")) {
		html_attributes(r, &k);
		read_base(&k, base, based);
	} else if (take_name(r, "meta")) {
		html_attributes(r, &k);
		read_meta(&k, l);
	} else if (take_name(r, "input")) {
		html_attributes(r, &k);
		l->asks_password = l->asks_password ||
				   (k.type && strcasecmp(k.type, "password") == 0);
	}
	link_clear(&k);
}

void links_from_html(struct links *l, const char *html, size_t n, const char *base)
{
	struct reader r = {html, html + n};
	char *against = mem_str(base);
	bool based = false;

	while (r.p < r.end && (r.p = memchr(r.p, '<', (size_t)(r.end - r.p)))) {
		r.p++;
		read_tag(&r, l, &against, &based);
	}
	free(against);
}
