/* archive_schema.c - the tables of archive.db */
#include "archive_in.h"

#include "tokenizer.h"

/*
 * What a list shows stands in `article`, short rows; what only the article screen and
 * the index need stands in `body`, so that a list reads few pages. An article belongs
 * to a row of `section` (name '' where the portal gave it none, place NULL where the
 * portal does not list it), and triggers keep that row's counters.
 *
 * `search` holds no text of its own. Its rowid is a number from `doc` that is never used
 * twice: an article that changes gets a new one (its doc is 0 until then), and the old
 * entries lead nowhere until there are so many that archive_index begins anew. So nothing
 * depends on giving FTS5, on deletion, the very words that were once put in.
 */
static const char first[] =
	"CREATE TABLE portal ("
	"	id INTEGER PRIMARY KEY,"
	"	name TEXT NOT NULL UNIQUE"
	") STRICT;"

	"CREATE TABLE section ("
	"	id INTEGER PRIMARY KEY,"
	"	portal INTEGER NOT NULL,"
	"	name TEXT NOT NULL,"
	"	title TEXT,"
	"	feed_url TEXT,"
	"	place INTEGER,"
	"	total INTEGER NOT NULL DEFAULT 0,"
	"	unread INTEGER NOT NULL DEFAULT 0,"
	"	UNIQUE (portal, name)"
	") STRICT;"

	"CREATE TABLE article ("
	"	id INTEGER PRIMARY KEY,"
	"	portal INTEGER NOT NULL,"
	"	section INTEGER NOT NULL,"
	"	published INTEGER NOT NULL,"
	"	updated INTEGER NOT NULL,"
	"	guessed INTEGER NOT NULL,"
	"	read INTEGER NOT NULL DEFAULT 0,"
	"	starred INTEGER NOT NULL DEFAULT 0,"
	"	bytes INTEGER NOT NULL,"
	"	hash INTEGER NOT NULL,"
	"	doc INTEGER NOT NULL,"
	"	key TEXT NOT NULL,"
	"	url TEXT,"
	"	title TEXT,"
	"	author TEXT,"
	"	number TEXT,"
	"	UNIQUE (portal, key)"
	") STRICT;"

	"CREATE INDEX article_all ON article (published, id);"
	"CREATE INDEX article_portal ON article (portal, published, id);"
	"CREATE INDEX article_section ON article (section, published, id);"
	"CREATE INDEX unread_all ON article (published, id) WHERE read = 0;"
	"CREATE INDEX unread_portal ON article (portal, published, id) WHERE read = 0;"
	"CREATE INDEX unread_section ON article (section, published, id) WHERE read = 0;"
	"CREATE INDEX starred_all ON article (published, id) WHERE starred = 1;"
	"CREATE INDEX starred_portal ON article (portal, published, id)"
	"	WHERE starred = 1;"
	"CREATE INDEX starred_section ON article (section, published, id)"
	"	WHERE starred = 1;"
	"CREATE INDEX article_unindexed ON article (id) WHERE doc = 0;"

	"CREATE TABLE body ("
	"	article INTEGER PRIMARY KEY,"
	"	kind INTEGER NOT NULL,"
	"	text TEXT,"
	"	summary TEXT,"
	"	tags TEXT,"
	"	image TEXT,"
	"	issued TEXT,"
	"	issuer TEXT"
	") STRICT;"

	"CREATE TABLE attachment ("
	"	article INTEGER NOT NULL,"
	"	place INTEGER NOT NULL,"
	"	url TEXT,"
	"	title TEXT,"
	"	type TEXT,"
	"	size INTEGER NOT NULL,"
	"	PRIMARY KEY (article, place)"
	") STRICT, WITHOUT ROWID;"

	"CREATE TRIGGER article_comes AFTER INSERT ON article BEGIN"
	"	UPDATE section SET total = total + 1, unread = unread + (NEW.read = 0)"
	"		WHERE id = NEW.section;"
	"END;"

	"CREATE TRIGGER article_goes AFTER DELETE ON article BEGIN"
	"	UPDATE section SET total = total - 1, unread = unread - (OLD.read = 0)"
	"		WHERE id = OLD.section;"
	"END;"

	"CREATE TRIGGER article_turns AFTER UPDATE OF read, section ON article"
	"	WHEN OLD.read <> NEW.read OR OLD.section <> NEW.section BEGIN"
	"	UPDATE section SET total = total - 1, unread = unread - (OLD.read = 0)"
	"		WHERE id = OLD.section;"
	"	UPDATE section SET total = total + 1, unread = unread + (NEW.read = 0)"
	"		WHERE id = NEW.section;"
	"END;"

	"CREATE TABLE doc ("
	"	id INTEGER PRIMARY KEY,"
	"	article INTEGER NOT NULL"
	") STRICT;"
	"CREATE TABLE doc_next (one INTEGER PRIMARY KEY, id INTEGER NOT NULL) STRICT;"
	"INSERT INTO doc_next VALUES (1, 1);"
	"CREATE VIRTUAL TABLE search USING fts5 ("
	"	title, summary, author, number, body, content = '', tokenize = 'bantin'"
	");"

	"CREATE TABLE visits ("
	"	portal INTEGER PRIMARY KEY,"
	"	today INTEGER NOT NULL,"
	"	yesterday INTEGER NOT NULL,"
	"	week INTEGER NOT NULL,"
	"	month INTEGER NOT NULL,"
	"	total INTEGER NOT NULL"
	") STRICT;"

	"CREATE TABLE poll ("
	"	portal INTEGER PRIMARY KEY,"
	"	name TEXT NOT NULL,"
	"	question TEXT,"
	"	closed INTEGER NOT NULL"
	") STRICT;"

	"CREATE TABLE poll_option ("
	"	portal INTEGER NOT NULL,"
	"	place INTEGER NOT NULL,"
	"	name TEXT,"
	"	label TEXT,"
	"	votes INTEGER NOT NULL,"
	"	PRIMARY KEY (portal, place)"
	") STRICT, WITHOUT ROWID;"

	"CREATE TABLE vote ("
	"	portal INTEGER NOT NULL,"
	"	poll TEXT NOT NULL,"
	"	option TEXT NOT NULL,"
	"	PRIMARY KEY (portal, poll)"
	") STRICT, WITHOUT ROWID;"

	"CREATE TABLE feed ("
	"	portal INTEGER PRIMARY KEY,"
	"	etag TEXT,"
	"	last_modified TEXT,"
	"	resume_url TEXT,"
	"	complete INTEGER NOT NULL,"
	"	expired INTEGER NOT NULL,"
	"	last_success INTEGER NOT NULL,"
	"	last_try INTEGER NOT NULL,"
	"	last_error TEXT"
	") STRICT;";

