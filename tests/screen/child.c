/* child.c - processes that a walk starts: none outlives it */
#define _GNU_SOURCE
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	TICK_MS = 20,		/* at most; the end of a child ends it at once */
	GRACE_MS = 3000,
	OUTPUT_MAX = 32 << 20,	/* bytes kept of each output */
};

static const struct {
	const char *name;
	int number;
} signals[] = {
	{"HUP", SIGHUP}, {"INT", SIGINT}, {"QUIT", SIGQUIT}, {"KILL", SIGKILL},
	{"TERM", SIGTERM}, {"USR1", SIGUSR1}, {"USR2", SIGUSR2}, {"STOP", SIGSTOP},
	{"TSTP", SIGTSTP}, {"CONT", SIGCONT}, {"WINCH", SIGWINCH}, {"PIPE", SIGPIPE},
	{"ALRM", SIGALRM},
};

int signal_number(const char *name)
{
	char *end;
	long n = strtol(name, &end, 10);

	if (end != name)
		return !*end && n > 0 && n < 65 ? (int)n : 0;
	if (!strncmp(name, "SIG", 3))
		name += 3;
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
		if (!strcmp(name, signals[i].name))
			return signals[i].number;
	return 0;
}

static void reset_signals(void)
{
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGCHLD, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	signal(SIGHUP, SIG_DFL);
}

static void child_become(const struct child_spec *s, pid_t parent)
	__attribute__((noreturn));

static void child_become(const struct child_spec *s, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(127);
	reset_signals();
	setsid();
	if (s->tty)
		ioctl(s->in, TIOCSCTTY, 0);
	if (dup2(s->in, 0) < 0 || dup2(s->out, 1) < 0 || dup2(s->err, 2) < 0)
		_exit(127);
	if (s->dir && chdir(s->dir))
		_exit(127);
	execvpe(s->argv[0], s->argv, s->envp);
	dprintf(2, "%s: %s\n", s->argv[0], strerror(errno));
	_exit(127);
}

bool child_start(struct child *c, const struct child_spec *spec, struct buf *reason)
{
	pid_t parent = getpid();
	pid_t pid = fork();

	*c = (struct child){0};
	if (pid < 0)
		return why(reason, "fork: %s", strerror(errno));
	if (!pid)
		child_become(spec, parent);
	c->pid = pid;
	return true;
}

static void child_reaped(struct child *c, int status)
{
	c->code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	c->pid = 0;
}

/* Each child leads a process group. What it started and left behind goes with it, while
 * the number is still its own. */
bool child_ended(struct child *c)
{
	siginfo_t info = {0};
	int status;

	if (!c->pid)
		return true;
	if (waitid(P_PID, (id_t)c->pid, &info, WEXITED | WNOHANG | WNOWAIT) ||
	    info.si_pid != c->pid)
		return false;
	kill(-c->pid, SIGKILL);
	if (waitpid(c->pid, &status, 0) == c->pid)
		child_reaped(c, status);
	return !c->pid;
}

bool child_wait(struct child *c, long limit)
{
	while (!child_ended(c) && !clock_passed(limit))
		poll(NULL, 0, TICK_MS);
	return !c->pid;
}

void child_signal(const struct child *c, int sig)
{
	if (c->pid)
		kill(c->pid, sig);
}

void child_end(struct child *c, int sig, long grace_ms)
{
	int status;

	if (child_ended(c))
		return;
	kill(c->pid, sig);
	if (child_wait(c, clock_ms() + grace_ms))
		return;
	kill(-c->pid, SIGKILL);
	kill(c->pid, SIGKILL);
	if (waitpid(c->pid, &status, 0) == c->pid)
		child_reaped(c, status);
}

struct ends {
	int in;		/* we write */
	int out;	/* we read */
	int err;
};

static void end_close(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void feed(struct ends *e, struct child_io *io)
{
	ssize_t n = write(e->in, io->input, io->input_len);

	if (n > 0) {
		io->input += n;
		io->input_len -= (size_t)n;
	}
	if (!io->input_len || (n < 0 && errno != EAGAIN && errno != EINTR))
		end_close(&e->in);
}

static void drain(int *fd, struct buf *to)
{
	char part[8192];
	ssize_t n = read(*fd, part, sizeof part);

	if (n > 0 && to->len < OUTPUT_MAX)
		buf_add(to, part, (size_t)n);
	if (!n || (n < 0 && errno != EAGAIN && errno != EINTR))
		end_close(fd);
}

/* Until both outputs are closed, or nothing more comes from a process that has ended. */
static void talk(struct child *c, struct ends *e, struct child_io *io)
{
	while ((e->out >= 0 || e->err >= 0) && !clock_passed(io->limit)) {
		bool ended = child_ended(c);
		struct pollfd p[] = {
			{.fd = e->in, .events = POLLOUT},
			{.fd = e->out, .events = POLLIN},
			{.fd = e->err, .events = POLLIN},
		};

		if (!poll(p, 3, TICK_MS) && ended)
			return;
		if (p[0].revents)
			feed(e, io);
		if (p[1].revents)
			drain(&e->out, io->out);
		if (p[2].revents)
			drain(&e->err, io->err);
		if (io->tick)
			io->tick(io->arg);
	}
}

static bool three_pipes(int p[6], struct buf *reason)
{
	for (int i = 0; i < 6; i++)
		p[i] = -1;
	for (int i = 0; i < 6; i += 2)
		if (pipe2(p + i, O_CLOEXEC))
			return why(reason, "pipe: %s", strerror(errno));
	fcntl(p[1], F_SETFL, O_NONBLOCK);
	fcntl(p[2], F_SETFL, O_NONBLOCK);
	fcntl(p[4], F_SETFL, O_NONBLOCK);
	return true;
}

bool child_run(struct child *c, const struct child_spec *spec, struct child_io *io,
	struct buf *reason)
{
	struct child_spec s = *spec;
	struct ends e;
	int p[6];
	bool ok = three_pipes(p, reason);

	s.in = p[0];
	s.out = p[3];
	s.err = p[5];
	ok = ok && child_start(c, &s, reason);
	end_close(&p[0]);
	end_close(&p[3]);
	end_close(&p[5]);
	e = (struct ends){.in = p[1], .out = p[2], .err = p[4]};
	if (ok) {
		if (!io->input_len)
			end_close(&e.in);
		talk(c, &e, io);
		ok = child_wait(c, io->limit) ||
			why(reason, "%s: still running at the time limit", s.argv[0]);
		child_end(c, SIGTERM, GRACE_MS);
	}
	end_close(&e.in);
	end_close(&e.out);
	end_close(&e.err);
	return ok;
}
