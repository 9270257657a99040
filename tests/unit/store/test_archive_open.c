/* test_archive_open.c - opening the archive, refusing what is not ours, two processes */
#include "help.h"

#include <bantin/store/archive.h>

static struct archive *open_archive(const struct profile *p)
{
	struct archive *a;
	struct err e = {0};

	assert_ok(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	return a;
}

static enum archive_change put(struct archive *a, const struct article *art)
{
	enum archive_change change = ARTICLE_SAME;
	struct err e = {0};

	assert_ok(archive_put(a, art, &change, &e));
	return change;
}

static int64_t count_all(struct archive *a)
{
	int64_t all, unread;
	struct err e = {0};

	assert_ok(archive_count(a, NULL, &all, &unread, &e));
	return all;
}

static void test_opens_private_and_again(void **state)
{
	const struct profile *p = *state;
	struct archive *a = open_archive(p);
	char wal[512];

	struct article art = help_article("1", "Một", "<p>Một.</p>", 100);
	put(a, &art);
	assert_int_equal(help_mode(p->archive), 0600);
	snprintf(wal, sizeof(wal), "%s-wal", p->archive);
	assert_int_equal(help_mode(wal), 0600);
	archive_close(a);
	a = open_archive(p);
	assert_int_equal(put(a, &art), ARTICLE_SAME);
	archive_close(a);
	archive_close(NULL);
}

static void test_read_of_missing_is_empty(void **state)
{
	const struct profile *p = *state;
	struct archive *a;
	struct article_row *rows;
	size_t n;
	struct err e = {0};

	assert_ok(archive_open(&a, p->archive, ARCHIVE_READ, &e));
	assert_ok(archive_rows(a, NULL, NULL, true, 10, &rows, &n, &e));
	assert_int_equal(n, 0);
	assert_null(rows);
	archive_close(a);
	assert_int_equal(access(p->archive, F_OK), -1);
}

static void test_reader_may_not_write(void **state)
{
	const struct profile *p = *state;
	struct archive *a;
	enum archive_change change;
	struct err e = {0};
	struct article art = help_article("1", "Một", "<p>Một.</p>", 100);

	archive_close(open_archive(p));
	assert_ok(archive_open(&a, p->archive, ARCHIVE_READ, &e));
	assert_false(archive_put(a, &art, &change, &e));
	assert_int_equal(e.kind, ERR_FAILED);
	archive_close(a);
}

static void test_newer_is_refused_untouched(void **state)
{
	const struct profile *p = *state;
	struct archive *a = open_archive(p);
	struct err e = {0};

	archive_close(a);
	help_sql(p->archive, "PRAGMA user_version = 99");
	uint64_t before = help_hash(p->archive);
	assert_false(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	assert_non_null(strstr(e.text, p->archive));
	assert_null(a);
	assert_false(archive_open(&a, p->archive, ARCHIVE_READ, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	assert_true(help_hash(p->archive) == before);
}

/* A newer bantin was killed: its work is still in the log, and must stay there. */
static void test_newer_with_log_is_untouched(void **state)
{
	const struct profile *p = *state;
	struct archive *a = open_archive(p);
	struct err e = {0};
	int status;

	archive_close(a);
	pid_t child = fork();
	if (child == 0) {
		sqlite3 *db;
		sqlite3_open(p->archive, &db);
		sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL);
		help_die();
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	uint64_t before = help_hash(p->archive);
	assert_false(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	assert_true(help_hash(p->archive) == before);
	char wal[512];
	snprintf(wal, sizeof(wal), "%s-wal", p->archive);
	assert_int_equal(access(wal, F_OK), 0);
}

static void test_foreign_files_are_refused(void **state)
{
	const struct profile *p = *state;
	struct archive *a;
	struct err e = {0};

	help_write(p->archive,
		   "This is a letter and no database, and it is long enough to be "
		   "looked at as if it were one: one hundred bytes and more.\n");
	uint64_t before = help_hash(p->archive);
	assert_ok(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	assert_true(help_hash(archive_set_aside(a)) == before);
	archive_close(a);
	unlink(p->archive);

	help_sql(p->archive, "CREATE TABLE other (x)");
	before = help_hash(p->archive);
	assert_false(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	assert_non_null(strstr(e.text, p->archive));
	assert_true(help_hash(p->archive) == before);
	unlink(p->archive);

	assert_int_equal(mkdir(p->archive, 0700), 0);
	assert_false(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	rmdir(p->archive);

	char *target = file_join(p->data, "elsewhere.db");
	assert_int_equal(symlink(target, p->archive), 0);
	assert_false(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	assert_int_equal(access(target, F_OK), -1);
	free(target);
}

static void test_damaged_is_set_aside(void **state)
{
	const struct profile *p = *state;
	struct archive *a = open_archive(p);
	char zeros[4096] = {0};
	struct err e = {0};

	archive_close(a);
	int fd = open(p->archive, O_WRONLY);
	assert_int_equal(pwrite(fd, zeros, sizeof(zeros) - 100, 100),
			 sizeof(zeros) - 100);
	close(fd);
	assert_ok(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	assert_non_null(archive_set_aside(a));
	archive_close(a);
	assert_int_equal(truncate(p->archive, 0), 0);
	assert_ok(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	archive_close(a);
}

static void test_version_grows(void **state)
{
	const struct profile *p = *state;
	struct archive *a = open_archive(p), *b = open_archive(p);
	struct article art = help_article("1", "Một", "<p>A.</p>", 1);

	uint64_t before = archive_version(a);
	assert_true(archive_version(a) == before);
	put(a, &art);
	uint64_t mine = archive_version(a);
	assert_true(mine > before);
	assert_true(archive_version(a) == mine);
	art.key = (char *)(uintptr_t) "2";
	put(b, &art);
	assert_true(archive_version(a) > mine);
	archive_close(a);
	archive_close(b);
}

static ssize_t read_byte(int fd)
{
	char c;

	return read(fd, &c, 1);
}

/* The child has a transaction open and unfinished while the parent reads. */
static void test_reads_while_another_writes(void **state)
{
	const struct profile *p = *state;
	struct archive *a = open_archive(p), *reader;
	struct err e = {0};
	int to_parent[2], to_child[2], status;
	struct article art = help_article("1", "Một", "<p>A.</p>", 1);

	put(a, &art);
	archive_close(a);
	assert_int_equal(pipe(to_parent), 0);
	assert_int_equal(pipe(to_child), 0);
	pid_t child = fork();
	if (child == 0) {
		enum archive_change change;
		art.key = (char *)(uintptr_t) "2";
		bool ok = archive_open(&a, p->archive, ARCHIVE_WRITE, NULL) &&
			  archive_begin(a, NULL) && archive_put(a, &art, &change, NULL);
		ok = ok && write(to_parent[1], "x", 1) == 1 &&
		     read_byte(to_child[0]) == 1;
		ok = ok && archive_commit(a, NULL) && write(to_parent[1], "y", 1) == 1 &&
		     read_byte(to_child[0]) == 1;
		archive_close(a);
		_exit(ok ? 0 : 1);
	}
	assert_int_equal(read_byte(to_parent[0]), 1);
	assert_ok(archive_open(&reader, p->archive, ARCHIVE_READ, &e));
	assert_int_equal(count_all(reader), 1);
	uint64_t before = archive_version(reader);
	assert_int_equal(write(to_child[1], "x", 1), 1);
	assert_int_equal(read_byte(to_parent[0]), 1);
	assert_int_equal(count_all(reader), 2);
	assert_true(archive_version(reader) > before);
	assert_int_equal(write(to_child[1], "y", 1), 1);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	archive_close(reader);
	for (int i = 0; i < 2; i++) {
		close(to_parent[i]);
		close(to_child[i]);
	}
}

/* Many first starts at once: one makes the tables, the others find them. */
static void test_first_starts_at_once(void **state)
{
	const struct profile *p = *state;
	enum { STARTS = 8 };
	pid_t children[STARTS];
	int status;

	for (int round = 0; round < 10; round++) {
		for (int i = 0; i < STARTS; i++) {
			children[i] = fork();
			if (children[i] == 0) {
				struct archive *a;
				struct err e = {0};
				bool ok = archive_open(&a, p->archive, ARCHIVE_WRITE, &e);
				if (!ok)
					fprintf(stderr, "%s\n", e.text);
				archive_close(a);
				_exit(ok ? 0 : 1);
			}
		}
		int good = 0;
		for (int i = 0; i < STARTS; i++) {
			assert_int_equal(waitpid(children[i], &status, 0), children[i]);
			good += WIFEXITED(status) && WEXITSTATUS(status) == 0;
		}
		assert_int_equal(good, STARTS);
		help_remove(p->data, 1);
		mkdir(p->data, 0700);
	}
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
	const struct CMUnitTest tests[] = {
		T(test_opens_private_and_again),
		T(test_read_of_missing_is_empty),
		T(test_reader_may_not_write),
		T(test_newer_is_refused_untouched),
		T(test_newer_with_log_is_untouched),
		T(test_foreign_files_are_refused),
		T(test_damaged_is_set_aside),
		T(test_version_grows),
		T(test_reads_while_another_writes),
		T(test_first_starts_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
