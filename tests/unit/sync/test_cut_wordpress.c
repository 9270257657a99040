/* test_cut_wordpress.c - WordPress's two steps over a line that breaks at every byte */
#include "cut.h"
#include "wp.h"

#define CREATE "POST /wp-json/wp/v2/posts?"
#define BY_ID "POST /wp-json/wp/v2/posts/"
#define LOOK_UP "GET /wp-json/wp/v2/posts?"
#define TAGS "POST /wp-json/wp/v2/tags?"
#define TRASH "DELETE /wp-json/wp/v2/posts/"
#define LOOK_BY_ID "GET /wp-json/wp/v2/posts/"
#define UPLOAD "POST /wp-json/wp/v2/media"
#define OWN "GET /wp-json/wp/v2/posts?*&include="

struct rig {
	struct world w;
	struct wp wp;
	struct cut_line line;
	char title[64];
	const char *ends;	/* as what it is to stand there */
	int sent;
	int64_t row;
	struct cut_choice choice;
};

static void rig_open(struct rig *r)
{
	struct world *w = &r->w;
	char url[64];

	*r = (struct rig){.ends = "pending", .choice = cut_choice()};
	wp_start(&r->wp);
	cut_start(&r->line, r->wp.port);
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/wp-json/", r->line.port);
	world_open(w, url, 0);
	alarm(cut_seconds());
	world_stop(w);
	portal_clear(&w->portal);
	w->portal = (struct portal){.name = mem_str("mau"), .url = mem_str(url),
		.feed_url = mem_str(url), .family = PORTAL_WORDPRESS,
		.can = PORTAL_WRITES | PORTAL_LOOKS_UP | PORTAL_REMARKS |
		       PORTAL_UPLOADS,
		.token = mem_str("can-bo:abcd efgh")};
	cut_start_program(w);
	world_sync(w);
}

static void rig_close(struct rig *r)
{
	assert_false(r->line.plan->reused);
	cut_stop(&r->line);
	wp_stop(&r->wp);
	world_close(&r->w);
}

static int64_t draft_with_tags(struct rig *r, const char *tags)
{
	struct draft d;

	snprintf(r->title, sizeof(r->title), "Tin %d", ++r->sent);
	int64_t id = world_draft(&r->w, r->title);
	assert_true(desk_draft(r->w.desk, id, &d, NULL));
	mem_set(&d.section, "3");
	mem_set(&d.tags, tags);
	assert_true(desk_draft_save(r->w.desk, &d, DESK_AUTO, NULL));
	draft_clear(&d);
	return id;
}

static int64_t new_draft(struct rig *r)
{
	return draft_with_tags(r, "");
}

static void submit(struct rig *r, int64_t draft)
{
	struct err e = {0};

	if (!sync_submit(r->w.sync, draft, &r->row, &e))
		fail_msg("%s", e.text);
	world_run(&r->w);
}

static void arm(struct rig *r, const char *match, const struct cut_place *p)
{
	cut_ready(&r->line, &r->w, match, p);
}

static void break_create(struct rig *r, const struct cut_place *p)
{
	int64_t draft = new_draft(r);

	arm(r, CREATE, p);
	submit(r, draft);
}

static void break_upload(struct rig *r, const struct cut_place *p)
{
	int64_t draft = new_draft(r);

	cut_attach(&r->w, draft);
	arm(r, UPLOAD, p);
	submit(r, draft);
}

static void break_own(struct rig *r, const struct cut_place *p)
{
	submit(r, new_draft(r));
	arm(r, OWN, p);
	world_sync(&r->w);
}

static void break_finish(struct rig *r, const struct cut_place *p)
{
	int64_t draft = new_draft(r);

	arm(r, BY_ID, p);
	submit(r, draft);
}

static void break_look_up(struct rig *r, const struct cut_place *p)
{
	int64_t draft = new_draft(r);

	cut_arm(&r->line, CREATE, CUT_ANSWER, CUT_RESET, 0);
	submit(r, draft);
	arm(r, LOOK_UP, p);
	sync_deliver(r->w.sync);
	world_run(&r->w);
}

static void break_look_by_id(struct rig *r, const struct cut_place *p)
{
	int64_t draft = new_draft(r);

	cut_arm(&r->line, BY_ID, CUT_ANSWER, CUT_RESET, 0);
	submit(r, draft);
	arm(r, LOOK_BY_ID, p);
	sync_deliver(r->w.sync);
	world_run(&r->w);
}

/* Given back by the editor, then sent in again under another title. */
static void break_update(struct rig *r, const struct cut_place *p)
{
	int64_t draft = new_draft(r);
	struct draft d;

	submit(r, draft);
	struct wp_post *post = &r->wp.site->post[r->wp.site->count - 1];
	snprintf(post->status, sizeof(post->status), "draft");
	post->changes++;
	world_sync(&r->w);
	snprintf(r->title, sizeof(r->title), "Tin %d đã sửa", r->sent);
	assert_true(desk_draft(r->w.desk, draft, &d, NULL));
	mem_set(&d.title, r->title);
	assert_true(desk_draft_save(r->w.desk, &d, DESK_EXPLICIT, NULL));
	draft_clear(&d);
	arm(r, BY_ID, p);
	submit(r, draft);
}

