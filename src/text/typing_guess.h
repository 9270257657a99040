/* typing_guess.h - the keys of a word that nobody saw being typed */
#ifndef TEXT_TYPING_GUESS_H
#define TEXT_TYPING_GUESS_H

#include "typing_word.h"

/* Writes the keys that make text (NFC), marks behind their letters and the tone last.
 * False, and no keys: the method has none that do. Where the tone stands may differ. */
bool guess_keys(const struct method *m, const char *text, char keys[TYPING_KEYS_MAX]);

#endif
