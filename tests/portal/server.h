/* server.h - HTTP on loopback: numbering, plan, routes, and one thread a connection */
#ifndef PORTAL_SERVER_H
#define PORTAL_SERVER_H

#include <stdbool.h>

#include "app.h"

struct server;

/* Listens and fills app->base.  NULL after a message on standard error.  Takes plan. */
struct server *server_start(struct app *app, struct plan *plan);
/* Puts another plan in the old one's place; request numbers start again at 1. */
void server_plan(struct server *s, struct plan *plan);
/* Waits for the requests that are running; app->pause must have ended. */
void server_stop(struct server *s);

#endif
