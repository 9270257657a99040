/* words_foreign.c - words of other languages in which a key stands twice */
#include <bantin/text/words.h>

#include <string.h>

/*
 * In Telex "pass" may be meant as "pas" and is met as "pass"; the keys do not tell which.
 * These are met. What they begin with is enough (office, officer, official);
 * one that ends in "." is the whole word. Left out is what people press twice because it
 * would be a Vietnamese word else: as, of, is, his, this, has, us, car.
 */
static const char *const beginnings[] = {
	"affa",  "affe",    "affi",  "affl",  "affo",   "arra",   "arre",   "arri",
	"arro",  "assa",    "assem", "assen", "asser",  "asses",  "asset",  "assi",
	"asso",  "assu",    "baff",  "barre", "barri",  "barro",  "barry",  "bass.",
	"bassi", "basso",   "berri", "berry", "borro",  "boss.",  "bosse",  "bossy",
	"buffa", "buffe",   "buffi", "burri", "burro",  "carria", "carrie", "carro",
	"carry", "cherr",   "coffe", "corre", "correc", "corri",  "corro",  "corru",
	"cuff",  "currant", "curre", "curri", "curry",  "derri",  "desser", "diff.",
	"diffe", "diffi",   "diffs", "diffu", "effe",   "effi",   "effo",   "erra",
	"erro",  "essa",    "essen", "garri", "garry",  "gassy",  "guerr",  "harri",
	"harro", "harry",   "hassl", "hess",  "hissi",  "horri",  "horro",  "hurri",
	"hurry", "irra",    "irre",  "irri",  "irro",   "issu",   "kiss.",  "kisse",
	"kissi", "larr",    "lassi", "less.", "lessen", "lesser", "lesso",  "lorr",
	"loss.", "losse",   "lossl", "lossy", "marri",  "marry",  "mass.",  "massa",
	"masse", "massi",   "merri", "merry", "mess.",  "messa",  "messe",  "messi",
	"messy", "mirro",   "miss.", "misse", "missi",  "misso",  "misspe", "missu",
	"moss.", "mossy",   "muffi", "narra", "narro",  "nasser", "nissan", "offe",
	"offi",  "offl",    "offse", "offsh", "offspr", "parro",  "parry",  "pass.",
	"passa", "passc",   "passe", "passi", "passo",  "passp",  "passw",  "perry",
	"posse", "possi",   "possu", "puff.", "puffy",  "purr",   "puss",   "quarr",
	"raffl", "rosse",   "rossi", "ruff.", "ruffl",  "russe",  "russi",  "sass",
	"sessi", "sierr",   "sorri", "sorro", "sorry",  "suffe",  "suffi",  "suffo",
	"surra", "surre",   "surro", "tarri", "tarry",  "terra",  "terri",  "terro",
	"terry", "tessa",   "tissu", "toffe", "torre",  "toss.",  "tosse",  "tossi",
	"traff", "turre",   "tussl", "vesse", "voss",   "warr",   "worri",  "worry",
	"www",
};

static bool same_letters(const char *s, const char *want, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((s[i] | 0x20) != want[i])
			return false;
	return true;
}

bool words_foreign(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof(beginnings) / sizeof(*beginnings); i++) {
		size_t len = strcspn(beginnings[i], ".");
		bool whole = beginnings[i][len] == '.';
		if ((whole ? n == len : n >= len) && same_letters(s, beginnings[i], len))
			return true;
	}
	return false;
}
