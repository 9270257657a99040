/* snapshot.c - a copy of the desk for each day it was opened, the newest three */
#include "desk_in.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>

enum { KEPT = 3 };
enum { NAME_SIZE = sizeof("desk-20200808.db") };

/* By name, so the clock's mistakes do not matter to the form of a name. */
static bool is_snapshot(const char *name)
{
	if (strlen(name) != NAME_SIZE - 1 || strncmp(name, "desk-", 5) != 0)
		return false;
	return strspn(name + 5, "0123456789") == 8 && strcmp(name + 13, ".db") == 0;
}

static void name_for(int64_t now, char out[NAME_SIZE])
{
	char stamp[STAMP_MAX];

	stamp_format(now, STAMP_RFC3339, stamp);
	snprintf(out, NAME_SIZE, "desk-%.4s%.2s%.2s.db", stamp, stamp + 5, stamp + 8);
}

static bool is_there(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0;
}

bool sync_path(const char *path, int flags)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags);

	if (fd < 0)
		return false;
	bool ok = fsync(fd) == 0;
	close(fd);
	return ok;
}

static bool copy_into(struct db *db, const char *path, struct err *e)
{
	struct stmt *s = db_stmt(db, "VACUUM INTO ?", e);

	if (!s)
		return false;
	bind_text(s, path);
	return stmt_run(s, e) && (sync_path(path, O_NOFOLLOW) ||
				  err_errno(e, ERR_FAILED, _("cannot write %s"), path));
}

bool snapshot_copy(struct db *db, const char *path, struct err *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return err_errno(e, ERR_FAILED, _("cannot make %s"), path);
	close(fd);
	return copy_into(db, path, e);
}

/* Into a new file of its own name first, and then over whatever has the right name: a
 * symbolic link there is replaced, not followed. */
static bool write_snapshot(struct db *db, const char *data, const char *path,
			   struct err *e)
{
	char *fresh = file_join(data, "desk-snapshot.new");

	unlink(fresh);
	bool ok = snapshot_copy(db, fresh, e);
	if (ok && (rename(fresh, path) != 0 || !sync_path(data, O_DIRECTORY)))
		ok = err_errno(e, ERR_FAILED, _("cannot write %s"), path);
	if (!ok)
		unlink(fresh);
	free(fresh);
	return ok;
}

/* The snapshots in the folder but `newest`: how many, and the one to go first. */
static size_t find_oldest(const char *data, const char *newest, char oldest[NAME_SIZE])
{
	DIR *dir = opendir(data);
	size_t n = 0;

	oldest[0] = '\0';
	for (struct dirent *d; dir && (d = readdir(dir)) != NULL;) {
		if (!is_snapshot(d->d_name) || strcmp(d->d_name, newest) == 0)
			continue;
		n++;
		if (!oldest[0] || strcmp(d->d_name, oldest) < 0)
			memcpy(oldest, d->d_name, NAME_SIZE);
	}
	if (dir)
		closedir(dir);
	return n;
}

static void prune(const char *data, const char *newest)
{
	char oldest[NAME_SIZE];

	while (find_oldest(data, newest, oldest) >= KEPT) {
		char *path = file_join(data, oldest);
		bool gone = unlink(path) == 0;
		free(path);
		if (!gone)
			return;
	}
}

static int newest_first(const void *a, const void *b)
{
	return strcmp(*(char *const *)b, *(char *const *)a);
}

size_t snapshot_list(const char *data, char *paths[SNAPSHOTS_MAX])
{
	DIR *dir = opendir(data);
	size_t n = 0;

	for (struct dirent *d; dir && n < SNAPSHOTS_MAX && (d = readdir(dir)) != NULL;)
		if (is_snapshot(d->d_name))
			paths[n++] = file_join(data, d->d_name);
	if (dir)
		closedir(dir);
	qsort(paths, n, sizeof(*paths), newest_first);
	return n;
}

bool snapshot_take(struct db *db, const char *data, int64_t now, struct err *e)
{
	char name[NAME_SIZE];
	int64_t drafts;

	if (!db_number(db, "SELECT count(*) FROM draft", &drafts, e))
		return false;
	name_for(now, name);
	char *path = file_join(data, name);
	bool ok = drafts == 0 || is_there(path) || write_snapshot(db, data, path, e);
	free(path);
	if (ok && drafts > 0)
		prune(data, name);
	return ok;
}
