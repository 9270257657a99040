/* archive_portal.c - a portal's sections, how far it is read, and forgetting it */
#include "archive_in.h"

#include <stdlib.h>

#include <bantin/base/mem.h>

static bool put_section(struct archive *a, int64_t portal, const struct section *sec,
			size_t place, struct err *e)
{
	struct stmt *s =
		db_stmt(a->db,
			"INSERT INTO section (portal, name, title, feed_url, place)"
			" VALUES (?, ?, ?, ?, ?) ON CONFLICT (portal, name) DO UPDATE"
			" SET title = excluded.title, feed_url = excluded.feed_url,"
			" place = excluded.place",
			e);

	if (!s)
		return false;
	bind_int(s, portal);
	bind_text(s, sec->id ? sec->id : "");
	bind_text(s, sec->title);
	bind_text(s, sec->feed_url);
	bind_int(s, (int64_t)place);
	return stmt_run(s, e);
}

static bool put_sections(struct archive *a, const char *portal,
			 const struct section *list, size_t n, struct err *e)
{
	int64_t id;

	if (!archive_portal_id(a, portal, &id, e))
		return false;
	struct stmt *s =
		db_stmt(a->db, "UPDATE section SET place = NULL WHERE portal = ?", e);
	if (s)
		bind_int(s, id);
	bool ok = stmt_run(s, e);
	for (size_t i = 0; ok && i < n; i++)
		ok = put_section(a, id, &list[i], i, e);
	static const char unused[] =
		"DELETE FROM section WHERE portal = ? AND place IS NULL AND total = 0";
	s = ok ? db_stmt(a->db, unused, e) : NULL;
	if (s)
		bind_int(s, id);
	return stmt_run(s, e);
}

bool archive_put_sections(struct archive *a, const char *portal,
			  const struct section *list, size_t n, struct err *e)
{
	if (!db_begin(a->db, e))
		return false;
	archive_touch(a);
	return db_end(a->db, put_sections(a, portal, list, n, e), e);
}

bool archive_sections(struct archive *a, const char *portal, struct section **list,
		      size_t *n, struct err *e)
{
	struct stmt *s =
		db_stmt(a->db,
			"SELECT s.name, s.title, s.feed_url, s.total, s.unread"
			" FROM portal AS p CROSS JOIN section AS s ON s.portal = p.id"
			" WHERE s.place IS NOT NULL AND (?1 IS NULL OR p.name = ?1)"
			" ORDER BY p.id, s.place, s.id",
			e);
	enum stmt_step step = STMT_FAILED;
	size_t cap = 0;

	*list = NULL;
	*n = 0;
	if (s) {
		bind_text(s, portal);
		step = stmt_step(s, e);
	}
	for (; step == STMT_ROW; step = stmt_step(s, e)) {
		*list = mem_grow(*list, &cap, *n + 1, sizeof(**list));
		(*list)[(*n)++] = (struct section){
			.id = stmt_text(s, 0),
			.title = stmt_text(s, 1),
			.feed_url = stmt_text(s, 2),
			.count = stmt_int(s, 3),
			.unread = stmt_int(s, 4),
		};
	}
	if (step == STMT_DONE)
		return true;
	section_list_free(*list, *n);
	*list = NULL;
	*n = 0;
	return false;
}

char *archive_section_title(struct archive *a, const char *portal, const char *id)
{
	struct stmt *s = db_stmt(a->db,
				 "SELECT s.title FROM portal AS p CROSS JOIN section AS s"
				 " ON s.portal = p.id WHERE (?1 IS NULL OR p.name = ?1)"
				 " AND s.name = ?2 AND s.title IS NOT NULL ORDER BY p.id",
				 NULL);
	char *title = NULL;

	if (!s)
		return NULL;
	bind_text(s, portal);
	bind_text(s, id);
	if (stmt_step(s, NULL) == STMT_ROW) {
		title = stmt_text(s, 0);
		stmt_done(s);
	}
	return title;
}

void feed_state_clear(struct feed_state *st)
{
	free(st->etag);
	free(st->last_modified);
	free(st->resume_url);
	free(st->last_error);
	*st = (struct feed_state){0};
}

