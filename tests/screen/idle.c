/* idle.c - whether a process and its children wait for something from outside */
#define _GNU_SOURCE
#include "idle.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>

enum how {
	HOW_NEVER,	/* does not end by itself */
	HOW_MS,		/* argument: milliseconds, negative for never */
	HOW_TIMESPEC,	/* argument: address of a struct timespec, or 0 for never */
	HOW_TIMEVAL,	/* argument: address of a struct timeval, or 0 for never */
	HOW_CHILD,	/* waits for a child, which is looked at itself */
};

/* The calls in which an idle program sleeps, and which argument says for how long. Newer
 * architectures lack the older calls. */
static const struct wait_call {
	long number;
	enum how how;
	int argument;
} wait_calls[] = {
	{SYS_read, HOW_NEVER, 0},
	{SYS_ppoll, HOW_TIMESPEC, 2},
	{SYS_pselect6, HOW_TIMESPEC, 4},
	{SYS_epoll_pwait, HOW_MS, 3},
	{SYS_wait4, HOW_CHILD, 0},
	{SYS_waitid, HOW_CHILD, 0},
	{SYS_rt_sigsuspend, HOW_CHILD, 0},
#ifdef SYS_poll
	{SYS_poll, HOW_MS, 2},
	{SYS_epoll_wait, HOW_MS, 3},
	{SYS_select, HOW_TIMEVAL, 4},
#endif
};

static bool proc_text(pid_t pid, const char *name, char *text, size_t size)
{
	char path[64];
	size_t n;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%ld/%s", (long)pid, name);
	f = fopen(path, "r");
	if (!f)
		return false;
	n = fread(text, 1, size - 1, f);
	text[n] = '\0';
	fclose(f);
	return n > 0;
}

static bool short_ms(long ms)
{
	return ms >= 0 && ms <= IDLE_SHORT_MS;
}

static bool short_pair(pid_t pid, uintptr_t address, long units_per_ms)
{
	long pair[2];
	struct iovec here = {pair, sizeof pair};
	struct iovec there = {(void *)address, sizeof pair};

	if (!address || process_vm_readv(pid, &here, 1, &there, 1, 0) != sizeof pair)
		return false;
	return pair[0] == 0 && short_ms(pair[1] / units_per_ms);
}

static bool is_short(pid_t pid, const struct wait_call *call, const unsigned long args[6])
{
	unsigned long arg = args[call->argument];

	if (call->how == HOW_MS)
		return short_ms((int)arg);
	if (call->how == HOW_TIMESPEC)
		return short_pair(pid, arg, 1000000);
	if (call->how == HOW_TIMEVAL)
		return short_pair(pid, arg, 1000);
	return false;
}

/* "running", or the number and six arguments. A file that may not be read leaves the
 * state to decide. */
static bool blocked_in_call(pid_t pid, bool *is_brief)
{
	char text[256];
	unsigned long args[6];
	long number;

	if (!proc_text(pid, "syscall", text, sizeof text))
		return true;
	if (sscanf(text, "%ld %lx %lx %lx %lx %lx %lx", &number, &args[0], &args[1],
		&args[2], &args[3], &args[4], &args[5]) != 7)
		return false;
	for (size_t i = 0; i < sizeof wait_calls / sizeof *wait_calls; i++) {
		if (wait_calls[i].number != number)
			continue;
		*is_brief = is_short(pid, &wait_calls[i], args);
		return true;
	}
	return false;
}

static bool sleeps_or_gone(pid_t pid)
{
	char text[512];
	const char *p;

	if (!proc_text(pid, "stat", text, sizeof text))
		return true;
	p = strrchr(text, ')');
	return p && (!strncmp(p, ") S", 3) || !strncmp(p, ") Z", 3));
}

static unsigned long sleep_count(pid_t pid)
{
	static const char name[] = "\nvoluntary_ctxt_switches:";
	char text[4096];
	const char *p;

	if (!proc_text(pid, "status", text, sizeof text))
		return 0;
	p = strstr(text, name);
	return p ? strtoul(p + strlen(name), NULL, 10) : 0;
}

static void look(pid_t pid, int depth, struct idle *all)
{
	char text[1024], name[64];
	bool brief = false;

	all->sleeps += sleep_count(pid);
	if (!sleeps_or_gone(pid) || !blocked_in_call(pid, &brief))
		all->blocked = false;
	if (brief)
		all->short_timer = true;
	snprintf(name, sizeof name, "task/%ld/children", (long)pid);
	if (depth == 0 || !proc_text(pid, name, text, sizeof text))
		return;
	for (char *p = text, *end; ; p = end) {
		long child = strtol(p, &end, 10);

		if (end == p)
			return;
		look((pid_t)child, depth - 1, all);
	}
}

struct idle idle_look(pid_t pid)
{
	struct idle all = {.blocked = true};

	look(pid, 4, &all);
	return all;
}
