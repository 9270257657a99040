/* archive_put.c - an article goes into the archive, or is found to be there already */
#include "archive_in.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/stamp.h>
#include <bantin/base/uuid.h>

/* What is stored under the key already; id 0 where nothing is. */
struct known {
	int64_t id, published, updated, hash, doc, raw;
	bool guessed, read, gone, partial;
};

static uint64_t hash_int(uint64_t so_far, int64_t v)
{
	uint64_t pair[2] = {so_far, (uint64_t)v};

	return hash_bytes(pair, sizeof(pair));
}

static uint64_t hash_text(uint64_t so_far, const char *s)
{
	uint64_t parts[3] = {so_far, s != NULL, s ? hash_bytes(s, strlen(s)) : 0};

	return hash_bytes(parts, sizeof(parts));
}

/* Of all that the portal said, and of nothing else: a guessed date is not its word. */
static int64_t content_hash(const struct article *art)
{
	const char *const texts[] = {
		art->url,  art->title,	 art->section,	       art->author,
		art->tags, art->image,	 art->document.number, art->document.issued,
		art->body, art->summary, art->document.issuer,
	};
	uint64_t h = hash_int(0, art->body_kind);

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		h = hash_text(h, texts[i]);
	h = hash_int(h, art->guessed ? STAMP_NONE : art->published);
	h = hash_int(h, art->updated);
	for (size_t i = 0; i < art->attachment_count; i++) {
		const struct attachment *at = &art->attachments[i];
		h = hash_text(hash_text(hash_text(h, at->url), at->title), at->type);
		h = hash_int(h, at->size);
	}
	return (int64_t)h;
}

static bool find_known(struct archive *a, int64_t portal, const char *key,
		       struct known *k, struct err *e)
{
	struct stmt *s =
		db_stmt(a->db,
			"SELECT id, published, hash, doc, guessed, read, updated, gone,"
			" partial, raw FROM article"
			" WHERE portal = ? AND key = ?",
			e);

	*k = (struct known){0};
	if (!s)
		return false;
	bind_int(s, portal);
	bind_text(s, key);
	enum stmt_step step = stmt_step(s, e);
	if (step == STMT_ROW) {
		*k = (struct known){
			.id = stmt_int(s, 0),
			.published = stmt_int(s, 1),
			.hash = stmt_int(s, 2),
			.doc = stmt_int(s, 3),
			.guessed = stmt_int(s, 4) != 0,
			.read = stmt_int(s, 5) != 0,
			.updated = stmt_int(s, 6),
			.gone = stmt_int(s, 7) != 0,
			.partial = stmt_int(s, 8) != 0,
			.raw = stmt_int(s, 9),
		};
		stmt_done(s);
	}
	return step != STMT_FAILED;
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* What a reader would call another text, and what the index holds besides. */
static bool compare(struct archive *a, int64_t id, const struct article *art,
		    bool *text_differs, bool *words_differ, struct err *e)
{
	struct article old;

	if (!archive_article(a, id, &old, e))
		return false;
	*text_differs =
		!same_text(old.title, art->title) || !same_text(old.body, art->body);
	*words_differ = *text_differs || old.body_kind != art->body_kind ||
			!same_text(old.summary, art->summary) ||
			!same_text(old.author, art->author) ||
			!same_text(old.document.number, art->document.number);
	article_clear(&old);
	return true;
}

static bool put_attachments(struct archive *a, int64_t id, const struct article *art,
			    struct err *e)
{
	struct stmt *s = db_stmt(a->db, "DELETE FROM attachment WHERE article = ?", e);

