/* test_sweep.c - what a portal took away, and texts that come later */
#include "help.h"

#include <bantin/store/archive.h>

static struct archive *open_archive(const struct profile *p)
{
	struct archive *a;
	struct err e = {0};

	assert_ok(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	return a;
}

static enum archive_change put(struct archive *a, const struct article *art)
{
	enum archive_change change = ARTICLE_SAME;
	struct err e = {0};

	assert_ok(archive_put(a, art, &change, &e));
	return change;
}

/* Of the rows, newest first: "-" for one that is gone. */
static void check_gone(struct archive *a, const char *expected)
{
	struct article_row *rows;
	char seen[16] = "";
	size_t n;
	struct err e = {0};

	assert_ok(archive_rows(a, NULL, NULL, true, 10, &rows, &n, &e));
	for (size_t i = 0; i < n; i++)
		seen[i] = rows[i].gone ? '-' : '+';
	assert_string_equal(seen, expected);
	article_rows_free(rows, n);
}

static size_t sweep(struct archive *a, const char *keys, char ***missing, size_t *n)
{
	const char *list[8];
	char *words = mem_str(keys), *rest;
	size_t count = 0, gone;
	struct err e = {0};

	for (char *w = strtok_r(words, " ", &rest); w; w = strtok_r(NULL, " ", &rest))
		list[count++] = w;
	const struct article one = help_article("0", "", "", 0);
	assert_ok(archive_sweep(a, one.portal, (char *const *)(uintptr_t)list, count, 2,
				&gone, missing, n, &e));
	free(words);
	return gone;
}

static void missing_free(char **missing, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(missing[i]);
	free(missing);
}

static void test_gone_and_back(void **state)
{
	struct archive *a = open_archive(*state);
	char **missing;
	size_t n;

	struct article one = help_article("1", "Một", "<p>a</p>", 100),
		       two = help_article("2", "Hai", "<p>b</p>", 200),
		       three = help_article("3", "Ba", "<p>c</p>", 300);
	put(a, &one);
	put(a, &two);
	put(a, &three);
	assert_int_equal(sweep(a, "1 2 3", &missing, &n), 0);
	assert_int_equal(n, 0);
	uint64_t version = archive_version(a);
	assert_int_equal(sweep(a, "1 3 7 8 9", &missing, &n), 1);
	assert_int_equal(n, 2);		/* as many as asked for */
	missing_free(missing, n);
	assert_true(archive_version(a) > version);
	check_gone(a, "+-+");
	assert_int_equal(sweep(a, "1 3", &missing, &n), 0);	/* known already */
	assert_int_equal(sweep(a, "1 2 3", &missing, &n), 0);
	check_gone(a, "+++");
	/* put again in the meantime: back as well */
	assert_int_equal(sweep(a, "1 2", &missing, &n), 1);
	assert_int_equal(put(a, &three), ARTICLE_CHANGED);
	check_gone(a, "+++");
	assert_int_equal(put(a, &three), ARTICLE_SAME);
	archive_close(a);
}

/* The article of portal `name` that the bytes are known for; "" none. */
static char *known(struct archive *a, const char *name, int64_t raw)
{
	struct err e = {0};
	char *key = NULL;
	int64_t updated;

	if (archive_known(a, name, raw, &key, &updated, &e)) {
		assert_int_equal(updated, 100);
		return key;
	}
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	return mem_str("");
}

static void expect_known(struct archive *a, int64_t raw, const char *want)
{
	const struct article any = help_article("0", "", "", 0);
	char *key = known(a, any.portal, raw);

	assert_string_equal(key, want);
	free(key);
	key = known(a, "khac", raw);
	assert_string_equal(key, "");
	free(key);
}

static void test_known_by_their_bytes(void **state)
{
	struct archive *a = open_archive(*state);
	char **missing;
	size_t n;

	struct article one = help_article("1", "Một", "<p>a</p>", 100);
	put(a, &one);
	expect_known(a, 0, "");
	one.raw = -7;
	assert_int_equal(put(a, &one), ARTICLE_SAME);
	expect_known(a, -7, "1");
	/* other bytes that say the same */
	one.raw = 8;
	assert_int_equal(put(a, &one), ARTICLE_SAME);
	expect_known(a, -7, "");
	expect_known(a, 8, "1");
	/* from where nothing is told of bytes */
	one.raw = 0;
	assert_int_equal(put(a, &one), ARTICLE_SAME);
	expect_known(a, 8, "1");
	one.title = (char *)(uintptr_t)"Hai";
	assert_int_equal(put(a, &one), ARTICLE_CHANGED);
	expect_known(a, 8, "");
	one.raw = 9;
	put(a, &one);
	expect_known(a, 9, "1");
	assert_int_equal(sweep(a, "2", &missing, &n), 1);
	missing_free(missing, n);
	expect_known(a, 9, "");
	assert_int_equal(put(a, &one), ARTICLE_CHANGED);
	expect_known(a, 9, "1");
	archive_close(a);
}

static void test_texts_that_come_later(void **state)
{
	struct archive *a = open_archive(*state);
	struct article_row *rows;
	struct article out;
	struct err e = {0};
	size_t n;

	struct article head = help_article("1", "Một", NULL, 100),
		       whole = help_article("1", "Một", "<p>Toàn văn</p>", 100);
	head.partial = true;
	assert_int_equal(put(a, &head), ARTICLE_NEW);
	assert_ok(archive_rows(a, NULL, NULL, true, 10, &rows, &n, &e));
	int64_t id = rows[0].id;
	article_rows_free(rows, n);
	assert_ok(archive_article(a, id, &out, &e));
	assert_true(out.partial);
	article_clear(&out);
	assert_ok(archive_set_read(a, id, true, &e));
	assert_int_equal(put(a, &whole), ARTICLE_CHANGED);
	assert_ok(archive_article(a, id, &out, &e));
	assert_true(out.read && !out.partial);
	assert_string_equal(out.body, "<p>Toàn văn</p>");
	article_clear(&out);
	/* the head alone takes nothing away, unless the portal changed it */
	assert_int_equal(put(a, &head), ARTICLE_SAME);
	head.updated = 500;
	assert_int_equal(put(a, &head), ARTICLE_CHANGED);
	assert_ok(archive_article(a, id, &out, &e));
	assert_true(out.partial && !out.read);
	article_clear(&out);
	archive_close(a);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
	const struct CMUnitTest tests[] = {
		T(test_gone_and_back),
		T(test_known_by_their_bytes),
		T(test_texts_that_come_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
