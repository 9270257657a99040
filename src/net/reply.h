/* reply.h - what an answer holds, for those who act on it */
#ifndef BANTIN_NET_REPLY_H
#define BANTIN_NET_REPLY_H

#include <stdbool.h>

#include <jansson.h>

#include <bantin/base/err.h>
#include <bantin/net/http.h>
#include <bantin/net/portal.h>

/* application/json or any +json. */
bool reply_is_json(const struct http_reply *r);

/* The JSON of a whole 200 answer, the caller's to json_decref; else NULL, and e says
 * why: ERR_NET (no answer, 429, 5xx), ERR_REFUSED (4xx), ERR_FORMAT. */
json_t *reply_json(const struct http_reply *r, struct err *e);

/* A whole answer that is JSON in fact and by its type, whatever the status; NULL else. */
json_t *reply_document(const struct http_reply *r);

/* portal_reason as a string, the caller's. */
char *reply_reason(const struct http_reply *r);

#endif
