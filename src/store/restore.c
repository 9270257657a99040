/* restore.c - a backup merged into the desk, without doubling anything */
#include "backup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>

/* The backup is attached as "old". */

#define TEXTS "portal, title, section, summary, author, tags, body"
#define SAME_BUT_TITLE(a, b)                                                             \
	a ".body = " b ".body AND " a ".portal = " b ".portal AND " a ".section = " b    \
	".section AND " a ".summary = " b ".summary AND " a ".author = " b ".author AND "\
	a ".tags = " b ".tags"
#define SAME(a, b) SAME_BUT_TITLE(a, b) " AND " a ".title = " b ".title"

struct pair {
	int64_t theirs, ours;	/* ids of a draft in the backup and here */
	char *uid;
	bool changed;
};

struct merge {
	struct desk *desk;
	struct restored *r;
	struct pair *drafts;
	size_t count, cap;
	int64_t used;		/* the last draft id that was given here before */
};

/* --- asking ------------------------------------------------------------------ */

static bool run(struct merge *m, const char *sql, int64_t a, int64_t b, struct err *e)
{
	struct stmt *s = db_stmt(m->desk->db, sql, e);

	if (!s)
		return false;
	bind_int(s, a);
	bind_int(s, b);
	return stmt_run(s, e);
}

/* The number that sql gives for two others; 0: none. */
static bool ask(struct merge *m, const char *sql, int64_t a, int64_t b, int64_t *out,
		struct err *e)
{
	struct stmt *s = db_stmt(m->desk->db, sql, e);
	enum stmt_step step = STMT_FAILED;

	*out = 0;
	if (s) {
		bind_int(s, a);
		bind_int(s, b);
		step = stmt_step(s, e);
	}
	if (step == STMT_ROW) {
		*out = stmt_int(s, 0);
		stmt_done(s);
	}
	return step != STMT_FAILED;
}

/* --- drafts ------------------------------------------------------------------ */

static bool list_drafts(struct merge *m, struct err *e)
{
	struct stmt *s = db_stmt(m->desk->db,
				 "SELECT o.id, o.uid, coalesce(d.id, 0)"
				 " FROM old.draft AS o LEFT JOIN main.draft AS d"
				 " ON d.uid = o.uid ORDER BY o.seq",
				 e);
	enum stmt_step step = s ? stmt_step(s, e) : STMT_FAILED;

	for (; step == STMT_ROW; step = stmt_step(s, e)) {
		m->drafts = mem_grow(m->drafts, &m->cap, m->count + 1,
				     sizeof(*m->drafts));
		m->drafts[m->count++] = (struct pair){.theirs = stmt_int(s, 0),
						      .uid = stmt_text(s, 1),
						      .ours = stmt_int(s, 2)};
	}
	return step == STMT_DONE;
}

static bool insert_row(struct merge *m, struct pair *p, const char *uid, struct err *e)
{
	struct stmt *s = db_stmt(
		m->desk->db,
		"INSERT INTO main.draft (id, " TEXTS ", created, modified, version,"
		" seq, uid)"
		" SELECT CASE WHEN o.id > ? AND NOT EXISTS"
		" (SELECT 1 FROM main.draft AS d WHERE d.id = o.id) THEN o.id END, " TEXTS
		", created, modified, version,"
		" (SELECT coalesce(max(seq), 0) + 1 FROM main.draft), ?"
		" FROM old.draft AS o WHERE o.id = ?",
		e);

	if (!s)
		return false;
	bind_int(s, m->used);
	bind_text(s, uid);
	bind_int(s, p->theirs);
	bool ok = stmt_run(s, e);
	p->ours = db_last_id(m->desk->db);
	p->changed = true;
	return ok;
}

static bool copy_attachments(struct merge *m, const struct pair *p, struct err *e)
{
	return run(m, "DELETE FROM main.attachment WHERE draft = ? AND ? > 0", p->ours, 1,
		   e) &&
	       run(m,
		   "INSERT INTO main.attachment SELECT ?, place, path, type, size"
		   " FROM old.attachment WHERE draft = ?",
		   p->ours, p->theirs, e);
}

