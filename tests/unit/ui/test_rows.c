/* test_rows.c - the window of a long list, and its cursor */
#include "newsroom.h"

#include "../../../src/ui/around.h"
#include "../../../src/ui/rows.h"

static void here_is(struct rows *r, const char *title)
{
	struct article_row *row = rows_here(r);

	assert_non_null(row);
	assert_string_equal(row->title, title);
	assert_true(r->cur >= r->top && r->cur < r->top + r->height);
}

/* What the position counter shows, from 1. */
static int64_t number(const struct rows *r)
{
	return r->first + (int64_t)r->cur + 1;
}

static void test_empty(void **state)
{
	struct newsroom n;
	struct archive_place place;
	struct rows r;

	(void)state;
	newsroom_open(&n);
	rows_init(&r, n.archive);
	assert_true(rows_load(&r, NULL, NULL));
	rows_move(&r, 1);
	rows_move(&r, -5);
	rows_resize(&r, 20);
	assert_null(rows_here(&r));
	assert_false(rows_place(&r, &place));
	assert_true(rows_to_end(&r, NULL));
	assert_int_equal(r.all, 0);
	rows_clear(&r);
	newsroom_close(&n);
}

/* From end to end by lines and pages: every row is met once, in order, and counted. */
static void test_walk(void **state)
{
	enum { N = 1500 };
	struct newsroom n;
	struct rows r;
	char title[32];

	(void)state;
	newsroom_open(&n);
	newsroom_fill(&n, 0, N);
	rows_init(&r, n.archive);
	rows_resize(&r, 20);
	assert_true(rows_load(&r, NULL, NULL));
	assert_int_equal(r.all, N);
	for (int i = N - 1; i >= 0; i--) {
		snprintf(title, sizeof title, "Bài %d", i);
		here_is(&r, title);
		assert_int_equal(number(&r), N - i);
		assert_true(r.count <= 600);
		rows_move(&r, 1);
	}
	here_is(&r, "Bài 0");
	for (int i = 0; i < N; i++) {
		snprintf(title, sizeof title, "Bài %d", i);
		here_is(&r, title);
		assert_int_equal(number(&r), N - i);
		rows_move(&r, -1);
	}
	here_is(&r, "Bài 1499");
	rows_move(&r, 20);
	here_is(&r, "Bài 1479");
	rows_to_end(&r, NULL);
	here_is(&r, "Bài 0");
	assert_int_equal(number(&r), N);
	rows_move(&r, -20);
	here_is(&r, "Bài 20");
	rows_to_start(&r, NULL);
	here_is(&r, "Bài 1499");
	rows_clear(&r);
	newsroom_close(&n);
}

/* The list grows at both ends while somebody reads: the cursor stays on its article. */
static void test_growing(void **state)
{
	struct newsroom n;
	struct rows r;
	size_t offset;

	(void)state;
	newsroom_open(&n);
	newsroom_fill(&n, 100, 200);
	rows_init(&r, n.archive);
	rows_resize(&r, 10);
	rows_load(&r, NULL, NULL);
	rows_move(&r, 30);
	here_is(&r, "Bài 169");
	offset = r.cur - r.top;
	newsroom_fill(&n, 200, 260);
	newsroom_fill(&n, 0, 100);
	rows_load(&r, NULL, NULL);
	here_is(&r, "Bài 169");
	assert_int_equal(r.cur - r.top, offset);
	assert_int_equal(r.all, 260);
	assert_int_equal(number(&r), 91);
	rows_to_start(&r, NULL);
	newsroom_fill(&n, 260, 263); /* at the top, what is new is seen */
	rows_load(&r, NULL, NULL);
	here_is(&r, "Bài 259");
	assert_int_equal(r.top, 0);
	assert_int_equal(r.cur, 3);
	rows_clear(&r);
	newsroom_close(&n);
}

/* Articles of the same second, and one that leaves the list under the cursor. */
static void test_equal_and_gone(void **state)
{
	struct newsroom n;
	struct article_row *row;
	struct rows r;
	int64_t id;

	(void)state;
	newsroom_open(&n);
	for (int i = 0; i < 40; i++)
		newsroom_put(&n, i, 1596800000, "tin");
	rows_init(&r, n.archive);
	r.filter.unread = true;
	rows_resize(&r, 10);
	rows_load(&r, NULL, NULL);
	rows_move(&r, 7);
	row = rows_here(&r);
	here_is(&r, "Bài 32");
	id = row->id;
	rows_load(&r, NULL, NULL);
	assert_int_equal(rows_here(&r)->id, id);
	assert_true(archive_set_read(n.archive, id, true, NULL));
	rows_load(&r, NULL, NULL);
	here_is(&r, "Bài 31");
	assert_int_equal(r.all, 39);
	rows_clear(&r);
	newsroom_close(&n);
}

static void test_next_unread(void **state)
{
	struct archive_filter f = {0};
	struct archive_place place, found;
	struct newsroom n;
	struct rows r;

	(void)state;
	newsroom_open(&n);
	newsroom_fill(&n, 0, 10);
	rows_init(&r, n.archive);
	rows_resize(&r, 5);
	rows_load(&r, NULL, NULL);
	rows_place(&r, &place);
	assert_true(rows_next_unread(n.archive, &f, &place, &found));
	rows_load(&r, &found, NULL);
	here_is(&r, "Bài 8");
	rows_to_end(&r, NULL);
	rows_place(&r, &place);
	assert_true(rows_next_unread(n.archive, &f, &place, &found)); /* around the end */
	rows_load(&r, &found, NULL);
	here_is(&r, "Bài 9");
	archive_set_all_read(n.archive, &f, NULL);
	assert_false(rows_next_unread(n.archive, &f, &place, &found));
	rows_clear(&r);
	newsroom_close(&n);
}

/* Next and previous from within an article: in its list, or among the hits. */
static void test_around(void **state)
{
	struct archive_filter f = {.portal = "mau", .section = "tin"};
	struct archive_place place;
	struct newsroom n;
	struct around w;
	struct rows r;
	int64_t ids[3], next;

	(void)state;
	newsroom_open(&n);
	newsroom_fill(&n, 0, 10);
	rows_init(&r, n.archive);
	r.filter = f;
	rows_resize(&r, 5);
	rows_load(&r, NULL, NULL);
	for (int i = 0; i < 3; i++)
		ids[i] = r.list[i].id;
	rows_place(&r, &place);
	around_init(&w, &(struct from){.filter = &f});
	assert_int_equal(around_step(&w, n.archive, &place, true), ids[1]);
	assert_int_equal(around_step(&w, n.archive, &place, false), 0);
	archive_set_read(n.archive, ids[1], true, NULL);
	assert_int_equal(around_unread(&w, n.archive, &place), ids[2]);
	around_clear(&w);
	around_init(&w, &(struct from){.ids = (int64_t[]){ids[2], ids[0], ids[1]},
				       .id_count = 3});
	next = around_step(&w, n.archive, &place, true);
	assert_int_equal(next, ids[1]);
	assert_int_equal(around_step(&w, n.archive, &place, false), ids[2]);
	around_clear(&w);
	around_init(&w, NULL);
	assert_int_equal(around_step(&w, n.archive, &place, true), 0);
	around_clear(&w);
	rows_clear(&r);
	newsroom_close(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),	    cmocka_unit_test(test_walk),
		cmocka_unit_test(test_growing),	    cmocka_unit_test(test_equal_and_gone),
		cmocka_unit_test(test_next_unread), cmocka_unit_test(test_around),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
