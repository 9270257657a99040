/* check.h - what the tests of text share: cmocka, byte-wise comparison, seeded dice */
#ifndef TESTS_TEXT_CHECK_H
#define TESTS_TEXT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bantin/base/buf.h>
#include <bantin/text/utf8.h>

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Dice with a seed: the same strings on every run (xorshift, 64 bits). */
struct dice {
	uint64_t state;
};

static inline uint32_t dice_roll(struct dice *d, uint32_t sides)
{
	d->state ^= d->state << 13;
	d->state ^= d->state >> 7;
	d->state ^= d->state << 17;
	return (uint32_t)(d->state >> 33) % sides;
}

/* Code points that meet each other badly. 0xffffff: any byte at all. */
static inline uint32_t dice_point(struct dice *d)
{
	static const uint32_t bad[] = {
		'a', 'e', 'D', 'o', '1', '#', ' ', ' ', '\n', '\n', '\r', '\t', 0x1b,
		0x7f, 0x85, 0xa0, 0xad, 0xe2, 0x111, 0x1b0, 0x1ed3, 0x1ec7, 0x300, 0x301, 0x302,
		0x309, 0x31b, 0x323, 0x327, 0x338, 0x200b, 0x200d, 0x200d, 0x202e, 0x2028,
		0x2026, 0x201c, 0x20e3, 0x20ab, 0x2194, 0x3000, 0x4eba, 0x6c11, 0xac00,
		0x1100, 0x1161, 0x11a8, 0x903, 0x93f, 0xcc6, 0xcc2, 0xe31, 0xfe0e, 0xfe0f,
		0xfe0f, 0xfeff, 0xfffd, 0xe000, 0xfdd0, 0x1f1fb, 0x1f1f3, 0x1f469, 
		0x1f33e, 0x1f3fd, 0xe0041, 0x10ffff, 0xffffff, 0xffffff,
	};
	uint32_t cp = bad[dice_roll(d, COUNT(bad))];

	if (dice_roll(d, 12) == 0)
		cp = dice_roll(d, 0x20000);
	return cp >= 0xd800 && cp <= 0xdfff ? 'x' : cp;
}

enum { RANDOM_MAX = 256 };	/* bytes */

/* A string of up to 40 such code points; returns its bytes. */
static inline size_t dice_string(struct dice *d, char out[RANDOM_MAX])
{
	size_t n = 0;

	for (uint32_t left = dice_roll(d, 41); left > 0; left--) {
		uint32_t cp = dice_point(d);
		if (cp == 0xffffff)
			out[n++] = (char)dice_roll(d, 256);
		else
			n += utf8_put(out + n, cp);
	}
	return n;
}

#endif
