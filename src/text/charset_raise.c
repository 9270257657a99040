/* charset_raise.c - the words of capital fonts, as capitals */
#include <bantin/text/charset.h>

#include <string.h>

#include <unicase.h>

#include <bantin/text/utf8.h>

#include "charset_read.h"
#include "glyph.h"
#include "letters.h"

/* What a stretch of text holds: bare letters are those of ASCII. */
struct cases {
	size_t capitals, smalls;	/* bare */
	bool mixed;			/* a bare capital behind a marked small letter */
	bool marked_small;
};

static void cases_read(struct cases *c, const char *s, size_t n)
{
	bool behind = false;
	uint32_t cp;

	*c = (struct cases){0};
	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		if (cp >= 'A' && cp <= 'Z') {
			c->capitals++;
			c->mixed = c->mixed || behind;
		} else if (cp >= 'a' && cp <= 'z') {
			c->smalls++;
		} else if (letter_find(cp)) {
			behind = uc_toupper(cp) != cp;
			c->marked_small = c->marked_small || behind;
			continue;
		}
		behind = false;
	}
}

static bool is_heading(const struct cases *c)
{
	return c->smalls == 0 && c->marked_small && (c->capitals > 1 || c->mixed);
}

static void put_raised(struct buf *out, const char *s, size_t n, bool raise)
{
	uint32_t cp;

	if (!raise) {
		buf_add(out, s, n);
		return;
	}
	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		put_point(out, letter_find(cp) ? uc_toupper(cp) : cp);
	}
}

/* Bytes at s of one word, or of what stands between two. */
static size_t stretch(const char *s, size_t n)
{
	uint32_t cp;
	size_t at = utf8_next(s, n, &cp);
	bool word = point_is_word(cp);

	while (at < n) {
		size_t step = utf8_next(s + at, n - at, &cp);
		if (point_is_word(cp) != word)
			break;
		at += step;
	}
	return at;
}

static void raise_line(struct buf *out, const char *s, size_t n)
{
	bool heading = false;
	struct cases line, word;

	cases_read(&line, s, n);
	for (size_t at = 0, len; at < n && line.smalls == 0 && !heading; at += len) {
		len = stretch(s + at, n - at);
		cases_read(&word, s + at, len);
		heading = is_heading(&word);
	}
	for (size_t at = 0, len; at < n; at += len) {
		len = stretch(s + at, n - at);
		cases_read(&word, s + at, len);
		put_raised(out, s + at, len, heading || is_heading(&word));
	}
}

void charset_raise(struct buf *out, const char *s, size_t n)
{
	for (size_t at = 0; at < n;) {
		const char *end = memchr(s + at, '\n', n - at);
		size_t len = end ? (size_t)(end - (s + at)) + 1 : n - at;
		raise_line(out, s + at, len);
		at += len;
	}
}
