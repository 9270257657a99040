/* child.h - processes that a walk starts: none outlives it */
#ifndef WALK_CHILD_H
#define WALK_CHILD_H

#include "buf.h"

#include <sys/types.h>

struct child {
	pid_t pid;	/* 0: none, or ended and reaped */
	int code;	/* after the end: exit status, or 128 + the signal's number */
};

/* What to start. Descriptors are borrowed; with tty the three are one terminal, which
 * becomes the controlling one of a new session. argv[0] is looked for in PATH. */
struct child_spec {
	char *const *argv;
	char *const *envp;
	const char *dir;
	int in;
	int out;
	int err;
	bool tty;
};

bool child_start(struct child *c, const struct child_spec *spec, struct buf *reason);

/* True if it has ended, now or before. */
bool child_ended(struct child *c);
/* Waits for the end, until limit. */
bool child_wait(struct child *c, long limit);
void child_signal(const struct child *c, int sig);
/* Ends it for good: with sig first, with SIGKILL if it is not gone after grace_ms. */
void child_end(struct child *c, int sig, long grace_ms);

/* "9", "KILL" or "SIGKILL"; 0 for an unknown name. */
int signal_number(const char *name);

/* A whole run with no terminal: gives input, collects both outputs, until limit. What
 * tick does meanwhile must not block (it keeps an open screen going). */
struct child_io {
	const char *input;
	size_t input_len;
	struct buf *out;
	struct buf *err;
	long limit;
	void (*tick)(void *arg);
	void *arg;
};

bool child_run(struct child *c, const struct child_spec *spec, struct child_io *io,
	struct buf *reason);

#endif
