/* diff.h - what two texts have in common, line by line, and which words changed */
#ifndef BANTIN_EDIT_DIFF_H
#define BANTIN_EDIT_DIFF_H

#include <stdbool.h>
#include <stddef.h>

enum diff_kind { DIFF_SAME, DIFF_OLD, DIFF_NEW };	/* in both, gone, come */

struct diff_span {
	size_t start, end;	/* bytes of the line */
};

/* A line without its newline: of the new text, or of the old one where it is gone. */
struct diff_line {
	enum diff_kind kind;
	size_t start, end;	/* bytes of its text */
	struct diff_span *marks;	/* what differs from the line it was or became */
	size_t mark_count;	/* 0 where it has no counterpart: all differs */
};

struct diff {
	struct diff_line *lines;	/* gone ones before those that came instead */
	size_t count;
	size_t gone, come;	/* lines */
};

/*
 * The shortest way from one text to the other (Myers 1986) in whole lines; d holds
 * nothing yet. Past DIFF_STEPS changes the search is given up: then what lies between the first
 * and the last change counts as changed altogether. Memory: DIFF_STEPS squared, at most.
 */
enum { DIFF_STEPS = 1000 };
void diff_make(struct diff *d, const char *old, size_t old_len, const char *new,
	       size_t new_len);
void diff_clear(struct diff *d);

#endif
