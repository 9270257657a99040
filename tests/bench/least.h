/* least.h - the least that SQLite takes for what the screens ask of the archive */
#ifndef BENCH_LEAST_H
#define BENCH_LEAST_H

#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "../../src/store/tokenizer.h"

/* Of the bare statement, prepared before; every column of each row is fetched. */
struct least {
	sqlite3 *db;
	sqlite3_stmt *asked;
	const char *path;
};

#define LEAST_LIST \
	"SELECT id, title, published, read FROM article INDEXED BY article_all" \
	" WHERE (published, id) < (?1, ?2) ORDER BY published DESC, id DESC LIMIT "
#define LEAST_SEARCH(words) \
	"SELECT a.id, a.title, a.published FROM (SELECT rowid FROM search WHERE search" \
	" MATCH '" words "' ORDER BY rowid DESC LIMIT 24) AS f CROSS JOIN doc AS d" \
	" ON d.id = f.rowid CROSS JOIN article AS a ON a.id = d.article"

static const struct {
	const char *name, *sql;
} least_asks[] = {
	{"start", LEAST_LIST "24"},
	{"line", LEAST_LIST "1"},
	{"page", LEAST_LIST "24"},
	{"open", "SELECT a.title, a.key, a.url, a.author, b.summary, b.packed FROM article"
		 " AS a CROSS JOIN body AS b ON b.article = a.id WHERE a.id = ?2"},
	{"back", LEAST_LIST "24"},
	{"rare", LEAST_SEARCH("tin77")},
	{"common", LEAST_SEARCH("\"của\"")},
	{"two", LEAST_SEARCH("\"nhân\" \"dân\"")},
	{"prefix", LEAST_SEARCH("\"th\"*")},
};

static inline const char *least_sql(const char *name)
{
	for (size_t i = 0; i < sizeof(least_asks) / sizeof(least_asks[0]); i++) {
		if (strcmp(least_asks[i].name, name) == 0)
			return least_asks[i].sql;
	}
	return NULL;
}

/* False where there is no such statement. */
static inline bool least_begin(struct least *l, const char *path, const char *name)
{
	const char *sql = least_sql(name);

	*l = (struct least){.path = path};
	return sql && sqlite3_open_v2(path, &l->db, SQLITE_OPEN_READWRITE, NULL) == 0 &&
	       tokenizer_register(l->db) &&
	       sqlite3_prepare_v2(l->db, sql, -1, &l->asked, NULL) == 0;
}

static inline void least_ask(struct least *l, int64_t published, int64_t id)
{
	sqlite3_bind_int64(l->asked, 1, published);
	sqlite3_bind_int64(l->asked, 2, id);
	while (sqlite3_step(l->asked) == SQLITE_ROW) {
		for (int i = sqlite3_column_count(l->asked); i-- > 0;)
			sqlite3_column_bytes(l->asked, i);
	}
	sqlite3_reset(l->asked);
}

static inline void least_end(struct least *l)
{
	sqlite3_finalize(l->asked);
	sqlite3_close(l->db);
}

#endif
