/* test_templates.c - the user's own templates beside the built-in ones */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include <bantin/base/file.h>
#include <bantin/store/templates.h>

static char folder[] = "/tmp/bantin-templates-XXXXXX";
static struct profile profile = {.data = folder};

static void put(const char *name, const char *text, size_t n)
{
	char *dir = file_join(folder, "templates"), *path = file_join(dir, name);

	mkdir(dir, 0700);
	assert_true(file_write(path, text, n, NULL));
	free(path);
	free(dir);
}

static void drop(const char *name)
{
	char *dir = file_join(folder, "templates"), *path = file_join(dir, name);

	unlink(path);
	rmdir(dir);
	free(path);
	free(dir);
}

static void without_a_folder(void **state)
{
	struct template_entry *list;
	struct buf text = {0};
	struct err e = {0};
	size_t n;

	(void)state;
	assert_true(templates_list(&profile, &list, &n, &e));
	assert_int_equal(n, 5);
	assert_string_equal(list[0].name, "tin-hoi-nghi");
	assert_false(list[0].own);
	templates_free(list, n);
	assert_true(templates_read(&profile, "bao-cao", &text, &e));
	assert_non_null(strstr(buf_str(&text), "BÁO CÁO"));
	buf_clear(&text);
	assert_false(templates_read(&profile, "khong-co", &text, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	assert_non_null(strstr(e.text, "khong-co"));
	buf_clear(&text);
}

static void own_files_win(void **state)
{
	struct template_entry *list;
	struct buf text = {0};
	struct err e = {0};
	size_t n;

	(void)state;
	put("thong-bao.md", "# Của xã\n", strlen("# Của xã\n"));
	put("loa.md", "a\x1b[2J\xff", 6);
	put("an.md", "b", 1);
	put(".an.md", "c", 1);
	put("ghi-chu.txt", "d", 1);
	assert_true(templates_list(&profile, &list, &n, &e));
	assert_int_equal(n, 7);
	assert_string_equal(list[1].name, "thong-bao");
	assert_true(list[1].own);
	assert_string_equal(list[5].name, "an");
	assert_string_equal(list[6].name, "loa");
	assert_string_equal(list[6].what, "");
	templates_free(list, n);
	assert_true(templates_read(&profile, "thong-bao", &text, &e));
	assert_string_equal(buf_str(&text), "# Của xã\n");
	buf_reset(&text);
	assert_true(templates_read(&profile, "loa", &text, &e));
	assert_string_equal(buf_str(&text), "a\uFFFD[2J\uFFFD");
	buf_clear(&text);
	assert_false(templates_read(&profile, "../templates/loa", &text, &e));
	assert_false(templates_read(&profile, ".an", &text, &e));
	assert_false(templates_read(&profile, "", &text, &e));
	buf_clear(&text);
	drop("thong-bao.md");
	drop("loa.md");
	drop("an.md");
	drop(".an.md");
	drop("ghi-chu.txt");
}

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : 1;
}

static int drop_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_folder),
		cmocka_unit_test(own_files_win),
	};

	return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
