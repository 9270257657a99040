/* test_race.c - starts at once on one profile: one owner, the others know who */
#define _GNU_SOURCE	/* MAP_ANONYMOUS */
#include "help.h"

#include <sys/mman.h>

#include <bantin/base/clock.h>
#include <bantin/store/desk.h>

enum { RACES = 20, STARTS = 4 };	/* BANTIN_RACES says otherwise */

enum { OWNER = 10, TOLD = 11 };

/* Each start sits at a terminal of its own; all know who sits where. */
static struct seats {
	pid_t pid[STARTS];
	char tty[STARTS][64];
	int master[STARTS], slave[STARTS];
} *seats;

static int seats_setup(void **state)
{
	(void)state;
	seats = mmap(NULL, sizeof(*seats), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (seats == MAP_FAILED)
		return -1;
	for (int i = 0; i < STARTS; i++) {
		int fd = seats->master[i] = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
		const char *name = fd < 0 || grantpt(fd) != 0 || unlockpt(fd) != 0
					   ? NULL
					   : ptsname(fd);
		if (!name)
			return -1;
		snprintf(seats->tty[i], sizeof(seats->tty[i]), "%s", name);
		seats->slave[i] = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
		if (seats->slave[i] < 0)
			return -1;
	}
	return 0;
}

static int seats_teardown(void **state)
{
	(void)state;
	for (int i = 0; i < STARTS; i++) {
		close(seats->slave[i]);
		close(seats->master[i]);
	}
	return munmap(seats, sizeof(*seats));
}

static void sit_down(int seat)
{
	seats->pid[seat] = getpid();
	dup2(seats->slave[seat], STDIN_FILENO);
}

/* Pid, terminal and time belong together, and the words say them. */
static bool is_known(const struct desk_owner *o, const char *words)
{
	int64_t now = clock_now();
	char pid[24];

	snprintf(pid, sizeof(pid), " %ld ", (long)o->pid);
	for (int i = 0; i < STARTS; i++)
		if (seats->pid[i] == o->pid)
			return strcmp(seats->tty[i], o->tty) == 0 && o->since <= now &&
			       o->since > now - 60 && strstr(words, o->tty) &&
			       strstr(words, pid);
	return false;
}

/* Waits for the start (the pipe's end), opens, and keeps the desk until all have tried. */
static int start(const struct profile *p, int seat, int go, int done)
{
	struct desk *d;
	struct desk_owner owner;
	struct err e = {0};
	char c;

	alarm(60);
	sit_down(seat);
	if (read(go, &c, 1) != 0)
		return 1;
	bool ok = desk_open(&d, p, &owner, &e);
	if (!ok && (e.kind != ERR_BUSY || !is_known(&owner, e.text)))
		return 2;
	/* one that is alive: the name of an earlier owner would be worth nothing */
	if (!ok && kill(owner.pid, 0) != 0)
		return 3;
	if (write(done, &c, 1) != 1)
		return 4;
	if (ok) {
		char all[STARTS];
		size_t n = 0;
		while (n < STARTS && read(go + 2, all, 1) == 1)
			n++;
		desk_close(d);
	}
	return ok ? OWNER : TOLD;
}

static void one_race(const struct profile *p)
{
	pid_t child[STARTS];
	int go[2], done[2], count[2] = {0, 0}, status;

	assert_int_equal(pipe(go), 0);
	assert_int_equal(pipe(done), 0);
	/* the owner reads what the others write: descriptor go + 2 in start() */
	assert_int_equal(done[0], go[0] + 2);
	for (int i = 0; i < STARTS; i++) {
		child[i] = fork();
		if (child[i] == 0) {
			close(go[1]);
			_exit(start(p, i, go[0], done[1]));
		}
	}
	close(go[0]);
	close(go[1]);
	close(done[0]);
	close(done[1]);
	for (int i = 0; i < STARTS; i++) {
		assert_int_equal(waitpid(child[i], &status, 0), child[i]);
		assert_true(WIFEXITED(status));
		if (WEXITSTATUS(status) != OWNER && WEXITSTATUS(status) != TOLD)
			fail_msg("a start ends with %d", WEXITSTATUS(status));
		count[WEXITSTATUS(status) == OWNER]++;
	}
	assert_int_equal(count[1], 1);
}

static void one_owner_and_all_know_it(void **state)
{
	const char *asked = getenv("BANTIN_RACES");
	long races = asked ? strtol(asked, NULL, 10) : RACES;

	for (long i = 0; i < races; i++)
		one_race(*state);
}

static struct desk *open_desk(const struct profile *p)
{
	struct desk *d;
	struct err e = {0};

	assert_ok(desk_open(&d, p, NULL, &e));
	return d;
}

static void dead_owners_block_nobody(void **state)
{
	int status;

	for (int i = 0; i < 5; i++) {
		pid_t child = fork();
		if (child == 0) {
			open_desk(*state);
			help_die();
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		desk_close(open_desk(*state));
	}
}

static volatile sig_atomic_t told;

static void on_term(int number)
{
	(void)number;
	told = 1;
}

/* An owner that has typed something, and saves and leaves when it is told to. */
static void own(const struct profile *p, int ready)
{
	struct sigaction sa = {.sa_handler = on_term};
	struct draft d = {.title = (char *)(uintptr_t) "Tin",
			  .body = (char *)(uintptr_t) "gõ dở\n"};
	sigset_t none, term;

	alarm(60);
	sigemptyset(&none);
	sigemptyset(&term);
	sigaddset(&term, SIGTERM);
	sigprocmask(SIG_BLOCK, &term, NULL);
	sigaction(SIGTERM, &sa, NULL);
	struct desk *desk = open_desk(p);
	if (write(ready, "r", 1) != 1)
		_exit(1);
	while (!told)
		sigsuspend(&none);
	struct desk_owner by;
	bool ok = desk_draft_save(desk, &d, DESK_AUTO, NULL);
	/* by its parent, or by one that knows nothing of desks */
	ok = desk_asked(desk, &by) == (by.pid == getppid()) && ok;
	desk_close(desk);
	_exit(ok ? 0 : 1);
}

/* The name of the program is part of what is asked before anybody is told to leave. */
static void name_us(const char *name)
{
	int fd = open("/proc/self/comm", O_WRONLY | O_CLOEXEC);

	if (fd >= 0) {
		assert_int_equal(write(fd, name, strlen(name)), strlen(name));
		close(fd);
	}
}

static void the_owner_saves_and_leaves(void **state)
{
	const struct profile *p = *state;
	struct desk_owner owner;
	struct desk *d;
	struct draft *list;
	struct err e = {0};
	int ready[2], status;
	char c;
	size_t n;

	assert_int_equal(pipe(ready), 0);
	name_us("bantin");
	pid_t child = fork();
	if (child == 0)
		own(p, ready[1]);
	assert_int_equal(read(ready[0], &c, 1), 1);
	int64_t before = clock_mono();
	assert_ok(desk_take_over(&d, p, &owner, 20000, &e));
	assert_true(clock_mono() - before < 20000);
	assert_ok(desk_drafts(d, false, &list, &n, &e));
	assert_int_equal(n, 1);
	assert_string_equal(list[0].body, "gõ dở\n");
	draft_list_free(list, n);
	desk_close(d);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	close(ready[0]);
	close(ready[1]);
}

/* Another program that has the number by chance is told nothing. */
static void others_are_left_alone(void **state)
{
	const struct profile *p = *state;
	struct desk_owner owner;
	struct desk *d;
	struct err e = {0};
	int ready[2], status;
	char c;

	if (access("/proc/self/comm", R_OK) != 0)
		return;
	assert_int_equal(pipe(ready), 0);
	name_us("khac");
	pid_t child = fork();
	if (child == 0)
		own(p, ready[1]);
	assert_int_equal(read(ready[0], &c, 1), 1);
	assert_false(desk_take_over(&d, p, &owner, 100, &e));
	assert_int_equal(e.kind, ERR_BUSY);
	assert_int_equal(owner.pid, child);
	assert_int_equal(waitpid(child, &status, WNOHANG), 0);
	kill(child, SIGTERM);
	assert_int_equal(waitpid(child, &status, 0), child);
	close(ready[0]);
	close(ready[1]);
}

#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(one_owner_and_all_know_it),
		T(dead_owners_block_nobody),
		T(the_owner_saves_and_leaves),
		T(others_are_left_alone),
	};

	return cmocka_run_group_tests(tests, seats_setup, seats_teardown);
}
