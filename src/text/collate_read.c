/* collate_read.c - a text as collation elements: letters, marks and signs with weights */
#include "collate_read.h"

#include <uninorm.h>
#include <unictype.h>

#include <bantin/text/utf8.h>

#include "glyph.h"
#include "letters.h"

/* In the order of CLDR's root, each with a weight of its own; the gaps are for what is
 * not listed. */
static const uint16_t punctuation[] = {
	'\t', '\n', 0x0b, 0x0c, '\r', 0x85, 0x2028, 0x2029, ' ', 0x203e, '_', 0x2017,
	'-', 0x2010, 0x2012, 0x2013, 0x2014, 0x2015, ',', ';', ':', '!', 0xa1, '?',
	0xbf, 0x203d, '.', 0xb7, '\'', 0x2018, 0x2019, 0x201a, 0x201b, 0x2039, 0x203a,
	'"', 0x201c, 0x201d, 0x201e, 0x201f, 0xab, 0xbb, '(', ')', '[', ']', '{', '}',
	0x2016, 0xa7, 0xb6, '@', '*', '/', '\\', '&', '#', '%', 0x2030, 0x2031, 0x2020,
	0x2021, 0x2022, 0x2023, 0x2027, 0x2032, 0x2035, 0x2038, 0x203b, 0x203f, 0x2040,
};

static const uint16_t signs[] = {
	'`', 0xb4, '^', 0xaf, 0xa8, 0xb8, 0xb0, 0xa9, 0xae, 0x2190, 0x2192, 0x2191,
	0x2193, '+', 0xb1, 0xf7, 0xd7, '<', '=', '>', 0xac, '|', 0xa6, '~', 0x2212,
	0x2044, 0x2264, 0x2265, 0x25a0, 0x25a1, 0x25c6, 0x25cb, 0x25cf,
};

static const uint16_t money[] = {0xa4, 0xa2, '$', 0xa3, 0xa5, 0x20ab, 0x20ac};

/* Marks by their weight: the tones stand together, in their order. */
static const uint16_t marks[] = {
	0x332, 0x313, 0x314, 0x300, 0x309, 0x303, 0x301, 0x323, 0x306, 0x302, 0x30c,
	0x30a, 0x342, 0x308, 0x30b, 0x307, 0x338, 0x327, 0x328, 0x304, 0x336, 0x335,
	0x305, 0x30f, 0x310, 0x311, 0x31b, 0x321, 0x322, 0x324, 0x325, 0x326, 0x32d,
	0x32e, 0x330, 0x331, 0x334, 0x339, 0x345, 0x358, 0x360, 0x361,
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

enum {
	FIRST = 3,		/* bytes below part the levels of a key */
	BLANK = FIRST + 8,	/* as in the list */
	OTHER_PUNCTUATION = FIRST + COUNT(punctuation),
	SIGNS = OTHER_PUNCTUATION + 1,
	OTHER_SIGN = SIGNS + COUNT(signs),
	MONEY = OTHER_SIGN + 1,
	DIGITS = MONEY + COUNT(money),
	LETTERS = DIGITS + 10,	/* ranks begin at 1 */
	OTHER_LETTER = LETTERS + LETTER_RANKS + 1,
	UNREADABLE = OTHER_LETTER + 1,
	MARKS = ELEMENT_USUAL + 1,
	OTHER_MARK = MARKS + COUNT(marks),
	CAPITAL = 8,		/* tertiary weights as in DUCET */
	POINTS_MAX = 16		/* of a letter with its marks; more are letters anew */
};

static size_t place(const uint16_t *list, size_t count, uint32_t cp)
{
	size_t i = 0;

	while (i < count && list[i] != cp)
		i++;
	return i;
}

static uint32_t wide_weight(uint32_t first, uint32_t cp)
{
	return first << 24 | cp;
}

static uint32_t sign_weight(uint32_t cp)
{
	size_t i;

	if (cp == ' ')
		return BLANK;
	if ((i = place(punctuation, COUNT(punctuation), cp)) < COUNT(punctuation))
		return (uint32_t)(FIRST + i);
	if ((i = place(signs, COUNT(signs), cp)) < COUNT(signs))
		return (uint32_t)(SIGNS + i);
	if ((i = place(money, COUNT(money), cp)) < COUNT(money))
		return (uint32_t)(MONEY + i);
	bool sign = uc_is_general_category(cp, UC_CATEGORY_S);
	return wide_weight(sign ? OTHER_SIGN : OTHER_PUNCTUATION, cp);
}

static uint32_t mark_weight(uint32_t cp)
{
	size_t i = place(marks, COUNT(marks), cp);

	return i < COUNT(marks) ? (uint32_t)(MARKS + i) : wide_weight(OTHER_MARK, cp);
}

static bool is_combining(uint32_t cp)
{
	return cp >= 0x300 && uc_combining_class(cp) != 0;
}

/* Of one code point that is no mark and does not decompose. */
static uint32_t primary_of(uint32_t cp)
{
	unsigned rank = letter_rank(cp);
	int digit;

	if (rank > 0)
		return LETTERS + rank;
	if (cp == 0xfffd)
		return UNREADABLE;
	if ((digit = uc_decimal_value(cp)) >= 0)
		return (uint32_t)(DIGITS + digit);
	if (cp < 0x80 || uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_P |
				UC_CATEGORY_MASK_S | UC_CATEGORY_MASK_Z |
				UC_CATEGORY_MASK_C))
		return sign_weight(cp);
	return wide_weight(OTHER_LETTER, point_lower(cp));
}

