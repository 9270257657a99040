/* atoms.c - a paragraph as the pieces that a line may be broken between (UAX #14) */
#include "atoms.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unictype.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <uniwidth.h>

#include <bantin/base/mem.h>
#include <bantin/text/utf8.h>

#include "cluster.h"

/* Classes of UAX #14, AI taken as AL; then what a first byte may be besides. */
enum {
	AL, NU, OP, CL, CP, QU, EX, IS, SY, HY, BA, B2, IN, PR, PO, NONE,
	CLASSES,
	SP = CLASSES, NL,
	XX,		/* no plain text */
	LATIN,		/* first of two bytes, U+00C0 to U+027F: AL */
	LATIN_MORE,	/* first of three, perhaps U+1E00 to U+1EFF: AL */
	SIGNS,		/* first of two, U+0080 to U+00BF */
	QUOTES		/* first of three, U+2000 to U+2FFF */
};

static const unsigned char bytes[256] = {
	XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, NL, XX, XX, XX, XX, XX,
	XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX,
	/* ASCII from the space to ~ */
	SP, EX, QU, AL, PR, PO, AL, QU, OP, CP, AL, PR, IS, HY, IS, SY,
	NU, NU, NU, NU, NU, NU, NU, NU, NU, NU, IS, IS, AL, AL, AL, EX,
	AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL,
	AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, OP, PR, CP, AL, AL,
	AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL,
	AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, AL, OP, BA, CL, AL, XX,
	/* bytes that follow */
	XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX,
	XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX,
	XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX,
	XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX,
	/* first ones */
	XX, XX, SIGNS, LATIN, LATIN, LATIN, LATIN, LATIN,
	LATIN, LATIN, XX, XX, XX, XX, XX, XX,
	XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX,
	XX, LATIN_MORE, QUOTES, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX,
	XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX, XX,
};

/* U+00A0 to U+00BF. */
static const unsigned char signs[32] = {
	XX, OP, PO, PR, PR, PR, AL, AL, AL, AL, AL, QU, AL, XX, AL, AL,
	PO, PR, AL, AL, XX, AL, AL, AL, AL, AL, AL, QU, AL, AL, AL, OP,
};

/* U+2010 to U+203F. */
static const unsigned char quotes[48] = {
	BA, XX, BA, BA, B2, AL, AL, AL, QU, QU, OP, QU, QU, QU, OP, QU,
	AL, AL, AL, AL, IN, IN, IN, BA, XX, XX, XX, XX, XX, XX, XX, XX,
	PO, PO, PO, PO, PO, PO, PO, PO, AL, QU, QU, AL, XX, XX, AL, AL,
};

/* Between a class (row) and the next (place in the order of the enum): / may be broken,
 * s where blanks stand between, . not at all; n as s within a number, else as /; o as s
 * before a number, else as /. Rules LB7 and LB12 to LB31, with numbers as in example 7 of
 * section 8.2. */
static const char pairs[CLASSES][CLASSES] = {
	[AL] = "sss..s...ss/sss", [NU] = "sss..s...ss/sss", [OP] = "...............",
	[CL] = "///..s...ss/snn", [CP] = "ss/..s...ss/snn", [QU] = "ss...s...ssssss",
	[EX] = "///..s...ss/s//", [IS] = "sn/..s...ss/snn", [SY] = "/n/..s...ss/snn",
	[HY] = "/s/..s...ss/s//", [BA] = "///..s...ss/s//", [B2] = "///..s...ss.s//",
	[IN] = "///..s...ss/s//", [PR] = "sso..s...ss/s//", [PO] = "sso..s...ss/s//",
	[NONE] = "sss..s...ssssss",	/* blanks at the start */
};

/* The class at p and how many bytes it has; XX where it is no plain text. */
static unsigned class_at(const unsigned char *p, size_t n, size_t *len)
{
	unsigned c = bytes[p[0]];

	*len = 1;
	if (c <= XX)
		return c;
	*len = c == LATIN || c == SIGNS ? 2 : 3;
	if (*len > n)
		return XX;
	if (c == LATIN)
		return AL;
	if (c == LATIN_MORE)
		return p[1] >= 0xb8 && p[1] <= 0xbb ? AL : XX;
	if (c == SIGNS)
		return p[1] >= 0xa0 ? signs[p[1] & 0x1f] : XX;
	if (p[1] == 0x80)
		return p[2] >= 0x90 ? quotes[p[2] - 0x90] : XX;
	return p[1] == 0x82 && p[2] == 0xab ? PR : XX;	/* U+20AB, dong */
}

