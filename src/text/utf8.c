/* utf8.c - code points in and out of UTF-8 (RFC 3629) */
#include <bantin/text/utf8.h>

enum { REPLACEMENT = 0xfffd };

/* The range of the second byte after a lead byte: RFC 3629, section 4. The others are
 * 80..bf always. Returns how many bytes follow the lead; 0: no lead byte. */
static size_t lead_read(unsigned char c, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xbf;
	if (c >= 0xc2 && c <= 0xdf)
		return 1;
	if (c >= 0xe0 && c <= 0xef) {
		if (c == 0xe0)
			*low = 0xa0;
		if (c == 0xed)
			*high = 0x9f;
		return 2;
	}
	if (c >= 0xf0 && c <= 0xf4) {
		if (c == 0xf0)
			*low = 0x90;
		if (c == 0xf4)
			*high = 0x8f;
		return 3;
	}
	return 0;
}

size_t utf8_next(const char *s, size_t n, uint32_t *cp)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned char low, high;

	if (p[0] < 0x80) {
		*cp = p[0];
		return 1;
	}
	size_t more = lead_read(p[0], &low, &high);
	uint32_t value = p[0] & (0x3fU >> more);
	*cp = REPLACEMENT;
	if (more == 0)
		return 1;
	for (size_t i = 1; i <= more; i++) {
		if (i == n || p[i] < low || p[i] > high)
			return i;
		value = value << 6 | (p[i] & 0x3fU);
		low = 0x80;
		high = 0xbf;
	}
	*cp = value;
	return more + 1;
}

size_t utf8_back(const char *s, size_t at)
{
	size_t taken = 1;

	while (taken < 4 && taken < at && ((unsigned char)s[at - taken] & 0xc0) == 0x80)
		taken++;
	return taken;
}

size_t utf8_put(char out[4], uint32_t cp)
{
	unsigned char *p = (unsigned char *)out;

	if (cp < 0x80) {
		p[0] = (unsigned char)cp;
		return 1;
	}
	if (cp < 0x800) {
		p[0] = (unsigned char)(0xc0 | cp >> 6);
		p[1] = (unsigned char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		p[0] = (unsigned char)(0xe0 | cp >> 12);
		p[1] = (unsigned char)(0x80 | (cp >> 6 & 0x3f));
		p[2] = (unsigned char)(0x80 | (cp & 0x3f));
		return 3;
	}
	p[0] = (unsigned char)(0xf0 | cp >> 18);
	p[1] = (unsigned char)(0x80 | (cp >> 12 & 0x3f));
	p[2] = (unsigned char)(0x80 | (cp >> 6 & 0x3f));
	p[3] = (unsigned char)(0x80 | (cp & 0x3f));
	return 4;
}

bool utf8_valid(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	unsigned char low, high;

	for (size_t i = 0; i < n;) {
		if (p[i] < 0x80) {
			i++;
			continue;
		}
		size_t more = lead_read(p[i], &low, &high);
		if (more == 0 || more > n - i - 1 || p[i + 1] < low || p[i + 1] > high)
			return false;
		for (size_t k = 2; k <= more; k++)
			if ((p[i + k] & 0xc0) != 0x80)
				return false;
		i += more + 1;
	}
	return true;
}