static void put(struct element_reader *r, struct element e)
{
	if (r->count < ELEMENTS_MAX)
		r->ready[r->count++] = e;
}

static void put_mark(struct element_reader *r, uint32_t cp)
{
	put(r, (struct element){.secondary = mark_weight(cp), .tertiary = ELEMENT_USUAL});
}

static void put_base(struct element_reader *r, uint32_t primary, bool capital,
		     unsigned variant)
{
	put(r, (struct element){
		.primary = primary, .secondary = ELEMENT_USUAL,
		.tertiary = ELEMENT_USUAL + variant + (capital ? CAPITAL - 2 : 0),
	});
}

/* Tertiary weight of a compatibility variant, less that of the plain letter. */
static unsigned variant_of(int tag)
{
	switch (tag) {
	case UC_DECOMP_WIDE:
		return 1;
	case UC_DECOMP_COMPAT:
		return 2;
	case UC_DECOMP_FONT:
		return 3;
	case UC_DECOMP_CIRCLE:
		return 4;
	case UC_DECOMP_SUPER:
		return 0x12;
	case UC_DECOMP_SUB:
		return 0x13;
	case UC_DECOMP_NOBREAK:
		return 0x19;
	case UC_DECOMP_SQUARE:
		return 0x1a;
	case UC_DECOMP_FRACTION:
		return 0x1c;
	default:
		return 2;
	}
}

/* Latin letters that are another with something that Unicode does not take off. */
static const struct likeness {
	uint16_t cp;
	char like[3];
	uint16_t mark;
} likenesses[] = {
	{0xc6, "AE", 0x361}, {0xd0, "D", 0x361}, {0xd8, "O", 0x338}, {0xdf, "ss", 0x361},
	{0xe6, "ae", 0x361}, {0xf0, "d", 0x361}, {0xf8, "o", 0x338}, {0x141, "L", 0x335},
	{0x142, "l", 0x335}, {0x152, "OE", 0x361}, {0x153, "oe", 0x361},
};

static bool put_likeness(struct element_reader *r, uint32_t cp)
{
	for (size_t i = 0; i < COUNT(likenesses); i++) {
		const struct likeness *l = &likenesses[i];
		if (l->cp != cp)
			continue;
		for (const char *c = l->like; *c; c++) {
			put_base(r, primary_of((unsigned char)*c), *c < 'a', 0);
			if (c == l->like)
				put_mark(r, l->mark);
		}
		return true;
	}
	return false;
}

