/* test_files.c - bulletins with files, and returned ones that are sent in again */
#include "sample.h"

#include <bantin/base/file.h>

#define PDF "%PDF-1.4\nphụ lục\n%%EOF\n"

static void world_with_media(struct world *w, unsigned can)
{
	struct buf url = {0};

	world_sample(w, NULL, can | PORTAL_UPLOADS);
	world_stop(w);
	buf_addf(&url, "%smedia", w->sample.url);
	w->portal.media_url = buf_take(&url);
	world_start(w);
}

/* A file in the profile's folder, put to the draft. */
static void attach(struct world *w, int64_t draft, const char *name)
{
	struct desk_beside beside = {.attachment_count = 1};
	struct draft_attachment a;
	struct draft d;
	struct err e = {0};
	char *path = file_join(w->dir, name);

	assert_true(file_write(path, PDF, strlen(PDF), &e));
	assert_true(attachment_look(&a, path, &e));
	assert_true(desk_draft(w->desk, draft, &d, &e));
	beside.attachments = &a;
	assert_true(desk_draft_save_with(w->desk, &d, DESK_AUTO, &beside, &e));
	draft_clear(&d);
	attachment_clear(&a);
	free(path);
}

static int64_t submit(struct world *w, int64_t draft)
{
	struct err e = {0};
	int64_t row = 0;

	if (!sync_submit(w->sync, draft, &row, &e))
		fail_msg("%s", e.text);
	return row;
}

static char *source_of(struct world *w, int64_t id)
{
	struct submission row = world_row(w, id);
	struct buf path = {0};

	buf_addf(&path, "/micropub?q=source&url=%s", row.remote_url ? row.remote_url : "");
	char *answer = sample_ask(&w->sample, "GET", buf_str(&path), NULL);
	buf_clear(&path);
	submission_clear(&row);
	return answer;
}