	if (s)
		bind_int(s, id);
	bool ok = stmt_run(s, e);
	for (size_t i = 0; ok && i < art->attachment_count; i++) {
		const struct attachment *at = &art->attachments[i];
		s = db_stmt(a->db, "INSERT INTO attachment VALUES (?, ?, ?, ?, ?, ?)", e);
		if (s) {
			bind_int(s, id);
			bind_int(s, (int64_t)i);
			bind_text(s, at->url);
			bind_text(s, at->title);
			bind_text(s, at->type);
			bind_int(s, at->size);
		}
		ok = stmt_run(s, e);
	}
	return ok;
}

static bool put_body(struct archive *a, int64_t id, const struct article *art,
		     struct err *e)
{
	struct stmt *s = db_stmt(
		a->db, "INSERT OR REPLACE INTO body VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		e);

	if (!s)
		return false;
	bool packed = art->body && pack(a->packer, art->body, strlen(art->body),
					&a->packed);
	bind_int(s, id);
	bind_int(s, art->body_kind);
	bind_text(s, packed ? NULL : art->body);
	bind_text(s, art->summary);
	bind_text(s, art->tags);
	bind_text(s, art->image);
	bind_text(s, art->document.issued);
	bind_text(s, art->document.issuer);
	if (packed)
		bind_blob(s, a->packed.s, a->packed.len);
	else
		bind_text(s, NULL);
	return stmt_run(s, e) && put_attachments(a, id, art, e);
}

static const char insert_sql[] =
	"INSERT INTO article (portal, section, published, updated, guessed, read, bytes,"
	" hash, doc, key, url, title, author, number, partial, raw)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
static const char update_sql[] =
	"UPDATE article SET portal = ?, section = ?, published = ?, updated = ?,"
	" guessed = ?, read = ?, bytes = ?, hash = ?, doc = ?, key = ?, url = ?,"
	" title = ?, author = ?, number = ?, partial = ?, raw = ?, gone = 0"
	" WHERE id = ?";

/* The row of lists. The id is kept where there is one. */
static bool put_row(struct archive *a, const struct article *art, int64_t portal,
		    const struct known *row, struct err *e)
{
	const char *sql = row->id ? update_sql : insert_sql;
	int64_t section;

	if (!archive_section_id(a, portal, art->section, &section, e))
		return false;
	struct stmt *s = db_stmt(a->db, sql, e);
	if (!s)
		return false;
	bind_int(s, portal);
	bind_int(s, section);
	bind_int(s, row->published);
	bind_int(s, art->updated);
	bind_int(s, row->guessed);
	bind_int(s, row->read);
	bind_int(s, art->body ? (int64_t)strlen(art->body) : 0);
	bind_int(s, row->hash);
	bind_int(s, row->doc);
	bind_text(s, art->key);
	bind_text(s, art->url);
	bind_text(s, art->title);
	bind_text(s, art->author);
	bind_text(s, art->document.number);
	bind_int(s, art->partial);
	bind_int(s, art->raw);
	if (row->id)
		bind_int(s, row->id);
	return stmt_run(s, e);
}

static bool insert(struct archive *a, const struct article *art, int64_t portal,
		   int64_t hash, struct err *e)
{
	struct known row = {
		.published = art->published, .hash = hash, .guessed = art->guessed};

	return put_row(a, art, portal, &row, e) && put_body(a, db_last_id(a->db), art, e);
}

static bool replace(struct archive *a, const struct article *art, int64_t portal,
		    struct known row, int64_t hash, struct err *e)
{
	bool text_differs, words_differ;

	if (!compare(a, row.id, art, &text_differs, &words_differ, e))
		return false;
	if (!art->guessed || art->published < row.published) {
		row.published = art->published;
		row.guessed = art->guessed;
	}
	row.hash = hash;
	row.read = row.read && (!text_differs || row.partial);
	if (words_differ && !archive_doc_drop(a, row.doc, false, e))
		return false;
	row.doc = words_differ ? 0 : row.doc;
	return put_row(a, art, portal, &row, e) && put_body(a, row.id, art, e);
}

/* It stands here as it is: shown again where it was gone, and known by these bytes. */
static bool stay(struct archive *a, int64_t id, int64_t raw, struct err *e)
{
	struct stmt *s =
		db_stmt(a->db, "UPDATE article SET gone = 0, raw = ? WHERE id = ?", e);

	if (s) {
		bind_int(s, raw);
		bind_int(s, id);
	}
	return stmt_run(s, e);
}

static bool put(struct archive *a, const struct article *art, enum archive_change *change,
		struct err *e)
{
	int64_t portal, hash = content_hash(art);
	struct known known;
	bool refused = false;

	if (!archive_portal_id(a, art->portal, &portal, e) ||
	    !find_known(a, portal, art->key, &known, e))
		return false;
	bool here = known.id && (known.hash == hash ||
				 (art->partial && art->updated == known.updated));
	if (here && !known.gone) {
		*change = ARTICLE_SAME;
		return art->raw == 0 || known.raw == art->raw ||
		       stay(a, known.id, art->raw, e);
	}
	if (!known.id && !archive_keep_refuses(a, portal, art, &refused, e))
		return false;
	if (refused) {
		*change = ARTICLE_SAME;
		return true;
	}
	*change = known.id ? ARTICLE_CHANGED : ARTICLE_NEW;
	archive_touch(a);
	if (here)
		return stay(a, known.id, art->raw, e);
	return known.id ? replace(a, art, portal, known, hash, e)
			: insert(a, art, portal, hash, e);
}

bool archive_put(struct archive *a, const struct article *article,
		 enum archive_change *change, struct err *e)
{
	if (!article->key || !article->key[0])
		return err_set(e, ERR_FORMAT, _("an article without an id"));
	bool alone = !db_inside(a->db);
	size_t did;

	if (!db_begin(a->db, e))
		return false;
	bool ok = put(a, article, change, e) &&
		  (!alone || *change == ARTICLE_SAME || archive_index(a, 1, 0, &did, e));
	return db_end(a->db, ok, e);
}

bool archive_known(struct archive *a, const char *portal, int64_t raw, char **key,
		   int64_t *updated, struct err *e)
{
	struct stmt *s = db_stmt(a->db,
				 "SELECT a.key, a.updated FROM portal AS p CROSS JOIN"
				 " article AS a ON a.portal = p.id"
				 " WHERE p.name = ? AND a.raw = ? AND a.raw <> 0", e);

	if (!s)
		return false;
	bind_text(s, portal);
	bind_int(s, raw);
	enum stmt_step step = stmt_step(s, e);
	if (step == STMT_DONE)
		return err_set(e, ERR_NOT_FOUND, "%s", portal);
	if (step == STMT_FAILED)
		return false;
	*key = stmt_text(s, 0);
	*updated = stmt_int(s, 1);
	stmt_done(s);
	return *key || err_set(e, ERR_NOT_FOUND, "%s", portal);
}
