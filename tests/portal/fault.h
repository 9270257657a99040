/* fault.h - answers that the plan gives in the portal's place */
#ifndef PORTAL_FAULT_H
#define PORTAL_FAULT_H

#include <stdbool.h>

#include "app.h"
#include "reply.h"

/* Whether the request's fault answers by itself: status, body, file or redirect; the
 * answer is then in rp, and with "commit" the request has been served all the same. */
bool fault_answer(struct request *rq, struct reply *rp);
/* Puts the fault's header and type on any answer. */
void fault_adorn(const struct fault *f, struct reply *rp);

#endif
