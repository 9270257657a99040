/* atoms.h - a paragraph as the pieces that a line is broken between (private to text) */
#ifndef TEXT_ATOMS_H
#define TEXT_ATOMS_H

#include <stdbool.h>
#include <stddef.h>

/* What stands between two opportunities of UAX #14 (or newlines), in whole clusters. It
 * is painted up to `painted`; blanks and perhaps a newline follow until `next`. */
struct atom {
	size_t start, painted, next;		/* bytes */
	size_t columns, painted_columns;	/* of start..next, start..painted */
	bool newline;
};

/*
 * Latin letters, digits and the usual punctuation are looked up in a table of pairs,
 * since rules that reach further have no part in them. At the first code point that is
 * none of these, libunistring's opportunities for what follows the last atom, up to the
 * newline, are fetched; an opportunity depends on nothing before the one ahead of it.
 */
struct atoms {
	const char *s;
	size_t n, at;
	char *breaks;		/* of from..to; NULL: plain text so far */
	size_t from, to;
};

/* Begin with {.s, .n}. False at the end. */
bool atoms_next(struct atoms *a, struct atom *out);
void atoms_clear(struct atoms *a);

#endif