static bool insert_draft(struct merge *m, struct pair *p, const char *uid, struct err *e)
{
	return insert_row(m, p, uid, e) &&
	       run(m,
		   "INSERT INTO main.version SELECT ?, number, saved, cause, " TEXTS
		   " FROM old.version WHERE draft = ?",
		   p->ours, p->theirs, e) &&
	       copy_attachments(m, p, e);
}

/* Theirs goes on from ours: its versions behind ours, its text in the place of ours. */
static bool go_on(struct merge *m, struct pair *p, struct err *e)
{
	p->changed = true;
	m->r->newer++;
	return merge_add_version(m->desk, p->ours, e) &&
	       run(m,
		   "INSERT INTO main.version SELECT d.id, d.version +"
		   " row_number() OVER (ORDER BY o.number), o.saved, o.cause, o.portal,"
		   " o.title, o.section, o.summary, o.author, o.tags, o.body"
		   " FROM main.draft AS d, old.version AS o"
		   " WHERE d.id = ? AND o.draft = ? AND NOT EXISTS (SELECT 1"
		   " FROM main.version AS v WHERE v.draft = d.id"
		   " AND " SAME("v", "o") ")",
		   p->ours, p->theirs, e) &&
	       run(m,
		   "UPDATE main.draft SET (" TEXTS ", modified) = (SELECT " TEXTS
		   ", modified FROM old.draft WHERE id = ?2), version = max(version,"
		   " (SELECT coalesce(max(number), 0) FROM main.version"
		   " WHERE draft = ?1)),"
		   " seq = (SELECT max(seq) + 1 FROM main.draft) WHERE id = ?1",
		   p->ours, p->theirs, e) &&
	       merge_add_version(m->desk, p->ours, e) && copy_attachments(m, p, e);
}

static bool put_title(struct merge *m, int64_t id, const char *title, struct err *e)
{
	struct stmt *s =
		db_stmt(m->desk->db, "UPDATE main.draft SET title = ? WHERE id = ?", e);

	if (!s)
		return false;
	bind_text(s, title);
	bind_int(s, id);
	return stmt_run(s, e);
}

/* Written on in two places: nobody but the clerk can tell what is to become of them. */
static bool keep_both(struct merge *m, struct pair *p, struct err *e)
{
	struct buf uid = {0}, title = {0};
	struct draft d = {0};
	char day[STAMP_MAX], key[UUID_MAX];
	bool ok = uuid_new(key, e);

	stamp_format(m->r->made, STAMP_DAY, day);
	buf_addf(&uid, "%s+%s", p->uid, ok ? key : "");
	ok = ok && insert_draft(m, p, uid.s, e) &&
	     merge_add_version(m->desk, p->ours, e) &&
	     desk_draft(m->desk, p->ours, &d, e);
	if (ok)
		buf_addf(&title, _("%s (from the backup of %s)"), d.title, day);
	ok = ok && put_title(m, p->ours, buf_str(&title), e);
	m->r->both++;
	draft_clear(&d);
	buf_clear(&uid);
	buf_clear(&title);
	return ok;
}

/* What an earlier restoring has kept beside ours is not kept again. */
static bool is_kept(struct merge *m, const struct pair *p, int64_t *kept, struct err *e)
{
	return ask(m,
		   "SELECT 1 FROM main.draft AS d, main.version AS v, main.draft AS ours,"
		   " old.draft AS o WHERE ours.id = ? AND o.id = ? AND v.draft = d.id"
		   " AND substr(d.uid, 1, length(ours.uid) + 1) = ours.uid || '+'"
		   " AND " SAME("v", "o"),
		   p->ours, p->theirs, kept, e);
}

