/* test_file.c - whole files, read with a ceiling and written old or new */
#include "check.h"

#include <signal.h>
#include <unistd.h>


#include "folder.h"

static void written_is_read(void **state)
{
	char *path = file_join(*state, "bản tin.md");
	struct err e = {0};
	struct buf b = {0};

	assert_true(file_write(path, "một\0hai", 8, &e));
	assert_int_equal(mode_of(path), 0600);
	buf_adds(&b, "> ");
	assert_true(file_read(path, 100, &b, &e));
	assert_int_equal(b.len, 10);
	assert_memory_equal(b.s, "> một\0hai", 10);
	assert_int_equal(chmod(path, 0644), 0);
	assert_true(file_write(path, "", 0, &e));
	assert_int_equal(mode_of(path), 0600);
	buf_reset(&b);
	assert_true(file_read(path, 0, &b, &e));
	assert_int_equal(b.len, 0);
	assert_int_equal(e.kind, ERR_NONE);
	assert_int_equal(folder_count(*state), 1);
	buf_clear(&b);
	free(path);
}

static void large_files_and_the_ceiling(void **state)
{
	char *path = file_join(*state, "large");
	struct err e = {0};
	struct buf in = {0}, out = {0};

	for (int i = 0; in.len < 100000; i++)
		buf_addf(&in, "%d;", i);
	assert_true(file_write(path, in.s, in.len, &e));
	assert_true(file_read(path, in.len, &out, &e));
	assert_int_equal(out.len, in.len);
	assert_memory_equal(out.s, in.s, in.len);
	buf_reset(&out);
	assert_false(file_read(path, in.len - 1, &out, &e));
	assert_int_equal(e.kind, ERR_LIMIT);
	buf_clear(&out);
	buf_init(&out, 10);
	assert_false(file_read(path, in.len, &out, &e));
	assert_int_equal(e.kind, ERR_LIMIT);
	buf_clear(&in);
	buf_clear(&out);
	free(path);
}

static void what_cannot_be_read(void **state)
{
	char *missing = file_join(*state, "missing"), *fifo = file_join(*state, "fifo");
	struct err e = {0};
	struct buf b = {0};

	assert_false(file_read(missing, 10, &b, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	assert_non_null(strstr(e.text, missing));
	assert_false(file_read(*state, 10, &b, &e));
	assert_int_equal(e.kind, ERR_FAILED);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_false(file_read(fifo, 10, &b, &e));
	assert_int_equal(e.kind, ERR_FAILED);
	assert_false(file_read(missing, 10, &b, NULL));
	assert_int_equal(b.len, 0);
	free(missing);
	free(fifo);
}

static void a_failed_write_leaves_the_old(void **state)
{
	char *dir = file_join(*state, "folder"), *inside = file_join(dir, "x");
	char *none = file_join(*state, "none/x");
	struct err e = {0};

	assert_false(file_write(none, "x", 1, &e));
	assert_int_equal(e.kind, ERR_FAILED);
	assert_int_equal(mkdir(dir, 0700), 0);
	assert_true(file_write(inside, "old", 3, &e));
	/* a folder that is not empty cannot be renamed over */
	assert_false(file_write(dir, "new", 3, &e));
	assert_int_equal(e.kind, ERR_FAILED);
	assert_int_equal(folder_count(*state), 1);
	assert_int_equal(folder_count(dir), 1);
	free(dir);
	free(inside);
	free(none);
}

static void a_link_is_replaced_not_followed(void **state)
{
	char *target = file_join(*state, "target"), *name = file_join(*state, "name");
	struct err e = {0};
	struct buf b = {0};

	assert_true(file_write(target, "old", 3, &e));
	assert_int_equal(symlink(target, name), 0);
	assert_true(file_write(name, "new", 3, &e));
	assert_true(file_read(target, 10, &b, &e));
	assert_string_equal(b.s, "old");
	buf_clear(&b);
	free(target);
	free(name);
}

static void pipes(void **state)
{
	struct err e = {0};
	struct buf b = {0};
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_true(file_write_fd(ends[1], "dòng\n", 6, &e));
	assert_true(file_write_fd(ends[1], NULL, 0, &e));
	close(ends[1]);
	assert_true(file_read_fd(ends[0], 100, &b, &e));
	assert_string_equal(b.s, "dòng\n");
	close(ends[0]);
	assert_false(file_read_fd(ends[0], 100, &b, &e));
	assert_int_equal(e.kind, ERR_FAILED);
	buf_clear(&b);
	signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	assert_false(file_write_fd(ends[1], "x", 1, &e));
	assert_int_equal(e.kind, ERR_FAILED);
	close(ends[1]);
}

static void private_folders(void **state)
{
	char *deep = file_join(*state, "một/hai/ba"), *top = file_join(*state, "một");
	struct err e = {0};

	assert_true(file_private_dir(deep, &e));
	assert_int_equal(mode_of(deep), 0700);
	assert_int_equal(mode_of(top), 0700);
	assert_true(file_private_dir(deep, &e));
	assert_true(file_private_dir(top, &e));
	assert_int_equal(chmod(deep, 0750), 0);
	assert_true(file_private_dir(deep, &e));
	assert_int_equal(chmod(deep, 0770), 0);
	assert_false(file_private_dir(deep, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	assert_int_equal(chmod(deep, 0702), 0);
	assert_false(file_private_dir(deep, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	free(deep);
	free(top);
}

static void what_is_no_private_folder(void **state)
{
	char *file = file_join(*state, "file"), *under = file_join(file, "x");
	char *dir = file_join(*state, "dir"), *name = file_join(*state, "link");
	struct err e = {0};

	assert_true(file_write(file, "", 0, &e));
	assert_true(file_private_dir(dir, &e));
	assert_int_equal(symlink(dir, name), 0);
	const char *const refused[] = {file, under, name};
	for (size_t i = 0; i < COUNT(refused); i++) {
		err_clear(&e);
		assert_false(file_private_dir(refused[i], &e));
		assert_int_equal(e.kind, ERR_CONFIG);
		assert_non_null(strstr(e.text, refused[i]));
	}
	free(file);
	free(under);
	free(dir);
	free(name);
}

static void joining(void **state)
{
	static const struct {
		const char *dir, *name, *want;
	} all[] = {
		{"/a", "b", "/a/b"}, {"/a/", "b", "/a/b"}, {"/", "b", "/b"},
		{"", "b", "/b"}, {"a", "b/c", "a/b/c"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		char *got = file_join(all[i].dir, all[i].name);
		assert_string_equal(got, all[i].want);
		free(got);
	}
}

#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, folder_make, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(written_is_read),
		IN_FOLDER(large_files_and_the_ceiling),
		IN_FOLDER(what_cannot_be_read),
		IN_FOLDER(a_failed_write_leaves_the_old),
		IN_FOLDER(a_link_is_replaced_not_followed),
		IN_FOLDER(private_folders),
		IN_FOLDER(what_is_no_private_folder),
		cmocka_unit_test(pipes),
		cmocka_unit_test(joining),
	};

	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
