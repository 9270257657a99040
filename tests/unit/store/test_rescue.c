/* test_rescue.c - emergency copies: the first folder that takes them, never over a file */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include <bantin/base/file.h>
#include <bantin/store/rescue.h>

static const struct draft draft = {.title = (char *)"Họp thôn", .body = (char *)"Một.\n"};

/* Looks at the copy and takes it away. */
static void check(char *path, const char *dir)
{
	struct buf b = {0};
	struct stat st;

	assert_non_null(path);
	assert_int_equal(strncmp(path, dir, strlen(dir)), 0);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(file_read(path, 1000, &b, NULL));
	assert_non_null(strstr(buf_str(&b), "Title: Họp thôn\n"));
	assert_non_null(strstr(buf_str(&b), "\n\nMột.\n"));
	buf_clear(&b);
	unlink(path);
	free(path);
}

static void test_rescue(void **state)
{
	char one[] = "/tmp/bantin-rescue-XXXXXX", two[] = "/tmp/bantin-rescue-XXXXXX";

	(void)state;
	assert_non_null(mkdtemp(one));
	assert_non_null(mkdtemp(two));
	setenv("XDG_RUNTIME_DIR", two, 1);
	check(rescue_write(one, &draft), one);
	char *first = rescue_write(one, &draft), *second = rescue_write(one, &draft);
	assert_string_not_equal(first, second);
	check(first, one);
	check(second, one);
	assert_int_equal(rmdir(one), 0);
	check(rescue_write(one, &draft), two);
	check(rescue_write(NULL, &draft), two);
	assert_int_equal(rmdir(two), 0);
	setenv("XDG_RUNTIME_DIR", "here", 1);	/* no absolute path: not meant */
	setenv("TMPDIR", "/tmp/bantin/not there", 1);
	assert_null(rescue_write(one, &draft));
	unsetenv("TMPDIR");
	check(rescue_write(one, &draft), "/tmp/");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_rescue)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
