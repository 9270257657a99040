/* micropub.h - writing to the portal: who may, new bulletins, changes, questions */
#ifndef PORTAL_MICROPUB_H
#define PORTAL_MICROPUB_H

#include <jansson.h>

#include "app.h"
#include "reply.h"

/* Whose bearer token the request carries; NULL with a 401 in rp. */
const struct user *micropub_user(const struct request *rq, struct reply *rp);

/* GET: q=config, source, syndicate-to, category.  Micropub 3.7. */
void micropub_query(struct request *rq, struct reply *rp, const struct user *user);
/* POST with "type": a new bulletin. */
void micropub_create(struct request *rq, struct reply *rp, const struct user *user,
	json_t *body);
/* POST with "action": update, delete, undelete. */
void micropub_change(struct request *rq, struct reply *rp, const struct user *user,
	json_t *body);

#endif
