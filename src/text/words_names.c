/* words_names.c - parts of names that are spelt as no syllable is */
#include "words_names.h"

#include <string.h>

#include "spelling.h"

/* Places and peoples of the Central Highlands and the mountains, as maps and the list of
 * the 54 peoples write them. */
static const struct name {
	char s[8];
	unsigned char tone; /* enum letter_tone */
} names[] = {
	{"blA", TONE_FLAT},   {"blao", TONE_FLAT},    {"brai", TONE_FLAT},
	{"brAng", TONE_FLAT}, {"brBu", TONE_FLAT},    {"brOng", TONE_FLAT},
	{"bru", TONE_FLAT},   {"brUng", TONE_FLAT},   {"byA", TONE_FLAT},
	{"chrO", TONE_FLAT},  {"chro", TONE_FLAT},    {"Dak", TONE_FLAT},
	{"DAk", TONE_FLAT},   {"DakrOng", TONE_FLAT}, {"dlei", TONE_FLAT},
	{"drai", TONE_FLAT},  {"DrAk", TONE_ACUTE},   {"drAk", TONE_ACUTE},
	{"drAng", TONE_FLAT}, {"DrAng", TONE_FLAT},   {"DrBy", TONE_FLAT},
	{"Eban", TONE_FLAT},  {"glA", TONE_FLAT},     {"glar", TONE_FLAT},
	{"glei", TONE_FLAT},  {"glong", TONE_FLAT},   {"grai", TONE_FLAT},
	{"gri", TONE_FLAT},   {"hrE", TONE_FLAT},     {"kbang", TONE_FLAT},
	{"klong", TONE_FLAT}, {"klOng", TONE_FLAT},   {"kpA", TONE_FLAT},
	{"krAng", TONE_FLAT}, {"krOng", TONE_FLAT},   {"krong", TONE_FLAT},
	{"lAk", TONE_FLAT},   {"lak", TONE_FLAT},     {"mlO", TONE_FLAT},
	{"mnOng", TONE_FLAT}, {"mrAng", TONE_FLAT},   {"niE", TONE_FLAT},
	{"pAh", TONE_FLAT},   {"plei", TONE_FLAT},    {"pleiku", TONE_FLAT},
	{"plOng", TONE_FLAT}, {"prao", TONE_FLAT},    {"prong", TONE_FLAT},
	{"prOng", TONE_FLAT}, {"pUh", TONE_FLAT},     {"raglai", TONE_FLAT},
	{"srE", TONE_FLAT},   {"srOk", TONE_ACUTE},   {"stiEng", TONE_FLAT},
	{"teh", TONE_HOOK},   {"trOh", TONE_FLAT},    {"xtiEng", TONE_FLAT},
};

/* A letter of the name, with its mark or (loose) without. */
static bool same(char have, char want, bool loose)
{
	return have == want || (loose && have == spelling_bare(want));
}

static bool matches(const struct name *n, const char *s, size_t len, bool loose)
{
	for (size_t i = 0; i < len; i++)
		if (!same(s[i], n->s[i], loose))
			return false;
	return true;
}

static bool find(const char *s, size_t len, enum letter_tone tone, bool begins)
{
	for (size_t i = 0; len > 0 && i < sizeof(names) / sizeof(*names); i++) {
		size_t all = strnlen(names[i].s, sizeof(names[i].s));
		if (!same(s[0], names[i].s[0], begins) ||
		    (begins ? len > all : len != all))
			continue;
		if ((tone == names[i].tone || (begins && tone == TONE_FLAT)) &&
		    matches(&names[i], s, len, begins))
			return true;
	}
	return false;
}

bool names_begin(const char *s, size_t len, enum letter_tone tone)
{
	return find(s, len, tone, true);
}

bool names_have(const char *s, size_t len, enum letter_tone tone)
{
	return find(s, len, tone, false);
}
