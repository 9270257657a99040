/* reply.h - an HTTP answer before it is sent: status, headers, body, last step */
#ifndef PORTAL_REPLY_H
#define PORTAL_REPLY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "app.h"

enum { REPLY_HEADERS = 16 };

struct reply_header {
	char *name;
	char *value;
};

struct reply {
	unsigned status;
	struct reply_header headers[REPLY_HEADERS];
	size_t header_count;
	char *body;
	size_t size;
	bool cached;		/* wants an ETag, and 304 where the client has it */
	bool ranges;		/* whole file: Range is served, gzip is not */
	long long modified;	/* Unix seconds; 0: not said */
};

/* Sets a header, replacing one of the same name. */
__attribute__((format(printf, 3, 4)))
void reply_header(struct reply *rp, const char *name, const char *format, ...);
/* The value, or NULL; borrowed. */
const char *reply_header_value(const struct reply *rp, const char *name);

/* Each sets status, type and body, in place of what was there. */
void reply_text(struct reply *rp, unsigned status, const char *type, struct text *taken);
void reply_json(struct reply *rp, unsigned status, json_t *taken);
/* {"error": code, "error_description": description}. */
void reply_error(struct reply *rp, unsigned status, const char *code,
	const char *description);

/* Last step of a good answer: ETag, Last-Modified, 304, ranges, gzip. */
void reply_settle(struct reply *rp, const struct request *rq);
void reply_clear(struct reply *rp);

#endif
