/* cleared.c - what an update has to empty, since its text has none of it any more */
#include "cleared.h"

#include <string.h>

#include <bantin/base/buf.h>

bool cleared_has(const struct submission *s, const char *name)
{
	size_t n = strlen(name);

	for (const char *at = s->cleared; at && *at;) {
		size_t word = strcspn(at, " ");

		if (word == n && strncmp(at, name, n) == 0)
			return true;
		at += word + (at[word] == ' ');
	}
	return false;
}

/* What never arrived there has emptied nothing yet. */
static bool may_be_there(const struct submission *last, const char *name,
			 bool (*has)(const struct submission *, const char *))
{
	return has(last, name) ||
	       (last->state != SUBMISSION_ACCEPTED && cleared_has(last, name));
}

char *cleared_names(const char *const *names, size_t n,
		    bool (*has)(const struct submission *s, const char *name),
		    const struct submission *last, const struct submission *row)
{
	struct buf list = {0};

	for (size_t i = 0; i < n; i++)
		if (!has(row, names[i]) && may_be_there(last, names[i], has))
			buf_addf(&list, "%s%s", list.len ? " " : "", names[i]);
	return list.len ? buf_take(&list) : NULL;
}
