/* log.h - what the sample portal was asked so far */
#ifndef PORTAL_LOG_H
#define PORTAL_LOG_H

#include <jansson.h>

#include "app.h"

enum { LOG_MAX = 100000 };	/* requests remembered */

struct log;

struct log *log_new(void);
/* Notes a request that is about to be answered; status 0: reset without an answer. */
void log_add(struct log *l, const struct request *rq, unsigned status, size_t bytes);
/* [{"n", "method", "path", "query", "status", "bytes", "key"?, "fault"?}], by number; the
 * caller owns it. */
json_t *log_list(struct log *l);
/* Forgets them all. */
void log_clear(struct log *l);
void log_free(struct log *l);

#endif
