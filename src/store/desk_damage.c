/* desk_damage.c - a desk that is damaged: set aside, and what is left put in its place */
#include "desk_in.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>

enum { COPY_MAX = 8 << 20 };	/* bytes of a plain copy */

/* What was found to put in the place of the desk. */
struct found {
	char *from;		/* the database; NULL: none was whole */
	bool without_log;	/* it is the damaged one itself, its log left out */
	size_t copies;		/* plain copies that were newer, or not in it */
};

static bool has_bytes(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && st.st_size > 0;
}

bool log_is_left(const char *path)
{
	struct buf log = {0};

	buf_addf(&log, "%s-wal", path);
	bool left = has_bytes(log.s);
	buf_clear(&log);
	return left;
}

/* --- the plain copies -------------------------------------------------------- */

static bool read_copy(const char *path, struct draft *d)
{
	struct buf text = {0};
	struct stat st;
	bool ok = stat(path, &st) == 0 && file_read(path, COPY_MAX, &text, NULL);

	if (ok) {
		copy_read(d, buf_str(&text), text.len);
		d->created = d->modified = st.st_mtime;
	}
	buf_clear(&text);
	return ok;
}

/* A copy is what was saved last; the desk may hold what was typed after that. */
static bool put_copy(struct desk *desk, struct draft *copy, bool *taken, struct err *e)
{
	struct draft old = {0};
	bool there = desk_draft(desk, copy->id, &old, NULL);
	bool ok = true;

	*taken = !there || (!draft_same(&old, copy) && copy->modified > old.modified);
	if (!there)
		ok = merge_insert(desk, copy, NULL, e) &&
		     desk_add_version(desk, copy->id, VERSION_SAVED, e);
	else if (*taken)
		ok = merge_replace(desk, copy, e);
	draft_clear(&old);
	return ok;
}

static bool put_copies(struct desk *desk, size_t *count, struct err *e)
{
	DIR *dir = opendir(desk->drafts);
	bool ok = true;

	for (struct dirent *d; ok && dir && (d = readdir(dir)) != NULL;) {
		struct draft copy = {.id = copy_id(d->d_name)};
		char *path = file_join(desk->drafts, d->d_name);
		bool taken = false;
		if (copy.id > 0 && read_copy(path, &copy))
			ok = put_copy(desk, &copy, &taken, e);
		*count += taken;
		free(path);
		draft_clear(&copy);
	}
	if (dir)
		closedir(dir);
	return ok;
}

/* --- a new desk -------------------------------------------------------------- */

static bool copy_file(const char *from, const char *to)
{
	char chunk[65536];
	ssize_t n = -1;
	int in = open(from, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

	while (in >= 0 && out >= 0 && (n = read(in, chunk, sizeof(chunk))) > 0)
		if (!file_write_fd(out, chunk, (size_t)n, NULL)) {
			n = -1;
			break;
		}
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return n == 0;
}

void desk_remove_files(const char *path)
{
	static const char *const endings[] = {"", "-wal", "-journal", "-shm", ".suspect"};

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		struct buf b = {0};
		buf_addf(&b, "%s%s", path, endings[i]);
		unlink(b.s);
		buf_clear(&b);
	}
}

/* Opens a copy of `from` that is whole (NULL: an empty desk) at fresh, where something of
 * an earlier try may be left. */
static bool open_copy(struct db **db, const char *from, const char *fresh, struct err *e)
{
	bool damaged;

	desk_remove_files(fresh);
	if (from && !copy_file(from, fresh))
		return err_errno(e, ERR_FAILED, _("cannot copy %s"), from);
	return db_open_whole(db, fresh, &desk_kind, DB_WRITE, &damaged, e);
}

/* The damaged one without a log that may not be its own, then the snapshots, newest
 * first, then an empty one. */
static bool open_best(struct db **db, const char *aside, const struct profile *p,
		      const char *fresh, struct found *f, struct err *e)
{
	char *snapshots[SNAPSHOTS_MAX];
	size_t n = snapshot_list(p->data, snapshots);

	bool ok = has_bytes(aside) && open_copy(db, aside, fresh, e);
	f->without_log = ok;
	f->from = ok ? mem_str(aside) : NULL;
	for (size_t i = 0; i < n; i++) {
		if (!ok && open_copy(db, snapshots[i], fresh, e)) {
			f->from = mem_str(snapshots[i]);
			ok = true;
		}
		free(snapshots[i]);
	}
	return ok || open_copy(db, NULL, fresh, e);
}

