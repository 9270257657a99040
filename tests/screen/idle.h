/* idle.h - whether a process and its children wait for something from outside */
#ifndef WALK_IDLE_H
#define WALK_IDLE_H

#include <stdbool.h>
#include <sys/types.h>

struct idle {
	/* all of them sleep in read, poll, select and the like, or wait for a child */
	bool blocked;
	/* one of them wakes by itself within IDLE_SHORT_MS: an Esc that may still become
	 * a longer key, a timer of the network library */
	bool short_timer;
	/* how often they went to sleep: unlike before means that something was handled */
	unsigned long sleeps;
};

enum { IDLE_SHORT_MS = 250 };

struct idle idle_look(pid_t pid);

#endif
