/* test_search.c - Vietnamese words found with and without marks, ranked, shown */
#include "help.h"

#include <bantin/base/stamp.h>
#include <bantin/store/archive.h>
#include <bantin/text/utf8.h>

#include "../../../src/store/archive_in.h"

static struct archive *open_archive(const struct profile *p)
{
	struct archive *a;
	struct err e = {0};

	assert_ok(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	return a;
}

static void put(struct archive *a, const char *key, const char *title, const char *body)
{
	struct article art = help_article(key, title, body, 1596901349);
	enum archive_change change;
	struct err e = {0};

	assert_ok(archive_put(a, &art, &change, &e));
}

/* The keys of what a query finds, best first, joined with spaces. */
static const char *found(struct archive *a, const char *query, bool typing)
{
	static char keys[256];
	struct hit *hits;
	struct article art;
	struct err e = {0};
	size_t n;

	keys[0] = '\0';
	assert_ok(archive_search(a, query, typing, NULL, 10, &hits, &n, &e));
	for (size_t i = 0; i < n; i++) {
		assert_ok(archive_article(a, hits[i].id, &art, &e));
		assert_non_null(hits[i].snippet);
		assert_null(strchr(hits[i].snippet, '\n'));
		assert_true(i == 0 || hits[i - 1].rank <= hits[i].rank);
		snprintf(keys + strlen(keys), sizeof(keys) - strlen(keys), "%s%s",
			 i ? " " : "", art.key);
		article_clear(&art);
	}
	hits_free(hits, n);
	return keys;
}

static void fill(struct archive *a)
{
	put(a, "giaoban", "Hội nghị giao ban công tác tháng 8",
	    "<p>Sáng nay, Ủy ban nhân dân xã tổ chức <b>hội nghị</b> giao ban với"
	    " các thôn.</p>"
	    "<p>Đồng chí Đặng Thị Hường chủ trì.</p>");
	put(a, "dong", "Ra quân làm thủy lợi",
	    "<p>Nhân dân nạo vét dòng chảy ở xứ đồng Đình.</p>");
	put(a, "suoi", "Khơi thông dòng suối", "<p>Dòng nước đã trong trở lại.</p>");
	put(a, "huong", "Lúa thơm vụ mùa", "<p>Hương lúa mới, gặp chị Dang bán gạo.</p>");
	put(a, "so5", "Thông báo kết luận",
	    "<p>Kèm văn bản số 05/TB-UBND, 17/QĐ-UBND.</p>");
}

static void test_with_and_without_marks(void **state)
{
	struct archive *a = open_archive(*state);

	fill(a);
	assert_string_equal(found(a, "hoi nghi giao ban", false), "giaoban");
	assert_string_equal(found(a, "HỘI NGHỊ giao ban", false), "giaoban");
	assert_string_equal(found(a, "đặng thị hường", false), "giaoban");
	assert_string_equal(found(a, "Đặng Thị Hường", false), "giaoban");
	assert_string_equal(found(a, "dang thi huong", false), "giaoban");
	assert_string_equal(found(a, "đặng thị hương", false), "");
	assert_string_equal(found(a, "uy ban", false), "giaoban");
	assert_string_equal(found(a, "xu dong dinh", false), "dong");
	assert_string_equal(found(a, "suối", false), "suoi");
	assert_string_equal(found(a, "khong co gi", false), "");
	archive_close(a);
}

static void test_marks_narrow(void **state)
{
	struct archive *a = open_archive(*state);

	put(a, "1", "Đồng", "<p>x</p>");
	put(a, "2", "Dòng", "<p>x</p>");
	put(a, "3", "Đông", "<p>x</p>");
	assert_int_equal(strlen(found(a, "dong", false)), strlen("1 2 3"));
	assert_string_equal(found(a, "đồng", false), "1");
	assert_string_equal(found(a, "dòng", false), "2");
	assert_string_equal(found(a, "ĐÔNG", false), "3");
	archive_close(a);
}

/* Each of the letters, in words of its own, is found by its base letter. */
static void test_every_letter_folds(void **state)
{
	static const char *const letters[] = {
		"a àáảãạăằắẳẵặâầấẩẫậÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ",
		"e èéẻẽẹêềếểễệÈÉẺẼẸÊỀẾỂỄỆ",
		"i ìíỉĩịÌÍỈĨỊ",
		"o òóỏõọôồốổỗộơờớởỡợÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ",
		"u ùúủũụưừứửữựÙÚỦŨỤƯỪỨỬỮỰ",
		"y ỳýỷỹỵỲÝỶỸỴ",
		"d đĐ",
	};
	struct archive *a = open_archive(*state);
	char word[16], query[16];

	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++) {
		for (const char *s = letters[i] + 2; *s;) {
			uint32_t cp;
			size_t n = utf8_next(s, strlen(s), &cp);
			snprintf(word, sizeof(word), "zq%.*sqz", (int)n, s);
			snprintf(query, sizeof(query), "zq%cqz", letters[i][0]);
			put(a, "k", word, "<p>y</p>");
			assert_string_equal(found(a, query, false), "k");
			assert_string_equal(found(a, word, false), "k");
			s += n;
		}
	}
	archive_close(a);
}

