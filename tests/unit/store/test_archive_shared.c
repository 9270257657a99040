/* test_archive_shared.c - one archive, many readers, each with marks of their own */
#include "help.h"

#include <bantin/store/archive.h>

struct host {
	const struct profile *p;
	char *marks[2];
};

static void put(const struct profile *p, const char *key, const char *title, int64_t when)
{
	struct article art = help_article(key, title, "<p>Nội dung.</p>", when);
	enum archive_change change;
	struct archive *a;
	struct err e = {0};

	assert_ok(archive_open(&a, p->archive, ARCHIVE_PUBLISH, &e));
	assert_ok(archive_begin(a, &e));
	assert_ok(archive_put(a, &art, &change, &e));
	assert_ok(archive_commit(a, &e));
	archive_close(a);
}

static void host_up(struct host *h, void **state)
{
	h->p = *state;
	h->marks[0] = file_join(h->p->data, "marks-an.db");
	h->marks[1] = file_join(h->p->data, "marks-binh?.db");
	put(h->p, "k/1", "Một", 100);
	put(h->p, "k/2", "Hai", 200);
	put(h->p, "k/3", "Ba", 300);
}

static void host_down(struct host *h)
{
	free(h->marks[0]);
	free(h->marks[1]);
}

static struct archive *reader(const struct host *h, int who)
{
	struct archive *a;
	struct err e = {0};

	assert_ok(archive_open_shared(&a, h->p->archive, h->marks[who], &e));
	assert_true(archive_is_shared(a));
	return a;
}

static void check_counts(struct archive *a, int64_t all, int64_t unread)
{
	struct archive_filter section = {.portal = "xa", .section = "tin-tuc"};
	struct archive_filter only = {.unread = true};
	int64_t n, m;
	struct err e = {0};

	assert_ok(archive_count(a, NULL, &n, &m, &e));
	assert_int_equal(n, all);
	assert_int_equal(m, unread);
	assert_ok(archive_count(a, &section, &n, &m, &e));
	assert_int_equal(n, all);
	assert_int_equal(m, unread);
	assert_ok(archive_count(a, &only, &n, &m, &e));
	assert_int_equal(n, unread);
}

static int64_t id_of(struct archive *a, size_t place)
{
	struct article_row *rows;
	size_t n;
	struct err e = {0};

	assert_ok(archive_rows(a, NULL, NULL, true, 10, &rows, &n, &e));
	assert_true(place < n);
	int64_t id = rows[place].id;
	article_rows_free(rows, n);
	return id;
}

static void each_has_marks_of_their_own(void **state)
{
	struct host h;
	struct article_row *rows;
	size_t n;
	struct err e = {0};

	host_up(&h, state);
	struct archive *an = reader(&h, 0), *binh = reader(&h, 1);
	check_counts(an, 3, 3);
	uint64_t version = archive_version(an);
	assert_ok(archive_set_read(an, id_of(an, 0), true, &e));
	assert_true(archive_version(an) != version);
	assert_ok(archive_set_starred(an, id_of(an, 1), true, &e));
	check_counts(an, 3, 2);
	check_counts(binh, 3, 3);
	assert_ok(archive_set_all_read(binh, NULL, &e));
	check_counts(binh, 3, 0);
	check_counts(an, 3, 2);

	assert_ok(archive_rows(an, &(struct archive_filter){.starred = true}, NULL, true,
			       10, &rows, &n, &e));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].title, "Hai");
	assert_true(rows[0].starred && !rows[0].read);
	article_rows_free(rows, n);
	archive_close(an);
	an = reader(&h, 0);
	check_counts(an, 3, 2);
	assert_ok(archive_set_read(an, id_of(an, 0), false, &e));
	check_counts(an, 3, 3);
	archive_close(an);
	archive_close(binh);
	host_down(&h);
}

static void marks_follow_the_articles(void **state)
{
	struct host h;
	struct archive *w;
	struct err e = {0};

	host_up(&h, state);
	struct archive *a = reader(&h, 0);
	uint64_t version = archive_version(a);
	assert_ok(archive_set_all_read(a, NULL, &e));
	assert_ok(archive_set_starred(a, id_of(a, 2), true, &e));
	put(h.p, "k/4", "Bốn", 400);
	assert_true(archive_version(a) != version);
	check_counts(a, 4, 1);

	/* one that changed is unread again, and still starred */
	put(h.p, "k/1", "Một, sửa lại", 100);
	archive_version(a);
	check_counts(a, 4, 2);
	struct article out;
	assert_ok(archive_article(a, id_of(a, 3), &out, &e));
	assert_string_equal(out.title, "Một, sửa lại");
	assert_true(out.starred && !out.read);
	article_clear(&out);

	/* while it was closed, too */
	archive_close(a);
	put(h.p, "k/2", "Hai, sửa lại", 200);
	a = reader(&h, 0);
	check_counts(a, 4, 3);
	assert_ok(archive_open(&w, h.p->archive, ARCHIVE_PUBLISH, &e));
	assert_ok(archive_forget(w, "xa", &e));
	archive_close(w);
	archive_version(a);
	check_counts(a, 0, 0);
	archive_close(a);
	host_down(&h);
}

