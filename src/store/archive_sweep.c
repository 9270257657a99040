/* archive_sweep.c - what a portal took away is marked, what came back is unmarked */
#include "archive_in.h"

#include <bantin/base/mem.h>

static bool run(struct archive *a, const char *sql, int64_t portal, int64_t *changes,
		struct err *e)
{
	struct stmt *s = db_stmt(a->db, sql, e);

	if (s && portal)
		bind_int(s, portal);
	if (!stmt_run(s, e))
		return false;
	*changes = db_changes(a->db);
	return true;
}

static bool keys_put(struct archive *a, char *const *keys, size_t n, struct err *e)
{
	int64_t changes;
	bool ok = run(a, "CREATE TEMP TABLE IF NOT EXISTS shown (key TEXT PRIMARY KEY,"
			 " hash INTEGER) STRICT, WITHOUT ROWID", 0, &changes, e) &&
		  run(a, "DELETE FROM shown", 0, &changes, e);

	for (size_t i = 0; ok && i < n; i++) {
		struct stmt *s = db_stmt(a->db, "INSERT OR IGNORE INTO shown VALUES"
					       " (?, ?)", e);
		if (s) {
			bind_text(s, keys[i]);
			bind_int(s, archive_key_hash(keys[i]));
		}
		ok = stmt_run(s, e);
	}
	return ok;
}

static bool keys_missing(struct archive *a, int64_t portal, size_t limit, char ***list,
			 size_t *n, struct err *e)
{
	struct stmt *s = db_stmt(a->db,
				 "SELECT key FROM shown WHERE key NOT IN"
				 " (SELECT key FROM article WHERE portal = ?1)"
				 " AND hash NOT IN"
				 " (SELECT key FROM dropped WHERE portal = ?1)"
				 " LIMIT ?2", e);
	enum stmt_step step = STMT_FAILED;
	size_t cap = 0;

	if (!s)
		return false;
	bind_int(s, portal);
	bind_int(s, (int64_t)limit);
	for (step = stmt_step(s, e); step == STMT_ROW; step = stmt_step(s, e)) {
		*list = mem_grow(*list, &cap, *n + 1, sizeof(**list));
		(*list)[(*n)++] = stmt_text(s, 0);
	}
	return step == STMT_DONE;
}

bool archive_sweep(struct archive *a, const char *portal, char *const *keys, size_t n,
		   size_t limit, size_t *gone, char ***missing, size_t *missing_count,
		   struct err *e)
{
	int64_t id, went = 0, came = 0;

	*gone = *missing_count = 0;
	*missing = NULL;
	if (!db_begin(a->db, e))
		return false;
	bool ok = archive_portal_id(a, portal, &id, e) && keys_put(a, keys, n, e) &&
		  run(a, "UPDATE article SET gone = 1, raw = 0 WHERE portal = ? AND gone = 0"
			 " AND key NOT IN (SELECT key FROM shown)", id, &went, e) &&
		  run(a, "UPDATE article SET gone = 0 WHERE portal = ? AND gone = 1"
			 " AND key IN (SELECT key FROM shown)", id, &came, e) &&
		  keys_missing(a, id, limit, missing, missing_count, e);
	if (went + came > 0)
		archive_touch(a);
	*gone = (size_t)went;
	return db_end(a->db, ok, e);
}
