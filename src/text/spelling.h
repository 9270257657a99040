/* spelling.h - the letters of one syllable, as syllable, words and typing see them */
#ifndef TEXT_SPELLING_H
#define TEXT_SPELLING_H

#include <stdbool.h>
#include <stddef.h>

#include "letters.h"

/*
 * A letter is one char: the small letters of ASCII stand for themselves, A B E O P U D
 * for ă â ê ô ơ ư đ. Case is dropped, and the tone is taken off and kept with the
 * place where it stood.
 */
enum { SPELLING_MAX = 7 }; /* nghiêng */

struct spelling {
	char s[SPELLING_MAX + 1];
	size_t len;
	enum letter_tone tone;
	size_t tone_at; /* index into s, where tone is not TONE_FLAT */
};

/* Reads n bytes of NFC UTF-8; false: not letters alone, two tones, none or too many. */
bool spelling_read(struct spelling *sp, const char *s, size_t n);

char spelling_char(const struct letter *l);
char spelling_bare(char c); /* A and B are a, D is d, the others as well */
bool spelling_vowel(char c);

/* The letters before the nucleus and those of it. gi and qu are onsets where a vowel
 * follows; both 0 where there is no vowel. */
struct spelling_parts {
	size_t onset, nucleus;
};
struct spelling_parts spelling_split(const char *s, size_t len);

/* Which of the len > 0 letters of the nucleus v bears the tone. closed: a coda follows.
 * modern: "hoà", not "hòa". */
size_t spelling_tone_at(const char *v, size_t len, bool closed, bool modern);

/* Whether a syllable may begin with these letters or be made of them by marks that are
 * still to come: a letter without a mark stands for those with one too. The tone, where
 * there is one, is final; its place does not count. */
bool spelling_begins(const char *s, size_t len, enum letter_tone tone);

#endif
