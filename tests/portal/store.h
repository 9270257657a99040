/* store.h - the sample portal's database: rows as JSON objects, transactions, bytes */
#ifndef PORTAL_STORE_H
#define PORTAL_STORE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* One SQLite connection behind one lock.  Each call below is safe from any thread; what
 * stands between store_begin and store_commit runs as one transaction that no other
 * thread sees half of. */
struct store;

/* A file, or ":memory:".  NULL after a message on standard error. */
struct store *store_open(const char *path);
void store_free(struct store *s);

void store_begin(struct store *s);
void store_commit(struct store *s);
void store_rollback(struct store *s);

/* Runs one statement whose ?1, ?2 … are bound in order by `types`: 's' const char * (NULL
 * is null), 'i' long long, 'b' const void * and size_t.  A failing statement is a mistake
 * in the portal and ends it. */
void store_run(struct store *s, const char *sql, const char *types, ...);
/* The rows as an array of objects, one member a column; the caller owns the array. */
json_t *store_rows(struct store *s, const char *sql, const char *types, ...);
/* The first row, or NULL; the caller owns it. */
json_t *store_row(struct store *s, const char *sql, const char *types, ...);
/* The first column of the first row as a number; 0 without a row. */
long long store_number(struct store *s, const char *sql, const char *types, ...);
/* The first column of the first row as bytes that the caller frees, or NULL. */
char *store_bytes(struct store *s, size_t *size, const char *sql, const char *types, ...);

/* The row number of the last insertion, within its transaction. */
long long store_last_id(struct store *s);
/* Notes that what the feeds show has changed now. */
void store_touch(struct store *s);
/* When that last happened, in Unix seconds; strictly greater after each store_touch. */
long long store_touched(struct store *s);

/* The text of a member, or "" when it is missing or null. */
const char *row_text(const json_t *row, const char *name);
long long row_number(const json_t *row, const char *name);

#endif
