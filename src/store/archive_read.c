/* archive_read.c - one whole article out of the archive, and its two marks */
#include "archive_in.h"

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

static const char article_sql[] =
	"SELECT p.name, a.key, a.url, a.title, s.name, a.author, b.summary, b.tags,"
	" b.image, b.text, a.number, b.issued, b.issuer,"
	" b.kind, a.published, a.updated, a.guessed, a.read, a.starred, a.gone,"
	" a.partial, b.packed"
	" FROM article AS a CROSS JOIN body AS b ON b.article = a.id"
	" CROSS JOIN section AS s ON s.id = a.section"
	" CROSS JOIN portal AS p ON p.id = a.portal WHERE a.id = ?";

/* What was packed is looked at as what stmt_text gives. */
static bool take_packed(struct stmt *s, int column, struct packer *packer, char **text)
{
	const void *bytes = stmt_blob(s, column);
	size_t n;

	if (!bytes)
		return true;
	char *body = unpack(packer, bytes, stmt_bytes(s, column), &n);
	*text = body ? text_sound(body, n) : NULL;
	return body != NULL;
}

static bool take_article(struct stmt *s, struct packer *packer, struct article *out)
{
	char **const texts[] = {
		&out->portal,
		&out->key,
		&out->url,
		&out->title,
		&out->section,
		&out->author,
		&out->summary,
		&out->tags,
		&out->image,
		&out->body,
		&out->document.number,
		&out->document.issued,
		&out->document.issuer,
	};
	int column = 0;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i] = stmt_text(s, column++);
	out->body_kind = (enum body_kind)stmt_int(s, column++);
	out->published = stmt_int(s, column++);
	out->updated = stmt_int(s, column++);
	out->guessed = stmt_int(s, column++) != 0;
	out->read = stmt_int(s, column++) != 0;
	out->starred = stmt_int(s, column++) != 0;
	out->gone = stmt_int(s, column++) != 0;
	out->partial = stmt_int(s, column++) != 0;
	return out->body || take_packed(s, column, packer, &out->body);
}

static bool read_attachments(struct archive *a, struct article *out, struct err *e)
{
	struct stmt *s = db_stmt(a->db,
				 "SELECT url, title, type, size FROM attachment"
				 " WHERE article = ? ORDER BY place",
				 e);
	enum stmt_step step = STMT_FAILED;

	if (s) {
		bind_int(s, out->id);
		step = stmt_step(s, e);
	}
	while (step == STMT_ROW) {
		struct attachment *at = article_add_attachment(out);
		at->url = stmt_text(s, 0);
		at->title = stmt_text(s, 1);
		at->type = stmt_text(s, 2);
		at->size = stmt_int(s, 3);
		step = stmt_step(s, e);
	}
	return step == STMT_DONE;
}

bool archive_article(struct archive *a, int64_t id, struct article *out, struct err *e)
{
	struct stmt *s = db_stmt(a->db, article_sql, e);

	*out = (struct article){0};
	if (!s)
		return false;
	bind_int(s, id);
	switch (stmt_step(s, e)) {
	case STMT_ROW:
		break;
	case STMT_DONE:
		return err_set(e, ERR_NOT_FOUND, _("no article %lld"), (long long)id);
	case STMT_FAILED:
		return false;
	}
	bool whole = take_article(s, a->packer, out);
	stmt_done(s);
	out->id = id;
	if (out->section && !out->section[0])
		mem_set(&out->section, NULL);
	if ((whole || db_fail_damaged(a->db, e)) && read_attachments(a, out, e))
		return true;
	article_clear(out);
	return false;
}

/* A mark that stands already is not written again: that would look like a change. */
static bool set_mark(struct archive *a, const char *sql, int64_t id, bool on,
		     struct err *e)
{
	struct stmt *s = db_stmt(a->db, sql, e);

	if (!s)
		return false;
	bind_int(s, on);
	bind_int(s, id);
	if (!stmt_run(s, e))
		return false;
	/* what a view passes on is not counted */
	if (a->shared || db_changes(a->db) > 0)
		archive_touch(a);
	if (db_changes(a->db) > 0)
		return true;
	s = db_stmt(a->db, "SELECT 1 FROM article WHERE id = ?", e);
	if (!s)
		return false;
	bind_int(s, id);
	enum stmt_step step = stmt_step(s, e);
	stmt_done(s);
	return step == STMT_ROW ||
	       (step == STMT_DONE &&
		err_set(e, ERR_NOT_FOUND, _("no article %lld"), (long long)id));
}

bool archive_set_read(struct archive *a, int64_t id, bool read, struct err *e)
{
	static const char sql[] =
		"UPDATE article SET read = ?1 WHERE id = ?2 AND read <> ?1";

	return set_mark(a, sql, id, read, e);
}

bool archive_set_starred(struct archive *a, int64_t id, bool starred, struct err *e)
{
	static const char sql[] =
		"UPDATE article SET starred = ?1 WHERE id = ?2 AND starred <> ?1";

	return set_mark(a, sql, id, starred, e);
}
