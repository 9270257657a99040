/* ascii.c - text for a terminal without UTF-8: unaccented letters, never "?" */
#include <stdint.h>

#include <uninorm.h>

#include <bantin/text/fold.h>

#include "cluster.h"
#include "glyph.h"
#include "letters.h"

enum { NO_LIKENESS = '*' };

/* Runs of code points with one likeness, in their order. */
struct likeness {
	uint32_t first, last;
	char c;
};

static const struct likeness likenesses[] = {
	{0x00a1, 0x00a1, '!'},	/* ¡ */
	{0x00a2, 0x00a2, 'c'},	/* ¢ */
	{0x00a6, 0x00a6, '|'},	/* ¦ */
	{0x00a9, 0x00a9, 'c'},	/* © */
	{0x00ab, 0x00ab, '"'},	/* « */
	{0x00ac, 0x00ad, '-'},	/* ¬ */
	{0x00ae, 0x00ae, 'r'},	/* ® */
	{0x00b0, 0x00b0, 'o'},	/* ° */
	{0x00b4, 0x00b4, '\''},	/* ´ */
	{0x00b5, 0x00b5, 'u'},	/* µ */
	{0x00b7, 0x00b7, '-'},	/* · */
	{0x00b8, 0x00b8, ','},	/* ¸ */
	{0x00bb, 0x00bb, '"'},	/* » */
	{0x00c6, 0x00c6, 'A'},	/* Æ */
	{0x00d0, 0x00d0, 'D'},	/* Ð */
	{0x00d7, 0x00d7, 'x'},	/* × */
	{0x00d8, 0x00d8, 'O'},	/* Ø */
	{0x00df, 0x00df, 's'},	/* ß */
	{0x00e6, 0x00e6, 'a'},	/* æ */
	{0x00f0, 0x00f0, 'd'},	/* ð */
	{0x00f7, 0x00f7, '/'},	/* ÷ */
	{0x00f8, 0x00f8, 'o'},	/* ø */
	{0x0131, 0x0131, 'i'},	/* ı */
	{0x0141, 0x0141, 'L'},	/* Ł */
	{0x0142, 0x0142, 'l'},	/* ł */
	{0x0152, 0x0152, 'O'},	/* Œ */
	{0x0153, 0x0153, 'o'},	/* œ */
	{0x02b9, 0x02bc, '\''},
	{0x02c6, 0x02c6, '^'},
	{0x02dc, 0x02dc, '~'},
	{0x2010, 0x2015, '-'},	/* ‐ to ― */
	{0x2016, 0x2016, '|'},	/* ‖ */
	{0x2018, 0x201b, '\''},	/* ‘ ’ ‚ ‛ */
	{0x201c, 0x201f, '"'},	/* “ ” „ ‟ */
	{0x2024, 0x2027, '.'},	/* … among them: one column is all there is */
	{0x2032, 0x2032, '\''},	/* ′ */
	{0x2033, 0x2033, '"'},	/* ″ */
	{0x2039, 0x2039, '<'},	/* ‹ */
	{0x203a, 0x203a, '>'},	/* › */
	{0x2043, 0x2043, '-'},	/* ⁃ */
	{0x2044, 0x2044, '/'},	/* ⁄ */
	{0x20ab, 0x20ab, 'd'},	/* ₫ */
	{0x20ac, 0x20ac, 'E'},	/* € */
	{0x2190, 0x2190, '<'},	/* ← */
	{0x2191, 0x2191, '^'},	/* ↑ */
	{0x2192, 0x2192, '>'},	/* → */
	{0x2193, 0x2193, 'v'},	/* ↓ */
	{0x21d2, 0x21d2, '>'},	/* ⇒ */
	{0x2212, 0x2212, '-'},	/* − */
	{0x2215, 0x2215, '/'},	/* ∕ */
	{0x2217, 0x2217, '*'},	/* ∗ */
	{0x2223, 0x2223, '|'},	/* ∣ */
	{0x223c, 0x223c, '~'},	/* ∼ */
	{0x2248, 0x2248, '~'},	/* ≈ */
	{0x2264, 0x2264, '<'},	/* ≤ */
	{0x2265, 0x2265, '>'},	/* ≥ */
	{0x2500, 0x2501, '-'},	/* ─ ━ */
	{0x2502, 0x2503, '|'},	/* │ ┃ */
	{0x2504, 0x2505, '-'},	/* ┄ ┅ */
	{0x2506, 0x2507, '|'},	/* ┆ ┇ */
	{0x2508, 0x2509, '-'},	/* ┈ ┉ */
	{0x250a, 0x250b, '|'},	/* ┊ ┋ */
	{0x250c, 0x254b, '+'},	/* corners and crossings */
	{0x254c, 0x254d, '-'},	/* ╌ ╍ */
	{0x254e, 0x254f, '|'},	/* ╎ ╏ */
	{0x2550, 0x2550, '='},	/* ═ */
	{0x2551, 0x2551, '|'},	/* ║ */
	{0x2552, 0x2570, '+'},
	{0x2571, 0x2571, '/'},	/* ╱ */
	{0x2572, 0x2572, '\\'},	/* ╲ */
	{0x2573, 0x2573, 'x'},	/* ╳ */
	{0x2574, 0x2574, '-'},	/* ╴ */
	{0x2575, 0x2575, '|'},	/* ╵ */
	{0x2576, 0x2576, '-'},	/* ╶ */
	{0x2577, 0x2577, '|'},	/* ╷ */
	{0x2578, 0x2578, '-'},	/* ╸ */
	{0x2579, 0x2579, '|'},	/* ╹ */
	{0x257a, 0x257a, '-'},	/* ╺ */
	{0x257b, 0x257b, '|'},	/* ╻ */
	{0x257c, 0x257c, '-'},	/* ╼ */
	{0x257d, 0x257d, '|'},	/* ╽ */
	{0x257e, 0x257e, '-'},	/* ╾ */
	{0x257f, 0x257f, '|'},	/* ╿ */
	{0x2580, 0x2593, '#'},	/* blocks and shades */
	{0x2594, 0x2594, '-'},	/* ▔ */
	{0x2595, 0x2595, '|'},	/* ▕ */
	{0x2596, 0x259f, '#'},
	{0x25b2, 0x25b5, '^'},	/* ▲ */
	{0x25b6, 0x25bb, '>'},	/* ▶ */
	{0x25bc, 0x25bf, 'v'},	/* ▼ */
	{0x25c0, 0x25c5, '<'},	/* ◀ */
	{0x25cb, 0x25cb, 'o'},	/* ○ */
	{0x25cf, 0x25cf, '*'},	/* ● */
	{0x25e6, 0x25e6, 'o'},	/* ◦ */
	{0x2717, 0x2718, 'x'},	/* ✗ ✘ */
	{0x276e, 0x276e, '<'},	/* ❮ */
	{0x276f, 0x276f, '>'},	/* ❯ */
	{0x3001, 0x3001, ','},	/* 、 */
	{0x3002, 0x3002, '.'},	/* 。 */
	{0x300c, 0x300f, '"'},	/* 「」『』 */
};

