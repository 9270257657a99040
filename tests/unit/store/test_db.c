/* test_db.c - the wrapper around SQLite: schema steps, transactions, kept statements */
#include "help.h"

#include "../../../src/store/archive_in.h"
#include "../../../src/store/desk_in.h"

static const char *const steps[] = {
	"CREATE TABLE t (x INTEGER) STRICT; INSERT INTO t VALUES (1)",
	"ALTER TABLE t ADD COLUMN y TEXT; INSERT INTO t VALUES (2, 'hai')",
	"INSERT INTO t VALUES (3, 'ba'); CREATE TABLE t (again INTEGER)",
};

static struct db_kind kind_of(int version)
{
	return (struct db_kind){.application = 0x42544854,
				.steps = steps,
				.version = version,
				.settings = "PRAGMA synchronous = NORMAL"};
}

static struct db *open_db(const struct profile *p, int version, enum db_mode mode)
{
	struct db_kind kind = kind_of(version);
	struct db *db;
	struct err e = {0};

	assert_ok(db_open(&db, p->archive, &kind, mode, &e));
	return db;
}

static int64_t number(struct db *db, const char *sql)
{
	int64_t n;
	struct err e = {0};

	assert_ok(db_number(db, sql, &n, &e));
	return n;
}

static void test_steps(void **state)
{
	struct db *db = open_db(*state, 1, DB_WRITE);

	assert_int_equal(number(db, "SELECT count(*) FROM t"), 1);
	assert_int_equal(number(db, "PRAGMA user_version"), 1);
	db_close(db);
	db = open_db(*state, 2, DB_READ); /* a reader must bring it up to date, too */
	assert_int_equal(number(db, "SELECT count(*) FROM t WHERE y = 'hai'"), 1);
	assert_int_equal(number(db, "PRAGMA user_version"), 2);
	assert_false(db_exec(db, "DELETE FROM t", NULL));
	db_close(db);
	db = open_db(*state, 2, DB_WRITE);
	assert_int_equal(number(db, "SELECT count(*) FROM t"), 2);
	db_close(db);
}

static void test_failed_step_changes_nothing(void **state)
{
	const struct profile *p = *state;
	struct db_kind bad = kind_of(3);
	struct db *db = open_db(p, 1, DB_WRITE);
	struct err e = {0};

	db_close(db);
	uint64_t before = help_hash(p->archive);
	assert_false(db_open(&db, p->archive, &bad, DB_WRITE, &e));
	assert_null(db);
	assert_int_equal(e.kind, ERR_FAILED);
	assert_true(help_hash(p->archive) == before);
	db = open_db(p, 1, DB_WRITE);
	assert_int_equal(number(db, "SELECT count(*) FROM t"), 1);
	db_close(db);
}

static void test_transactions(void **state)
{
	struct db *db = open_db(*state, 1, DB_WRITE);
	struct err e = {0};

	assert_ok(db_begin(db, &e));
	assert_ok(db_begin(db, &e));
	assert_true(db_inside(db));
	assert_ok(db_exec(db, "INSERT INTO t VALUES (7)", &e));
	assert_ok(db_end(db, true, &e));
	assert_ok(db_end(db, true, &e));
	assert_false(db_inside(db));
	assert_int_equal(number(db, "SELECT count(*) FROM t"), 2);

	assert_ok(db_begin(db, &e));
	assert_ok(db_exec(db, "INSERT INTO t VALUES (8)", &e));
	assert_ok(db_begin(db, &e));
	assert_false(db_end(db, false, &e));
	assert_false(db_begin(db, &e)); /* broken, until the outermost has ended */
	assert_false(db_end(db, true, &e));
	assert_false(db_inside(db));
	assert_int_equal(number(db, "SELECT count(*) FROM t"), 2);
	assert_ok(db_begin(db, &e));
	assert_ok(db_end(db, true, &e));

	assert_ok(db_begin(db, &e));
	assert_ok(db_exec(db, "INSERT INTO t VALUES (9); ROLLBACK", &e)); /* as SQLite may */
	assert_false(db_begin(db, &e));
	assert_false(db_end(db, true, &e));
	assert_int_equal(number(db, "SELECT count(*) FROM t"), 2);
	db_close(db);
}

