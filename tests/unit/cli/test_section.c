/* test_section.c - a section named by its id or its title */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include <bantin/base/article.h>
#include <bantin/base/file.h>

#include "../../../src/cli/cli.h"

static void put(struct archive *a, const char *portal, const struct section *list,
		size_t n)
{
	struct err e = {0};

	assert_true(archive_put_sections(a, portal, list, n, &e));
}

static void check(struct cli *c, const char *portal, const char *typed, const char *id)
{
	char *got = cli_section(c, portal, typed);

	assert_string_equal(got, id);
	free(got);
}

static void by_id_or_title(void **state)
{
	struct section xa[] = {{.id = "4", .title = "Thông báo"},
			       {.id = "6", .title = "Văn hóa – Xã hội"},
			       {.id = "7", .title = "Ảnh"},
			       {.id = "8", .title = "ảnh"}};
	struct section huyen[] = {{.id = "thong-bao", .title = "Thông báo"},
				  {.id = "tin", .title = "4"}};
	char folder[] = "/tmp/bantin-section-XXXXXX", *path;
	struct cli c = {0};
	struct err e = {0};

	(void)state;
	assert_non_null(mkdtemp(folder));
	path = file_join(folder, "archive.db");
	assert_true(archive_open(&c.archive, path, ARCHIVE_WRITE, &e));
	put(c.archive, "xa", xa, 4);
	put(c.archive, "huyen", huyen, 2);
	check(&c, "xa", "4", "4");
	check(&c, "xa", "Thông báo", "4");
	check(&c, "xa", "thong-bao", "4");
	check(&c, "xa", "VĂN HÓA xã hội", "6");
	/* an id goes before a title */
	check(&c, "huyen", "thong-bao", "thong-bao");
	check(&c, NULL, "4", "4");
	/* which of two is meant nobody knows */
	check(&c, NULL, "thông báo", "thông báo");
	check(&c, "xa", "anh", "anh");
	check(&c, "", "Văn hóa xã hội", "6");
	check(&c, "xa", "Thể thao", "Thể thao");
	check(&c, "xa", "–", "–");
	archive_close(c.archive);
	unlink(path);
	assert_int_equal(rmdir(folder), 0);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(by_id_or_title)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
