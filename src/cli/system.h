/* system.h - the config of the whole host, beneath that of the profile */
#ifndef BANTIN_CLI_SYSTEM_H
#define BANTIN_CLI_SYSTEM_H

#include "config.h"

/* Reads it; an empty one where there is none. ERR_CONFIG where just anybody could have
 * written it, too. */
bool system_read(struct config *system, struct err *e);

/* The host's news and its portals, where c names none of its own. */
bool system_beneath(struct config *c, struct err *e);

#endif
