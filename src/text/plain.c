/* plain.c - text that is clean at first sight: what nearly all of it is */
#include "plain.h"

/* Bytes of the two-byte letters or signs at p that neither NFC nor the gate changes. */
static size_t plain_two(const unsigned char *p, size_t n)
{
	if (n < 2 || (p[1] & 0xc0) != 0x80)
		return 0;
	if (p[0] >= 0xc3 && p[0] <= 0xcb)	/* U+00C0 to U+02FF */
		return 2;
	/* the signs of Latin-1 */
	return p[0] == 0xc2 && p[1] > 0xa0 && p[1] != 0xad ? 2 : 0;
}

static size_t plain_three(const unsigned char *p, size_t n)
{
	if (n < 3 || (p[2] & 0xc0) != 0x80)
		return 0;
	if (p[0] == 0xe1)	/* U+1E00 to U+1EFF */
		return p[1] >= 0xb8 && p[1] <= 0xbb ? 3 : 0;
	if (p[0] != 0xe2)
		return 0;
	if (p[1] == 0x88)	/* U+2212, minus */
		return p[2] == 0x92 ? 3 : 0;
	if (p[1] == 0x80)	/* dashes, quotes, bullets, ellipsis */
		return (p[2] >= 0x90 && p[2] <= 0xa7) || p[2] >= 0xb0 ? 3 : 0;
	return p[1] == 0x82 && p[2] == 0xab ? 3 : 0;	/* U+20AB, dong */
}

/* Whether the newline at i ends the second blank line in a row. */
static bool ends_second_blank(const char *s, size_t i)
{
	int newlines = 1;

	while (i > 0 && newlines < 3) {
		char c = s[--i];
		if (c == '\n')
			newlines++;
		else if (c != ' ' && c != '\t')
			return false;
	}
	return newlines >= 2;
}

static bool plain_newline(const char *s, size_t i)
{
	char before = i > 0 ? s[i - 1] : '\n';

	return (before != '\n' && before != ' ' && before != '\t') ||
	       !ends_second_blank(s, i);
}

/* In a line, a space stands alone and between words. */
static bool plain_space(const char *s, size_t n, size_t i)
{
	return i > 0 && i + 1 < n && s[i + 1] != ' ';
}

size_t plain_prefix(const char *s, size_t n, bool one_line)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned first = one_line ? '!' : ' ';	/* from here to ~ all are plain */
	size_t i = 0, step;

	for (;;) {
		while (i < n && p[i] - first <= '~' - first)
			i++;
		if (i == n)
			return n;
		if (p[i] >= 0xe0)
			step = plain_three(p + i, n - i);
		else if (p[i] >= 0x80)
			step = plain_two(p + i, n - i);
		else if (p[i] == ' ')
			step = plain_space(s, n, i);
		else
			step = !one_line && (p[i] == '\t' ||
					     (p[i] == '\n' && plain_newline(s, i)));
		if (step == 0)
			return i;
		i += step;
	}
}
