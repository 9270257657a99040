/* charset.c - names of charsets, and any of them as UTF-8 in NFC */
#include <bantin/text/charset.h>

#include <stdlib.h>
#include <string.h>

#include <uninorm.h>

#include <bantin/text/utf8.h>

#include "charset_read.h"

static const char *const names[CHARSET_COUNT] = {
	[CHARSET_ASCII] = "ascii",
	[CHARSET_UTF8] = "utf-8",
	[CHARSET_DECOMPOSED] = "decomposed",
	[CHARSET_TCVN3] = "tcvn3",
	[CHARSET_VNI] = "vni",
	[CHARSET_VISCII] = "viscii",
	[CHARSET_CP1258] = "windows-1258",
	[CHARSET_VIQR] = "viqr",
	[CHARSET_UTF8_TWICE] = "utf-8-twice",
	[CHARSET_UTF16] = "utf-16",
};

/* Other names, without hyphens. */
static const struct {
	const char *name;
	enum charset charset;
} aliases[] = {
	{"usascii", CHARSET_ASCII}, {"plain", CHARSET_ASCII}, {"unicode", CHARSET_UTF8},
	{"nfc", CHARSET_UTF8}, {"nfd", CHARSET_DECOMPOSED},
	{"utf8nfd", CHARSET_DECOMPOSED},
	{"utf8mac", CHARSET_DECOMPOSED}, {"abc", CHARSET_TCVN3}, {"tcvn", CHARSET_TCVN3},
	{"tcvn5712", CHARSET_TCVN3}, {"tcvn57121", CHARSET_TCVN3},
	{"vniwin", CHARSET_VNI}, {"vniwindows", CHARSET_VNI},
	{"viscii1.1", CHARSET_VISCII},
	{"cp1258", CHARSET_CP1258}, {"win1258", CHARSET_CP1258}, {"1258", CHARSET_CP1258},
	{"mojibake", CHARSET_UTF8_TWICE}, {"utf16le", CHARSET_UTF16},
	{"utf16be", CHARSET_UTF16}, {"ucs2", CHARSET_UTF16},
};

enum { NAME_MAX_LEN = 24 };

const char *charset_name(enum charset c)
{
	return names[c];
}

/* Lower case without hyphens, underlines and blanks. */
static void squeeze(const char *name, char out[NAME_MAX_LEN])
{
	size_t n = 0;

	for (; *name && n + 1 < NAME_MAX_LEN; name++) {
		char c = *name;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c | 0x20);
		if (!strchr("-_ ", c))
			out[n++] = c;
	}
	out[n] = '\0';
}

bool charset_find(const char *name, enum charset *out)
{
	char want[NAME_MAX_LEN], have[NAME_MAX_LEN];

	squeeze(name, want);
	for (int c = 0; c < CHARSET_COUNT; c++) {
		squeeze(names[c], have);
		if (strcmp(want, have) == 0) {
			*out = (enum charset)c;
			return true;
		}
	}
	for (size_t i = 0; i < sizeof(aliases) / sizeof(*aliases); i++)
		if (strcmp(want, aliases[i].name) == 0) {
			*out = aliases[i].charset;
			return true;
		}
	return false;
}

void read_utf16(struct buf *out, const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	bool big = n >= 2 && p[0] == 0xfe && p[1] == 0xff;
	size_t i = n >= 2 && (big || (p[0] == 0xff && p[1] == 0xfe)) ? 2 : 0;
	uint32_t high = 0;

	for (; i + 1 < n; i += 2) {
		uint32_t u = (uint32_t)(big ? p[i] << 8 | p[i + 1] :
					  p[i + 1] << 8 | p[i]);
		bool low = u >= 0xdc00 && u <= 0xdfff;
		if (high && !low)
			put_point(out, 0xfffd);
		if (high && low)
			put_point(out, 0x10000 + ((high & 0x3ff) << 10) + (u & 0x3ff));
		else if (low)
			put_point(out, 0xfffd);
		high = u >= 0xd800 && u <= 0xdbff ? u : 0;
		if (!high && !low)
			put_point(out, u);
	}
	if (high || i < n)
		put_point(out, 0xfffd);
}

static void read_utf8(struct buf *out, const char *s, size_t n)
{
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		put_point(out, cp);
	}
}

static void read_units(struct buf *out, const char *s, size_t n, enum charset c)
{
	struct units u;

	if (is_wide_utf8(s, n))
		units_of_mojibake(&u, s, n);
	else
		units_of_bytes(&u, s, n);
	if (c == CHARSET_VNI)
		read_vni(out, &u);
	else
		read_code_page(out, &u, c);
	free(u.u);
}

static void read_twice(struct buf *out, const char *s, size_t n)
{
	struct buf once = {.max = out->max};
	struct units u;

	units_of_mojibake(&u, s, n);
	for (size_t i = 0; i < u.n; i++) {
		if (u.u[i] < 0x100)
			buf_addc(&once, (char)u.u[i]);
		else
			put_point(&once, u.u[i]);
	}
	free(u.u);
	read_utf8(out, buf_str(&once), once.len);
	buf_clear(&once);
}

static void read_as(struct buf *out, const char *s, size_t n, enum charset c)
{
	switch (c) {
	case CHARSET_TCVN3:
	case CHARSET_VNI:
	case CHARSET_VISCII:
	case CHARSET_CP1258:
		read_units(out, s, n, c);
		break;
	case CHARSET_VIQR:
		read_viqr(out, s, n);
		break;
	case CHARSET_UTF8_TWICE:
		read_twice(out, s, n);
		break;
	case CHARSET_UTF16:
		read_utf16(out, s, n);
		break;
	default:
		read_utf8(out, s, n);
	}
}

void charset_decode(struct buf *out, const char *s, size_t n, enum charset c)
{
	struct buf raw = {.max = SIZE_MAX / 2};
	size_t len = 0;

	read_as(&raw, s, n, c);
	uint8_t *nfc = NULL;
	if (raw.len > 0)
		nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)raw.s, raw.len, NULL,
				   &len);
	if (nfc)
		buf_add(out, nfc, len);
	else
		buf_add(out, buf_str(&raw), raw.len);
	free(nfc);
	buf_clear(&raw);
}
