/* words_names.h - parts of names that are spelt as no syllable is */
#ifndef TEXT_WORDS_NAMES_H
#define TEXT_WORDS_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "letters.h"

/* s: letters as in spelling.h, tones apart. A letter without a mark stands for those with
 * one too, and no tone for any. */
bool names_begin(const char *s, size_t len, enum letter_tone tone);

/* The whole of a name, with its marks and its tone. */
bool names_have(const char *s, size_t len, enum letter_tone tone);

#endif
