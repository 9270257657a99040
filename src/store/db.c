/* db.c - opening a database of ours, bringing it up to date, transactions */
#include "db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "collation.h"
#include "stmt.h"

enum {
	BUSY_MS = 5000, /* how long a lock of another process is waited for */
	BUSY_STEP_MS = 10
};

/*
 * SQLite would make the file as the umask says, and what it keeps beside it takes its mode
 * from it. It would also follow a symbolic link; here the file itself must be no link.
 */
static bool prepare_file(const char *path, mode_t mode, struct err *e)
{
	struct stat st;
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);

	if (fd >= 0) {
		bool ok = fchmod(fd, mode) == 0;
		close(fd);
		return ok || err_errno(e, ERR_FAILED, _("cannot make %s"), path);
	}
	if (errno != EEXIST)
		return err_errno(e, ERR_FAILED, _("cannot make %s"), path);
	if (lstat(path, &st) != 0)
		return err_errno(e, ERR_FAILED, _("cannot open %s"), path);
	if (!S_ISREG(st.st_mode))
		return err_set(e, ERR_FAILED, _("%s is not a plain file"), path);
	return true;
}

/* A database that could not be opened is not there to be asked. */
static bool met_full;

static bool fail_full(struct db *db, int why, struct err *e)
{
	met_full = true;
	return err_set(e, ERR_FAILED,
		       why == EDQUOT ? _("%s: your share of the disk is used up")
				     : _("%s: the disk is full"),
		       db->path);
}

/* What the system said to the last call on the file that failed. */
static int file_errno(struct db *db, int pointer)
{
	sqlite3_file *file = NULL;
	int why = 0;

	sqlite3_file_control(db->sql, "main", pointer, &file);
	if (file && file->pMethods)
		file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &why);
	return why;
}

/* SQLite does not tell of a commit that failed why it did; its log does. */
static int disk_errno(struct db *db)
{
	int why = sqlite3_system_errno(db->sql);

	if (!why)
		why = file_errno(db, SQLITE_FCNTL_JOURNAL_POINTER);
	return why ? why : file_errno(db, SQLITE_FCNTL_FILE_POINTER);
}

/* SQLite calls only ENOSPC at a write full, and that not for its shared memory. */
static bool fail_disk(struct db *db, struct err *e)
{
	int why = disk_errno(db);

	if (why == ENOSPC || why == EDQUOT ||
	    sqlite3_extended_errcode(db->sql) == SQLITE_IOERR_SHMSIZE)
		return fail_full(db, why, e);
	bool opening = (sqlite3_errcode(db->sql) & 0xff) == SQLITE_CANTOPEN;
	if (!opening && (why == 0 || why == EIO))
		return err_set(e, ERR_FAILED, _("%s: the disk reports an error"), db->path);
	errno = why;
	return err_errno(e, ERR_FAILED,
			 opening ? _("cannot open %s") : _("%s: the disk reports an error"),
			 db->path);
}

bool db_was_full(void)
{
	bool full = met_full;

	met_full = false;
	return full;
}

bool db_fail(struct db *db, struct err *e)
{
	switch (sqlite3_errcode(db->sql) & 0xff) {
	case SQLITE_NOTADB:
		db_suspect(db);
		return err_set(e, ERR_FAILED, _("%s is not a database"), db->path);
	case SQLITE_CORRUPT:
		db_suspect(db);
		return err_set(e, ERR_FAILED, _("%s is damaged"), db->path);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		db->busy = true;
		return err_set(e, ERR_FAILED, _("%s is being used by another program"),
			       db->path);
	case SQLITE_FULL:
		return fail_full(db, ENOSPC, e);
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		return fail_disk(db, e);
	case SQLITE_NOMEM:
		return err_set(e, ERR_FAILED, _("%s: out of memory"), db->path);
	case SQLITE_READONLY:
		if (sqlite3_extended_errcode(db->sql) == SQLITE_READONLY_ROLLBACK)
			return err_set(e, ERR_FAILED,
				       _("%s was left half written; it is put right by: "
					 "bantin sync --system"),
				       db->path);
		return err_set(e, ERR_FAILED, _("%s may not be written"), db->path);
	default:
		return err_set(e, ERR_FAILED, "%s: %s", db->path,
			       sqlite3_errmsg(db->sql));
	}
}

