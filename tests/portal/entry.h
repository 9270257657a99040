/* entry.h - Micropub properties of an h-entry, checked and turned into a row */
#ifndef PORTAL_ENTRY_H
#define PORTAL_ENTRY_H

#include <jansson.h>
#include <stdbool.h>

#include "app.h"
#include "reply.h"

/* Sets in row the columns that the properties name; columns of 'post' (see store.c), and
 * "wanted" for post-status.  Properties that the portal does not know are left out. False
 * with a 400 in rp. */
bool entry_read(struct app *app, json_t *properties, json_t *row, struct reply *rp);

#endif
