/* test_paint.c - laid-out text on the grid, and finding in it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bantin/text/html.h>
#include <bantin/ui/paint.h>

#include "../../../src/ui/finder.h"
#include "../../../src/ui/spans.h"

/* The faces of a row: '.' text, 'b' strong, 'e' em, 'l' link, 'm' marked, 'h' heading,
 * 't' title, else '?'. */
static void faces_are(const struct grid *g, int row, const char *want)
{
	static const char letters[FACE_COUNT] = {
		[FACE_TEXT] = '.', [FACE_STRONG] = 'b', [FACE_EM] = 'e',
		[FACE_LINK] = 'l', [FACE_MARK] = 'm',	[FACE_HEADING] = 'h',
		[FACE_TITLE] = 't'};
	char got[64] = "";

	for (int i = 0; want[i]; i++) {
		char c = letters[g->cells[row * g->cols + i].face];

		got[i] = c ? c : '?';
	}
	assert_string_equal(got, want);
}

static void row_is(const struct grid *g, int row, const char *want)
{
	char *got = grid_row_text(g, row);

	assert_string_equal(got, want);
	free(got);
}

static void test_runs(void **state)
{
	struct run runs[] = {{3, 7, STYLE_STRONG}, {8, 11, STYLE_EM | STYLE_LINK}};
	struct line l = {.text = (char *)"ab cdef ghi jk",
			 .len = 14,
			 .indent = 2,
			 .runs = runs,
			 .run_count = 2};
	struct grid g;

	(void)state;
	grid_init(&g, 1, 20);
	paint_line(&g, 0, 1, 19, &l, NULL);
	row_is(&g, 0, "   ab cdef ghi jk");
	faces_are(&g, 0, "......bbbb.lll...");
	l.role = ROLE_TITLE;
	paint_line(&g, 0, 1, 19, &l, NULL);
	faces_are(&g, 0, "...ttttttttlllttt");
	l.role = ROLE_HEADING;
	grid_erase(&g);
	paint_line(&g, 0, 0, 10, &l, NULL);
	row_is(&g, 0, "  ab cdef");
	grid_clear(&g);
}

static void test_query_marks(void **state)
{
	struct line l = {.text = (char *)"Hội nghị và hội thảo"};
	struct query q;
	struct grid g;

	(void)state;
	l.len = strlen(l.text);
	query_parse(&q, "hoi", false);
	grid_init(&g, 1, 24);
	paint_line(&g, 0, 0, 24, &l, &q);
	row_is(&g, 0, "Hội nghị và hội thảo");
	faces_are(&g, 0, "mmm.........mmm.....");
	grid_erase(&g);
	assert_int_equal(paint_marked(&g, 0, 0, 14, FACE_STRONG, l.text, &q), 14);
	row_is(&g, 0, "Hội nghị và h…");
	faces_are(&g, 0, "mmmbbbbbbbbbb");
	assert_int_equal(paint_marked(&g, 0, 0, 0, FACE_STRONG, l.text, &q), 0);
	query_clear(&q);
	grid_clear(&g);
}

static void test_spans(void **state)
{
	struct run run = {0, 4, STYLE_STRONG};
	struct line l = {
		.text = (char *)"abcdefgh", .len = 8, .runs = &run, .run_count = 1};
	struct match spans[] = {{2, 5}, {6, 8}};
	struct grid g;

	(void)state;
	grid_init(&g, 1, 10);
	spans_paint(&g, (struct rect){0, 0, 1, 10}, &l, spans, 2);
	row_is(&g, 0, "abcdefgh");
	faces_are(&g, 0, "bbmmm.mm");
	grid_clear(&g);
}

static void lay(const char *html, size_t columns, struct layout *layout,
		struct lines *lines)
{
	memset(layout, 0, sizeof *layout);
	memset(lines, 0, sizeof *lines);
	html_layout(html, strlen(html), NULL, layout);
	layout_lines(layout, columns, lines);
}

static void test_finder(void **state)
{
	struct finder f = {0};
	struct layout layout;
	struct lines lines;
	struct match marks[4];
	size_t line;
	bool wrapped;

	(void)state;
	lay("<p>Sáng nay có hội nghị giao ban.</p><p>Chiều có HỘI NGHỊ nữa.</p>", 16,
	    &layout, &lines);
	finder_set(&f, "hội nghị");
	finder_run(&f, &lines);
	assert_int_equal(f.places, 2);
	assert_true(finder_line(&f, &line));
	assert_int_equal(line, 0); /* "hội" ends the first line, "nghị" begins the next */
	assert_int_equal(finder_marks(&f, 0, marks, 4), 1);
	assert_int_equal(finder_marks(&f, 1, marks, 4), 1);
	assert_int_equal(marks[0].start, 0);
	finder_step(&f, true, &wrapped);
	assert_false(wrapped);
	assert_true(finder_line(&f, &line));
	assert_true(line >= 3);
	finder_step(&f, true, &wrapped);
	assert_true(wrapped);
	finder_step(&f, false, &wrapped);
	assert_true(wrapped);
	assert_int_equal(f.now, 1);
	finder_from(&f, 1);
	assert_int_equal(f.now, 1);
	finder_from(&f, 0);
	assert_int_equal(f.now, 0);
	finder_set(&f, "không có");
	finder_run(&f, &lines);
	assert_int_equal(f.places, 0);
	assert_false(finder_line(&f, &line));
	finder_step(&f, true, &wrapped);
	finder_set(&f, "");
	assert_null(f.needle);
	finder_run(&f, &lines);
	finder_clear(&f);
	lines_clear(&lines);
	layout_clear(&layout);
}

/* A text full of places: bounded, and the last ones still have their lines. */
static void test_many_places(void **state)
{
	struct buf html = {0};
	struct finder f = {0};
	struct layout layout;
	struct lines lines;

	(void)state;
	for (int i = 0; i < 3000; i++)
		buf_adds(&html, "<p>aa ab</p>");
	lay(buf_str(&html), 40, &layout, &lines);
	finder_set(&f, "a");
	finder_run(&f, &lines);
	assert_int_equal(f.places, FINDER_MAX);
	finder_clear(&f);
	lines_clear(&lines);
	layout_clear(&layout);
	buf_clear(&html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_runs),	    cmocka_unit_test(test_query_marks),
		cmocka_unit_test(test_spans),	    cmocka_unit_test(test_finder),
		cmocka_unit_test(test_many_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
