/* outcome.h - what became of a transfer */
#ifndef BANTIN_NET_OUTCOME_H
#define BANTIN_NET_OUTCOME_H

#include "call.h"

/* code: libcurl's CURLcode for the transfer that has just ended. */
enum http_outcome outcome_of(const struct http_call *c, unsigned code);

/* Why it is not HTTP_ANSWERED, translated. */
const char *outcome_reason(const struct http_call *c, unsigned code);

#endif