/* A forked child without a right to write, where the tests run as root. */
static void nobody_needs_a_right_to_write(void **state)
{
	struct host h;
	struct stat st;
	int status;

	host_up(&h, state);
	assert_int_equal(stat(h.p->archive, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0644);
	char *beside = file_join(h.p->data, "archive.db-wal");
	assert_int_not_equal(access(beside, F_OK), 0);
	free(beside);
	free(h.marks[0]);
	h.marks[0] = mem_str("/tmp/bantin-marks-XXXXXX");
	assert_non_null(mkdtemp(h.marks[0]));
	char *folder = h.marks[0];
	h.marks[0] = file_join(folder, "marks.db");
	assert_int_equal(chmod(h.p->data, 0755), 0);
	assert_int_equal(chmod(folder, 0777), 0);
	pid_t child = fork();
	if (child == 0) {
		struct archive *a = NULL;
		struct err e = {0};
		bool ok = (getuid() != 0 || setuid(65534) == 0) &&
			  archive_open_shared(&a, h.p->archive, h.marks[0], &e) &&
			  archive_set_all_read(a, NULL, &e);
		if (!ok)
			fprintf(stderr, "# %s\n", e.text);
		if (a)
			archive_close(a);
		_exit(ok ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	help_remove(folder, 2);
	free(folder);
	host_down(&h);
}

static void refuse(const struct host *h, enum err_kind kind)
{
	struct archive *a;
	struct err e = {0};

	assert_false(archive_open_shared(&a, h->p->archive, h->marks[0], &e));
	assert_null(a);
	assert_int_equal(e.kind, kind);
}

static void what_anybody_could_write_is_not_read(void **state)
{
	struct host h;
	struct err e = {0};

	host_up(&h, state);
	assert_int_equal(chmod(h.p->archive, 0664), 0);
	refuse(&h, ERR_CONFIG);
	assert_int_equal(chmod(h.p->archive, 0644), 0);
	assert_int_equal(chmod(h.p->data, 0777), 0);
	refuse(&h, ERR_CONFIG);
	assert_int_equal(chmod(h.p->data, 0700), 0);
	char *real = file_join(h.p->data, "real.db");
	assert_int_equal(rename(h.p->archive, real), 0);
	refuse(&h, ERR_NOT_FOUND);
	assert_int_equal(symlink(real, h.p->archive), 0);
	refuse(&h, ERR_CONFIG);
	assert_int_equal(unlink(h.p->archive), 0);
	assert_int_equal(rename(real, h.p->archive), 0);
	free(real);

	/* and what is read is not written */
	struct archive *a = reader(&h, 0);
	struct article art = help_article("k/9", "Chín", "<p>Chín.</p>", 900);
	enum archive_change change;
	assert_false(archive_put(a, &art, &change, &e));
	archive_close(a);
	host_down(&h);
}

static void a_vote_is_ones_own(void **state)
{
	struct host h;
	struct archive *w;
	struct err e = {0};
	struct poll_option options[1] = {{.id = (char *)(uintptr_t) "co",
					  .label = (char *)(uintptr_t) "Có"}};
	struct poll p = {.id = (char *)(uintptr_t) "y-kien",
			 .question = (char *)(uintptr_t) "Có hay không?",
			 .options = options,
			 .option_count = 1,
			 .voted = (char *)(uintptr_t) "co"};

	host_up(&h, state);
	assert_ok(archive_open(&w, h.p->archive, ARCHIVE_PUBLISH, &e));
	struct poll none = p;
	none.voted = NULL;
	assert_ok(archive_put_poll(w, "xa", &none, &e));
	archive_close(w);
	struct archive *an = reader(&h, 0), *binh = reader(&h, 1);
	struct poll out;
	assert_ok(archive_put_poll(an, "xa", &p, &e));
	assert_ok(archive_poll(an, "xa", &out, &e));
	assert_string_equal(out.voted, "co");
	poll_clear(&out);
	assert_ok(archive_poll(binh, "xa", &out, &e));
	assert_null(out.voted);
	poll_clear(&out);
	archive_close(an);
	archive_close(binh);
	host_down(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(each_has_marks_of_their_own, help_setup,
						help_teardown),
		cmocka_unit_test_setup_teardown(marks_follow_the_articles, help_setup,
						help_teardown),
		cmocka_unit_test_setup_teardown(nobody_needs_a_right_to_write, help_setup,
						help_teardown),
		cmocka_unit_test_setup_teardown(what_anybody_could_write_is_not_read,
						help_setup, help_teardown),
		cmocka_unit_test_setup_teardown(a_vote_is_ones_own, help_setup,
						help_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
