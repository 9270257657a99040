/* test_storm.c - faults and kills at random; then each bulletin stands there once */
#include "cut.h"

#include <malloc.h>

/*
 * make check sends about a hundred bulletins, make faults ten thousand (STORM in the
 * environment). A seed tells all that happens but for what the scheduler does.
 */
enum {
	STORM = 90,
	AT_ONE = 400,		/* bulletins at most at one portal from one desk */
	BATCH = 12,		/* then the line heals and all is looked at */
	MEMORY_MAX = 1 << 20	/* bytes that the program may have grown by */
};

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
enum { MODES = sizeof(modes) / sizeof(modes[0]) };

struct storm {
	struct world w;
	struct cut_line line;
	const struct mode *mode;
	unsigned seed;
	int64_t rows, settled;	/* ids 1 to rows; those that were looked at */
	int kills;
};

static unsigned dice(struct storm *s, unsigned n)
{
	s->seed = s->seed * 1103515245u + 12345u;
	return (s->seed >> 16) % n;
}

/* --- the weather ----------------------------------------------------------------- */

static void order_fault(struct storm *s)
{
	static const char *const faults[] = {
		"reset=before", "reset=after", "status=500", "status=500 commit",
		"status=503", "status=429 retry-after=30", "status=401", "status=422",
		"body=html", "body=html commit", "status=201 commit", "type=text/html",
		"redirect=http://127.0.0.1:1/ commit",
	};
	enum { FAULTS = sizeof(faults) / sizeof(faults[0]) };
	unsigned which = dice(s, FAULTS + 3);
	char plan[160], cut[40];

	snprintf(cut, sizeof(cut), "truncate%s=%u", which % 2 ? "-head" : "",
		 dice(s, 300));
	snprintf(plan, sizeof(plan), "path=/micropub nth=%u times=%u %s",
		 1 + dice(s, 3), 1 + dice(s, 4), which < FAULTS ? faults[which] : cut);
	sample_plan(&s->w.sample, plan);
}

/* A stall costs a second of waiting: one cut in thirty. */
static void order_cut(struct storm *s)
{
	static const char *const places[] = {"POST /micropub ", "GET /micropub?q=source",
					     "GET /feed.json", "GET /poll.json"};
	enum cut_mode mode = dice(s, 30) == 0 ? CUT_STALL : dice(s, 2) ? CUT_RESET
								       : CUT_CLOSE;

	cut_arm(&s->line, places[dice(s, 4)], dice(s, 2) ? CUT_REQUEST : CUT_ANSWER,
		mode, dice(s, 700));
}

/* --- the program ----------------------------------------------------------------- */

static void turn(struct world *w, unsigned times)
{
	while (times-- > 0) {
		sync_wait(w->sync, NULL, 0, 10, NULL);
		sync_step(w->sync);
	}
}

/* Submits and syncs, and is killed before one of its next turns. */
static _Noreturn void be_killed(struct storm *s, unsigned bulletins, unsigned turns)
{
	alarm(60);
	cut_start_program(&s->w);
	while (bulletins-- > 0)
		world_submit(&s->w, "Bão tố");
	sync_start(s->w.sync, NULL, false, NULL);
	turn(&s->w, turns);
	kill(getpid(), SIGKILL);
	_exit(1);
}

static void count_rows(struct storm *s)
{
	struct submission row;

	while (desk_submission(s->w.desk, s->rows + 1, &row, NULL)) {
		submission_clear(&row);
		s->rows++;
	}
}

static void kill_one(struct storm *s)
{
	unsigned bulletins = 1 + dice(s, 2), turns = dice(s, 40);
	int status;

	world_stop(&s->w);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0)
		be_killed(s, bulletins, turns);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	cut_start_program(&s->w);
	count_rows(s);
	s->kills++;
}

/* --- the clerk ------------------------------------------------------------------- */

/* Tries again what was refused. */
static void retry_refused(struct storm *s)
{
	for (int64_t id = s->settled + 1; id <= s->rows; id++)
		if (world_state(&s->w, id) == SUBMISSION_REFUSED)
			assert_true(sync_outbox_retry(s->w.sync, id, NULL));
	world_run(&s->w);
}

static void round_go(struct storm *s)
{
	struct world *w = &s->w;

	order_fault(s);
	if (dice(s, 2))
		order_cut(s);
	for (unsigned n = 1 + dice(s, 2); n > 0; n--)
		s->rows = world_submit(w, "Bão tố");
	switch (dice(s, 6)) {
	case 0:
		kill_one(s);
		break;
	case 1:	/* the line is given up in the middle */
		sync_start(w->sync, NULL, false, NULL);
		turn(w, dice(s, 20));
		sync_stop(w->sync);
		break;
	case 2:
		world_stop(w);
		cut_start_program(&s->w);
		break;
	default:
		break;
	}
	world_sync(w);
	retry_refused(s);
}