static const char second[] =
	"ALTER TABLE article ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE article ADD COLUMN partial INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE feed ADD COLUMN modified INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE feed ADD COLUMN appeared INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE feed ADD COLUMN swept INTEGER NOT NULL DEFAULT 0;";

/* raw: of the bytes that the article came as, 0 where it must be looked at again. */
static const char third[] =
	"ALTER TABLE article ADD COLUMN raw INTEGER NOT NULL DEFAULT 0;"
	"CREATE INDEX article_raw ON article (portal, raw) WHERE raw <> 0;"
	"ALTER TABLE feed ADD COLUMN glance INTEGER NOT NULL DEFAULT 0;";

/*
 * Bodies are packed (archive_pack.h) into `packed`, `text` is then NULL; what was put in
 * before is packed little by little.
 *
 * `search` holds the words of whole articles without their places, `headline` those of
 * titles and numbers with them; `word` says which words with marks there are to one
 * without. Rowids of both are numbers of `doc` (archive_doc.c), which grow with the day
 * of publication: so what is newest is found first, and the rest is not looked at. A row
 * of `doc` whose article is 0 stands for entries that lead nowhere; -1: they were taken
 * out of the index.
 *
 * Nothing merges by itself: archive_upkeep does. `dropped` has what was not kept, by the
 * hash of its key, so that it is not fetched again (archive_keep.c).
 *
 * `tally` counts by stretches of time, of all articles, of a portal's (scope 1) and
 * of a section's (2): so the rank of a row is a short sum.
 */
