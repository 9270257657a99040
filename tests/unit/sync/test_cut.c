/* test_cut.c - the line breaks at every byte of every exchange that writes or asks */
#include "cut.h"

/*
 * All of it takes hours and runs with FAULTS_EVERY (make faults); make check takes a
 * sample of the places, the same each time.
 */

#define CREATE "POST /micropub "
#define UPLOAD "POST /media "
#define LOOK_UP "GET /micropub?q=source&uid="
#define OWN "GET /micropub?q=source "

/* A portal behind a line, and what is done there. */
struct rig {
	struct world w;
	struct cut_line line;
	unsigned can;
	int64_t row;
	int sent;	/* bulletins so far: titles differ */
	struct cut_choice choice;
};

static void rig_open(struct rig *r, unsigned can)
{
	struct world *w = &r->w;
	char url[64];

	const char *options[3] = {NULL};
	size_t n = 0;

	*r = (struct rig){.can = can, .choice = cut_choice()};
	if (!(can & PORTAL_REMEMBERS_KEYS))
		options[n++] = "--no-idempotency";
	if (!(can & PORTAL_LOOKS_UP))
		options[n++] = "--no-lookup";
	sample_start(&w->sample, options);
	cut_start(&r->line, w->sample.port);
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/", r->line.port);
	world_open(w, url, can | PORTAL_UPLOADS);
	alarm(cut_seconds());
	world_stop(w);
	struct buf media = {0};
	buf_addf(&media, "%smedia", url);
	w->portal.media_url = buf_take(&media);
	/* the portal has no slow hand here: an empty look-up may be believed at once */
	w->portal.lookup_wait = 0;
	cut_start_program(w);
	world_sync(w);
}

static void rig_close(struct rig *r)
{
	assert_false(r->line.plan->reused);
	cut_stop(&r->line);
	world_close(&r->w);
}

static int64_t new_draft(struct rig *r)
{
	char title[64];

	snprintf(title, sizeof(title), "Bản tin số %d", ++r->sent);
	return world_draft(&r->w, title);
}

static void submit(struct rig *r, int64_t draft)
{
	struct err e = {0};

	if (!sync_submit(r->w.sync, draft, &r->row, &e))
		fail_msg("%s", e.text);
	world_run(&r->w);
}

static void review(struct rig *r, const char *status)
{
	struct submission row = world_row(&r->w, r->row);
	struct buf body = {0};

	buf_addf(&body, "{\"uid\": \"urn:uuid:%s\", \"status\": \"%s\"}", row.key,
		 status);
	free(sample_ask(&r->w.sample, "POST", "/_review", buf_str(&body)));
	buf_clear(&body);
	submission_clear(&row);
}

/* --- what is broken: each arms its own exchange and runs into it --------------- */

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

static void break_look_up(struct rig *r, const struct cut_place *p)
{
	int64_t draft = new_draft(r);

	cut_arm(&r->line, CREATE, CUT_ANSWER, CUT_RESET, 0);
	submit(r, draft);
	arm(r, LOOK_UP, p);
	world_sync(&r->w);
}

static void break_upload(struct rig *r, const struct cut_place *p)
{
	int64_t draft = new_draft(r);

	cut_attach(&r->w, draft);
	arm(r, UPLOAD, p);
	submit(r, draft);
}

static void break_update(struct rig *r, const struct cut_place *p)
{
	int64_t draft = new_draft(r);
	struct draft d;

	submit(r, draft);
	review(r, "draft");
	world_sync(&r->w);
	assert_true(desk_draft(r->w.desk, draft, &d, NULL));
	mem_set(&d.body, "Đã sửa.\n");
	assert_true(desk_draft_save(r->w.desk, &d, DESK_EXPLICIT, NULL));
	draft_clear(&d);
	arm(r, CREATE, p);
	submit(r, draft);
}

static void break_own(struct rig *r, const struct cut_place *p)
{
	submit(r, new_draft(r));
	review(r, "draft");
	arm(r, OWN, p);
	world_sync(&r->w);
}

static void errand(struct rig *r, bool (*run)(struct sync *, int64_t, struct err *))
{
	struct err e = {0};

	if (!run(r->w.sync, r->row, &e))
		fail_msg("%s", e.text);
	world_run(&r->w);
}

static void break_withdraw(struct rig *r, const struct cut_place *p)
{
	submit(r, new_draft(r));
	arm(r, CREATE, p);
	errand(r, sync_outbox_withdraw);
}

static void break_restore(struct rig *r, const struct cut_place *p)
{
	submit(r, new_draft(r));
	errand(r, sync_outbox_withdraw);
	arm(r, CREATE, p);
	errand(r, sync_outbox_restore);
}

/* --- what must hold ------------------------------------------------------------ */

static void no_false_yes(struct rig *r, int before)
{
	int there = sample_ledger(&r->w.sample, NULL) - before;

	if (world_state(&r->w, r->row) == SUBMISSION_ACCEPTED)
		assert_int_equal(there, 1);
	assert_true(there <= 1);
}

