/* cluster.c - one grapheme cluster and its columns (UAX #29, UAX #11) */
#include "cluster.h"

#include <stdbool.h>

#include <unictype.h>
#include <unigbrk.h>
#include <uniwidth.h>

#include <bantin/text/utf8.h>

enum { EMOJI_STYLE = 0xfe0f };

/* What UAX #29 must remember of a cluster so far, beside its last code point. */
struct progress {
	int last;		/* break property of the last code point */
	bool pictograph;	/* it ends in a pictograph and Extend*, perhaps ZWJ */
	bool paired;		/* it ends in a second regional indicator */
};

size_t cluster_plain(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;

	if (p[0] < 0x80)
		return p[0] >= 0x20 && p[0] < 0x7f ? 1 : 0;
	if (p[0] >= 0xc3 && p[0] <= 0xcb)	/* U+00C0 to U+02FF */
		return n >= 2 ? 2 : 0;
	/* U+1E00 to U+1EFF */
	if (p[0] == 0xe1 && n >= 3 && p[1] >= 0xb8 && p[1] <= 0xbb)
		return 3;
	return 0;
}

bool point_is_pictograph(uint32_t cp)
{
	return cp >= 0xa9 && uc_is_property_extended_pictographic(cp);
}

/* Rules GB3 to GB9b, which look at two code points alone. */
static bool joins_pair(int a, int b)
{
	if (a == GBP_CR)
		return b == GBP_LF;
	if (a == GBP_LF || a == GBP_CONTROL || b == GBP_CR || b == GBP_LF ||
	    b == GBP_CONTROL)
		return false;
	if (b == GBP_EXTEND || b == GBP_ZWJ || b == GBP_SPACINGMARK || a == GBP_PREPEND)
		return true;
	if (a == GBP_L)
		return b == GBP_L || b == GBP_V || b == GBP_LV || b == GBP_LVT;
	if (a == GBP_LV || a == GBP_V)
		return b == GBP_V || b == GBP_T;
	return (a == GBP_LVT || a == GBP_T) && b == GBP_T;
}

/* Whether cp goes on the cluster that p has seen; p is brought up to date. */
static bool joins(struct progress *p, uint32_t cp)
{
	int next = uc_graphemeclusterbreak_property(cp);
	bool emoji = p->pictograph && p->last == GBP_ZWJ && point_is_pictograph(cp);
	bool flag = p->last == GBP_RI && next == GBP_RI && !p->paired;

	if (!emoji && !flag && !joins_pair(p->last, next))
		return false;
	if (next != GBP_EXTEND && next != GBP_ZWJ)
		p->pictograph = point_is_pictograph(cp);
	p->paired = flag;
	p->last = next;
	return true;
}

bool cluster_parted(uint32_t a, uint32_t b)
{
	int before = uc_graphemeclusterbreak_property(a);
	int after = uc_graphemeclusterbreak_property(b);

	if (before == GBP_RI && after == GBP_RI)
		return false;
	if (before == GBP_ZWJ && point_is_pictograph(b))
		return false;
	return !joins_pair(before, after);
}

/* Columns of one code point alone; ambiguous ones are narrow, none is negative. */
static size_t point_columns(uint32_t cp)
{
	if (cp == '\t')
		return 1;
	if (uc_is_property_emoji_presentation(cp) && (cp < 0x1f1e6 || cp > 0x1f1ff))
		return 2;
	int width = uc_width(cp, "UTF-8");
	return width < 0 ? 0 : (size_t)width;
}

/* The base decides: the first code point that takes room. A variation selector makes
 * an emoji wide, a second regional indicator makes a flag. */
static void widen(struct cluster *c, const struct progress *p, uint32_t before,
		  uint32_t cp)
{
	if (c->columns == 0)
		c->columns = point_columns(cp);
	if (p->paired || (cp == EMOJI_STYLE && uc_is_property_emoji(before)))
		c->columns = 2;
}

static void cluster_read_slow(const char *s, size_t n, struct cluster *c)
{
	uint32_t cp, before;

	c->bytes = utf8_next(s, n, &cp);
	c->points = 1;
	c->first = cp;
	c->columns = point_columns(cp);
	struct progress p = {
		.last = uc_graphemeclusterbreak_property(cp),
		.pictograph = point_is_pictograph(cp),
	};
	while (c->bytes < n) {
		before = cp;
		size_t more = utf8_next(s + c->bytes, n - c->bytes, &cp);
		if (!joins(&p, cp))
			break;
		widen(c, &p, before, cp);
		c->bytes += more;
		c->points++;
	}
}

void cluster_read(const char *s, size_t n, struct cluster *out)
{
	size_t plain = cluster_plain(s, n);

	if (plain == 0 || (plain < n && s[plain] != '\n' &&
			   cluster_plain(s + plain, n - plain) == 0)) {
		cluster_read_slow(s, n, out);
		return;
	}
	out->bytes = plain;
	out->points = 1;
	out->columns = 1;
	out->first = (unsigned char)s[0];
	if (plain > 1)
		utf8_next(s, n, &out->first);
}
