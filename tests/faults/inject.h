/* inject.h - what the two halves of the preloaded library share, and the runner reads */
#ifndef FAULTS_INJECT_H
#define FAULTS_INJECT_H

#include <poll.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>
#include <sys/types.h>

/* serve.c; the descriptors it is asked on. */
enum { SERVE_IN = 200, SERVE_OUT = 201 };
enum { RUN_SECONDS = 30 };	/* after which a run is ended by SIGALRM */

/* inject.c: takes what the environment says. */
void inject_start(void);

/* The file FAULT_TALLY, mapped, so that it outlives a killed process. */
struct tally {
	_Atomic uint32_t count;		/* calls of the chosen kind so far */
	_Atomic uint32_t struck;	/* how many of them were made to fail */
	_Atomic uint32_t keys;		/* of FAULT_TYPE, taken up so far */
	_Atomic uint32_t polls;		/* how often the program looked or waited */
	int64_t now, key_at;		/* ms of its clock: at the last call, the last key */
	char what[96];			/* the first that failed: "fsync desk.db-wal" */
};

/*
 * The file FAULT_RECORD: what was done to the files under FAULT_UNDER, in order. Each
 * record is followed by `path` bytes of the path below that folder, then by `data` bytes.
 */
enum record_kind {
	RECORD_CREATE = 'c',	/* an empty file, or one cut to nothing */
	RECORD_WRITE = 'w',	/* data at `at` */
	RECORD_CUT = 't',	/* the length is `at` from now on */
	RECORD_SYNC = 's',	/* of a file or a folder */
	RECORD_SYNC_FAILED = 'f',
	RECORD_RENAME = 'r',	/* data: the new path */
	RECORD_UNLINK = 'u',
	RECORD_FOLDER = 'm',
	RECORD_SAID = 'a'	/* standard output was written: it was acknowledged */
};

struct record {
	int64_t at;
	uint32_t data;
	uint16_t path;
	uint8_t kind;		/* enum record_kind */
	uint8_t pad;
};

/* typist.c */
void typist_start(const char *path);
bool typist_on(void);		/* keys are left */
int typist_poll(struct pollfd *fds, nfds_t n, int ms);
ssize_t typist_read(void *p, size_t n, int64_t *at);
void typist_clock(clockid_t id, struct timespec *t);
int64_t typist_now(void);

/* record.c; errno is kept. */
void record_start(void);
void record_fd(enum record_kind kind, int fd, int64_t at, const void *data, size_t n);
void record_path(enum record_kind kind, const char *path, const char *to);
void record_said(void);

#endif
