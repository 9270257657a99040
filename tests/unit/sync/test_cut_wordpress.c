/* test_cut_wordpress.c - WordPress's two steps over a line that breaks at every byte */
#include "cut.h"
#include "wp.h"

#define CREATE "POST /wp-json/wp/v2/posts?"
#define BY_ID "POST /wp-json/wp/v2/posts/"
#define LOOK_UP "GET /wp-json/wp/v2/posts?"
#define LOOK_BY_ID "GET /wp-json/wp/v2/posts/"

struct rig {
	struct world w;
	struct wp wp;
	struct cut_line line;
	char title[64];
	int sent;
	int64_t row;
};

static bool full(void)
{
	const char *how = getenv("FAULTS");

	return how && strcmp(how, "full") == 0;
}

static void rig_open(struct rig *r)
{
	struct world *w = &r->w;
	struct err e = {0};
	char url[64];

	*r = (struct rig){0};
	wp_start(&r->wp);
	cut_start(&r->line, r->wp.port);
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/wp-json/", r->line.port);
	world_open(w, url, 0);
	alarm(full() ? 3600 : 240);
	world_stop(w);
	portal_clear(&w->portal);
	w->portal = (struct portal){.name = mem_str("mau"), .url = mem_str(url),
		.feed_url = mem_str(url), .family = PORTAL_WORDPRESS,
		.can = PORTAL_WRITES | PORTAL_LOOKS_UP | PORTAL_REMARKS,
		.token = mem_str("can-bo:abcd efgh")};
	if (!archive_open(&w->archive, w->profile.archive, ARCHIVE_WRITE, &e) ||
	    !desk_open(&w->desk, &w->profile, NULL, &e))
		fail_msg("%s", e.text);
	struct sync_setup setup = {.archive = w->archive, .desk = w->desk,
				   .portals = &w->portal, .portal_count = 1,
				   .patience = 1};
	w->sync = sync_new(&setup);
	world_sync(w);
}

static void rig_close(struct rig *r)
{
	assert_false(r->line.plan->reused);
	cut_stop(&r->line);
	wp_stop(&r->wp);
	world_close(&r->w);
}

static int64_t new_draft(struct rig *r)
{
	snprintf(r->title, sizeof(r->title), "Tin %d", ++r->sent);
	return world_draft(&r->w, r->title);
}

static void submit(struct rig *r, int64_t draft)
{
	struct err e = {0};

	if (!sync_submit(r->w.sync, draft, &r->row, &e))
		fail_msg("%s", e.text);
	world_run(&r->w);
}

struct place {
	enum cut_way way;
	enum cut_mode mode;
	size_t at;
};

static void arm(struct rig *r, const char *match, const struct place *p)
{
	cut_arm(&r->line, match, p->way, p->mode, p->at);
}

static void break_create(struct rig *r, const struct place *p)
{
	int64_t draft = new_draft(r);

	arm(r, CREATE, p);
	submit(r, draft);
}

static void break_finish(struct rig *r, const struct place *p)
{
	int64_t draft = new_draft(r);

	arm(r, BY_ID, p);
	submit(r, draft);
}

static void break_look_up(struct rig *r, const struct place *p)
{
	int64_t draft = new_draft(r);

	cut_arm(&r->line, CREATE, CUT_ANSWER, CUT_RESET, 0);
	submit(r, draft);
	arm(r, LOOK_UP, p);
	sync_deliver(r->w.sync);
	world_run(&r->w);
}

static void break_look_by_id(struct rig *r, const struct place *p)
{
	int64_t draft = new_draft(r);

	cut_arm(&r->line, BY_ID, CUT_ANSWER, CUT_RESET, 0);
	submit(r, draft);
	arm(r, LOOK_BY_ID, p);
	sync_deliver(r->w.sync);
	world_run(&r->w);
}

/* Given back by the editor, then sent in again under another title. */
static void break_update(struct rig *r, const struct place *p)
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

static int check_place(struct rig *r, void (*run)(struct rig *, const struct place *),
		       const struct place *p)
{
	int64_t limit = clock_mono() + PATIENCE_MS;

	int before = r->wp.site->count;
	run(r, p);
	if (world_state(&r->w, r->row) == SUBMISSION_ACCEPTED)
		assert_int_equal(wp_count(&r->wp, r->title, "pending"), 1);
	r->line.plan->armed = false;
	while (world_state(&r->w, r->row) != SUBMISSION_ACCEPTED) {
		if (clock_mono() > limit) {
			struct submission row = world_row(&r->w, r->row);
			fail_msg("never accepted: state %d, stage %d, %s", row.state,
				 row.stage, row.reason ? row.reason : "no reason");
		}
		world_sync(&r->w);
	}
	assert_int_equal(r->wp.site->count, before + 1);
	assert_int_equal(wp_count(&r->wp, r->title, NULL), 1);
	assert_int_equal(wp_count(&r->wp, r->title, "pending"), 1);
	return 1;
}

static int sweep_way(struct rig *r, void (*run)(struct rig *, const struct place *),
		     enum cut_way way, enum cut_mode mode, size_t length)
{
	struct place p = {.way = way, .mode = mode};
	size_t step = full() ? 1 : length / 4 + 1;
	int n = 0;

	if (mode == CUT_STALL) {
		step = length / 3 + 1;
		p.at = step;
	}
	for (; p.at < length; p.at += step)
		n += check_place(r, run, &p);
	return n;
}

static void sweep(const char *name, void (*run)(struct rig *, const struct place *))
{
	struct place whole = {.way = CUT_REQUEST, .at = SIZE_MAX};
	struct rig r;

	rig_open(&r);
	int n = check_place(&r, run, &whole);
	size_t request = r.line.plan->request, answer = r.line.plan->answer;
	assert_true(request > 0 && answer > 0);
	for (enum cut_mode mode = CUT_RESET; mode < (full() ? CUT_STALL + 1 : CUT_STALL);
	     mode++) {
		n += sweep_way(&r, run, CUT_REQUEST, mode, request);
		n += sweep_way(&r, run, CUT_ANSWER, mode, answer);
	}
	print_message("# %s: %zu and %zu bytes, %d places\n", name, request, answer, n);
	rig_close(&r);
}

static void the_first_step(void **state)
{
	(void)state;
	sweep("create", break_create);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_step),
		cmocka_unit_test(the_second_step),
		cmocka_unit_test(the_look_up_of_the_first),
		cmocka_unit_test(the_look_up_of_the_second),
		cmocka_unit_test(a_text_in_the_place_of_another),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