static char likeness_of(uint32_t cp)
{
	size_t low = 0, high = sizeof(likenesses) / sizeof(likenesses[0]);

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (cp > likenesses[mid].last)
			low = mid + 1;
		else if (cp < likenesses[mid].first)
			high = mid;
		else
			return likenesses[mid].c;
	}
	return '\0';
}

/* An accented, full-width or raised letter or digit as the plain one; 0: it is none. */
static char plain_of(uint32_t cp)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	uint32_t canonical[POINT_MAX];
	int tag;

	point_decompose(cp, canonical);
	if (canonical[0] < 0x80)
		return (char)canonical[0];
	if (uc_decomposition(canonical[0], &tag, parts) == 1 && parts[0] < 0x80)
		return (char)parts[0];
	return '\0';
}

static char ascii_of(uint32_t cp)
{
	const struct letter *l = letter_find(cp);

	if (cp < 0x80)
		return (char)cp;
	if (l)
		return l->base;
	char c = likeness_of(cp);
	if (c == '\0')
		c = plain_of(cp);
	return c != '\0' && c != '?' ? c : NO_LIKENESS;
}

/* A cluster keeps its columns, so that what was laid out stays aligned. */
void text_ascii(struct buf *out, const char *s, size_t n)
{
	struct cluster c;

	for (size_t i = 0; i < n; i += c.bytes) {
		cluster_read(s + i, n - i, &c);
		char like = ascii_of(c.first);
		if (c.columns == 0 && like != '\n')
			continue;
		buf_addc(out, like);
		if (c.columns > 1)
			buf_addc(out, like == NO_LIKENESS ? NO_LIKENESS : ' ');
	}
}
