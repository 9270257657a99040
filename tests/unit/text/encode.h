/* encode.h - Vietnamese text in each of the older charsets, for tests */
#ifndef TESTS_TEXT_ENCODE_H
#define TESTS_TEXT_ENCODE_H

#include "check.h"

#include <iconv.h>

#include <uninorm.h>

#include <bantin/text/charset.h>

#include "../../../src/text/letters.h"

static const enum charset encodings[] = {
	CHARSET_UTF8, CHARSET_DECOMPOSED, CHARSET_TCVN3, CHARSET_VNI, CHARSET_VISCII,
	CHARSET_CP1258, CHARSET_VIQR,
};

static inline void by_iconv(struct buf *out, const char *charset, const char *s)
{
	char bytes[1024], *from = (char *)(uintptr_t)s, *to = bytes;
	size_t left = strlen(s), room = sizeof(bytes);
	iconv_t cd = iconv_open(charset, "UTF-8");

	assert_true(iconv(cd, &from, &left, &to, &room) != (size_t)-1);
	iconv_close(cd);
	buf_add(out, bytes, sizeof(bytes) - room);
}

static inline void by_table(struct buf *out, enum charset c, const char *s)
{
	static const char *const marks[] = {"", "(", "^", "+", "d"};
	static const char *const tones[] = {"", "`", "?", "~", "'", "."};
	uint32_t cp;

	for (size_t i = 0, n = strlen(s); i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		const struct letter *l = letter_find(cp);
		if (!l) {
			buf_addc(out, (char)cp);
		} else if (c == CHARSET_VIQR) {
			buf_addf(out, "%c%s%s", l->base, marks[l->mark], tones[l->tone]);
		} else if (c == CHARSET_VNI) {
			buf_add(out, l->vni, l->vni[1] ? 2 : 1);
		} else {	/* the small letter's code for capitals: TCVN3 fonts */
			char small = (char)(l->base | 0x20);
			const struct letter *low =
				letter_of(small, (enum letter_mark)l->mark,
					  (enum letter_tone)l->tone);
			bool own = l->tone == TONE_FLAT;
			buf_addc(out, (char)(own ? l->tcvn : low->tcvn));
		}
	}
}

static inline void encode(struct buf *out, enum charset c, const char *s)
{
	size_t len = 0;

	buf_reset(out);
	if (c == CHARSET_TCVN3) {
		by_iconv(out, "TCVN5712-1", s);
	} else if (c == CHARSET_VISCII) {
		by_iconv(out, "VISCII", s);
	} else if (c == CHARSET_CP1258) {
		by_iconv(out, "CP1258", s);
	} else if (c == CHARSET_DECOMPOSED) {
		uint8_t *nfd = u8_normalize(UNINORM_NFD, (const uint8_t *)s, strlen(s),
				NULL,
					    &len);
		buf_add(out, nfd, len);
		free(nfd);
	} else if (c == CHARSET_UTF8) {
		buf_adds(out, s);
	} else {
		by_table(out, c, s);
	}
}

#endif
