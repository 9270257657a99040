/* outcome.h - what became of a transfer */
#ifndef BANTIN_NET_OUTCOME_H
#define BANTIN_NET_OUTCOME_H

#include "call.h"

/* code: libcurl's CURLcode for the transfer that has just ended. */
enum http_outcome outcome_of(const struct http_call *c, unsigned code);

/* A line that drips is never silent for its patience (seconds, where the request names
 * none): such a call is ended all the same. */
bool outcome_is_late(const struct http_call *c, int patience);

/* Why it is not HTTP_ANSWERED, translated. */
const char *outcome_reason(const struct http_call *c, unsigned code);

#endif
