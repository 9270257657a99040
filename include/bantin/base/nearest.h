/* nearest.h - which known word was meant */
#ifndef BANTIN_BASE_NEAREST_H
#define BANTIN_BASE_NEAREST_H

#include <stddef.h>

/* The smallest number of single letters (bytes, ASCII case ignored) to insert, delete,
 * replace or swap with their neighbour that makes a of b. Words over 32 bytes are far
 * from everything. */
size_t nearest_distance(const char *a, const char *b);

/* Of the words that known(0), known(1) ... give until NULL, the one nearest to word, or
 * NULL where none is near (over a third of its letters wrong, and over two). */
const char *nearest_word(const char *word, const char *(*known)(size_t i));

#endif
