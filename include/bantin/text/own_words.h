/* own_words.h - the user's own words, which typing leaves as they stand */
#ifndef BANTIN_TEXT_OWN_WORDS_H
#define BANTIN_TEXT_OWN_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/err.h>

/*
 * A file of lines, one word each: letters, digits and marks, as long as a typed word can
 * be (text/typing.h). "#" at the start of a line is a comment. Capitals and small letters
 * are one.
 */
struct own_words;

enum { OWN_WORDS_BYTES_MAX = 256 << 10 }; /* a longer file is refused */

struct own_words *own_words_new(void);
void own_words_free(struct own_words *o);

/* Takes the words of the file at path; there need be none. A bad line is left out, the
 * others are taken: false, and *e names the first bad one ("words:3: …", ERR_CONFIG). */
bool own_words_read(struct own_words *o, const char *path, struct err *e);

/* Whether the n bytes at word (clean) are one of them; o is a struct own_words, and may
 * be NULL: fits `own` of struct typing_options. */
bool own_words_has(const void *o, const char *word, size_t n);

/* Adds a word (clean) to the file at path, which is written whole or not at all, mode
 * 0600, and to o. False, and nothing added: it is none, or the file cannot be written. */
bool own_words_add(struct own_words *o, const char *path, const char *word, size_t n,
		   struct err *e);

#endif