static void break_tags(struct rig *r, const struct cut_place *p)
{
	int64_t draft = draft_with_tags(r, "thủy lợi");

	arm(r, TAGS, p);
	submit(r, draft);
	struct submission row = world_row(&r->w, r->row);
	assert_true(row.terms || row.tries == 0);
	submission_clear(&row);
}

static void break_withdraw(struct rig *r, const struct cut_place *p)
{
	r->ends = "trash";
	submit(r, new_draft(r));
	arm(r, TRASH, p);
	assert_true(sync_outbox_withdraw(r->w.sync, r->row, NULL));
	world_run(&r->w);
}

static void break_restore(struct rig *r, const struct cut_place *p)
{
	submit(r, new_draft(r));
	assert_true(sync_outbox_withdraw(r->w.sync, r->row, NULL));
	world_run(&r->w);
	assert_int_equal(wp_count(&r->wp, r->title, "trash"), 1);
	arm(r, BY_ID, p);
	assert_true(sync_outbox_restore(r->w.sync, r->row, NULL));
	world_run(&r->w);
}

struct trial {
	struct rig *r;
	void (*run)(struct rig *r, const struct cut_place *p);
};

static void until_accepted(struct rig *r)
{
	int64_t limit = clock_mono() + PATIENCE_MS;

	while (world_state(&r->w, r->row) != SUBMISSION_ACCEPTED) {
		if (clock_mono() > limit) {
			struct submission row = world_row(&r->w, r->row);
			fail_msg("never accepted: state %d, stage %d, %s", row.state,
				 row.stage, row.reason ? row.reason : "no reason");
		}
		world_sync(&r->w);
	}
}

static void check_place(void *ctx, const struct cut_place *p)
{
	const struct trial *t = ctx;
	struct rig *r = t->r;

	int before = r->wp.site->count;
	t->run(r, p);
	assert_false(r->line.plan->armed);
	if (world_state(&r->w, r->row) == SUBMISSION_ACCEPTED)
		assert_int_equal(wp_count(&r->wp, r->title, r->ends), 1);
	until_accepted(r);
	assert_int_equal(r->wp.site->count, before + 1);
	assert_int_equal(wp_count(&r->wp, r->title, NULL), 1);
	assert_int_equal(wp_count(&r->wp, r->title, r->ends), 1);
	struct submission row = world_row(&r->w, r->row);
	assert_string_equal(row.remote_status, r->ends);
	submission_clear(&row);
}

static void sweep(const char *name, void (*run)(struct rig *, const struct cut_place *))
{
	struct cut_place whole = {.way = CUT_REQUEST, .at = SIZE_MAX};
	struct rig r;
	struct trial t = {&r, run};

	rig_open(&r);
	check_place(&t, &whole);
	struct cut_sweep s = {
		.choice = &r.choice,
		.length = {r.line.plan->request, r.line.plan->answer},
		.check = check_place,
		.ctx = &t,
	};
	assert_true(s.length[0] > 0 && s.length[1] > 0);
	int n = cut_sweep(&s);
	print_message("# %s: %zu and %zu bytes, %d places\n", name, s.length[0],
		      s.length[1], n);
	rig_close(&r);
}

static void the_first_step(void **state)
{
	(void)state;
	sweep("create", break_create);
}

static void a_file_that_goes_up_first(void **state)
{
	(void)state;
	sweep("upload", break_upload);
}

static void what_became_of_them(void **state)
{
	(void)state;
	sweep("own posts", break_own);
}

static void the_second_step(void **state)
{
	(void)state;
	sweep("hand in", break_finish);
}

static void the_look_up_of_the_first(void **state)
{
	(void)state;
	sweep("look-up by slug", break_look_up);
}

static void the_look_up_of_the_second(void **state)
{
	(void)state;
	sweep("look-up by id", break_look_by_id);
}

static void a_text_in_the_place_of_another(void **state)
{
	(void)state;
	sweep("update", break_update);
}

static void its_tags(void **state)
{
	(void)state;
	sweep("tags", break_tags);
}

static void taking_it_back(void **state)
{
	(void)state;
	sweep("withdraw", break_withdraw);
}

static void putting_it_back(void **state)
{
	(void)state;
	sweep("restore", break_restore);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(the_first_step, cut_tell),
		cmocka_unit_test_teardown(the_second_step, cut_tell),
		cmocka_unit_test_teardown(a_file_that_goes_up_first, cut_tell),
		cmocka_unit_test_teardown(what_became_of_them, cut_tell),
		cmocka_unit_test_teardown(the_look_up_of_the_first, cut_tell),
		cmocka_unit_test_teardown(the_look_up_of_the_second, cut_tell),
		cmocka_unit_test_teardown(a_text_in_the_place_of_another, cut_tell),
		cmocka_unit_test_teardown(its_tags, cut_tell),
		cmocka_unit_test_teardown(taking_it_back, cut_tell),
		cmocka_unit_test_teardown(putting_it_back, cut_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
