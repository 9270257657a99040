/* test_damage.c - damaged databases: set aside, never written to, what is left is back */
#include "help.h"

#include <bantin/store/archive.h>
#include <bantin/store/desk.h>

enum { MUTATIONS = 75 };	/* of each database; BANTIN_MUTATIONS says otherwise */

static char *text(const char *s)
{
	return (char *)(uintptr_t)s;
}

static char *data_path(const struct profile *p, const char *name)
{
	return file_join(p->data, name);
}

/* The first file of the folder whose name begins so; "" none. */
static void find_name(const char *dir, const char *start, char out[256])
{
	DIR *d = opendir(dir);

	out[0] = '\0';
	for (struct dirent *at; d && (at = readdir(d)) != NULL;)
		if (strncmp(at->d_name, start, strlen(start)) == 0 &&
		    (!out[0] || strcmp(at->d_name, out) < 0))
			snprintf(out, 256, "%s", at->d_name);
	if (d)
		closedir(d);
}

static struct desk *open_desk(const struct profile *p)
{
	struct desk *d;
	struct err e = {0};

	assert_ok(desk_open(&d, p, NULL, &e));
	return d;
}

static int64_t save(struct desk *d, int64_t id, const char *title, const char *body,
		    enum desk_save kind)
{
	struct draft draft = {.id = id, .title = text(title), .body = text(body)};
	struct err e = {0};

	assert_ok(desk_draft_save(d, &draft, kind, &e));
	return draft.id;
}

static void assert_body(struct desk *d, int64_t id, const char *body)
{
	struct draft draft;
	struct err e = {0};

	assert_ok(desk_draft(d, id, &draft, &e));
	assert_string_equal(draft.body, body);
	draft_clear(&draft);
}

static void submit(struct desk *d, int64_t draft, const char *key)
{
	struct submission s = {.draft = draft, .portal = text("xa"), .title = text("Tin"),
			       .payload = text("{}"), .payload_len = 2};
	struct err e = {0};

	snprintf(s.key, sizeof(s.key), "%s", key);
	assert_ok(desk_submit(d, &s, NULL, &e));
}

/* Two drafts and a submission in a snapshot; one draft more, saved, since. */
static void make_desk(const struct profile *p)
{
	struct desk *d = open_desk(p);

	save(d, 0, "Lịch tiếp dân", "Sáng thứ năm.\n", DESK_EXPLICIT);
	save(d, 0, "Phun thuốc", "Từ ngày 12.\n", DESK_AUTO);
	submit(d, 1, "00000000-0000-4000-8000-000000000001");
	desk_close(d);
	desk_close(open_desk(p));	/* takes the snapshot */
	d = open_desk(p);
	save(d, 0, "Họp thôn", "Nội dung họp.\n", DESK_EXPLICIT);
	save(d, 1, "Lịch tiếp dân", "Chiều thứ sáu.\n", DESK_EXPLICIT);
	desk_close(d);
	/* the copy is younger than the snapshot's draft, by a clock of whole seconds */
	char name[256];
	find_name(p->drafts, "1-", name);
	char *path = file_join(p->drafts, name);
	struct timespec later[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = 4102444800}};
	assert_int_equal(utimensat(AT_FDCWD, path, later, 0), 0);
	free(path);
}

static void overwrite(const char *path, off_t at, const char *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, n, at), n);
	close(fd);
}

static void assert_desk_is_back(const struct profile *p)
{
	struct desk *d = open_desk(p);
	struct submission *list;
	size_t n;
	struct err e = {0};

	assert_string_not_equal(desk_warning(d), "");
	assert_body(d, 1, "Chiều thứ sáu.\n");
	assert_body(d, 2, "Từ ngày 12.\n");
	assert_body(d, 3, "Nội dung họp.\n");
	assert_ok(desk_outbox(d, &list, &n, &e));
	assert_int_equal(n, 1);
	assert_int_equal(list[0].state, SUBMISSION_UNKNOWN);
	assert_true(list[0].sent_at > 0);
	submission_list_free(list, n);
	desk_close(d);
	d = open_desk(p);
	assert_string_equal(desk_warning(d), "");
	desk_close(d);
}

