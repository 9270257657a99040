/* clean.c - any bytes in, NFC UTF-8 that may be stored and shown out */
#include <bantin/text/clean.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <uninorm.h>
#include <unictype.h>

#include <bantin/base/mem.h>
#include <bantin/text/utf8.h>

#include "cluster.h"
#include "plain.h"

enum {
	REPLACEMENT = 0xfffd,
	BOM = 0xfeff,
	ZWJ = 0x200d,
	TEXT_STYLE = 0xfe0e,
	EMOJI_STYLE = 0xfe0f,
	KEYCAP = 0x20e3,
	MARKS_MAX = 2,		/* above and below: what a terminal can draw */
	SPACING_MAX = 4,	/* vowel signs beside the letter, as in Khmer */
	JOINERS_MAX = 7		/* the longest emoji in use has three */
};

/*
 * The bytes go through three stages: ill-formed sequences are replaced, the text is
 * brought to NFC, and one code point after the other passes the gate below. Nothing
 * that the gate does can undo NFC: what it replaces are starters that stay starters,
 * and marks go from the end of their run.
 */
struct gate {
	struct buf *out;	/* on its own: nothing is in it before the text */
	bool one_line;
	unsigned marks, spacing;	/* on the base so far */
	bool crowded;		/* a mark had no room: those that follow go as well */
	bool pictograph;	/* the last code points are an emoji that ZWJ may go on */
	unsigned joiners;	/* ZWJ in the emoji sequence so far */
	uint32_t last;		/* code point let through */
	bool pause;		/* one_line: white space was met and not written yet */
	bool blank, blank_above;	/* this line so far, the one above: only blanks */
	size_t line;		/* where the line starts in out */
};

static void put(struct gate *g, uint32_t cp)
{
	char bytes[4];
	size_t n = utf8_put(bytes, cp);

	buf_add(g->out, bytes, n);
	g->last = cp;
	if (cp != ' ' && cp != '\t')
		g->blank = false;
}

/* A second blank line in a row goes, with the blanks in it. */
static void put_newline(struct gate *g)
{
	if (g->blank && g->blank_above) {
		buf_cut(g->out, g->line);
	} else {
		buf_addc(g->out, '\n');
		g->blank_above = g->blank;
	}
	g->line = g->out->len;
	g->blank = true;
	g->last = '\n';
}

static bool is_newline(uint32_t cp)
{
	return cp == '\n' || cp == '\r' || cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

static bool is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= 0xa0 && uc_is_general_category(cp, UC_CATEGORY_Zs));
}

static void start_base(struct gate *g)
{
	g->marks = g->spacing = 0;
	g->crowded = false;
}

static void put_white(struct gate *g, uint32_t cp)
{
	start_base(g);
	g->pictograph = false;
	g->last = ' ';
	if (g->one_line)
		g->pause = true;
	else if (is_newline(cp))
		put_newline(g);
	else
		put(g, cp == '\t' ? '\t' : ' ');
}

/* Control, private use, noncharacters, bidi controls, invisible ones. */
static bool is_forbidden(uint32_t cp)
{
	if ((cp & 0xfffe) == 0xfffe || (cp >= 0xfdd0 && cp <= 0xfdef))
		return true;
	if (cp >= 0xfff9 && cp <= 0xfffc)	/* annotations; an object left behind */
		return true;
	return uc_is_general_category_withtable(
		       cp, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Co) ||
	       uc_is_property_bidi_control(cp) ||
	       uc_is_property_default_ignorable_code_point(cp);
}

/* Whether this joiner or selector is part of an emoji; next is 0 at the end. */
static bool joins_emoji(const struct gate *g, uint32_t cp, uint32_t next)
{
	if (cp == ZWJ)
		return g->pictograph && g->last != ZWJ && g->joiners < JOINERS_MAX &&
		       point_is_pictograph(next);
	if (cp != TEXT_STYLE && cp != EMOJI_STYLE)
		return false;
	if (g->last < 0xa9)	/* digits, # and * as keys */
		return next == KEYCAP && uc_is_property_emoji(g->last);
	return uc_is_property_emoji(g->last);
}

/* Whether one more mark has room on the base. */
static bool mark_fits(struct gate *g, uint32_t cp)
{
	if (uc_is_general_category(cp, UC_CATEGORY_Mc))
		g->spacing++;
	else
		g->marks++;
	if (g->spacing > SPACING_MAX || g->marks > MARKS_MAX)
		g->crowded = true;
	return !g->crowded;
}

/* ASCII and precomposed Latin: nothing to look up, nothing to remember. */
static bool is_plain(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x7f) || (cp >= 0xc0 && cp <= 0x2ff) ||
	       (cp >= 0x1e00 && cp <= 0x1eff);
}

