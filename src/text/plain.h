/* plain.h - text that is clean at first sight: what nearly all of it is */
#ifndef TEXT_PLAIN_H
#define TEXT_PLAIN_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes of s are clean beyond doubt (n: all of them). one_line: for CLEAN_LINE,
 * else for CLEAN_TEXT. Of what follows the prefix nothing is said. */
size_t plain_prefix(const char *s, size_t n, bool one_line);

#endif
