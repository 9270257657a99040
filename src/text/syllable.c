/* syllable.c - whether letters can be one Vietnamese syllable */
#include <bantin/text/syllable.h>

#include <stdint.h>
#include <string.h>

#include <bantin/text/utf8.h>

#include "letters.h"

/*
 * Inside this file a letter is one char: the small letters of ASCII stand for
 * themselves, A B E O P U D for ă â ê ô ơ ư đ. The tone is taken off and kept with the
 * place where it stood.
 */
enum { LETTERS_MAX = 7 };	/* nghiêng */

struct spelling {
	char s[LETTERS_MAX + 1];
	size_t len;
	enum letter_tone tone;
	size_t tone_at;		/* index into s, where tone is not TONE_FLAT */
};

enum coda {
	OPEN = 1 << 0, C = 1 << 1, CH = 1 << 2, K = 1 << 3, M = 1 << 4, N = 1 << 5,
	NG = 1 << 6, NH = 1 << 7, P = 1 << 8, T = 1 << 9,
	STOPS = C | CH | K | P | T,
	PLAIN = M | N | P | T,
	BACK = PLAIN | C | NG
};

static const struct coda_name {
	const char *s;
	unsigned coda;
} codas[] = {
	{"", OPEN}, {"c", C}, {"ch", CH}, {"k", K}, {"m", M}, {"n", N}, {"ng", NG},
	{"nh", NH}, {"p", P}, {"t", T},
};

/* What may follow each nucleus; a glide written o or u is part of it. */
static const struct nucleus {
	const char *s;
	unsigned codas;
} nuclei[] = {
	{"a", OPEN | BACK | CH | NH | K}, {"A", BACK | K}, {"B", BACK}, {"e", OPEN | BACK | K},
	{"E", OPEN | PLAIN | CH | NH | K}, {"i", OPEN | PLAIN | CH | NH | K},
	{"o", OPEN | BACK | K}, {"O", OPEN | BACK | K}, {"P", OPEN | PLAIN},
	{"u", OPEN | BACK | K}, {"U", OPEN | BACK | K}, {"y", OPEN},
	{"iE", BACK}, {"yE", BACK}, {"UP", BACK}, {"uO", BACK},
	{"oa", OPEN | BACK | CH | NH}, {"oA", BACK}, {"oe", OPEN | BACK}, {"oo", C | NG},
	{"uB", BACK}, {"uE", OPEN | PLAIN | CH | NH}, {"uP", OPEN},
	{"uy", OPEN | PLAIN | CH | NH}, {"uyE", N | T},
	{"ai", OPEN}, {"ao", OPEN}, {"au", OPEN}, {"ay", OPEN}, {"Bu", OPEN}, {"By", OPEN},
	{"eo", OPEN}, {"Eu", OPEN}, {"ia", OPEN}, {"iu", OPEN}, {"oi", OPEN}, {"Oi", OPEN},
	{"Pi", OPEN}, {"ua", OPEN}, {"ui", OPEN}, {"Ua", OPEN}, {"Ui", OPEN}, {"Uu", OPEN},
	{"iEu", OPEN}, {"yEu", OPEN}, {"oai", OPEN}, {"oao", OPEN}, {"oay", OPEN},
	{"oeo", OPEN}, {"uBy", OPEN}, {"uOi", OPEN}, {"UPi", OPEN}, {"UPu", OPEN},
	{"uya", OPEN}, {"uyu", OPEN},
};

/* Longest first, so that the first that fits is the onset. */
static const char *const onsets[] = {
	"ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
	"b", "c", "d", "D", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
};

/* One letter of ours for a letter of the table; 0: it has none. */
static char letter_char(const struct letter *l)
{
	char small = (char)(l->base | 0x20);

	switch (l->mark) {
	case MARK_BREVE:
		return 'A';
	case MARK_CIRCUMFLEX:
		return small == 'a' ? 'B' : small == 'e' ? 'E' : 'O';
	case MARK_HORN:
		return small == 'o' ? 'P' : 'U';
	case MARK_STROKE:
		return 'D';
	default:
		return small;
	}
}

static bool spell(struct spelling *sp, const char *s, size_t n)
{
	uint32_t cp;

	*sp = (struct spelling){0};
	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		const struct letter *l = letter_find(cp);
		if (sp->len == LETTERS_MAX || (!l && letter_rank(cp) == 0))
			return false;
		if (l && l->tone != TONE_FLAT) {
			if (sp->tone != TONE_FLAT)
				return false;
			sp->tone = (enum letter_tone)l->tone;
			sp->tone_at = sp->len;
		}
		sp->s[sp->len++] = l ? letter_char(l) : (char)(cp | 0x20);
	}
	return sp->len > 0;
}

