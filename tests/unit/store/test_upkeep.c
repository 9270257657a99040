/* test_upkeep.c - what waits for a quiet moment: the index, old articles, old bodies */
#include "help.h"

#include <bantin/base/clock.h>

#include "../../../src/store/archive_in.h"

enum { DAY = 86400 };

static struct archive *open_archive(const struct profile *p)
{
	struct archive *a;
	struct err e = {0};

	assert_ok(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	return a;
}

static enum archive_change put(struct archive *a, const char *key, const char *title,
			       int64_t published)
{
	struct article art = help_article(key, title, "<p>Nội dung của bài này.</p>",
					  published);
	enum archive_change change = ARTICLE_SAME;
	struct err e = {0};

	assert_ok(archive_put(a, &art, &change, &e));
	return change;
}

static size_t found(struct archive *a, const char *query)
{
	struct hit *hits;
	struct err e = {0};
	size_t n;

	assert_ok(archive_search(a, query, false, NULL, 100, &hits, &n, &e));
	hits_free(hits, n);
	return n;
}

static int64_t count(struct archive *a)
{
	int64_t all, unread;
	struct err e = {0};

	assert_ok(archive_count(a, NULL, &all, &unread, &e));
	return all;
}

static int64_t unindexed(struct archive *a)
{
	struct err e = {0};
	int64_t n;

	assert_ok(archive_unindexed(a, &n, &e));
	return n;
}

static void test_index_waits(void **state)
{
	struct archive *a = open_archive(*state);
	struct err e = {0};
	bool more;

	assert_ok(archive_begin(a, &e));
	put(a, "1", "Họp thôn", 100);
	put(a, "2", "Họp xã", 200);
	assert_ok(archive_upkeep(a, 100, &more, &e)); /* not within a transaction */
	assert_false(more);
	assert_ok(archive_commit(a, &e));
	assert_int_equal(unindexed(a), 2);
	assert_int_equal(found(a, "họp"), 0);
	help_upkeep(a);
	assert_int_equal(unindexed(a), 0);
	assert_int_equal(found(a, "họp"), 2);
	assert_int_equal(found(a, "nội dung"), 2);
	assert_int_equal(found(a, "\"noi dung cua\""), 2);
	assert_int_equal(found(a, "\"dung noi\""), 0);
	assert_ok(archive_upkeep(a, 100, &more, &e));
	assert_false(more);
	archive_close(a);
}

/* More articles of one day than it has numbers, and older ones after newer. */
static void test_days_that_are_full(void **state)
{
	struct archive *a = open_archive(*state);
	struct err e = {0};
	char key[16];

	for (int round = 0; round < 2; round++) {
		assert_ok(archive_begin(a, &e));
		for (int i = 0; i < 1500; i++) {
			snprintf(key, sizeof(key), "%d-%d", round, i);
			put(a, key, "Tin ngắn", 18000 * DAY + i - round * DAY);
		}
		assert_ok(archive_commit(a, &e));
		help_upkeep(a);
	}
	struct hit *hits;
	size_t n;
	assert_ok(archive_search(a, "tin ngan", false, NULL, 5000, &hits, &n, &e));
	assert_int_equal(n, 3000);
	hits_free(hits, n);
	archive_close(a);
}

static void test_months(void **state)
{
	struct archive *a = open_archive(*state);
	const struct archive_keep rules[] = {
		{.months = 24}, {.portal = (char *)(uintptr_t) "khac", .months = 1}};
	struct err e = {0};
	int64_t now = clock_now();

	put(a, "cũ", "Chuyện xưa", now - 800 * DAY);
	put(a, "sao", "Chuyện xưa", now - 801 * DAY);
	put(a, "mới", "Chuyện hôm qua", now - 40 * DAY);
	assert_ok(archive_set_starred(a, 2, true, &e));
	help_upkeep(a);
	assert_int_equal(count(a), 3);
	assert_ok(archive_set_keep(a, rules, 2, 0, &e));
	help_upkeep(a);
	assert_int_equal(count(a), 2);
	assert_int_equal(found(a, "chuyen xua"), 1);
	assert_int_equal(found(a, "hom qua"), 1);
	/* it does not come back, nor does another one that is as old */
	assert_int_equal(put(a, "cũ", "Chuyện xưa", now - 800 * DAY), ARTICLE_SAME);
	assert_int_equal(put(a, "khác", "Chuyện xưa", now - 900 * DAY), ARTICLE_SAME);
	assert_int_equal(count(a), 2);
	/* published anew it does */
	assert_int_equal(put(a, "cũ", "Chuyện xưa", now), ARTICLE_NEW);
	assert_ok(archive_set_keep(a, NULL, 0, 0, &e));
	assert_int_equal(put(a, "khác", "Chuyện xưa", now - 900 * DAY), ARTICLE_NEW);
	archive_close(a);
}

static void test_bytes(void **state)
{
	struct archive *a = open_archive(*state);
	struct err e = {0};
	char key[16];

	assert_ok(archive_begin(a, &e));
	for (int i = 0; i < 1500; i++) {
		snprintf(key, sizeof(key), "%d", i);
		put(a, key, "Tin của một ngày", i * DAY);
	}
	assert_ok(archive_set_starred(a, 1, true, &e));
	assert_ok(archive_commit(a, &e));
	help_upkeep(a);
	assert_ok(archive_set_keep(a, NULL, 0, 600000, &e));
	help_upkeep(a);
	int64_t left = count(a);
	assert_in_range(left, 300, 1499);
	struct archive_filter starred = {.starred = true};
	int64_t all, unread;
	assert_ok(archive_count(a, &starred, &all, &unread, &e));
	assert_int_equal(all, 1);
	assert_int_equal(put(a, "2", "Tin của một ngày", 2 * DAY), ARTICLE_SAME);
	assert_int_equal(put(a, "1499", "Tin của một ngày", 1499 * DAY), ARTICLE_SAME);
	assert_int_equal(count(a), left);
	archive_close(a);
}

/* An archive of before: marks, texts and counters are as they were. */
static void test_older_schema(void **state)
{
	const struct profile *p = *state;
	struct db_kind old = archive_kind;
	struct article art;
	struct archive *a;
	struct db *db;
	struct err e = {0};

	old.version = 3;
	assert_ok(db_open(&db, p->archive, &old, DB_WRITE, &e));
	assert_ok(db_exec(db,
			  "INSERT INTO portal VALUES (1, 'xa');"
			  "INSERT INTO section (id, portal, name) VALUES (1, 1, 'tin');"
			  "INSERT INTO article (portal, section, published, updated,"
			  " guessed, read, starred, bytes, hash, doc, key, title) VALUES"
			  " (1, 1, 1000000, 1, 0, 1, 1, 9, 9, 1, 'a', 'Hội nghị'),"
			  " (1, 1, 2000000, 1, 0, 0, 0, 9, 9, 2, 'b', 'Đấu giá');"
			  "INSERT INTO body (article, kind, text) VALUES"
			  " (1, 0, '<p>Sáng nay, xã tổ chức hội nghị, xã tổ chức.</p>'),"
			  " (2, 1, 'Ngắn.');"
			  "INSERT INTO search (rowid, title) VALUES (1, 'Hội nghị')",
			  &e));
	db_close(db);
	a = open_archive(p);
	assert_int_equal(unindexed(a), 2);
	help_upkeep(a);
	assert_int_equal(found(a, "to chuc"), 1);
	assert_int_equal(found(a, "đấu giá"), 1);
	assert_ok(archive_article(a, 1, &art, &e));
	assert_true(art.read && art.starred);
	assert_string_equal(art.body, "<p>Sáng nay, xã tổ chức hội nghị, xã tổ chức.</p>");
	article_clear(&art);
	int64_t rank, packed;
	struct archive_place last = {1000000, 1};
	assert_ok(archive_rank(a, NULL, &last, &rank, &e));
	assert_int_equal(rank, 1);
	assert_ok(db_number(a->db, "SELECT count(packed) FROM body", &packed, &e));
	assert_int_equal(packed, 1);
	archive_close(a);
}

static void test_pack(void **state)
{
	struct packer *p = packer_new();
	struct buf text = {0}, packed = {0};

	(void)state;
	assert_false(pack(p, "ngắn", 6, &packed));
	for (size_t n = 1; n < 200000; n *= 3) {
		buf_reset(&text);
		while (text.len < n)
			buf_addf(&text, "<p>Ủy ban nhân dân xã, đoạn %zu.</p>\n", text.len);
		assert_true(pack(p, text.s, text.len, &packed));
		assert_true(packed.len < text.len);
		size_t len;
		char *back = unpack(p, packed.s, packed.len, &len);
		assert_non_null(back);
		assert_int_equal(len, text.len);
		assert_memory_equal(back, text.s, len);
		free(back);
		assert_null(unpack(p, packed.s, packed.len - 1, &len));
		packed.s[1]++;
		assert_null(unpack(p, packed.s, packed.len, &len));
		packed.s[4] = 127;
		assert_null(unpack(p, packed.s, packed.len, &len));
		packed.s[0] = 2;
		assert_null(unpack(p, packed.s, packed.len, &len));
	}
	buf_clear(&text);
	buf_clear(&packed);
	packer_free(p);
}

/* The rank by sums is the place in the list. */
static void test_rank(void **state)
{
	struct archive *a = open_archive(*state);
	struct archive_filter filters[] = {{.unread = false},
					   {.unread = true},
					   {.portal = "xa"},
					   {.section = "tin-tuc", .unread = true}};
	struct article_row *rows;
	struct err e = {0};
	char key[16];
	size_t n;

	for (int i = 0; i < 120; i++) {
		snprintf(key, sizeof(key), "%d", i);
		put(a, key, "Tin", (i * 7919 % 97) * 100000 - 3000000);
		assert_ok(archive_set_read(a, i + 1, i % 3 == 0, &e));
	}
	for (size_t f = 0; f < sizeof(filters) / sizeof(filters[0]); f++) {
		assert_ok(archive_rows(a, &filters[f], NULL, true, 200, &rows, &n, &e));
		assert_in_range(n, 80, 120);
		for (size_t i = 0; i < n; i++) {
			struct archive_place at = {rows[i].published, rows[i].id};
			int64_t rank;
			assert_ok(archive_rank(a, &filters[f], &at, &rank, &e));
			assert_int_equal(rank, i);
		}
		article_rows_free(rows, n);
	}
	archive_close(a);
}

/* An article of nothing but words that are new holds the screen up no longer than a long
 * one of the usual kind: its first 128 KiB can be searched. */
static void test_many_words(void **state)
{
	struct profile *p = *state;
	struct archive *a = open_archive(p);
	struct buf body = {0};
	struct err e = {0};
	enum archive_change change;
	sqlite3 *db;
	sqlite3_stmt *count;

	buf_adds(&body, "<p>");
	for (int i = 0; body.len < 1000 * 1000; i++)
		buf_addf(&body, i % 10 == 0 ? "\n<p>w%xờ" : " w%xờ", (unsigned)i);
	struct article art = help_article("1", "Danh sách", buf_str(&body), 0);
	assert_ok(archive_put(a, &art, &change, &e));
	help_upkeep(a);
	assert_int_equal(found(a, "danh sách"), 1);
	assert_int_equal(found(a, "w0ờ"), 1);
	assert_int_equal(found(a, "w2000ờ"), 1);
	assert_int_equal(found(a, "wffffờ"), 0);
	/* another text takes its words out again */
	art.body = (char *)(uintptr_t) "<p>Trống.";
	assert_ok(archive_put(a, &art, &change, &e));
	help_upkeep(a);
	assert_int_equal(found(a, "w0ờ"), 0);
	archive_close(a);
	assert_int_equal(sqlite3_open(p->archive, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM word", -1, &count,
					    NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(count), SQLITE_ROW);
	assert_in_range(sqlite3_column_int(count, 0), 8192, 20000);
	sqlite3_finalize(count);
	sqlite3_close(db);
	buf_clear(&body);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
	const struct CMUnitTest tests[] = {
		T(test_index_waits),
		T(test_days_that_are_full),
		T(test_months),
		T(test_bytes),
		T(test_older_schema),
		cmocka_unit_test(test_pack),
		T(test_rank),
		T(test_many_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
