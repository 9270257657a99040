/* store.c - the sample portal's database: rows as JSON objects, transactions, bytes */
#include <pthread.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store.h"
#include "text.h"
#include "when.h"

struct store {
	sqlite3 *db;
	pthread_mutex_t lock;
};

static const char schema[] =
	"PRAGMA journal_mode = WAL;"
	"PRAGMA synchronous = NORMAL;"
	"CREATE TABLE IF NOT EXISTS post ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" slug TEXT NOT NULL UNIQUE,"
	" uid TEXT,"
	" user TEXT,"			/* null: an article of the portal itself */
	" key TEXT,"
	" title TEXT NOT NULL,"
	" section TEXT NOT NULL,"
	" html TEXT NOT NULL,"
	" summary TEXT,"
	" author TEXT,"
	" tags TEXT NOT NULL DEFAULT '[]',"
	" image TEXT,"			/* /files/NAME, as in attachments */
	" image_alt TEXT,"
	" attachments TEXT NOT NULL DEFAULT '[]',"
	" document TEXT,"
	" status TEXT NOT NULL,"	/* published, pending, draft, trash */
	" before_trash TEXT,"
	" remark TEXT,"
	" submitted INTEGER,"		/* Unix milliseconds; others are seconds */
	" published INTEGER,"
	" updated INTEGER NOT NULL,"
	" times_posted INTEGER NOT NULL DEFAULT 1);"
	"CREATE INDEX IF NOT EXISTS post_uid ON post (uid);"
	"CREATE TABLE IF NOT EXISTS file ("
	" name TEXT PRIMARY KEY,"
	" mime TEXT NOT NULL,"
	" user TEXT,"
	" data BLOB NOT NULL);"
	"CREATE TABLE IF NOT EXISTS answer ("
	" scope TEXT NOT NULL,"
	" key TEXT NOT NULL,"
	" request BLOB NOT NULL,"
	" status INTEGER NOT NULL,"
	" location TEXT,"
	" reply TEXT NOT NULL,"
	" PRIMARY KEY (scope, key));"
	"CREATE TABLE IF NOT EXISTS choice ("
	" id TEXT PRIMARY KEY,"
	" label TEXT NOT NULL,"
	" votes INTEGER NOT NULL);"
	"CREATE TABLE IF NOT EXISTS touched (at INTEGER NOT NULL);"
	"INSERT INTO touched SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM touched);";

static void store_die(struct store *s, const char *sql)
{
	fprintf(stderr, "portal: %s: %s\n", sqlite3_errmsg(s->db), sql);
	abort();
}

struct store *store_open(const char *path)
{
	struct store *s = mem_get(sizeof *s);
	pthread_mutexattr_t attr;

	pthread_mutexattr_init(&attr);
	pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&s->lock, &attr);
	pthread_mutexattr_destroy(&attr);
	if (sqlite3_open(path, &s->db) == SQLITE_OK) {
		sqlite3_busy_timeout(s->db, 5000);
		if (sqlite3_exec(s->db, schema, NULL, NULL, NULL) == SQLITE_OK)
			return s;
	}
	fprintf(stderr, "portal: %s: %s\n", path, sqlite3_errmsg(s->db));
	store_free(s);
	return NULL;
}

void store_free(struct store *s)
{
	sqlite3_close(s->db);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

static void bind_list(struct store *s, sqlite3_stmt *q, const char *types, va_list list)
{
	int place = 1, failed = SQLITE_OK;

	for (; *types != '\0' && failed == SQLITE_OK; types++, place++) {
		if (*types == 's') {
			const char *text = va_arg(list, const char *);

			failed = sqlite3_bind_text(q, place, text, -1, SQLITE_TRANSIENT);
		} else if (*types == 'i') {
			failed = sqlite3_bind_int64(q, place, va_arg(list, long long));
		} else {
			const void *bytes = va_arg(list, const void *);
			size_t size = va_arg(list, size_t);

			failed = sqlite3_bind_blob64(
			    q, place, size > 0 ? bytes : "", size, SQLITE_TRANSIENT);
		}
	}
	if (failed != SQLITE_OK)
		store_die(s, sqlite3_sql(q));
}

static sqlite3_stmt *prepare(struct store *s, const char *sql, const char *types,
	va_list list)
{
	sqlite3_stmt *q;

	if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK)
		store_die(s, sql);
	bind_list(s, q, types, list);
	return q;
}

