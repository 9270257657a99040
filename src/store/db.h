/* db.h - SQLite as the store uses it: one connection, its schema, its kept statements */
#ifndef BANTIN_SRC_STORE_DB_H
#define BANTIN_SRC_STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include <bantin/base/buf.h>
#include <bantin/base/err.h>

/*
 * What makes a file one of ours. The schema grows in steps: step v turns version v into
 * v + 1, step 0 an empty file into version 1; all steps that are missing run in one
 * transaction. Steps that a release has carried are never edited again.
 */
struct db_kind {
	int32_t application;		/* PRAGMA application_id */
	const char *const *steps;
	int version;			/* the number of steps */
	bool exclusive;			/* one connection, and no shared memory file */
	bool checked;		/* looked through at opening where that is quick */
	const char *table;		/* one of its tables: by that a file with a
					 * damaged head is known; may be NULL */
	const char *settings;		/* PRAGMAs for every connection that writes */
	const char *birth;		/* PRAGMAs that an empty file takes; may be NULL */
	bool (*functions)(sqlite3 *sql);	/* what the schema needs; may be NULL */
};

enum db_mode {
	DB_WRITE,	/* made (0600) where it is missing, brought up to date */
	DB_READ,	/* must be there; written to only to bring it up to date */
	DB_PUBLISH,	/* as DB_WRITE, for others to read who may not write (0644):
			 * readers of a WAL would have to write its -shm */
	DB_SHARED,	/* one that was so published; what is attached may be written */
	DB_MEMORY	/* an empty one that no file holds */
};

struct db;

/* ERR_CONFIG for a newer schema, and then the file's bytes are as they were. */
bool db_open(struct db **out, const char *path, const struct db_kind *kind,
	     enum db_mode mode, struct err *e);
/* The same; *damaged: it failed because the file is not, or no longer, a whole one. */
bool db_open_whole(struct db **out, const char *path, const struct db_kind *kind,
		   enum db_mode mode, bool *damaged, struct err *e);
void db_close(struct db *db);
const char *db_path(const struct db *db);

/*
 * Damage that SQLite comes upon while it works leaves an empty file PATH.suspect, so that
 * the next one to open the database knows. db_is_suspected: that file is there;
 * db_unsuspect removes it.
 */
bool db_is_suspected(const char *path);
void db_unsuspect(const char *path);

/* Renames the database at path with its log and whatever else SQLite keeps beside it, so
 * that nothing overwrites them: to PATH.damaged-20200808-224229, with -2, -3 ... where
 * that is taken. *aside: the new path, the caller's (of the log, where only that was
 * there). */
bool db_set_aside(const char *path, char **aside, struct err *e);

/* Appends path as SQLite takes it with a query ("?mode=ro") behind it. */
void db_uri(const char *path, const char *query, struct buf *out);

/* SQL without parameters or results, one or more statements. */
bool db_exec(struct db *db, const char *sql, struct err *e);

/* The integer that sql (no parameters) gives in its first row; 0 where it gives none. */
bool db_number(struct db *db, const char *sql, int64_t *out, struct err *e);

int64_t db_last_id(struct db *db);
int64_t db_changes(struct db *db);	/* rows changed by the last statement */

/* Whether a full disk was met, by any database, since this was last asked. */
bool db_was_full(void);

/* The last failure of db in words, as ERR_FAILED. Returns false. */
bool db_fail(struct db *db, struct err *e);
/* The same for content that SQLite took for whole and is not. */
bool db_fail_damaged(struct db *db, struct err *e);

sqlite3 *db_handle(struct db *db);

/*
 * Transactions nest: the outermost takes the write lock at once, so that it cannot fail
 * for want of it half-way. db_end with ok false returns false (so that `return
 * db_end(db, ok, e)` closes a function), and an inner one that failed takes the whole
 * with it: there are no savepoints, at each of which FTS5 would write out what it has.
 * A COMMIT that fails leaves it unknown whether the work is on the disk.
 */
bool db_begin(struct db *db, struct err *e);
bool db_end(struct db *db, bool ok, struct err *e);
/* The same as db_begin, but false without waiting, and without a word in e, where
 * another process writes. */
bool db_try_begin(struct db *db);
bool db_inside(const struct db *db);

/*
 * Statements are prepared once a connection and kept by their text. Parameters are
 * bound in the order of the `?`s, borrowed until the statement is done. A bind that fails
 * is remembered and fails the next step. A statement must be run to its end or
 * told stmt_done: one that is left open keeps old pages from being reclaimed.
 */
struct stmt;

struct stmt *db_stmt(struct db *db, const char *sql, struct err *e);	/* may be NULL */
void bind_int(struct stmt *s, int64_t v);
void bind_text(struct stmt *s, const char *v);		/* NULL is NULL */
void bind_blob(struct stmt *s, const void *p, size_t n);

enum stmt_step { STMT_ROW, STMT_DONE, STMT_FAILED };
enum stmt_step stmt_step(struct stmt *s, struct err *e);
void stmt_done(struct stmt *s);

/* Runs to the end, whatever rows come. s may be NULL (and then e is set already). */
bool stmt_run(struct stmt *s, struct err *e);

int64_t stmt_int(struct stmt *s, int column);
int64_t stmt_time(struct stmt *s, int column);		/* of the years to 9999 */
double stmt_double(struct stmt *s, int column);
char *stmt_text(struct stmt *s, int column);		/* a copy, UTF-8 without controls;
							 * NULL is NULL */
const char *stmt_peek(struct stmt *s, int column);	/* borrowed until the next step */
size_t stmt_bytes(struct stmt *s, int column);
const void *stmt_blob(struct stmt *s, int column);

/* A text out of the database as stmt_text gives it; takes s, n bytes and a NUL. */
char *text_sound(char *s, size_t n);

/* reserve.c: room on the disk for the last draft (desk_in.h). Gives so much of it back
 * that a database beside it can be opened; false where there is none. */
bool reserve_lend(const char *beside);

#endif
