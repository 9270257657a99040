/* number.h - numbers as the office writes them */
#ifndef BANTIN_TEXT_NUMBER_H
#define BANTIN_TEXT_NUMBER_H

#include <stdint.h>

enum { NUMBER_MAX = 32 };

/* 2240627 gives "2.240.627". Returns out. */
const char *number_group(int64_t v, char out[NUMBER_MAX]);

/* A size of bytes: "512 B", "14,2 kB", "3,1 MB" (a kB is 1000). Below 0,
 * which is unknown, an empty string. Returns out. */
const char *number_size(int64_t bytes, char out[NUMBER_MAX]);

#endif
