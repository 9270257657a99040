/* desk_version.c - what a draft held at each explicit save and submit */
#include "desk_in.h"

#include <stdlib.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

static bool run_with_draft(struct desk *desk, const char *sql, int64_t draft,
			   struct err *e)
{
	struct stmt *s = db_stmt(desk->db, sql, e);

	if (s)
		bind_int(s, draft);
	return stmt_run(s, e);
}

static bool copy_fields(struct desk *desk, int64_t draft, enum version_cause cause,
			struct err *e)
{
	struct stmt *s = db_stmt(
		desk->db,
		"INSERT INTO version SELECT id, version, ?, ?, portal, title, section,"
		" summary, author, tags, body FROM draft WHERE id = ?",
		e);

	if (!s)
		return false;
	bind_int(s, clock_now());
	bind_int(s, cause);
	bind_int(s, draft);
	return stmt_run(s, e);
}

static bool prune(struct desk *desk, int64_t draft, struct err *e)
{
	struct stmt *s = db_stmt(desk->db,
				 "DELETE FROM version WHERE draft = ?1 AND number <="
				 " (SELECT version FROM draft WHERE id = ?1) - ?2",
				 e);

	if (!s)
		return false;
	bind_int(s, draft);
	bind_int(s, DESK_VERSIONS_MAX);
	return stmt_run(s, e);
}

bool desk_add_version(struct desk *desk, int64_t draft, enum version_cause cause,
		      struct err *e)
{
	if (!run_with_draft(desk, "UPDATE draft SET version = version + 1 WHERE id = ?",
			    draft, e))
		return false;
	if (db_changes(desk->db) == 0)
		return desk_no_draft(draft, e);
	return copy_fields(desk, draft, cause, e) && prune(desk, draft, e);
}

bool desk_history(struct desk *desk, int64_t draft, struct draft_version **list,
		  size_t *n, struct err *e)
{
	struct stmt *s = db_stmt(desk->db,
				 "SELECT number, saved, cause, length(CAST(body AS BLOB))"
				 " FROM version WHERE draft = ? ORDER BY number DESC",
				 e);
	enum stmt_step step = STMT_FAILED;
	size_t cap = 0;

	*list = NULL;
	*n = 0;
	if (s) {
		bind_int(s, draft);
		step = stmt_step(s, e);
	}
	for (; step == STMT_ROW; step = stmt_step(s, e)) {
		*list = mem_grow(*list, &cap, *n + 1, sizeof(**list));
		(*list)[(*n)++] = (struct draft_version){
			.number = stmt_int(s, 0),
			.saved = stmt_time(s, 1),
			.cause = stmt_int(s, 2) == VERSION_SUBMITTED ? VERSION_SUBMITTED
								     : VERSION_SAVED,
			.bytes = stmt_int(s, 3),
		};
	}
	if (step == STMT_DONE)
		return true;
	free(*list);
	*list = NULL;
	*n = 0;
	return false;
}

static void take_version(struct stmt *s, struct draft *d)
{
	char **const texts[] = {&d->portal, &d->title, &d->section, &d->summary,
				&d->author, &d->tags,  &d->body};

	for (int i = 0; i < (int)(sizeof(texts) / sizeof(texts[0])); i++)
		*texts[i] = stmt_text(s, i);
	d->modified = stmt_time(s, 7);
}

bool desk_draft_version(struct desk *desk, int64_t draft, int64_t number,
			struct draft *out, struct err *e)
{
	struct stmt *s =
		db_stmt(desk->db,
			"SELECT portal, title, section, summary, author, tags, body,"
			" saved FROM version WHERE draft = ? AND number = ?",
			e);
	enum stmt_step step = STMT_FAILED;

	*out = (struct draft){0};
	if (s) {
		bind_int(s, draft);
		bind_int(s, number);
		step = stmt_step(s, e);
	}
	if (step == STMT_DONE)
		return err_set(e, ERR_NOT_FOUND, _("no version %lld of draft %lld"),
			       (long long)number, (long long)draft);
	if (step == STMT_FAILED)
		return false;
	take_version(s, out);
	stmt_done(s);
	out->id = draft;
	out->version = number;
	return true;
}
