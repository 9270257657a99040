/* syllable.c - whether letters can be one Vietnamese syllable */
#include <bantin/text/syllable.h>

#include <stdint.h>
#include <string.h>

#include <bantin/text/utf8.h>

#include "spelling.h"

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
	{"a", OPEN | BACK | CH | NH | K}, {"A", BACK | K}, {"B", BACK},
	{"e", OPEN | BACK | K},
	{"E", OPEN | PLAIN | CH | NH | K}, {"i", OPEN | PLAIN | CH | NH | K},
	{"o", OPEN | BACK | K}, {"O", OPEN | BACK | K}, {"P", OPEN | PLAIN},
	{"u", OPEN | BACK | K}, {"U", OPEN | BACK | K}, {"y", OPEN},
	{"iE", BACK}, {"yE", BACK}, {"UP", BACK}, {"uO", BACK},
	{"oa", OPEN | BACK | CH | NH}, {"oA", BACK}, {"oe", OPEN | BACK}, {"oo", C | NG},
	{"uB", BACK}, {"uE", OPEN | PLAIN | CH | NH}, {"uP", OPEN},
	{"uy", OPEN | PLAIN | CH | NH}, {"uyE", N | T},
	{"ai", OPEN}, {"ao", OPEN}, {"au", OPEN}, {"ay", OPEN}, {"Bu", OPEN},
	{"By", OPEN}, {"eo", OPEN}, {"Eu", OPEN}, {"ia", OPEN}, {"iu", OPEN},
	{"oi", OPEN}, {"Oi", OPEN}, {"Pi", OPEN}, {"ua", OPEN}, {"ui", OPEN},
	{"Ua", OPEN}, {"Ui", OPEN}, {"Uu", OPEN},
	{"iEu", OPEN}, {"yEu", OPEN}, {"oai", OPEN}, {"oao", OPEN}, {"oay", OPEN},
	{"oeo", OPEN}, {"uBy", OPEN}, {"uOi", OPEN}, {"UPi", OPEN}, {"UPu", OPEN},
	{"uya", OPEN}, {"uyu", OPEN},
};

/* Longest first, so that the first that fits is the onset. */
static const char *const onsets[] = {
	"ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
	"b", "c", "d", "D", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
	"",
};

char spelling_char(const struct letter *l)
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

bool spelling_read(struct spelling *sp, const char *s, size_t n)
{
	uint32_t cp;

	*sp = (struct spelling){0};
	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		const struct letter *l = letter_find(cp);
		if (sp->len == SPELLING_MAX || (!l && letter_rank(cp) == 0))
			return false;
		if (l && l->tone != TONE_FLAT) {
			if (sp->tone != TONE_FLAT)
				return false;
			sp->tone = (enum letter_tone)l->tone;
			sp->tone_at = sp->len;
		}
		sp->s[sp->len++] = l ? spelling_char(l) : (char)(cp | 0x20);
	}
	return sp->len > 0;
}

char spelling_bare(char c)
{
	switch (c) {
	case 'A':
	case 'B':
		return 'a';
	case 'O':
	case 'P':
		return 'o';
	case 'D':
	case 'E':
	case 'U':
		return (char)(c | 0x20);
	default:
		return c;
	}
}

bool spelling_vowel(char c)
{
	switch (spelling_bare(c)) {
	case 'a':
	case 'e':
	case 'i':
	case 'o':
	case 'u':
	case 'y':
		return true;
	default:
		return false;
	}
}

struct spelling_parts spelling_split(const char *s, size_t len)
{
	size_t from = 0, to;

	while (from < len && !spelling_vowel(s[from]))
		from++;
	if (from == len)
		return (struct spelling_parts){0};
	if (from == 1 && len > 2 && spelling_vowel(s[2]) &&
	    ((s[0] == 'g' && s[1] == 'i') || (s[0] == 'q' && s[1] == 'u')))
		from = 2;
	for (to = from; to < len && spelling_vowel(s[to]);)
		to++;
	return (struct spelling_parts){from, to - from};
}

