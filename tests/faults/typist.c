/* typist.c - preloaded: keys come at their times, on a clock that does not wait */
#define _GNU_SOURCE
#include "inject.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * FAULT_TYPE  a file with a line for each key: milliseconds after the one before, a
 *             space, its bytes in hexadecimal; or "clock" and seconds by which the wall
 *             clock jumps, or "wait" and a path: from there on real time passes until there
 *             is such a file. As long as keys are left the program's time is made up: where
 *             it would wait, the clock is set ahead to the next key or to the end of what
 *             it would have waited. Only the network is waited for.
 * The same keys at the same instants meet the program in the same state, and an hour
 * passes at once.
 */
enum { EVENTS_MAX = 8192, BYTES_MAX = 8, NETWORK_WAIT = 10 };

struct event {
	int64_t at;		/* ms of the made-up clock */
	int jump;		/* seconds; n = 0 */
	char wait[128];		/* a path; n = 0 */
	unsigned char bytes[BYTES_MAX];
	int n;
};

static struct event *events;
static int count, next;
static int64_t ahead;		/* ns of all clocks */
static int64_t wall;		/* s of the wall clock */

static int64_t now_ms(void)
{
	struct timespec t;

	syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &t);
	return (t.tv_sec * 1000000000 + t.tv_nsec + ahead) / 1000000;
}

static void read_bytes(struct event *e, const char *hex)
{
	unsigned byte;

	while (e->n < BYTES_MAX && sscanf(hex, "%2x", &byte) == 1) {
		e->bytes[e->n++] = (unsigned char)byte;
		hex += 2;
	}
}

void typist_start(const char *path)
{
	char line[128], word[64];
	int64_t at = now_ms();
	FILE *f = path ? fopen(path, "re") : NULL;

	if (!f)
		return;
	events = calloc(EVENTS_MAX, sizeof(*events));
	while (events && count < EVENTS_MAX && fgets(line, sizeof(line), f)) {
		struct event *e = &events[count];
		int gap;
		if (sscanf(line, "%d clock %d", &gap, &e->jump) != 2 &&
		    sscanf(line, "%d wait %127s", &gap, e->wait) != 2) {
			if (sscanf(line, "%d %63s", &gap, word) != 2)
				continue;
			read_bytes(e, word);
		}
		at += gap;
		e->at = at;
		count++;
	}
	fclose(f);
}

bool typist_on(void)
{
	return next < count;
}

void typist_clock(clockid_t id, struct timespec *t)
{
	int64_t ns = t->tv_nsec + ahead;

	if (id == CLOCK_PROCESS_CPUTIME_ID || id == CLOCK_THREAD_CPUTIME_ID)
		return;
	t->tv_sec += ns / 1000000000;
	t->tv_nsec = ns % 1000000000;
	if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE)
		t->tv_sec += wall;
}

/* Something else has to happen first. What comes after it keeps its distance. */
static bool waits(int64_t now)
{
	if (!typist_on() || !events[next].wait[0] || events[next].at > now)
		return false;
	if (syscall(SYS_access, events[next].wait, F_OK) != 0)
		return true;
	int64_t late = now - events[next].at;
	for (int i = ++next; i < count; i++)
		events[i].at += late;
	return false;
}

/* Whether the next key is there; jumps of the clock that are due have happened. */
static bool due(int64_t now)
{
	while (!waits(now) && typist_on() && events[next].at <= now &&
	       events[next].n == 0)
		wall += events[next++].jump;
	return typist_on() && events[next].at <= now && events[next].n > 0;
}

static bool has_network(const struct pollfd *fds, nfds_t n)
{
	int domain;

	for (nfds_t i = 0; i < n; i++) {
		socklen_t size = sizeof(domain);
		if (getsockopt(fds[i].fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 &&
		    domain != AF_UNIX)
			return true;
	}
	return false;
}

static struct pollfd *keyboard(struct pollfd *fds, nfds_t n)
{
	for (nfds_t i = 0; i < n; i++)
		if (fds[i].fd == 0 && fds[i].events & POLLIN)
			return &fds[i];
	return NULL;
}

static int ready(struct pollfd *fds, nfds_t n, int ms)
{
	struct pollfd *keys = keyboard(fds, n);
	int got = (int)syscall(SYS_poll, fds, n, ms);

	if (got < 0 || !keys || keys->revents || !due(now_ms()))
		return got;
	keys->revents = POLLIN;
	return got + 1;
}

int typist_poll(struct pollfd *fds, nfds_t n, int ms)
{
	int64_t end = ms < 0 ? INT64_MAX : now_ms() + ms;
	bool network = has_network(fds, n), keys = keyboard(fds, n) != NULL;
	int got = ready(fds, n, 0);

	while (got == 0 && now_ms() < end) {
		int64_t until = end;
		due(now_ms());
		bool real = network || waits(now_ms());
		if (keys && !typist_on())
			return (int)syscall(SYS_poll, fds, n, ms);
		if (keys && events[next].at < until)
			until = events[next].at;
		if (real)
			until = now_ms() + NETWORK_WAIT < end ? now_ms() + NETWORK_WAIT : end;
		else if (until != INT64_MAX && until > now_ms())
			ahead += (until - now_ms()) * 1000000;
		got = ready(fds, n, real ? (int)(until - now_ms()) : 0);
	}
	return got;
}

ssize_t typist_read(void *p, size_t n, int64_t *at)
{
	if (!due(now_ms())) {
		errno = EAGAIN;
		return -1;
	}
	const struct event *e = &events[next++];
	size_t some = (size_t)e->n < n ? (size_t)e->n : n;
	memcpy(p, e->bytes, some);
	*at = now_ms();
	return (ssize_t)some;
}

int64_t typist_now(void)
{
	return now_ms();
}
