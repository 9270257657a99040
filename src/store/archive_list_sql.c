/* archive_list_sql.c - each list and count as SQL that walks exactly one index */
#include "archive_in.h"

/* Where a mark narrows, its partial index serves; starred is the rarer one. The index
 * is named, so that a plan which cannot use it fails instead of growing slow. */
static const char *index_of(const struct list_shape *shape)
{
	static const char *const names[3][3] = {
		{"article_all", "article_portal", "article_section"},
		{"unread_all", "unread_portal", "unread_section"},
		{"starred_all", "starred_portal", "starred_section"},
	};

	return names[shape->starred ? 2 : shape->unread][shape->scope];
}

/* CROSS JOIN keeps SQLite from beginning with the small tables. Only of documents the
 * long rows of `body` are looked at. */
static const char rows_sql[] =
	"SELECT a.id, a.published, a.bytes, p.name, s.name, a.title, a.author, a.url,"
	" a.updated, a.read, a.starred, a.number, b.issued, b.issuer, a.gone"
	" FROM article AS a";
static const char joins_sql[] = " CROSS JOIN section AS s ON s.id = a.section"
				" CROSS JOIN portal AS p ON p.id = a.portal"
				" LEFT JOIN body AS b ON b.article = a.id"
				" AND a.number IS NOT NULL";

void archive_list_sql(const struct list_shape *shape, struct buf *sql)
{
	static const char *const scopes[] = {" WHERE 1", " WHERE a.portal = ?",
					     " WHERE a.section = ?"};
	bool rows = shape->verb == LIST_ROWS;

	buf_adds(sql, rows ? rows_sql : "SELECT count(*) FROM article AS a");
	if (!shape->shared)
		buf_addf(sql, " INDEXED BY %s", index_of(shape));
	buf_adds(sql, rows ? joins_sql : "");
	buf_adds(sql, scopes[shape->scope]);
	buf_adds(sql, shape->unread ? " AND a.read = 0" : "");
	buf_adds(sql, shape->starred ? " AND a.starred = 1" : "");
	buf_adds(sql, shape->since ? " AND a.published >= ?" : "");
	if (shape->place)
		buf_adds(sql, shape->forward ? " AND (a.published, a.id) < (?, ?)"
					     : " AND (a.published, a.id) > (?, ?)");
	buf_adds(sql, shape->until ? " AND a.published <= ?" : "");
	if (rows)
		buf_adds(sql, shape->forward
				      ? " ORDER BY a.published DESC, a.id DESC LIMIT ?"
				      : " ORDER BY a.published, a.id LIMIT ?");
}