size_t spelling_tone_at(const char *v, size_t len, bool closed, bool modern)
{
	const char *horn = memchr(v, 'U', len);

	for (size_t i = len; i > 0; i--)
		if (strchr("ABEOP", v[i - 1]))
			return i - 1;
	if (horn)
		return (size_t)(horn - v);
	if (closed || len == 1)
		return len - 1;
	if (len > 2)
		return 1;
	return modern && ((v[0] == 'o' && (v[1] == 'a' || v[1] == 'e')) ||
			  (v[0] == 'u' && v[1] == 'y'));
}

/* Whether the tone may stand on letter `at` of the nucleus v of len letters. */
static bool tone_stands(const char *v, size_t len, size_t at, bool closed)
{
	return at == spelling_tone_at(v, len, closed, false) ||
	       at == spelling_tone_at(v, len, closed, true);
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
	if (strcmp(onset, "k") == 0 || strcmp(onset, "gh") == 0 ||
	    strcmp(onset, "ngh") == 0)
		return front;
	if (strcmp(onset, "g") == 0 && v[0] == 'i')	/* gì, gìn, giếng */
		return len == 1 || strncmp(v, "iE", len) == 0;
	if (strcmp(onset, "gi") == 0)
		return v[0] != 'i' && v[0] != 'y';
	if (strcmp(onset, "qu") == 0)
		return strchr("uU", v[0]) == NULL && (v[0] != 'o' || len > 1);
	if (strcmp(onset, "c") == 0 || strcmp(onset, "g") == 0 ||
	    strcmp(onset, "ng") == 0)
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

	if (!spelling_read(&sp, s, n))
		return false;
	for (size_t i = 0; i < sizeof(onsets) / sizeof(*onsets); i++) {
		size_t len = strlen(onsets[i]);
		if (strncmp(sp.s, onsets[i], len) == 0 && possible_after(&sp, onsets[i]))
			return true;
	}
	return false;
}

/* Whether each of the n letters at s is the one at want, or that one without its mark. */
static bool letters_fit(const char *s, const char *want, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (s[i] != want[i] && s[i] != spelling_bare(want[i]))
			return false;
	return true;
}

static bool coda_begins(const char *s, size_t len, unsigned allowed,
			enum letter_tone tone)
{
	bool stops = tone == TONE_FLAT || tone == TONE_ACUTE || tone == TONE_DOT;

	for (size_t i = 0; i < sizeof(codas) / sizeof(*codas); i++)
		if ((codas[i].coda & allowed) && (stops || !(codas[i].coda & STOPS)) &&
		    strncmp(codas[i].s, s, len) == 0)
			return true;
	return false;
}

static bool rhyme_begins(const char *onset, const char *s, size_t len,
			 enum letter_tone tone)
{
	for (size_t i = 0; i < sizeof(nuclei) / sizeof(*nuclei); i++) {
		const struct nucleus *v = &nuclei[i];
		if (s[0] != v->s[0] && s[0] != spelling_bare(v->s[0]))
			continue;
		size_t all = strlen(v->s), part = len < all ? len : all;
		if (letters_fit(s, v->s, part) && onset_fits(onset, v->s, all) &&
		    (len <= all ||
		     coda_begins(s + all, len - all, codas_after(v, onset), tone)))
			return true;
	}
	return false;
}

bool spelling_begins(const char *s, size_t len, enum letter_tone tone)
{
	for (size_t i = 0; i < sizeof(onsets) / sizeof(*onsets); i++) {
		size_t all = strlen(onsets[i]), part = len < all ? len : all;
		if (!letters_fit(s, onsets[i], part))
			continue;
		if (len <= all && (len == 0 || all > 0) && tone == TONE_FLAT)
			return true;
		if (len > all && rhyme_begins(onsets[i], s + all, len - all, tone))
			return true;
	}
	return false;
}
