/* archive_index.c - the words of articles go into the search index, at each commit */
#include "archive_in.h"

#include <bantin/text/page.h>

enum { STALE_MAX = 1000 }; /* entries that may lead nowhere in a small archive */

bool archive_doc_drop(struct archive *a, int64_t doc, struct err *e)
{
	struct stmt *s = db_stmt(a->db, "DELETE FROM doc WHERE id = ?", e);

	if (s)
		bind_int(s, doc);
	return stmt_run(s, e);
}

static bool next_doc(struct archive *a, int64_t *doc, struct err *e)
{
	return db_number(a->db, "SELECT id FROM doc_next WHERE one = 1", doc, e) &&
	       stmt_run(
		       db_stmt(a->db, "UPDATE doc_next SET id = id + 1 WHERE one = 1", e),
		       e);
}

static bool run_with_two(struct archive *a, const char *sql, int64_t one, int64_t two,
			 struct err *e)
{
	struct stmt *s = db_stmt(a->db, sql, e);

	if (s) {
		bind_int(s, one);
		bind_int(s, two);
	}
	return stmt_run(s, e);
}

static bool put_words(struct archive *a, int64_t doc, const struct article *art,
		      struct err *e)
{
	struct buf body = {0};
	struct stmt *s =
		db_stmt(a->db,
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

static bool index_article(struct archive *a, int64_t id, struct err *e)
{
	struct article art;
	int64_t doc;

	if (!next_doc(a, &doc, e) || !archive_article(a, id, &art, e))
		return false;
	bool ok = put_words(a, doc, &art, e);
	article_clear(&art);
	return ok && run_with_two(a, "INSERT INTO doc VALUES (?, ?)", doc, id, e) &&
	       run_with_two(a, "UPDATE article SET doc = ? WHERE id = ?", doc, id, e);
}

/* Once more entries lead nowhere than somewhere, all is to be indexed anew. */
static bool drop_stale(struct archive *a, struct err *e)
{
	int64_t next, live;

	if (!db_number(a->db, "SELECT id FROM doc_next WHERE one = 1", &next, e) ||
	    !db_number(a->db, "SELECT sum(total) FROM section", &live, e))
		return false;
	if (next - 1 <= 2 * live + STALE_MAX)
		return true;
	return db_exec(
		a->db,
		"INSERT INTO search (search) VALUES ('delete-all');"
		"DELETE FROM doc; UPDATE doc_next SET id = 1; UPDATE article SET doc = 0",
		e);
}

/*
 * All in one go and after the other writes: a statement that may have to be undone by
 * itself, such as one with a trigger, makes FTS5 write out what it has gathered.
 */
bool archive_index(struct archive *a, struct err *e)
{
	static const char sql[] = "SELECT id FROM article INDEXED BY article_unindexed"
				  " WHERE doc = 0 LIMIT 1";
	int64_t id;

	if (!drop_stale(a, e))
		return false;
	do {
		if (!db_number(a->db, sql, &id, e) || (id && !index_article(a, id, e)))
			return false;
	} while (id);
	return true;
}
