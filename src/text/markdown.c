/* markdown.c - Markdown to HTML and to the article's layout, through cmark */
#include <stdlib.h>

#include <cmark.h>

#include <bantin/text/html.h>
#include <bantin/text/markdown.h>

void markdown_html(const char *s, size_t n, struct buf *out)
{
	char *html;

	if (!n)
		return;
	html = cmark_markdown_to_html(s, n, CMARK_OPT_DEFAULT);
	if (html)
		buf_adds(out, html);
	free(html);
}

void markdown_layout(const char *s, size_t n, struct layout *l)
{
	struct buf html = { 0 };

	markdown_html(s, n, &html);
	html_layout(buf_str(&html), html.len, NULL, l);
	buf_clear(&html);
}
