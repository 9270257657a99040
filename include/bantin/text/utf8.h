/* utf8.h - code points in and out of UTF-8 (RFC 3629) */
#ifndef BANTIN_TEXT_UTF8_H
#define BANTIN_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads one code point from the n > 0 bytes at s into *cp and returns the bytes it took
 * (1 to 4). An ill-formed sequence gives U+FFFD and takes the maximal subpart
 * (Unicode 15, 3.9, "U+FFFD Substitution of Maximal Subparts"). */
size_t utf8_next(const char *s, size_t n, uint32_t *cp);

/* Bytes of the code point that ends at byte `at` (at > 0, on a boundary). */
size_t utf8_back(const char *s, size_t at);

/* Writes cp (a scalar value) and returns its bytes, 1 to 4. */
size_t utf8_put(char out[4], uint32_t cp);

bool utf8_valid(const char *s, size_t n);

#endif
