/* folder.h - a folder for one test, gone after it with all that is in it */
#ifndef TESTS_BASE_FOLDER_H
#define TESTS_BASE_FOLDER_H

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>

static inline int folder_drop(const char *path, const struct stat *st, int kind,
			      struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

/* For cmocka's set-up and tear-down: *state is the path. */
static inline int folder_make(void **state)
{
	struct buf b = {0};
	const char *tmp = getenv("TMPDIR");

	buf_addf(&b, "%s/bantin-test-XXXXXX", tmp && tmp[0] ? tmp : "/tmp");
	*state = buf_take(&b);
	return mkdtemp(*state) ? 0 : -1;
}

static inline int folder_remove(void **state)
{
	nftw(*state, folder_drop, 16, FTW_DEPTH | FTW_PHYS);
	free(*state);
	return 0;
}

/* How many entries a folder has. */
static inline size_t folder_count(const char *path)
{
	DIR *d = opendir(path);
	size_t n = 0;

	while (d && readdir(d))
		n++;
	if (d)
		closedir(d);
	return n >= 2 ? n - 2 : 0;
}

static inline unsigned mode_of(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 ? (unsigned)st.st_mode & 07777U : 0;
}

#endif
