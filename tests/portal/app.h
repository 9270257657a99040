/* app.h - what all of the sample portal shares, and one request */
#ifndef PORTAL_APP_H
#define PORTAL_APP_H

#include <stdbool.h>
#include <stddef.h>

#include "args.h"
#include "plan.h"
#include "text.h"

struct MHD_Connection;
struct keys;
struct log;
struct pause;
struct server;
struct store;

/* One of the two people with a token. */
struct user {
	const char *id;
	const char *name;
	bool editor;
	char token[80];
};

struct app {
	struct args args;
	struct store *store;
	struct keys *keys;		/* Idempotency-Keys that are being served */
	struct log *log;
	struct pause *pause;		/* ended when the portal stops */
	struct server *server;
	struct user users[2];		/* contributor, editor */
	char base[48];			/* "http://127.0.0.1:PORT", no slash behind */
};

struct request {
	struct app *app;
	struct MHD_Connection *conn;
	const char *method;
	char *path;
	char *query;			/* with its '?', or "" */
	unsigned number;		/* from 1 on, as they arrive; 0: /_… paths */
	struct fault fault;
	bool paused;			/* the fault's delay is over */
	size_t limit;			/* bytes of body that are kept */
	bool too_large;
	struct text body;
};

/* The value of a header or of a query argument, or NULL; borrowed. */
const char *request_header(const struct request *rq, const char *name);
const char *request_argument(const struct request *rq, const char *name);
/* Serves the fault's delay once: a handler that commits calls it just before. */
void request_pause(struct request *rq);

#endif
