/* typing_word.h - a word being typed, letter by letter, as its keys make it */
#ifndef TEXT_TYPING_WORD_H
#define TEXT_TYPING_WORD_H

#include "spelling.h"
#include "typing_method.h"

enum { WORD_NO_KEY = -1 };

/* How a key that was pressed again took back what it had done. */
enum word_undo { UNDO_NONE, UNDO_AT_ONCE, UNDO_LATER };

struct word_letter {
	bool capital;
	signed char typed;  /* the key that typed it, an index */
	signed char undone; /* the one which that key took back, or WORD_NO_KEY */
	signed char marked; /* that put its mark (or is the letter), or WORD_NO_KEY */
};

/*
 * Made anew from the keys each time, so that the keys are the only memory. Invariants:
 * len letters; s[i] is a char of spelling.h, or another character that stands for itself.
 */
struct word {
	const struct method *m;
	char s[TYPING_KEYS_MAX];
	struct word_letter letter[TYPING_KEYS_MAX];
	size_t len;
	size_t keys; /* how many it was made from */
	enum letter_tone tone;
	signed char toned; /* the key that set it, or WORD_NO_KEY */
	enum word_undo undo;
	bool literal;  /* keys only type themselves */
	bool escaping; /* the last letter is an escape */
	bool resolved; /* the last key was escaped, or undid something */
	bool plain;    /* the last key typed itself, no more */
};

/* The word that n < TYPING_KEYS_MAX keys make. */
void word_make(struct word *w, const struct method *m, const char *keys, size_t n);

/* Writes it as NFC UTF-8 with its NUL; returns its bytes. */
size_t word_text(const struct word *w, bool modern, char out[TYPING_TEXT_MAX]);

/* Index of the letter that bears the tone; len where none can. */
size_t word_tone_at(const struct word *w, bool modern);

/* Whether a syllable or a name that is known begins with it. */
bool word_begins(const struct word *w);

#endif