static bool merge_draft(struct merge *m, struct pair *p, struct err *e)
{
	int64_t known, older, kept;

	if (p->ours == 0) {
		m->r->fresh++;
		return insert_draft(m, p, p->uid, e);
	}
	if (!ask(m,
		 "SELECT 1 FROM main.draft AS d, old.draft AS o"
		 " WHERE d.id = ? AND o.id = ? AND (" SAME("d", "o")
		 " OR EXISTS (SELECT 1 FROM main.version AS v"
		 " WHERE v.draft = d.id AND " SAME("v", "o") "))",
		 p->ours, p->theirs, &known, e) ||
	    !ask(m,
		 "SELECT 1 FROM main.draft AS d, old.version AS v WHERE d.id = ?"
		 " AND v.draft = ? AND " SAME("d", "v"),
		 p->ours, p->theirs, &older, e) ||
	    !is_kept(m, p, &kept, e))
		return false;
	if (!known && older)
		return go_on(m, p, e);
	if (!known && !kept)
		return keep_both(m, p, e);
	m->r->kept++;
	return true;
}

/* --- the outbox -------------------------------------------------------------- */

/* A draft's number that nothing has and nothing will get: of a submission whose draft is
 * gone. */
static bool burn_id(struct merge *m, int64_t *id, struct err *e)
{
	struct draft none = {0};

	if (!ask(m,
		 "SELECT max(?, ?, coalesce((SELECT seq FROM main.sqlite_sequence"
		 " WHERE name = 'draft'), 0)) + 1",
		 0, 0, id, e))
		return false;
	none.id = *id;
	return merge_insert(m->desk, &none, NULL, e) &&
	       run(m, "DELETE FROM main.draft WHERE id = ? AND ? = 0", *id, 0, e);
}

static int64_t here(const struct merge *m, int64_t theirs)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->drafts[i].theirs == theirs)
			return m->drafts[i].ours;
	return 0;
}

static bool insert_submission(struct merge *m, int64_t theirs, int64_t draft,
			      struct err *e)
{
	struct stmt *s = db_stmt(
		m->desk->db,
		"INSERT INTO main.outbox (draft, portal, title, key, payload, state,"
		" tries, lookups, created, sent_at, next_try, remote_id, remote_url,"
		" remote_status, remark, reason, stage, remote_version, remote_before,"
		" cleared, terms)"
		" SELECT ?1, portal, title, key, payload,"
		" CASE WHEN state IN (0, 1) THEN 2 ELSE state END, tries, 0, created,"
		" CASE WHEN state IN (0, 1, 2) AND sent_at = 0 THEN ?2"
		" ELSE sent_at END, 0, remote_id, remote_url, remote_status, remark,"
		" reason, stage, remote_version, remote_before, cleared, terms"
		" FROM old.outbox WHERE id = ?3",
		e);

	if (!s)
		return false;
	bind_int(s, draft);
	bind_int(s, m->r->made > 0 ? m->r->made : clock_now());
	bind_int(s, theirs);
	return stmt_run(s, e);
}

static bool add_submission(struct merge *m, int64_t theirs, int64_t draft, bool open,
			   struct err *e)
{
	bool under_way = false;

	if (draft > 0 && open && !desk_under_way(m->desk, draft, &under_way, e))
		return false;
	if ((draft == 0 || under_way) && !burn_id(m, &draft, e))
		return false;
	m->r->submissions++;
	return insert_submission(m, theirs, draft, e) &&
	       run(m,
		   "INSERT INTO main.outbox_file SELECT ?, place, name, type, size, key,"
		   " url, remote_id, bytes FROM old.outbox_file WHERE submission = ?",
		   db_last_id(m->desk->db), theirs, e);
}

/* One that is here too: all that can be learnt is that it is on the portal, which what is
 * to be taken back from there knows already. */
static bool learn(struct merge *m, int64_t theirs, int64_t ours, struct err *e)
{
	return run(m,
		   "UPDATE main.outbox SET (state, stage, remote_id, remote_url,"
		   " remote_status, remote_version) = (SELECT state, stage, remote_id,"
		   " remote_url, remote_status, remote_version FROM old.outbox"
		   " WHERE id = ?2), reason = NULL WHERE id = ?1 AND state IN (0, 1, 2)"
		   " AND stage NOT IN (3, 4)"
		   " AND EXISTS (SELECT 1 FROM old.outbox WHERE id = ?2 AND state = 3)",
		   ours, theirs, e);
}

struct row {
	int64_t theirs, draft, state, ours;
};

