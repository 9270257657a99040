/* cluster.h - one grapheme cluster: the step that measuring and wrapping share */
#ifndef TEXT_CLUSTER_H
#define TEXT_CLUSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cluster {
	size_t bytes, points;
	size_t columns;		/* 0 to 2: the one place where widths are decided */
	uint32_t first;		/* its first code point */
};

/* Reads the first cluster (UAX #29, extended) of the n > 0 bytes at s. */
void cluster_read(const char *s, size_t n, struct cluster *out);

/* Bytes at s that are one cluster of one column beyond doubt, whatever follows being of
 * the same kind: ASCII and the precomposed Latin letters. 0: none. */
size_t cluster_plain(const char *s, size_t n);

/* Whether a joiner may go on cp: \p{Extended_Pictographic}. */
bool point_is_pictograph(uint32_t cp);

/* Whether a boundary lies between code points a and b whatever stands before a. */
bool cluster_parted(uint32_t a, uint32_t b);

#endif
