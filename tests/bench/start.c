/* start.c - a program started in terminals of 80x24, alone or many at once, until it is idle
 *	start [--times N] [--at-once N] [--homes DIR] [--quiet MS] [--key K] COMMAND ...
 * One line: the median and the slowest of the times to the last byte of the first paint (ms),
 * the bytes of it, and the memory of each while all stand open (kB, the mean). With --homes
 * the n-th has BANTIN_HOME=DIR/n. It is idle when nothing came for so many ms; then Q, or K. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	MOST = 200,
	LEAVING = 20000 /* ms, as long as callgrind may take */
};

struct session {
	pid_t pid;
	int fd;
	double began, last; /* ms */
	long bytes;
};

struct memory {
	long rss, pss, private;
};

static const char *homes, *key = "Q";

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void become(char **command, const char *terminal, int n)
{
	const struct winsize size = {.ws_row = 24, .ws_col = 80};
	char home[4096];

	setsid();
	int fd = open(terminal, O_RDWR);
	if (fd < 0)
		_exit(127);
	ioctl(fd, TIOCSWINSZ, &size);
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	if (fd > 2)
		close(fd);
	snprintf(home, sizeof(home), "%s/%d", homes ? homes : "", n);
	if (homes)
		setenv("BANTIN_HOME", home, 1);
	execvp(command[0], command);
	_exit(127);
}

static void begin(struct session *s, char **command, int n)
{
	char name[64];

	*s = (struct session){.fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
	if (s->fd < 0 || grantpt(s->fd) || unlockpt(s->fd) ||
	    ptsname_r(s->fd, name, sizeof(name)))
		fail("pseudo-terminal");
	s->began = s->last = now();
	s->pid = fork();
	if (s->pid == 0)
		become(command, name, n);
	if (s->pid < 0)
		fail("fork");
}

/* Reads what all write until none of them has for `quiet` ms, and each something. */
static void listen_all(struct session *list, int n, double quiet)
{
	struct pollfd fds[MOST];
	char data[65536];
	double heard = now();

	for (int i = 0; i < n; i++)
		fds[i] = (struct pollfd){list[i].fd, POLLIN, 0};
	for (int silent = n; silent > 0 || now() - heard < quiet;) {
		poll(fds, (nfds_t)n, (int)quiet);
		silent = 0;
		for (int i = 0; i < n; i++) {
			ssize_t got = fds[i].revents
					      ? read(list[i].fd, data, sizeof(data))
					      : 0;
			if (got > 0) {
				list[i].bytes += got;
				heard = list[i].last = now();
			} else if (fds[i].revents) {
				fds[i].fd = -1; /* it has ended by itself */
			}
			silent += list[i].bytes == 0 && fds[i].fd >= 0;
		}
	}
}

static struct memory memory_of(pid_t pid)
{
	char path[64], line[256];
	struct memory m = {0};
	long kb;

	snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", (int)pid);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f)) {
		if (sscanf(line, "Rss: %ld", &kb) == 1)
			m.rss += kb;
		else if (sscanf(line, "Pss: %ld", &kb) == 1)
			m.pss += kb;
		else if (sscanf(line, "Private_Clean: %ld", &kb) == 1 ||
			 sscanf(line, "Private_Dirty: %ld", &kb) == 1)
			m.private += kb;
	}
	if (f)
		fclose(f);
	return m;
}

/* What it still writes on leaving is thrown away; who does not leave is told to. */
static void end(struct session *s)
{
	struct pollfd p = {s->fd, POLLIN, 0};
	char data[4096];
	int status;

	if (write(s->fd, key, 1) != 1)
		kill(s->pid, SIGTERM);
	do {
		if (poll(&p, 1, LEAVING) == 0)
			kill(s->pid, SIGTERM);
	} while (read(s->fd, data, sizeof(data)) > 0);
	close(s->fd);
	if (waitpid(s->pid, &status, 0) != s->pid || status != 0)
		fprintf(stderr, "start: it ended with status %d\n", status);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	int times = 1, together = 1, quiet = 100, at = 1, n = 0;
	static double took[MOST * MOST];
	struct session list[MOST];
	struct memory sum = {0};
	long bytes = 0;

	for (; at + 1 < argc && strncmp(argv[at], "--", 2) == 0; at += 2) {
		if (strcmp(argv[at], "--homes") == 0)
			homes = argv[at + 1];
		else if (strcmp(argv[at], "--key") == 0)
			key = argv[at + 1];
		else if (strcmp(argv[at], "--times") == 0)
			times = atoi(argv[at + 1]);
		else if (strcmp(argv[at], "--at-once") == 0)
			together = atoi(argv[at + 1]);
		else if (strcmp(argv[at], "--quiet") == 0)
			quiet = atoi(argv[at + 1]);
	}
	if (at >= argc || times < 1 || times > MOST || together < 1 || together > MOST)
		return 2;
	for (int t = 0; t < times; t++) {
		for (int i = 0; i < together; i++)
			begin(&list[i], argv + at, i + 1);
		listen_all(list, together, quiet);
		for (int i = 0; i < together; i++) {
			struct memory m = memory_of(list[i].pid);
			sum.rss += m.rss;
			sum.pss += m.pss;
			sum.private += m.private;
			took[n++] = list[i].last - list[i].began;
			bytes = list[i].bytes;
		}
		for (int i = 0; i < together; i++)
			end(&list[i]);
	}
	qsort(took, (size_t)n, sizeof(took[0]), by_size);
	printf("ms %.2f slowest %.2f bytes %ld rss %ld pss %ld private %ld\n", took[n / 2],
	       took[n - 1], bytes, sum.rss / n, sum.pss / n, sum.private / n);
	return 0;
}
