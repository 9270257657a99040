/* serve.h - the hostile portal: one connection, and the attacks that answer on it */
#ifndef HOSTILE_SERVE_H
#define HOSTILE_SERVE_H

#include <stdbool.h>
#include <stddef.h>

enum { REQUEST_MAX = 1 << 16 };

/* Of one request; the strings end with NUL. */
struct request {
	char method[8];
	char path[4096];	/* with the query */
	char host[128];
	char auth[512];		/* Authorization; "" without */
	char cookie[512];
	char body[REQUEST_MAX];
};

/*
 * One connection, in a process of its own. put does not return where the client has gone:
 * the process ends, so that an endless answer needs no check.
 */
struct conn {
	int fd;
	int port;
	bool keep;		/* the next request comes on the same connection */
	struct request q;
};

void put(struct conn *c, const char *p, size_t n);
void puts_to(struct conn *c, const char *s);
void printf_to(struct conn *c, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void repeat_to(struct conn *c, const char *s, size_t times);
/* A whole answer, with its length. */
void answer(struct conn *c, const char *status, const char *type, const char *body);
/* Only its head: the body is what is put until the connection closes. */
void answer_open(struct conn *c, const char *status, const char *type);
/* Milliseconds. */
void linger(long ms);

/* Ended by a NULL name. */
struct attack {
	const char *name;	/* the first part of the path */
	void (*act)(struct conn *c);
};
extern const struct attack body_attacks[];	/* what stands in the bodies */
extern const struct attack line_attacks[];	/* what is wrong with the HTTP */

/* The portal whose every field holds a payload (fields.c): /f/..., /w/... */
void fields_setup(size_t turn, bool harmless);
bool fields_answer(struct conn *c);

/* Serves until SIGTERM; every request is a line in the log. */
int serve(int argc, char **argv);

#endif
