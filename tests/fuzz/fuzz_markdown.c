/* fuzz_markdown.c - any bytes as Markdown, laid out at 40 columns */
#include <stdint.h>
#include <stdlib.h>

#include <bantin/base/buf.h>
#include <bantin/text/clean.h>
#include <bantin/text/markdown.h>
#include <bantin/text/layout.h>
#include <bantin/text/measure.h>

enum { COLUMNS = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_line(const struct line *l)
{
	size_t columns = l->indent + text_columns(l->text, l->len);

	if (columns > COLUMNS && text_cluster_next(l->text, l->len, 0) != l->len)
		abort();
	if (!text_is_clean(l->text, l->len, CLEAN_TEXT))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct layout l = {0};
	struct lines lines = {0};
	struct buf text = {0};

	markdown_layout((const char *)data, size, &l);
	layout_lines(&l, COLUMNS, &lines);
	for (size_t i = 0; i < lines.count; i++)
		check_line(&lines.list[i]);
	layout_text(&l, &text);
	lines_text(&lines, &text);
	buf_clear(&text);
	lines_clear(&lines);
	layout_clear(&l);
	return 0;
}
