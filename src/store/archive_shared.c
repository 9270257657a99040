/* archive_shared.c - the archive of a whole host, read beside marks of one's own */
#include "archive_in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "stmt.h"

/*
 * A mark stands beside an article of the archive by its row, and says how the article was
 * when it was marked: read counts as long as the content is the same, a star as long as
 * it is the same article (after the archive was made anew, rows are other ones). Triggers
 * keep how many are read in each section. `settled` is the change counter of the archive
 * that the marks were last compared with.
 */
static const char first[] =
	"CREATE TABLE mark ("
	"	article INTEGER PRIMARY KEY,"
	"	section INTEGER NOT NULL,"
	"	hash INTEGER NOT NULL,"
	"	key TEXT,"
	"	read INTEGER NOT NULL,"
	"	starred INTEGER NOT NULL"
	") STRICT;"
	"CREATE TABLE mark_count ("
	"	section INTEGER PRIMARY KEY,"
	"	read INTEGER NOT NULL"
	") STRICT;"
	"CREATE TRIGGER mark_comes AFTER INSERT ON mark BEGIN"
	"	INSERT INTO mark_count VALUES (NEW.section, NEW.read)"
	"		ON CONFLICT (section) DO UPDATE SET read = read + excluded.read;"
	"END;"
	"CREATE TRIGGER mark_goes AFTER DELETE ON mark BEGIN"
	"	UPDATE mark_count SET read = read - OLD.read WHERE section = OLD.section;"
	"END;"
	"CREATE TRIGGER mark_turns AFTER UPDATE OF read, section ON mark BEGIN"
	"	UPDATE mark_count SET read = read - OLD.read WHERE section = OLD.section;"
	"	INSERT INTO mark_count VALUES (NEW.section, NEW.read)"
	"		ON CONFLICT (section) DO UPDATE SET read = read + excluded.read;"
	"END;"
	"CREATE TABLE ballot ("
	"	portal INTEGER NOT NULL,"
	"	poll TEXT NOT NULL,"
	"	option TEXT NOT NULL,"
	"	PRIMARY KEY (portal, poll)"
	") STRICT, WITHOUT ROWID;"
	"CREATE TABLE settled (one INTEGER PRIMARY KEY, change INTEGER NOT NULL) STRICT;"
	"INSERT INTO settled VALUES (1, -1);";

static const char *const steps[] = {first};

static const struct db_kind marks_kind = {
	.application = 0x42544d4b, /* "BTMK" */
	.steps = steps,
	.version = sizeof(steps) / sizeof(steps[0]),
	.table = "mark",
	.settings = "PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 1048576",
};

/* --- views ------------------------------------------------------------------- */

/* SQLite looks for a table among the temporary ones first: so these stand before the
 * archive's own, and all other SQL stays as it is. */
static const char views[] =
	"CREATE TEMP VIEW vote AS SELECT portal, poll, option FROM ballot;"
	"CREATE TEMP TRIGGER vote_comes INSTEAD OF INSERT ON vote BEGIN"
	"	INSERT INTO ballot VALUES (NEW.portal, NEW.poll, NEW.option)"
	"		ON CONFLICT (portal, poll) DO UPDATE SET option = excluded.option;"
	"END;"
	"CREATE TEMP TRIGGER article_turns INSTEAD OF UPDATE OF read, starred ON article "
	"BEGIN"
	"	INSERT INTO mark VALUES (NEW.id, NEW.section, NEW.hash, NEW.key, NEW.read,"
	"		NEW.starred) ON CONFLICT (article) DO UPDATE SET"
	"		section = excluded.section, hash = excluded.hash,"
	"		key = excluded.key, read = excluded.read,"
	"		starred = excluded.starred;"
	"END";

static const struct {
	const char *table, *column, *sql;
} own[] = {
	{"article", "read",
	 "coalesce((SELECT m.read FROM mark AS m WHERE m.article = t.id"
	 " AND m.hash = t.hash), 0) AS read"},
	{"article", "starred",
	 "coalesce((SELECT m.starred FROM mark AS m WHERE m.article = t.id"
	 " AND m.key = t.key), 0) AS starred"},
	{"section", "unread",
	 "t.total - coalesce((SELECT c.read FROM mark_count AS c"
	 " WHERE c.section = t.id), 0) AS unread"},
};

static void add_column(const char *table, const char *column, struct buf *sql)
{
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		if (strcmp(own[i].table, table) == 0 &&
		    strcmp(own[i].column, column) == 0) {
			buf_adds(sql, own[i].sql);
			return;
		}
	}
	buf_addf(sql, "t.\"%s\"", column);
}

