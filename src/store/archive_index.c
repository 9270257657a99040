/* archive_index.c - the words of articles go into the search index, the newest first */
#include "archive_in.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/mem.h>
#include <bantin/text/page.h>

enum {
	STALE_MAX = 1000,	/* entries that may lead nowhere in a small archive */
	/* Bytes of one article that can be searched, some 40 pages: each word that is new
	 * costs a row, and the screen waits for an article to be done. */
	WHOLE_MAX = 128 << 10,
	MARKUP_MAX = 256 << 10,	/* of its body as it came: nesting is slow to read */
	WORD_LONG = 1 << 10	/* bytes; one that is longer is cut */
};

struct waiting {
	int64_t id, published;
};

/* Where s is cut to have no more than max bytes: behind a word, if it is not too long. */
static size_t cut_at(const char *s, size_t len, size_t max)
{
	size_t n = max;

	if (len <= max)
		return len;
	while (n > max - WORD_LONG && !strchr(" \n", s[n]))
		n--;
	while (((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	return n;
}

static void add_body(const struct article *art, struct buf *out)
{
	size_t len = art->body ? strlen(art->body) : 0;
	struct article head = *art;

	if (len <= MARKUP_MAX) {
		page_text(art, out);
		return;
	}
	head.body = mem_strn(art->body, cut_at(art->body, len, MARKUP_MAX));
	page_text(&head, out);
	free(head.body);
}

void archive_whole_text(const struct article *art, struct buf *out)
{
	const char *const head[] = {art->title, art->summary, art->author,
				    art->document.number};

	for (size_t i = 0; i < sizeof(head) / sizeof(head[0]); i++) {
		buf_adds(out, head[i] ? head[i] : "");
		buf_addc(out, '\n');
	}
	add_body(art, out);
	buf_cut(out, cut_at(out->s, out->len, WHOLE_MAX));
}

static bool put_headline(struct archive *a, int64_t doc, const struct article *art,
			 struct err *e)
{
	struct stmt *s = db_stmt(
		a->db, "INSERT INTO headline (rowid, title, number) VALUES (?, ?, ?)", e);

	if (s) {
		bind_int(s, doc);
		bind_text(s, art->title);
		bind_text(s, art->document.number);
	}
	return stmt_run(s, e);
}

static bool put_text(struct archive *a, int64_t doc, const char *text, struct err *e)
{
	struct stmt *s =
		db_stmt(a->db, "INSERT INTO search (rowid, text) VALUES (?, ?)", e);

	if (s) {
		bind_int(s, doc);
		bind_text(s, text);
	}
	return stmt_run(s, e);
}

static bool set_doc(struct archive *a, int64_t id, int64_t doc, struct err *e)
{
	struct stmt *s = db_stmt(a->db, "UPDATE article SET doc = ? WHERE id = ?", e);

	if (s) {
		bind_int(s, doc);
		bind_int(s, id);
	}
	return stmt_run(s, e);
}

static bool index_article(struct archive *a, const struct waiting *w, struct err *e)
{
	struct buf text = {0};
	struct article art;
	int64_t doc;

	if (!archive_doc_new(a, w->published, w->id, &doc, e) ||
	    !archive_article(a, w->id, &art, e))
		return false;
	archive_whole_text(&art, &text);
	bool ok = put_headline(a, doc, &art, e) && put_text(a, doc, buf_str(&text), e) &&
		  set_doc(a, w->id, doc, e);
	buf_clear(&text);
	article_clear(&art);
	return ok;
}

bool archive_unindex(struct archive *a, const struct article *art, int64_t doc,
		     struct err *e)
{
	struct buf text = {0};

	archive_whole_text(art, &text);
	struct stmt *s = db_stmt(a->db, "INSERT INTO search (search, rowid, text)"
					" VALUES ('delete', ?, ?)", e);
	if (s) {
		bind_int(s, doc);
		bind_text(s, buf_str(&text));
	}
	bool ok = stmt_run(s, e);
	buf_clear(&text);
	s = ok ? db_stmt(a->db, "INSERT INTO headline (headline, rowid, title, number)"
				" VALUES ('delete', ?, ?, ?)", e)
	       : NULL;
	if (s) {
		bind_int(s, doc);
		bind_text(s, art->title);
		bind_text(s, art->document.number);
	}
	return stmt_run(s, e) && archive_doc_drop(a, doc, true, e);
}

/* Once more entries lead nowhere than somewhere, all is to be indexed anew. */
static bool drop_stale(struct archive *a, struct err *e)
{
	int64_t stale, live;

	if (!db_number(a->db, "SELECT count(*) FROM doc INDEXED BY doc_stale"
			      " WHERE article = 0", &stale, e) ||
	    !db_number(a->db, "SELECT sum(total) FROM section", &live, e))
		return false;
	if (stale <= live + STALE_MAX)
		return true;
	return db_exec(
		a->db,
		"INSERT INTO search (search) VALUES ('delete-all');"
		"INSERT INTO headline (headline) VALUES ('delete-all');"
		"DELETE FROM doc; DELETE FROM doc_full;"
		"UPDATE article SET doc = 0 WHERE doc <> 0",
		e);
}

static bool list_waiting(struct archive *a, size_t limit, struct waiting *list, size_t *n,
			 struct err *e)
{
	struct stmt *s = db_stmt(a->db,
				 "SELECT id, published FROM article"
				 " INDEXED BY article_unindexed WHERE doc = 0"
				 " ORDER BY published DESC, id DESC LIMIT ?", e);
	enum stmt_step step;

	*n = 0;
	if (!s)
		return false;
	bind_int(s, (int64_t)limit);
	for (step = stmt_step(s, e); step == STMT_ROW; step = stmt_step(s, e))
		list[(*n)++] = (struct waiting){stmt_int(s, 0), stmt_int(s, 1)};
	return step == STMT_DONE;
}

/* The oldest of them first: FTS5 writes out what it has gathered whenever a rowid is
 * lower than the one before. */
bool archive_index(struct archive *a, size_t limit, int64_t until, size_t *did,
		   struct err *e)
{
	struct waiting *list = mem_array(limit, sizeof(*list));
	size_t n = 0;
	bool ok = drop_stale(a, e) && list_waiting(a, limit, list, &n, e);

	archive_words_watch(a);
	*did = 0;
	for (size_t i = n; ok && i-- > 0;) {
		ok = index_article(a, &list[i], e);
		*did += 1;
		if (clock_mono() >= until)
			break;
	}
	ok = ok && archive_words_save(a, e);
	archive_words_unwatch(a, ok);
	free(list);
	if (!ok)
		*did = 0;
	return ok;
}

bool archive_unindexed(struct archive *a, int64_t *n, struct err *e)
{
	return db_number(a->db, "SELECT count(*) FROM main.article"
				" INDEXED BY article_unindexed WHERE doc = 0", n, e);
}
