/* test_shape.c - replacing, case, joining wrapped paragraphs, dates; each undone at once */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "script.h"

static struct edit *with(const char *text)
{
	struct edit *e = edit_new(false, 1 << 20);
	edit_view(e, 40, 10);
	assert_true(edit_load(e, text, strlen(text)));
	return e;
}

static void assert_text(const struct edit *e, const char *text)
{
	struct buf b = {0};
	edit_text(e, &b);
	assert_string_equal(buf_str(&b), text);
	buf_clear(&b);
}

static void assert_drawn(const struct edit *e, const char *drawn)
{
	char *s = script_draw(e);
	assert_string_equal(s, drawn);
	free(s);
}

static void test_replace_one(void **state)
{
	(void)state;
	struct edit *e = with("Đồng chí, đông, dòng");
	assert_false(edit_replace_found(e, "dong", "x"));
	assert_true(edit_find(e, "dong", true, NULL));
	assert_true(edit_replace_found(e, "dong", "Bạn"));
	assert_drawn(e, "Bạn| chí, đông, dòng");
	assert_true(edit_find(e, "dong", true, NULL));
	assert_false(edit_replace_found(e, "dòng", "x"));	/* marks narrow */
	assert_true(edit_find(e, "dòng", true, NULL));
	assert_true(edit_replace_found(e, "dòng", ""));
	assert_drawn(e, "Bạn chí, đông, |");
	assert_true(edit_undo(e));
	assert_true(edit_undo(e));
	assert_text(e, "Đồng chí, đông, dòng");
	assert_false(edit_undo(e));
	edit_free(e);
}

static void test_replace_all(void **state)
{
	(void)state;
	struct edit *e = with("hoi nghi hội nghị\nkhông\nHội nghị.");
	edit_set_cursor(e, (struct edit_pos){1, 2});
	assert_int_equal(edit_replace_all(e, "hội", "cuộc"), 2);
	assert_drawn(e, "hoi nghi cuộc nghị\nkh|ông\ncuộc nghị.");
	assert_int_equal(edit_replace_all(e, "nghi", "họp, "), 3);
	assert_text(e, "hoi họp,  cuộc họp, \nkhông\ncuộc họp, .");
	assert_true(edit_undo(e));
	assert_text(e, "hoi nghi cuộc nghị\nkhông\ncuộc nghị.");
	assert_true(edit_undo(e));
	assert_text(e, "hoi nghi hội nghị\nkhông\nHội nghị.");
	assert_false(edit_undo(e));
	assert_true(edit_redo(e));
	assert_true(edit_redo(e));
	assert_false(edit_redo(e));
	assert_text(e, "hoi họp,  cuộc họp, \nkhông\ncuộc họp, .");
	assert_int_equal(edit_replace_all(e, "không có", "x"), 0);
	assert_int_equal(edit_replace_all(e, "", "x"), 0);
	assert_int_equal(edit_replace_all(e, "họp", "h\nọ"), 3);
	assert_int_equal(edit_lines(e), 6);
	assert_true(edit_undo(e));
	assert_int_equal(edit_lines(e), 3);
	edit_free(e);
}

static void test_replace_all_past_the_ceiling(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 20);
	edit_load(e, "a\na\na\na", 7);
	assert_int_equal(edit_replace_all(e, "a", "12345678"), 0);
	assert_text(e, "a\na\na\na");
	assert_false(edit_undo(e));
	assert_false(edit_redo(e));
	assert_int_equal(edit_replace_all(e, "a", "1234"), 4);
	edit_free(e);
}

