/* signals.c - what the system tells the program, as bytes in a pipe */
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <bantin/base/i18n.h>
#include <bantin/ui/term.h>

static const struct {
	int number;
	unsigned char bit;
} watched[] = {
	{SIGWINCH, SIGNAL_SIZE}, {SIGTERM, SIGNAL_END},	 {SIGINT, SIGNAL_END},
	{SIGHUP, SIGNAL_HANGUP}, {SIGTSTP, SIGNAL_STOP}, {SIGCONT, SIGNAL_CONTINUE},
};
enum { WATCHED = sizeof watched / sizeof *watched };

static const int fatal[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
enum { FATAL = sizeof fatal / sizeof *fatal };

static int pipe_fds[2] = {-1, -1};
static struct sigaction saved[WATCHED];
static volatile int ending;

/* Before the screen is there the program may stand in a write to a terminal that nobody
 * reads, and curses goes on writing whatever interrupts it: throwing away what waits to be
 * read lets it go on. A full pipe already says that there is something to take; which bits
 * are lost then can only be ones that it holds many times. */
static void on_signal(int number)
{
	int old = errno;

	for (size_t i = 0; i < WATCHED; i++) {
		if (watched[i].number != number)
			continue;
		if (watched[i].bit & (SIGNAL_END | SIGNAL_HANGUP)) {
			ending = 1;
			tcflush(STDOUT_FILENO, TCOFLUSH);
		}
		if (write(pipe_fds[1], &watched[i].bit, 1) < 0)
			break;
	}
	errno = old;
}

/* What is raised here dies as it would have died. */
static void on_fatal(int number)
{
	term_rescue();
	signal(number, SIG_DFL);
	raise(number);
}

static void watch_fatal(void)
{
	struct sigaction sa, old;

	memset(&sa, 0, sizeof sa);
	sa.sa_handler = on_fatal;
	sa.sa_flags = SA_NODEFER;
	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < FATAL; i++) {
		sigaction(fatal[i], NULL, &old);
		if (old.sa_handler == SIG_DFL)	/* a sanitizer has its own */
			sigaction(fatal[i], &sa, NULL);
	}
}

static void unwatch_fatal(void)
{
	struct sigaction sa, old;

	memset(&sa, 0, sizeof sa);
	sa.sa_handler = SIG_DFL;
	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < FATAL; i++) {
		sigaction(fatal[i], NULL, &old);
		if (old.sa_handler == on_fatal)
			sigaction(fatal[i], &sa, NULL);
	}
}

static bool pipe_open(void)
{
	if (pipe(pipe_fds) != 0)
		return false;
	for (int i = 0; i < 2; i++) {
		if (fcntl(pipe_fds[i], F_SETFL, O_NONBLOCK) != 0 ||
		    fcntl(pipe_fds[i], F_SETFD, FD_CLOEXEC) != 0)
			return false;
	}
	return true;
}

bool signals_open(struct err *e)
{
	struct sigaction sa;

	ending = 0;
	if (!pipe_open())
		return err_errno(e, ERR_FAILED, _("no pipe for signals"));
	memset(&sa, 0, sizeof sa);
	sa.sa_handler = on_signal;
	sa.sa_flags = SA_RESTART;
	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < WATCHED; i++) {
		sigaction(watched[i].number, NULL, &saved[i]);
		if (saved[i].sa_handler != SIG_IGN)
			sigaction(watched[i].number, &sa, NULL);
	}
	watch_fatal();
	return true;
}

int signals_fd(void)
{
	return pipe_fds[0];
}

unsigned signals_take(void)
{
	unsigned char bytes[64];
	unsigned bits = 0;
	ssize_t n;

	while ((n = read(pipe_fds[0], bytes, sizeof bytes)) > 0) {
		for (ssize_t i = 0; i < n; i++)
			bits |= bytes[i];
	}
	if (ending && !(bits & SIGNAL_HANGUP))
		bits |= SIGNAL_END;
	return bits;
}

void signals_close(void)
{
	unwatch_fatal();
	for (size_t i = 0; i < WATCHED; i++)
		sigaction(watched[i].number, &saved[i], NULL);
	for (int i = 0; i < 2; i++) {
		if (pipe_fds[i] >= 0)
			close(pipe_fds[i]);
		pipe_fds[i] = -1;
	}
}