static void damaged_desk_is_set_aside(void **state)
{
	const struct profile *p = *state;
	char name[256];

	make_desk(p);
	overwrite(p->desk, 0, "hong hong hong h", 16);
	uint64_t before = help_hash(p->desk);
	assert_desk_is_back(p);
	find_name(p->data, "desk.db.damaged-", name);
	char *aside = data_path(p, name);
	assert_true(help_hash(aside) == before);
	assert_int_equal(help_mode(aside), 0600);
	free(aside);
}

static void empty_and_missing_desk_come_back(void **state)
{
	const struct profile *p = *state;

	make_desk(p);
	assert_int_equal(truncate(p->desk, 0), 0);
	assert_desk_is_back(p);
	unlink(p->desk);
	struct desk *d = open_desk(p);
	assert_body(d, 3, "Nội dung họp.\n");
	desk_close(d);
}

static void without_snapshots_the_copies_come_back(void **state)
{
	const struct profile *p = *state;
	char name[256];

	make_desk(p);
	for (;;) {
		find_name(p->data, "desk-", name);
		if (!name[0])
			break;
		char *path = data_path(p, name);
		unlink(path);
		free(path);
	}
	assert_int_equal(truncate(p->desk, 5000), 0);
	struct desk *d = open_desk(p);
	assert_string_not_equal(desk_warning(d), "");
	assert_body(d, 1, "Chiều thứ sáu.\n");
	assert_body(d, 3, "Nội dung họp.\n");
	desk_close(d);
}

/* A log of another database, or a log whose database went. */
static void foreign_log(void **state)
{
	const struct profile *p = *state;
	char *log = data_path(p, "desk.db-wal"), *other = data_path(p, "other.db");
	char *other_log = data_path(p, "other.db-wal");
	struct buf b = {0};
	int status;

	make_desk(p);
	pid_t child = fork();
	if (child == 0) {
		sqlite3 *db;
		sqlite3_open(other, &db);
		sqlite3_exec(db,
			     "PRAGMA journal_mode = WAL; CREATE TABLE t (x);"
			     "INSERT INTO t SELECT randomblob(9000) FROM"
			     " (VALUES (1), (2), (3), (4))",
			     NULL, NULL, NULL);
		help_die();
	}
	waitpid(child, &status, 0);
	assert_true(file_read(other_log, BUF_MAX, &b, NULL));
	assert_true(file_write(log, b.s, b.len, NULL));
	struct desk *d = open_desk(p);
	assert_body(d, 1, "Chiều thứ sáu.\n");
	assert_body(d, 2, "Từ ngày 12.\n");
	assert_body(d, 3, "Nội dung họp.\n");
	desk_close(d);
	unlink(p->desk);
	assert_true(file_write(log, b.s, b.len, NULL));
	d = open_desk(p);
	assert_body(d, 3, "Nội dung họp.\n");
	assert_string_not_equal(desk_warning(d), "");
	desk_close(d);
	buf_clear(&b);
	free(log);
	free(other);
	free(other_log);
}

enum { NOBODY = 65534 };

/* 0: it is refused, with words. Root may write whatever the modes say. */
static int open_unwritable(const struct profile *p)
{
	struct desk *d;
	struct err e = {0};

	if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
		return 1;
	return desk_open(&d, p, NULL, &e) || e.kind != ERR_FAILED || !e.text[0] ? 2 : 0;
}