static void test_case(void **state)
{
	(void)state;
	struct edit *e = with("ủy ban nhân dân");
	edit_set_cursor(e, (struct edit_pos){0, 6});
	assert_true(edit_case(e, CASE_UPPER));
	assert_drawn(e, "ủy B|AN nhân dân");
	assert_false(edit_case(e, CASE_UPPER));
	edit_set_cursor(e, (struct edit_pos){0, 8});	/* behind the word */
	assert_true(edit_case(e, CASE_TITLE));
	assert_drawn(e, "ủy Ban| nhân dân");
	edit_select_all(e);
	assert_true(edit_case(e, CASE_UPPER));
	assert_drawn(e, "[ỦY BAN NHÂN DÂN|");
	assert_true(edit_case(e, CASE_TITLE));
	assert_drawn(e, "[Ủy Ban Nhân Dân|");
	assert_true(edit_case(e, CASE_LOWER));
	assert_drawn(e, "[ủy ban nhân dân|");
	for (int i = 0; i < 5; i++)
		assert_true(edit_undo(e));
	assert_text(e, "ủy ban nhân dân");
	edit_load(e, "  ", 2);
	edit_go(e, EDIT_RIGHT, false);
	assert_false(edit_case(e, CASE_UPPER));
	edit_load(e, "đ\nươ", strlen("đ\nươ"));
	edit_go(e, EDIT_END, false);
	edit_go(e, EDIT_START, true);
	assert_true(edit_case(e, CASE_UPPER));
	assert_drawn(e, "|Đ\nƯƠ[");
	edit_free(e);
}

static void test_join(void **state)
{
	(void)state;
	struct edit *e = with("Sáng nay, tại hội\ntrường xã,  \n đã họp.\nHết.\n\nĐoạn hai\ncòn.");
	edit_set_cursor(e, (struct edit_pos){1, 5});
	assert_true(edit_join(e));
	assert_drawn(e, "Sáng nay, tại hội trườ|ng xã,  \n đã họp. Hết.\n\nĐoạn hai\ncòn.");
	edit_select_all(e);
	assert_true(edit_join(e));
	assert_text(e, "Sáng nay, tại hội trường xã,  \n đã họp. Hết.\n\nĐoạn hai còn.");
	assert_false(edit_join(e));
	assert_true(edit_undo(e));
	assert_true(edit_undo(e));
	assert_false(edit_undo(e));
	edit_free(e);
}

static void test_join_keeps_structure(void **state)
{
	(void)state;
	struct edit *e = with("# Đầu đề\nđoạn\nđầu\n- mục một\ncòn nữa\n- mục hai\n"
			      "1. số\na) chữ\nđ) đờ\nI. La\n|a|b|\n> lời\n\tthụt\n2020 là năm");
	assert_true(edit_join(e));
	assert_text(e, "# Đầu đề\nđoạn đầu\n- mục một còn nữa\n- mục hai\n"
		       "1. số\na) chữ\nđ) đờ\nI. La\n|a|b|\n> lời\n\tthụt 2020 là năm");
	edit_load(e, "", 0);
	assert_false(edit_join(e));
	edit_free(e);
	e = edit_new(true, 100);
	assert_false(edit_join(e));
	edit_free(e);
}

static void test_dates(void **state)
{
	(void)state;
	char out[EDIT_DATE_MAX];
	const int64_t t = 1596899549;	/* 08/08/2020 22:12:29 +07:00 */
	assert_string_equal(edit_date_text(t, EDIT_DATE_SHORT, out), "08/08/2020");
	assert_string_equal(edit_date_text(t, EDIT_DATE_LONG, out),
			    "ngày 08 tháng 8 năm 2020");
	assert_string_equal(edit_date_text(1581267600, EDIT_DATE_LONG, out),
			    "ngày 10 tháng 02 năm 2020");
	assert_string_equal(edit_date_text(1577811600, EDIT_DATE_LONG, out),
			    "ngày 01 tháng 01 năm 2020");
	assert_string_equal(edit_date_text(1608829200, EDIT_DATE_LONG, out),
			    "ngày 25 tháng 12 năm 2020");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replace_one),
		cmocka_unit_test(test_replace_all),
		cmocka_unit_test(test_replace_all_past_the_ceiling),
		cmocka_unit_test(test_case),
		cmocka_unit_test(test_join),
		cmocka_unit_test(test_join_keeps_structure),
		cmocka_unit_test(test_dates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
