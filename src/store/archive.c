/* archive.c - opening the archive, its transactions and its version */
#include "archive_in.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "desk_in.h"

enum {
	LOCK_WAIT = 5000, /* ms that another process has for setting it aside */
	LOCK_STEP = 10
};

static bool is_missing(const char *path)
{
	struct stat st;

	return stat(path, &st) != 0 && errno == ENOENT;
}

static enum db_mode mode_for(const char *path, enum archive_mode mode)
{
	return mode == ARCHIVE_WRITE     ? DB_WRITE
	       : mode == ARCHIVE_PUBLISH ? DB_PUBLISH
	       : is_missing(path)        ? DB_MEMORY
					 : DB_READ;
}

/* Damage that was come upon counts until the file is another one. */
static bool open_whole(struct db **db, const char *path, enum archive_mode mode,
		       bool *damaged, struct err *e)
{
	*damaged = db_is_suspected(path);
	if (*damaged)
		return err_set(e, ERR_FAILED, _("%s is damaged"), path);
	return db_open_whole(db, path, &archive_kind, mode_for(path, mode), damaged, e);
}

/* Another process may be setting it aside, or have done so: looked at again under a
 * lock. */
static bool set_aside(const char *path, char **aside, struct err *e)
{
	struct buf lock_path = {0};
	struct db *db = NULL;
	bool damaged = false, ok;
	int lock;

	*aside = NULL;
	buf_addf(&lock_path, "%s.lock", path);
	int64_t until = clock_mono() + LOCK_WAIT;
	while (!(ok = lock_take(&lock, lock_path.s, NULL, e)) && e->kind == ERR_BUSY &&
	       clock_mono() < until)
		sqlite3_sleep(LOCK_STEP);
	if (ok) {
		open_whole(&db, path, ARCHIVE_WRITE, &damaged, NULL);
		db_close(db);
		ok = !damaged || db_set_aside(path, aside, e);
		lock_drop(lock);
	}
	buf_clear(&lock_path);
	return ok;
}

/* SQLite would wait at a FIFO for its other end. */
static bool is_file(const char *path, struct err *e)
{
	struct stat st;

	return stat(path, &st) != 0 || S_ISREG(st.st_mode) || S_ISDIR(st.st_mode) ||
	       err_set(e, ERR_FAILED, _("%s is not a file"), path);
}

bool archive_open(struct archive **out, const char *path, enum archive_mode mode,
		  struct err *e)
{
	struct db *db = NULL;
	struct err why = {0};
	char *aside = NULL;
	bool damaged;

	*out = NULL;
	if (!is_file(path, e))
		return false;
	bool ok = open_whole(&db, path, mode, &damaged, &why);
	if (!ok && db_was_full() && reserve_lend(path))
		ok = open_whole(&db, path, mode, &damaged, &why);
	if (!ok && damaged && set_aside(path, &aside, &why))
		ok = open_whole(&db, path, mode, &damaged, &why);
	if (ok) {
		*out = mem_alloc(sizeof(**out));
		(*out)->db = db;
		(*out)->version = 1;
		(*out)->aside = aside;
		db_number(db, "PRAGMA main.data_version", &(*out)->seen, NULL);
		(*out)->packer = packer_new();
		(*out)->writable = mode != ARCHIVE_READ;
		return true;
	}
	free(aside);
	return err_set(e, why.kind, "%s", why.text);
}

const char *archive_set_aside(const struct archive *a)
{
	return a->aside;
}

void archive_close(struct archive *a)
{
	if (!a)
		return;
	db_close(a->db);
	archive_keep_clear(a);
	packer_free(a->packer);
	buf_clear(&a->packed);
	buf_clear(&a->new_words);
	id_set_clear(&a->words);
	free(a->aside);
	free(a);
}

void archive_touch(struct archive *a)
{
	a->version++;
}

static void look_outside(struct archive *a)
{
	int64_t now;

	if (!db_number(a->db, "PRAGMA main.data_version", &now, NULL) || now == a->seen)
		return;
	a->seen = now;
	a->outside++;
	if (a->shared)
		shared_settle(a, NULL);
	archive_touch(a);
}

uint64_t archive_version(struct archive *a)
{
	look_outside(a);
	return a->version;
}

uint64_t archive_outside(struct archive *a)
{
	look_outside(a);
	return a->outside;
}

const char *archive_path(const struct archive *a)
{
	return db_path(a->db);
}

/* What a statement may have to undo lies in memory meanwhile: an article and what triggers
 * do for it pass SQLite's 64 kB, and each turn of a sync would write a file of it. At other
 * times one statement may change all rows. */
static void undo_in_memory(struct archive *a, bool on)
{
	db_exec(a->db, on ? "PRAGMA temp_store = MEMORY" : "PRAGMA temp_store = DEFAULT",
		NULL);
}

bool archive_begin(struct archive *a, struct err *e)
{
	if (!db_inside(a->db) && !a->shared)
		undo_in_memory(a, true);
	return db_begin(a->db, e);
}

static bool end(struct archive *a, bool keep, struct err *e)
{
	bool ok = db_end(a->db, keep, e);

	if (!db_inside(a->db) && !a->shared)
		undo_in_memory(a, false);
	return ok;
}

bool archive_commit(struct archive *a, struct err *e)
{
	return !db_inside(a->db) || end(a, true, e);
}

void archive_rollback(struct archive *a)
{
	if (!db_inside(a->db))
		return;
	archive_touch(a);
	end(a, false, NULL);
}
