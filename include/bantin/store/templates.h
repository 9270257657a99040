/* templates.h - the templates there are: the user's own files, and the built-in ones */
#ifndef BANTIN_STORE_TEMPLATES_H
#define BANTIN_STORE_TEMPLATES_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/base/err.h>
#include <bantin/base/profile.h>

/* The user's own are files NAME.md in the folder "templates" beside the desk, which they
 * make themselves; one of a built-in's name takes its place. */
struct template_entry {
	char *name;
	const char *what;	/* translated; "" of the user's own */
	bool own;
};

/* The built-in ones in their order, then the others by name; to templates_free. A folder
 * that is not there is an empty one. */
bool templates_list(const struct profile *p, struct template_entry **list, size_t *n,
		    struct err *e);
void templates_free(struct template_entry *list, size_t n);

/* Appends the text (clean) of the template called name, not filled in yet. */
bool templates_read(const struct profile *p, const char *name, struct buf *out,
		    struct err *e);

#endif
