/* letters.h - the 146 precomposed letters of Vietnamese */
#ifndef TEXT_LETTERS_H
#define TEXT_LETTERS_H

#include <stddef.h>
#include <stdint.h>

enum letter_mark { MARK_NONE, MARK_BREVE, MARK_CIRCUMFLEX, MARK_HORN, MARK_STROKE };

/* In the order of the dictionary: ngang, huyền, hỏi, ngã, sắc, nặng. */
enum letter_tone { TONE_FLAT, TONE_GRAVE, TONE_HOOK, TONE_TILDE, TONE_ACUTE, TONE_DOT };

struct letter {
	uint32_t cp;
	char base;		/* a-z or A-Z: the case of the letter is the base's */
	unsigned char mark;	/* enum letter_mark */
	unsigned char tone;	/* enum letter_tone */
};

enum { LETTER_COUNT = 146 };	/* twelve vowels with what they may bear, and đ */

/* All of them in the order of their code points. */
extern const struct letter letter_table[LETTER_COUNT];

/* NULL where cp is none of them (as b, c and other letters that bear nothing). */
const struct letter *letter_find(uint32_t cp);

#endif
