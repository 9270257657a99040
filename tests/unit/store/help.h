/* help.h - a throw-away profile and articles for the store's tests */
#ifndef BANTIN_TESTS_STORE_HELP_H
#define BANTIN_TESTS_STORE_HELP_H

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include <bantin/base/article.h>
#include <bantin/base/buf.h>
#include <bantin/base/err.h>
#include <bantin/base/file.h>
#include <bantin/base/mem.h>
#include <bantin/base/profile.h>
#include <bantin/base/uuid.h>
#include <bantin/store/archive.h>

/* Fails with the error's own words. */
#define assert_ok(call) check_ok((call), &e, __FILE__, __LINE__)
static inline void check_ok(bool ok, const struct err *e, const char *file, int line)
{
	if (!ok)
		print_message("%s\n", e->text);
	_assert_true(ok, "the call succeeds", file, line);
}

static inline int help_setup(void **state)
{
	char dir[] = "/tmp/bantin-store-XXXXXX";
	struct profile *p = mem_alloc(sizeof(*p));
	struct err e = {0};

	if (!mkdtemp(dir) || !profile_open(p, dir, &e)) {
		free(p);
		return -1;
	}
	*state = p;
	return 0;
}

/* All that waits is done: what was put in can be searched. */
static inline void help_upkeep(struct archive *a)
{
	struct err e = {0};

	for (bool more = true; more;)
		assert_ok(archive_upkeep(a, 100, &more, &e));
}

/* Removes the folder with what is in it, two levels deep. */
static inline void help_remove(const char *path, int depth)
{
	DIR *dir = depth > 0 ? opendir(path) : NULL;

	for (struct dirent *d; dir && (d = readdir(dir)) != NULL;) {
		if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
			continue;
		char *child = file_join(path, d->d_name);
		if (unlink(child) != 0)
			help_remove(child, depth - 1);
		free(child);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}

static inline int help_teardown(void **state)
{
	struct profile *p = *state;

	help_remove(p->data, 3);
	profile_clear(p);
	free(p);
	return 0;
}

static inline uint64_t help_hash(const char *path)
{
	struct buf b = {0};

	assert_true(file_read(path, BUF_MAX, &b, NULL));
	uint64_t h = hash_bytes(buf_str(&b), b.len);
	buf_clear(&b);
	return h;
}

static inline void help_write(const char *path, const char *text)
{
	assert_true(file_write(path, text, strlen(text), NULL));
}

/* SQL on a file that nobody else has open. */
static inline void help_sql(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

/* A child's end as by a power cut: nothing is closed. */
static inline void help_die(void)
{
	kill(getpid(), SIGKILL);
}

/* From now on no file of this process may grow: as on a full disk. */
static inline void help_fill_disk(void)
{
	struct rlimit none = {0, RLIM_INFINITY};

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &none);
}

static inline void help_free_disk(void)
{
	struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};

	setrlimit(RLIMIT_FSIZE, &all);
}

static inline unsigned help_mode(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return (unsigned)st.st_mode & 07777U;
}

/* Strings are borrowed: never clear it. */
static inline struct article help_article(const char *key, const char *title,
					  const char *body, int64_t published)
{
	return (struct article){
		.portal = (char *)(uintptr_t) "xa",
		.key = (char *)(uintptr_t)key,
		.title = (char *)(uintptr_t)title,
		.section = (char *)(uintptr_t) "tin-tuc",
		.author = (char *)(uintptr_t) "Lê Văn Bình",
		.url = (char *)(uintptr_t) "https://xa.example/bai",
		.body = (char *)(uintptr_t)body,
		.body_kind = BODY_HTML,
		.published = published,
		.updated = published,
	};
}

#endif
