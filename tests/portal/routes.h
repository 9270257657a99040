/* routes.h - which function serves which path */
#ifndef PORTAL_ROUTES_H
#define PORTAL_ROUTES_H

#include "app.h"
#include "reply.h"

enum {
	BODY_MAX = 2 * 1024 * 1024,	/* bytes */
	MEDIA_MAX = 8 * 1024 * 1024,	/* of the file itself */
	FORM_MAX = 64 * 1024,		/* of multipart around it */
	FILE_MAX = 80 * 1024 * 1024	/* of a file that a plan serves */
};

/* How many bytes of body are read for this path. */
size_t route_limit(const char *path);
/* Fills rp in any case. */
void route_serve(struct request *rq, struct reply *rp);

/* The request's body as JSON, or NULL; the caller owns it. */
json_t *request_json(const struct request *rq);

/* The handlers, each in the file of its name; all return with rp filled. */
void home_serve(struct request *rq, struct reply *rp);
void page_serve(struct request *rq, struct reply *rp);
void feed_serve(struct request *rq, struct reply *rp);
void file_serve(struct request *rq, struct reply *rp);
void poll_serve(struct request *rq, struct reply *rp);
void micropub_serve(struct request *rq, struct reply *rp);
void media_serve(struct request *rq, struct reply *rp);
void ledger_serve(struct request *rq, struct reply *rp);
void requests_serve(struct request *rq, struct reply *rp);
void review_serve(struct request *rq, struct reply *rp);
void plan_serve(struct request *rq, struct reply *rp);

#endif
