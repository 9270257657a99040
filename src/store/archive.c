/* archive.c - opening the archive, its transactions and its version */
#include "archive_in.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <bantin/base/mem.h>

static bool is_missing(const char *path)
{
	struct stat st;

	return stat(path, &st) != 0 && errno == ENOENT;
}

bool archive_open(struct archive **out, const char *path, enum archive_mode mode,
		  struct err *e)
{
	enum db_mode how = mode == ARCHIVE_WRITE ? DB_WRITE
			   : is_missing(path)	 ? DB_MEMORY
						 : DB_READ;
	struct db *db;

	*out = NULL;
	if (!db_open(&db, path, &archive_kind, how, e))
		return false;
	*out = mem_alloc(sizeof(**out));
	(*out)->db = db;
	(*out)->version = 1;
	db_number(db, "PRAGMA data_version", &(*out)->seen, NULL);
	return true;
}

void archive_close(struct archive *a)
{
	if (!a)
		return;
	db_close(a->db);
	free(a);
}

void archive_touch(struct archive *a)
{
	a->version++;
}

uint64_t archive_version(struct archive *a)
{
	int64_t now;

	if (db_number(a->db, "PRAGMA data_version", &now, NULL) && now != a->seen) {
		a->seen = now;
		archive_touch(a);
	}
	return a->version;
}

bool archive_begin(struct archive *a, struct err *e)
{
	return db_begin(a->db, e);
}

bool archive_commit(struct archive *a, struct err *e)
{
	if (!db_inside(a->db))
		return true;
	return db_end(a->db, archive_index(a, e), e);
}

void archive_rollback(struct archive *a)
{
	if (!db_inside(a->db))
		return;
	archive_touch(a);
	db_end(a->db, false, NULL);
}
