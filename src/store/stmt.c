/* stmt.c - statements: prepared once, kept, bound in order, stepped */
#include "stmt.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/uuid.h>
#include <bantin/text/clean.h>
#include <bantin/text/utf8.h>

/* Seconds: the last one of the year 9999. Differences of two such overflow nothing. */
#define TIME_FAR INT64_C(253402300799)

/* The place of the statement with this text, or else the free or longest unused one. */
static struct stmt *place_for(struct db *db, const char *sql, uint64_t hash)
{
	struct stmt *oldest = &db->kept[0];

	for (size_t i = 0; i < DB_STATEMENTS; i++) {
		struct stmt *s = &db->kept[i];
		if (s->st && s->hash == hash && strcmp(sqlite3_sql(s->st), sql) == 0)
			return s;
		if (s->used < oldest->used)
			oldest = s;
	}
	sqlite3_finalize(oldest->st);
	*oldest = (struct stmt){.db = db, .hash = hash};
	return oldest;
}

struct stmt *db_stmt(struct db *db, const char *sql, struct err *e)
{
	struct stmt *s = place_for(db, sql, hash_bytes(sql, strlen(sql)));

	s->used = ++db->asked;
	if (s->st) {
		stmt_done(s);
		return s;
	}
	if (sqlite3_prepare_v3(db->sql, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->st,
			       NULL) != SQLITE_OK) {
		db_fail(db, e);
		*s = (struct stmt){0};
		return NULL;
	}
	return s;
}

void stmt_drop_all(struct db *db)
{
	for (size_t i = 0; i < DB_STATEMENTS; i++) {
		sqlite3_finalize(db->kept[i].st);
		db->kept[i] = (struct stmt){0};
	}
}

static void bound(struct stmt *s, int result)
{
	if (s->failed == SQLITE_OK)
		s->failed = result;
}

void bind_int(struct stmt *s, int64_t v)
{
	bound(s, sqlite3_bind_int64(s->st, ++s->bound, v));
}

void bind_text(struct stmt *s, const char *v)
{
	size_t n = v ? strlen(v) : 0;

	bound(s,
	      sqlite3_bind_text64(s->st, ++s->bound, v, n, SQLITE_STATIC, SQLITE_UTF8));
}

void bind_blob(struct stmt *s, const void *p, size_t n)
{
	bound(s, sqlite3_bind_blob64(s->st, ++s->bound, n ? p : "", n, SQLITE_STATIC));
}

enum stmt_step stmt_step(struct stmt *s, struct err *e)
{
	int rc;

	if (s->failed != SQLITE_OK) {
		err_set(e, ERR_FAILED, "%s: %s", s->db->path, sqlite3_errstr(s->failed));
		stmt_done(s);
		return STMT_FAILED;
	}
	rc = sqlite3_step(s->st);
	if (rc == SQLITE_ROW)
		return STMT_ROW;
	if (rc != SQLITE_DONE)
		db_fail(s->db, e);
	stmt_done(s);
	return rc == SQLITE_DONE ? STMT_DONE : STMT_FAILED;
}

void stmt_done(struct stmt *s)
{
	sqlite3_reset(s->st);
	sqlite3_clear_bindings(s->st);
	s->bound = 0;
	s->failed = SQLITE_OK;
}

bool stmt_run(struct stmt *s, struct err *e)
{
	enum stmt_step step = s ? STMT_ROW : STMT_FAILED;

	while (step == STMT_ROW)
		step = stmt_step(s, e);
	return step == STMT_DONE;
}

int64_t stmt_int(struct stmt *s, int column)
{
	return sqlite3_column_int64(s->st, column);
}

double stmt_double(struct stmt *s, int column)
{
	return sqlite3_column_double(s->st, column);
}

const char *stmt_peek(struct stmt *s, int column)
{
	return (const char *)sqlite3_column_text(s->st, column);
}

size_t stmt_bytes(struct stmt *s, int column)
{
	return (size_t)sqlite3_column_bytes(s->st, column);
}

/* Only what has passed the gate was put in, but a damaged disk may have changed it. */
static bool is_sound(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7f)
			return false;
		if (c == 0xc2 && i + 1 < n && (unsigned char)s[i + 1] < 0xa0)
			return false; /* C1 */
	}
	return utf8_valid(s, n);
}

char *stmt_text(struct stmt *s, int column)
{
	const char *text = stmt_peek(s, column);
	size_t n = text ? stmt_bytes(s, column) : 0;

	if (!text)
		return NULL;
	return is_sound(text, n) ? mem_strn(text, n)
				 : text_clean_dup(text, n, CLEAN_TEXT);
}

char *text_sound(char *s, size_t n)
{
	if (is_sound(s, n))
		return s;
	char *clean = text_clean_dup(s, n, CLEAN_TEXT);
	free(s);
	return clean;
}

int64_t stmt_time(struct stmt *s, int column)
{
	int64_t t = stmt_int(s, column);

	return t < -TIME_FAR ? -TIME_FAR : t > TIME_FAR ? TIME_FAR : t;
}

const void *stmt_blob(struct stmt *s, int column)
{
	return sqlite3_column_blob(s->st, column);
}