bool archive_feed_state(struct archive *a, const char *portal, struct feed_state *st,
			struct err *e)
{
	struct stmt *s =
		db_stmt(a->db,
			"SELECT etag, last_modified, resume_url, last_error, complete,"
			" expired, last_success, last_try, modified, appeared, swept,"
			" glance"
			" FROM portal AS p CROSS JOIN feed AS f ON f.portal = p.id"
			" WHERE p.name = ?",
			e);
	enum stmt_step step = STMT_FAILED;

	*st = (struct feed_state){0};
	if (s) {
		bind_text(s, portal);
		step = stmt_step(s, e);
	}
	if (step == STMT_ROW) {
		st->etag = stmt_text(s, 0);
		st->last_modified = stmt_text(s, 1);
		st->resume_url = stmt_text(s, 2);
		st->last_error = stmt_text(s, 3);
		st->complete = stmt_int(s, 4) != 0;
		st->expired = stmt_int(s, 5) != 0;
		st->last_success = stmt_int(s, 6);
		st->last_try = stmt_int(s, 7);
		st->modified = stmt_int(s, 8);
		st->appeared = stmt_int(s, 9);
		st->swept = stmt_int(s, 10);
		st->glance = stmt_int(s, 11);
		stmt_done(s);
	}
	return step != STMT_FAILED;
}

static bool put_feed_state(struct archive *a, const char *portal,
			   const struct feed_state *st, struct err *e)
{
	int64_t id;

	if (!archive_portal_id(a, portal, &id, e))
		return false;
	struct stmt *s = db_stmt(
		a->db,
		"INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
		" ?)",
		e);
	if (!s)
		return false;
	bind_int(s, id);
	bind_text(s, st->etag);
	bind_text(s, st->last_modified);
	bind_text(s, st->resume_url);
	bind_int(s, st->complete);
	bind_int(s, st->expired);
	bind_int(s, st->last_success);
	bind_int(s, st->last_try);
	bind_text(s, st->last_error);
	bind_int(s, st->modified);
	bind_int(s, st->appeared);
	bind_int(s, st->swept);
	bind_int(s, st->glance);
	return stmt_run(s, e);
}

bool archive_put_feed_state(struct archive *a, const char *portal,
			    const struct feed_state *s, struct err *e)
{
	if (!db_begin(a->db, e))
		return false;
	archive_touch(a);
	return db_end(a->db, put_feed_state(a, portal, s, e), e);
}

#define ITS_ARTICLES "(SELECT id FROM article WHERE portal = ?)"

static bool forget(struct archive *a, const char *portal, struct err *e)
{
	static const char *const sql[] = {
		"UPDATE doc SET article = 0 WHERE id IN"
		" (SELECT doc FROM article WHERE portal = ?)",
		"DELETE FROM body WHERE article IN " ITS_ARTICLES,
		"DELETE FROM attachment WHERE article IN " ITS_ARTICLES,
		"DELETE FROM article WHERE portal = ?",
		"DELETE FROM section WHERE portal = ?",
		"DELETE FROM dropped WHERE portal = ?",
		"DELETE FROM visits WHERE portal = ?",
		"DELETE FROM poll WHERE portal = ?",
		"DELETE FROM poll_option WHERE portal = ?",
		"DELETE FROM vote WHERE portal = ?",
		"DELETE FROM feed WHERE portal = ?",
		"DELETE FROM portal WHERE id = ?",
	};
	int64_t id;
	bool ok = archive_find_portal(a, portal, &id, e);

	for (size_t i = 0; ok && id && i < sizeof(sql) / sizeof(sql[0]); i++) {
		struct stmt *s = db_stmt(a->db, sql[i], e);
		if (s)
			bind_int(s, id);
		ok = stmt_run(s, e);
	}
	return ok;
}

bool archive_forget(struct archive *a, const char *portal, struct err *e)
{
	if (!db_begin(a->db, e))
		return false;
	archive_touch(a);
	return db_end(a->db, forget(a, portal, e), e);
}
