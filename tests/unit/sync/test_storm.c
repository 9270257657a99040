/* test_storm.c - random faults on every exchange; then each bulletin stands there once */
#include "sample.h"

enum { ROUNDS = 6, ROWS_MAX = ROUNDS * 2 };

struct mode {
	const char *name;
	unsigned can;
	const char *options[3];
};

static const struct mode modes[] = {
	{"keys", CAN_KEYS, {NULL}},
	{"look-up", CAN_LOOK, {"--no-idempotency", NULL}},
	{"neither", CAN_NEITHER, {"--no-idempotency", "--no-lookup", NULL}},
};

static unsigned dice(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % n;
}

static void order_fault(struct world *w, unsigned *seed)
{
	static const char *const faults[] = {
		"reset=before", "reset=after", "status=500", "status=500 commit",
		"status=503",
		"status=429 retry-after=30", "status=401", "status=422", "body=html",
		"body=html commit", "status=201 commit", "type=text/html",
		"redirect=http://127.0.0.1:1/ commit",
	};
	unsigned which = dice(seed, 16);
	char plan[160], cut[40];

	snprintf(cut, sizeof(cut), "truncate%s=%u", which % 2 ? "-head" : "",
		 dice(seed, 300));
	snprintf(plan, sizeof(plan), "path=/micropub nth=%u times=%u %s",
		 1 + dice(seed, 3), 1 + dice(seed, 4), which < 13 ? faults[which] : cut);
	sample_plan(&w->sample, plan);
}

/* What a patient clerk does: tries the refused again, and starts the program anew. */
static void round_go(struct world *w, const int64_t *ids, int n, unsigned *seed)
{
	world_sync(w);
	for (int i = 0; i < n; i++)
		if (world_state(w, ids[i]) == SUBMISSION_REFUSED)
			assert_true(sync_outbox_retry(w->sync, ids[i], NULL));
	world_run(w);
	if (dice(seed, 3) > 0)
		return;
	world_stop(w);
	world_start(w);
}

static void check(struct world *w, const struct mode *m, int64_t id)
{
	enum submission_state state = world_state(w, id);
	int copies = world_copies(w, id);

	if (state == SUBMISSION_UNKNOWN && m->can == CAN_NEITHER)
		assert_in_range(copies, 0, 1);
	else if (state != SUBMISSION_ACCEPTED || copies != 1)
		fail_msg("row %d: %s, %d copies", (int)id, submission_state_name(state),
			 copies);
}

static void storm(const struct mode *m, unsigned seed)
{
	int64_t ids[ROWS_MAX];
	struct world w;
	int n = 0;

	print_message("# %s, seed %u\n", m->name, seed);
	world_sample(&w, m->options, m->can);
	for (int round = 0; round < ROUNDS; round++) {
		order_fault(&w, &seed);
		ids[n++] = world_submit(&w, "Bão tố");
		if (dice(&seed, 2) == 0)
			ids[n++] = world_submit(&w, "Bão tố");
		round_go(&w, ids, n, &seed);
	}
	sample_plan(&w.sample, "");
	for (int i = 0; i < 3; i++)
		round_go(&w, ids, n, &seed);
	for (int i = 0; i < n; i++)
		check(&w, m, ids[i]);
	assert_true(sample_ledger(&w.sample, NULL) <= n);
	world_close(&w);
}

/* STORMS in the environment: how many of each; a seed tells all. */
static void exactly_once(void **state)
{
	const char *more = getenv("STORMS");
	unsigned n = more ? (unsigned)atoi(more) : 5;

	(void)state;
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		for (unsigned seed = 1; seed <= n; seed++)
			storm(&modes[i], seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exactly_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
