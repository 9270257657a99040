/* leap.h - a whole line of plain text at once (private to text) */
#ifndef TEXT_LEAP_H
#define TEXT_LEAP_H

#include <stdbool.h>
#include <stddef.h>

/* Where a leap landed: at an opportunity of UAX #14, behind a newline, or at the end of
 * the text. What is painted ends at `painted`; one blank at most follows, or blanks and
 * the end of the line. */
struct leap {
	size_t painted, next;			/* bytes */
	size_t painted_columns, columns;	/* from the start to painted, to next */
	bool line_ends;		/* here, since nothing more fits or a newline was met */
};

/*
 * From `start`, where a line begins, as far as `limit` columns reach over letters of
 * Latin, digits and common signs; then back to a blank between words, the one place that
 * the rules break at whatever stands around it. False: no such place is known, look
 * closer. Where more than the start of one word would stand behind the blank, the line
 * does not end there: another opportunity may follow.
 */
bool leap_line(const char *s, size_t n, size_t start, size_t limit, struct leap *out);

#endif
