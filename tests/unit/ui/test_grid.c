/* test_grid.c - the page of cells: clipping, wide letters, ASCII */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bantin/ui/grid.h>

static void row_is(const struct grid *g, int row, const char *want)
{
	char *got = grid_row_text(g, row);

	assert_string_equal(got, want);
	free(got);
}

static void test_text(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, 2, 20);
	assert_int_equal(grid_str(&g, 0, 2, 18, FACE_TEXT, "Tiếng Việt"), 10);
	row_is(&g, 0, "  Tiếng Việt");
	assert_string_equal(g.cells[4].text, "ế");
	assert_int_equal(g.cells[4].columns, 1);
	assert_int_equal(grid_str(&g, 1, 0, 20, FACE_TEXT, "một\thai\nba"), 7);
	row_is(&g, 1, "một hai");
	grid_erase(&g);
	row_is(&g, 0, "");
	assert_int_equal(g.cursor_row, -1);
	grid_clear(&g);
}

static void test_clipping(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, 2, 5);
	grid_str(&g, 0, 3, 10, FACE_TEXT, "abcdef");
	row_is(&g, 0, "   ab");
	grid_str(&g, 1, -2, 10, FACE_TEXT, "abcdef");
	row_is(&g, 1, "cdef");
	grid_str(&g, 2, 0, 5, FACE_TEXT, "no");
	grid_str(&g, -1, 0, 5, FACE_TEXT, "no");
	grid_str(&g, 0, 0, 0, FACE_TEXT, "no");
	grid_str(&g, 0, 0, 5, FACE_TEXT, NULL);
	row_is(&g, 0, "   ab");
	grid_face(&g, 0, -3, 100, FACE_BAD);
	assert_int_equal(g.cells[4].face, FACE_BAD);
	grid_fill(&g, (struct rect){-1, 2, 9, 9}, FACE_BAR);
	row_is(&g, 1, "cd");
	grid_clear(&g);
}

static void test_wide(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, 1, 6);
	assert_int_equal(grid_str(&g, 0, 0, 6, FACE_TEXT, "a漢字b"), 6);
	assert_int_equal(g.cells[1].columns, 2);
	assert_int_equal(g.cells[2].columns, 0);
	row_is(&g, 0, "a漢字b");
	grid_str(&g, 0, 2, 1, FACE_TEXT, "x"); /* half a letter is none */
	row_is(&g, 0, "a x字b");
	grid_str(&g, 0, 3, 1, FACE_TEXT, "y");
	row_is(&g, 0, "a xy b");
	assert_int_equal(grid_str(&g, 0, 5, 1, FACE_TEXT, "漢"), 0);
	assert_int_equal(grid_str(&g, 0, 0, 3, FACE_TEXT, "漢字"), 2);
	grid_clear(&g);
}

/* A cluster longer than a cell is shown as one replacement, within its columns. */
static void test_long_cluster(void **state)
{
	char s[200] = "e";
	struct grid g;

	(void)state;
	for (int i = 0; i < 30; i++)
		strcat(s, "\xCC\x81");
	strcat(s, "z");
	grid_init(&g, 1, 4);
	assert_int_equal(grid_str(&g, 0, 0, 4, FACE_TEXT, s), 2);
	row_is(&g, 0, "\xEF\xBF\xBDz");
	grid_clear(&g);
}

static void test_fit(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, 2, 12);
	grid_str(&g, 0, 0, 12, FACE_TEXT, "############");
	grid_fit(&g, 0, 1, 8, FACE_TITLE, "Chỉ đạo điều hành");
	row_is(&g, 0, "#Chỉ đạo…###");
	assert_int_equal(g.cells[8].face, FACE_TITLE);
	grid_fit(&g, 0, 1, 8, FACE_TITLE, "Tin");
	row_is(&g, 0, "#Tin     ###");
	grid_fit(&g, 1, 0, 0, FACE_TITLE, "Tin");
	grid_fit(&g, 1, 0, 12, FACE_TITLE, NULL);
	row_is(&g, 1, "");
	grid_clear(&g);
}

static void test_ascii(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, 2, 12);
	g.ascii = true;
	grid_str(&g, 0, 0, 12, FACE_TEXT, "Đặng Thị Hường");
	row_is(&g, 0, "Dang Thi Huo");
	grid_fit(&g, 1, 0, 8, FACE_TEXT, "Đặng Thị Hường");
	row_is(&g, 1, "Dang Th~");
	grid_clear(&g);
}

static void test_sizes(void **state)
{
	struct grid g;

	(void)state;
	grid_init(&g, 0, 0);
	grid_str(&g, 0, 0, 10, FACE_TEXT, "x");
	row_is(&g, 0, "");
	grid_clear(&g);
	grid_init(&g, -5, 10);
	assert_int_equal(g.rows, 0);
	grid_clear(&g);
	grid_init(&g, 1, 1);
	grid_str(&g, 0, 0, 10, FACE_TEXT, "漢x");
	row_is(&g, 0, "");
	grid_clear(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),  cmocka_unit_test(test_clipping),
		cmocka_unit_test(test_wide),  cmocka_unit_test(test_long_cluster),
		cmocka_unit_test(test_fit),   cmocka_unit_test(test_ascii),
		cmocka_unit_test(test_sizes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