static void a_file_goes_first(void **state)
{
	struct buf bytes = {0};
	struct world w;
	struct err e = {0};

	(void)state;
	world_with_media(&w, CAN_KEYS);
	int64_t draft = world_draft(&w, "Thông báo có phụ lục");
	attach(&w, draft, "phụ lục.pdf");
	int64_t id = submit(&w, draft);
	struct submission row = world_row(&w, id);
	assert_int_equal(row.file_count, 1);
	assert_string_equal(row.files[0].name, "phụ lục.pdf");
	assert_null(row.files[0].url);
	assert_true(desk_submission_file(w.desk, id, 0, &bytes, &e));
	assert_string_equal(buf_str(&bytes), PDF);
	submission_clear(&row);
	world_run(&w);
	row = world_row(&w, id);
	assert_int_equal(row.state, SUBMISSION_ACCEPTED);
	assert_non_null(row.files[0].url);
	char *there = source_of(&w, id);
	assert_non_null(strstr(there, row.files[0].url));
	free(there);
	/* what was frozen is let go */
	buf_clear(&bytes);
	assert_false(desk_submission_file(w.desk, id, 0, &bytes, &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
	submission_clear(&row);
	/* and the same again is refused, unless the file is another */
	int64_t again;
	assert_false(sync_submit(w.sync, draft, &again, &e));
	assert_int_equal(e.kind, ERR_REFUSED);
	world_close(&w);
}

static void what_was_submitted_is_what_is_sent(void **state)
{
	struct world w;

	(void)state;
	world_with_media(&w, CAN_KEYS);
	sample_plan(&w.sample, "path=/media status=503 times=1");
	int64_t draft = world_draft(&w, "Tệp đã rút");
	attach(&w, draft, "a.pdf");
	int64_t id = submit(&w, draft);
	world_run(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_WAITING);
	assert_int_equal(world_copies(&w, id), 0);
	char *path = file_join(w.dir, "a.pdf");
	unlink(path);
	free(path);
	world_stop(&w);
	world_start(&w);
	world_sync(&w);
	assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
	assert_int_equal(world_copies(&w, id), 1);
	world_close(&w);
}

/* Whatever happens to the file's own exchange, the bulletin is there once, with it. */
static void faults_of_an_upload(void **state)
{
	static const struct {
		const char *plan;
		enum submission_state state;
	} cases[] = {
		{"reset=before", SUBMISSION_WAITING},
		{"reset=after", SUBMISSION_WAITING},
		{"truncate-head=30", SUBMISSION_WAITING},
		{"truncate=5", SUBMISSION_WAITING},
		{"body=html", SUBMISSION_WAITING},
		{"status=500", SUBMISSION_WAITING},
		{"status=429 retry-after=60", SUBMISSION_WAITING},
		{"status=413", SUBMISSION_REFUSED},
		{"status=415", SUBMISSION_REFUSED},
		{"status=403", SUBMISSION_REFUSED},
	};
	struct world w;

	(void)state;
	world_with_media(&w, CAN_NEITHER);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char plan[100];

		print_message("# %s\n", cases[i].plan);
		snprintf(plan, sizeof(plan), "path=/media times=1 %s", cases[i].plan);
		sample_plan(&w.sample, plan);
		int64_t draft = world_draft(&w, cases[i].plan);
		attach(&w, draft, "a.pdf");
		int64_t id = submit(&w, draft);
		world_run(&w);
		struct submission row = world_row(&w, id);
		assert_int_equal(row.state, cases[i].state);
		assert_non_null(strstr(row.reason, "a.pdf"));
		submission_clear(&row);
		assert_int_equal(world_copies(&w, id), 0);
		if (cases[i].state == SUBMISSION_REFUSED)
			assert_true(sync_outbox_retry(w.sync, id, NULL));
		world_sync(&w);
		assert_int_equal(world_state(&w, id), SUBMISSION_ACCEPTED);
		assert_int_equal(world_copies(&w, id), 1);
	}
	world_close(&w);
}

static void a_portal_without_files_says_so(void **state)
{
	struct buf findings = {0};
	struct world w;
	struct err e = {0};
	struct draft d;
	int64_t id;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	int64_t draft = world_draft(&w, "Có tệp");
	attach(&w, draft, "a.pdf");
	assert_false(sync_submit(w.sync, draft, &id, &e));
	assert_int_equal(e.kind, ERR_USAGE);
	assert_true(desk_draft(w.desk, draft, &d, &e));
	assert_false(sync_check(w.sync, &d, &findings));
	assert_non_null(strstr(buf_str(&findings), "mau"));
	buf_clear(&findings);
	draft_clear(&d);
	world_close(&w);
}

static void a_lost_file_is_named(void **state)
{
	struct world w;
	struct err e = {0};
	int64_t id;

	(void)state;
	world_with_media(&w, CAN_KEYS);
	int64_t draft = world_draft(&w, "Mất tệp");
	attach(&w, draft, "mất.pdf");
	char *path = file_join(w.dir, "mất.pdf");
	unlink(path);
	free(path);
	assert_false(sync_submit(w.sync, draft, &id, &e));
	assert_non_null(strstr(e.text, "mất.pdf"));
	world_close(&w);
}

static void give_back(struct world *w, int64_t id, const char *remark)
{
	struct submission row = world_row(w, id);
	struct buf body = {0};

	buf_addf(&body, "{\"uid\": \"urn:uuid:%s\", \"status\": \"draft\", "
		 "\"remark\": \"%s\"}", row.key, remark);
	free(sample_ask(&w->sample, "POST", "/_review", buf_str(&body)));
	buf_clear(&body);
	submission_clear(&row);
	world_sync(w);
	row = world_row(w, id);
	assert_string_equal(row.remote_status, "draft");
	assert_string_equal(row.remark, remark);
	submission_clear(&row);
}

static void change(struct world *w, int64_t draft, const char *title)
{
	struct draft d;
	struct err e = {0};

	assert_true(desk_draft(w->desk, draft, &d, &e));
	mem_set(&d.title, title);
	assert_true(desk_draft_save(w->desk, &d, DESK_EXPLICIT, &e));
	draft_clear(&d);
}

/* It goes where it was, however often the answer is lost. */
static void check_returned(struct world *w, const char *fault)
{
	char plan[100];

	print_message("# %s\n", fault);
	sample_plan(&w->sample, "");
	int before = sample_ledger(&w->sample, NULL);
	int64_t draft = world_draft(w, "Bản tin thứ nhất");
	int64_t first = submit(w, draft);
	world_run(w);
	give_back(w, first, "Thiếu ngày họp");
	change(w, draft, "Bản tin đã sửa");
	snprintf(plan, sizeof(plan), "method=POST path=/micropub times=1 %s", fault);
	sample_plan(&w->sample, fault[0] ? plan : "");
	int64_t second = submit(w, draft);
	world_run(w);
	sample_plan(&w->sample, "");
	press_until_accepted(w, second);
	assert_int_equal(sample_ledger(&w->sample, NULL), before + 1);
	struct submission row = world_row(w, second);
	assert_non_null(row.remote_url);
	assert_string_equal(row.remote_status, "pending");
	submission_clear(&row);
	char *there = source_of(w, second);
	assert_non_null(strstr(there, "Bản tin đã sửa"));
	free(there);
}

static void a_returned_one_goes_where_it_was(void **state)
{
	static const unsigned portals[] = {CAN_KEYS, CAN_LOOK, CAN_NEITHER};
	static const char *const faults[] = {
		"", "reset=before", "reset=after", "truncate-head=30", "truncate=5",
		"status=500 commit", "status=503", "body=html", "body=html commit",
	};
	struct world w;

	(void)state;
	for (size_t i = 0; i < sizeof(portals) / sizeof(portals[0]); i++) {
		world_sample(&w, NULL, portals[i]);
		for (size_t k = 0; k < sizeof(faults) / sizeof(faults[0]); k++)
			check_returned(&w, faults[k]);
		world_close(&w);
	}
}

/* Clears everything that a bulletin need not have, and its files. */
static void strip(struct world *w, int64_t draft)
{
	struct desk_beside none = {0};
	struct draft d;

	assert_true(desk_draft(w->desk, draft, &d, NULL));
	mem_set(&d.summary, "");
	mem_set(&d.tags, "");
	mem_set(&d.section, "");
	mem_set(&d.author, "");
	assert_true(desk_draft_save_with(w->desk, &d, DESK_AUTO, &none, NULL));
	draft_clear(&d);
}

/* What was taken off a returned bulletin leaves the portal with the next text, also where
 * the text between the two never got there. */
static void what_is_taken_off_leaves_the_portal(void **state)
{
	static const char *const parts[] = {"lich.pdf", "Tóm tắt", "thủy lợi",
					    "Nguyễn Văn"};
	struct draft d;
	struct world w;

	(void)state;
	world_with_media(&w, CAN_KEYS);
	int64_t draft = world_draft(&w, "Lịch họp");
	attach(&w, draft, "lich.pdf");
	assert_true(desk_draft(w.desk, draft, &d, NULL));
	mem_set(&d.summary, "Tóm tắt");
	mem_set(&d.tags, "thủy lợi, đê");
	mem_set(&d.author, "Nguyễn Văn");
	assert_true(desk_draft_save(w.desk, &d, DESK_EXPLICIT, NULL));
	draft_clear(&d);
	int64_t first = submit(&w, draft);
	world_run(&w);
	char *there = source_of(&w, first);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		assert_non_null(strstr(there, parts[i]));
	free(there);
	give_back(&w, first, "Bỏ tệp và tóm tắt");
	strip(&w, draft);
	sample_plan(&w.sample, "method=POST path=/micropub times=1 status=422");
	int64_t second = submit(&w, draft);
	world_run(&w);
	assert_int_equal(world_state(&w, second), SUBMISSION_REFUSED);
	change(&w, draft, "Lịch họp mới");
	int64_t third = submit(&w, draft);
	world_run(&w);
	assert_int_equal(world_state(&w, third), SUBMISSION_ACCEPTED);
	there = source_of(&w, third);
	assert_non_null(strstr(there, "Lịch họp mới"));
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strstr(there, parts[i]))
			fail_msg("still there: %s", parts[i]);
	free(there);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_goes_first),
		cmocka_unit_test(what_was_submitted_is_what_is_sent),
		cmocka_unit_test(faults_of_an_upload),
		cmocka_unit_test(a_portal_without_files_says_so),
		cmocka_unit_test(a_lost_file_is_named),
		cmocka_unit_test(a_returned_one_goes_where_it_was),
		cmocka_unit_test(what_is_taken_off_leaves_the_portal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
