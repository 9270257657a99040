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

/* Whether NFC leaves cp alone whatever stands around it. */
static bool is_settled(uint32_t cp)
{
	return cp < 0x300 || (cp >= 0x1e00 && cp < 0x1f00) ||
	       (cp >= 0x200b && cp < 0x2028) ||
	       (cp >= 0x2030 && cp < 0x205f) || (cp >= 0x20a0 && cp < 0x20c0) ||
	       (cp >= 0x4e00 && cp < 0xa000) || cp == EMOJI_STYLE || cp == REPLACEMENT ||
	       (cp >= 0x1f300 && cp < 0x1fb00);
}

static bool all_settled(const char *s, size_t n)
{
	uint32_t cp = 0;

	for (size_t i = 0; i < n && is_settled(cp);)
		i += utf8_next(s + i, n - i, &cp);
	return is_settled(cp);
}

/* n > 0 bytes that end the text or with a newline. */
static void clean_slow(struct gate *g, const char *s, size_t n)
{
	size_t len;

	if (all_settled(s, n)) {
		pass_gate(g, s, n);
		return;
	}
	char *text = replace_ill_formed(s, n, &len);
	text = compose(text, &len);
	pass_gate(g, text, len);
	free(text);
}

/* How much of the plain text at the start of s stands in whole lines, of which the last
 * is not blank: what may be copied, and leaves nothing for the gate to remember. */
static size_t plain_lines(const char *s, size_t n)
{
	size_t at = plain_prefix(s, n, false);

	if (at == n)
		return n;
	while (at > 0) {
		size_t end = at - 1;
		if (s[end] != '\n') {
			at--;
			continue;
		}
		while (end > 0 && (s[end - 1] == ' ' || s[end - 1] == '\t'))
			end--;
		if (end > 0 && s[end - 1] != '\n')
			return at;
		at = end;
	}
	return 0;
}

static size_t line_size(const char *s, size_t n)
{
	const char *end = memchr(s, '\n', n);

	return end ? (size_t)(end - s) + 1 : n;
}

/* Whole lines that are plain are copied, others pass the gate one by one. */
static void clean_lines(struct gate *g, const char *s, size_t n)
{
	for (size_t at = 0, step; at < n; at += step) {
		bool fresh = g->blank && !g->blank_above && g->line == g->out->len;
		step = fresh ? plain_lines(s + at, n - at) : 0;
		if (step > 0) {
			buf_add(g->out, s + at, step);
			g->line = g->out->len;
			g->blank = true;
			g->blank_above = false;
			g->last = '\n';
		} else {
			step = line_size(s + at, n - at);
			clean_slow(g, s + at, step);
		}
	}
}

static void clean_own(struct buf *own, const char *s, size_t n, enum clean_mode mode)
{
	struct gate g = {.out = own, .one_line = mode == CLEAN_LINE, .blank = true};

	if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) {	/* byte order mark */
		s += 3;
		n -= 3;
	}
	if (n > 0 && g.one_line)
		clean_slow(&g, s, n);
	else
		clean_lines(&g, s, n);
}

void text_clean(struct buf *out, const char *s, size_t n, enum clean_mode mode)
{
	struct buf own = {.max = SIZE_MAX / 2};

	if (plain_prefix(s, n, mode == CLEAN_LINE) == n) {
		buf_add(out, s, n);
		return;
	}
	clean_own(&own, s, n, mode);
	buf_add(out, buf_str(&own), own.len);
	buf_clear(&own);
}

bool text_is_clean(const char *s, size_t n, enum clean_mode mode)
{
	struct buf other = {.max = SIZE_MAX / 2};

	if (plain_prefix(s, n, mode == CLEAN_LINE) == n)
		return true;
	clean_own(&other, s, n, mode);
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
