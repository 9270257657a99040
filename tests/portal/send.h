/* send.h - putting an answer on the wire, whole or with the faults of the plan */
#ifndef PORTAL_SEND_H
#define PORTAL_SEND_H

#include <microhttpd.h>

#include "app.h"
#include "reply.h"

/* Whether this request's fault needs the bytes written by hand. */
bool send_is_raw(const struct fault *fault);
/* Gives the answer to libmicrohttpd. */
enum MHD_Result send_reply(struct request *rq, struct reply *rp);
/* Writes the answer to the socket, cut or slowed down; the connection is closed after it,
 * so the caller then returns MHD_NO. */
void send_raw(struct request *rq, const struct reply *rp);
/* Resets the connection (RST, not FIN); the caller then returns MHD_NO. */
void send_reset(struct request *rq);

#endif
