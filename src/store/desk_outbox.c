/* desk_outbox.c - submissions and their states */
#include "desk_in.h"

#include <stdio.h>
#include <stdlib.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

static const char *text_of(const char *s)
{
	return s ? s : "";
}

bool desk_under_way(struct desk *desk, int64_t draft, bool *under_way, struct err *e)
{
	struct stmt *s =
		db_stmt(desk->db,
			"SELECT 1 FROM outbox WHERE draft = ? AND state IN (0, 1, 2)", e);
	enum stmt_step step = STMT_FAILED;

	if (s) {
		bind_int(s, draft);
		step = stmt_step(s, e);
		stmt_done(s);
	}
	*under_way = step == STMT_ROW;
	return step != STMT_FAILED;
}

static bool insert_row(struct desk *desk, const struct submission *s, int64_t now,
		       struct err *e)
{
	struct stmt *st =
		db_stmt(desk->db,
			"INSERT INTO outbox (draft, portal, title, key, payload, state,"
			" created, stage, remote_id, remote_url, remote_status,"
			" remote_version, cleared)"
			" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
			e);

	if (!st)
		return false;
	bind_int(st, s->draft);
	bind_text(st, text_of(s->portal));
	bind_text(st, text_of(s->title));
	bind_text(st, s->key);
	bind_blob(st, s->payload, s->payload_len);
	bind_int(st, SUBMISSION_WAITING);
	bind_int(st, now);
	bind_int(st, s->stage);
	bind_text(st, s->remote_id);
	bind_text(st, s->remote_url);
	bind_text(st, s->remote_status);
	bind_text(st, s->remote_version);
	bind_text(st, s->cleared);
	return stmt_run(st, e);
}

static bool submit(struct desk *desk, struct submission *s, const struct buf *bytes,
		   int64_t now, struct err *e)
{
	bool under_way;

	if (!desk_under_way(desk, s->draft, &under_way, e))
		return false;
	if (under_way)
		return err_set(e, ERR_REFUSED, _("draft %lld is on its way already"),
			       (long long)s->draft);
	if (!desk_add_version(desk, s->draft, VERSION_SUBMITTED, e) ||
	    !insert_row(desk, s, now, e))
		return false;
	s->id = db_last_id(desk->db);
	return desk_put_files(desk, s->id, s, bytes, e);
}

bool desk_submit(struct desk *desk, struct submission *s, const struct buf *bytes,
		 struct err *e)
{
	int64_t now = clock_now();

	if (!s->key[0])
		return err_set(e, ERR_FAILED, _("a submission without a key"));
	if (!db_begin(desk->db, e) || !db_end(desk->db, submit(desk, s, bytes, now, e), e))
		return false;
	s->state = SUBMISSION_WAITING;
	s->created = now;
	return true;
}

#define COLUMNS                                                                          \
	"id, draft, portal, title, key, payload, state, tries, lookups, created,"        \
	" sent_at, next_try, remote_id, remote_url, remote_status, remark, reason,"\
	" stage, remote_version, remote_before, cleared, terms"

/* A damaged disk gives any number; one that says nothing is settled by asking. */
static enum submission_state take_state(struct stmt *st, int column)
{
	int64_t state = stmt_int(st, column);

	return state >= SUBMISSION_WAITING && state <= SUBMISSION_CANCELLED
		       ? (enum submission_state)state
		       : SUBMISSION_UNKNOWN;
}

static enum submission_stage take_stage(struct stmt *st, int column)
{
	int64_t stage = stmt_int(st, column);

	return stage >= STAGE_CREATE && stage <= STAGE_RESTORE
		       ? (enum submission_stage)stage
		       : STAGE_CREATE;
}

static int take_count(struct stmt *st, int column)
{
	int64_t n = stmt_int(st, column);

	return n < 0 ? 0 : n > 1000000 ? 1000000 : (int)n;
}

static void take_row(struct stmt *st, struct submission *s)
{
	*s = (struct submission){0};
	s->id = stmt_int(st, 0);
	s->draft = stmt_int(st, 1);
	s->portal = stmt_text(st, 2);
	s->title = stmt_text(st, 3);
	snprintf(s->key, sizeof(s->key), "%s", text_of(stmt_peek(st, 4)));
	const void *payload = stmt_blob(st, 5);
	s->payload_len = stmt_bytes(st, 5);
	s->payload = mem_strn(payload ? payload : "", s->payload_len);
	s->state = take_state(st, 6);
	s->tries = take_count(st, 7);
	s->lookups = take_count(st, 8);
	s->created = stmt_time(st, 9);
	s->sent_at = stmt_time(st, 10);
	s->next_try = stmt_time(st, 11);
	s->remote_id = stmt_text(st, 12);
	s->remote_url = stmt_text(st, 13);
	s->remote_status = stmt_text(st, 14);
	s->remark = stmt_text(st, 15);
	s->reason = stmt_text(st, 16);
	s->stage = take_stage(st, 17);
	s->remote_version = stmt_text(st, 18);
	s->remote_before = stmt_text(st, 19);
	s->cleared = stmt_text(st, 20);
	s->terms = stmt_text(st, 21);
}

