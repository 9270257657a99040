/* desk_beside.c - what is kept beside a draft's text: its undo log and its attachments */
#include "desk_in.h"

#include <stdlib.h>

#include <bantin/base/mem.h>

static bool forget(struct desk *desk, const char *sql, int64_t draft, struct err *e)
{
	struct stmt *s = db_stmt(desk->db, sql, e);

	if (s)
		bind_int(s, draft);
	return stmt_run(s, e);
}

static bool forget_undo(struct desk *desk, int64_t draft, struct err *e)
{
	return forget(desk, "DELETE FROM undo WHERE draft = ?", draft, e);
}

static bool forget_attachments(struct desk *desk, int64_t draft, struct err *e)
{
	return forget(desk, "DELETE FROM attachment WHERE draft = ?", draft, e);
}

bool desk_forget_beside(struct desk *desk, int64_t draft, struct err *e)
{
	return forget_undo(desk, draft, e) && forget_attachments(desk, draft, e);
}

static bool put_undo(struct desk *desk, int64_t draft, const struct desk_beside *b,
		     struct err *e)
{
	if (b->undo_len == 0)
		return forget_undo(desk, draft, e);
	struct stmt *s =
		db_stmt(desk->db, "INSERT OR REPLACE INTO undo VALUES (?, ?)", e);

	if (!s)
		return false;
	bind_int(s, draft);
	bind_blob(s, b->undo, b->undo_len);
	return stmt_run(s, e);
}

static bool put_attachment(struct desk *desk, int64_t draft, size_t place,
			   const struct draft_attachment *a, struct err *e)
{
	struct stmt *s =
		db_stmt(desk->db, "INSERT INTO attachment VALUES (?, ?, ?, ?, ?)", e);

	if (!s)
		return false;
	bind_int(s, draft);
	bind_int(s, (int64_t)place);
	bind_text(s, a->path);
	bind_text(s, a->type);
	bind_int(s, a->size);
	return stmt_run(s, e);
}

bool desk_put_beside(struct desk *desk, int64_t draft, const struct desk_beside *b,
		     struct err *e)
{
	bool ok = put_undo(desk, draft, b, e) && forget_attachments(desk, draft, e);

	for (size_t i = 0; ok && i < b->attachment_count; i++)
		ok = put_attachment(desk, draft, i, &b->attachments[i], e);
	return ok && (!b->open || desk_set_open_draft(desk, draft, e));
}

bool desk_undo(struct desk *desk, int64_t draft, struct buf *out, struct err *e)
{
	struct stmt *s = db_stmt(desk->db, "SELECT log FROM undo WHERE draft = ?", e);
	enum stmt_step step = STMT_FAILED;

	if (s) {
		bind_int(s, draft);
		step = stmt_step(s, e);
	}
	if (step == STMT_ROW) {
		const void *log = stmt_blob(s, 0);
		buf_add(out, log ? log : "", log ? stmt_bytes(s, 0) : 0);
		stmt_done(s);
	}
	return step != STMT_FAILED;
}

bool desk_attachments(struct desk *desk, int64_t draft, struct draft_attachment **list,
		      size_t *n, struct err *e)
{
	struct stmt *s = db_stmt(desk->db,
				 "SELECT path, type, size FROM attachment"
				 " WHERE draft = ? ORDER BY place",
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
		struct draft_attachment *a = &(*list)[(*n)++];
		a->path = stmt_text(s, 0);
		a->type = stmt_text(s, 1);
		a->size = stmt_int(s, 2);
	}
	if (step == STMT_DONE)
		return true;
	attachment_list_free(*list, *n);
	*list = NULL;
	*n = 0;
	return false;
}