/* The table as it is, but for the columns that are this reader's own. */
static bool make_view(struct db *db, const char *table, struct err *e)
{
	struct stmt *s = db_stmt(db, "SELECT name FROM pragma_table_info(?, 'main')", e);
	enum stmt_step step = STMT_FAILED;
	struct buf sql = {0};
	const char *between = "";

	buf_addf(&sql, "CREATE TEMP VIEW %s AS SELECT ", table);
	if (s) {
		bind_text(s, table);
		step = stmt_step(s, e);
	}
	for (; step == STMT_ROW; step = stmt_step(s, e)) {
		buf_adds(&sql, between);
		add_column(table, stmt_peek(s, 0), &sql);
		between = ", ";
	}
	buf_addf(&sql, " FROM main.%s AS t", table);
	bool ok = step == STMT_DONE && db_exec(db, buf_str(&sql), e);
	buf_clear(&sql);
	return ok;
}

/* --- marks ------------------------------------------------------------------- */

static bool attach(struct db *db, const char *marks, struct err *e)
{
	struct stmt *s = db_stmt(db, "ATTACH ? AS marks", e);
	struct buf uri = {0};

	db_uri(marks, "?mode=rw", &uri);
	if (s)
		bind_text(s, buf_str(&uri));
	bool ok = stmt_run(s, e);
	buf_clear(&uri);
	return ok && db_exec(db, "PRAGMA marks.synchronous = NORMAL", e);
}

/* Made and looked at by itself before; a damaged one is set aside, as the archive is. */
static bool prepare_marks(const char *path, struct err *e)
{
	struct db *db = NULL;
	bool damaged = false;
	char *aside = NULL;

	bool ok = db_open_whole(&db, path, &marks_kind, DB_WRITE, &damaged, e);
	if (!ok && damaged && db_set_aside(path, &aside, e))
		ok = db_open_whole(&db, path, &marks_kind, DB_WRITE, &damaged, e);
	free(aside);
	db_close(db);
	return ok;
}

/* Bytes 24 to 27 of a database file count the transactions that changed it. */
static int64_t change_counter(struct archive *a)
{
	unsigned char b[4] = {0};
	int fd = open(a->db->path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -1;
	ssize_t n = pread(fd, b, sizeof(b), 24);
	close(fd);
	return n != (ssize_t)sizeof(b)
		       ? -1
		       : (int64_t)b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];
}

static bool settle_marks(struct archive *a, int64_t change, struct err *e)
{
	static const char sql[] =
		"DELETE FROM mark WHERE article NOT IN (SELECT id FROM main.article);"
		"UPDATE mark SET read = 0 WHERE read = 1 AND hash <>"
		"	(SELECT hash FROM main.article WHERE id = mark.article);"
		"UPDATE mark SET section ="
		"	(SELECT section FROM main.article WHERE id = mark.article)"
		"	WHERE section <>"
		"	(SELECT section FROM main.article WHERE id = mark.article)";

	if (!db_exec(a->db, sql, e))
		return false;
	struct stmt *s = db_stmt(a->db, "UPDATE settled SET change = ?", e);
	if (s)
		bind_int(s, change);
	return stmt_run(s, e);
}

bool shared_settle(struct archive *a, struct err *e)
{
	int64_t change = change_counter(a), settled;

	if (!db_number(a->db, "SELECT change FROM settled", &settled, e))
		return false;
	if (change == settled && change >= 0)
		return true;
	if (!db_begin(a->db, e))
		return false;
	return db_end(a->db, settle_marks(a, change, e), e);
}

/* --- opening ----------------------------------------------------------------- */

/* What only root or one account can have written: the file by its owner, who has the
 * folder too, or root, and nobody else either of them. */
static bool is_trusted(const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash && slash > path ? mem_strn(path, (size_t)(slash - path))
					     : mem_str("/");
	struct stat file, in;
	bool ok = lstat(path, &file) == 0 && stat(folder, &in) == 0;

	if (!ok)
		err_errno(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_FAILED,
			  _("cannot open %s"), path);
	else if (!S_ISREG(file.st_mode) || ((file.st_mode | in.st_mode) & 022) ||
		 (file.st_uid != in.st_uid && file.st_uid != 0 && in.st_uid != 0))
		ok = err_set(e, ERR_CONFIG,
			     _("%s is not read: it and its folder must belong to one "
			       "account or root, and be writable by nobody else"),
			     path);
	free(folder);
	return ok;
}

static bool lay_over(struct archive *a, const char *marks, struct err *e)
{
	return prepare_marks(marks, e) && attach(a->db, marks, e) &&
	       make_view(a->db, "article", e) && make_view(a->db, "section", e) &&
	       db_exec(a->db, views, e) && shared_settle(a, e);
}

bool archive_open_shared(struct archive **out, const char *path, const char *marks,
			 struct err *e)
{
	struct archive *a;

	*out = NULL;
	if (!is_trusted(path, e))
		return false;
	a = mem_alloc(sizeof(*a));
	a->version = 1;
	a->shared = true;
	a->packer = packer_new();
	if (db_open(&a->db, path, &archive_kind, DB_SHARED, e) && lay_over(a, marks, e) &&
	    db_number(a->db, "PRAGMA main.data_version", &a->seen, e)) {
		*out = a;
		return true;
	}
	archive_close(a);
	return false;
}

bool archive_is_shared(const struct archive *a)
{
	return a->shared;
}