bool db_fail_damaged(struct db *db, struct err *e)
{
	db_suspect(db);
	return err_set(e, ERR_FAILED, _("%s is damaged"), db->path);
}

sqlite3 *db_handle(struct db *db)
{
	return db->sql;
}

bool db_exec(struct db *db, const char *sql, struct err *e)
{
	return sqlite3_exec(db->sql, sql, NULL, NULL, NULL) == SQLITE_OK ||
	       db_fail(db, e);
}

bool db_number(struct db *db, const char *sql, int64_t *out, struct err *e)
{
	struct stmt *s = db_stmt(db, sql, e);
	enum stmt_step step = s ? stmt_step(s, e) : STMT_FAILED;

	*out = 0;
	if (step == STMT_ROW) {
		*out = stmt_int(s, 0);
		stmt_done(s);
	}
	return step != STMT_FAILED;
}

int64_t db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->sql);
}

int64_t db_changes(struct db *db)
{
	return sqlite3_changes64(db->sql);
}

void db_uri(const char *path, const char *query, struct buf *out)
{
	buf_adds(out, "file:");
	for (const char *c = path; *c; c++)
		if (strchr("%?#", *c))
			buf_addf(out, "%%%02x", (unsigned)*c);
		else
			buf_addc(out, *c);
	buf_adds(out, query);
}

/* No thread of ours but one knows SQLite, and nobody asks how much it allocated: the locks
 * and counters for that would be a twentieth of a start. */
static void set_up(void)
{
	static bool done;

	if (done)
		return;
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	done = true;
}

/* What is attached takes over the flags of what was opened first, but not its "mode". */
static int open_sql(struct db *db, enum db_mode mode)
{
	int flags = mode == DB_READ ? SQLITE_OPEN_READONLY
				    : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	struct buf name = {0};

	if (mode == DB_SHARED) {
		flags |= SQLITE_OPEN_URI;
		db_uri(db->path, "?mode=ro", &name);
	} else {
		buf_adds(&name, mode == DB_MEMORY ? ":memory:" : db->path);
	}
	int rc = sqlite3_open_v2(buf_str(&name), &db->sql, flags, NULL);
	buf_clear(&name);
	return rc;
}

