/* glyph.c - a letter taken apart: what searching compares */
#include "glyph.h"

#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include <bantin/text/utf8.h>

#include "cluster.h"
#include "letters.h"

size_t point_decompose(uint32_t cp, uint32_t out[POINT_MAX])
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	size_t count = 1;

	out[0] = cp;
	if (cp < 0xc0)
		return 1;
	/* only the first of the parts may come apart further */
	for (;;) {
		int n = uc_canonical_decomposition(out[0], parts);
		if (n <= 0 || count + (size_t)n - 1 > POINT_MAX)
			return count;
		memmove(out + n, out + 1, (count - 1) * sizeof(*out));
		memcpy(out, parts, (size_t)n * sizeof(*out));
		count += (size_t)n - 1;
	}
}

bool point_is_mark(uint32_t cp)
{
	return cp >= 0x300 && (uc_is_general_category(cp, UC_CATEGORY_Mn) ||
			       uc_combining_class(cp) != 0);
}

/* By way of the capital, so that both sigmas are one letter. */
uint32_t point_lower(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp;
	return uc_tolower(uc_toupper(cp));
}

bool point_is_word(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
		       (cp >= '0' && cp <= '9');
	return uc_is_general_category_withtable(
		cp, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N);
}

/* One round of FNV-1a; the top bit keeps clear of glyph_of_letter's small numbers. */
static uint64_t stir(uint64_t hash, uint32_t cp)
{
	if (hash == 0)
		hash = 0xcbf29ce484222325u;
	return ((hash ^ cp) * 0x100000001b3u) | (uint64_t)1 << 63;
}

static void glyph_of_letter(const struct letter *l, struct glyph *g)
{
	*g = (struct glyph){
		.base = point_lower((uint32_t)l->base),
		.marks = (uint64_t)l->mark << 3 | l->tone,
	};
}

static void glyph_of_points(const char *s, size_t n, struct glyph *g)
{
	uint32_t cp, parts[POINT_MAX];

	*g = (struct glyph){0};
	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		size_t count = point_decompose(cp, parts);
		for (size_t k = 0; k < count; k++) {
			const struct letter *l = letter_find(parts[k]);
			if (point_is_mark(parts[k])) {
				g->marks = stir(g->marks, parts[k]);
			} else if (g->base == 0) {
				g->base = point_lower(l ? (uint32_t)l->base : parts[k]);
				if (l && l->mark != MARK_NONE)
					g->marks = stir(g->marks, l->mark);
			} else {
				g->rest = stir(g->rest, point_lower(parts[k]));
			}
		}
	}
}

size_t glyph_read(const char *s, size_t n, struct glyph *g)
{
	struct cluster c;
	const struct letter *l;

	cluster_read(s, n, &c);
	if (c.points == 1 && c.first < 0x80)
		*g = (struct glyph){.base = point_lower(c.first)};
	else if (c.points == 1 && (l = letter_find(c.first)) != NULL)
		glyph_of_letter(l, g);
	else
		glyph_of_points(s, c.bytes, g);
	return c.bytes;
}

bool glyph_same(const struct glyph *hay, const struct glyph *needle, bool strict)
{
	return hay->base == needle->base && hay->rest == needle->rest &&
	       (!strict || hay->marks == needle->marks);
}
