/* markdown.h - Markdown (CommonMark) to HTML and to the article's layout */
#ifndef BANTIN_TEXT_MARKDOWN_H
#define BANTIN_TEXT_MARKDOWN_H

#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/text/layout.h>

/* Appends the HTML of clean Markdown: raw HTML is left out, unsafe links are emptied. */
void markdown_html(const char *s, size_t n, struct buf *out);

void markdown_layout(const char *s, size_t n, struct layout *l);

#endif
