/* archive_index.c - the words of articles go into the search index */
#include "archive_in.h"

#include <bantin/text/page.h>

enum { STALE_MAX = 1000 };	/* entries that may lead nowhere in a small archive */

bool archive_doc_next(struct archive *a, int64_t *doc, struct err *e)
{
	return db_number(a->db, "SELECT id FROM doc_next", doc, e) &&
	       stmt_run(db_stmt(a->db, "UPDATE doc_next SET id = id + 1", e), e);
}

bool archive_doc_drop(struct archive *a, int64_t doc, struct err *e)
{
	struct stmt *s = db_stmt(a->db, "DELETE FROM doc WHERE id = ?", e);

	if (s)
		bind_int(s, doc);
	return stmt_run(s, e);
}

static bool put_doc(struct archive *a, int64_t doc, int64_t id, struct err *e)
{
	struct stmt *s = db_stmt(a->db, "INSERT INTO doc VALUES (?, ?)", e);

	if (s) {
		bind_int(s, doc);
		bind_int(s, id);
	}
	return stmt_run(s, e);
}

static bool put_words(struct archive *a, int64_t doc, const struct article *art,
		      struct err *e)
{
	struct buf body = {0};
	struct stmt *s = db_stmt(a->db,
				 "INSERT INTO search (rowid, title, summary, author, number,"
				 " body) VALUES (?, ?, ?, ?, ?, ?)",
				 e);

	if (!s)
		return false;
	page_text(art, &body);
	bind_int(s, doc);
	bind_text(s, art->title);
	bind_text(s, art->summary);
	bind_text(s, art->author);
	bind_text(s, art->document.number);
	bind_text(s, buf_str(&body));
	bool ok = stmt_run(s, e);
	buf_clear(&body);
	return ok;
}

bool archive_index(struct archive *a, const struct article *article, int64_t id,
		   int64_t doc, struct err *e)
{
	return put_doc(a, doc, id, e) && put_words(a, doc, article, e);
}

static bool index_again(struct archive *a, int64_t id, struct err *e)
{
	struct article art;
	int64_t doc;

	if (!archive_article(a, id, &art, e))
		return false;
	bool ok = archive_doc_next(a, &doc, e) && archive_index(a, &art, id, doc, e);
	article_clear(&art);
	struct stmt *s = ok ? db_stmt(a->db, "UPDATE article SET doc = ? WHERE id = ?", e)
			    : NULL;
	if (s) {
		bind_int(s, doc);
		bind_int(s, id);
	}
	return stmt_run(s, e);
}

static bool next_article(struct archive *a, int64_t *id, struct err *e)
{
	struct stmt *s =
		db_stmt(a->db, "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT 1", e);

	if (!s)
		return false;
	bind_int(s, *id);
	enum stmt_step step = stmt_step(s, e);
	*id = 0;
	if (step == STMT_ROW) {
		*id = stmt_int(s, 0);
		stmt_done(s);
	}
	return step != STMT_FAILED;
}

static bool renew(struct archive *a, struct err *e)
{
	int64_t id = 0;
	bool ok = db_exec(a->db,
			  "INSERT INTO search (search) VALUES ('delete-all');"
			  "DELETE FROM doc; UPDATE doc_next SET id = 1",
			  e) &&
		  next_article(a, &id, e);

	while (ok && id)
		ok = index_again(a, id, e) && next_article(a, &id, e);
	return ok;
}

bool archive_index_renew(struct archive *a, struct err *e)
{
	int64_t next, live;

	if (!db_number(a->db, "SELECT id FROM doc_next", &next, e) ||
	    !db_number(a->db, "SELECT sum(total) FROM section", &live, e))
		return false;
	return next - 1 <= 2 * live + STALE_MAX || renew(a, e);
}