static void test_long_word_with_dd(void **state)
{
	struct archive *a = open_archive(*state);
	char word[601] = "", plain[301] = "";

	for (int i = 0; i < 300; i++) {
		strcat(word, "đ");
		strcat(plain, "d");
	}
	put(a, "dài", word, "<p>y</p>");
	put(a, "khác", "Tin", "<p>y</p>");
	assert_string_equal(found(a, plain, false), "dài");
	archive_close(a);
}

static void test_prefix_and_phrase(void **state)
{
	struct archive *a = open_archive(*state);

	fill(a);
	assert_string_equal(found(a, "hoi ngh", false), "");
	assert_string_equal(found(a, "hoi ngh", true), "giaoban");
	assert_string_equal(found(a, "hội ngh*", false), "giaoban");
	assert_string_equal(found(a, "\"giao ban công tác\"", false), "giaoban");
	assert_string_equal(found(a, "\"ban giao\"", false), "");
	assert_string_equal(found(a, "05/TB-UBND", false), "so5");
	assert_string_equal(found(a, "17/QĐ-UBND", false), "so5");
	assert_string_equal(found(a, "qd ubnd", false), "so5");
	archive_close(a);
}

static void test_any_text_is_a_query(void **state)
{
	static const char *const odd[] = {
		"",	     " ",     "\"",	 "\"\"",	 "*",	       "a*b",
		"AND",	     "OR OR", "NOT (x)", "NEAR(a b, 5)", "title:dong", "-x +y ^z",
		"{a b}: c",  "'; --", "a\"b\"c", "(((((((",	 "x AND",      "\xff\xfe",
		"đ\"đ*\" *", "…",     "。",	 "\x01\x02",	 "a:b:c*",     "\\",
	};
	struct archive *a = open_archive(*state);

	fill(a);
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		found(a, odd[i], false);
		found(a, odd[i], true);
	}
	char *much = mem_alloc(200001);
	memset(much, 'a', 200000);
	for (int i = 0; i < 200000; i += 3)
		much[i] = i % 2 ? ' ' : '"';
	assert_string_equal(found(a, much, false), "");
	free(much);
	archive_close(a);
}

static void test_title_and_recent_rank_higher(void **state)
{
	struct archive *a = open_archive(*state);
	struct article old =
		help_article("old", "Mùa màng", "<p>Cấy lúa.</p>", 1000000000);
	struct article new =
		help_article("new", "Mùa màng", "<p>Cấy lúa.</p>", 1596901349);
	enum archive_change change;
	struct err e = {0};

	assert_ok(archive_put(a, &new, &change, &e));
	assert_ok(archive_put(a, &old, &change, &e));
	put(a, "body", "Tin trong xã", "<p>Mùa màng năm nay. Cấy lúa.</p>");
	for (int i = 0; i < 20; i++) {
		char key[8];
		snprintf(key, sizeof(key), "%d", i);
		put(a, key, "Chuyện khác hẳn", "<p>Không liên quan.</p>");
	}
	assert_string_equal(found(a, "mua mang", false), "new old body");
	archive_close(a);
}

