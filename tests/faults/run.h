/* run.h - bantin run once, with a fault or without */
#ifndef FAULTS_RUN_H
#define FAULTS_RUN_H

#include "../screen/buf.h"

#include <stdint.h>
#include <sys/types.h>

/* What inject.c is told; all zero: nothing. */
struct fault {
	const char *calls;	/* disk, all, memory; NULL: none */
	const char *deed;	/* kill, short, ENOSPC ...; NULL: they are only counted */
	uint32_t at;
	bool always;
	long room;		/* bytes the disk still has, from 1; 0: enough */
	int later;		/* seconds the wall clock is ahead */
	const char *record;	/* a file the changes are written to */
	const char *type;	/* a file with the keys of a typist (typist.c) */
};

struct outcome {
	int status;		/* exit status, or 128 + the signal's number */
	struct buf out, err;
	uint32_t count, struck;	/* calls counted, calls that failed */
	char what[120];		/* the first that did */
	uint32_t keys, polls;	/* as in struct tally, when there was a typist */
	int64_t now, key_at;
};

struct place {
	const char *tmp;	/* folder of the rig */
	const char *program;
	const char *library;	/* inject.so */
	const char *profile;
	pid_t server;		/* the program, loaded and waiting */
	int ask, answer;	/* pipes to it */
};

/* Loads the program; each run is a fork of it (serve.c). */
bool run_start(struct place *at, struct buf *reason);
void run_stop(struct place *at);

/* words: the command line after the program's name, NULL at the end. input: standard
 * input, may be NULL. What the outcome held is replaced. */
void run_once(const struct place *at, const struct fault *f, const char *const words[],
	      const char *input, struct outcome *o);
void outcome_clear(struct outcome *o);

/* For who starts the program otherwise: its environment, and the tally before and after,
 * or meanwhile. */
void run_environment(const struct place *at, const struct fault *f, struct list *env);
void run_tally_fresh(const struct place *at);
void run_tally_read(const struct place *at, struct outcome *o);

/* A folder with all that is in it; neither follows symbolic links. False: errno. */
bool tree_copy(const char *from, const char *to);
bool tree_remove(const char *path);

#endif
