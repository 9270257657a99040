/* html_link.c - links of HTML and what is not text: images, frames, films */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/url.h>

#include "html_build.h"

enum { URL_LEN_MAX = 4096 };	/* bytes */

/* The number of the open link, behind its text; none where it has no text. */
void build_number(struct build *b)
{
	char number[32];
	unsigned breaks = b->ink.breaks;
	size_t n;

	if (!b->link || !b->numbers || b->ink.text.len <= b->link_from)
		return;
	n = layout_link(b->l, b->link);
	if (!n)
		return;
	snprintf(number, sizeof number, "[%zu]", n);
	ink_space(&b->ink);
	b->ink.breaks = 0;
	ink_add(&b->ink, number, strlen(number));
	b->ink.breaks = breaks;
	b->link_from = b->ink.text.len;
}

static bool has_prefix(const char *s, const char *prefix)
{
	return strncasecmp(s, prefix, strlen(prefix)) == 0;
}

static const char *skip_space(const char *s)
{
	while (*s && (unsigned char)*s <= ' ')
		s++;
	return s;
}

/* "mailto:a@b?subject=x" gives "a@b". */
static char *address_of(const char *href)
{
	const char *s = strchr(href, ':') + 1;

	return mem_strn(s, strcspn(s, "?"));
}

/* A URL that can be opened, absolute where a base is known; else NULL. */
static char *link_url(struct build *b, const char *ref)
{
	const char *s = skip_space(ref ? ref : "");
	size_t scheme = strcspn(s, ":/?#");
	char *url;

	if (!*s || *s == '#' || strlen(s) > URL_LEN_MAX)
		return NULL;
	if (s[scheme] == ':' && !has_prefix(s, "http:") && !has_prefix(s, "https:") &&
	    !has_prefix(s, "ftp:"))
		return NULL;
	url = url_resolve(b->base, s);
	for (size_t len = url ? strlen(url) : 0; len && url[len - 1] == ' ';)
		url[--len] = '\0';
	return url;
}

/* An address that the link's own text does not show. */
static bool address_is_news(const struct build *b)
{
	const char *text = buf_str(&b->ink.text);

	return b->numbers && b->address && *b->address &&
	       !strstr(text + (b->link_from <= b->ink.text.len ? b->link_from : 0),
		       b->address);
}

void build_link_end(struct build *b)
{
	build_number(b);
	if (address_is_news(b)) {
		ink_space(&b->ink);
		ink_add(&b->ink, "(", 1);
		ink_add(&b->ink, b->address, strlen(b->address));
		ink_add(&b->ink, ")", 1);
	}
	free(b->link);
	free(b->address);
	b->link = NULL;
	b->address = NULL;
	build_restyle(b);
}

void build_link(struct build *b, const struct attrs *at)
{
	const char *href = skip_space(at->href ? at->href : "");

	build_link_end(b);
	if (has_prefix(href, "mailto:") && strlen(href) <= URL_LEN_MAX)
		b->address = address_of(href);
	else
		b->link = link_url(b, href);
	b->link_from = b->ink.text.len;
	build_restyle(b);
}

/* An image in a line of text is a word of it, one that stands alone a block. */
void build_image(struct build *b, const struct attrs *at)
{
	if (!at->alt || ink_blank(at->alt, strlen(at->alt)))
		return;
	if (b->ink.text.len && !b->ink.breaks) {
		ink_word(&b->ink, at->alt);
		return;
	}
	build_flush(b);
	ink_add(&b->ink, at->alt, strlen(at->alt));
	build_flush_as(b, ROLE_IMAGE);
}

/* What it is called; a <source> by the film or sound it belongs to. */
static const char *media_name(const struct build *b, enum tag tag, const struct attrs *at)
{
	if (at->title && !ink_blank(at->title, strlen(at->title)))
		return at->title;
	for (size_t i = b->depth; i && tag == TAG_SOURCE; i--)
		if (b->stack[i - 1].tag == TAG_VIDEO || b->stack[i - 1].tag == TAG_AUDIO)
			tag = b->stack[i - 1].tag;
	switch (tag) {
	case TAG_VIDEO: return _("Video");
	case TAG_AUDIO: return _("Audio");
	default: return _("Embedded content");
	}
}

/* A frame, film or sound: a link to it on a line of its own, once. */
void build_media(struct build *b, enum tag tag, const struct attrs *at)
{
	const char *name = media_name(b, tag, at);
	char *url = link_url(b, at->src ? at->src : at->data);

	build_flush(b);
	if (tag != TAG_SOURCE)
		b->media_linked = false;
	b->media_linked |= url && !b->numbers;
	if (url && b->numbers && !b->media_linked) {
		build_link_end(b);
		b->link = url;
		url = NULL;
		build_restyle(b);
		ink_add(&b->ink, name, strlen(name));
		build_flush(b);
		build_link_end(b);
		b->media_linked = true;
	}
	free(url);
}
