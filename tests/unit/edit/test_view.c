/* test_view.c - the window on a text, painted with its cursor */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

#include <bantin/text/measure.h>

#include "script.h"

/* Each row on a line, the cursor's cell as "|" before what stands there; "~" past the
 * end, ">" before a row that goes on from the one above. */
static char *paint(struct edit *e, size_t rows)
{
	struct buf b = {0};
	size_t cursor_row, cursor_column, n;
	edit_cursor_cell(e, &cursor_row, &cursor_column);
	for (size_t i = 0; i < rows; i++) {
		struct edit_row r;
		edit_row(e, i, &r);
		if (r.line == SIZE_MAX) {
			buf_adds(&b, "~\n");
			continue;
		}
		const char *s = edit_line(e, r.line, &n) + r.start;
		n = r.end - r.start;
		if (!r.first)
			buf_addc(&b, '>');
		if (i == cursor_row) {
			struct extent limit = {.columns = cursor_column}, x = {0};
			if (cursor_column > 0)
				text_measure(s, n, &limit, &x);
			buf_add(&b, s, x.bytes);
			buf_addc(&b, '|');
			s += x.bytes;
			n -= x.bytes;
		}
		buf_add(&b, s, n);
		buf_addc(&b, '\n');
	}
	return buf_take(&b);
}

static void assert_paint(struct edit *e, size_t rows, const char *want)
{
	char *got = paint(e, rows);
	assert_string_equal(got, want);
	free(got);
}

static void run(struct edit *e, const char *words)
{
	struct buf clip = {0};
	script_run(e, words, &clip);
	buf_clear(&clip);
}

static void test_wrap(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 1000);
	edit_view(e, 12, 4);
	script_load(e, "Ủy ban nhân dân| xã\n\nthôn");
	assert_paint(e, 4, "Ủy ban nhân \n>dân| xã\n\nthôn\n");
	run(e, "end type=_Yên_Lạc");
	assert_paint(e, 4, "Ủy ban nhân \n>dân xã Yên \n>Lạc|\n\n");
	run(e, "bottom");
	assert_paint(e, 4, ">dân xã Yên \n>Lạc\n\nthôn|\n");
	run(e, "top");
	assert_paint(e, 4, "|Ủy ban nhân \n>dân xã Yên \n>Lạc\n\n");
	edit_free(e);
}

static void test_full_row(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 1000);
	edit_view(e, 6, 3);
	script_load(e, "|");
	run(e, "keys=xin_c");
	assert_paint(e, 3, "xin c|\n~\n~\n");
	run(e, "keys=h");
	assert_paint(e, 3, "xin \n>ch|\n~\n");
	run(e, "back back keys=_");	/* blanks at the end stay on the row */
	assert_paint(e, 3, "xin  |\n~\n~\n");
	run(e, "keys=___");
	assert_paint(e, 3, "xin  | \n~\n~\n");
	script_load(e, "|aaaaaaaa");	/* no place to break: between letters */
	assert_paint(e, 3, "|aaaaa\n>aaa\n~\n");
	run(e, "end");
	assert_paint(e, 3, "aaaa|a\n>aaa\n~\n");
	run(e, "right");
	assert_paint(e, 3, "aaaaa\n>|aaa\n~\n");
	edit_free(e);
}

static void test_wide(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 1000);
	edit_view(e, 5, 3);
	script_load(e, "漢字|漢");
	assert_paint(e, 3, "漢字\n>|漢\n~\n");
	edit_view(e, 1, 3);
	assert_paint(e, 3, "漢\n>字\n>|漢\n");
	edit_free(e);
}

static void test_scroll(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 1000);
	edit_view(e, 20, 3);
	script_load(e, "|1\n2\n3\n4\n5\n6\n7");
	run(e, "down down");
	assert_paint(e, 3, "1\n2\n|3\n");
	run(e, "down");
	assert_paint(e, 3, "2\n3\n|4\n");
	run(e, "up up");
	assert_paint(e, 3, "|2\n3\n4\n");
	run(e, "up");
	assert_paint(e, 3, "|1\n2\n3\n");
	run(e, "down page-down");	/* the cursor stays on its row of the screen */
	assert_paint(e, 3, "3\n|4\n5\n");
	run(e, "page-up");
	assert_paint(e, 3, "1\n|2\n3\n");
	run(e, "bottom");
	assert_paint(e, 3, "5\n6\n7|\n");
	run(e, "s:top back");
	assert_paint(e, 3, "|\n~\n~\n");
	run(e, "undo");
	assert_paint(e, 3, "|1\n2\n3\n");
	edit_free(e);
}

static void test_resize(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 1000);
	edit_view(e, 11, 3);
	script_load(e, "một hai ba bốn năm sáu bảy tám chín mười|");
	assert_paint(e, 3, ">sáu bảy \n>tám chín \n>mười|\n");
	edit_view(e, 17, 3);	/* what was on top stays on top as far as it can */
	assert_paint(e, 3, ">năm sáu bảy tám \n>chín mười|\n~\n");
	edit_view(e, 17, 1);
	assert_paint(e, 1, ">chín mười|\n");
	edit_view(e, 60, 2);
	assert_paint(e, 2, "một hai ba bốn năm sáu bảy tám chín mười|\n~\n");
	edit_free(e);
}

static void test_sideways(void **state)
{
	(void)state;
	struct edit *e = edit_new(true, 1000);
	edit_view(e, 12, 1);
	script_load(e, "|");
	run(e, "keys=Hội_nghị_xã");
	assert_paint(e, 1, "Hội nghị xã|\n");
	run(e, "keys=_");	/* by a quarter of the width, not by one letter */
	assert_paint(e, 1, ">nghị xã |\n");
	run(e, "keys=Yên");
	assert_paint(e, 1, ">nghị xã Yên|\n");
	run(e, "home");
	assert_paint(e, 1, "|Hội nghị xã \n");
	run(e, "end");
	assert_paint(e, 1, ">ị xã Yên|\n");
	run(e, "word-left word-left word-left left");
	assert_paint(e, 1, "Hội| nghị xã \n");
	edit_view(e, 40, 1);
	assert_paint(e, 1, "Hội| nghị xã Yên\n");
	edit_view(e, 0, 0);
	assert_paint(e, 1, ">| \n");
	edit_free(e);
}

static void test_goal_is_kept_over_rows(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 1000);
	edit_view(e, 30, 6);
	script_load(e, "Hội nghị giao ban|\nxã\n漢字漢字漢字漢字漢字漢字\nHội nghị giao ban");
	run(e, "down");
	assert_paint(e, 4, "Hội nghị giao ban\nxã|\n漢字漢字漢字漢字漢字漢字\nHội nghị giao ban\n");
	run(e, "down");		/* never inside a wide letter */
	assert_paint(e, 4, "Hội nghị giao ban\nxã\n漢字漢字漢字漢字|漢字漢字\nHội nghị giao ban\n");
	run(e, "down");
	assert_paint(e, 4, "Hội nghị giao ban\nxã\n漢字漢字漢字漢字漢字漢字\nHội nghị giao ban|\n");
	edit_free(e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_full_row),
		cmocka_unit_test(test_wide),
		cmocka_unit_test(test_scroll),
		cmocka_unit_test(test_resize),
		cmocka_unit_test(test_sideways),
		cmocka_unit_test(test_goal_is_kept_over_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
