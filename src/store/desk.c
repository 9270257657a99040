/* desk.c - opening the desk, and what it remembers of the last session */
#include "desk_in.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <bantin/base/clock.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

/* A send that was under way when the program ended: nobody knows what came of it. */
static bool settle_sending(struct db *db, struct err *e)
{
	struct desk desk = {.db = db};
	struct outbox_count n;

	if (!desk_outbox_count(&desk, &n, e))
		return false;
	if (n.sending == 0)
		return true;
	struct stmt *s = db_stmt(db, "UPDATE outbox SET state = ? WHERE state = ?", e);
	if (!s)
		return false;
	bind_int(s, SUBMISSION_UNKNOWN);
	bind_int(s, SUBMISSION_SENDING);
	return stmt_run(s, e);
}

bool desk_open(struct desk **out, const struct profile *p, struct desk_owner *owner,
	       struct err *e)
{
	char *lock_path = file_join(p->data, "desk.lock");
	struct err trouble = {0};
	struct buf told = {0};
	struct db *db = NULL;
	int lock;

	*out = NULL;
	bool ok = lock_take(&lock, lock_path, owner, e);
	free(lock_path);
	if (!ok)
		return false;
	if (!damage_open(&db, p, &told, e) || !settle_sending(db, e)) {
		db_close(db);
		lock_drop(lock);
		buf_clear(&told);
		return false;
	}
	struct desk *d = mem_alloc(sizeof(*d));
	d->db = db;
	d->lock = lock;
	d->data = mem_str(p->data);
	d->drafts = mem_str(p->drafts);
	if (!snapshot_take(db, p->data, clock_now(), &trouble))
		snprintf(d->warning, sizeof(d->warning), "%s", trouble.text);
	if (told.len > 0)
		snprintf(d->warning, sizeof(d->warning), "%s", told.s);
	buf_clear(&told);
	reserve_keep(p->data);
	*out = d;
	return true;
}

/* The lock is held and its file signed by the one who holds it, but the number might be
 * that of another program in the very moment in which the owner ends. */
static bool is_bantin(pid_t pid)
{
	char path[64];
	struct buf name = {0};

	snprintf(path, sizeof(path), "/proc/%ld/comm", (long)pid);
	if (!file_read(path, sizeof(path), &name, NULL)) {
		buf_clear(&name);
		return access("/proc/self/comm", R_OK) != 0; /* no such files here */
	}
	bool is = strcmp(buf_str(&name), "bantin\n") == 0;
	buf_clear(&name);
	return is;
}

static void put_question(const struct profile *p, bool ask)
{
	char *lock_path = file_join(p->data, "desk.lock");

	lock_ask(lock_path, ask);
	free(lock_path);
}

bool desk_ask(const struct profile *p, const struct desk_owner *owner, struct err *e)
{
	if (owner->pid <= 0 || !is_bantin(owner->pid))
		return true;	/* it is gone, or about to be */
	put_question(p, true);
	if (kill(owner->pid, SIGTERM) != 0 && errno == EPERM)
		return err_errno(e, ERR_FAILED, _("process %ld cannot be asked to leave"),
				 (long)owner->pid);
	return true;
}

void desk_ask_no_more(const struct profile *p)
{
	put_question(p, false);
}

bool desk_take_over(struct desk **out, const struct profile *p, struct desk_owner *owner,
		    int wait, struct err *e)
{
	const struct timespec step = {.tv_nsec = 20 * 1000 * 1000};
	int64_t until = clock_mono() + wait;
	pid_t asked = 0;
	bool ok;

	while (!(ok = desk_open(out, p, owner, e)) && e->kind == ERR_BUSY &&
	       clock_mono() < until) {
		/* the owner may have changed meanwhile: each is asked once */
		if (owner->pid != asked) {
			asked = owner->pid;
			if (!desk_ask(p, owner, e))
				break;
		}
		nanosleep(&step, NULL);
	}
	if (!ok && asked)
		desk_ask_no_more(p);
	return ok;
}

bool desk_asked(const struct desk *d, struct desk_owner *by)
{
	return lock_asked(d->lock, by);
}

void desk_close(struct desk *d)
{
	if (!d)
		return;
	db_close(d->db);
	lock_drop(d->lock);
	free(d->data);
	free(d->drafts);
	free(d);
}

const char *desk_warning(const struct desk *d)
{
	return d->warning;
}

bool desk_no_draft(int64_t id, struct err *e)
{
	return err_set(e, ERR_NOT_FOUND, _("no draft %lld"), (long long)id);
}

bool desk_set_open_draft(struct desk *desk, int64_t id, struct err *e)
{
	struct stmt *s = db_stmt(
		desk->db, "INSERT OR REPLACE INTO setting VALUES ('open_draft', ?)", e);

	if (!s)
		return false;
	bind_int(s, id);
	return stmt_run(s, e);
}

int64_t desk_open_draft(struct desk *desk)
{
	int64_t id;

	db_number(desk->db,
		  "SELECT d.id FROM setting AS s CROSS JOIN draft AS d ON d.id = s.value"
		  " WHERE s.name = 'open_draft'",
		  &id, NULL);
	return id;
}