static void unwritable_desk_is_left(void **state)
{
	const struct profile *p = *state;
	char name[256];
	int status;

	make_desk(p);
	uint64_t before = help_hash(p->desk);
	assert_int_equal(chmod(p->desk, 0400), 0);
	if (geteuid() == 0) {
		char *lock = file_join(p->data, "desk.lock");
		assert_int_equal(chown(p->desk, NOBODY, NOBODY), 0);
		assert_int_equal(chown(lock, NOBODY, NOBODY), 0);
		assert_int_equal(chown(p->data, NOBODY, NOBODY), 0);
		free(lock);
	}
	if (fork() == 0)
		_exit(open_unwritable(p));
	assert_true(wait(&status) > 0);
	assert_int_equal(status, 0);
	find_name(p->data, "desk.db.damaged-", name);
	assert_string_equal(name, "");
	assert_true(help_hash(p->desk) == before);
}

/* --- the archive ------------------------------------------------------------- */

static void make_archive(const struct profile *p)
{
	struct archive *a;
	enum archive_change change;
	struct err e = {0};
	char key[16];

	assert_ok(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	assert_ok(archive_begin(a, &e));
	for (int i = 0; i < 60; i++) {
		snprintf(key, sizeof(key), "%d", i);
		struct article art = help_article(key, "Khánh thành cầu Bến Đò",
						  "<p>Sáng nay xã khánh thành cầu.</p>",
						  1000 + i);
		assert_ok(archive_put(a, &art, &change, &e));
	}
	assert_ok(archive_commit(a, &e));
	archive_close(a);
}

static void damaged_archive_begins_anew(void **state)
{
	const struct profile *p = *state;
	struct archive *a;
	struct feed_state feed;
	int64_t all, unread;
	struct err e = {0};

	make_archive(p);
	overwrite(p->archive, 0, "hong hong hong h", 16);
	uint64_t before = help_hash(p->archive);
	assert_ok(archive_open(&a, p->archive, ARCHIVE_READ, &e));
	assert_non_null(archive_set_aside(a));
	assert_true(help_hash(archive_set_aside(a)) == before);
	assert_ok(archive_count(a, NULL, &all, &unread, &e));
	assert_int_equal(all, 0);
	assert_ok(archive_feed_state(a, "xa", &feed, &e));
	assert_false(feed.complete);
	feed_state_clear(&feed);
	archive_close(a);
	make_archive(p);
	assert_ok(archive_open(&a, p->archive, ARCHIVE_WRITE, &e));
	assert_null(archive_set_aside(a));
	archive_close(a);
}

/* --- any damage -------------------------------------------------------------- */

static uint64_t seed;

static uint32_t next_random(uint32_t below)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(seed >> 33) % below;
}

static void flip(struct buf *b, size_t at)
{
	if (at < b->len)
		b->s[at] = (char)(b->s[at] ^ (1 << next_random(8)));
}

/* Head, some page, a run of zeros or of foreign bytes, a cut. */
static void mutate(struct buf *b)
{
	size_t at = next_random((uint32_t)b->len);
	size_t run = 1 + next_random(4096);

	switch (next_random(6)) {
	case 0:
		flip(b, next_random(100));
		break;
	case 1:
		for (int i = 0; i < 8; i++)
			flip(b, next_random((uint32_t)b->len));
		break;
	case 2:
		for (size_t i = at; i < at + run && i < b->len; i++)
			b->s[i] = 0;
		break;
	case 3:
		for (size_t i = at; i < at + run && i < b->len; i++)
			b->s[i] = (char)next_random(256);
		break;
	case 4:
		buf_cut(b, at);
		break;
	default:
		/* the first bytes of a page tell what it is */
		for (int i = 0; i < 4; i++)
			flip(b, (at & ~(size_t)4095) + next_random(16));
		break;
	}
}

