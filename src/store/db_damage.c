/* db_damage.c - databases that are not whole: noticed, remembered, set aside */
#include "db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/clock.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>

#include "stmt.h"

enum {
	QUICK = 32 << 20, /* bytes that are looked through well within a second */
	NAMES_TRIED = 1000
};

static char *with(const char *path, const char *ending)
{
	struct buf b = {0};

	buf_adds(&b, path);
	buf_adds(&b, ending);
	return buf_take(&b);
}

/* --- suspicion --------------------------------------------------------------- */

void db_suspect(struct db *db)
{
	char *note = with(db->path, ".suspect");
	int fd = -1;

	db->damaged = true;
	if (access(db->path, F_OK) == 0)
		fd = open(note, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0)
		close(fd);
	free(note);
}

bool db_is_suspected(const char *path)
{
	char *note = with(path, ".suspect");
	bool there = access(note, F_OK) == 0;

	free(note);
	return there;
}

void db_unsuspect(const char *path)
{
	char *note = with(path, ".suspect");

	unlink(note);
	free(note);
}

/* --- looking ----------------------------------------------------------------- */

static bool is_quick(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && st.st_size <= QUICK;
}

static bool is_whole(struct db *db, struct err *e)
{
	struct stmt *s = db_stmt(db, "PRAGMA quick_check(1)", e);

	if (!s || stmt_step(s, e) != STMT_ROW)
		return false;
	const char *says = stmt_peek(s, 0);
	bool ok = says && strcmp(says, "ok") == 0;
	stmt_done(s);
	return ok || db_fail_damaged(db, e);
}

bool db_check(struct db *db, const struct db_kind *kind, enum db_mode mode, struct err *e)
{
	if (!kind->checked || mode != DB_WRITE ||
	    !(is_quick(db->path) || db_is_suspected(db->path)))
		return true;
	if (!is_whole(db, e))
		return false;
	db_unsuspect(db->path);
	return true;
}

/* Bytes 68 to 71 of a database file: PRAGMA application_id, big-endian. */
bool db_head_is_ours(const struct db *db, const struct db_kind *kind)
{
	unsigned char b[4] = {0};
	int fd = open(db->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return false;
	ssize_t n = pread(fd, b, sizeof(b), 68);
	close(fd);
	uint32_t id = (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 |
		      b[3];
	return n == (ssize_t)sizeof(b) && id == (uint32_t)kind->application;
}

/* --- setting aside ----------------------------------------------------------- */

/* link() never replaces what is there; a disk without links (a stick's) must do with
 * looking first. */
static bool move_to(const char *from, const char *to)
{
	if (link(from, to) == 0)
		return unlink(from) == 0;
	if (errno == EEXIST || errno == ENOENT || access(to, F_OK) == 0)
		return false;
	return rename(from, to) == 0;
}

/* What goes with the database keeps its ending, so that SQLite finds it again. */
static bool move_beside(const char *path, const char *aside, const char *ending)
{
	char *from = with(path, ending), *to = with(aside, ending);
	bool ok = move_to(from, to) || errno == ENOENT;

	free(from);
	free(to);
	return ok;
}

static char *name_aside(const char *path)
{
	char stamp[STAMP_MAX];

	stamp_format(clock_now(), STAMP_RFC3339, stamp);
	for (int i = 1; i < NAMES_TRIED; i++) {
		struct buf b = {0};
		buf_addf(&b, "%s.damaged-%.4s%.2s%.2s-%.2s%.2s%.2s", path, stamp,
			 stamp + 5, stamp + 8, stamp + 11, stamp + 14, stamp + 17);
		if (i > 1)
			buf_addf(&b, "-%d", i);
		char *log = with(b.s, "-wal");
		bool is_free = access(b.s, F_OK) != 0 && access(log, F_OK) != 0;
		free(log);
		if (is_free)
			return buf_take(&b);
		buf_clear(&b);
	}
	return NULL;
}

bool db_set_aside(const char *path, char **aside, struct err *e)
{
	static const char *const beside[] = {"-wal", "-journal"};
	char *name = name_aside(path), *shared = with(path, "-shm");
	bool ok = name != NULL;

	*aside = NULL;
	ok = ok && (move_to(path, name) || errno == ENOENT);
	for (size_t i = 0; ok && i < sizeof(beside) / sizeof(beside[0]); i++)
		ok = move_beside(path, name, beside[i]);
	if (ok)
		unlink(shared);	/* holds nothing of its own */
	else
		err_errno(e, ERR_FAILED, _("cannot set %s aside"), path);
	free(shared);
	if (ok) {
		db_unsuspect(path);
		*aside = name;
	} else {
		free(name);
	}
	return ok;
}