/* The end of the letters and digits that stand at `at`; adds their columns. */
static size_t letters_end(const unsigned char *p, size_t n, size_t at, size_t *columns)
{
	for (;;) {
		size_t from = at;
		while (at < n && bytes[p[at]] <= NU)
			at++;
		*columns += at - from;
		if (n - at >= 2 && bytes[p[at]] == LATIN)
			at += 2;
		else if (n - at >= 3 && p[at] == 0xe1 &&
			 p[at + 1] >= 0xb8 && p[at + 1] <= 0xbb)
			at += 3;
		else
			return at;
		++*columns;
	}
}

/* What was read before a place. */
struct context {
	unsigned last;		/* class */
	bool blank;		/* blanks since then */
	enum { NO_NUMBER, NUMBER, CLOSED_NUMBER } number;	/* that last is of */
};

static void context_add(struct context *k, unsigned c)
{
	bool closes = c == CL || c == CP;

	if (c == NU)
		k->number = NUMBER;
	else if (k->blank || k->number != NUMBER || !(closes || c == IS || c == SY))
		k->number = NO_NUMBER;
	else if (closes)
		k->number = CLOSED_NUMBER;
	k->last = c;
	k->blank = false;
}

static bool digit_at(const unsigned char *p, size_t n)
{
	return n > 0 && bytes[p[0]] == NU;
}

/* Whether a line may be broken before class c; after is what stands behind it. */
static bool may_break(const struct context *k, unsigned c, const unsigned char *after,
		      size_t n)
{
	char rule = pairs[k->last][c];

	if (k->blank || rule == '/')
		return rule != '.';
	if (rule == 'n')
		return k->number != NUMBER &&
		       (k->number != CLOSED_NUMBER || (c != PR && c != PO));
	return rule == 'o' && !digit_at(after, n);
}

/* False: what comes is no plain text. */
static bool plain_next(struct atoms *a, struct atom *out)
{
	const unsigned char *p = (const unsigned char *)a->s;
	size_t n = a->n, at = a->at, columns = 0, len;
	struct context k = {.last = NONE};

	*out = (struct atom){.start = at, .painted = at};
	while (at < n) {
		unsigned c = class_at(p + at, n - at, &len);
		if (c == SP) {
			k.blank = true;
			columns++;
			at++;
			continue;
		}
		if (c == NL) {
			out->newline = true;
			at++;
			break;
		}
		if (c == XX)
			return false;
		if (at > out->start && may_break(&k, c, p + at + len, n - at - len))
			break;
		at += len;
		columns++;
		if (c <= NU) {
			at = letters_end(p, n, at, &columns);
			c = bytes[p[at - 1]] == NU ? NU : AL;
		}
		context_add(&k, c);
		out->painted = at;
		out->painted_columns = columns;
	}
	out->next = a->at = at;
	out->columns = columns;
	return true;
}

static bool is_wide(uint32_t cp)
{
	return uc_width(cp, "UTF-8") > 1;
}

static bool is_hebrew(uint32_t cp)
{
	return (cp >= 0x5d0 && cp <= 0x5f2) || (cp >= 0xfb1d && cp <= 0xfb4f);
}

/* The class of a code point outside the tables, as far as libunistring errs about it. */
static unsigned class_of(uint32_t cp)
{
	if (uc_is_general_category(cp, UC_CATEGORY_Ps))
		return OP;
	if (uc_is_general_category(cp, UC_CATEGORY_Pe))
		return CL;
	bool letter = uc_is_general_category(cp, UC_CATEGORY_L) && cp < 0xff00;
	bool alone = uc_graphemeclusterbreak_property(cp) == GBP_OTHER;
	return letter && alone && !is_wide(cp) ? AL : XX;
}

/* Puts right what libunistring says of the place before cp, of class c. */
static void correct_break(const struct context *k, uint32_t cp, unsigned c,
			  const unsigned char *after, size_t n, char *at)
{
	if (k->last == NONE || k->blank)
		return;
	if (cp >= 0x80 && is_hebrew(cp) && k->last != IS)	/* LB21a, LB21b */
		return;
	if (cp >= 0x80 && c == OP && is_wide(cp) && k->last != PR && k->last != PO)
		return;						/* LB30 */
	*at = may_break(k, c, after, n) ? UC_BREAK_POSSIBLE : UC_BREAK_PROHIBITED;
}