/* Writes cp, after the space that is due. */
static void put_word(struct gate *g, uint32_t cp)
{
	if (g->pause && g->out->len > 0)
		put(g, ' ');
	g->pause = false;
	put(g, cp);
}

/* Keeps track of the emoji that the code point let through is part of. */
static void follow_emoji(struct gate *g, uint32_t cp)
{
	if (cp == ZWJ) {
		g->joiners++;
	} else if (cp != TEXT_STYLE && cp != EMOJI_STYLE &&
		   !uc_is_property_emoji_modifier(cp)) {
		g->pictograph = point_is_pictograph(cp);
		if (g->last != ZWJ)
			g->joiners = 0;
	}
}

static void put_plain(struct gate *g, uint32_t cp)
{
	start_base(g);
	g->pictograph = false;
	g->joiners = 0;
	put_word(g, cp);
}

static void put_visible(struct gate *g, uint32_t cp, uint32_t next)
{
	bool selector = cp == TEXT_STYLE || cp == EMOJI_STYLE || cp == ZWJ;

	if (selector ? !joins_emoji(g, cp, next) : is_forbidden(cp))
		cp = REPLACEMENT;
	bool mark = uc_is_general_category(cp, UC_CATEGORY_M);
	if (mark && !mark_fits(g, cp))
		return;
	if (!mark)
		start_base(g);
	follow_emoji(g, cp);
	put_word(g, cp);
}

static void pass_gate(struct gate *g, const char *s, size_t n)
{
	uint32_t cp, next;
	size_t i = utf8_next(s, n, &cp);

	if (cp == BOM && i < n)
		i += utf8_next(s + i, n - i, &cp);
	else if (cp == BOM)
		return;
	for (;;) {
		bool more = i < n;
		next = 0;
		if (more)
			i += utf8_next(s + i, n - i, &next);
		if (cp == '\t' || is_newline(cp) || is_space(cp)) {
			if (cp != '\r' || next != '\n')
				put_white(g, cp);
		} else if (is_plain(cp)) {
			put_plain(g, cp);
		} else {
			put_visible(g, cp, next);
		}
		if (!more)
			return;
		cp = next;
	}
}

/* A copy with each ill-formed sequence as U+FFFD: at most three bytes for one. */
static char *replace_ill_formed(const char *s, size_t n, size_t *len)
{
	char *copy = mem_array(n, 3);
	uint32_t cp;

	*len = 0;
	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		*len += utf8_put(copy + *len, cp);
	}
	return copy;
}

/* NFC of valid UTF-8; takes s. Where memory is out the text stays as it is. */
static char *compose(char *s, size_t *n)
{
	size_t len = 0;
	uint8_t *nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)s, *n, NULL, &len);

	if (!nfc)
		return s;
	free(s);
	*n = len;
	return (char *)nfc;
}

static void clean_slow(struct buf *out, const char *s, size_t n, enum clean_mode mode)
{
	struct buf own = {.max = SIZE_MAX / 2};
	struct gate g = {
		.out = &own, .one_line = mode == CLEAN_LINE, .blank = true,
	};
	size_t len;
	char *text = replace_ill_formed(s, n, &len);

	text = compose(text, &len);
	pass_gate(&g, text, len);
	free(text);
	buf_add(out, buf_str(&own), own.len);
	buf_clear(&own);
}

void text_clean(struct buf *out, const char *s, size_t n, enum clean_mode mode)
{
	if (plain_prefix(s, n, mode == CLEAN_LINE) == n)
		buf_add(out, s, n);
	else
		clean_slow(out, s, n, mode);
}

bool text_is_clean(const char *s, size_t n, enum clean_mode mode)
{
	struct buf other = {.max = SIZE_MAX / 2};

	if (plain_prefix(s, n, mode == CLEAN_LINE) == n)
		return true;
	clean_slow(&other, s, n, mode);
	bool same = other.len == n && memcmp(other.s, s, n) == 0;
	buf_clear(&other);
	return same;
}

char *text_clean_dup(const char *s, size_t n, enum clean_mode mode)
{
	struct buf b = {.max = SIZE_MAX / 2};

	if (!s)
		return NULL;
	text_clean(&b, s, n, mode);
	return buf_take(&b);
}

char *text_clean_line(const char *s)
{
	return s ? text_clean_dup(s, strlen(s), CLEAN_LINE) : NULL;
}

char *text_clean_text(const char *s)
{
	return s ? text_clean_dup(s, strlen(s), CLEAN_TEXT) : NULL;
}
