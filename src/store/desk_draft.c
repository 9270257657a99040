/* desk_draft.c - drafts: saved, read, listed, deleted */
#include "desk_in.h"

#include <stdio.h>
#include <stdlib.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#define FIELDS "portal, title, section, summary, author, tags, body"

static void bind_fields(struct stmt *s, const struct draft *d)
{
	const char *const texts[] = {d->portal, d->title, d->section, d->summary,
				     d->author, d->tags,  d->body};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		bind_text(s, texts[i] ? texts[i] : "");
}

static bool insert(struct desk *desk, const struct draft *d, int64_t now, int64_t *id,
		   struct err *e)
{
	struct stmt *s =
		db_stmt(desk->db,
			"INSERT INTO draft (" FIELDS ", created, modified, version, seq,"
			" uid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0,"
			" (SELECT coalesce(max(seq), 0) + 1 FROM draft),"
			" lower(hex(randomblob(16))))",
			e);

	if (!s)
		return false;
	bind_fields(s, d);
	bind_int(s, d->created ? d->created : now);
	bind_int(s, now);
	bool ok = stmt_run(s, e);
	*id = db_last_id(desk->db);
	return ok;
}

static bool update(struct desk *desk, const struct draft *d, int64_t now, struct err *e)
{
	struct stmt *s =
		db_stmt(desk->db,
			"UPDATE draft SET portal = ?, title = ?, section = ?,"
			" summary = ?, author = ?, tags = ?, body = ?, modified = ?,"
			" seq = (SELECT max(seq) + 1 FROM draft) WHERE id = ?",
			e);

	if (!s)
		return false;
	bind_fields(s, d);
	bind_int(s, now);
	bind_int(s, d->id);
	return stmt_run(s, e) && (db_changes(desk->db) > 0 || desk_no_draft(d->id, e));
}

static bool read_stamps(struct desk *desk, int64_t id, struct draft *d, struct err *e)
{
	struct stmt *s = db_stmt(
		desk->db, "SELECT created, modified, version FROM draft WHERE id = ?", e);

	if (!s)
		return false;
	bind_int(s, id);
	if (stmt_step(s, e) != STMT_ROW)
		return false;
	d->created = stmt_time(s, 0);
	d->modified = stmt_time(s, 1);
	d->version = stmt_int(s, 2);
	stmt_done(s);
	return true;
}

static bool save(struct desk *desk, const struct draft *d, enum desk_save kind,
		 const struct desk_beside *beside, struct draft *saved, struct err *e)
{
	int64_t now = clock_now();

	saved->id = d->id;
	bool ok = d->id ? update(desk, d, now, e) : insert(desk, d, now, &saved->id, e);
	if (ok && beside)
		ok = desk_put_beside(desk, saved->id, beside, e);
	if (ok && kind == DESK_EXPLICIT)
		ok = desk_add_version(desk, saved->id, VERSION_SAVED, e);
	return ok && read_stamps(desk, saved->id, saved, e);
}

static bool save_whole(struct desk *desk, const struct draft *d, enum desk_save kind,
		       const struct desk_beside *beside, struct draft *saved,
		       struct err *e)
{
	return db_begin(desk->db, e) &&
	       db_end(desk->db, save(desk, d, kind, beside, saved, e), e);
}

/* On a full disk the room kept for it takes this one. */
static bool save_somehow(struct desk *desk, const struct draft *d, enum desk_save kind,
			 const struct desk_beside *beside, struct draft *saved,
			 struct err *e)
{
	db_was_full();	/* an older fullness is none of this save's */
	if (save_whole(desk, d, kind, beside, saved, e))
		return true;
	if (!db_was_full() || !reserve_give(desk->data))
		return false;
	if (!save_whole(desk, d, kind, beside, saved, e))
		return false;
	if (e)
		err_clear(e);
	snprintf(desk->warning, sizeof(desk->warning), "%s",
		 _("the disk is full; this was saved in the room kept for it: make room "
		   "before you go on"));
	return true;
}

