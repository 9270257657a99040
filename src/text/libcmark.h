/* libcmark.h - what is used of cmark, loaded before the first text in Markdown */
#ifndef BANTIN_TEXT_LIBCMARK_H
#define BANTIN_TEXT_LIBCMARK_H

#include <cmark.h>

struct cmark_calls {
	__typeof__(cmark_node_free) *cmark_node_free;
	__typeof__(cmark_parser_feed) *cmark_parser_feed;
	__typeof__(cmark_parser_finish) *cmark_parser_finish;
	__typeof__(cmark_parser_free) *cmark_parser_free;
	__typeof__(cmark_parser_new_with_mem) *cmark_parser_new_with_mem;
	__typeof__(cmark_render_html) *cmark_render_html;
};

/* Loads cmark, once; library_missing where it cannot be had. */
const struct cmark_calls *libcmark_load(void);

#endif
