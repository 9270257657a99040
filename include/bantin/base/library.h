/* library.h - a library that is opened when it is first used */
#ifndef BANTIN_BASE_LIBRARY_H
#define BANTIN_BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/err.h>

/*
 * The loader's work for libcurl and libxml2 and all that they need in turn is two
 * thirds of a start, and the first screen uses neither. So the functions used of such
 * a library stand in a table of pointers, and the table is filled on first use.
 */
struct library {
	const char *file;	/* its versioned name, as the loader looks for it */
	const struct library_call {
		const char *name;
		size_t at;	/* offset of the pointer in the table */
	} *calls;
	size_t count;
};

/* Fills the table; all of it, or the library is of no use and *e says so. Once open, a
 * library stays: call this again only after a failure. */
bool library_open(const struct library *l, void *table, struct err *e);

/*
 * For work that cannot be done without a library and has no way to say so: does not
 * return. The handler that main has registered runs (it saves what is open and leaves
 * with an exit code of ours); with no handler, or one that returns, the process aborts.
 */
void library_missing(const struct err *why);
void library_on_missing(void (*handler)(const char *why));

#endif
