/* test_buf.c - a growing run of bytes with a ceiling */
#include "check.h"

#include <bantin/base/buf.h>

static void pieces_add_up(void **state)
{
	struct buf b = {0};

	(void)state;
	assert_string_equal(buf_str(&b), "");
	assert_true(buf_adds(&b, "Xã "));
	assert_true(buf_add(&b, "Yên Lạc", 4));
	assert_true(buf_addc(&b, '!'));
	assert_true(buf_addf(&b, " %d/%s", 14, "14"));
	assert_true(buf_fill(&b, '-', 3));
	assert_true(buf_add(&b, NULL, 0));
	assert_string_equal(b.s, "Xã Yên! 14/14---");
	assert_int_equal(b.len, strlen(b.s));
	assert_false(b.full);
	buf_clear(&b);
	assert_null(b.s);
	assert_int_equal(b.len, 0);
}

static void bytes_of_any_value(void **state)
{
	struct buf b = {0};

	(void)state;
	buf_add(&b, "a\0b", 3);
	buf_addc(&b, '\0');
	assert_int_equal(b.len, 4);
	assert_memory_equal(b.s, "a\0b\0\0", 5);
	buf_clear(&b);
}

/* After each addition the string ends in a NUL, also where the memory grew. */
static void grows(void **state)
{
	struct buf b = {0};

	(void)state;
	for (size_t i = 0; i < 5000; i++) {
		buf_addc(&b, (char)('a' + i % 26));
		assert_int_equal(b.s[b.len], '\0');
	}
	for (size_t i = 0; i < b.len; i++)
		assert_int_equal(b.s[i], 'a' + (int)(i % 26));
	buf_clear(&b);
}

static void the_ceiling(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	assert_true(buf_adds(&b, "abc"));
	assert_false(buf_adds(&b, "def"));
	assert_true(b.full);
	assert_string_equal(b.s, "abc");
	assert_true(buf_adds(&b, "de"));
	assert_true(b.full);
	assert_false(buf_addc(&b, 'f'));
	assert_false(buf_addf(&b, "%d", 1));
	assert_false(buf_fill(&b, ' ', 1));
	assert_false(buf_fill(&b, ' ', SIZE_MAX));
	assert_true(buf_addf(&b, "%s", ""));
	assert_string_equal(b.s, "abcde");
	buf_reset(&b);
	assert_false(b.full);
	assert_int_equal(b.max, 5);
	assert_true(buf_fill(&b, 'x', 5));
	assert_string_equal(b.s, "xxxxx");
	buf_clear(&b);
	assert_int_equal(b.max, 5);
}

static void the_default_ceiling(void **state)
{
	struct buf b = {0};

	(void)state;
	assert_false(buf_fill(&b, 'x', (size_t)BUF_MAX + 1));
	assert_true(b.full);
	assert_null(b.s);
	buf_clear(&b);
	assert_false(b.full);
}

static void cut_and_reset(void **state)
{
	struct buf b = {0};

	(void)state;
	buf_cut(&b, 0);
	buf_reset(&b);
	buf_adds(&b, "abc");
	buf_cut(&b, 5);
	assert_string_equal(b.s, "abc");
	buf_cut(&b, 1);
	assert_string_equal(b.s, "a");
	buf_reset(&b);
	assert_string_equal(b.s, "");
	assert_int_equal(b.len, 0);
	buf_clear(&b);
}

static void take_gives_the_string_away(void **state)
{
	struct buf b = {0};
	char *s = buf_take(&b);

	(void)state;
	assert_string_equal(s, "");
	free(s);
	buf_adds(&b, "bản tin");
	s = buf_take(&b);
	assert_string_equal(s, "bản tin");
	assert_null(b.s);
	assert_int_equal(b.len, 0);
	buf_adds(&b, "x");
	assert_string_equal(b.s, "x");
	free(s);
	buf_clear(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_add_up),
		cmocka_unit_test(bytes_of_any_value),
		cmocka_unit_test(grows),
		cmocka_unit_test(the_ceiling),
		cmocka_unit_test(the_default_ceiling),
		cmocka_unit_test(cut_and_reset),
		cmocka_unit_test(take_gives_the_string_away),
	};

	return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
