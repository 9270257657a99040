/* test_deliver.c - the outbox against the sample portal: every fault, exactly once */
#include "sample.h"

#define POST "method=POST path=/micropub "

struct world_group {
	struct world w;
};

/* What one planned answer makes of a submission, and what heals it. */
struct fault_case {
	const char *plan;	/* behind POST */
	enum submission_state state;
	int copies;		/* on the portal before the line heals */
	bool sends_again;	/* the next sync posts once more */
};

static const struct fault_case with_keys[] = {
	{"reset=before", SUBMISSION_UNKNOWN, 0, true},
	{"reset=after", SUBMISSION_UNKNOWN, 1, true},
	{"truncate-head=0", SUBMISSION_UNKNOWN, 1, true},
	{"truncate-head=9", SUBMISSION_UNKNOWN, 1, true},
	{"truncate-head=22", SUBMISSION_UNKNOWN, 1, true},
	{"truncate-head=60", SUBMISSION_UNKNOWN, 1, true},
	{"truncate=0", SUBMISSION_UNKNOWN, 1, true},
	{"truncate=20", SUBMISSION_UNKNOWN, 1, true},
	{"slow=20000", SUBMISSION_ACCEPTED, 1, false},
	{"body=html", SUBMISSION_UNKNOWN, 0, true},
	{"body=html commit", SUBMISSION_UNKNOWN, 1, true},
	{"type=text/plain", SUBMISSION_UNKNOWN, 1, true},
	{"redirect=http://127.0.0.1:1/login", SUBMISSION_UNKNOWN, 0, true},
	{"redirect=http://127.0.0.1:1/login commit", SUBMISSION_UNKNOWN, 1, true},
	{"status=200", SUBMISSION_UNKNOWN, 0, true},
	{"status=201", SUBMISSION_UNKNOWN, 0, true},
	{"status=201 commit", SUBMISSION_UNKNOWN, 1, true},
	{"status=202", SUBMISSION_UNKNOWN, 0, true},
	{"status=204", SUBMISSION_UNKNOWN, 0, true},
	{"status=304", SUBMISSION_UNKNOWN, 0, true},
	{"status=400", SUBMISSION_REFUSED, 0, false},
	{"status=401", SUBMISSION_REFUSED, 0, false},
	{"status=403", SUBMISSION_REFUSED, 0, false},
	{"status=404", SUBMISSION_REFUSED, 0, false},
	{"status=413", SUBMISSION_REFUSED, 0, false},
	{"status=415", SUBMISSION_REFUSED, 0, false},
	{"status=422", SUBMISSION_REFUSED, 0, false},
	{"status=418", SUBMISSION_UNKNOWN, 0, true},
	{"status=429", SUBMISSION_WAITING, 0, true},
	{"status=429 retry-after=120", SUBMISSION_WAITING, 0, true},
	{"status=503", SUBMISSION_WAITING, 0, true},
	{"status=503 retry-after=9", SUBMISSION_WAITING, 0, true},
	{"status=500", SUBMISSION_WAITING, 0, true},
	{"status=500 commit", SUBMISSION_WAITING, 1, true},
	{"status=502", SUBMISSION_WAITING, 0, true},
};

static void check_fault(struct world *w, const struct fault_case *c)
{
	char plan[200], title[100];

	print_message("# %s\n", c->plan);
	snprintf(plan, sizeof(plan), POST "%s", c->plan);
	snprintf(title, sizeof(title), "Tin thử %.60s", c->plan);
	sample_plan(&w->sample, plan);
	int64_t id = world_submit(w, title);
	world_run(w);
	struct submission row = world_row(w, id);
	assert_int_equal(row.state, c->state);
	assert_int_equal(row.tries, 1);
	assert_int_equal(world_copies(w, id), c->copies);
	if (c->state == SUBMISSION_ACCEPTED) {
		assert_null(row.reason);
		assert_non_null(row.remote_url);
	} else {
		assert_non_null(row.reason);
		assert_null(row.remote_url);
	}
	submission_clear(&row);
	assert_int_equal(sample_requests(&w->sample, "POST"), 1);
	sample_plan(&w->sample, "");
	world_sync(w);
	assert_int_equal(sample_requests(&w->sample, "\"POST\""), c->sends_again);
	if (c->state == SUBMISSION_REFUSED) {
		assert_int_equal(world_state(w, id), SUBMISSION_REFUSED);
		assert_int_equal(world_copies(w, id), 0);
		assert_true(sync_outbox_cancel(w->sync, id, NULL));
	} else {
		assert_int_equal(world_state(w, id), SUBMISSION_ACCEPTED);
		assert_int_equal(world_copies(w, id), 1);
	}
}

static void every_fault_has_one_meaning(void **state)
{
	struct world w;

	(void)state;
	world_sample(&w, NULL, CAN_KEYS);
	world_sync(&w);
	for (size_t i = 0; i < sizeof(with_keys) / sizeof(with_keys[0]); i++)
		check_fault(&w, &with_keys[i]);
	world_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_fault_has_one_meaning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
