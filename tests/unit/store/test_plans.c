/* test_plans.c - no screen reads articles other than by an index: each statement's plan */
#include "help.h"

#include "../../../src/store/archive_in.h"

/* All that the screens ask of the archive, each once; what was asked stays prepared. */
static void ask_all(struct archive *a)
{
	struct archive_filter filters[] = {
		{.unread = false}, {.unread = true}, {.starred = true}, {.since = 50},
		{.portal = "xa"}, {.portal = "xa", .unread = true},
		{.section = "tin-tuc"}, {.section = "tin-tuc", .unread = true},
		{.section = "tin-tuc", .starred = true, .since = 50},
	};
	struct archive_place at = {100, 1};
	struct article_row *rows;
	struct section *sections;
	struct article art;
	struct feed_state feed;
	struct visits visits;
	struct poll poll;
	struct hit *hits;
	struct err e = {0};
	int64_t all, unread, rank;
	size_t n;

	for (size_t f = 0; f < sizeof(filters) / sizeof(filters[0]); f++) {
		for (int i = 0; i < 4; i++) {
			assert_ok(archive_rows(a, &filters[f], i < 2 ? &at : NULL, i % 2,
					       24, &rows, &n, &e));
			article_rows_free(rows, n);
		}
		assert_ok(archive_count(a, &filters[f], &all, &unread, &e));
		assert_ok(archive_rank(a, &filters[f], &at, &rank, &e));
		assert_ok(archive_search(a, "hoi nghi", true, &filters[f], 24, &hits, &n,
					 &e));
		hits_free(hits, n);
	}
	assert_ok(archive_search(a, "hội ng*", false, NULL, 24, &hits, &n, &e));
	hits_free(hits, n);
	assert_ok(archive_unindexed(a, &all, &e));
	assert_ok(archive_article(a, 1, &art, &e));
	article_clear(&art);
	assert_ok(archive_set_read(a, 1, true, &e));
	assert_ok(archive_set_starred(a, 1, true, &e));
	assert_ok(archive_set_all_read(a, NULL, &e));
	assert_ok(archive_sections(a, NULL, &sections, &n, &e));
	section_list_free(sections, n);
	free(archive_section_title(a, "xa", "tin-tuc"));
	archive_visits(a, "xa", &visits, &e);
	archive_poll(a, "xa", &poll, &e);
	assert_ok(archive_feed_state(a, "xa", &feed, &e));
	feed_state_clear(&feed);
}

static bool is_article(const char *detail, const char *verb)
{
	char a[32], article[32];

	snprintf(a, sizeof(a), "%s a", verb);
	snprintf(article, sizeof(article), "%s article", verb);
	return strcmp(detail, a) == 0 || strcmp(detail, article) == 0;
}

static int look_at(void *context, int n, char **values, char **names)
{
	const char *sql = context, *detail = values[n - 1];

	(void)names;
	if (is_article(detail, "SCAN") || strcmp(detail, "SCAN b") == 0 ||
	    strcmp(detail, "SCAN d") == 0 || strstr(detail, "TEMP B-TREE FOR ORDER") ||
	    strstr(detail, "AUTOMATIC")) {
		/* of the few sections and words sorting is nothing */
		if (strstr(sql, "FROM word") || strstr(sql, "FROM portal AS p") ||
		    strstr(sql, "pragma"))
			return 0;
		print_message("%s\n  %s\n", sql, detail);
		return 1;
	}
	return 0;
}

static void test_plans(void **state)
{
	const struct profile *p = *state;
	struct article art = help_article("1", "Hội nghị", "<p>Hội nghị xã.</p>", 100);
	enum archive_change change;
	struct archive *a;
	struct err e = {0};
	int looked = 0;

	assert_ok(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	assert_ok(archive_put(a, &art, &change, &e));
	ask_all(a);
	sqlite3 *sql = db_handle(a->db), *other;
	assert_int_equal(sqlite3_open(p->archive, &other), SQLITE_OK);
	assert_true(archive_kind.functions(other));
	for (sqlite3_stmt *s = sqlite3_next_stmt(sql, NULL); s;
	     s = sqlite3_next_stmt(sql, s)) {
		struct buf plan = {0};
		const char *text = sqlite3_sql(s);

		if (!text || strncmp(text, "PRAGMA", 6) == 0)
			continue;
		buf_addf(&plan, "EXPLAIN QUERY PLAN %s", text);
		assert_int_equal(sqlite3_exec(other, buf_str(&plan), look_at,
					      (char *)(uintptr_t)text, NULL),
				 SQLITE_OK);
		buf_clear(&plan);
		looked++;
	}
	assert_true(looked > 30);
	sqlite3_close(other);
	archive_close(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_plans, help_setup, help_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