static bool fill(struct desk *desk, struct found *f, struct err *e)
{
	bool ok = merge_doubt(desk, e) && desk_set_open_draft(desk, 0, e) &&
		  put_copies(desk, &f->copies, e);

	return db_end(desk->db, ok, e);
}

/* All is done beside, and only then gets the name: whenever the power goes, the next
 * start finds either no desk, and does the same again, or the whole new one. */
static bool rebuild(const char *aside, const struct profile *p, struct found *f,
		    struct err *e)
{
	struct desk desk = {.data = p->data, .drafts = p->drafts};
	char *fresh = file_join(p->data, "desk-new.db");
	bool ok = open_best(&desk.db, aside, p, fresh, f, e) && db_begin(desk.db, e) &&
		  fill(&desk, f, e);

	db_close(desk.db);
	if (ok && log_is_left(fresh))
		ok = err_set(e, ERR_FAILED, _("cannot write %s"), p->desk);
	if (ok && (rename(fresh, p->desk) != 0 || !sync_path(p->data, O_DIRECTORY)))
		ok = err_errno(e, ERR_FAILED, _("cannot write %s"), p->desk);
	if (!ok)
		desk_remove_files(fresh);
	free(fresh);
	return ok;
}

/* --- noticing it ------------------------------------------------------------- */

static bool has_copies(const char *drafts)
{
	DIR *dir = opendir(drafts);
	bool any = false;

	for (struct dirent *d; dir && !any && (d = readdir(dir)) != NULL;)
		any = copy_id(d->d_name) > 0;
	if (dir)
		closedir(dir);
	return any;
}

/* No desk, where there was one: SQLite would begin an empty one, and drop the log. */
static bool is_lost(const struct profile *p)
{
	char *snapshots[SNAPSHOTS_MAX];

	if (has_bytes(p->desk))
		return false;
	size_t n = snapshot_list(p->data, snapshots);
	for (size_t i = 0; i < n; i++)
		free(snapshots[i]);
	return n > 0 || log_is_left(p->desk) || has_copies(p->drafts);
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* "desk-20200808.db" is of 08/08/2020. */
static void tell(const char *aside, const struct found *f, struct buf *told)
{
	const char *from = f->from ? name_of(f->from) : "";

	if (access(aside, F_OK) == 0)
		buf_addf(told, _("The desk was damaged; it is set aside as %s."),
			 name_of(aside));
	else
		buf_adds(told, _("The desk was gone."));
	buf_addc(told, ' ');
	if (f->without_log)
		buf_addf(told,
			 _("All but the newest changes are back, and %zu saved drafts. "
			   "Look at the portal before you send anything again"),
			 f->copies);
	else if (f->from)
		buf_addf(told,
			 _("Back are what it held on %.2s/%.2s/%.4s and %zu drafts saved "
			   "since. Missing: what was typed since and not saved, and what "
			   "was sent since; look at the portal before you send anything "
			   "again"),
			 from + 11, from + 9, from + 5, f->copies);
	else
		buf_addf(told,
			 _("Back are the %zu drafts of which there is a saved copy. "
			   "Missing: what was not saved, and the list of what was sent; "
			   "look at the portal before you send anything again"),
			 f->copies);
}

bool damage_open(struct db **db, const struct profile *p, struct buf *told, struct err *e)
{
	struct found f = {0};
	bool damaged = is_lost(p);
	char *aside;

	if (!damaged && db_open_whole(db, p->desk, &desk_kind, DB_WRITE, &damaged, e))
		return true;
	if (!damaged || !db_set_aside(p->desk, &aside, e))
		return false;
	bool ok = rebuild(aside, p, &f, e);
	if (ok) {
		tell(aside, &f, told);
		ok = db_open(db, p->desk, &desk_kind, DB_WRITE, e);
	}
	free(aside);
	free(f.from);
	return ok;
}
