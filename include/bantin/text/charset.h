/* charset.h - older Vietnamese text: which charset it is in, and the same as UTF-8 */
#ifndef BANTIN_TEXT_CHARSET_H
#define BANTIN_TEXT_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>

enum charset {
	CHARSET_ASCII,		/* nothing to convert */
	CHARSET_UTF8,		/* composed, as everything here is */
	CHARSET_DECOMPOSED,	/* UTF-8 with marks as code points of their own */
	CHARSET_TCVN3,		/* ABC fonts (.VnTime); TCVN 5712-1 is read as well */
	CHARSET_VNI,		/* VNI for Windows: a letter, then its mark */
	CHARSET_VISCII,		/* RFC 1456 */
	CHARSET_CP1258,		/* Windows-1258 */
	CHARSET_VIQR,		/* RFC 1456: Vie^.t Nam */
	CHARSET_UTF8_TWICE,	/* UTF-8 read as Windows-1252, made UTF-8 again */
	CHARSET_UTF16,		/* by its byte order mark; without one, little-endian */
	CHARSET_COUNT
};

/* One word of lower-case ASCII, as on the command line: "tcvn3", "windows-1258". */
const char *charset_name(enum charset c);

/* By that name or another known one ("ABC", "TCVN5712-1", "cp1258"), in either case,
 * whatever its hyphens. False: there is none. */
bool charset_find(const char *name, enum charset *out);

struct charset_guess {
	enum charset charset;
	bool mojibake;		/* the bytes are UTF-8 already, of letters read wrongly */
	unsigned percent;	/* how sure this is, 0 to 100 */
	size_t words;		/* with Vietnamese letters, possible as syllables */
	bool sound;		/* no word and no sign speaks against it */
};

/* Best first. certain: at least CHARSET_SURE such words (or no need of any) and no other
 * reading comes near; else a person should look at a preview. count 0: none is known. */
struct charset_found {
	struct charset_guess guess[CHARSET_COUNT];
	size_t count;
	bool certain;
};

enum { CHARSET_SURE = 12 };

/* Reads the n bytes at s (64 KiB of them, from where they are more than ASCII) under
 * every charset and counts what could be Vietnamese. Plain ASCII is ASCII, Vietnamese in
 * NFC is UTF-8. */
void charset_detect(const char *s, size_t n, struct charset_found *out);

/*
 * Appends to out the n bytes at s as UTF-8 in NFC. For TCVN3, VNI, VISCII and CP1258,
 * bytes that are UTF-8 beyond ASCII are taken for their mojibake ("§¶ng ñy x·"). What
 * cannot be read is U+FFFD; lines stay as they are. Not clean yet: see text_clean. Whole
 * or, past the ceiling of out, not at all.
 */
void charset_decode(struct buf *out, const char *s, size_t n, enum charset c);

/*
 * The capital fonts of TCVN3 (.VnTimeH) draw capitals for the codes of small letters, so
 * that a heading comes out as "CéNG HßA", "CộNG HòA". Appends the text (NFC) with such
 * words raised to capitals: those with two bare capitals, or a capital behind a small
 * letter, and no bare small letter; and all of a line that holds such a word and no
 * bare small letter.
 */
void charset_raise(struct buf *out, const char *s, size_t n);

#endif