static int copies(const char *ledger, const struct submission *row)
{
	int n = 0;

	for (const char *at = ledger; (at = strstr(at, row->key)) != NULL; at++)
		n++;
	return n;
}

/* Where the portal can do neither, the clerk looks there and says what is so. */
static bool is_settled(struct storm *s, int64_t id, const char *ledger)
{
	struct submission row = world_row(&s->w, id);
	int n = copies(ledger, &row);
	enum submission_state state = row.state;

	submission_clear(&row);
	if (n > 1 || (state == SUBMISSION_ACCEPTED && n != 1))
		fail_msg("row %d: %s, %d copies", (int)id, submission_state_name(state),
			 n);
	if (state == SUBMISSION_UNKNOWN && s->mode->can == CAN_NEITHER) {
		assert_true(sync_outbox_settle(s->w.sync, id, n == 1, NULL));
		world_run(&s->w);
	}
	return state == SUBMISSION_ACCEPTED;
}

static bool all_settled(struct storm *s)
{
	char *ledger = sample_ask(&s->w.sample, "GET", "/_ledger?format=text", NULL);
	bool all = true;

	for (int64_t id = s->settled + 1; id <= s->rows; id++)
		all = is_settled(s, id, ledger) && all;
	free(ledger);
	return all;
}

static void heal(struct storm *s)
{
	int64_t limit = clock_mono() + PATIENCE_MS;

	sample_plan(&s->w.sample, "");
	s->line.plan->armed = false;
	while (!all_settled(s)) {
		if (clock_mono() > limit)
			fail_msg("rows %d to %d are never all accepted",
				 (int)s->settled + 1, (int)s->rows);
		world_sync(&s->w);
		retry_refused(s);
	}
	s->settled = s->rows;
}

/* --- what the program keeps ------------------------------------------------------ */

/* Pages of this process that are in memory, in bytes. */
static size_t resident(void)
{
	unsigned long all = 0, here = 0;
	FILE *f = fopen("/proc/self/statm", "r");

	assert_true(f && fscanf(f, "%lu %lu", &all, &here) == 2);
	fclose(f);
	return here * (size_t)sysconf(_SC_PAGESIZE);
}

static int descriptors(void)
{
	int n = 0;

	for (int fd = 0; fd < 1024; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

struct kept {
	size_t bytes, resident;
	int descriptors;
};

/* What is left over when it ended, and what it takes when it runs. */
static struct kept look_at_it(struct storm *s)
{
	world_stop(&s->w);
	struct kept k = {mallinfo2().uordblks, 0, descriptors()};
	cut_start_program(&s->w);
	world_sync(&s->w);
	k.resident = resident();
	return k;
}

static void storm_open(struct storm *s, const struct mode *m, unsigned seed)
{
	char url[64];

	*s = (struct storm){.mode = m, .seed = seed};
	sample_start(&s->w.sample, m->options);
	cut_start(&s->line, s->w.sample.port);
	snprintf(url, sizeof(url), "http://127.0.0.1:%u/", s->line.port);
	world_open(&s->w, url, m->can);
	alarm(1800);
	world_stop(&s->w);
	cut_start_program(&s->w);
	world_sync(&s->w);
}

/* What is kept is compared with what the first one left, which filled the caches. */
static void storm(const struct mode *m, unsigned seed, int n, struct kept *first)
{
	struct storm s;

	storm_open(&s, m, seed);
	while (s.rows < n) {
		for (int64_t next = s.rows + BATCH; s.rows < next;)
			round_go(&s);
		heal(&s);
	}
	struct kept now = look_at_it(&s);
	if (!first->descriptors)
		*first = now;
	print_message("# %s, seed %u: %d bulletins, %d kills, %+ld bytes kept, %+ld "
		      "resident\n", m->name, seed, (int)s.rows, s.kills,
		      (long)now.bytes - (long)first->bytes,
		      (long)now.resident - (long)first->resident);
	assert_int_equal(sample_ledger(&s.w.sample, NULL), s.rows);
	assert_false(s.line.plan->reused);
	assert_int_equal(now.descriptors, first->descriptors);
	/* a sanitizer keeps for a while what was freed: only the long form can tell */
	if (getenv("STORM")) {
		assert_true(now.bytes < first->bytes + MEMORY_MAX);
		assert_true(now.resident < first->resident + MEMORY_MAX);
	}
	cut_stop(&s.line);
	world_close(&s.w);
}

static void exactly_once(void **state)
{
	const char *asked = getenv("STORM");
	int left = asked ? atoi(asked) : STORM;
	struct kept first = {0};

	(void)state;
	for (unsigned seed = 1; left > 0; seed++)
		for (size_t i = 0; left > 0 && i < MODES; i++) {
			int n = asked ? AT_ONE : STORM / MODES;
			storm(&modes[i], seed, n < left ? n : left, &first);
			left -= n;
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exactly_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
