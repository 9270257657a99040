/* desk_merge.c - drafts that come from elsewhere: a plain copy, a backup */
#include "desk_in.h"

#include <string.h>

#include <bantin/base/clock.h>

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

bool draft_same(const struct draft *a, const struct draft *b)
{
	return same_text(a->body, b->body) && same_text(a->title, b->title) &&
	       same_text(a->summary, b->summary) && same_text(a->section, b->section) &&
	       same_text(a->author, b->author) && same_text(a->tags, b->tags) &&
	       same_text(a->portal, b->portal);
}

static void bind_texts(struct stmt *s, const struct draft *d)
{
	const char *const texts[] = {d->portal, d->title, d->section, d->summary,
				     d->author, d->tags,  d->body};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		bind_text(s, texts[i] ? texts[i] : "");
}

bool merge_insert(struct desk *desk, const struct draft *d, const char *uid,
		  struct err *e)
{
	struct stmt *s = db_stmt(
		desk->db,
		"INSERT INTO draft (id, portal, title, section, summary, author, tags,"
		" body, created, modified, version, seq, uid)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
		" (SELECT coalesce(max(seq), 0) + 1 FROM draft),"
		" coalesce(?, lower(hex(randomblob(16)))))",
		e);

	if (!s)
		return false;
	bind_int(s, d->id);
	bind_texts(s, d);
	bind_int(s, d->created);
	bind_int(s, d->modified);
	bind_int(s, d->version);
	bind_text(s, uid);
	return stmt_run(s, e);
}

static bool put_texts(struct desk *desk, const struct draft *d, struct err *e)
{
	struct stmt *s = db_stmt(
		desk->db,
		"UPDATE draft SET portal = ?, title = ?, section = ?, summary = ?,"
		" author = ?, tags = ?, body = ?, modified = ?,"
		" seq = (SELECT max(seq) + 1 FROM draft) WHERE id = ?",
		e);

	if (!s)
		return false;
	bind_texts(s, d);
	bind_int(s, d->modified);
	bind_int(s, d->id);
	return stmt_run(s, e);
}

bool merge_replace(struct desk *desk, const struct draft *d, struct err *e)
{
	return desk_add_version(desk, d->id, VERSION_SAVED, e) &&
	       put_texts(desk, d, e) && desk_add_version(desk, d->id, VERSION_SAVED, e);
}

/* The draft's own number of versions may be beyond the newest one's. */
bool merge_add_version(struct desk *desk, int64_t id, struct err *e)
{
	struct stmt *s = db_stmt(
		desk->db,
		"SELECT 1 FROM draft AS d JOIN version AS v ON v.draft = d.id"
		" WHERE d.id = ? AND v.number = (SELECT max(number) FROM version"
		" WHERE draft = d.id) AND v.body = d.body AND v.title = d.title"
		" AND v.portal = d.portal AND v.section = d.section"
		" AND v.summary = d.summary AND v.author = d.author AND v.tags = d.tags",
		e);
	enum stmt_step step = STMT_FAILED;

	if (s) {
		bind_int(s, id);
		step = stmt_step(s, e);
		stmt_done(s);
	}
	return step == STMT_ROW ||
	       (step == STMT_DONE && desk_add_version(desk, id, VERSION_SAVED, e));
}

bool merge_doubt(struct desk *desk, struct err *e)
{
	struct stmt *s = db_stmt(desk->db,
				 "UPDATE outbox SET state = ?, next_try = 0, lookups = 0,"
				 " sent_at = CASE sent_at WHEN 0 THEN ? ELSE sent_at END"
				 " WHERE state IN (?, ?)",
				 e);

	if (!s)
		return false;
	bind_int(s, SUBMISSION_UNKNOWN);
	bind_int(s, clock_now());
	bind_int(s, SUBMISSION_WAITING);
	bind_int(s, SUBMISSION_SENDING);
	return stmt_run(s, e);
}
