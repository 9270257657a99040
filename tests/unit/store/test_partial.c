/* test_partial.c - a file that comes in parts, and never over another one */
#include "help.h"

#include <bantin/store/partial.h>

static char *path_in(const struct profile *p, const char *name)
{
	return file_join(p->data, name);
}

static void assert_file(const struct profile *p, const char *name, const char *want)
{
	char *path = path_in(p, name);
	struct buf b = {0};
	struct stat st;
	struct err e = {0};

	assert_ok(file_read(path, 1 << 20, &b, &e));
	assert_string_equal(buf_str(&b), want);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	buf_clear(&b);
	free(path);
}

static bool is_there(const struct profile *p, const char *name)
{
	char *path = path_in(p, name);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

static struct partial *begun(const struct profile *p, const char *name)
{
	struct partial *part;
	struct err e = {0};

	assert_ok(partial_open(&part, p->data, name, "https://a.vn/1", &e));
	return part;
}

static void finish_as(struct partial *part, const char *name)
{
	char *path;
	struct err e = {0};

	assert_ok(partial_finish(part, &path, &e));
	assert_string_equal(strrchr(path, '/') + 1, name);
	free(path);
	partial_free(part);
}

static void in_two_parts(void **state)
{
	const struct profile *p = *state;
	struct partial *part = begun(p, "hai.pdf");
	struct err e = {0};

	assert_int_equal(partial_have(part), 0);
	assert_null(partial_validator(part));
	assert_ok(partial_restart(part, "\"v1\"", &e));
	assert_ok(partial_add(part, "xin ", 4, &e));
	partial_free(part);
	part = begun(p, "hai.pdf");
	assert_int_equal(partial_have(part), 4);
	assert_string_equal(partial_validator(part), "\"v1\"");
	assert_ok(partial_add(part, "chào", 5, &e));
	finish_as(part, "hai.pdf");
	assert_file(p, "hai.pdf", "xin chào");
	assert_false(is_there(p, "hai.pdf.part"));
	assert_false(is_there(p, "hai.pdf.part.from"));
}

static void never_over_another(void **state)
{
	const struct profile *p = *state;
	struct err e = {0};

	for (int i = 0; i < 3; i++) {
		static const char *const names[] = {"van-ban.tar.gz", "van-ban.tar (2).gz",
						    "van-ban.tar (3).gz"};
		struct partial *part = begun(p, "van-ban.tar.gz");
		assert_ok(partial_restart(part, NULL, &e));
		assert_ok(partial_add(part, names[i], 5, &e));
		finish_as(part, names[i]);
	}
	assert_file(p, "van-ban.tar.gz", "van-b");
}

/* Without a validator, from another address, or with a torn note: from the beginning. */
static void what_does_not_count(void **state)
{
	const struct profile *p = *state;
	struct partial *part = begun(p, "cu.pdf");
	struct err e = {0};

	assert_ok(partial_restart(part, NULL, &e));
	assert_ok(partial_add(part, "abc", 3, &e));
	partial_free(part);
	part = begun(p, "cu.pdf");
	assert_int_equal(partial_have(part), 0);
	assert_ok(partial_restart(part, "\"v\"", &e));
	assert_ok(partial_add(part, "abc", 3, &e));
	partial_free(part);
	assert_ok(partial_open(&part, p->data, "cu.pdf", "https://b.vn/1", &e));
	assert_int_equal(partial_have(part), 0);
	partial_free(part);
	char *note = path_in(p, "cu.pdf.part.from");
	assert_ok(file_write(note, "https://a.vn/1\n\"v", 17, &e));	/* torn */
	part = begun(p, "cu.pdf");
	assert_int_equal(partial_have(part), 0);
	partial_free(part);
	free(note);
}

static int64_t have_with_note(const struct profile *p, const char *note_text)
{
	char *part = path_in(p, "dien.pdf.part"), *note = path_in(p, "dien.pdf.part.from");
	char *bytes = mem_alloc(600000);
	struct err e = {0};

	assert_ok(file_write(part, bytes, 600000, &e));
	assert_ok(file_write(note, note_text, strlen(note_text), &e));
	struct partial *p1 = begun(p, "dien.pdf");
	int64_t have = partial_have(p1);
	partial_free(p1);
	free(part);
	free(note);
	free(bytes);
	return have;
}

/* What was not left in good order counts by whole steps, which were synced. */
static void after_a_loss_of_power(void **state)
{
	const struct profile *p = *state;

	assert_int_equal(have_with_note(p, "https://a.vn/1\n\"v\"\n"), 2 * (256 << 10));
	assert_int_equal(have_with_note(p, "https://a.vn/1\n\"v\"\n599999\n"), 599999);
	assert_int_equal(have_with_note(p, "https://a.vn/1\n\"v\"\n9999999\n"), 600000);
	assert_int_equal(have_with_note(p, "https://a.vn/1\n\"v\"\n-5\n"), 0);
	assert_int_equal(have_with_note(p, "https://a.vn/1\n\"v\"\nabc"), 0);
	assert_int_equal(have_with_note(p, "https://a.vn/12\n\"v\"\n5\n"), 0);
	assert_int_equal(have_with_note(p, ""), 0);
}

/* A link laid in the way is not followed. */
static void a_link_in_the_way(void **state)
{
	const struct profile *p = *state;
	char *path = path_in(p, "bay.pdf.part"), *target = path_in(p, "quan-trong");
	struct partial *part;
	struct err e = {0};

	assert_ok(file_write(target, "giữ", 5, &e));
	assert_int_equal(symlink(target, path), 0);
	assert_false(partial_open(&part, p->data, "bay.pdf", "https://a.vn/1", &e));
	assert_null(part);
	assert_file(p, "quan-trong", "giữ");
	assert_false(partial_open(&part, "/khong-co", "a", "https://a.vn/1", &e));
	free(path);
	free(target);
}

/* Locks are between processes. */
static void by_two_at_once(void **state)
{
	const struct profile *p = *state;
	struct partial *part = begun(p, "doi.pdf"), *other;
	struct err e = {0};
	int status;

	pid_t pid = fork();
	if (pid == 0) {
		bool ok = partial_open(&other, p->data, "doi.pdf", "https://a.vn/1", &e);
		_exit(!ok && e.kind == ERR_BUSY ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	partial_free(part);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(in_two_parts, help_setup, help_teardown),
		cmocka_unit_test_setup_teardown(never_over_another, help_setup,
						help_teardown),
		cmocka_unit_test_setup_teardown(what_does_not_count, help_setup,
						help_teardown),
		cmocka_unit_test_setup_teardown(after_a_loss_of_power, help_setup,
						help_teardown),
		cmocka_unit_test_setup_teardown(a_link_in_the_way, help_setup,
						help_teardown),
		cmocka_unit_test_setup_teardown(by_two_at_once, help_setup, help_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
