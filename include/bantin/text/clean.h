/* clean.h - the gate: any bytes in, NFC UTF-8 that may be stored and shown out */
#ifndef BANTIN_TEXT_CLEAN_H
#define BANTIN_TEXT_CLEAN_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>

enum clean_mode {
	CLEAN_TEXT,	/* newlines (CR LF and CR become LF) and tabs stay */
	CLEAN_LINE	/* a run of white space is one space, none at the ends */
};

/*
 * Appends to out what the n bytes at s say: valid UTF-8 in NFC. Ill-formed bytes, C0 but
 * newline and tab, DEL, C1, bidi controls, zero-width and invisible characters,
 * private use and noncharacters each become U+FFFD; ZWJ and variation selectors stay
 * inside emoji sequences; no more than two combining marks stay on a base (and four that
 * take room beside it, as in Khmer); NBSP and its kin become a space; a leading BOM
 * goes. NEL, U+2028 and U+2029 are newlines. CLEAN_TEXT keeps blanks at the ends of
 * lines and leaves at most one blank line in a row (two newlines). Idempotent.
 * Linear time. A text that would pass the ceiling of out is left out whole.
 */
void text_clean(struct buf *out, const char *s, size_t n, enum clean_mode mode);

/* The same as a new string, the caller's. NULL gives NULL. */
char *text_clean_dup(const char *s, size_t n, enum clean_mode mode);
char *text_clean_line(const char *s);	/* a NUL-ended string, CLEAN_LINE */
char *text_clean_text(const char *s);	/* a NUL-ended string, CLEAN_TEXT */

/* Whether text_clean would leave the bytes as they are. Never wrong when it says true;
 * cheap for Vietnamese NFC. */
bool text_is_clean(const char *s, size_t n, enum clean_mode mode);

#endif