/* libunistring 1.0 parts a full stop from letters, knows no rule that reaches beyond a
 * pair, and counts flags by code points: puts the opportunities in text right. */
static void correct_breaks(const char *text, size_t n, char *breaks)
{
	const unsigned char *p = (const unsigned char *)text;
	struct context k = {.last = NONE};
	bool flag = false;	/* half of one is open */
	size_t len;
	uint32_t cp;

	for (size_t at = 0; at < n; at += len) {
		unsigned c = class_at(p + at, n - at, &len);
		len = utf8_next(text + at, n - at, &cp);
		int kind = c == XX ? uc_graphemeclusterbreak_property(cp) : GBP_OTHER;
		if (kind == GBP_EXTEND || kind == GBP_ZWJ || kind == GBP_SPACINGMARK)
			continue;
		if (kind == GBP_RI && flag)
			breaks[at] = UC_BREAK_PROHIBITED;
		flag = kind == GBP_RI && !flag;
		if (c == XX)
			c = class_of(cp);
		if (c < CLASSES) {
			correct_break(&k, cp, c, p + at + len, n - at - len, breaks + at);
			context_add(&k, c);
		} else if (c == SP) {
			k.blank = true;
		} else {
			k = (struct context){.last = NONE};
		}
	}
}

/* Whether blanks follow, perhaps behind marks of two bytes. */
static bool blank_follows(const char *s, size_t n)
{
	size_t i = 0;

	while (n - i >= 2 && (s[i] == '\xcc' || s[i] == '\xcd'))
		i += 2;
	return i < n && s[i] == ' ';
}

/* A copy with what makes libunistring right about blanks: a letter before those at the
 * start, behind which it has no opportunity (LB18), and a closing brace for a bracket
 * before others (LB16). */
static char *copy_for_breaks(const char *s, size_t n, size_t more)
{
	char *text = mem_alloc(n + more);

	text[0] = 'a';
	memcpy(text + more, s, n);
	for (size_t i = 0; i < n; i++)
		if ((s[i] == ')' || s[i] == ']') && blank_follows(s + i + 1, n - i - 1))
			text[i + more] = '}';
	return text;
}

static void fetch_breaks(struct atoms *a)
{
	const char *s = a->s + a->at, *end = memchr(s, '\n', a->n - a->at);
	size_t n = end ? (size_t)(end - s) : a->n - a->at;
	size_t more = n > 0 && s[0] == ' ';
	char *text = copy_for_breaks(s, n, more);

	a->breaks = mem_alloc(n + more + 1);
	u8_possible_linebreaks((const uint8_t *)text, n + more, "UTF-8", a->breaks);
	memmove(a->breaks, a->breaks + more, n);
	correct_breaks(s, n, a->breaks);
	free(text);
	a->from = a->at;
	a->to = a->at + n;
}

static void any_next(struct atoms *a, struct atom *out)
{
	struct cluster c;

	*out = (struct atom){.start = a->at, .painted = a->at};
	while (a->at < a->n && !out->newline) {
		if (a->at > out->start && a->at < a->to &&
		    a->breaks[a->at - a->from] == UC_BREAK_POSSIBLE)
			break;
		cluster_read(a->s + a->at, a->n - a->at, &c);
		a->at += c.bytes;
		out->newline = c.first == '\n';
		if (!out->newline)
			out->columns += c.columns;
		bool white = c.first == ' ' || c.first == '\t' || c.first == '\n';
		if (c.points > 1 || !white) {
			out->painted = a->at;
			out->painted_columns = out->columns;
		}
	}
	out->next = a->at;
}

bool atoms_next(struct atoms *a, struct atom *out)
{
	if (a->at >= a->n)
		return false;
	if (!a->breaks && plain_next(a, out))
		return true;
	if (!a->breaks)
		fetch_breaks(a);
	any_next(a, out);
	if (out->newline)	/* plain text may follow */
		atoms_clear(a);
	return true;
}

void atoms_clear(struct atoms *a)
{
	free(a->breaks);
	a->breaks = NULL;
}