/* Whether the tone may stand on letter `at` of the nucleus v of len letters. */
static bool tone_stands(const char *v, size_t len, size_t at, bool closed)
{
	size_t right = len;

	for (size_t i = 0; i < len; i++)
		if (strchr("ABEOP", v[i]))
			right = i;
	if (right == len && memchr(v, 'U', len))
		right = (size_t)((const char *)memchr(v, 'U', len) - v);
	if (right < len)
		return at == right;
	if (closed || len == 1)
		return at == len - 1;
	if (len == 3)
		return at == 1;
	if (strncmp(v, "oa", 2) == 0 || strncmp(v, "oe", 2) == 0 ||
	    strncmp(v, "uy", 2) == 0)
		return true;
	return at == 0;
}

/* Whether the letters from `from` on are a nucleus and a coda with the tone in place. */
static bool rhyme_possible(const struct spelling *sp, size_t from, size_t nucleus,
			   unsigned coda)
{
	if ((coda & STOPS) && sp->tone != TONE_ACUTE && sp->tone != TONE_DOT)
		return false;
	if (sp->tone == TONE_FLAT)
		return true;
	return sp->tone_at >= from &&
	       tone_stands(sp->s + from, nucleus, sp->tone_at - from, coda != OPEN);
}

/* Onsets of which the spelling depends on the vowel; v is the first of the nucleus. */
static bool onset_fits(const char *onset, const char *v, size_t len)
{
	bool front = strchr("eEiy", v[0]) != NULL;

	if (len > 1 && v[0] == 'y')	/* yên, quyên, but tiên */
		return onset[0] == '\0' || strcmp(onset, "qu") == 0;
	if (strncmp(v, "iE", 2) == 0 && onset[0] == '\0')
		return false;
	if (strcmp(onset, "k") == 0 || strcmp(onset, "gh") == 0 || strcmp(onset, "ngh") == 0)
		return front;
	if (strcmp(onset, "g") == 0 && v[0] == 'i')	/* gì, gìn, giếng */
		return len == 1 || strncmp(v, "iE", len) == 0;
	if (strcmp(onset, "gi") == 0)
		return v[0] != 'i' && v[0] != 'y';
	if (strcmp(onset, "qu") == 0)
		return strchr("uU", v[0]) == NULL && (v[0] != 'o' || len > 1);
	if (strcmp(onset, "c") == 0 || strcmp(onset, "g") == 0 || strcmp(onset, "ng") == 0)
		return !front;
	return true;
}

static unsigned coda_of(const char *s)
{
	for (size_t i = 0; i < sizeof(codas) / sizeof(*codas); i++)
		if (strcmp(s, codas[i].s) == 0)
			return codas[i].coda;
	return 0;
}

/* y alone is open but in quýt, quỳnh, quých, where it is the vowel of uy. */
static unsigned codas_after(const struct nucleus *v, const char *onset)
{
	bool glide = strcmp(onset, "qu") == 0;

	return glide && strcmp(v->s, "y") == 0 ? v->codas | PLAIN | CH | NH : v->codas;
}

static bool possible_after(const struct spelling *sp, const char *onset)
{
	size_t from = strlen(onset);
	const char *rest = sp->s + from;

	for (size_t i = 0; i < sizeof(nuclei) / sizeof(*nuclei); i++) {
		const struct nucleus *v = &nuclei[i];
		size_t len = strlen(v->s);
		if (strncmp(rest, v->s, len) != 0)
			continue;
		unsigned coda = coda_of(rest + len);
		if ((coda & codas_after(v, onset)) && onset_fits(onset, rest, len) &&
		    rhyme_possible(sp, from, len, coda))
			return true;
	}
	return false;
}

bool syllable_possible(const char *s, size_t n)
{
	struct spelling sp;

	if (!spell(&sp, s, n))
		return false;
	for (size_t i = 0; i < sizeof(onsets) / sizeof(*onsets); i++) {
		size_t len = strlen(onsets[i]);
		if (strncmp(sp.s, onsets[i], len) == 0 && possible_after(&sp, onsets[i]))
			return true;
	}
	return false;
}