static bool connect_to(struct db *db, const struct db_kind *kind, enum db_mode mode,
		       struct err *e)
{
	if ((mode == DB_WRITE || mode == DB_PUBLISH) &&
	    !prepare_file(db->path, mode == DB_WRITE ? 0600 : 0644, e))
		return false;
	set_up();
	if (open_sql(db, mode) != SQLITE_OK)
		return db_fail(db, e);
	sqlite3_extended_result_codes(db->sql, 1);
	sqlite3_busy_timeout(db->sql, BUSY_MS);
	sqlite3_db_config(db->sql, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db->sql, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	/* Until the file is known to be ours, closing must not move its log into it. */
	sqlite3_db_config(db->sql, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	if ((mode == DB_WRITE || mode == DB_PUBLISH) && kind->birth && !db_exec(db, kind->birth, e))
		return false;
	if (!collation_register(db->sql) ||
	    (kind->functions && !kind->functions(db->sql)))
		return db_fail(db, e);
	return !kind->exclusive || db_exec(db, "PRAGMA locking_mode = EXCLUSIVE", e);
}

/* Ours by its tables, whatever its head says. */
static bool has_our_table(struct db *db, const struct db_kind *kind)
{
	struct stmt *s = db_stmt(
		db, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?",
		NULL);

	if (!s || !kind->table)
		return false;
	bind_text(s, kind->table);
	bool there = stmt_step(s, NULL) == STMT_ROW;
	stmt_done(s);
	return there;
}

/* Sets *version, 0 for a file in which nothing is yet. */
static bool identify(struct db *db, const struct db_kind *kind, int64_t *version,
		     struct err *e)
{
	int64_t application, tables = 0;
	bool inside = db_inside(db);

	/* One reading of all three: another process may be making the tables now. */
	bool ok = inside || db_exec(db, "BEGIN", e);
	ok = ok && db_number(db, "PRAGMA application_id", &application, e) &&
	     db_number(db, "PRAGMA user_version", version, e);
	if (ok && application == 0 && *version == 0)
		ok = db_number(db, "SELECT count(*) FROM sqlite_schema", &tables, e);
	ok = (inside || db_exec(db, "ROLLBACK", ok ? e : NULL)) && ok;
	if (!ok)
		return false;
	if (application == 0 && *version == 0 && tables == 0)
		return true;
	if (application != kind->application || *version < 1) {
		db->damaged = has_our_table(db, kind) || db_head_is_ours(db, kind);
		return err_set(e, ERR_FAILED, _("%s is not a database of bantin's"),
			       db->path);
	}
	if (*version > kind->version)
		return err_set(e, ERR_CONFIG,
			       _("%s was written by a newer bantin; it is left as it is"),
			       db->path);
	return true;
}

/* The version is read again under the lock: another process may have been faster. */
static bool upgrade(struct db *db, const struct db_kind *kind, struct err *e)
{
	char pragmas[96];
	int64_t version;

	if (!db_begin(db, e))
		return false;
	bool ok = identify(db, kind, &version, e);
	for (; ok && version < kind->version; version++)
		ok = db_exec(db, kind->steps[version], e);
	snprintf(pragmas, sizeof(pragmas),
		 "PRAGMA application_id = %ld; PRAGMA user_version = %d",
		 (long)kind->application, kind->version);
	ok = ok && db_exec(db, pragmas, e);
	/* tables that are there already: the head tells less than was done */
	if (!ok && (sqlite3_errcode(db->sql) & 0xff) == SQLITE_ERROR)
		db->damaged = true;
	return db_end(db, ok, e);
}

static bool use_log(struct db *db, enum db_mode mode, struct err *e)
{
	bool wal = mode == DB_WRITE;
	struct stmt *s = db_stmt(
		db, wal ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = DELETE", e);

	if (!s || stmt_step(s, e) != STMT_ROW)
		return false;
	bool ok = strcmp(stmt_peek(s, 0), wal ? "wal" : "delete") == 0;
	stmt_done(s);
	return ok || err_set(e, ERR_FAILED, _("%s: this disk cannot hold a database log"),
			     db->path);
}

static bool ready(struct db *db, const struct db_kind *kind, enum db_mode mode,
		  struct err *e)
{
	int64_t version;

	if (!identify(db, kind, &version, e) || !db_check(db, kind, mode, e))
		return false;
	if (version < kind->version && mode == DB_SHARED)
		return err_set(e, ERR_CONFIG,
			       _("%s was written by an older bantin; it is brought up to "
				 "date by: bantin sync --system"),
			       db->path);
	if (version < kind->version && !upgrade(db, kind, e))
		return false;
	sqlite3_db_config(db->sql, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
	if (mode == DB_READ)
		return db_exec(db, "PRAGMA query_only = ON", e);
	if (mode == DB_SHARED)
		return true;
	/* while pages are only in memory, others read on */
	if (mode == DB_PUBLISH && !db_exec(db, "PRAGMA cache_spill = OFF", e))
		return false;
	return (mode == DB_MEMORY || use_log(db, mode, e)) &&
	       db_exec(db, kind->settings, e);
}

/* A reader of an old file must write once to bring it up to date. */
static bool is_old(struct db *db, const struct db_kind *kind)
{
	int64_t version;

	return identify(db, kind, &version, NULL) && version < kind->version;
}

struct fault {
	bool busy, damaged;
};

static struct db *open_once(const char *path, const struct db_kind *kind,
			    enum db_mode mode, struct fault *fault, struct err *e)
{
	struct db *db = mem_alloc(sizeof(*db));

	db->path = mem_str(path);
	bool ok = connect_to(db, kind, mode, e);
	bool old = ok && mode == DB_READ && is_old(db, kind);
	ok = ok && !old && ready(db, kind, mode, e);
	*fault = (struct fault){db->busy, db->damaged};
	if (ok)
		return db;
	db_close(db);
	if (!old)
		return NULL;
	db = open_once(path, kind, DB_WRITE, fault, e);
	if (db && !db_exec(db, "PRAGMA query_only = ON", e)) {
		db_close(db);
		db = NULL;
	}
	return db;
}

/* Where another process is just making the file, or closing it as its last user, SQLite
 * says "busy" without waiting. */
bool db_open_whole(struct db **out, const char *path, const struct db_kind *kind,
		   enum db_mode mode, bool *damaged, struct err *e)
{
	int64_t until = clock_mono() + BUSY_MS;
	struct fault fault;

	*out = open_once(path, kind, mode, &fault, e);
	while (!*out && fault.busy && clock_mono() < until) {
		sqlite3_sleep(BUSY_STEP_MS);
		*out = open_once(path, kind, mode, &fault, e);
	}
	*damaged = !*out && fault.damaged;
	return *out != NULL;
}

bool db_open(struct db **out, const char *path, const struct db_kind *kind,
	     enum db_mode mode, struct err *e)
{
	bool damaged;

	return db_open_whole(out, path, kind, mode, &damaged, e);
}

void db_close(struct db *db)
{
	if (!db)
		return;
	stmt_drop_all(db);
	sqlite3_close(db->sql);
	free(db->path);
	free(db);
}

const char *db_path(const struct db *db)
{
	return db->path;
}

bool db_inside(const struct db *db)
{
	return db->depth > 0;
}

/* With the words of the failure that was the cause, where they are known. */
static bool fail_undone(struct db *db, struct err *e)
{
	if (db->cause.kind != ERR_NONE)
		return err_set(e, db->cause.kind, "%s", db->cause.text);
	return err_set(e, ERR_FAILED, _("%s: the changes were undone"), db->path);
}

bool db_begin(struct db *db, struct err *e)
{
	if (db->depth == 0 && !stmt_run(db_stmt(db, "BEGIN IMMEDIATE", e), e))
		return false;
	if (db->depth > 0 && (db->broken || sqlite3_get_autocommit(db->sql)))
		return fail_undone(db, e);
	db->depth++;
	return true;
}

bool db_try_begin(struct db *db)
{
	sqlite3_busy_timeout(db->sql, 0);
	bool ok = db_begin(db, NULL);
	sqlite3_busy_timeout(db->sql, BUSY_MS);
	return ok;
}

/* SQLite may have undone everything by itself, as on a full disk. */
bool db_end(struct db *db, bool ok, struct err *e)
{
	bool undone = db->broken || sqlite3_get_autocommit(db->sql);

	if (--db->depth > 0) {
		if (!ok && e && !db->broken)
			db->cause = *e;
		db->broken = undone || !ok;
		return ok && (!undone || fail_undone(db, e));
	}
	if (ok && undone)
		ok = fail_undone(db, e);
	db->broken = false;
	err_clear(&db->cause);
	ok = ok && stmt_run(db_stmt(db, "COMMIT", e), e);
	if (!ok && !sqlite3_get_autocommit(db->sql))
		stmt_run(db_stmt(db, "ROLLBACK", NULL), NULL);
	return ok;
}
