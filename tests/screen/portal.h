/* portal.h - the sample portal under a walk, and plain HTTP to it */
#ifndef WALK_PORTAL_H
#define WALK_PORTAL_H

#include "child.h"

/* One request to 127.0.0.1; token and body may be NULL. */
struct http_call {
	int port;
	const char *method;
	const char *path;
	const char *token;
	const char *body;
	long limit;
};

bool http_ask(const struct http_call *call, int *status, struct buf *body,
	struct buf *reason);

/* All zero before the first start. The port, the database and the tokens of the first
 * start stay the same for the later ones. */
struct portal {
	struct child child;
	int out;	/* its standard output, while it runs */
	int port;
};

struct portal_spec {
	const char *program;
	const char *suffix;	/* "" or "2", behind the names of its files and variables */
	const char *tmp;	/* portal.db, portal.plan and portal.err are put there */
	const char *plan;	/* text for --plan, or NULL */
	const struct list *args;
	char *const *envp;
	long limit;
};

/* Waits for the lines with the address and both tokens and sets URL, PORT,
 * TOKEN_CONTRIBUTOR and TOKEN_EDITOR. */
bool portal_start(struct portal *p, const struct portal_spec *spec, struct list *vars,
	struct buf *reason);
/* Takes what it printed since, so that it never has to wait for us. */
void portal_drain(struct portal *p);
void portal_stop(struct portal *p);

#endif
