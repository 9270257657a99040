/* desk_outbox_file.c - the files that go with a submission, frozen beside it */
#include "desk_in.h"

#include <stdio.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

static bool put_file(struct desk *desk, int64_t id, size_t place,
		     const struct submission_file *f, const struct buf *bytes,
		     struct err *e)
{
	struct stmt *s = db_stmt(desk->db,
				 "INSERT INTO outbox_file (submission, place, name, type,"
				 " size, key, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)", e);

	if (!s)
		return false;
	bind_int(s, id);
	bind_int(s, (int64_t)place);
	bind_text(s, f->name);
	bind_text(s, f->type);
	bind_int(s, (int64_t)bytes->len);
	bind_text(s, f->key);
	bind_blob(s, bytes->s, bytes->len);
	return stmt_run(s, e);
}

bool desk_put_files(struct desk *desk, int64_t id, const struct submission *s,
		    const struct buf *bytes, struct err *e)
{
	bool ok = true;

	for (size_t i = 0; ok && i < s->file_count; i++)
		ok = put_file(desk, id, i, &s->files[i], &bytes[i], e);
	return ok;
}

static void take_file(struct stmt *s, struct submission_file *f)
{
	const char *key;

	*f = (struct submission_file){
		.name = stmt_text(s, 0),
		.type = stmt_text(s, 1),
		.size = stmt_int(s, 2),
		.url = stmt_text(s, 4),
		.remote_id = stmt_text(s, 5),
	};
	key = stmt_peek(s, 3);
	snprintf(f->key, sizeof(f->key), "%s", key ? key : "");
}

bool desk_load_files(struct desk *desk, struct submission *row, struct err *e)
{
	struct stmt *s = db_stmt(desk->db,
				 "SELECT name, type, size, key, url, remote_id"
				 " FROM outbox_file WHERE submission = ? ORDER BY place",
				 e);
	enum stmt_step step = STMT_FAILED;
	size_t cap = 0;

	if (!s)
		return false;
	bind_int(s, row->id);
	for (step = stmt_step(s, e); step == STMT_ROW; step = stmt_step(s, e)) {
		row->files = mem_grow(row->files, &cap, row->file_count + 1,
				      sizeof(*row->files));
		take_file(s, &row->files[row->file_count++]);
	}
	return step == STMT_DONE;
}

bool desk_submission_file(struct desk *desk, int64_t id, size_t place, struct buf *out,
			  struct err *e)
{
	struct stmt *s = db_stmt(desk->db,
				 "SELECT bytes FROM outbox_file WHERE submission = ?"
				 " AND place = ? AND bytes IS NOT NULL", e);
	enum stmt_step step = STMT_FAILED;

	if (s) {
		bind_int(s, id);
		bind_int(s, (int64_t)place);
		step = stmt_step(s, e);
	}
	if (step == STMT_DONE)
		return err_set(e, ERR_NOT_FOUND,
			       _("submission %lld holds no such file any more"),
			       (long long)id);
	if (step == STMT_FAILED)
		return false;
	bool ok = buf_add(out, stmt_blob(s, 0), stmt_bytes(s, 0));
	stmt_done(s);
	return ok || err_set(e, ERR_LIMIT, _("the file is too large"));
}

bool desk_file_uploaded(struct desk *desk, int64_t id, size_t place,
			const struct submission_file *f, struct err *e)
{
	struct stmt *s = db_stmt(desk->db,
				 "UPDATE outbox_file SET url = ?, remote_id = ?"
				 " WHERE submission = ? AND place = ?", e);

	if (!s)
		return false;
	bind_text(s, f->url);
	bind_text(s, f->remote_id);
	bind_int(s, id);
	bind_int(s, (int64_t)place);
	return stmt_run(s, e);
}

bool desk_drop_bytes(struct desk *desk, int64_t id, struct err *e)
{
	struct stmt *s = db_stmt(desk->db,
				 "UPDATE outbox_file SET bytes = NULL"
				 " WHERE submission = ?", e);

	if (!s)
		return false;
	bind_int(s, id);
	return stmt_run(s, e);
}
