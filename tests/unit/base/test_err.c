/* test_err.c - errors as values */
#include "check.h"

#include <errno.h>

#include <bantin/base/err.h>

static void set_and_clear(void **state)
{
	struct err e = {0};

	(void)state;
	assert_false(err_set(&e, ERR_NET, "không nối được %s:%d", "yenlac", 80));
	assert_int_equal(e.kind, ERR_NET);
	assert_string_equal(e.text, "không nối được yenlac:80");
	err_clear(&e);
	assert_int_equal(e.kind, ERR_NONE);
	assert_string_equal(e.text, "");
	assert_false(err_set(NULL, ERR_NET, "x"));
	assert_false(err_errno(NULL, ERR_NET, "x"));
}

static void the_old_text_may_be_an_argument(void **state)
{
	struct err e = {0};

	(void)state;
	err_set(&e, ERR_FAILED, "sâu");
	err_set(&e, ERR_CONFIG, "config:3: %s", e.text);
	assert_string_equal(e.text, "config:3: sâu");
}

static void words_of_errno(void **state)
{
	struct err e = {0};
	char want[ERR_TEXT_MAX] = "tệp a: ";

	(void)state;
	strcat(want, strerror(ENOENT));
	errno = ENOENT;
	assert_false(err_errno(&e, ERR_NOT_FOUND, "tệp %s", "a"));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	assert_string_equal(e.text, want);
}

/* Whatever the length before it, the cut is between two code points. */
static void long_texts_are_cut_between_code_points(void **state)
{
	static const struct {
		const char *letter;
		size_t n;
	} letters[] = {{"a", 1}, {"đ", 2}, {"ệ", 3}, {"👩", 4}};
	char text[700];
	struct err e;

	(void)state;
	for (size_t i = 0; i < COUNT(letters); i++)
		for (size_t shift = 0; shift < 4; shift++) {
			size_t n = letters[i].n, len = shift;
			memset(text, 'x', shift);
			while (len + n < sizeof(text)) {
				memcpy(text + len, letters[i].letter, n);
				len += n;
			}
			text[len] = '\0';
			err_set(&e, ERR_LIMIT, "%s", text);
			size_t room = ERR_TEXT_MAX - 1 - shift;
			assert_int_equal(strlen(e.text), shift + room / n * n);
			assert_memory_equal(e.text, text, strlen(e.text));
			errno = EIO;
			err_errno(&e, ERR_LIMIT, "%s", text);
			assert_memory_equal(e.text, text, shift + room / n * n);
			assert_true(strlen(e.text) < ERR_TEXT_MAX);
		}
}

static void exit_codes(void **state)
{
	static const struct {
		enum err_kind kind;
		int status;
	} codes[] = {
		{ERR_NONE, 0}, {ERR_FAILED, 1}, {ERR_NOT_FOUND, 1}, {ERR_FORMAT, 1},
		{ERR_LIMIT, 1}, {ERR_CANCELLED, 1}, {ERR_USAGE, 2}, {ERR_CONFIG, 2},
		{ERR_NET, 3}, {ERR_REFUSED, 4}, {ERR_BUSY, 5},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++)
		assert_int_equal(err_exit(codes[i].kind), codes[i].status);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(set_and_clear),
		cmocka_unit_test(the_old_text_may_be_an_argument),
		cmocka_unit_test(words_of_errno),
		cmocka_unit_test(long_texts_are_cut_between_code_points),
		cmocka_unit_test(exit_codes),
	};

	return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
