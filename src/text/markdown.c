/* markdown.c - Markdown to HTML and to the article's layout, through cmark */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/html.h>
#include <bantin/text/markdown.h>

#include "libcmark.h"

/* cmark's own allocator aborts. */
static cmark_mem memory = {mem_array, mem_resize, free};

void markdown_html(const char *s, size_t n, struct buf *out)
{
	if (!n)
		return;
	const struct cmark_calls *c = libcmark_load();
	cmark_parser *parser = c->cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
	c->cmark_parser_feed(parser, s, n);
	cmark_node *page = c->cmark_parser_finish(parser);
	char *html = c->cmark_render_html(page, CMARK_OPT_DEFAULT);
	/* "&#27;" has become the character itself */
	text_clean(out, html, strlen(html), CLEAN_TEXT);
	free(html);
	c->cmark_node_free(page);
	c->cmark_parser_free(parser);
}

void markdown_layout(const char *s, size_t n, struct layout *l)
{
	struct buf html = { 0 };

	markdown_html(s, n, &html);
	html_layout(buf_str(&html), html.len, NULL, l);
	buf_clear(&html);
}