#define STRETCH(row) "(" row ".published >> 19)"
#define TALLY(row, sign) \
	"INSERT INTO tally VALUES" \
	" (0, 0, " STRETCH(row) ", " sign "1, " sign "(" row ".read = 0))," \
	" (1, " row ".portal, " STRETCH(row) ", " sign "1, " sign "(" row ".read = 0))," \
	" (2, " row ".section, " STRETCH(row) ", " sign "1, " sign "(" row ".read = 0))" \
	" ON CONFLICT DO UPDATE SET total = total + excluded.total," \
	" unread = unread + excluded.unread;"

static const char fourth[] =
	"ALTER TABLE body ADD COLUMN packed BLOB;"
	"CREATE TABLE upkeep (name TEXT PRIMARY KEY, at INTEGER NOT NULL)"
	"	STRICT, WITHOUT ROWID;"
	"INSERT INTO upkeep SELECT 'pack', coalesce(max(article), 0) FROM body;"

	"DROP TABLE search;"
	"DROP TABLE doc;"
	"DROP TABLE doc_next;"
	"DROP INDEX article_unindexed;"
	"UPDATE article SET doc = 0 WHERE doc <> 0;"
	"CREATE INDEX article_unindexed ON article (published, id) WHERE doc = 0;"
	"CREATE TABLE doc (id INTEGER PRIMARY KEY, article INTEGER NOT NULL) STRICT;"
	"CREATE INDEX doc_stale ON doc (id) WHERE article = 0;"
	"CREATE TABLE doc_full (day INTEGER PRIMARY KEY, next INTEGER NOT NULL) STRICT;"
	"CREATE TABLE word (id INTEGER PRIMARY KEY, fold TEXT NOT NULL,"
	"	word TEXT NOT NULL, UNIQUE (fold, word)) STRICT;"
	"CREATE VIRTUAL TABLE search USING fts5 ("
	"	text, content = '', columnsize = 0, detail = none, tokenize = 'bantin'"
	");"
	"CREATE VIRTUAL TABLE headline USING fts5 ("
	"	title, number, content = '', columnsize = 0, tokenize = 'bantin'"
	");"

	"INSERT INTO search (search, rank) VALUES ('automerge', 0);"
	"INSERT INTO headline (headline, rank) VALUES ('automerge', 0);"

	"CREATE TABLE dropped ("
	"	portal INTEGER NOT NULL,"
	"	key INTEGER NOT NULL,"
	"	published INTEGER NOT NULL,"
	"	PRIMARY KEY (portal, key)"
	") STRICT, WITHOUT ROWID;"

	"CREATE TABLE tally ("
	"	scope INTEGER NOT NULL,"
	"	owner INTEGER NOT NULL,"
	"	stretch INTEGER NOT NULL,"
	"	total INTEGER NOT NULL,"
	"	unread INTEGER NOT NULL,"
	"	PRIMARY KEY (scope, owner, stretch)"
	") STRICT, WITHOUT ROWID;"
	"INSERT INTO tally SELECT 0, 0, published >> 19, count(*), sum(read = 0)"
	"	FROM article GROUP BY published >> 19;"
	"INSERT INTO tally SELECT 1, portal, published >> 19, count(*), sum(read = 0)"
	"	FROM article GROUP BY portal, published >> 19;"
	"INSERT INTO tally SELECT 2, section, published >> 19, count(*), sum(read = 0)"
	"	FROM article GROUP BY section, published >> 19;"
	"CREATE TRIGGER tally_comes AFTER INSERT ON article BEGIN " TALLY("NEW", "") " END;"
	"CREATE TRIGGER tally_goes AFTER DELETE ON article BEGIN " TALLY("OLD", "-") " END;"
	"CREATE TRIGGER tally_turns AFTER UPDATE OF read, section, published ON article"
	"	WHEN OLD.read <> NEW.read OR OLD.section <> NEW.section"
	"	OR " STRETCH("OLD") " <> " STRETCH("NEW") " BEGIN "
	TALLY("OLD", "-") TALLY("NEW", "") " END;";

static const char *const steps[] = {first, second, third, fourth};

const struct db_kind archive_kind = {
	.application = 0x42544152, /* "BTAR" */
	.steps = steps,
	.version = sizeof(steps) / sizeof(steps[0]),
	.table = "article",
	.settings = "PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 4194304",
	/* two bodies fill a page of 4 kB to three quarters, four one of 8 kB to nine tenths */
	.birth = "PRAGMA page_size = 8192",
	.functions = tokenizer_register,
};
