/* finder.h - the places of a text in laid-out lines */
#ifndef UI_FINDER_H
#define UI_FINDER_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/text/fold.h>
#include <bantin/text/layout.h>

enum { FINDER_MAX = 4096 }; /* places kept */

/* One place, or the part of one that a line holds: words are found across line ends. */
struct find_part {
	size_t line;
	struct match match; /* bytes of that line */
	bool first;	    /* the place begins here */
};

/* {0} to begin with. */
struct finder {
	char *needle; /* NULL: nothing is searched for */
	struct find_part *parts;
	size_t count, cap;
	size_t places, now; /* how many; which one the reader is at, from 0 */
};

void finder_clear(struct finder *f);
void finder_set(struct finder *f, const char *needle); /* "" or NULL: nothing */
void finder_run(struct finder *f, const struct lines *lines);

/* The line of place `now`; false: none. */
bool finder_line(const struct finder *f, size_t *line);
void finder_from(struct finder *f, size_t line); /* now: the first at or after line */
void finder_step(struct finder *f, bool forward, bool *wrapped);

/* The places of one line into out, up to max. */
size_t finder_marks(const struct finder *f, size_t line, struct match *out, size_t max);

#endif