bool desk_draft_save_with(struct desk *desk, struct draft *d, enum desk_save kind,
			  const struct desk_beside *beside, struct err *e)
{
	struct draft saved = {0};
	struct err trouble = {0};

	desk->warning[0] = '\0';
	if (!save_somehow(desk, d, kind, beside, &saved, e))
		return false;
	d->id = saved.id;
	d->created = saved.created;
	d->modified = saved.modified;
	d->version = saved.version;
	if (kind == DESK_EXPLICIT && !copy_write(desk->drafts, d, &trouble) &&
	    !desk->warning[0])
		snprintf(desk->warning, sizeof(desk->warning), "%s", trouble.text);
	return true;
}

bool desk_draft_save(struct desk *desk, struct draft *d, enum desk_save kind,
		     struct err *e)
{
	return desk_draft_save_with(desk, d, kind, NULL, e);
}

static void take_draft(struct stmt *s, struct draft *d)
{
	char **const texts[] = {&d->portal, &d->title, &d->section, &d->summary,
				&d->author, &d->tags,  &d->body};
	int column = 0;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i] = stmt_text(s, column++);
	d->id = stmt_int(s, column++);
	d->created = stmt_time(s, column++);
	d->modified = stmt_time(s, column++);
	d->version = stmt_int(s, column++);
	d->submission = stmt_int(s, column++);
}

#define STAMPS                                                                           \
	" d.id, d.created, d.modified, d.version,"                                       \
	" (SELECT coalesce(max(o.id), 0) FROM outbox AS o WHERE o.draft = d.id)"

bool desk_draft(struct desk *desk, int64_t id, struct draft *out, struct err *e)
{
	struct stmt *s =
		db_stmt(desk->db,
			"SELECT " FIELDS "," STAMPS " FROM draft AS d WHERE d.id = ?", e);
	enum stmt_step step = STMT_FAILED;

	*out = (struct draft){0};
	if (s) {
		bind_int(s, id);
		step = stmt_step(s, e);
	}
	if (step == STMT_ROW) {
		take_draft(s, out);
		stmt_done(s);
	}
	return step == STMT_ROW || (step == STMT_DONE && desk_no_draft(id, e));
}

bool desk_drafts(struct desk *desk, bool brief, struct draft **list, size_t *n,
		 struct err *e)
{
	struct stmt *s =
		db_stmt(desk->db,
			brief ? "SELECT portal, title, section, summary, author, tags,"
				" ''," STAMPS " FROM draft AS d ORDER BY d.seq DESC"
			      : "SELECT " FIELDS "," STAMPS
				" FROM draft AS d ORDER BY d.seq DESC",
			e);
	enum stmt_step step = s ? stmt_step(s, e) : STMT_FAILED;
	size_t cap = 0;

	*list = NULL;
	*n = 0;
	for (; step == STMT_ROW; step = stmt_step(s, e)) {
		*list = mem_grow(*list, &cap, *n + 1, sizeof(**list));
		take_draft(s, &(*list)[(*n)++]);
	}
	if (step == STMT_DONE)
		return true;
	draft_list_free(*list, *n);
	*list = NULL;
	*n = 0;
	return false;
}

static bool delete_rows(struct desk *desk, int64_t id, struct err *e)
{
	struct stmt *s = db_stmt(desk->db, "DELETE FROM version WHERE draft = ?", e);

	if (s)
		bind_int(s, id);
	if (!stmt_run(s, e) || !desk_forget_beside(desk, id, e))
		return false;
	s = db_stmt(desk->db, "DELETE FROM draft WHERE id = ?", e);
	if (s)
		bind_int(s, id);
	return stmt_run(s, e) && (db_changes(desk->db) > 0 || desk_no_draft(id, e));
}

bool desk_draft_delete(struct desk *desk, int64_t id, struct err *e)
{
	bool under_way;

	if (!desk_under_way(desk, id, &under_way, e))
		return false;
	if (under_way)
		return err_set(e, ERR_REFUSED,
			       _("draft %lld is on its way; cancel its submission first"),
			       (long long)id);
	if (!db_begin(desk->db, e) || !db_end(desk->db, delete_rows(desk, id, e), e))
		return false;
	copy_remove(desk->drafts, id, NULL);
	return true;
}
