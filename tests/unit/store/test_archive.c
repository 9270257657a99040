/* test_archive.c - articles in the archive: put, changed, marked, in transactions */
#include "help.h"

#include <bantin/base/stamp.h>
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

static int64_t first_id(struct archive *a)
{
	struct article_row *rows;
	size_t n;
	struct err e = {0};

	assert_ok(archive_rows(a, NULL, NULL, true, 1, &rows, &n, &e));
	assert_int_equal(n, 1);
	int64_t id = rows[0].id;
	article_rows_free(rows, n);
	return id;
}

static void test_article_comes_back_whole(void **state)
{
	struct archive *a = open_archive(*state);
	struct err e = {0};
	struct article out,
		art = help_article("k/1", "Thông báo số 5", "<p>Nội dung.</p>", 777);

	art.summary = (char *)(uintptr_t) "Tóm tắt";
	art.tags = (char *)(uintptr_t) "một, hai";
	art.image = (char *)(uintptr_t) "https://xa.example/a.jpg";
	art.updated = 888;
	art.document = (struct document){(char *)(uintptr_t) "05/TB-UBND",
					 (char *)(uintptr_t) "2020-08-05",
					 (char *)(uintptr_t) "UBND huyện"};
	struct attachment files[2] = {
		{(char *)(uintptr_t) "https://xa.example/1.pdf", NULL, NULL, -1},
		{(char *)(uintptr_t) "https://xa.example/2.pdf",
		 (char *)(uintptr_t) "Phụ lục", (char *)(uintptr_t) "application/pdf",
		 12345},
	};
	art.attachments = files;
	art.attachment_count = 2;
	assert_int_equal(put(a, &art), ARTICLE_NEW);
	assert_int_equal(put(a, &art), ARTICLE_SAME);

	int64_t id = first_id(a);
	assert_ok(archive_article(a, id, &out, &e));
	assert_int_equal(out.id, id);
	assert_string_equal(out.portal, "xa");
	assert_string_equal(out.key, "k/1");
	assert_string_equal(out.url, art.url);
	assert_string_equal(out.title, art.title);
	assert_string_equal(out.section, "tin-tuc");
	assert_string_equal(out.author, art.author);
	assert_string_equal(out.summary, art.summary);
	assert_string_equal(out.tags, art.tags);
	assert_string_equal(out.image, art.image);
	assert_string_equal(out.body, art.body);
	assert_string_equal(out.document.number, "05/TB-UBND");
	assert_string_equal(out.document.issued, "2020-08-05");
	assert_string_equal(out.document.issuer, "UBND huyện");
	assert_int_equal(out.published, 777);
	assert_int_equal(out.updated, 888);
	assert_int_equal(out.attachment_count, 2);
	assert_null(out.attachments[0].title);
	assert_int_equal(out.attachments[0].size, -1);
	assert_string_equal(out.attachments[1].title, "Phụ lục");
	assert_int_equal(out.attachments[1].size, 12345);
	assert_false(out.read || out.starred || out.guessed);
	article_clear(&out);

	art.attachment_count = 1;
	assert_int_equal(put(a, &art), ARTICLE_CHANGED);
	assert_ok(archive_article(a, id, &out, &e));
	assert_int_equal(out.attachment_count, 1);
	article_clear(&out);
	assert_false(archive_article(a, id + 1, &out, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	archive_close(a);
}

static void test_bare_article(void **state)
{
	struct archive *a = open_archive(*state);
	struct err e = {0};
	enum archive_change change;
	struct article out, bare = {.portal = (char *)(uintptr_t) "xa",
				    .key = (char *)(uintptr_t) "1",
				    .published = STAMP_NONE,
				    .updated = STAMP_NONE};
	struct article_row *rows;
	size_t n;

	assert_int_equal(put(a, &bare), ARTICLE_NEW);
	assert_ok(archive_article(a, first_id(a), &out, &e));
	assert_null(out.title);
	assert_null(out.section);
	assert_null(out.body);
	assert_true(out.published == STAMP_NONE);
	article_clear(&out);
	assert_ok(archive_rows(a, NULL, NULL, true, 9, &rows, &n, &e));
	assert_string_equal(rows[0].title, "");
	assert_string_equal(rows[0].section, "");
	assert_null(rows[0].document.number);
	assert_int_equal(rows[0].bytes, 0);
	article_rows_free(rows, n);
	bare.key = NULL;
	assert_false(archive_put(a, &bare, &change, &e));
	assert_int_equal(e.kind, ERR_FORMAT);
	bare.key = (char *)(uintptr_t) "2";
	bare.portal = NULL;
	assert_false(archive_put(a, &bare, &change, &e));
	archive_close(a);
}

static bool is_read(struct archive *a, int64_t id)
{
	struct article out;
	struct err e = {0};

	assert_ok(archive_article(a, id, &out, &e));
	bool read = out.read;
	article_clear(&out);
	return read;
}

static void test_change_makes_unread_only_by_text(void **state)
{
	struct archive *a = open_archive(*state);
	struct err e = {0};
	struct article art = help_article("1", "Tin", "<p>Cũ.</p>", 100);

	put(a, &art);
	int64_t id = first_id(a);
	assert_ok(archive_set_read(a, id, true, &e));
	assert_int_equal(put(a, &art), ARTICLE_SAME);
	art.author = (char *)(uintptr_t) "Nguyễn Văn Cừ";
	art.updated = 200;
	assert_int_equal(put(a, &art), ARTICLE_CHANGED);
	assert_true(is_read(a, id));
	art.body = (char *)(uintptr_t) "<p>Mới.</p>";
	assert_int_equal(put(a, &art), ARTICLE_CHANGED);
	assert_false(is_read(a, id));
	assert_ok(archive_set_read(a, id, true, &e));
	art.title = (char *)(uintptr_t) "Tin khác";
	assert_int_equal(put(a, &art), ARTICLE_CHANGED);
	assert_false(is_read(a, id));
	archive_close(a);
}

static int64_t published(struct archive *a, int64_t id, bool *guessed)
{
	struct article out;
	struct err e = {0};

	assert_ok(archive_article(a, id, &out, &e));
	int64_t at = out.published;
	*guessed = out.guessed;
	article_clear(&out);
	return at;
}

static void test_guessed_dates(void **state)
{
	struct archive *a = open_archive(*state);
	struct article art = help_article("1", "Tin", "<p>A.</p>", 500);
	bool guessed;

	art.guessed = true;
	art.updated = STAMP_NONE;
	put(a, &art);
	int64_t id = first_id(a);
	art.published = 900; /* guessed again, at the next sync */
	assert_int_equal(put(a, &art), ARTICLE_SAME);
	art.title = (char *)(uintptr_t) "Tin sửa";
	assert_int_equal(put(a, &art), ARTICLE_CHANGED);
	assert_int_equal(published(a, id, &guessed), 500);
	assert_true(guessed);
	art.guessed = false;
	art.published = 700; /* the portal's word counts, later or not */
	assert_int_equal(put(a, &art), ARTICLE_CHANGED);
	assert_int_equal(published(a, id, &guessed), 700);
	assert_false(guessed);
	archive_close(a);
}

static void test_marks_and_missing(void **state)
{
	struct archive *a = open_archive(*state);
	struct err e = {0};
	struct article out, art = help_article("1", "Tin", "<p>A.</p>", 500);

	put(a, &art);
	int64_t id = first_id(a);
	assert_ok(archive_set_starred(a, id, true, &e));
	assert_ok(archive_set_read(a, id, true, &e));
	uint64_t version = archive_version(a);
	assert_ok(archive_set_read(a, id, true, &e));
	assert_true(archive_version(a) == version);
	assert_ok(archive_article(a, id, &out, &e));
	assert_true(out.read && out.starred);
	article_clear(&out);
	assert_false(archive_set_read(a, id + 7, true, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	assert_false(archive_set_starred(a, id + 7, true, &e));
	archive_close(a);
}

static int64_t count_all(struct archive *a)
{
	int64_t all, unread;
	struct err e = {0};

	assert_ok(archive_count(a, NULL, &all, &unread, &e));
	return all;
}

static void test_transactions(void **state)
{
	struct archive *a = open_archive(*state);
	struct err e = {0};
	struct article one = help_article("1", "Một", "<p>A.</p>", 1);
	struct article two = help_article("2", "Hai", "<p>B.</p>", 2);

	assert_ok(archive_begin(a, &e));
	put(a, &one);
	archive_rollback(a);
	archive_rollback(a);
	assert_int_equal(count_all(a), 0);
	assert_ok(archive_begin(a, &e));
	put(a, &one);
	one.key = NULL;
	enum archive_change change;
	assert_false(archive_put(a, &one, &change, &e));
	put(a, &two);
	assert_ok(archive_commit(a, &e));
	assert_int_equal(count_all(a), 2);
	archive_close(a);
}

/* What was put before the failure goes too, and the archive can be used on. */
static void test_full_disk(void **state)
{
	const struct profile *p = *state;
	struct archive *a = open_archive(p);
	struct article one = help_article("1", "Một", "<p>A.</p>", 1);
	enum archive_change change;
	struct err e = {0};

	put(a, &one);
	assert_ok(archive_begin(a, &e));
	one.key = (char *)(uintptr_t)"2";
	put(a, &one);
	help_fill_disk();
	bool failed = !archive_commit(a, &e);
	one.key = (char *)(uintptr_t)"3";
	bool failed_alone = !archive_put(a, &one, &change, &e);
	help_free_disk();
	assert_true(failed && failed_alone);
	assert_int_equal(e.kind, ERR_FAILED);
	assert_int_equal(count_all(a), 1);
	assert_int_equal(put(a, &one), ARTICLE_NEW);
	assert_int_equal(count_all(a), 2);
	archive_close(a);
	a = open_archive(p);
	assert_int_equal(count_all(a), 2);
	archive_close(a);
}

/* A put that the database refuses takes the page with it, and the next page goes in. */
static void test_failed_put_fails_the_page(void **state)
{
	const struct profile *p = *state;
	struct archive *a = open_archive(p);
	struct article art = help_article("1", "Một", "<p>A.</p>", 1);
	enum archive_change change;
	struct err e = {0};

	archive_close(a);
	help_sql(p->archive, "CREATE TRIGGER no BEFORE INSERT ON body WHEN NEW.text = 'no'"
			     " BEGIN SELECT raise(FAIL, 'no'); END");
	a = open_archive(p);
	assert_ok(archive_begin(a, &e));
	put(a, &art);
	art.key = (char *)(uintptr_t)"2";
	art.body = (char *)(uintptr_t)"no";
	assert_false(archive_put(a, &art, &change, &e));
	art.key = (char *)(uintptr_t)"3";
	art.body = (char *)(uintptr_t)"yes";
	assert_false(archive_put(a, &art, &change, &e));
	err_clear(&e);
	assert_false(archive_commit(a, &e));
	assert_non_null(strstr(e.text, "no")); /* the cause, not only that it was undone */
	assert_null(strstr(e.text, "undone"));
	assert_int_equal(count_all(a), 0);
	assert_ok(archive_begin(a, &e));
	put(a, &art);
	assert_ok(archive_commit(a, &e));
	assert_ok(archive_commit(a, &e)); /* nothing is open: nothing to do */
	assert_int_equal(count_all(a), 1);
	archive_close(a);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
	const struct CMUnitTest tests[] = {
		T(test_article_comes_back_whole),
		T(test_bare_article),
		T(test_change_makes_unread_only_by_text),
		T(test_guessed_dates),
		T(test_marks_and_missing),
		T(test_transactions),
		T(test_full_disk),
		T(test_failed_put_fails_the_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
