/* test_field.c - edits painted on the grid, and what actions do to them */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <bantin/base/buf.h>
#include <bantin/ui/field.h>

static struct edit *make(bool single, const char *text)
{
	struct edit *e = edit_new(single, 1000);
	edit_load(e, text, strlen(text));
	return e;
}

/* The row's letters, and under each the mark of its face: "#" selected. */
static void assert_row(const struct grid *g, int row, const char *text, const char *faces)
{
	char *got = grid_row_text(g, row);
	assert_string_equal(got, text);
	free(got);
	for (int i = 0; faces && faces[i]; i++)
		assert_int_equal(g->cells[row * g->cols + i].face,
				 faces[i] == '#' ? FACE_SELECT : FACE_TEXT);
}

static void test_paint_line(void **state)
{
	(void)state;
	struct edit *e = make(true, "Đảng ủy xã");
	struct grid g;
	grid_init(&g, 2, 20);
	edit_go(e, EDIT_END, false);
	field_paint(e, &g, 1, 2, 15, true);
	assert_row(&g, 1, "  Đảng ủy xã", NULL);
	assert_int_equal(g.cursor_row, 1);
	assert_int_equal(g.cursor_col, 12);
	edit_go(e, EDIT_WORD_LEFT, true);
	grid_erase(&g);
	field_paint(e, &g, 0, 0, 15, true);
	assert_row(&g, 0, "Đảng ủy xã", "        ##  ");
	grid_erase(&g);
	field_paint(e, &g, 0, 0, 15, false);	/* elsewhere is the focus */
	assert_row(&g, 0, "Đảng ủy xã", "            ");
	assert_int_equal(g.cursor_row, -1);
	field_paint(e, &g, 0, 0, 0, true);
	grid_clear(&g);
	edit_free(e);
}

static void test_paint_narrow(void **state)
{
	(void)state;
	struct edit *e = make(true, "Hội nghị giao ban");
	struct grid g;
	grid_init(&g, 1, 12);
	edit_go(e, EDIT_END, false);
	field_paint(e, &g, 0, 0, 8, true);
	assert_true(g.cursor_col >= 0 && g.cursor_col < 8);
	char *got = grid_row_text(&g, 0);
	assert_non_null(strstr("Hội nghị giao ban", got));
	free(got);
	field_paint(e, &g, 0, 0, 8, false);
	got = grid_row_text(&g, 0);
	assert_string_equal(got, "Hội ngh…");
	free(got);
	grid_clear(&g);
	edit_free(e);
}

static void test_paint_text(void **state)
{
	(void)state;
	struct edit *e = make(false, "Ủy ban nhân dân xã\n\nthôn");
	struct grid g;
	grid_init(&g, 5, 14);
	edit_go(e, EDIT_RIGHT, false);
	for (int i = 0; i < 4; i++)
		edit_go(e, EDIT_DOWN, true);
	edit_paint(e, &g, (struct rect){0, 1, 5, 12}, true);
	assert_row(&g, 0, " Ủy ban nhân", "  ###########");
	assert_row(&g, 1, " dân xã", " ####### ");
	assert_row(&g, 2, "", " #  ");
	assert_row(&g, 3, " thôn", " #   ");
	assert_row(&g, 4, "", NULL);
	assert_int_equal(g.cursor_row, 3);
	assert_int_equal(g.cursor_col, 2);
	grid_clear(&g);
	edit_free(e);
}

static void assert_text(const struct edit *e, const char *want)
{
	struct buf b = {0};
	edit_text(e, &b);
	assert_string_equal(buf_str(&b), want);
	buf_clear(&b);
}

