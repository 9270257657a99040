/* test_backup.c - the desk as one file: there and back, merged without doubling */
#include "help.h"

#include <bantin/store/backup.h>
#include <bantin/store/desk.h>

/* Two machines. */
struct two {
	struct profile *a, *b;
	char *file;
};

static int two_setup(void **state)
{
	struct two *t = mem_alloc(sizeof(*t));
	void *a = NULL, *b = NULL;

	if (help_setup(&a) != 0 || help_setup(&b) != 0)
		return -1;
	t->a = a;
	t->b = b;
	t->file = file_join(t->a->data, "sao-luu");
	*state = t;
	return 0;
}

static int two_teardown(void **state)
{
	struct two *t = *state;
	void *a = t->a, *b = t->b;

	help_teardown(&a);
	help_teardown(&b);
	free(t->file);
	free(t);
	return 0;
}

static char *text(const char *s)
{
	return (char *)(uintptr_t)s;
}

static struct desk *open_desk(const struct profile *p)
{
	struct desk *d;
	struct err e = {0};

	assert_ok(desk_open(&d, p, NULL, &e));
	return d;
}

static int64_t save(const struct profile *p, int64_t id, const char *title,
		    const char *body, enum desk_save kind)
{
	struct draft draft = {.id = id, .title = text(title), .body = text(body)};
	struct desk *d = open_desk(p);
	struct err e = {0};

	assert_ok(desk_draft_save(d, &draft, kind, &e));
	desk_close(d);
	return draft.id;
}

static void submit(const struct profile *p, int64_t draft, const char *key,
		   enum submission_state state)
{
	struct submission s = {.draft = draft, .portal = text("xa"), .title = text("Tin"),
			       .payload = text("{}"), .payload_len = 2};
	struct desk *d = open_desk(p);
	struct err e = {0};

	snprintf(s.key, sizeof(s.key), "%s", key);
	assert_ok(desk_submit(d, &s, NULL, &e));
	s.state = state;
	s.remote_url = text("https://xa.example/1");
	assert_ok(desk_submission_update(d, &s, SUBMISSION_WAITING, &e));
	desk_close(d);
}

static void backup(const struct profile *p, const char *file)
{
	struct backup_file words = {text("words"), text("Tà Nung\n"), 9};
	struct desk *d = open_desk(p);
	struct err e = {0};

	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_ok(desk_backup(d, &words, 1, fd, &e));
	close(fd);
	desk_close(d);
}

static bool try_restore(const struct profile *p, const char *file, struct restored *r,
			struct err *e)
{
	struct desk *d = open_desk(p);
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	assert_true(fd >= 0);
	bool ok = desk_restore(d, fd, r, e);
	close(fd);
	desk_close(d);
	if (ok) {
		assert_int_equal(r->file_count, 1);
		assert_string_equal(r->files[0].name, "words");
	}
	backup_files_free(r->files, r->file_count);
	return ok;
}

static struct restored restore(const struct profile *p, const char *file)
{
	struct restored r;
	struct err e = {0};

	assert_ok(try_restore(p, file, &r, &e));
	return r;
}

static size_t count_drafts(const struct profile *p)
{
	struct desk *d = open_desk(p);
	struct draft *list;
	struct err e = {0};
	size_t n;

	assert_ok(desk_drafts(d, true, &list, &n, &e));
	draft_list_free(list, n);
	desk_close(d);
	return n;
}

static void assert_draft(const struct profile *p, int64_t id, const char *title,
			 const char *body)
{
	struct desk *d = open_desk(p);
	struct draft draft;
	struct err e = {0};

	assert_ok(desk_draft(d, id, &draft, &e));
	assert_string_equal(draft.body, body);
	assert_non_null(strstr(draft.title, title));
	draft_clear(&draft);
	desk_close(d);
}

static void assert_state(const struct profile *p, const char *key,
			 enum submission_state state, int64_t *draft)
{
	struct desk *d = open_desk(p);
	struct submission *list;
	struct err e = {0};
	size_t n, found = 0;

	assert_ok(desk_outbox(d, &list, &n, &e));
	for (size_t i = 0; i < n; i++) {
		if (strcmp(list[i].key, key) != 0)
			continue;
		found++;
		assert_int_equal(list[i].state, state);
		if (state == SUBMISSION_UNKNOWN)
			assert_true(list[i].sent_at > 0);
		*draft = list[i].draft;
	}
	assert_int_equal(found, 1);
	submission_list_free(list, n);
	desk_close(d);
}

