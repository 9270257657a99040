/* test_list.c - lists by keyset, counts, ranks, sections, and the plans behind them */
#include "help.h"

#include <bantin/store/archive.h>

#include "../../../src/store/archive_in.h"

enum {
	ARTICLES = 60,
	APART = 50000	/* seconds; the counts of the archive are by six days */
};

/* Sixty articles of two portals in three sections, of which many share a date. */
static struct archive *fill(const struct profile *p)
{
	static const char *const sections[] = {"tin-tuc", "van-hoa", "thong-bao"};
	struct archive *a;
	struct err e = {0};
	enum archive_change change;
	char key[16], title[32];

	assert_ok(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	assert_ok(archive_begin(a, &e));
	for (int i = 0; i < ARTICLES; i++) {
		snprintf(key, sizeof(key), "%d", i);
		snprintf(title, sizeof(title), "Bài %d", i);
		struct article art = help_article(key, title, "<p>Chữ.</p>",
						  1000 + i / 7 * APART);
		art.section = (char *)(uintptr_t)sections[i % 3];
		art.portal = (char *)(uintptr_t)(i % 4 == 0 ? "huyen" : "xa");
		assert_ok(archive_put(a, &art, &change, &e));
	}
	assert_ok(archive_commit(a, &e));
	for (int64_t id = 1; id <= ARTICLES; id += 5)
		assert_ok(archive_set_read(a, id, true, &e));
	for (int64_t id = 2; id <= ARTICLES; id += 6)
		assert_ok(archive_set_starred(a, id, true, &e));
	return a;
}

static bool comes_before(const struct article_row *x, const struct article_row *y)
{
	return x->published > y->published ||
	       (x->published == y->published && x->id > y->id);
}

static bool fits(const struct archive_filter *f, const struct article_row *r)
{
	return (!f->portal || strcmp(f->portal, r->portal) == 0) &&
	       (!f->section || strcmp(f->section, r->section) == 0) &&
	       (!f->unread || !r->read) && (!f->starred || r->starred) &&
	       (!f->since || r->published >= f->since);
}

static struct article_row *rows_of(struct archive *a, const struct archive_filter *f,
				   size_t *n)
{
	struct article_row *rows;
	struct err e = {0};

	assert_ok(archive_rows(a, f, NULL, true, SIZE_MAX, &rows, n, &e));
	return rows;
}

/* The whole list in one piece is what the filter says, in order. */
static void check_whole(struct archive *a, const struct archive_filter *f)
{
	struct archive_filter none = {0};
	size_t n, all_n, expected = 0;
	struct article_row *rows = rows_of(a, f, &n), *all = rows_of(a, &none, &all_n);
	int64_t all_count, unread_count, unread = 0;
	struct err e = {0};

	assert_int_equal(all_n, ARTICLES);
	for (size_t i = 0; i < all_n; i++) {
		if (!fits(f, &all[i]))
			continue;
		assert_true(expected < n);
		assert_int_equal(rows[expected].id, all[i].id);
		unread += !all[i].read;
		expected++;
	}
	assert_int_equal(n, expected);
	for (size_t i = 1; i < n; i++)
		assert_true(comes_before(&rows[i - 1], &rows[i]));
	assert_ok(archive_count(a, f, &all_count, &unread_count, &e));
	assert_int_equal(all_count, expected);
	assert_int_equal(unread_count, unread);
	article_rows_free(rows, n);
	article_rows_free(all, all_n);
}

/* Walks the list in pages, down and up again; each page is the next part of the whole. */
static void check_pages(struct archive *a, const struct archive_filter *f, bool forward)
{
	struct article_row *all, *rows;
	size_t n, got, at = 0, limit = 7;
	struct archive_place place;
	struct err e = {0};

	all = rows_of(a, f, &n);
	for (;;) {
		assert_ok(archive_rows(a, f, at ? &place : NULL, forward, limit, &rows,
				       &got, &e));
		assert_int_equal(got, n - at < limit ? n - at : limit);
		if (got == 0)
			break;
		for (size_t i = 0; i < got; i++) {
			size_t where = forward ? at + i : n - at - got + i;
			assert_int_equal(rows[i].id, all[where].id);
			int64_t rank;
			place = (struct archive_place){rows[i].published, rows[i].id};
			assert_ok(archive_rank(a, f, &place, &rank, &e));
			assert_int_equal(rank, where);
		}
		const struct article_row *edge = &rows[forward ? got - 1 : 0];
		place = (struct archive_place){edge->published, edge->id};
		at += got;
		article_rows_free(rows, got);
	}
	article_rows_free(all, n);
}

static void test_every_filter_both_ways(void **state)
{
	static const char *const portals[] = {NULL, "xa", "huyen", "khong-co"};
	static const char *const sections[] = {NULL, "tin-tuc", "khong-co"};
	struct archive *a = fill(*state);

	for (size_t i = 0; i < 4 * 3 * 8; i++) {
		struct archive_filter f = {
			.portal = portals[i % 4],
			.section = sections[i / 4 % 3],
			.unread = i / 12 & 1,
			.starred = i / 12 & 2,
			.since = i / 12 & 4 ? 1000 + 4 * APART : 0,
		};
		check_whole(a, &f);
		check_pages(a, &f, true);
		check_pages(a, &f, false);
	}
	archive_close(a);
}

static void test_all_read(void **state)
{
	struct archive *a = fill(*state);
	struct archive_filter f = {.portal = "xa", .section = "van-hoa", .since = 1000 + 3 * APART};
	struct archive_filter wider = {.section = "van-hoa"};
	int64_t all, unread, before, dummy;
	struct err e = {0};

	assert_ok(archive_count(a, NULL, &all, &before, &e));
	assert_ok(archive_count(a, &f, &dummy, &unread, &e));
	assert_true(unread > 0);
	before -= unread;
	assert_ok(archive_set_all_read(a, &f, &e));
	assert_ok(archive_count(a, NULL, &all, &unread, &e));
	assert_int_equal(unread, before);
	assert_ok(archive_count(a, &f, &dummy, &unread, &e));
	assert_int_equal(unread, 0);
	assert_ok(archive_count(a, &wider, &dummy, &unread, &e));
	assert_true(unread > 0);
	assert_ok(archive_set_all_read(a, NULL, &e));
	assert_ok(archive_count(a, NULL, &all, &unread, &e));
	assert_int_equal(unread, 0);
	assert_int_equal(all, ARTICLES);
	archive_close(a);
}

static struct section plain_section(const char *id, const char *title)
{
	return (struct section){.id = (char *)(uintptr_t)id,
				.title = (char *)(uintptr_t)title};
}

static void test_sections(void **state)
{
	struct archive *a = fill(*state);
	struct section put[3] = {plain_section("van-hoa", "Văn hóa"),
				 plain_section("moi", "Mới"),
				 plain_section("tin-tuc", "Tin tức")};
	struct section *list;
	size_t n;
	struct err e = {0};
	int64_t sum = 0;

	put[0].feed_url = (char *)(uintptr_t) "https://xa.example/vh.json";
	assert_ok(archive_put_sections(a, "xa", put, 3, &e));
	assert_ok(archive_put_sections(a, "huyen", put, 1, &e));
	assert_ok(archive_sections(a, "xa", &list, &n, &e));
	assert_int_equal(n, 3);
	assert_string_equal(list[0].id, "van-hoa");
	assert_string_equal(list[0].title, "Văn hóa");
	assert_string_equal(list[0].feed_url, "https://xa.example/vh.json");
	assert_string_equal(list[1].id, "moi");
	assert_int_equal(list[1].count, 0);
	assert_null(list[2].feed_url);
	for (size_t i = 0; i < n; i++) {
		struct archive_filter f = {.portal = "xa", .section = list[i].id};
		int64_t all, unread;
		assert_ok(archive_count(a, &f, &all, &unread, &e));
		assert_int_equal(list[i].count, all);
		assert_int_equal(list[i].unread, unread);
		sum += all;
	}
	assert_true(sum > 0);
	section_list_free(list, n);

	assert_ok(archive_sections(a, NULL, &list, &n, &e));
	assert_int_equal(n, 4);
	section_list_free(list, n);

	assert_ok(archive_put_sections(a, "xa", put + 2, 1, &e));
	assert_ok(archive_sections(a, "xa", &list, &n, &e));
	assert_int_equal(n, 1);
	assert_string_equal(list[0].id, "tin-tuc");
	section_list_free(list, n);

	char *title = archive_section_title(a, "xa", "van-hoa");
	assert_string_equal(title,
			    "Văn hóa"); /* not listed any more, but its articles are */
	free(title);
	title = archive_section_title(a, NULL, "tin-tuc");
	assert_string_equal(title, "Tin tức");
	free(title);
	assert_null(archive_section_title(a, "xa", "moi"));
	assert_null(archive_section_title(a, "khong-co", "tin-tuc"));
	assert_ok(archive_sections(a, "khong-co", &list, &n, &e));
	assert_int_equal(n, 0);
	archive_close(a);
}

static void test_article_moves_between_sections(void **state)
{
	struct archive *a = fill(*state);
	struct section list = plain_section("tin-tuc", "Tin tức"), *out;
	struct article art = help_article("1", "Bài 1", "<p>Chữ.</p>", 1000);
	enum archive_change change;
	struct err e = {0};
	size_t n;

	assert_ok(archive_put_sections(a, "xa", &list, 1, &e));
	assert_ok(archive_sections(a, "xa", &out, &n, &e));
	int64_t before = out[0].count;
	section_list_free(out, n);
	assert_ok(archive_put(a, &art, &change, &e)); /* it was in van-hoa */
	assert_int_equal(change, ARTICLE_CHANGED);
	assert_ok(archive_sections(a, "xa", &out, &n, &e));
	assert_int_equal(out[0].count, before + 1);
	section_list_free(out, n);
	archive_close(a);
}

static void test_forget(void **state)
{
	struct archive *a = fill(*state);
	struct archive_filter f = {.portal = "xa"};
	struct feed_state st = {.etag = (char *)(uintptr_t) "e"}, out;
	struct visits v = {1, 2, 3, 4, 5};
	int64_t all, unread;
	struct err e = {0};

	assert_ok(archive_put_feed_state(a, "xa", &st, &e));
	assert_ok(archive_put_visits(a, "xa", &v, &e));
	assert_ok(archive_forget(a, "xa", &e));
	assert_ok(archive_forget(a, "khong-co", &e));
	assert_ok(archive_count(a, &f, &all, &unread, &e));
	assert_int_equal(all, 0);
	assert_ok(archive_count(a, NULL, &all, &unread, &e));
	assert_int_equal(all, ARTICLES / 4);
	assert_ok(archive_feed_state(a, "xa", &out, &e));
	assert_null(out.etag);
	assert_false(archive_visits(a, "xa", &v, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	archive_close(a);
}

static int look_at_plan(void *context, int n, char **values, char **names)
{
	bool *by_index = context;

	(void)names;
	assert_int_equal(n, 4);
	assert_null(strstr(values[3], "TEMP B-TREE"));
	if (strstr(values[3], " a ") || strcmp(values[3], "SCAN a") == 0) {
		assert_non_null(strstr(values[3], "INDEX"));
		*by_index = true;
	} else {
		assert_null(strstr(values[3], "SCAN"));
	}
	return 0;
}

/* No list or count sorts, or reads articles other than through its index; what narrows is
 * looked up (SEARCH), and only the list of all runs along its index (SCAN). */
static void test_plans(void **state)
{
	const struct profile *p = *state;
	sqlite3 *db;
	archive_close(fill(p));
	assert_int_equal(sqlite3_open(p->archive, &db), SQLITE_OK);

	for (unsigned i = 0; i < 3 * 64; i++) {
		struct list_shape shape = {
			.verb = i & 1 ? LIST_COUNT : LIST_ROWS,
			.unread = i & 2,
			.starred = i & 4,
			.since = i & 8,
			.place = i & 16,
			.forward = i & 32,
			.scope = (enum list_scope)(i / 64),
		};
		struct buf sql = {0}, plan = {0};
		bool by_index = false;
		archive_list_sql(&shape, &sql);
		buf_addf(&plan, "EXPLAIN QUERY PLAN %s", buf_str(&sql));
		assert_int_equal(
			sqlite3_exec(db, buf_str(&plan), look_at_plan, &by_index, NULL),
			SQLITE_OK);
		assert_true(by_index);
		buf_clear(&sql);
		buf_clear(&plan);
	}
	sqlite3_close(db);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
	const struct CMUnitTest tests[] = {
		T(test_every_filter_both_ways),
		T(test_all_read),
		T(test_sections),
		T(test_article_moves_between_sections),
		T(test_forget),
		T(test_plans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
