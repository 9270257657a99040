/* charset_page.c - TCVN3, VISCII and Windows-1258: a byte is a letter or a tone */
#include "charset_read.h"

#include <bantin/text/syllable.h>
#include <bantin/text/utf8.h>

#include "letters.h"

/*
 * TCVN 5712-1 and VISCII keep capitals where others have controls, and TCVN also where
 * Windows has its quotes and dashes. Texts typed in Windows hold the quotes, files
 * written by converters the capitals. Such a byte is doubtful, and is its letter where
 * that makes a possible syllable with the letters around it.
 */
struct code_page {
	uint32_t cp[256];
	bool doubtful[256];
};

enum {
	WORD_MAX = 8,		/* letters looked at on each side of a doubtful one */
	QUOTES_FIRST = 0x91,	/* of Windows; a bullet and two dashes follow */
	DASHES_LAST = 0x97
};

static void page_ascii(struct code_page *p)
{
	for (unsigned i = 0; i < 256; i++) {
		p->cp[i] = i < 0x80 ? i : cp1252_point((unsigned char)i);
		p->doubtful[i] = false;
	}
}

static void page_letters(struct code_page *p, bool tcvn)
{
	for (size_t i = 0; i < LETTER_COUNT; i++) {
		const struct letter *l = &letter_table[i];
		unsigned char code = tcvn ? l->tcvn : l->viscii;
		p->cp[code] = l->cp;
		p->doubtful[code] = code < 0x20 || (tcvn && code >= 0x80 && code < 0xa0);
	}
}

static void page_cp1258(struct code_page *p)
{
	static const uint16_t own[][2] = {
		{0xc3, 0x102}, {0xcc, 0x300}, {0xd0, 0x110}, {0xd2, 0x309}, {0xd5, 0x1a0},
		{0xdd, 0x1af}, {0xde, 0x303}, {0xe3, 0x103}, {0xec, 0x301}, {0xf0, 0x111},
		{0xf2, 0x323}, {0xf5, 0x1a1}, {0xfd, 0x1b0}, {0xfe, 0x20ab},
	};

	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
		p->cp[own[i][0]] = own[i][1];
}

static void page_init(struct code_page *p, enum charset c)
{
	static const uint16_t tones[] = {0x300, 0x309, 0x303, 0x301, 0x323};

	page_ascii(p);
	if (c == CHARSET_CP1258) {
		page_cp1258(p);
		return;
	}
	page_letters(p, c == CHARSET_TCVN3);
	if (c == CHARSET_TCVN3)
		for (size_t i = 0; i < 5; i++)
			p->cp[0xb0 + i] = tones[i];
}

static bool is_letter(const struct code_page *p, uint32_t unit)
{
	return unit < 0x100 && letter_rank(p->cp[unit]) > 0;
}

static bool is_capital(const struct code_page *p, uint32_t unit)
{
	const struct letter *l = letter_find(p->cp[unit]);
	uint32_t base = l ? (uint32_t)l->base : p->cp[unit];

	return base >= 'A' && base <= 'Z';
}

static bool run_possible(const struct code_page *p, const struct units *in, size_t from,
			 size_t to)
{
	char word[4 * (2 * WORD_MAX + 1)];
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		n += utf8_put(word + n, p->cp[in->u[i]]);
	return syllable_possible(word, n);
}

/* Whether the doubtful unit at i is a capital in its word; its neighbours may be quotes.
 * Alone, a quote or dash is just that. */
static bool fits_word(const struct code_page *p, const struct units *in, size_t i)
{
	size_t from = i, to = i + 1;
	bool sign = in->u[i] >= QUOTES_FIRST && in->u[i] <= DASHES_LAST;

	while (from > 0 && i - from < WORD_MAX && is_letter(p, in->u[from - 1]))
		from--;
	while (to < in->n && to - i <= WORD_MAX && is_letter(p, in->u[to]))
		to++;
	if (i > from && is_capital(p, in->u[i - 1]) && run_possible(p, in, from, to))
		return true;
	while (from < i && p->doubtful[in->u[from]])
		from++;
	if (from == i && to > i + sign + 1 && run_possible(p, in, from, to))
		return true;
	while (to > i + 1 && p->doubtful[in->u[to - 1]])
		to--;
	if (sign && from == i && to == i + 1)
		return false;
	return (from == i || is_capital(p, in->u[i - 1])) &&
	       run_possible(p, in, from, to);
}

void read_code_page(struct buf *out, const struct units *in, enum charset c)
{
	struct code_page p;

	page_init(&p, c);
	for (size_t i = 0; i < in->n; i++) {
		uint32_t unit = in->u[i];
		if (unit >= 0x100)
			put_point(out, unit);
		else if (!p.doubtful[unit] || fits_word(&p, in, i))
			put_point(out, p.cp[unit]);
		else if (unit >= 0x80)
			put_point(out, cp1252_point((unsigned char)unit));
	}
}