static void test_actions(void **state)
{
	(void)state;
	struct edit *e = make(false, "một hai\nba");
	struct buf clip = {0};
	assert_true(edit_act(e, ACTION_WORD_RIGHT, &clip));
	assert_true(edit_act(e, ACTION_SELECT_LINE_END, &clip));
	assert_true(edit_act(e, ACTION_CUT, &clip));
	assert_text(e, "một\nba");
	assert_string_equal(clip.s, " hai");
	assert_true(edit_act(e, ACTION_BOTTOM, &clip));
	assert_true(edit_act(e, ACTION_PASTE, &clip));
	assert_text(e, "một\nba hai");
	assert_true(edit_act(e, ACTION_UNDO, &clip));
	assert_true(edit_act(e, ACTION_REDO, &clip));
	assert_text(e, "một\nba hai");
	assert_true(edit_act(e, ACTION_ERASE_WORD, &clip));
	assert_true(edit_act(e, ACTION_ERASE, &clip));
	assert_true(edit_act(e, ACTION_NEWLINE, &clip));
	assert_text(e, "một\nba\n");
	assert_true(edit_act(e, ACTION_TOP, &clip));
	assert_true(edit_act(e, ACTION_ERASE_FORWARD, &clip));
	assert_text(e, "ột\nba\n");
	assert_true(edit_act(e, ACTION_SELECT_ALL, &clip));
	assert_true(edit_act(e, ACTION_COPY, &clip));
	assert_string_equal(clip.s, "ột\nba\n");
	assert_true(edit_act(e, ACTION_MARK, &clip));
	assert_false(edit_act(e, ACTION_SAVE, &clip));
	assert_false(edit_act(e, ACTION_BACK, &clip));
	buf_clear(&clip);
	edit_free(e);
}

/* From where the cursor stands: what is copied then. */
static void check_selects(struct edit *e, enum action a, const char *want)
{
	struct edit_pos from = edit_cursor(e);
	struct buf clip = {0};
	assert_true(edit_act(e, a, &clip));
	assert_true(edit_act(e, ACTION_COPY, &clip));
	assert_string_equal(buf_str(&clip), want);
	edit_set_cursor(e, from);
	buf_clear(&clip);
}

static void test_selecting_by_more_than_letters(void **state)
{
	(void)state;
	struct edit *e = make(false, "một hai\nba\n\nbốn năm\n\nsáu");
	edit_view(e, 20, 3);
	edit_set_cursor(e, (struct edit_pos){3, strlen("bốn")});
	check_selects(e, ACTION_SELECT_WORD_LEFT, "bốn");
	check_selects(e, ACTION_SELECT_WORD_RIGHT, " năm");
	check_selects(e, ACTION_SELECT_PARAGRAPH_UP, "bốn");
	check_selects(e, ACTION_SELECT_PARAGRAPH_DOWN, " năm\n\n");
	check_selects(e, ACTION_SELECT_PAGE_UP, "\n\nbốn");
	check_selects(e, ACTION_SELECT_PAGE_DOWN, " năm\n\nsáu");
	check_selects(e, ACTION_SELECT_TOP, "một hai\nba\n\nbốn");
	check_selects(e, ACTION_SELECT_BOTTOM, " năm\n\nsáu");
	edit_free(e);
}

static void test_actions_of_rows_are_not_a_lines(void **state)
{
	(void)state;
	static const enum action rows[] = {ACTION_UP, ACTION_DOWN, ACTION_PAGE_UP,
					   ACTION_PAGE_DOWN, ACTION_SELECT_DOWN,
					   ACTION_SELECT_PAGE_UP,
					   ACTION_SELECT_PARAGRAPH_DOWN,
					   ACTION_PARAGRAPH_UP, ACTION_NEWLINE};
	struct edit *e = make(true, "một");
	struct buf clip = {0};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_false(edit_act(e, rows[i], &clip));
	assert_true(edit_act(e, ACTION_RIGHT, &clip));
	assert_text(e, "một");
	buf_clear(&clip);
	edit_free(e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paint_line),
		cmocka_unit_test(test_paint_narrow),
		cmocka_unit_test(test_paint_text),
		cmocka_unit_test(test_actions),
		cmocka_unit_test(test_selecting_by_more_than_letters),
		cmocka_unit_test(test_actions_of_rows_are_not_a_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
