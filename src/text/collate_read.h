/* collate_read.h - a text as collation elements (private to text) */
#ifndef TEXT_COLLATE_READ_H
#define TEXT_COLLATE_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A letter, or a mark on one (primary 0). Weights at their least are the usual ones. */
struct element {
	uint32_t primary;	/* below 256, or with its first byte in the top 8 bits */
	uint32_t secondary;	/* ELEMENT_USUAL: no mark */
	unsigned tertiary;	/* ELEMENT_USUAL: a small letter, a mark, a sign */
};

enum {
	ELEMENT_USUAL = 2,
	ELEMENTS_MAX = 40	/* out of one letter with its marks */
};

struct element_reader {
	const char *s;
	size_t n, at;
	struct element ready[ELEMENTS_MAX];	/* read, not given yet */
	size_t count, given;
};

/* Begin with {.s, .n}. False at the end. */
bool element_next(struct element_reader *r, struct element *out);

#endif
