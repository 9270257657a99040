/* args.h - the command line: options anywhere, then words */
#ifndef BANTIN_CLI_ARGS_H
#define BANTIN_CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/err.h>

/* The words that are not read yet; borrowed from main's argv. */
struct args {
	char **word;
	size_t count;
};

/* One of the two slots is filled; a table ends with a NULL name. */
struct option {
	const char *name;   /* "--title" */
	const char **value; /* takes a value, "--title X" or "--title=X" */
	bool *flag;
};

/* Takes the options of the table out of the words, up to "--". Unknown ones stay where
 * keep_unknown is set (the command reads them later), else they are ERR_USAGE. */
bool args_options(struct args *a, const struct option *table, bool keep_unknown,
		  struct err *e);

/* Takes the first word, or NULL. */
char *args_next(struct args *a);

struct range {
	int64_t least, most;
};

/* The number that an option has; s NULL, and *out stays: it was not given. */
bool args_number(const char *s, const char *option, const struct range *r, int64_t *out,
		 struct err *e);

/* ERR_USAGE if words are left. */
bool args_done(const struct args *a, struct err *e);

#endif
