/* archive_poll.c - a portal's visit counters and its poll */
#include "archive_in.h"

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

static bool put_visits(struct archive *a, const char *portal, const struct visits *v,
		       struct err *e)
{
	int64_t id;

	if (!archive_portal_id(a, portal, &id, e))
		return false;
	struct stmt *s = db_stmt(
		a->db, "INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?, ?)", e);
	if (!s)
		return false;
	bind_int(s, id);
	bind_int(s, v->today);
	bind_int(s, v->yesterday);
	bind_int(s, v->week);
	bind_int(s, v->month);
	bind_int(s, v->total);
	return stmt_run(s, e);
}

bool archive_put_visits(struct archive *a, const char *portal, const struct visits *v,
			struct err *e)
{
	if (!db_begin(a->db, e))
		return false;
	archive_touch(a);
	return db_end(a->db, put_visits(a, portal, v, e), e);
}

bool archive_visits(struct archive *a, const char *portal, struct visits *v,
		    struct err *e)
{
	struct stmt *s =
		db_stmt(a->db,
			"SELECT today, yesterday, week, month, total FROM portal AS p"
			" CROSS JOIN visits AS v ON v.portal = p.id WHERE p.name = ?",
			e);
	enum stmt_step step = STMT_FAILED;

	*v = (struct visits){-1, -1, -1, -1, -1};
	if (s) {
		bind_text(s, portal);
		step = stmt_step(s, e);
	}
	if (step == STMT_DONE)
		return err_set(e, ERR_NOT_FOUND, _("%s has told no visits"), portal);
	if (step == STMT_FAILED)
		return false;
	v->today = stmt_int(s, 0);
	v->yesterday = stmt_int(s, 1);
	v->week = stmt_int(s, 2);
	v->month = stmt_int(s, 3);
	v->total = stmt_int(s, 4);
	stmt_done(s);
	return true;
}

static bool put_option(struct archive *a, int64_t portal, const struct poll_option *o,
		       size_t place, struct err *e)
{
	struct stmt *s =
		db_stmt(a->db, "INSERT INTO poll_option VALUES (?, ?, ?, ?, ?)", e);

	if (!s)
		return false;
	bind_int(s, portal);
	bind_int(s, (int64_t)place);
	bind_text(s, o->id);
	bind_text(s, o->label);
	bind_int(s, o->votes);
	return stmt_run(s, e);
}

static bool put_vote(struct archive *a, int64_t portal, const char *poll,
		     const char *option, struct err *e)
{
	struct stmt *s =
		db_stmt(a->db, "INSERT OR REPLACE INTO vote VALUES (?, ?, ?)", e);

	if (!s)
		return false;
	bind_int(s, portal);
	bind_text(s, poll);
	bind_text(s, option);
	return stmt_run(s, e);
}

static bool put_poll(struct archive *a, const char *portal, const struct poll *p,
		     struct err *e)
{
	const char *name = p->id ? p->id : "";
	int64_t id;

	if (a->shared) /* the poll itself is the host's to bring */
		return !p->voted || (archive_find_portal(a, portal, &id, e) &&
				     put_vote(a, id, name, p->voted, e));
	if (!archive_portal_id(a, portal, &id, e))
		return false;
	struct stmt *s = db_stmt(a->db, "DELETE FROM poll_option WHERE portal = ?", e);
	if (s)
		bind_int(s, id);
	bool ok = stmt_run(s, e);
	for (size_t i = 0; ok && i < p->option_count; i++)
		ok = put_option(a, id, &p->options[i], i, e);
	if (ok && p->voted)
		ok = put_vote(a, id, name, p->voted, e);
	s = ok ? db_stmt(a->db, "INSERT OR REPLACE INTO poll VALUES (?, ?, ?, ?)", e)
	       : NULL;
	if (s) {
		bind_int(s, id);
		bind_text(s, name);
		bind_text(s, p->question);
		bind_int(s, p->closed);
	}
	return stmt_run(s, e);
}

bool archive_put_poll(struct archive *a, const char *portal, const struct poll *p,
		      struct err *e)
{
	if (!db_begin(a->db, e))
		return false;
	archive_touch(a);
	return db_end(a->db, put_poll(a, portal, p, e), e);
}

static bool read_options(struct archive *a, int64_t portal, struct poll *p, struct err *e)
{
	struct stmt *s = db_stmt(a->db,
				 "SELECT name, label, votes FROM poll_option"
				 " WHERE portal = ? ORDER BY place",
				 e);
	enum stmt_step step = STMT_FAILED;

	if (s) {
		bind_int(s, portal);
		step = stmt_step(s, e);
	}
	for (; step == STMT_ROW; step = stmt_step(s, e)) {
		struct poll_option *o = poll_add_option(p);
		o->id = stmt_text(s, 0);
		o->label = stmt_text(s, 1);
		o->votes = stmt_int(s, 2);
	}
	return step == STMT_DONE;
}

bool archive_poll(struct archive *a, const char *portal, struct poll *p, struct err *e)
{
	struct stmt *s = db_stmt(
		a->db,
		"SELECT p.id, q.name, q.question, q.closed, v.option FROM portal AS p"
		" CROSS JOIN poll AS q ON q.portal = p.id"
		" LEFT JOIN vote AS v ON v.portal = p.id AND v.poll = q.name"
		" WHERE p.name = ?",
		e);
	enum stmt_step step = STMT_FAILED;

	*p = (struct poll){0};
	if (s) {
		bind_text(s, portal);
		step = stmt_step(s, e);
	}
	if (step == STMT_DONE)
		return err_set(e, ERR_NOT_FOUND, _("%s has no poll"), portal);
	if (step == STMT_FAILED)
		return false;
	int64_t id = stmt_int(s, 0);
	p->id = stmt_text(s, 1);
	p->question = stmt_text(s, 2);
	p->closed = stmt_int(s, 3) != 0;
	p->voted = stmt_text(s, 4);
	stmt_done(s);
	if (read_options(a, id, p, e))
		return true;
	poll_clear(p);
	return false;
}
