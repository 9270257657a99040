/* words.c - the syllables that Vietnamese uses, out of those that are possible */
#include <bantin/text/words.h>

#include <string.h>

#include <bantin/text/syllable.h>

#include "spelling.h"
#include "words_names.h"
#include "words_table.h"

const char words_onsets[WORDS_ONSETS][4] = {
	"ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", "b", "c", "d",
	"D",   "g",  "h",  "k",  "l",  "m",  "n",  "p",  "r",  "s",  "t",  "v", "x", "",
};

static const struct words_rhyme *rhyme_find(const char *s)
{
	size_t low = 0, high = words_rhyme_count;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strcmp(words_rhymes[mid].s, s);
		if (order == 0)
			return &words_rhymes[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* gi is the onset where a rhyme follows that begins with a vowel: giếng is gi and iếng's
 * ếng, but gì is g and ì. */
static size_t onset_find(const struct spelling *sp)
{
	for (size_t i = 0; i < WORDS_ONSETS; i++) {
		size_t n = strlen(words_onsets[i]);
		if (strncmp(sp->s, words_onsets[i], n) == 0 && sp->s[n] &&
		    (strcmp(words_onsets[i], "gi") != 0 || spelling_vowel(sp->s[n])))
			return i;
	}
	return WORDS_ONSETS - 1;
}

bool words_used(const char *s, size_t n)
{
	struct spelling sp;

	if (!spelling_read(&sp, s, n))
		return false;
	if (names_have(sp.s, sp.len, sp.tone))
		return true;
	if (!syllable_possible(s, n))
		return false;
	size_t onset = onset_find(&sp);
	const struct words_rhyme *r = rhyme_find(sp.s + strlen(words_onsets[onset]));
	return r && (r->tones[sp.tone] >> onset & 1);
}
