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
	unsigned char rank;	/* of base and mark in the alphabet, from 1 */
	/* Its codes in the charsets of old. TCVN 5712-1 and VISCII put some capitals
	 * among the control codes; VNI writes a base and its mark as two bytes (0: no
	 * second), CP1258 most tones as a combining byte behind the vowel. */
	unsigned char tcvn, viscii;
	unsigned char vni[2], cp1258[2];
};

enum {
	LETTER_COUNT = 146,	/* twelve vowels with what they may bear, and đ */
	LETTER_RANKS = 33	/* a ă â b c d đ e ê …, f j w z in their Latin places */
};

/* All of them in the order of their code points. */
extern const struct letter letter_table[LETTER_COUNT];

/* NULL where cp is none of them (as b, c and other letters that bear nothing). */
const struct letter *letter_find(uint32_t cp);

/* The letter of base (with its case), mark and tone; NULL: there is none. */
const struct letter *letter_of(char base, enum letter_mark mark, enum letter_tone tone);

/* The place of a letter of the alphabet, bare or of the table, from 1; 0: no letter. */
unsigned letter_rank(uint32_t cp);

#endif