static bool list_rows(struct merge *m, struct row **list, size_t *n, struct err *e)
{
	struct stmt *s = db_stmt(m->desk->db,
				 "SELECT o.id, o.draft, o.state, coalesce(h.id, 0)"
				 " FROM old.outbox AS o LEFT JOIN main.outbox AS h"
				 " ON h.key = o.key ORDER BY o.id",
				 e);
	enum stmt_step step = s ? stmt_step(s, e) : STMT_FAILED;
	size_t cap = 0;

	for (; step == STMT_ROW; step = stmt_step(s, e)) {
		*list = mem_grow(*list, &cap, *n + 1, sizeof(**list));
		(*list)[(*n)++] = (struct row){stmt_int(s, 0), stmt_int(s, 1),
					       stmt_int(s, 2), stmt_int(s, 3)};
	}
	return step == STMT_DONE;
}

static bool merge_outbox(struct merge *m, struct err *e)
{
	struct row *list = NULL;
	size_t n = 0;
	bool ok = list_rows(m, &list, &n, e);

	for (size_t i = 0; ok && i < n; i++) {
		bool open = list[i].state >= SUBMISSION_WAITING &&
			    list[i].state <= SUBMISSION_UNKNOWN;
		if (list[i].ours)
			ok = learn(m, list[i].theirs, list[i].ours, e);
		else
			ok = add_submission(m, list[i].theirs, here(m, list[i].draft),
					    open, e);
	}
	free(list);
	return ok;
}

/* --- all of it --------------------------------------------------------------- */

static bool take_files(struct merge *m, struct err *e)
{
	struct stmt *s =
		db_stmt(m->desk->db, "SELECT name, bytes FROM old.backup_file", e);
	enum stmt_step step = s ? stmt_step(s, e) : STMT_FAILED;
	size_t cap = 0;

	for (; step == STMT_ROW; step = stmt_step(s, e)) {
		struct restored *r = m->r;
		r->files = mem_grow(r->files, &cap, r->file_count + 1, sizeof(*r->files));
		struct backup_file *f = &r->files[r->file_count++];
		const void *bytes = stmt_blob(s, 1);
		f->name = stmt_text(s, 0);
		f->len = stmt_bytes(s, 1);
		f->bytes = mem_strn(bytes ? bytes : "", f->len);
	}
	return step == STMT_DONE;
}

static bool merge_all(struct merge *m, struct err *e)
{
	bool ok = ask(m,
		      "SELECT max(?, ?, coalesce((SELECT seq FROM main.sqlite_sequence"
		      " WHERE name = 'draft'), 0))",
		      0, 0, &m->used, e) &&
		  list_drafts(m, e);

	for (size_t i = 0; ok && i < m->count; i++)
		ok = merge_draft(m, &m->drafts[i], e);
	return ok && merge_outbox(m, e) && take_files(m, e);
}

/* What was changed is safe by now. */
static void write_copies(struct merge *m)
{
	struct err trouble = {0};
	struct draft d;

	for (size_t i = 0; i < m->count; i++) {
		if (!m->drafts[i].changed ||
		    !desk_draft(m->desk, m->drafts[i].ours, &d, &trouble))
			continue;
		copy_write(m->desk->drafts, &d, &trouble);
		draft_clear(&d);
	}
	snprintf(m->desk->warning, sizeof(m->desk->warning), "%s", trouble.text);
}

bool restore_merge(struct desk *desk, const char *path, struct restored *r, struct err *e)
{
	struct merge m = {.desk = desk, .r = r};
	struct stmt *s = db_stmt(desk->db, "ATTACH ? AS old", e);

	if (!s)
		return false;
	bind_text(s, path);
	if (!stmt_run(s, e))
		return false;
	bool ok = db_begin(desk->db, e);
	ok = ok && db_end(desk->db, merge_all(&m, e), e);
	if (ok)
		write_copies(&m);
	db_exec(desk->db, "DETACH old", NULL);
	for (size_t i = 0; i < m.count; i++)
		free(m.drafts[i].uid);
	free(m.drafts);
	if (!ok)
		backup_files_free(r->files, r->file_count);
	if (!ok)
		*r = (struct restored){.made = r->made};
	return ok;
}
