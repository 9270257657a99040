/* test_desk.c - the desk: one owner, drafts, versions, plain copies, snapshots */
#include "help.h"

#include <signal.h>
#include <time.h>

#include <bantin/base/clock.h>
#include <bantin/base/stamp.h>
#include <bantin/store/desk.h>

static struct desk *open_desk(const struct profile *p)
{
	struct desk *d;
	struct err e = {0};

	assert_ok(desk_open(&d, p, NULL, &e));
	return d;
}

static struct draft make_draft(const char *title, const char *body)
{
	return (struct draft){.title = mem_str(title),
			      .body = mem_str(body),
			      .summary = mem_str("Dòng\nhai")};
}

static char *draft_path(const struct profile *p, const char *name)
{
	return file_join(p->drafts, name);
}

static bool file_there(const struct profile *p, const char *name)
{
	char *path = draft_path(p, name);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

static void test_private_files(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	char path[512];

	assert_int_equal(help_mode(p->desk), 0600);
	snprintf(path, sizeof(path), "%s-wal", p->desk);
	assert_int_equal(help_mode(path), 0600);
	snprintf(path, sizeof(path), "%s/desk.lock", p->data);
	assert_int_equal(help_mode(path), 0600);
	snprintf(path, sizeof(path), "%s-shm", p->desk);
	assert_int_equal(access(path, F_OK), -1);
	assert_string_equal(desk_warning(d), "");
	desk_close(d);
	desk_close(NULL);
}

static void test_room_is_kept(void **state)
{
	const struct profile *p = *state;
	char path[512];
	struct stat st;

	snprintf(path, sizeof(path), "%s/desk.reserve", p->data);
	for (int i = 0; i < 3; i++) {
		desk_close(open_desk(p));
		assert_int_equal(stat(path, &st), 0);
		assert_true(st.st_size >= 1 << 20);
		assert_true(st.st_blocks * 512 >= st.st_size);
		assert_int_equal(help_mode(path), 0600);
		/* given back, cut short: it is whole again with the next opening */
		assert_int_equal(i ? truncate(path, 4096) : unlink(path), 0);
	}
}

static void test_save_and_read(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	struct draft out, draft = make_draft("Báo cáo tháng 8", "# Đầu đề\n\nChữ.\n");
	struct err e = {0};

	assert_ok(desk_draft_save(d, &draft, DESK_AUTO, &e));
	assert_true(draft.id > 0 && draft.created > 0 && draft.modified > 0);
	assert_int_equal(draft.version, 0);
	desk_close(d);

	d = open_desk(p);
	assert_ok(desk_draft(d, draft.id, &out, &e));
	assert_string_equal(out.title, draft.title);
	assert_string_equal(out.body, draft.body);
	assert_string_equal(out.summary, draft.summary);
	assert_string_equal(out.portal, "");
	assert_string_equal(out.section, "");
	assert_string_equal(out.author, "");
	assert_string_equal(out.tags, "");
	assert_int_equal(out.id, draft.id);
	assert_int_equal(out.created, draft.created);
	assert_int_equal(out.submission, 0);
	draft_clear(&out);
	assert_false(desk_draft(d, draft.id + 1, &out, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	draft.id += 1;
	assert_false(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	draft_clear(&draft);
	desk_close(d);
}

static void test_list_newest_change_first(void **state)
{
	struct desk *d = open_desk(*state);
	struct draft *list, a = make_draft("A", "a\n"), b = make_draft("B", "b\n");
	struct err e = {0};
	size_t n;

	assert_ok(desk_draft_save(d, &a, DESK_AUTO, &e));
	assert_ok(desk_draft_save(d, &b, DESK_AUTO, &e));
	assert_ok(desk_draft_save(d, &a, DESK_AUTO, &e));
	assert_ok(desk_drafts(d, false, &list, &n, &e));
	assert_int_equal(n, 2);
	assert_string_equal(list[0].title, "A");
	assert_string_equal(list[0].body, "a\n");
	draft_list_free(list, n);
	assert_ok(desk_drafts(d, true, &list, &n, &e));
	assert_string_equal(list[1].title, "B");
	assert_string_equal(list[1].body, "");
	draft_list_free(list, n);
	draft_clear(&a);
	draft_clear(&b);
	desk_close(d);
}

static void test_versions(void **state)
{
	struct desk *d = open_desk(*state);
	struct draft out, draft = make_draft("Tin", "một\n");
	struct draft_version *list;
	struct err e = {0};
	size_t n;

	assert_ok(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	assert_int_equal(draft.version, 1);
	mem_set(&draft.body, "hai\n");
	assert_ok(desk_draft_save(d, &draft, DESK_AUTO, &e));
	assert_int_equal(draft.version, 1);
	mem_set(&draft.body, "ba\n");
	assert_ok(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	assert_int_equal(draft.version, 2);
	assert_ok(desk_history(d, draft.id, &list, &n, &e));
	assert_int_equal(n, 2);
	assert_int_equal(list[0].number, 2);
	assert_int_equal(list[0].bytes, 3);
	assert_int_equal(list[1].cause, VERSION_SAVED);
	free(list);
	assert_ok(desk_draft_version(d, draft.id, 1, &out, &e));
	assert_string_equal(out.body, "một\n");
	assert_string_equal(out.title, "Tin");
	draft_clear(&out);
	assert_false(desk_draft_version(d, draft.id, 3, &out, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);

	for (int i = 0; i < DESK_VERSIONS_MAX; i++)
		assert_ok(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	assert_ok(desk_history(d, draft.id, &list, &n, &e));
	assert_int_equal(n, DESK_VERSIONS_MAX);
	assert_int_equal(list[n - 1].number, 3);
	free(list);
	draft_clear(&draft);
	desk_close(d);
}

static void test_plain_copy(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	struct draft draft =
		make_draft("Đại hội: Đảng bộ xã (lần 2)!", "Nội dung ở đây.\n");
	struct buf text = {0};
	struct err e = {0};

	assert_ok(desk_draft_save(d, &draft, DESK_AUTO, &e));
	assert_false(file_there(p, "1-dai-hoi-dang-bo-xa-lan-2.md"));
	assert_ok(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	assert_string_equal(desk_warning(d), "");
	assert_true(file_there(p, "1-dai-hoi-dang-bo-xa-lan-2.md"));
	char *path = draft_path(p, "1-dai-hoi-dang-bo-xa-lan-2.md");
	assert_int_equal(help_mode(path), 0600);
	assert_true(file_read(path, 4096, &text, NULL));
	assert_string_equal(buf_str(&text), "Title: Đại hội: Đảng bộ xã (lần 2)!\n"
					    "Portal: \nSection: \nAuthor: \nTags: \n"
					    "Summary: Dòng\n\thai\n\nNội dung ở đây.\n");
	buf_clear(&text);
	free(path);

	path = draft_path(p, "12-cua-bai-khac.md");
	help_write(path, "x");
	mem_set(&draft.title, "../../Tên mới");
	assert_ok(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	assert_true(file_there(p, "1-ten-moi.md"));
	assert_false(file_there(p, "1-dai-hoi-dang-bo-xa-lan-2.md"));
	mem_set(&draft.title, "???");
	assert_ok(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	assert_true(file_there(p, "1.md"));
	assert_false(file_there(p, "1-ten-moi.md"));
	assert_ok(desk_draft_delete(d, draft.id, &e));
	assert_false(file_there(p, "1.md"));
	assert_true(file_there(p, "12-cua-bai-khac.md"));
	free(path);
	draft_clear(&draft);
	desk_close(d);
}

/* A title longer than a file name may be, cut between two letters. */
static void test_plain_copy_of_long_title(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	struct draft draft = make_draft("", "x\n");
	struct buf title = {0};
	struct err e = {0};

	for (int i = 0; i < 400; i++)
		buf_adds(&title, "Ổn định ");
	mem_set(&draft.title, buf_str(&title));
	buf_clear(&title);
	assert_ok(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	assert_string_equal(desk_warning(d), "");
	draft_clear(&draft);
	desk_close(d);
}

static void test_copy_fails_save_succeeds(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	struct draft out, draft = make_draft("Tin", "một\n");
	struct err e = {0};

	rmdir(p->drafts);
	assert_ok(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	assert_string_not_equal(desk_warning(d), "");
	assert_ok(desk_draft(d, draft.id, &out, &e));
	assert_string_equal(out.body, "một\n");
	draft_clear(&out);
	mkdir(p->drafts, 0700);
	assert_ok(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	assert_string_equal(desk_warning(d), "");
	draft_clear(&draft);
	desk_close(d);
}

static void test_delete_and_ids(void **state)
{
	struct desk *d = open_desk(*state);
	struct draft a = make_draft("A", "a\n"), b = make_draft("B", "b\n");
	struct draft_version *list;
	struct err e = {0};
	size_t n;

	assert_ok(desk_draft_save(d, &a, DESK_EXPLICIT, &e));
	assert_ok(desk_draft_delete(d, a.id, &e));
	assert_ok(desk_history(d, a.id, &list, &n, &e));
	assert_int_equal(n, 0);
	assert_false(desk_draft_delete(d, a.id, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	assert_ok(desk_draft_save(d, &b, DESK_AUTO, &e));
	assert_true(b.id > a.id);
	draft_clear(&a);
	draft_clear(&b);
	desk_close(d);
}

static void test_open_draft(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	struct draft a = make_draft("A", "a\n");
	struct err e = {0};

	assert_int_equal(desk_open_draft(d), 0);
	assert_ok(desk_draft_save(d, &a, DESK_AUTO, &e));
	assert_ok(desk_set_open_draft(d, a.id, &e));
	desk_close(d);
	d = open_desk(p);
	assert_int_equal(desk_open_draft(d), a.id);
	assert_ok(desk_set_open_draft(d, 0, &e));
	assert_int_equal(desk_open_draft(d), 0);
	assert_ok(desk_set_open_draft(d, a.id, &e));
	assert_ok(desk_draft_delete(d, a.id, &e));
	assert_int_equal(desk_open_draft(d), 0);
	draft_clear(&a);
	/* with its first save: nothing can end the program between the two */
	a = make_draft("B", "b\n");
	assert_ok(desk_draft_save_with(d, &a, DESK_AUTO, &(struct desk_beside){.open = true},
				       &e));
	assert_int_equal(desk_open_draft(d), a.id);
	draft_clear(&a);
	desk_close(d);
}

static void expect_busy(const struct profile *p, pid_t pid)
{
	struct desk_owner owner;
	struct desk *d;
	struct err e = {0};
	char text[32];

	assert_false(desk_open(&d, p, &owner, &e));
	assert_null(d);
	assert_int_equal(e.kind, ERR_BUSY);
	assert_int_equal(owner.pid, pid);
	assert_true(owner.since > 1500000000 && owner.since <= clock_now());
	snprintf(text, sizeof(text), "%ld", (long)pid);
	assert_non_null(strstr(e.text, text));
}

static void test_one_owner(void **state)
{
	const struct profile *p = *state;
	struct desk *d;
	int ready[2], status;
	char c;

	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	if (child == 0) {
		if (!desk_open(&d, p, NULL, NULL) || write(ready[1], "x", 1) != 1)
			_exit(1);
		pause();
		_exit(0);
	}
	assert_int_equal(read(ready[0], &c, 1), 1);
	expect_busy(p, child);
	expect_busy(p, child);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	d = open_desk(p); /* a dead owner blocks nobody */
	expect_busy(p, getpid());
	expect_busy(p, getpid());
	desk_close(d);
	desk_close(open_desk(p));
	close(ready[0]);
	close(ready[1]);
}

static void test_odd_lock_files(void **state)
{
	const struct profile *p = *state;
	char *path = file_join(p->data, "desk.lock");
	struct desk *d;
	struct err e = {0};

	help_write(path, "pid nobody \x1b[2J");
	desk_close(open_desk(p));
	unlink(path);
	assert_int_equal(symlink("/tmp/bantin-elsewhere", path), 0);
	assert_false(desk_open(&d, p, NULL, &e));
	assert_int_equal(e.kind, ERR_FAILED);
	assert_int_equal(access("/tmp/bantin-elsewhere", F_OK), -1);
	free(path);
}

static void test_newer_is_refused_untouched(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	struct err e = {0};

	desk_close(d);
	help_sql(p->desk, "PRAGMA user_version = 2020");
	uint64_t before = help_hash(p->desk);
	assert_false(desk_open(&d, p, NULL, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	assert_true(help_hash(p->desk) == before);
	help_sql(p->desk, "PRAGMA user_version = 3");
	desk_close(open_desk(p)); /* and the lock was given back */
}

static void test_older_is_brought_up(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	struct draft draft = {.title = mem_str("Một"), .body = mem_str("Hai")}, out;
	struct buf log = {0};
	struct err e = {0};

	assert_ok(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	desk_close(d);
	help_sql(p->desk, "DROP TABLE undo; DROP TABLE attachment;"
			  "ALTER TABLE outbox DROP COLUMN stage;"
			  "ALTER TABLE outbox DROP COLUMN remote_version;"
			  "DROP TABLE outbox_file;"
			  "PRAGMA user_version = 1");
	d = open_desk(p);
	assert_ok(desk_draft(d, draft.id, &out, &e));
	assert_string_equal(out.body, "Hai");
	assert_ok(desk_undo(d, draft.id, &log, &e));
	assert_int_equal(log.len, 0);
	draft_clear(&out);
	draft_clear(&draft);
	desk_close(d);
}

static void test_beside(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	struct draft draft = {.title = mem_str("Một"), .body = mem_str("Hai")};
	struct draft_attachment files[2] = {
		{(char *)"/a/b.pdf", (char *)"application/pdf", 12},
		{(char *)"/c", (char *)"text/plain", 34}}, *list;
	struct desk_beside beside = {"\0log", 4, files, 2, false};
	struct buf log = {0};
	struct err e = {0};
	size_t n;

	assert_ok(desk_draft_save_with(d, &draft, DESK_AUTO, &beside, &e));
	assert_ok(desk_draft_save(d, &draft, DESK_AUTO, &e));	/* leaves it */
	assert_ok(desk_undo(d, draft.id, &log, &e));
	assert_int_equal(log.len, 4);
	assert_memory_equal(log.s, "\0log", 4);
	assert_ok(desk_attachments(d, draft.id, &list, &n, &e));
	assert_int_equal(n, 2);
	assert_string_equal(list[0].path, "/a/b.pdf");
	assert_string_equal(attachment_name(&list[0]), "b.pdf");
	assert_string_equal(list[1].type, "text/plain");
	assert_int_equal(list[1].size, 34);
	attachment_list_free(list, n);
	beside = (struct desk_beside){NULL, 0, files, 1, false};
	assert_ok(desk_draft_save_with(d, &draft, DESK_AUTO, &beside, &e));
	buf_reset(&log);
	assert_ok(desk_undo(d, draft.id, &log, &e));
	assert_int_equal(log.len, 0);
	assert_ok(desk_attachments(d, draft.id, &list, &n, &e));
	assert_int_equal(n, 1);
	attachment_list_free(list, n);
	assert_ok(desk_draft_delete(d, draft.id, &e));
	assert_ok(desk_attachments(d, draft.id, &list, &n, &e));
	assert_int_equal(n, 0);
	buf_clear(&log);
	draft_clear(&draft);
	desk_close(d);
}

static void test_foreign_and_damaged(void **state)
{
	const struct profile *p = *state;
	struct desk *d;
	struct err e = {0};

	help_sql(p->desk, "CREATE TABLE contacts (name)");
	uint64_t before = help_hash(p->desk);
	assert_false(desk_open(&d, p, NULL, &e));
	assert_int_equal(e.kind, ERR_FAILED);
	assert_true(help_hash(p->desk) == before);
	help_write(p->desk,
		   "not a database at all, only some words that somebody has left "
		   "here, in a file that happens to have the name of one, for long\n");
	assert_ok(desk_open(&d, p, NULL, &e));
	assert_non_null(strstr(desk_warning(d), "desk.db.damaged-"));
	desk_close(d);
}

static void day_name(int64_t t, char out[32])
{
	char stamp[STAMP_MAX];

	stamp_format(t, STAMP_RFC3339, stamp);
	snprintf(out, 32, "desk-%.4s%.2s%.2s.db", stamp, stamp + 5, stamp + 8);
}

static char *data_path(const struct profile *p, const char *name)
{
	return file_join(p->data, name);
}

static void test_snapshot(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	struct draft draft = make_draft("Tin", "một\n");
	struct err e = {0};
	char today[32];

	day_name(clock_now(), today);
	char *path = data_path(p, today);
	assert_int_equal(access(path, F_OK), -1); /* nothing was there to be saved */
	assert_ok(desk_draft_save(d, &draft, DESK_AUTO, &e));
	desk_close(d);

	char *target = data_path(p, "target");
	help_write(target, "untouched");
	assert_int_equal(symlink(target, path), 0);
	uint64_t before = help_hash(target);
	const char *const old[] = {"desk-20200101.db", "desk-20200103.db",
				   "desk-20200102.db"};
	for (int i = 0; i < 3; i++) {
		char *other = data_path(p, old[i]);
		help_write(other, "x");
		free(other);
	}
	d = open_desk(p);
	assert_string_equal(desk_warning(d), "");
	desk_close(d);
	struct stat st;
	assert_int_equal(lstat(path, &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_int_equal(help_mode(path), 0600);
	assert_true(help_hash(target) == before);
	for (int i = 0; i < 3; i++) {
		char *other = data_path(p, old[i]);
		assert_int_equal(access(other, F_OK), i == 0 ? -1 : 0);
		free(other);
	}

	before = help_hash(path);
	desk_close(open_desk(p)); /* one a day */
	assert_true(help_hash(path) == before);
	assert_int_equal(rename(path, p->desk), 0);
	d = open_desk(p); /* it is a whole desk */
	struct draft out;
	assert_ok(desk_draft(d, draft.id, &out, &e));
	assert_string_equal(out.body, "một\n");
	draft_clear(&out);
	draft_clear(&draft);
	desk_close(d);
	free(path);
	free(target);
}

static void test_snapshot_fails_desk_opens(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	struct draft draft = make_draft("Tin", "một\n");
	struct err e = {0};
	char today[32];

	assert_ok(desk_draft_save(d, &draft, DESK_AUTO, &e));
	desk_close(d);
	day_name(clock_now(), today);
	char *path = data_path(p, today);
	assert_int_equal(mkdir(path, 0700), 0);
	d = open_desk(p);
	assert_string_not_equal(desk_warning(d), "");
	desk_close(d);
	free(path);
	draft_clear(&draft);
}

static void test_full_disk(void **state)
{
	const struct profile *p = *state;
	struct desk *d = open_desk(p);
	struct draft out, draft = make_draft("Tin", "một\n"), other = make_draft("B", "b\n");
	struct err e = {0};

	assert_ok(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	int64_t version = draft.version;
	mem_set(&draft.body, "hai\n");
	help_fill_disk();
	bool failed = !desk_draft_save(d, &draft, DESK_EXPLICIT, &e);
	bool failed_new = !desk_draft_save(d, &other, DESK_AUTO, &e);
	help_free_disk();
	assert_true(failed && failed_new);
	assert_int_equal(e.kind, ERR_FAILED);
	assert_int_equal(draft.version, version);
	assert_int_equal(other.id, 0);
	assert_ok(desk_draft(d, draft.id, &out, &e));
	assert_string_equal(out.body, "một\n");
	draft_clear(&out);
	assert_ok(desk_draft_save(d, &draft, DESK_EXPLICIT, &e));
	desk_close(d);
	d = open_desk(p);
	assert_ok(desk_draft(d, draft.id, &out, &e));
	assert_string_equal(out.body, "hai\n");
	assert_int_equal(out.version, version + 1);
	draft_clear(&out);
	draft_clear(&draft);
	draft_clear(&other);
	desk_close(d);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
	const struct CMUnitTest tests[] = {
		T(test_private_files),
		T(test_room_is_kept),
		T(test_save_and_read),
		T(test_list_newest_change_first),
		T(test_versions),
		T(test_older_is_brought_up),
		T(test_beside),
		T(test_plain_copy),
		T(test_plain_copy_of_long_title),
		T(test_copy_fails_save_succeeds),
		T(test_delete_and_ids),
		T(test_open_draft),
		T(test_full_disk),
		T(test_one_owner),
		T(test_odd_lock_files),
		T(test_newer_is_refused_untouched),
		T(test_foreign_and_damaged),
		T(test_snapshot),
		T(test_snapshot_fails_desk_opens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
