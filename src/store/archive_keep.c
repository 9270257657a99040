/* archive_keep.c - old articles go, and do not come back with the next sync */
#include "archive_in.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/base/uuid.h>

enum {
	MONTH = 2629746,	/* seconds, of the year's mean */
	SPARE = 20		/* a twentieth of the bytes is made free at a time */
};

int64_t archive_key_hash(const char *key)
{
	return (int64_t)hash_bytes(key, strlen(key));
}

void archive_keep_clear(struct archive *a)
{
	for (size_t i = 0; i < a->keeps.count; i++)
		free(a->keeps.list[i].portal);
	free(a->keeps.list);
	a->keeps = (struct keep_list){0};
}

static int64_t rules_hash(const struct archive_keep *list, size_t n, int64_t bytes)
{
	struct buf b = {0};

	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s %d\n", list[i].portal ? list[i].portal : "*",
			 list[i].months);
	buf_addf(&b, "%lld", (long long)bytes);
	int64_t h = (int64_t)hash_bytes(b.s, b.len);
	buf_clear(&b);
	return h;
}

/* Under other rules what was dropped may come back. */
static bool note_rules(struct archive *a, int64_t rules, struct err *e)
{
	int64_t known;
	struct stmt *s;

	if (!db_number(a->db, "SELECT at FROM upkeep WHERE name = 'keep'", &known, e))
		return false;
	if (known == rules)
		return true;
	if (!db_begin(a->db, e))
		return false;
	bool ok = db_exec(a->db, "DELETE FROM dropped", e);
	s = ok ? db_stmt(a->db, "INSERT OR REPLACE INTO upkeep VALUES ('keep', ?)", e)
	       : NULL;
	if (s)
		bind_int(s, rules);
	return db_end(a->db, stmt_run(s, e), e);
}

bool archive_set_keep(struct archive *a, const struct archive_keep *list, size_t n,
		      int64_t bytes, struct err *e)
{
	struct keep_list *k = &a->keeps;

	archive_keep_clear(a);
	k->bytes = bytes;
	for (size_t i = 0; i < n; i++) {
		k->list = mem_grow(k->list, &k->cap, k->count + 1, sizeof(*k->list));
		k->list[k->count++] = (struct archive_keep){
			.portal = mem_str(list[i].portal), .months = list[i].months};
	}
	return !a->writable || note_rules(a, rules_hash(list, n, bytes), e);
}

/* From when on a portal's articles are kept; STAMP_NONE: all are. Today is the newest
 * article's date where the machine's clock is beyond it. */
static int64_t kept_from(const struct archive *a, const char *portal)
{
	const struct keep_list *k = &a->keeps;
	int64_t now = clock_now(), newest;
	int months = 0;

	for (size_t i = 0; i < k->count; i++) {
		if (!k->list[i].portal)
			months = k->list[i].months;
	}
	for (size_t i = 0; i < k->count; i++) {
		if (k->list[i].portal && strcmp(k->list[i].portal, portal) == 0)
			months = k->list[i].months;
	}
	if (months == 0 || !db_number(a->db, "SELECT max(published) FROM article", &newest,
				      NULL))
		return STAMP_NONE;
	return (newest < now ? newest : now) - (int64_t)months * MONTH;
}

static bool has_rules(const struct archive *a)
{
	return a->keeps.count > 0 || a->keeps.bytes > 0;
}

/* --- what comes ------------------------------------------------------------- */

static bool note_dropped(struct archive *a, int64_t portal, const char *key,
			 int64_t published, struct err *e)
{
	struct stmt *s =
		db_stmt(a->db, "INSERT OR REPLACE INTO dropped VALUES (?, ?, ?)", e);

	if (s) {
		bind_int(s, portal);
		bind_int(s, archive_key_hash(key));
		bind_int(s, published);
	}
	return stmt_run(s, e);
}

/* Published anew it may come back; a guessed date says nothing. */
static bool was_dropped(struct archive *a, int64_t portal, const struct article *art,
			bool *dropped, struct err *e)
{
	struct stmt *s = db_stmt(a->db, "SELECT published FROM dropped"
					" WHERE portal = ? AND key = ?", e);

	*dropped = false;
	if (!s)
		return false;
	bind_int(s, portal);
	bind_int(s, archive_key_hash(art->key));
	enum stmt_step step = stmt_step(s, e);
	if (step == STMT_ROW) {
		*dropped = art->guessed || art->published <= stmt_int(s, 0);
		stmt_done(s);
	}
	return step != STMT_FAILED;
}

bool archive_keep_refuses(struct archive *a, int64_t portal, const struct article *art,
			  bool *refused, struct err *e)
{
	*refused = false;
	if (!has_rules(a))
		return true;
	if (!was_dropped(a, portal, art, refused, e))
		return false;
	if (*refused)
		return true;
	*refused = art->published != STAMP_NONE &&
		   art->published < kept_from(a, art->portal);
	return !*refused || note_dropped(a, portal, art->key, art->published, e);
}

/* --- what goes -------------------------------------------------------------- */

struct going {
	int64_t id, doc, portal;
};

struct going_list {
	struct going *list;
	size_t count, cap;
};