static void test_headline_as_typed_comes_first(void **state)
{
	struct archive *a = open_archive(*state);

	put(a, "apart", "Giao lưu hội làng, nghị lực của ban", "<p>Hội nghị giao ban.</p>");
	put(a, "body", "Tin ngắn", "<p>Hội nghị giao ban, hội nghị giao ban.</p>");
	put(a, "within", "Thông báo về hội nghị giao ban", "<p>Số liệu.</p>");
	put(a, "first", "Hội nghị giao ban tiến độ xây dựng thôn, xã kiểu mẫu sáu tháng",
	    "<p>Sáng nay, huyện tổ chức.</p>");
	assert_string_equal(found(a, "hoi nghi giao ban", false), "first within apart body");
	assert_string_equal(found(a, "hoi nghi giao b", true), "first within apart body");
	archive_close(a);
}

static void test_filter(void **state)
{
	struct archive *a = open_archive(*state);
	struct archive_filter f = {.section = "tin-tuc", .portal = "xa", .unread = true};
	struct hit *hits;
	struct err e = {0};
	size_t n;

	fill(a);
	assert_ok(archive_search(a, "dong", false, &f, 10, &hits, &n, &e));
	assert_int_equal(n, 3);
	assert_string_equal(hits[0].section, "tin-tuc");
	assert_ok(archive_set_read(a, hits[0].id, true, &e));
	hits_free(hits, n);
	assert_ok(archive_search(a, "dong", false, &f, 10, &hits, &n, &e));
	assert_int_equal(n, 2);
	hits_free(hits, n);
	f.portal = "khac";
	assert_ok(archive_search(a, "dong", false, &f, 10, &hits, &n, &e));
	assert_int_equal(n, 0);
	f = (struct archive_filter){.since = 1596901350};
	assert_ok(archive_search(a, "dong", false, &f, 10, &hits, &n, &e));
	assert_int_equal(n, 0);
	f = (struct archive_filter){.starred = true};
	assert_ok(archive_search(a, "dong", false, &f, 10, &hits, &n, &e));
	assert_int_equal(n, 0);
	archive_close(a);
}

/* The one article with the marks stands behind many without. */
static void test_limit_is_filled(void **state)
{
	struct archive *a = open_archive(*state);
	struct hit *hits;
	struct err e = {0};
	size_t n;
	char key[8];

	assert_ok(archive_begin(a, &e));
	for (int i = 0; i < 60; i++) {
		snprintf(key, sizeof(key), "%d", i);
		put(a, key,
		    i % 20 == 19 ? "Họp thôn xóm về đồng ruộng và thủy lợi" : "Dòng",
		    "<p>x</p>");
	}
	assert_ok(archive_commit(a, &e));
	help_upkeep(a);
	assert_ok(archive_search(a, "đồng", false, NULL, 3, &hits, &n, &e));
	assert_int_equal(n, 3);
	hits_free(hits, n);
	assert_ok(archive_search(a, "dong", false, NULL, 7, &hits, &n, &e));
	assert_int_equal(n, 7);
	hits_free(hits, n);
	archive_close(a);
}

static void test_change_and_forget(void **state)
{
	struct archive *a = open_archive(*state);
	struct err e = {0};

	fill(a);
	put(a, "suoi", "Khơi thông kênh mương", "<p>Nước đã về ruộng.</p>");
	assert_string_equal(found(a, "suoi", false), "");
	assert_string_equal(found(a, "kenh muong", false), "suoi");
	assert_ok(archive_forget(a, "xa", &e));
	assert_string_equal(found(a, "kenh muong", false), "");
	put(a, "suoi", "Khơi thông dòng suối", "<p>Dòng nước.</p>");
	assert_string_equal(found(a, "suoi", false), "suoi");
	archive_close(a);
}

static int64_t entries(const char *path)
{
	sqlite3 *db;
	sqlite3_stmt *st;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM doc", -1, &st, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	int64_t n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return n;
}

/* An article that changes at each sync must not make the index grow for ever. Its day has
 * fewer numbers than it needs. */
