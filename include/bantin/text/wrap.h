/* wrap.h - a paragraph into lines of at most so many columns (UAX #14) */
#ifndef BANTIN_TEXT_WRAP_H
#define BANTIN_TEXT_WRAP_H

#include <stddef.h>

/* One line of the paragraph, in bytes from its start. What is painted is start..end,
 * without blanks at the end; the next line starts at next (== its start). */
struct wrap_line {
	size_t start, end, next;
	size_t columns;		/* of start..end */
};

/* A reusable list of lines; {0} to begin with. */
struct wrap {
	struct wrap_line *lines;
	size_t count, cap;
};

/*
 * Lays the n bytes at s (one paragraph of clean text; newlines in it are forced breaks)
 * into lines, replacing what w held. The first line has first_columns, the others
 * rest_columns (both > 0). Breaks at the opportunities of UAX #14, or between clusters
 * where a single word is wider than the line; a cluster is never split, so that one wider
 * than the line stands alone. Every byte belongs to exactly one line; an empty
 * paragraph, and one that ends in a newline, has an empty last line. Linear time.
 */
void text_wrap(struct wrap *w, const char *s, size_t n, size_t first_columns,
	       size_t rest_columns);
void wrap_clear(struct wrap *w);

#endif