static void to_another_machine_and_again(void **state)
{
	const struct two *t = *state;
	int64_t draft;

	save(t->a, 0, "Lịch tiếp dân", "Thứ năm.\n", DESK_EXPLICIT);
	save(t->a, 0, "Phun thuốc", "Ngày 12.\n", DESK_AUTO);
	submit(t->a, 1, "key-waiting", SUBMISSION_WAITING);
	submit(t->a, 2, "key-accepted", SUBMISSION_ACCEPTED);
	backup(t->a, t->file);
	struct restored r = restore(t->b, t->file);
	assert_int_equal(r.fresh, 2);
	assert_int_equal(r.submissions, 2);
	assert_draft(t->b, 1, "Lịch tiếp dân", "Thứ năm.\n");
	assert_draft(t->b, 2, "Phun thuốc", "Ngày 12.\n");
	assert_state(t->b, "key-waiting", SUBMISSION_UNKNOWN, &draft);
	assert_int_equal(draft, 1);
	assert_state(t->b, "key-accepted", SUBMISSION_ACCEPTED, &draft);
	for (int i = 0; i < 2; i++) {
		r = restore(t->b, t->file);
		assert_int_equal(r.fresh + r.newer + r.both + r.submissions, 0);
		assert_int_equal(r.kept, 2);
	}
	/* and where it was made nothing changes either: what waits goes on waiting */
	r = restore(t->a, t->file);
	assert_int_equal(r.kept, 2);
	assert_state(t->a, "key-waiting", SUBMISSION_WAITING, &draft);
	assert_int_equal(count_drafts(t->b), 2);
}

static void written_on_over_there(void **state)
{
	const struct two *t = *state;
	struct draft_version *list;
	struct err e = {0};
	size_t n;

	save(t->a, 0, "Lịch tiếp dân", "Thứ năm.\n", DESK_AUTO);
	backup(t->a, t->file);
	restore(t->b, t->file);
	save(t->b, 1, "Lịch tiếp dân", "Thứ sáu.\n", DESK_EXPLICIT);
	save(t->b, 1, "Lịch tiếp dân", "Thứ bảy.\n", DESK_AUTO);
	backup(t->b, t->file);
	struct restored r = restore(t->a, t->file);
	assert_int_equal(r.newer, 1);
	assert_draft(t->a, 1, "Lịch tiếp dân", "Thứ bảy.\n");
	struct desk *d = open_desk(t->a);
	assert_ok(desk_history(d, 1, &list, &n, &e));
	assert_int_equal(n, 3);
	free(list);
	desk_close(d);
	/* an older backup takes nothing back */
	save(t->a, 1, "Lịch tiếp dân", "Chủ nhật.\n", DESK_AUTO);
	r = restore(t->a, t->file);
	assert_int_equal(r.kept, 1);
	assert_draft(t->a, 1, "Lịch tiếp dân", "Chủ nhật.\n");
	assert_int_equal(count_drafts(t->a), 1);
}

static void changed_on_both_sides(void **state)
{
	const struct two *t = *state;

	save(t->a, 0, "Lịch tiếp dân", "Thứ năm.\n", DESK_EXPLICIT);
	backup(t->a, t->file);
	restore(t->b, t->file);
	save(t->a, 1, "Lịch tiếp dân", "Sáng thứ năm.\n", DESK_AUTO);
	save(t->b, 1, "Lịch tiếp dân", "Chiều thứ năm.\n", DESK_AUTO);
	backup(t->b, t->file);
	struct restored r = restore(t->a, t->file);
	assert_int_equal(r.both, 1);
	assert_draft(t->a, 1, "Lịch tiếp dân", "Sáng thứ năm.\n");
	assert_draft(t->a, 2, "Lịch tiếp dân (", "Chiều thứ năm.\n");
	r = restore(t->a, t->file);
	assert_int_equal(r.both, 0);
	assert_int_equal(count_drafts(t->a), 2);
}