static void test_stale_entries_are_cleared(void **state)
{
	const struct profile *p = *state;
	struct archive *a = open_archive(p);
	char title[64];

	fill(a);
	help_sql(p->archive, "BEGIN; WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT"
			     " i + 1 FROM n WHERE i < 1020) INSERT INTO doc SELECT"
			     " (SELECT max(id) FROM doc) + i, 0 FROM n; COMMIT");
	for (int i = 0; i < 12; i++) {
		snprintf(title, sizeof(title), "Lượt xem %d", i);
		put(a, "dem", title, "<p>x</p>");
	}
	assert_string_equal(found(a, "luot xem", false), "dem");
	assert_string_equal(found(a, "luot 10", false), "");
	help_upkeep(a);
	assert_string_equal(found(a, "hoi nghi giao ban", false), "giaoban");
	put(a, "dem", "Lượt xem cuối", "<p>x</p>");
	assert_string_equal(found(a, "luot xem", false), "dem");
	assert_string_equal(found(a, "luot 11", false), "");
	archive_close(a);
	assert_true(entries(p->archive) < 20);
}

static void expect_snippet(const char *text, const char *at, const char *expected)
{
	const char *place = at ? strstr(text, at) : text;

	char *s = snippet_make(text, strlen(text), (size_t)(place - text));
	assert_string_equal(s, expected);
	free(s);
}

static void test_snippet(void **state)
{
	(void)state;
	expect_snippet("", NULL, "");
	expect_snippet("một hai\nba", "ba", "một hai ba");
	expect_snippet("  một \n\n\t hai  ", NULL, "một hai");
	expect_snippet("1 2 3 4 5 6 7 8 9 10 11 đây là", "đây",
		       "… 4 5 6 7 8 9 10 11 đây là");
	expect_snippet(
		"đ1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 "
		"27 28 29 30 31",
		NULL,
		"đ1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 "
		"27 28 29 30 …");
	char *longest = mem_alloc(9001);
	for (int i = 0; i < 3000; i++)
		memcpy(longest + 3 * i, "ồ", 3);
	char *s = snippet_make(longest, 9000, 4500);
	assert_true(strlen(s) < 700);
	assert_true(utf8_valid(s, strlen(s)));
	free(s);
	free(longest);
}

static void test_snippet_shows_the_place(void **state)
{
	struct archive *a = open_archive(*state);
	struct hit *hits;
	struct err e = {0};
	size_t n;

	put(a, "1", "Tin",
	    "<p>Một hai ba bốn năm sáu bảy tám chín mười mười một mười hai.</p>"
	    "<ul><li>Tiếp theo là <b>hội nghị</b> giao ban</li><li>của xã</li></ul>");
	assert_ok(archive_search(a, "hoi nghi", false, NULL, 10, &hits, &n, &e));
	assert_int_equal(n, 1);
	assert_non_null(strstr(hits[0].snippet, "Tiếp theo là hội nghị giao ban"));
	assert_null(strchr(hits[0].snippet, '<'));
	assert_null(strstr(hits[0].snippet, "Một hai ba"));
	hits_free(hits, n);
	archive_close(a);
}

static void test_undated_article_is_found(void **state)
{
	struct archive *a = open_archive(*state);
	struct article art = help_article("1", "Không ngày", "<p>x</p>", STAMP_NONE);
	enum archive_change change;
	struct err e = {0};

	assert_ok(archive_put(a, &art, &change, &e));
	put(a, "2", "Có ngày", "<p>không</p>");
	assert_string_equal(found(a, "khong ngay", false), "1 2");
	archive_close(a);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
	const struct CMUnitTest tests[] = {
		T(test_with_and_without_marks),
		T(test_marks_narrow),
		T(test_every_letter_folds),
		T(test_long_word_with_dd),
		T(test_prefix_and_phrase),
		T(test_any_text_is_a_query),
		T(test_title_and_recent_rank_higher),
		T(test_headline_as_typed_comes_first),
		T(test_filter),
		T(test_limit_is_filled),
		T(test_change_and_forget),
		T(test_stale_entries_are_cleared),
		T(test_undated_article_is_found),
		cmocka_unit_test(test_snippet),
		T(test_snippet_shows_the_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
