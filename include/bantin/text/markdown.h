/* markdown.h - Markdown (CommonMark) to HTML and to the article's layout */
#ifndef BANTIN_TEXT_MARKDOWN_H
#define BANTIN_TEXT_MARKDOWN_H

#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/text/layout.h>

/* Appends the HTML of clean Markdown: raw HTML is left out, unsafe links are emptied. */
void markdown_html(const char *s, size_t n, struct buf *out);

void markdown_layout(const char *s, size_t n, struct layout *l);

/* Appends the Markdown that gives such a layout: headings, items, quotes, code, links
 * where they stand; bold and italic are left out, a table's rows become items. Text is
 * what it was, but for a "<" that would begin a tag. */
void layout_markdown(const struct layout *l, struct buf *out);

/* Where the first line of s is "# Title", appends that title to it; the bytes up to what
 * stands behind it and its empty lines. 0: there is none. */
size_t markdown_title(const char *s, size_t n, struct buf *title);

#endif