static bool step(struct store *s, sqlite3_stmt *q)
{
	int result = sqlite3_step(q);

	if (result != SQLITE_ROW && result != SQLITE_DONE)
		store_die(s, sqlite3_sql(q));
	return result == SQLITE_ROW;
}

void store_begin(struct store *s)
{
	pthread_mutex_lock(&s->lock);
	store_run(s, "BEGIN IMMEDIATE", "");
}

void store_commit(struct store *s)
{
	store_run(s, "COMMIT", "");
	pthread_mutex_unlock(&s->lock);
}

void store_rollback(struct store *s)
{
	store_run(s, "ROLLBACK", "");
	pthread_mutex_unlock(&s->lock);
}

void store_run(struct store *s, const char *sql, const char *types, ...)
{
	sqlite3_stmt *q;
	va_list list;

	pthread_mutex_lock(&s->lock);
	va_start(list, types);
	q = prepare(s, sql, types, list);
	va_end(list);
	while (step(s, q))
		continue;
	sqlite3_finalize(q);
	pthread_mutex_unlock(&s->lock);
}

static json_t *column_json(sqlite3_stmt *q, int i)
{
	const char *text;
	json_t *value = NULL;

	if (sqlite3_column_type(q, i) == SQLITE_INTEGER)
		return json_integer(sqlite3_column_int64(q, i));
	text = (const char *)sqlite3_column_text(q, i);
	if (text != NULL)
		value = json_string(text);	/* NULL if it is not UTF-8 */
	return value != NULL ? value : json_null();
}

static json_t *rows_list(
	struct store *s, const char *sql, const char *types, va_list list)
{
	json_t *rows = json_array();
	sqlite3_stmt *q;

	pthread_mutex_lock(&s->lock);
	q = prepare(s, sql, types, list);
	while (step(s, q)) {
		json_t *row = json_object();

		for (int i = 0; i < sqlite3_column_count(q); i++)
			json_object_set_new(
			    row, sqlite3_column_name(q, i), column_json(q, i));
		json_array_append_new(rows, row);
	}
	sqlite3_finalize(q);
	pthread_mutex_unlock(&s->lock);
	return rows;
}

json_t *store_rows(struct store *s, const char *sql, const char *types, ...)
{
	json_t *rows;
	va_list list;

	va_start(list, types);
	rows = rows_list(s, sql, types, list);
	va_end(list);
	return rows;
}

json_t *store_row(struct store *s, const char *sql, const char *types, ...)
{
	json_t *rows, *row;
	va_list list;

	va_start(list, types);
	rows = rows_list(s, sql, types, list);
	va_end(list);
	row = json_incref(json_array_get(rows, 0));
	json_decref(rows);
	return row;
}

long long store_number(struct store *s, const char *sql, const char *types, ...)
{
	long long number = 0;
	sqlite3_stmt *q;
	va_list list;

	pthread_mutex_lock(&s->lock);
	va_start(list, types);
	q = prepare(s, sql, types, list);
	va_end(list);
	if (step(s, q))
		number = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	pthread_mutex_unlock(&s->lock);
	return number;
}

char *store_bytes(struct store *s, size_t *size, const char *sql, const char *types, ...)
{
	char *bytes = NULL;
	sqlite3_stmt *q;
	va_list list;

	pthread_mutex_lock(&s->lock);
	va_start(list, types);
	q = prepare(s, sql, types, list);
	va_end(list);
	if (step(s, q)) {
		const void *blob = sqlite3_column_blob(q, 0);

		*size = (size_t)sqlite3_column_bytes(q, 0);
		bytes = mem_get(*size);
		if (*size > 0)
			memcpy(bytes, blob, *size);
	}
	sqlite3_finalize(q);
	pthread_mutex_unlock(&s->lock);
	return bytes;
}

long long store_last_id(struct store *s)
{
	return sqlite3_last_insert_rowid(s->db);
}

void store_touch(struct store *s)
{
	store_run(s, "UPDATE touched SET at = max(at + 1, ?1)", "i", when_now());
}

long long store_touched(struct store *s)
{
	return store_number(s, "SELECT at FROM touched", "");
}

const char *row_text(const json_t *row, const char *name)
{
	const char *text = json_string_value(json_object_get(row, name));

	return text != NULL ? text : "";
}

long long row_number(const json_t *row, const char *name)
{
	return json_integer_value(json_object_get(row, name));
}
