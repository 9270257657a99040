/* html.c - HTML to the article's layout: libxml2's parser as a source of events */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/library.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/html.h>
#include <bantin/text/utf8.h>

#include "html_build.h"
#include "html_scan.h"
#include "libxml.h"

enum { FEED = 16384 };	/* bytes given to the parser at a time, if not one long piece */

/* libxml2's parser looks through all open elements at each end tag and has no ceiling
 * of its own. So it is fed piece by piece, and where the page is nested too deep it
 * begins anew behind the last piece: what was open is closed, the text goes on. */
struct reader {
	struct build build;
	const struct libxml_calls *xml;
	htmlParserCtxtPtr parser;
	size_t depth;		/* elements that the parser has open */
};

static void attr_note(struct attrs *at, const char *name, const char *value)
{
	static const struct { char name[8]; size_t offset; } known[] = {
		{ "alt", offsetof(struct attrs, alt) },
		{ "colspan", offsetof(struct attrs, colspan) },
		{ "data", offsetof(struct attrs, data) },
		{ "hidden", offsetof(struct attrs, hidden) },
		{ "href", offsetof(struct attrs, href) },
		{ "rowspan", offsetof(struct attrs, rowspan) },
		{ "src", offsetof(struct attrs, src) },
		{ "start", offsetof(struct attrs, start) },
		{ "style", offsetof(struct attrs, style) },
		{ "title", offsetof(struct attrs, title) },
		{ "type", offsetof(struct attrs, type) },
		{ "value", offsetof(struct attrs, value) }
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].name, name) == 0)
			memcpy((char *)at + known[i].offset, &value, sizeof value);
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar **list)
{
	struct reader *r = ctx;
	struct attrs at = { 0 };

	for (; list && list[0]; list += 2)
		attr_note(&at, (const char *)list[0],
			  list[1] ? (const char *)list[1] : "");
	r->depth++;
	build_start(&r->build, html_tag((const char *)name), &at);
}

static void on_end(void *ctx, const xmlChar *name)
{
	struct reader *r = ctx;

	if (r->depth)
		r->depth--;
	build_end(&r->build, html_tag((const char *)name));
}

static void on_text(void *ctx, const xmlChar *s, int n)
{
	struct reader *r = ctx;

	if (n > 0)
		build_text(&r->build, (const char *)s, (size_t)n);
}

static void reader_begin(struct reader *r)
{
	static htmlSAXHandler events = {
		.startElement = on_start,
		.endElement = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text
	};

	/* An end tag where nothing is open would end the page for the parser. */
	static const char page[] = "<html><body>";

	r->parser = r->xml->htmlCreatePushParserCtxt(&events, r, NULL, 0, NULL,
						     XML_CHAR_ENCODING_UTF8);
	r->depth = 0;
	if (!r->parser)
		return;
	r->xml->htmlCtxtUseOptions(r->parser, HTML_PARSE_NONET | HTML_PARSE_NOERROR |
				   HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER |
				   HTML_PARSE_IGNORE_ENC);
	r->xml->htmlParseChunk(r->parser, page, (int)strlen(page), 0);
}

static void reader_end(struct reader *r)
{
	if (r->parser) {
		r->xml->htmlParseChunk(r->parser, NULL, 0, 1);
		r->xml->htmlFreeParserCtxt(r->parser);
	}
	r->parser = NULL;
	build_close(&r->build);
}

static void reader_feed(struct reader *r, const char *s, size_t n)
{
	while (n) {
		int part = n > (1 << 20) ? 1 << 20 : (int)n;

		if (!r->parser)
			reader_begin(r);
		if (!r->parser)
			return;
		r->xml->htmlParseChunk(r->parser, s, part, 0);
		s += part;
		n -= (size_t)part;
	}
	if (r->depth >= HTML_DEPTH_MAX && !r->build.drop)
		reader_end(r);
}

static void reader_read(struct reader *r, const char *s, size_t n)
{
	struct scan scan = { .s = s, .n = n };
	size_t from = 0;

	while (scan_next(&scan)) {
		size_t to = scan.skip ? scan.start : scan.end;

		if (scan.skip || to - from >= FEED) {
			reader_feed(r, s + from, to - from);
			from = scan.end;
		}
	}
	reader_feed(r, s + from, n - from);
	reader_end(r);
}

/* True where the page has a form that was left out. */
static bool read_once(const char *s, size_t n, struct build settings)
{
	struct reader *r = mem_alloc(sizeof *r);
	struct err e;
	bool dropped;

	r->build = settings;
	r->xml = libxml_load(&e);
	if (!r->xml)
		library_missing(&e);
	reader_read(r, s, n);
	build_clear(&r->build);
	dropped = r->build.dropped_form;
	free(r);
	return dropped;
}

/* Some portals put the whole page into a form: where nothing else stands, it is read. */
static void read_clean(const char *s, size_t n, const char *base, bool numbers,
		       struct layout *l)
{
	struct build settings = { .l = l, .base = base, .numbers = numbers };
	size_t before = l->count;

	if (!read_once(s, n, settings) || l->count > before)
		return;
	settings.forms = true;
	read_once(s, n, settings);
}

bool html_ready(struct err *e)
{
	return libxml_load(e);
}

void html_blocks(const char *html, size_t n, const char *base, bool numbers,
		 struct layout *l)
{
	struct buf clean = { 0 };

	if (!n)
		return;
	if (!utf8_valid(html, n) || memchr(html, '\0', n)) {
		text_clean(&clean, html, n, CLEAN_TEXT);
		html = buf_str(&clean);
		n = clean.len;
	}
	read_clean(html, n, base, numbers, l);
	buf_clear(&clean);
}

void html_layout(const char *html, size_t n, const char *base, struct layout *l)
{
	html_blocks(html, n, base, true, l);
}

void html_text(const char *html, size_t n, struct buf *out)
{
	struct layout l = { 0 };

	html_blocks(html, n, NULL, false, &l);
	layout_text(&l, out);
	layout_clear(&l);
}

void html_escape(struct buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		size_t plain = i;

		while (plain < n && !strchr("&<>\"", s[plain]))
			plain++;
		buf_add(out, s + i, plain - i);
		if (plain == n)
			return;
		switch (s[plain]) {
		case '&': buf_adds(out, "&amp;"); break;
		case '<': buf_adds(out, "&lt;"); break;
		case '>': buf_adds(out, "&gt;"); break;
		case '"': buf_adds(out, "&quot;"); break;
		default: buf_addc(out, s[plain]); break;
		}
		i = plain + 1;
	}
}
