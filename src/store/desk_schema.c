/* desk_schema.c - the tables of desk.db */
#include "desk_in.h"

/*
 * Ids are never used twice (AUTOINCREMENT): plain copies are named after them. `seq`
 * orders drafts by their last change, whatever the clock says. An index sees to it that
 * no draft has two submissions under way. state is enum submission_state, cause
 * enum version_cause.
 */
static const char first[] =
	"CREATE TABLE draft ("
	"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
	"	portal TEXT NOT NULL,"
	"	title TEXT NOT NULL,"
	"	section TEXT NOT NULL,"
	"	summary TEXT NOT NULL,"
	"	author TEXT NOT NULL,"
	"	tags TEXT NOT NULL,"
	"	body TEXT NOT NULL,"
	"	created INTEGER NOT NULL,"
	"	modified INTEGER NOT NULL,"
	"	version INTEGER NOT NULL,"
	"	seq INTEGER NOT NULL"
	") STRICT;"
	"CREATE UNIQUE INDEX draft_seq ON draft (seq);"

	"CREATE TABLE version ("
	"	draft INTEGER NOT NULL,"
	"	number INTEGER NOT NULL,"
	"	saved INTEGER NOT NULL,"
	"	cause INTEGER NOT NULL,"
	"	portal TEXT NOT NULL,"
	"	title TEXT NOT NULL,"
	"	section TEXT NOT NULL,"
	"	summary TEXT NOT NULL,"
	"	author TEXT NOT NULL,"
	"	tags TEXT NOT NULL,"
	"	body TEXT NOT NULL,"
	"	PRIMARY KEY (draft, number)"
	") STRICT;"

	"CREATE TABLE outbox ("
	"	id INTEGER PRIMARY KEY AUTOINCREMENT,"
	"	draft INTEGER NOT NULL,"
	"	portal TEXT NOT NULL,"
	"	title TEXT NOT NULL,"
	"	key TEXT NOT NULL UNIQUE,"
	"	payload BLOB NOT NULL,"
	"	state INTEGER NOT NULL,"
	"	tries INTEGER NOT NULL DEFAULT 0,"
	"	lookups INTEGER NOT NULL DEFAULT 0,"
	"	created INTEGER NOT NULL,"
	"	sent_at INTEGER NOT NULL DEFAULT 0,"
	"	next_try INTEGER NOT NULL DEFAULT 0,"
	"	remote_id TEXT,"
	"	remote_url TEXT,"
	"	remote_status TEXT,"
	"	remark TEXT,"
	"	reason TEXT"
	") STRICT;"
	"CREATE UNIQUE INDEX outbox_open ON outbox (draft) WHERE state IN (0, 1, 2);"
	"CREATE INDEX outbox_draft ON outbox (draft, id);"

	"CREATE TABLE setting ("
	"	name TEXT PRIMARY KEY,"
	"	value INTEGER NOT NULL"
	") STRICT, WITHOUT ROWID;";

static const char second[] =
	"CREATE TABLE undo ("
	"	draft INTEGER PRIMARY KEY,"
	"	log BLOB NOT NULL"
	") STRICT;"

	"CREATE TABLE attachment ("
	"	draft INTEGER NOT NULL,"
	"	place INTEGER NOT NULL,"
	"	path TEXT NOT NULL,"
	"	type TEXT NOT NULL,"
	"	size INTEGER NOT NULL,"
	"	PRIMARY KEY (draft, place)"
	") STRICT, WITHOUT ROWID;";

/* bytes: NULL once the bulletin is there, or will never be. */
static const char third[] =
	"ALTER TABLE outbox ADD COLUMN stage INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE outbox ADD COLUMN remote_version TEXT;"

	"CREATE TABLE outbox_file ("
	"	submission INTEGER NOT NULL,"
	"	place INTEGER NOT NULL,"
	"	name TEXT NOT NULL,"
	"	type TEXT NOT NULL,"
	"	size INTEGER NOT NULL,"
	"	key TEXT NOT NULL,"
	"	url TEXT,"
	"	remote_id TEXT,"
	"	bytes BLOB,"
	"	PRIMARY KEY (submission, place)"
	") STRICT;";

/* uid: by which a draft is known again on another machine. */
static const char fourth[] =
	"ALTER TABLE draft ADD COLUMN uid TEXT;"
	"UPDATE draft SET uid = lower(hex(randomblob(16)));"
	"CREATE UNIQUE INDEX draft_uid ON draft (uid);";

static const char fifth[] =
	"ALTER TABLE outbox ADD COLUMN remote_before TEXT;"
	"ALTER TABLE outbox ADD COLUMN cleared TEXT;"
	"ALTER TABLE outbox ADD COLUMN terms TEXT;";

static const char *const steps[] = {first, second, third, fourth, fifth};

const struct db_kind desk_kind = {
	.application = 0x4254444b, /* "BTDK" */
	.steps = steps,
	.version = sizeof(steps) / sizeof(steps[0]),
	.exclusive = true,
	.checked = true,
	.table = "outbox",
	.settings = "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 4194304",
};