/* libcurl, too, sends nothing that was not asked of it. */
static void no_silent_repeat(struct rig *r, int tries)
{
	assert_true(r->line.plan->posts <= tries);
}

static void heal(struct rig *r, int before)
{
	int64_t limit = clock_mono() + PATIENCE_MS;
	bool asks = r->can & (PORTAL_REMEMBERS_KEYS | PORTAL_LOOKS_UP);
	enum submission_state state = world_state(&r->w, r->row);

	r->line.plan->armed = false;
	for (int i = 0; state != SUBMISSION_ACCEPTED && (asks || i < 3); i++) {
		if (clock_mono() > limit)
			fail_msg("never accepted");
		world_sync(&r->w);
		state = world_state(&r->w, r->row);
	}
	int there = sample_ledger(&r->w.sample, NULL) - before;
	if (state == SUBMISSION_ACCEPTED) {
		assert_int_equal(there, 1);
	} else {
		assert_int_equal(state, SUBMISSION_UNKNOWN);
		assert_true(there <= 1);
		/* the clerk looks, and says */
		assert_true(sync_outbox_settle(r->w.sync, r->row, there == 1, NULL));
		world_run(&r->w);
		assert_int_equal(sample_ledger(&r->w.sample, NULL) - before, 1);
	}
}

struct exchange {
	const char *name;
	void (*run)(struct rig *r, const struct cut_place *p);
	unsigned needs;		/* enum portal_can; bits the portal must lack are above */
	unsigned lacks;
	const char *ends;	/* as what it stands there then; NULL: see heal */
};

static const struct exchange exchanges[] = {
	{"create", break_create, 0, 0, NULL},
	{"look-up", break_look_up, PORTAL_LOOKS_UP, PORTAL_REMEMBERS_KEYS, NULL},
	{"upload", break_upload, 0, 0, NULL},
	{"update", break_update, PORTAL_REMARKS, 0, NULL},
	{"own list", break_own, PORTAL_REMARKS, 0, NULL},
	/* these know of no keys: one kind of portal stands for all */
	{"withdraw", break_withdraw, 0, PORTAL_LOOKS_UP, "trash"},
	{"restore", break_restore, 0, PORTAL_LOOKS_UP, "pending"},
};

/* The row says what the portal has. */
static void check_end(struct rig *r, const char *status)
{
	struct submission row = world_row(&r->w, r->row);
	struct buf line = {0};

	assert_int_equal(row.state, SUBMISSION_ACCEPTED);
	assert_string_equal(row.remote_status, status);
	buf_addf(&line, "%s urn:uuid:%s", status, row.key);
	assert_int_equal(sample_ledger(&r->w.sample, buf_str(&line)), 1);
	buf_clear(&line);
	submission_clear(&row);
}

/* An exchange at a portal. */
struct trial {
	struct rig *r;
	const struct exchange *x;
};

static void check_place(void *ctx, const struct cut_place *p)
{
	const struct trial *t = ctx;
	struct rig *r = t->r;
	int before = sample_ledger(&r->w.sample, NULL);

	t->x->run(r, p);
	assert_false(r->line.plan->armed);
	no_false_yes(r, before);
	no_silent_repeat(r, 2);
	if (t->x->ends && world_state(&r->w, r->row) == SUBMISSION_ACCEPTED)
		check_end(r, t->x->ends);
	heal(r, before);
	if (t->x->ends)
		check_end(r, t->x->ends);
}

/* The first run breaks nothing and tells how long the exchange is. */
static void sweep(struct rig *r, const struct exchange *x)
{
	struct cut_place whole = {.way = CUT_REQUEST, .at = SIZE_MAX};
	struct trial t = {r, x};

	check_place(&t, &whole);
	struct cut_sweep s = {
		.choice = &r->choice,
		.length = {r->line.plan->request, r->line.plan->answer},
		.stalls = x == exchanges && r->can & PORTAL_REMEMBERS_KEYS,
		.check = check_place,
		.ctx = &t,
	};
	assert_true(s.length[0] > 0 && s.length[1] > 0);
	int n = cut_sweep(&s);
	print_message("# %s: %zu and %zu bytes, %d places\n", x->name, s.length[0],
		      s.length[1], n);
}

static void sweep_portal(unsigned can)
{
	struct rig r;

	rig_open(&r, can);
	for (size_t i = 0; i < sizeof(exchanges) / sizeof(exchanges[0]); i++)
		if ((can & exchanges[i].needs) == exchanges[i].needs &&
		    !(can & exchanges[i].lacks))
			sweep(&r, &exchanges[i]);
	rig_close(&r);
}

static void a_portal_that_remembers_keys(void **state)
{
	(void)state;
	sweep_portal(CAN_KEYS);
}

static void a_portal_that_looks_up(void **state)
{
	(void)state;
	sweep_portal(CAN_LOOK);
}

static void a_portal_that_can_do_neither(void **state)
{
	(void)state;
	sweep_portal(CAN_NEITHER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_portal_that_remembers_keys, cut_tell),
		cmocka_unit_test_teardown(a_portal_that_looks_up, cut_tell),
		cmocka_unit_test_teardown(a_portal_that_can_do_neither, cut_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
