/* glyph.h - a letter taken apart: what searching compares */
#ifndef TEXT_GLYPH_H
#define TEXT_GLYPH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A cluster as its folded base and what is on it. Equal clusters, in either case, have
 * equal glyphs; marks is 0 where there is none. */
struct glyph {
	uint32_t base;		/* code point, case folded */
	uint64_t rest;		/* a hash of further letters in the cluster; mostly 0 */
	uint64_t marks;		/* of the marks, or the horn of ơ and the stroke of đ */
};

enum { POINT_MAX = 8 };	/* code points that one decomposes into (4 in Unicode 14) */

/* The canonical decomposition of cp; returns how many code points. */
size_t point_decompose(uint32_t cp, uint32_t out[POINT_MAX]);

/* Whether cp is a mark that folding drops. */
bool point_is_mark(uint32_t cp);

/* Case folding of one code point that does not decompose. */
uint32_t point_lower(uint32_t cp);

/* Reads the first cluster of the n > 0 bytes at s; returns its bytes. */
size_t glyph_read(const char *s, size_t n, struct glyph *g);

/* Whether hay has the needle's letter; marks are compared where strict says so. */
bool glyph_same(const struct glyph *hay, const struct glyph *needle, bool strict);

/* Whether cp belongs to a word: a letter, mark or digit. */
bool point_is_word(uint32_t cp);

#endif
