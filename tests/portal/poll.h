/* poll.h - the opinion poll on the portal's page */
#ifndef PORTAL_POLL_H
#define PORTAL_POLL_H

#include "store.h"

/* Makes the choices, one a section, unless an earlier run did. */
void poll_prepare(struct store *store);

#endif
