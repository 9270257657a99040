/* words_table.h - which onsets each rhyme and tone goes with */
#ifndef TEXT_WORDS_TABLE_H
#define TEXT_WORDS_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* One bit for each onset of words_onsets, for each tone in the order of enum letter_tone.
 * The rhyme is spelt as in spelling.h. */
struct words_rhyme {
	char s[7];
	uint32_t tones[6];
};

enum { WORDS_ONSETS = 28 };

/* Longest first, so that the first that fits is the onset; the last is none at all. */
extern const char words_onsets[WORDS_ONSETS][4];

extern const struct words_rhyme words_rhymes[]; /* in the order of strcmp */
extern const size_t words_rhyme_count;

#endif
