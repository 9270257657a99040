/* charset_units.c - the bytes of a text in an old charset, also out of mojibake */
#include "charset_read.h"

#include <bantin/base/mem.h>
#include <bantin/text/utf8.h>

/* Windows-1252, 0x80 to 0x9f. */
static const uint16_t cp1252[32] = {
	0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008d, 0x017d, 0x008f,
	0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

uint32_t cp1252_point(unsigned char byte)
{
	return byte >= 0x80 && byte < 0xa0 ? cp1252[byte - 0x80] : byte;
}

/* The byte that Latin-1 or Windows-1252 reads as cp; cp itself where none is. */
static uint32_t byte_of_point(uint32_t cp)
{
	if (cp < 0x100)
		return cp;
	for (unsigned i = 0; i < 32; i++)
		if (cp1252[i] == cp)
			return 0x80 + i;
	return cp;
}

void units_of_bytes(struct units *out, const char *s, size_t n)
{
	out->u = mem_array(n, sizeof(*out->u));
	out->n = n;
	for (size_t i = 0; i < n; i++)
		out->u[i] = (unsigned char)s[i];
}

void units_of_mojibake(struct units *out, const char *s, size_t n)
{
	uint32_t cp;

	out->u = mem_array(n, sizeof(*out->u));
	out->n = 0;
	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		out->u[out->n++] = byte_of_point(cp);
	}
}

bool is_wide_utf8(const char *s, size_t n)
{
	bool wide = false;

	for (size_t i = 0; i < n && !wide; i++)
		wide = (unsigned char)s[i] >= 0x80;
	return wide && utf8_valid(s, n);
}

void put_point(struct buf *out, uint32_t cp)
{
	char bytes[4];

	buf_add(out, bytes, utf8_put(bytes, cp));
}
