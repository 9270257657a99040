/* html.h - HTML to the article's layout, through libxml2's SAX interface */
#ifndef BANTIN_TEXT_HTML_H
#define BANTIN_TEXT_HTML_H

#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/base/err.h>
#include <bantin/text/layout.h>

/* libxml2 is loaded with the first page. What can say that there is none asks before;
 * without it what reads HTML ends in library_missing. */
bool html_ready(struct err *e);

/*
 * Appends the content of the n bytes of HTML (a fragment or a whole document, UTF-8,
 * any nesting) to l. Scripts, styles, forms and comments are dropped; links are
 * numbered "[3]" in the text and listed in l->links, made absolute against base
 * (may be NULL); images give their alternative text. Bounded memory: depth,
 * blocks and table cells have ceilings, past which text goes on plain.
 */
void html_layout(const char *html, size_t n, const char *base, struct layout *l);

/* The text alone, blocks separated by newlines: for the search index and summaries.
 * Neither link numbers nor markers. */
void html_text(const char *html, size_t n, struct buf *out);

/* Appends s with & < > " as entities. */
void html_escape(struct buf *out, const char *s, size_t n);

#endif
