/* test_attachment.c - files that go with a draft: there, missing, too large */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <bantin/base/file.h>
#include <bantin/store/attachment.h>

static char dir[] = "/tmp/bantin-attachment-XXXXXX";

static char *file(const char *name, size_t n)
{
	char *path = file_join(dir, name);
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	if (n > 0) {
		assert_int_equal(fseek(f, (long)n - 1, SEEK_SET), 0);
		assert_int_equal(fputc('x', f), 'x');
	}
	assert_int_equal(fclose(f), 0);
	return path;
}

static void look(const char *name, size_t n, enum err_kind kind, const char *type)
{
	struct draft_attachment a;
	struct err e = {0};
	char *path = file(name, n);

	assert_int_equal(attachment_look(&a, path, &e), kind == ERR_NONE);
	assert_int_equal(e.kind, kind);
	if (kind == ERR_NONE) {
		assert_string_equal(a.path, path);
		assert_string_equal(attachment_name(&a), name);
		assert_string_equal(a.type, type);
		assert_int_equal(a.size, n);
	}
	unlink(path);
	if (kind == ERR_NONE) {
		assert_false(attachment_look_again(&a, &e));
		assert_int_equal(e.kind, ERR_NOT_FOUND);
		attachment_clear(&a);
	}
	free(path);
}

static void test_look(void **state)
{
	struct draft_attachment a;
	struct err e = {0};

	(void)state;
	look("Báo cáo.PDF", 10, ERR_NONE, "application/pdf");
	look("ảnh.jpeg", 1, ERR_NONE, "image/jpeg");
	look("không", 1, ERR_NONE, "application/octet-stream");
	look("vừa.zip", ATTACHMENT_BYTES, ERR_NONE, "application/zip");
	look("to.zip", ATTACHMENT_BYTES + 1, ERR_LIMIT, NULL);
	look("rỗng.txt", 0, ERR_FAILED, NULL);
	assert_false(attachment_look(&a, dir, &e));
	assert_int_equal(e.kind, ERR_FAILED);
}

static void test_paths(void **state)
{
	struct draft_attachment a;
	struct err e = {0};
	char *path = file("a.txt", 3);

	(void)state;
	assert_int_equal(setenv("HOME", dir, 1), 0);
	assert_true(attachment_look(&a, "~/a.txt", &e));
	assert_string_equal(a.path, path);
	attachment_clear(&a);
	assert_int_equal(chdir(dir), 0);
	assert_true(attachment_look(&a, "a.txt", &e));
	assert_string_equal(a.path, path);
	attachment_clear(&a);
	unlink(path);
	free(path);
}

static int begin(void **state)
{
	(void)state;
	return mkdtemp(dir) ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	return rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_look),
		cmocka_unit_test(test_paths),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
