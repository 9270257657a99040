/* term.c - a program in a pseudo-terminal, its screen, and when it is idle */
#define _DEFAULT_SOURCE
#include "term.h"

#include "idle.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum {
	LOOK_MS = 5,		/* between two looks at the process */
	LOOKS = 6,		/* alike in a row: idle */
	UNTOUCHED_MS = 500,	/* input the kernel swallowed (^S, ^Z) wakes nobody */
	TICKING_MS = 2000,	/* silent that long: short timers do not count */
	LAST_WORDS_MS = 2000,	/* for a terminal that an orphan still holds */
	GRACE_MS = 3000,
};

struct term {
	struct child child;
	struct grid *grid;
	int master;
	int slave;		/* held to ask for unread input; -1 after the end */
	size_t written;
	int record;		/* a descriptor for what is written; -1 */
	bool poked;		/* something was sent since the last settle */
	long poked_at;
	unsigned long sleeps;	/* of the process before it was sent */
	bool held;		/* nobody reads */
	struct buf *tap;
	struct termios found, left;
};

static void fd_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static bool pty_open(struct term *t, struct buf *reason)
{
	const char *name;

	t->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (t->master < 0 || grantpt(t->master) || unlockpt(t->master))
		return why(reason, "pseudo-terminal: %s", strerror(errno));
	name = ptsname(t->master);
	t->slave = name ? open(name, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
	if (t->slave < 0)
		return why(reason, "pseudo-terminal: %s", strerror(errno));
	fcntl(t->master, F_SETFL, O_NONBLOCK);
	return true;
}

static void pty_size(int fd, int rows, int cols)
{
	struct winsize size = {
		.ws_row = (unsigned short)rows,
		.ws_col = (unsigned short)cols,
	};

	if (fd >= 0)
		ioctl(fd, TIOCSWINSZ, &size);
}

/* What a fresh xterm sets: the kernel's default, with Backspace as DEL and UTF-8. */
static void pty_modes(int fd)
{
	struct termios modes;

	if (tcgetattr(fd, &modes))
		return;
	modes.c_iflag |= IUTF8;
	modes.c_cc[VERASE] = 0x7f;
	tcsetattr(fd, TCSANOW, &modes);
}

struct term *term_open(const struct child_spec *spec, int rows, int cols,
	struct buf *reason)
{
	struct child_spec s = *spec;
	struct term *t = calloc(1, sizeof *t);

	if (!t)
		abort();
	t->slave = t->record = -1;
	t->grid = grid_new(rows, cols);
	if (pty_open(t, reason)) {
		pty_size(t->slave, rows, cols);
		pty_modes(t->slave);
		tcgetattr(t->slave, &t->found);
		s.in = s.out = s.err = t->slave;
		s.tty = true;
		if (child_start(&t->child, &s, reason))
			return t;
	}
	term_free(t);
	return NULL;
}

void term_free(struct term *t)
{
	if (!t)
		return;
	term_hangup(t);
	child_end(&t->child, SIGHUP, GRACE_MS);
	grid_free(t->grid);
	free(t);
}

struct grid *term_grid(struct term *t)
{
	return t->grid;
}

pid_t term_pid(const struct term *t)
{
	return t->child.pid;
}

void term_record(struct term *t, int fd)
{
	t->record = fd;
}

size_t term_written(const struct term *t)
{
	return t->written;
}

void term_hold(struct term *t, bool hold)
{
	t->held = hold;
}

void term_tap(struct term *t, struct buf *to)
{
	t->tap = to;
}

bool term_as_found(const struct term *t)
{
	const struct termios *a = &t->found, *b = &t->left;

	return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag &&
		a->c_cflag == b->c_cflag && a->c_lflag == b->c_lflag &&
		!memcmp(a->c_cc, b->c_cc, sizeof a->c_cc);
}

bool term_ended(const struct term *t)
{
	return !t->child.pid;
}

/* 1 something came, 0 nothing now, -1 nothing will ever come. */
static int term_read(struct term *t)
{
	char part[16384];
	ssize_t n;

	if (t->held)
		return 0;
	n = read(t->master, part, sizeof part);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return 0;
	if (n <= 0)
		return -1;
	grid_write(t->grid, part, (size_t)n);
	if (t->record >= 0 && write(t->record, part, (size_t)n) != n)
		abort();
	t->written += (size_t)n;
	if (t->tap)
		buf_add(t->tap, part, (size_t)n);
	return 1;
}

/* With our own end closed too, the master tells the end of what was written. */
static void last_words(struct term *t)
{
	long limit = clock_ms() + LAST_WORDS_MS;
	int got = 0;

	t->held = false;
	if (t->slave >= 0)
		tcgetattr(t->slave, &t->left);
	fd_close(&t->slave);
	while (t->master >= 0 && got >= 0 && !clock_passed(limit)) {
		struct pollfd p = {.fd = t->master, .events = POLLIN};

		poll(&p, 1, LOOK_MS);
		got = term_read(t);
	}
	fd_close(&t->master);
}

/* A query's answer is short: what a full queue refuses is lost, as on a real line. */
static void answer(struct term *t)
{
	struct buf *out = grid_output(t->grid);
	ssize_t n = 0;

	if (out->len && t->master >= 0)
		n = write(t->master, out->data, out->len);
	(void)n;
	buf_reset(out);
}

bool term_pump(struct term *t, int ms)
{
	struct pollfd p = {.fd = t->master, .events = POLLIN};
	size_t before = t->written;

	if (term_ended(t))
		return false;
	if (t->held)
		poll(NULL, 0, ms);
	else if (poll(&p, 1, ms) > 0)
		term_read(t);
	answer(t);
	if (child_ended(&t->child))
		last_words(t);
	return t->written != before;
}

static void poke(struct term *t)
{
	if (!t->poked && t->child.pid)
		t->sleeps = idle_look(t->child.pid).sleeps;
	t->poked = true;
	t->poked_at = clock_ms();
}

bool term_send(struct term *t, const char *bytes, size_t n, long limit,
	struct buf *reason)
{
	poke(t);
	while (n) {
		struct pollfd p = {.fd = t->master, .events = POLLOUT};
		ssize_t done = t->master < 0 ? 0 : write(t->master, bytes, n);

		if (term_ended(t) || t->master < 0)
			return why(reason, "the program has ended or hung up");
		if (clock_passed(limit))
			return why(reason, "the program does not read its input");
		if (done > 0) {
			bytes += done;
			n -= (size_t)done;
		} else {
			poll(&p, 1, LOOK_MS);
		}
		term_pump(t, 0);
	}
	return true;
}

bool term_flush(struct term *t, long limit, struct buf *reason)
{
	struct buf *out = grid_output(t->grid);
	struct buf mine = *out;
	bool ok;

	*out = (struct buf){0};
	ok = term_send(t, buf_str(&mine), mine.len, limit, reason);
	buf_clear(&mine);
	return ok;
}

bool term_wait(struct term *t, const char *text, bool gone, long limit,
	struct buf *reason)
{
	const char *what = gone ? "still on the screen" : "not on the screen";

	for (;;) {
		if (grid_has(t->grid, text) != gone)
			return true;
		if (term_ended(t))
			return why(reason, "%s when the program ended with %d: %s", what,
				t->child.code, text);
		if (clock_passed(limit))
			return why(reason, "%s at the time limit: %s", what, text);
		term_pump(t, 4 * LOOK_MS);
	}
}

/* Polling the held end makes the kernel deliver what is still on its way. */
static bool input_is_read(const struct term *t)
{
	struct pollfd p = {.fd = t->slave, .events = POLLIN};
	int unread = 0;

	if (t->slave < 0)
		return true;
	poll(&p, 1, 0);
	return !(p.revents & POLLIN) && (ioctl(t->slave, FIONREAD, &unread) || !unread);
}

static bool was_noticed(const struct term *t, unsigned long sleeps)
{
	return !t->poked || sleeps != t->sleeps ||
		clock_ms() - t->poked_at > UNTOUCHED_MS;
}

bool term_settle(struct term *t, long limit, struct buf *reason)
{
	unsigned long sleeps = 0;
	long silent_since = clock_ms();
	int alike = 0;

	while (alike < LOOKS && !term_ended(t)) {
		bool wrote = term_pump(t, LOOK_MS), quiet, ticking;
		struct idle now;

		if (term_ended(t))
			break;
		now = idle_look(t->child.pid);
		if (clock_passed(limit))
			return why(reason, "the program is not idle at the time limit");
		quiet = !wrote && now.blocked && input_is_read(t);
		if (!quiet)
			silent_since = clock_ms();
		ticking = (now.short_timer || now.sleeps != sleeps) &&
			clock_ms() - silent_since < TICKING_MS;
		alike = quiet && !ticking && was_noticed(t, now.sleeps) ? alike + 1 : 0;
		sleeps = now.sleeps;
	}
	t->poked = false;
	return true;
}

void term_resize(struct term *t, int rows, int cols)
{
	while (term_pump(t, 0))
		;
	poke(t);
	grid_resize(t->grid, rows, cols);
	pty_size(t->master, rows, cols);
}

void term_signal(struct term *t, int sig)
{
	poke(t);
	child_signal(&t->child, sig);
}

void term_hangup(struct term *t)
{
	fd_close(&t->slave);
	fd_close(&t->master);
}

bool term_wait_end(struct term *t, long limit, int *code, struct buf *reason)
{
	while (!term_ended(t) && !clock_passed(limit))
		term_pump(t, 4 * LOOK_MS);
	if (!term_ended(t))
		return why(reason, "the program is still running at the time limit");
	*code = t->child.code;
	return true;
}