static bool collect(struct stmt *s, struct going_list *to, struct err *e)
{
	enum stmt_step step = s ? stmt_step(s, e) : STMT_FAILED;

	for (; step == STMT_ROW; step = stmt_step(s, e)) {
		to->list = mem_grow(to->list, &to->cap, to->count + 1, sizeof(*to->list));
		to->list[to->count++] = (struct going){stmt_int(s, 0), stmt_int(s, 1),
						       stmt_int(s, 2)};
	}
	return step == STMT_DONE;
}

static bool list_old(struct archive *a, const char *portal, size_t limit,
		     struct going_list *to, struct err *e)
{
	int64_t from = kept_from(a, portal);
	int64_t id;

	if (from == STAMP_NONE)
		return true;
	if (!archive_find_portal(a, portal, &id, e))
		return false;
	struct stmt *s = db_stmt(a->db, "SELECT id, doc, portal FROM article"
					" INDEXED BY article_portal WHERE portal = ?"
					" AND published > ? AND published < ?"
					" AND starred = 0 LIMIT ?", e);
	if (s) {
		bind_int(s, id);
		bind_int(s, STAMP_NONE);
		bind_int(s, from);
		bind_int(s, (int64_t)limit);
	}
	return collect(s, to, e);
}

static bool list_oldest(struct archive *a, size_t limit, struct going_list *to,
			struct err *e)
{
	struct stmt *s = db_stmt(a->db, "SELECT id, doc, portal FROM article"
					" INDEXED BY article_all WHERE starred = 0"
					" ORDER BY published, id LIMIT ?", e);

	if (s)
		bind_int(s, (int64_t)limit);
	return collect(s, to, e);
}

static bool bytes_used(struct archive *a, int64_t *used, struct err *e)
{
	int64_t pages, empty, size;

	if (!db_number(a->db, "PRAGMA page_count", &pages, e) ||
	    !db_number(a->db, "PRAGMA freelist_count", &empty, e) ||
	    !db_number(a->db, "PRAGMA page_size", &size, e))
		return false;
	*used = (pages - empty) * size;
	return true;
}

/* Once it is too much, some more goes than must, so that not each sync has to drop. */
static bool is_too_much(struct archive *a, bool *too_much, struct err *e)
{
	int64_t used, most = a->keeps.bytes;

	*too_much = false;
	if (most <= 0)
		return true;
	if (!bytes_used(a, &used, e))
		return false;
	a->keeps.shrinking = used > most || (a->keeps.shrinking &&
					     used > most - most / SPARE);
	*too_much = a->keeps.shrinking;
	return true;
}

static bool delete_rows(struct archive *a, int64_t id, struct err *e)
{
	static const char *const sql[] = {"DELETE FROM body WHERE article = ?",
					  "DELETE FROM attachment WHERE article = ?",
					  "DELETE FROM article WHERE id = ?"};
	bool ok = true;

	for (size_t i = 0; ok && i < sizeof(sql) / sizeof(sql[0]); i++) {
		struct stmt *s = db_stmt(a->db, sql[i], e);
		if (s)
			bind_int(s, id);
		ok = stmt_run(s, e);
	}
	return ok;
}

static bool drop(struct archive *a, const struct going *g, struct err *e)
{
	struct article art;

	if (!archive_article(a, g->id, &art, e))
		return false;
	bool ok = (g->doc == 0 || archive_unindex(a, &art, g->doc, e)) &&
		  note_dropped(a, g->portal, art.key, art.published, e) &&
		  delete_rows(a, g->id, e);
	article_clear(&art);
	return ok;
}

/* The names of the portals that are here, the caller's. */
static bool list_portals(struct archive *a, char ***names, size_t *n, struct err *e)
{
	struct stmt *s = db_stmt(a->db, "SELECT name FROM portal", e);
	enum stmt_step step = s ? stmt_step(s, e) : STMT_FAILED;
	size_t cap = 0;

	for (; step == STMT_ROW; step = stmt_step(s, e)) {
		*names = mem_grow(*names, &cap, *n + 1, sizeof(**names));
		(*names)[(*n)++] = stmt_text(s, 0);
	}
	return step == STMT_DONE;
}

static bool list_going(struct archive *a, size_t limit, struct going_list *to,
		       struct err *e)
{
	char **names = NULL;
	size_t n = 0;
	bool too_much, ok = list_portals(a, &names, &n, e);

	for (size_t i = 0; i < n; i++) {
		ok = ok && (to->count >= limit ||
			    list_old(a, names[i], limit - to->count, to, e));
		free(names[i]);
	}
	free(names);
	if (!ok || to->count > 0)
		return ok;
	return is_too_much(a, &too_much, e) &&
	       (!too_much || list_oldest(a, limit, to, e));
}

bool archive_keep_step(struct archive *a, size_t limit, size_t *did, struct err *e)
{
	struct going_list going = {0};

	*did = 0;
	if (!has_rules(a))
		return true;
	bool ok = list_going(a, limit, &going, e);
	for (size_t i = 0; ok && i < going.count; i++)
		ok = drop(a, &going.list[i], e);
	*did = ok ? going.count : 0;
	if (*did > 0)
		archive_touch(a);
	free(going.list);
	return ok;
}
