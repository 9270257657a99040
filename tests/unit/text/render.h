/* render.h - what the tests of layouts share: HTML in, painted lines out */
#ifndef TESTS_TEXT_RENDER_H
#define TESTS_TEXT_RENDER_H

#include "check.h"

#include <bantin/base/mem.h>
#include <bantin/text/html.h>
#include <bantin/text/layout.h>
#include <bantin/text/measure.h>

struct rendering {
	const char *in;
	size_t columns;
	const char *want;
};

static inline char *paint_layout(const struct layout *l, size_t columns)
{
	struct lines lines = { 0 };
	struct buf out = { 0 };

	layout_lines(l, columns, &lines);
	lines_text(&lines, &out);
	lines_clear(&lines);
	return out.s ? buf_take(&out) : mem_str("");
}

static inline char *paint_html(const char *html, size_t n, size_t columns)
{
	struct layout l = { 0 };
	char *out;

	html_layout(html, n, "https://portal.example/tin/bai.html", &l);
	out = paint_layout(&l, columns);
	layout_clear(&l);
	return out;
}

static inline void check_renderings(const struct rendering *r, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char *got = paint_html(r[i].in, strlen(r[i].in), r[i].columns);

		assert_string_equal(got, r[i].want);
		free(got);
	}
}

/* No line of l is wider than it was given; every run lies within its line, in order. */
static inline void check_lines(const struct layout *l, size_t columns)
{
	struct lines lines = { 0 };

	layout_lines(l, columns, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		const struct line *line = &lines.list[i];
		size_t at = 0;

		assert_in_range(line->indent + text_columns(line->text, line->len), 0,
				columns);
		assert_true(line->len == strlen(line->text));
		assert_null(strchr(line->text, '\n'));
		assert_true(line->block < l->count);
		for (size_t k = 0; k < line->run_count; k++) {
			assert_true(line->runs[k].start >= at);
			assert_true(line->runs[k].start < line->runs[k].end);
			at = line->runs[k].end;
		}
		assert_true(at <= line->len);
	}
	lines_clear(&lines);
}

#endif
