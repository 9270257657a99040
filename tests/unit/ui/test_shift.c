/* test_shift.c - rows that are old ones moved sideways */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/ui/shift.h"

enum { COLS = 60 };

static bool find(const char *old, const char *new, struct shift *s)
{
	struct grid a, b;

	grid_init(&a, 1, COLS);
	grid_init(&b, 1, COLS);
	grid_str(&a, 0, 0, COLS, FACE_TEXT, old);
	grid_str(&b, 0, 0, COLS, FACE_TEXT, new);
	bool found = shift_find(a.cells, b.cells, COLS, s);
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
	assert_true(shift_find(a.cells, b.cells, COLS, &s));	/* what stays may be marked */
	grid_str(&b, 0, 0, 1, FACE_BAD, "x");
	assert_false(shift_find(a.cells, b.cells, COLS, &s));	/* what comes may not */
	grid_clear(&a);
	grid_clear(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found),
		cmocka_unit_test(test_not_found),
		cmocka_unit_test(test_faces),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
