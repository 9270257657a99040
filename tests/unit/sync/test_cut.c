/* test_cut.c - the line breaks at every byte of every exchange that writes or asks */
#include "cut.h"

#include <bantin/base/file.h>

/*
 * All of it takes minutes and runs with FAULTS=full (make faults); make check takes a
 * sample of the places, the same each time.
 */

#define CREATE "POST /micropub "
#define UPLOAD "POST /media "
#define LOOK_UP "GET /micropub?q=source&uid="
#define OWN "GET /micropub?q=source "
#define PDF "%PDF-1.4\nphụ lục\n%%EOF\n"

/* A portal behind a line, and what is done there. */
struct rig {
	struct world w;
	struct cut_line line;
	unsigned can;
	int64_t row;
	int sent;	/* bulletins so far: titles differ */
};

static bool full(void)
{
	const char *how = getenv("FAULTS");

	return how && strcmp(how, "full") == 0;
}

static void rig_open(struct rig *r, unsigned can)
{
	struct world *w = &r->w;
	struct err e = {0};
	char url[64];

	const char *options[3] = {NULL};
	size_t n = 0;

	*r = (struct rig){.can = can};
	if (!(can & PORTAL_REMEMBERS_KEYS))
		options[n++] = "--no-idempotency";
	if (!(can & PORTAL_LOOKS_UP))
		options[n++] = "--no-lookup";
	sample_start(&w->sample, options);
	cut_start(&r->line, w->sample.port);
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/", r->line.port);
	world_open(w, url, can | PORTAL_UPLOADS);
	alarm(full() ? 3600 : 240);
	world_stop(w);
	struct buf media = {0};
	buf_addf(&media, "%smedia", url);
	w->portal.media_url = buf_take(&media);
	/* the portal has no slow hand here: an empty look-up may be believed at once */
	w->portal.lookup_wait = 0;
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

static void attach(struct rig *r, int64_t draft)
{
	struct desk_beside beside = {.attachment_count = 1};
	struct draft_attachment a;
	struct draft d;
	char *path = file_join(r->w.dir, "a.pdf");

	assert_true(file_write(path, PDF, strlen(PDF), 0600, NULL));
	assert_true(attachment_look(&a, path, NULL));
	assert_true(desk_draft(r->w.desk, draft, &d, NULL));
	beside.attachments = &a;
	assert_true(desk_draft_save_with(r->w.desk, &d, DESK_AUTO, &beside, NULL));
	draft_clear(&d);
	attachment_clear(&a);
	free(path);
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

static void break_look_up(struct rig *r, const struct place *p)
{
	int64_t draft = new_draft(r);

	cut_arm(&r->line, CREATE, CUT_ANSWER, CUT_RESET, 0);
	submit(r, draft);
	arm(r, LOOK_UP, p);
	world_sync(&r->w);
}

static void break_upload(struct rig *r, const struct place *p)
{
	int64_t draft = new_draft(r);

	attach(r, draft);
	arm(r, UPLOAD, p);
	submit(r, draft);
}

static void break_update(struct rig *r, const struct place *p)
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

static void break_own(struct rig *r, const struct place *p)
{
	submit(r, new_draft(r));
	review(r, "draft");
	arm(r, OWN, p);
	world_sync(&r->w);
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
	void (*run)(struct rig *r, const struct place *p);
	unsigned needs;		/* enum portal_can; bits the portal must lack are above */
	unsigned lacks;
};

static const struct exchange exchanges[] = {
	{"create", break_create, 0, 0},
	{"look-up", break_look_up, PORTAL_LOOKS_UP, PORTAL_REMEMBERS_KEYS},
	{"upload", break_upload, 0, 0},
	{"update", break_update, PORTAL_REMARKS, 0},
	{"own list", break_own, PORTAL_REMARKS, 0},
};

static int check_place(struct rig *r, const struct exchange *x, const struct place *p)
{
	int before = sample_ledger(&r->w.sample, NULL);

	x->run(r, p);
	no_false_yes(r, before);
	no_silent_repeat(r, 2);
	heal(r, before);
	return 1;
}

static int sweep_way(struct rig *r, const struct exchange *x, enum cut_way way,
		     enum cut_mode mode)
{
	const struct cut_plan *plan = r->line.plan;
	struct place p = {.way = way, .mode = mode};
	size_t length = way == CUT_REQUEST ? plan->request : plan->answer;
	size_t step = full() ? 1 : length / 5 + 1;
	int n = 0;

	/* libcurl takes seconds to call a line dead: a few places stand for all */
	if (mode == CUT_STALL) {
		step = length / 3 + 1;
		p.at = step;
	}
	for (; p.at < length; p.at += step)
		n += check_place(r, x, &p);
	return n;
}

/* The first run breaks nothing and tells how long the exchange is. */
static void sweep(struct rig *r, const struct exchange *x)
{
	struct place whole = {.way = CUT_REQUEST, .at = SIZE_MAX};
	int n = check_place(r, x, &whole);
	size_t length[2] = {r->line.plan->request, r->line.plan->answer};

	assert_true(length[0] > 0 && length[1] > 0);
	for (enum cut_mode mode = CUT_RESET; mode <= CUT_STALL; mode++) {
		if (mode == CUT_STALL && !full() &&
		    (x != exchanges || !(r->can & PORTAL_REMEMBERS_KEYS)))
			continue;
		for (enum cut_way way = CUT_REQUEST; way <= CUT_ANSWER; way++) {
			r->line.plan->request = length[0];
			r->line.plan->answer = length[1];
			n += sweep_way(r, x, way, mode);
		}
	}
	print_message("# %s: %zu and %zu bytes, %d places\n", x->name, length[0],
		      length[1], n);
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
		cmocka_unit_test(a_portal_that_remembers_keys),
		cmocka_unit_test(a_portal_that_looks_up),
		cmocka_unit_test(a_portal_that_can_do_neither),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
