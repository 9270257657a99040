/* collate.c - the order of a Vietnamese dictionary */
#include <bantin/text/collate.h>

#include <string.h>

#include <bantin/text/measure.h>

#include "collate_read.h"

enum level { LETTERS, MARKS, CASES };

/* The next weight of a level; 0 at the end. Marks have no primary weight. */
static uint32_t next_weight(struct element_reader *r, enum level level)
{
	struct element e;

	while (element_next(r, &e)) {
		if (level == MARKS)
			return e.secondary;
		if (level == CASES)
			return e.tertiary;
		if (e.primary)
			return e.primary;
	}
	return 0;
}

/* Weights of one byte and wider ones, which begin with a byte of theirs, are compared as
 * they stand in a key. */
static uint32_t in_key(uint32_t weight)
{
	return weight < 0x100 ? weight << 24 : weight;
}

static int compare_level(const char *a, size_t na, const char *b, size_t nb,
			 enum level level)
{
	struct element_reader x = {.s = a, .n = na}, y = {.s = b, .n = nb};
	uint32_t v, w;

	do {
		v = next_weight(&x, level);
		w = next_weight(&y, level);
	} while (v == w && v != 0);
	return v == w ? 0 : in_key(v) < in_key(w) ? -1 : 1;
}

static int compare_bytes(const char *a, size_t na, const char *b, size_t nb)
{
	size_t n = na < nb ? na : nb;
	int order = n > 0 ? memcmp(a, b, n) : 0;

	return order ? order : (na > nb) - (na < nb);
}

int text_collate(const char *a, size_t na, const char *b, size_t nb)
{
	if (na == nb && (na == 0 || memcmp(a, b, na) == 0))
		return 0;
	for (int level = LETTERS; level <= CASES; level++) {
		int order = compare_level(a, na, b, nb, (enum level)level);
		if (order)
			return order;
	}
	return compare_bytes(a, na, b, nb);
}

static void put_weight(struct buf *out, uint32_t weight)
{
	char bytes[4] = {
		(char)(weight >> 24), (char)(weight >> 16), (char)(weight >> 8),
		(char)weight,
	};

	if (weight < 0x100)
		buf_addc(out, (char)weight);
	else
		buf_add(out, bytes, 4);
}

static void put_level(struct buf *out, const char *s, size_t n, enum level level)
{
	struct element_reader r = {.s = s, .n = n};
	size_t needed = out->len;	/* without the usual weights at the end */
	uint32_t w;

	while ((w = next_weight(&r, level)) != 0) {
		put_weight(out, w);
		if (level == LETTERS || w != ELEMENT_USUAL)
			needed = out->len;
	}
	buf_cut(out, needed);
	buf_addc(out, 1);
}

void text_collate_key(struct buf *out, const char *s, size_t n)
{
	struct buf key = {.max = SIZE_MAX / 2};

	for (int level = LETTERS; level <= CASES; level++)
		put_level(&key, s, n, (enum level)level);
	buf_add(&key, s, n);
	buf_add(out, key.s, key.len);
	buf_clear(&key);
}

static size_t last_word(const char *s, size_t n)
{
	return text_word_prev(s, n, n);
}

int text_collate_name(const char *a, size_t na, const char *b, size_t nb)
{
	size_t x = last_word(a, na), y = last_word(b, nb);
	int order = text_collate(a + x, na - x, b + y, nb - y);

	return order ? order : text_collate(a, na, b, nb);
}
