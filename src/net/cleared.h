/* cleared.h - what an update has to empty, since its text has none of it any more */
#ifndef BANTIN_NET_CLEARED_H
#define BANTIN_NET_CLEARED_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/draft.h>

/* Of n names those that `last` had or was to empty, and `row` has not, a space between
 * two; the caller's, NULL: none. has: whether a submission says anything under a name. */
char *cleared_names(const char *const *names, size_t n,
		    bool (*has)(const struct submission *s, const char *name),
		    const struct submission *last, const struct submission *row);

/* Whether name is one of s->cleared. */
bool cleared_has(const struct submission *s, const char *name);

#endif
