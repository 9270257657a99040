/* collate.h - the order of a Vietnamese dictionary */
#ifndef BANTIN_TEXT_COLLATE_H
#define BANTIN_TEXT_COLLATE_H

#include <stddef.h>

#include <bantin/base/buf.h>

/*
 * The order that the Unicode collation algorithm (UTS #10) gives with CLDR's rules for
 * Vietnamese, as ICU has it: blanks, punctuation, signs and digits, then the letters
 * a ă â b c d đ e ê …; where these are equal, the tones of the whole text from its start
 * (ngang huyền hỏi ngã sắc nặng); then small letters before capitals. Exact for the Latin
 * letters with their marks, digits, and the signs that offices write; other scripts stand
 * behind z by code point. Texts that are equal in all of that are ordered by their
 * bytes, so that only the same text is equal. Text is clean UTF-8.
 */

/* Below, equal to or above 0. */
int text_collate(const char *a, size_t na, const char *b, size_t nb);

/* Appends a key: keys compared by memcmp (the shorter first where one begins the other)
 * are in the order of text_collate. Of Vietnamese it is three times the text's length, in
 * rare scripts more; a key that would pass the ceiling of out is left out whole. */
void text_collate_key(struct buf *out, const char *s, size_t n);

/* Persons' names: by the last syllable, as class lists have them, then by the whole. */
int text_collate_name(const char *a, size_t na, const char *b, size_t nb);

#endif
