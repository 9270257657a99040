/* stmt.h - what db.c and stmt.c share: the inside of struct db */
#ifndef BANTIN_SRC_STORE_STMT_H
#define BANTIN_SRC_STORE_STMT_H

#include "db.h"

struct stmt {
	struct db *db;
	sqlite3_stmt *st;	/* NULL: the place is free */
	uint64_t hash;		/* of its text */
	uint64_t used;		/* when last asked for, in askings */
	int bound;		/* parameters so far */
	int failed;		/* result of the first bind that failed, or SQLITE_OK */
};

enum { DB_STATEMENTS = 64 };

struct db {
	sqlite3 *sql;
	char *path;
	bool busy;		/* once it failed by another's lock */
	bool damaged;		/* once it failed because the file is damaged */
	int depth;		/* of transactions */
	bool broken;		/* an inner one failed: the whole will be undone */
	struct err cause;	/* and why */
	uint64_t asked;
	struct stmt kept[DB_STATEMENTS];
};

void stmt_drop_all(struct db *db);

/* db_damage.c */
void db_suspect(struct db *db);
/* Ours by the file's own first bytes, without what a log says over them. */
bool db_head_is_ours(const struct db *db, const struct db_kind *kind);
/* Whether the file is whole, as far as that is to be looked at. */
bool db_check(struct db *db, const struct db_kind *kind, enum db_mode mode,
	      struct err *e);

#endif