static void put_point(struct element_reader *r, uint32_t cp, unsigned variant)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	int tag, count;

	if (is_combining(cp)) {
		put_mark(r, cp);
		return;
	}
	if (cp < 0x80 || letter_find(cp)) {
		put_base(r, primary_of(cp), uc_is_upper(cp), variant);
		return;
	}
	if (put_likeness(r, cp))
		return;
	count = uc_decomposition(cp, &tag, parts);
	if (count <= 0 || tag == UC_DECOMP_CANONICAL || variant) {
		put_base(r, primary_of(cp), point_lower(cp) != cp, variant);
		return;
	}
	for (int i = 0; i < count; i++)
		put_point(r, parts[i], variant_of(tag));
}

/* Canonical order: a stable sort by class. */
static void sort_marks(uint32_t *p, size_t count)
{
	for (size_t i = 2; i < count; i++) {
		uint32_t cp = p[i];
		int class = uc_combining_class(cp);
		size_t k = i;
		while (k > 1 && uc_combining_class(p[k - 1]) > class) {
			p[k] = p[k - 1];
			k--;
		}
		p[k] = cp;
	}
}

/* ă â ê ô ơ ư are letters of their own whatever else is on them: joins base and mark
 * where no mark of the mark's class stands between. */
static void join_letter(uint32_t *p, size_t *count)
{
	for (size_t i = 1; i < *count; i++) {
		uint32_t cp = uc_composition(p[0], p[i]);
		const struct letter *l = cp ? letter_find(cp) : NULL;
		if (!l || l->tone != TONE_FLAT || l->mark == MARK_NONE)
			continue;
		if (i > 1 && uc_combining_class(p[i - 1]) == uc_combining_class(p[i]))
			continue;
		p[0] = cp;
		for (size_t k = i; k + 1 < *count; k++)
			p[k] = p[k + 1];
		(*count)--;
		return;
	}
}

/* Reads the letter with all that is on it. */
static void read_apart(struct element_reader *r)
{
	uint32_t cp, p[POINTS_MAX + POINT_MAX];
	size_t count, step;

	r->at += utf8_next(r->s + r->at, r->n - r->at, &cp);
	count = point_decompose(cp, p);
	while (r->at < r->n && count < POINTS_MAX) {
		step = utf8_next(r->s + r->at, r->n - r->at, &cp);
		if (!is_combining(cp))
			break;
		count += point_decompose(cp, p + count);
		r->at += step;
	}
	sort_marks(p, count);
	join_letter(p, &count);
	for (size_t i = 0; i < count; i++)
		put_point(r, p[i], 0);
}

/* Whether a mark stands at r->at. */
static bool mark_follows(const struct element_reader *r)
{
	uint32_t cp;

	if (r->at >= r->n || (unsigned char)r->s[r->at] < 0xcc)
		return false;	/* below U+0300 */
	utf8_next(r->s + r->at, r->n - r->at, &cp);
	return !letter_find(cp) && is_combining(cp);
}

static void put_ascii(struct element_reader *r, unsigned char c)
{
	uint32_t primary;

	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
		primary = LETTERS + letter_rank(c);
	else if (c >= '0' && c <= '9')
		primary = (uint32_t)(DIGITS + c - '0');
	else
		primary = sign_weight(c);
	put_base(r, primary, c >= 'A' && c <= 'Z', 0);
}

static void read_letter(struct element_reader *r)
{
	static const uint16_t tones[] = {0, 0x300, 0x309, 0x303, 0x301, 0x323};
	unsigned char c = (unsigned char)r->s[r->at];
	size_t from = r->at;
	const struct letter *l = NULL;
	uint32_t cp = c;

	r->count = r->given = 0;
	r->at += c < 0x80 ? 1 : utf8_next(r->s + from, r->n - from, &cp);
	if (c >= 0x80)
		l = letter_find(cp);
	if ((c >= 0x80 && !l) || mark_follows(r)) {
		r->at = from;
		read_apart(r);
	} else if (!l) {
		put_ascii(r, c);
	} else {
		put_base(r, LETTERS + (uint32_t)l->rank, l->base < 'a', 0);
		if (l->tone != TONE_FLAT)
			put_mark(r, tones[l->tone]);
	}
}

bool element_next(struct element_reader *r, struct element *out)
{
	while (r->given == r->count) {
		if (r->at >= r->n)
			return false;
		read_letter(r);
	}
	*out = r->ready[r->given++];
	return true;
}
