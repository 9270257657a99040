/* measure.h - how long is a text: bytes, code points, clusters and columns at once */
#ifndef BANTIN_TEXT_MEASURE_H
#define BANTIN_TEXT_MEASURE_H

#include <stddef.h>

#include <bantin/base/buf.h>

/*
 * A cluster is an extended grapheme cluster (UAX #29): what a reader calls a letter.
 * Columns are terminal cells: a cluster takes the width of its base, 0 to 2 (UAX #11
 * wide and emoji presentation are 2, ambiguous is 1). Text is clean UTF-8.
 */
struct extent {
	size_t bytes, points, clusters, columns;
};

/* Measures whole clusters of s from its start until n bytes or any field of limit
 * (NULL: none; a field of 0 counts as none) would be passed. A tab counts as one
 * column, a newline as none. */
void text_measure(const char *s, size_t n, const struct extent *limit,
		  struct extent *out);

/* Columns of the whole string. */
size_t text_columns(const char *s, size_t n);

/* Byte offset of the cluster boundary after, or before, `at`; n and 0 at the ends. */
size_t text_cluster_next(const char *s, size_t n, size_t at);
size_t text_cluster_prev(const char *s, size_t n, size_t at);

/* The first cluster boundary behind `at` that is one whatever stands before `at`; n where
 * there is none. */
size_t text_cluster_sure(const char *s, size_t n, size_t at);

/* Byte offset of the word boundary after, or before, `at`: words are runs of letters,
 * marks and digits; what lies between is skipped. The next one is the end of a word, the
 * one before the start of a word. */
size_t text_word_next(const char *s, size_t n, size_t at);
size_t text_word_prev(const char *s, size_t n, size_t at);

/* Appends s cut to at most `columns`, with "…" as its last column where it was cut. */
void text_truncate(struct buf *out, const char *s, size_t n, size_t columns);

/* The same, then filled with spaces to exactly `columns`. */
void text_pad(struct buf *out, const char *s, size_t n, size_t columns);

#endif
