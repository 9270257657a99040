/* words.h - the syllables that Vietnamese uses, out of those that are possible */
#ifndef BANTIN_TEXT_WORDS_H
#define BANTIN_TEXT_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the n bytes at s (NFC UTF-8, any case, either way of placing tones) are a
 * syllable in use, or a part of a place's or people's name that breaks the rules, such as
 * Krông or Drắk. */
bool words_used(const char *s, size_t n);

/* Whether the n letters at s are a word of other languages, often met in the office, in
 * which a key stands twice that typing methods would take for "as I said" (password,
 * office); any case. */
bool words_foreign(const char *s, size_t n);

#endif