static void ids_are_not_taken_twice(void **state)
{
	const struct two *t = *state;
	int64_t draft;

	save(t->a, 0, "Bài xã", "Xã.\n", DESK_EXPLICIT);
	submit(t->a, 1, "key-a", SUBMISSION_ACCEPTED);
	backup(t->a, t->file);
	save(t->b, 0, "Bài huyện", "Huyện.\n", DESK_EXPLICIT);
	submit(t->b, 1, "key-b", SUBMISSION_WAITING);
	struct restored r = restore(t->b, t->file);
	assert_int_equal(r.fresh, 1);
	assert_draft(t->b, 1, "Bài huyện", "Huyện.\n");
	assert_draft(t->b, 2, "Bài xã", "Xã.\n");
	assert_state(t->b, "key-a", SUBMISSION_ACCEPTED, &draft);
	assert_int_equal(draft, 2);
	assert_state(t->b, "key-b", SUBMISSION_WAITING, &draft);
	assert_int_equal(draft, 1);
}

static void a_deleted_draft_keeps_its_submission(void **state)
{
	const struct two *t = *state;
	struct err e = {0};
	int64_t draft;

	save(t->a, 0, "Bài", "Một.\n", DESK_EXPLICIT);
	submit(t->a, 1, "key-a", SUBMISSION_ACCEPTED);
	struct desk *d = open_desk(t->a);
	assert_ok(desk_draft_delete(d, 1, &e));
	desk_close(d);
	backup(t->a, t->file);
	save(t->b, 0, "Bài khác", "Hai.\n", DESK_EXPLICIT);
	restore(t->b, t->file);
	assert_state(t->b, "key-a", SUBMISSION_ACCEPTED, &draft);
	assert_true(draft != 1);
	assert_int_equal(count_drafts(t->b), 1);
	assert_true(save(t->b, 0, "Bài mới", "Ba.\n", DESK_AUTO) != draft);
}

static void what_was_accepted_there_is_learnt(void **state)
{
	const struct two *t = *state;
	struct desk *d;
	struct submission *list;
	struct err e = {0};
	int64_t draft;
	size_t n;

	save(t->a, 0, "Bài", "Một.\n", DESK_EXPLICIT);
	submit(t->a, 1, "key-a", SUBMISSION_WAITING);
	backup(t->a, t->file);
	restore(t->b, t->file);
	d = open_desk(t->b);
	assert_ok(desk_outbox(d, &list, &n, &e));
	list[0].state = SUBMISSION_ACCEPTED;
	mem_set(&list[0].remote_url, "https://xa.example/1");
	assert_ok(desk_submission_update(d, &list[0], SUBMISSION_UNKNOWN, &e));
	submission_list_free(list, n);
	desk_close(d);
	backup(t->b, t->file);
	restore(t->a, t->file);
	assert_state(t->a, "key-a", SUBMISSION_ACCEPTED, &draft);
}

/* Cut, or with one bit turned, at places all over it. */
static void damaged_ones_are_refused(void **state)
{
	const struct two *t = *state;
	struct buf good = {0};
	struct restored r;
	struct err e = {0};

	save(t->a, 0, "Bài", "Một.\n", DESK_EXPLICIT);
	backup(t->a, t->file);
	assert_true(file_read(t->file, BUF_MAX, &good, NULL));
	for (size_t at = 0; at < good.len; at += good.len / 17) {
		assert_true(file_write(t->file, good.s, at, NULL));
		assert_false(try_restore(t->b, t->file, &r, &e));
		assert_int_equal(e.kind, ERR_FORMAT);
		good.s[at] = (char)(good.s[at] ^ 4);
		assert_true(file_write(t->file, good.s, good.len, NULL));
		good.s[at] = (char)(good.s[at] ^ 4);
		assert_false(try_restore(t->b, t->file, &r, &e));
		assert_int_equal(e.kind, ERR_FORMAT);
	}
	assert_int_equal(count_drafts(t->b), 0);
	help_write(t->file, "bantin-backup 9 0 0 0\n");
	assert_false(try_restore(t->b, t->file, &r, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	buf_clear(&good);
}

#define T(f) cmocka_unit_test_setup_teardown(f, two_setup, two_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(to_another_machine_and_again),
		T(written_on_over_there),
		T(changed_on_both_sides),
		T(ids_are_not_taken_twice),
		T(a_deleted_draft_keeps_its_submission),
		T(what_was_accepted_there_is_learnt),
		T(damaged_ones_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