static void test_statements(void **state)
{
	struct db *db = open_db(*state, 1, DB_WRITE);
	struct err e = {0};
	struct stmt *s;
	char sql[64];

	assert_null(db_stmt(db, "SELECT nothing FROM nowhere", &e));
	assert_int_equal(e.kind, ERR_FAILED);
	assert_false(stmt_run(NULL, &e));
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 200; i++) { /* more than are kept */
			snprintf(sql, sizeof(sql), "SELECT %d + ?", i);
			s = db_stmt(db, sql, &e);
			assert_non_null(s);
			bind_int(s, 1);
			assert_int_equal(stmt_step(s, &e), STMT_ROW);
			assert_int_equal(stmt_int(s, 0), i + 1);
		}
	}
	s = db_stmt(db, "SELECT ?, ?, ?", &e);
	bind_text(s, NULL);
	bind_text(s, "đồng");
	bind_blob(s, "a\0b", 3);
	assert_int_equal(stmt_step(s, &e), STMT_ROW);
	assert_null(stmt_text(s, 0));
	assert_string_equal(stmt_peek(s, 1), "đồng");
	assert_int_equal(stmt_bytes(s, 2), 3);
	assert_memory_equal(stmt_blob(s, 2), "a\0b", 3);
	assert_int_equal(stmt_step(s, &e), STMT_DONE);

	s = db_stmt(db, "SELECT ?", &e);
	bind_int(s, 1);
	bind_int(s, 2); /* one too many: told at the step */
	assert_int_equal(stmt_step(s, &e), STMT_FAILED);
	bind_int(s, 5);
	assert_int_equal(stmt_step(s, &e), STMT_ROW);
	assert_int_equal(stmt_int(s, 0), 5);
	db_close(db);
}

static void test_order_of_a_dictionary(void **state)
{
	struct db *db = open_db(*state, 1, DB_WRITE);
	struct err e = {0};

	assert_ok(db_exec(db,
			  "CREATE TABLE w (s TEXT, n INTEGER) STRICT;"
			  "INSERT INTO w VALUES ('dung', 1), ('đá', 6), ('dũng', 4), ('ân', 0),"
			  " ('dùng', 2), ('Dủng', 3), ('dụng', 5), ('đà', 7)",
			  &e));
	/* by code points đá would stand behind every d, and Dủng before all */
	assert_int_equal(number(db, "SELECT group_concat(n, '') = '01234576' FROM (SELECT n"
				    " FROM w ORDER BY s COLLATE vietnamese)"),
			 1);
	assert_ok(db_exec(db,
			  "DELETE FROM w; INSERT INTO w VALUES ('Trần Văn Bình', 1),"
			  " ('Đỗ Thị An', 0), ('Lê Thị Ánh', 2), ('Nguyễn Văn Ân', 3)",
			  &e));
	assert_int_equal(number(db, "SELECT group_concat(n, '') = '0231' FROM (SELECT n"
				    " FROM w ORDER BY s COLLATE vietnamese_name)"),
			 1);
	db_close(db);
}

static void test_settings(void **state)
{
	const struct profile *p = *state;
	struct archive *a;
	struct desk *d;
	struct err e = {0};

	assert_ok(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	assert_int_equal(number(a->db, "PRAGMA synchronous"), 1);
	assert_int_equal(number(a->db, "PRAGMA busy_timeout"), 5000);
	assert_int_equal(number(a->db, "PRAGMA application_id"), 0x42544152);
	archive_close(a);
	assert_ok(desk_open(&d, p, NULL, &e));
	assert_int_equal(number(d->db, "PRAGMA synchronous"), 2);
	struct stmt *s = db_stmt(d->db, "PRAGMA locking_mode", &e);
	assert_int_equal(stmt_step(s, &e), STMT_ROW);
	assert_string_equal(stmt_peek(s, 0), "exclusive");
	s = db_stmt(d->db, "PRAGMA journal_mode", &e);
	assert_int_equal(stmt_step(s, &e), STMT_ROW);
	assert_string_equal(stmt_peek(s, 0), "wal");
	desk_close(d);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
	const struct CMUnitTest tests[] = {
		T(test_steps),
		T(test_failed_step_changes_nothing),
		T(test_transactions),
		T(test_statements),
		T(test_settings),
		T(test_order_of_a_dictionary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
