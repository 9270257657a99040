/* pause.h - waits that end early when the portal stops */
#ifndef PORTAL_PAUSE_H
#define PORTAL_PAUSE_H

#include <stdbool.h>

struct pause;

struct pause *pause_new(void);
/* Waits so many milliseconds.  False at once, and from then on, after pause_end. */
bool pause_for(struct pause *p, long milliseconds);
void pause_end(struct pause *p);
void pause_free(struct pause *p);

#endif