static void use_desk(const struct profile *p)
{
	struct desk *d;
	struct draft *list, draft;
	struct submission *rows;
	struct draft_version *versions;
	struct buf undo = {0};
	size_t n;

	if (!desk_open(&d, p, NULL, NULL))
		return;
	if (desk_drafts(d, false, &list, &n, NULL))
		draft_list_free(list, n);
	for (int64_t id = 1; id < 4; id++) {
		if (desk_draft(d, id, &draft, NULL)) {
			desk_draft_save(d, &draft, DESK_EXPLICIT, NULL);
			draft_clear(&draft);
		}
		desk_undo(d, id, &undo, NULL);
		if (desk_history(d, id, &versions, &n, NULL))
			free(versions);
	}
	if (desk_outbox(d, &rows, &n, NULL)) {
		for (size_t i = 0; i < n; i++)
			submission_state_name(rows[i].state);
		submission_list_free(rows, n);
	}
	buf_clear(&undo);
	desk_close(d);
}

static void use_archive(const struct profile *p)
{
	struct archive *a;
	struct article_row *rows;
	struct article article;
	struct hit *hits;
	size_t n;

	if (!archive_open(&a, p->archive, ARCHIVE_WRITE, NULL))
		return;
	if (archive_rows(a, NULL, NULL, true, 100, &rows, &n, NULL))
		article_rows_free(rows, n);
	for (int64_t id = 1; id < 60; id++)
		if (archive_article(a, id, &article, NULL))
			article_clear(&article);
	if (archive_search(a, "khanh thanh", false, NULL, 20, &hits, &n, NULL))
		hits_free(hits, n);
	archive_set_read(a, 1, true, NULL);
	archive_close(a);
}

/* The use of a mutated file in a child: it ends by itself, and in time. */
static void use_safely(void (*use)(const struct profile *p), const struct profile *p,
		       uint64_t with)
{
	int status;
	pid_t child = fork();

	if (child == 0) {
		alarm(20);
		use(p);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("seed %llu ends with %d", (unsigned long long)with, status);
}

static void forget_aside(const struct profile *p, const char *start)
{
	char name[256];

	for (;;) {
		find_name(p->data, start, name);
		if (!name[0])
			return;
		char *path = data_path(p, name);
		unlink(path);
		free(path);
	}
}

/* What was set aside of the desk holds the very bytes. The archive, which is not looked
 * through at opening, may have been written before its damage is come upon. */
static void each_mutation(const struct profile *p, const char *path, const char *name,
			  bool untouched, void (*use)(const struct profile *p))
{
	const char *asked = getenv("BANTIN_MUTATIONS");
	long count = asked ? strtol(asked, NULL, 10) : MUTATIONS;
	struct buf good = {0}, start = {0};
	char found[256];

	assert_true(file_read(path, BUF_MAX, &good, NULL));
	buf_addf(&start, "%s.", name);
	for (long i = 0; i < count; i++) {
		struct buf bad = {0};
		uint64_t with = seed = (uint64_t)i + 1;
		buf_add(&bad, good.s, good.len);
		mutate(&bad);
		assert_true(file_write(path, buf_str(&bad), bad.len, NULL));
		use_safely(use, p, with);
		use_safely(use, p, with);
		find_name(p->data, start.s, found);
		char *aside = data_path(p, found);
		if (untouched && strstr(found, ".damaged-") &&
		    help_hash(aside) != hash_bytes(buf_str(&bad), bad.len))
			fail_msg("seed %llu: changed", (unsigned long long)with);
		free(aside);
		buf_clear(&bad);
		forget_aside(p, start.s);
	}
	buf_clear(&good);
	buf_clear(&start);
}

static void no_mutation_of_the_desk_harms(void **state)
{
	const struct profile *p = *state;

	make_desk(p);
	each_mutation(p, p->desk, "desk.db", true, use_desk);
}

static void no_mutation_of_the_archive_harms(void **state)
{
	const struct profile *p = *state;

	make_archive(p);
	each_mutation(p, p->archive, "archive.db", false, use_archive);
}

#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(damaged_desk_is_set_aside),
		T(empty_and_missing_desk_come_back),
		T(without_snapshots_the_copies_come_back),
		T(foreign_log),
		T(unwritable_desk_is_left),
		T(damaged_archive_begins_anew),
		T(no_mutation_of_the_desk_harms),
		T(no_mutation_of_the_archive_harms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
