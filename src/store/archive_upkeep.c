/* archive_upkeep.c - what waits until there is nothing else to do, in short steps */
#include "archive_in.h"

#include <bantin/base/clock.h>

enum {
	PACE_FIRST = 500,	/* microseconds an article, before it is known */
	ARTICLES_MOST = 1000,	/* in one step */
	MERGE_AFTER = 6,	/* pieces; FTS5 itself would merge at 16, all at once */
	MERGE_PAGES = 32	/* of one call; about a millisecond */
};

static size_t as_many(const struct archive *a, int ms)
{
	int64_t n = (int64_t)ms * 1000 / (a->pace > 0 ? a->pace : PACE_FIRST);

	return n < 1 ? 1 : n > ARTICLES_MOST ? ARTICLES_MOST : (size_t)n;
}

/* --- old bodies are packed -------------------------------------------------- */

static bool set_packed(struct archive *a, int64_t id, struct err *e)
{
	struct stmt *s = db_stmt(a->db, "UPDATE body SET text = NULL, packed = ?"
					" WHERE article = ?", e);

	if (s) {
		bind_blob(s, a->packed.s, a->packed.len);
		bind_int(s, id);
	}
	return stmt_run(s, e);
}

static bool pack_one(struct archive *a, int64_t id, struct err *e)
{
	struct stmt *s = db_stmt(a->db, "SELECT text FROM body WHERE article = ?", e);

	if (!s)
		return false;
	bind_int(s, id);
	enum stmt_step step = stmt_step(s, e);
	if (step != STMT_ROW)
		return step == STMT_DONE;
	const char *text = stmt_peek(s, 0);
	bool packed = text && pack(a->packer, text, stmt_bytes(s, 0), &a->packed);
	stmt_done(s);
	return !packed || set_packed(a, id, e);
}

/* From the newest down; `upkeep` says from which row on it is done. */
static bool pack_old(struct archive *a, int64_t until, bool *did, struct err *e)
{
	int64_t at, next;

	if (!db_number(a->db, "SELECT at FROM upkeep WHERE name = 'pack'", &at, e))
		return false;
	*did = at > 0;
	for (; at > 0 && clock_mono() < until; at = next) {
		struct stmt *s = NULL;
		if (pack_one(a, at, e))
			s = db_stmt(a->db, "SELECT max(article) FROM body"
					   " WHERE article < ?", e);
		if (!s)
			return false;
		bind_int(s, at);
		if (stmt_step(s, e) != STMT_ROW)
			return false;
		next = stmt_int(s, 0);
		stmt_done(s);
	}
	struct stmt *s = *did ? db_stmt(a->db, "UPDATE upkeep SET at = ?"
					       " WHERE name = 'pack'", e)
			      : NULL;
	if (s)
		bind_int(s, at);
	return !*did || stmt_run(s, e);
}

/* --- the index is put in order ---------------------------------------------- */

/* FTS5 has merged as long as it changes more than the row of its settings. */
static bool merge_one(struct archive *a, const char *sql, bool *did, struct err *e)
{
	int before = sqlite3_total_changes(db_handle(a->db));
	struct stmt *s = db_stmt(a->db, sql, e);

	if (s)
		bind_int(s, MERGE_PAGES);
	if (!stmt_run(s, e))
		return false;
	*did = sqlite3_total_changes(db_handle(a->db)) - before >= 2;
	return true;
}

static bool merge(struct archive *a, int64_t until, struct err *e)
{
	bool text = true, title = true;

	while ((text || title) && clock_mono() < until) {
		if ((text && !merge_one(a, "INSERT INTO search (search, rank)"
					   " VALUES ('merge', ?)", &text, e)) ||
		    (title && !merge_one(a, "INSERT INTO headline (headline, rank)"
					    " VALUES ('merge', ?)", &title, e)))
			return false;
	}
	if (!text && !title) {
		a->merged = true;
		a->unmerged = 0;
	}
	return true;
}

/* --- one step --------------------------------------------------------------- */

/* Of a step that took so long for n articles, with what there was beside them. */
static void learn_pace(struct archive *a, int64_t began, size_t n)
{
	int64_t took = clock_mono() - began;

	if (n > 0)
		a->pace = (took * 1000 + 500) / (int64_t)n + 1;
}

static bool index_some(struct archive *a, int ms, bool *did, struct err *e)
{
	int64_t began = clock_mono();
	size_t n;

	if (!archive_index(a, as_many(a, ms), began + ms, &n, e))
		return false;
	learn_pace(a, began, n);
	*did = n > 0;
	if (*did) {
		a->merged = false;
		a->unmerged++;
	}
	return true;
}

static bool step(struct archive *a, int ms, bool *more, struct err *e)
{
	int64_t until = clock_mono() + ms;
	size_t dropped;

	if (a->unmerged >= MERGE_AFTER)
		return merge(a, until, e);
	if (!index_some(a, ms, more, e) || *more)
		return *more;
	if (!archive_keep_step(a, as_many(a, ms), &dropped, e))
		return false;
	if (dropped > 0) {
		a->merged = false;
		return true;
	}
	*more = false;
	if (!pack_old(a, until, more, e) || *more)
		return *more;
	*more = !a->merged;
	return a->merged || merge(a, until, e);
}

bool archive_upkeep(struct archive *a, int ms, bool *more, struct err *e)
{
	*more = false;
	if (!a->writable || db_inside(a->db) || !db_try_begin(a->db))
		return true;
	*more = true;
	bool ok = db_end(a->db, step(a, ms, more, e), e);
	*more = *more && ok;
	return ok;
}
