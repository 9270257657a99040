/* test_shift.c - rows that are old ones moved sideways */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/ui/shift.h"

enum { COLS = 60, WORTH = 20 };

static bool find(const char *old, const char *new, struct shift *s)
{
	struct grid a, b;

	grid_init(&a, 1, COLS);
	grid_init(&b, 1, COLS);
	grid_str(&a, 0, 0, COLS, FACE_TEXT, old);
	grid_str(&b, 0, 0, COLS, FACE_TEXT, new);
	bool found = shift_find(a.cells, b.cells, COLS, WORTH, s);
	grid_clear(&a);
	grid_clear(&b);
	return found;
}

static void check(const char *old, const char *new, int at, int by, int keep)
{
	struct shift s;

	assert_true(find(old, new, &s));
	assert_int_equal(s.at, at);
	assert_int_equal(s.by, by);
	assert_int_equal(s.keep, keep);
}

static void test_found(void **state)
{
	(void)state;
	check("mot hai ba bon nam sau bay tam", "mot xhai ba bon nam sau bay tam", 4, 1, 26);
	check("mot hai ba bon nam sau bay tam", "chin mot hai ba bon nam sau bay", 0, 5, 26);
	check("chin mot hai ba bon nam sau bay", "mot hai ba bon nam sau bay tam", 0, -5, 26);
	check(" hội nghị giao ban đánh giá vụ thu", " các hội nghị giao ban đánh giá", 0, 4,
	      27);
}

static void test_not_found(void **state)
{
	struct shift s;

	(void)state;
	assert_false(find("", "", &s));
	assert_false(find("mot hai", "mot hai ba", &s));	/* nothing moves */
	assert_false(find("mot hai ba", "mot hai", &s));
	assert_false(find("mot hai ba bon", "xmot hai ba bon", &s));	/* not worth it */
	assert_false(find("漢mot hai ba bon nam sau bay", "x漢mot hai ba bon nam sau bay", &s));
}

static void test_faces(void **state)
{
	struct grid a, b;
	struct shift s;

	(void)state;
	grid_init(&a, 1, COLS);
	grid_init(&b, 1, COLS);
	grid_str(&a, 0, 0, COLS, FACE_SELECT, "mot hai ba bon nam sau bay tam");
	grid_str(&b, 0, 1, COLS, FACE_SELECT, "mot hai ba bon nam sau bay tam");
	grid_str(&b, 0, 0, 1, FACE_TEXT, "x");
	assert_true(shift_find(a.cells, b.cells, COLS, WORTH, &s));	/* what stays may be marked */
	grid_str(&b, 0, 0, 1, FACE_BAD, "x");
	assert_false(shift_find(a.cells, b.cells, COLS, WORTH, &s));	/* what comes may not */
	grid_clear(&a);
	grid_clear(&b);
}

static void tell(void *ctx, const struct grid_cell *c, int row, int col)
{
	struct grid *g = ctx;

	g->cells[row * g->cols + col] = *c;
}

static const char *expand(const char *word, int a, int b)
{
	static char s[32];

	snprintf(s, sizeof s, "%s%d,%d.", word, a, b);
	return s;
}

/* Three rows; the cursor stands in the second. What is written, and what is known. */
static void check_rows(const char *const old[3], const char *const new[3],
		       const char *raw, const char *third)
{
	static const struct shift_words words = {.insert = "I", .drop = "D", .erase = "E",
						 .go = "G", .column = "C", .save = "S",
						 .restore = "R"};
	struct grid a, b, told;
	struct shifting s = {.words = words, .expand = expand, .tell = tell, .ctx = &told,
			     .row = 1, .col = 3};

	grid_init(&a, 3, COLS);
	grid_init(&b, 3, COLS);
	grid_init(&told, 3, COLS);
	for (int i = 0; i < 3; i++) {
		grid_str(&a, i, 0, COLS, FACE_TEXT, old[i]);
		grid_str(&b, i, 0, COLS, FACE_TEXT, new[i]);
		grid_str(&told, i, 0, COLS, FACE_TEXT, old[i]);
	}
	shift_rows(&s, &a, &b);
	assert_string_equal(buf_str(&s.raw), raw);
	char *got = grid_row_text(&told, 2);
	assert_string_equal(got, third);
	free(got);
	buf_clear(&s.raw);
	grid_clear(&a);
	grid_clear(&b);
	grid_clear(&told);
}

static void test_ends_that_go(void **state)
{
	(void)state;
	check_rows((const char *[]){"tin", "mot", "3 tu   da luu"},
		   (const char *[]){"tin", "motx", "3 tu"}, "S\nC4,0.ER", "3 tu");
	/* not where the cursor is, nor where more than an end changes */
	check_rows((const char *[]){"tin", "mot hai", "3 tu"},
		   (const char *[]){"tin", "mot", "3 tu"}, "", "3 tu");
	check_rows((const char *[]){"tin", "mot", "3 tu   da luu"},
		   (const char *[]){"tin", "mot", "4 tu"}, "", "3 tu   da luu");
	/* rows that move up are for curses to see */
	check_rows((const char *[]){"mot", "hai", "3 tu"},
		   (const char *[]){"hai", "3 tu", ""}, "", "3 tu");
}

/* The last row of a paragraph is short: right below one that moved it moves all the same. */
static void test_a_short_row_below(void **state)
{
	(void)state;
	check_rows((const char *[]){"tin", "mot hai ba bon nam sau bay tam chin",
				    "ve giong moi"},
		   (const char *[]){"tin", "motx hai ba bon nam sau bay tam",
				    "chin ve giong moi"},
		   "SC30,0.E\r\nI5,0.chin RI1,0.", "chin ve giong moi");
	check_rows((const char *[]){"tin", "mot hai", "ve giong moi"},
		   (const char *[]){"tin", "motx hai", "chin ve giong moi"}, "",
		   "ve giong moi");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found),
		cmocka_unit_test(test_not_found),
		cmocka_unit_test(test_faces),
		cmocka_unit_test(test_ends_that_go),
		cmocka_unit_test(test_a_short_row_below),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