bool desk_outbox(struct desk *desk, struct submission **list, size_t *n, struct err *e)
{
	struct stmt *s =
		db_stmt(desk->db, "SELECT " COLUMNS " FROM outbox ORDER BY id", e);
	enum stmt_step step = s ? stmt_step(s, e) : STMT_FAILED;
	size_t cap = 0;

	*list = NULL;
	*n = 0;
	for (; step == STMT_ROW; step = stmt_step(s, e)) {
		*list = mem_grow(*list, &cap, *n + 1, sizeof(**list));
		take_row(s, &(*list)[(*n)++]);
	}
	bool ok = step == STMT_DONE;
	for (size_t i = 0; ok && i < *n; i++)
		ok = desk_load_files(desk, &(*list)[i], e);
	if (ok)
		return true;
	submission_list_free(*list, *n);
	*list = NULL;
	*n = 0;
	return false;
}

bool desk_submission(struct desk *desk, int64_t id, struct submission *out, struct err *e)
{
	struct stmt *s =
		db_stmt(desk->db, "SELECT " COLUMNS " FROM outbox WHERE id = ?", e);
	enum stmt_step step = STMT_FAILED;

	*out = (struct submission){0};
	if (s) {
		bind_int(s, id);
		step = stmt_step(s, e);
	}
	if (step == STMT_DONE)
		return err_set(e, ERR_NOT_FOUND, _("no submission %lld"), (long long)id);
	if (step == STMT_FAILED)
		return false;
	take_row(s, out);
	stmt_done(s);
	if (desk_load_files(desk, out, e))
		return true;
	submission_clear(out);
	return false;
}

bool desk_outbox_count(struct desk *desk, struct outbox_count *n, struct err *e)
{
	struct stmt *s = db_stmt(desk->db,
				 "SELECT sum(state = 0), sum(state = 1), sum(state = 2)"
				 " FROM outbox",
				 e);

	*n = (struct outbox_count){0};
	if (!s)
		return false;
	bool ok = stmt_step(s, e) == STMT_ROW;
	if (ok)
		*n = (struct outbox_count){
			.waiting = (size_t)stmt_int(s, 0),
			.sending = (size_t)stmt_int(s, 1),
			.unknown = (size_t)stmt_int(s, 2),
		};
	stmt_done(s);
	return ok;
}

static bool update_row(struct desk *desk, const struct submission *s,
		       enum submission_state from, struct err *e)
{
	struct stmt *st = db_stmt(
		desk->db,
		"UPDATE outbox SET state = ?, tries = ?, lookups = ?, sent_at = ?,"
		" next_try = ?, remote_id = ?, remote_url = ?, remote_status = ?,"
		" remark = ?, reason = ?, stage = ?, remote_version = ?, remote_before = ?,"
		" terms = ? WHERE id = ? AND state = ?",
		e);

	if (!st)
		return false;
	bind_int(st, s->state);
	bind_int(st, s->tries);
	bind_int(st, s->lookups);
	bind_int(st, s->sent_at);
	bind_int(st, s->next_try);
	bind_text(st, s->remote_id);
	bind_text(st, s->remote_url);
	bind_text(st, s->remote_status);
	bind_text(st, s->remark);
	bind_text(st, s->reason);
	bind_int(st, s->stage);
	bind_text(st, s->remote_version);
	bind_text(st, s->remote_before);
	bind_text(st, s->terms);
	bind_int(st, s->id);
	bind_int(st, from);
	return stmt_run(st, e) &&
	       (db_changes(desk->db) > 0 ||
		err_set(e, ERR_FAILED, _("submission %lld is no longer %s"),
			(long long)s->id, submission_state_name(from)));
}

bool desk_submission_update(struct desk *desk, const struct submission *s,
			    enum submission_state from, struct err *e)
{
	bool over = s->state == SUBMISSION_ACCEPTED || s->state == SUBMISSION_CANCELLED;

	if (!over || s->file_count == 0)
		return update_row(desk, s, from, e);
	return db_begin(desk->db, e) &&
	       db_end(desk->db, update_row(desk, s, from, e) &&
		      desk_drop_bytes(desk, s->id, e), e);
}
