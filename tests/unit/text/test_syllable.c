/* test_syllable.c - what can be a Vietnamese syllable, and what cannot */
#include "check.h"

#include <stdio.h>

#include <bantin/text/syllable.h>

#include "../../../src/text/letters.h"

static void check_words(const char *words, bool want)
{
	while (*words) {
		size_t n = strcspn(words, " ");
		if (syllable_possible(words, n) != want)
			fail_msg("%.*s", (int)n, words);
		words += n + strspn(words + n, " ");
	}
}

static void possible_ones(void **state)
{
	(void)state;
	check_words("a à ở ý yêu yến uống ước oanh oách ai ơi ưu", true);
	check_words("nghiêng nghỉ nguyễn NGUYỄN Nguyễn đường ĐƯỜNG khuỷu khuya khoẻ khỏe",
			true);
	check_words("gì gìn giếng giết giữ giặc giường giá quá quý quốc quýt quỳnh quyển",
			true);
	check_words("hòa hoà hoàn thủy thuỷ thuở huơ của mía mưa tòa toà loé lóe", true);
	check_words("xoong thoòng đắk lắk kẻng véc bát học ích sách thích", true);
	check_words("giêng gia già quơ quây quoắt ngoằn ngoèo ngoào xoáy", true);
}

static void impossible_ones(void **state)
{
	(void)state;
	check_words("bôt dât phôt bat hoc bàt hỏc mãt", false);
	check_words("windows file boot office password test web email", false);
	check_words("hòan thuỷên cuả múơi ngừơi mìên hoằ tóan", false);
	check_words("ka kang ghà ngha cê ge gê ngi nge qa q đ ngh bc", false);
	check_words("ă â ắ băm1 hă tâ biê muô lươ nguyê êng ơng iêng yng âch uch", false);
	check_words("àá hồà ồn-ào a. 1 ñ ç é̂ aa ee nghiêngg", false);
	assert_false(syllable_possible("", 0));
	assert_false(syllable_possible("a\0", 2));
	assert_false(syllable_possible("\xe1\xbb", 2));
	assert_false(syllable_possible("\xff", 1));
}

static void capitals_are_the_same(void **state)
{
	(void)state;
	check_words("VIỆT ViỆt vIệT ĐỒNG Đồng GIẾNG Quốc", true);
}

/* Every letter string of an onset, a vowel group and a coda, each tone on each vowel. */
static size_t count_tones(const char *onset, const char *rhyme)
{
	char word[64];
	size_t count = 0, n = strlen(rhyme);

	for (size_t at = 0; at < n;) {
		uint32_t cp;
		char toned[4];
		size_t step = utf8_next(rhyme + at, n - at, &cp);
		const struct letter *l = letter_find(cp);
		for (int tone = TONE_GRAVE; l && tone <= TONE_DOT; tone++) {
			const struct letter *with =
				letter_of(l->base, (enum letter_mark)l->mark,
					  (enum letter_tone)tone);
			if (!with || with->mark == MARK_STROKE)
				continue;
			int len = snprintf(word, sizeof(word), "%s%.*s%.*s%s", onset,
					(int)at,
					   rhyme, (int)utf8_put(toned, with->cp), toned,
					   rhyme + at + step);
			count += syllable_possible(word, (size_t)len);
		}
		at += step;
	}
	snprintf(word, sizeof(word), "%s%s", onset, rhyme);
	return count + syllable_possible(word, strlen(word));
}

static void about_eighteen_thousand(void **state)
{
	static const char *const onsets[] = {
		"", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m",
		"n", "ng", "ngh", "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v",
		"x",
	};
	static const char *const vowels[] = {
		"a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "iê", "yê",
		"ươ", "uô", "oa", "oă", "oe", "oo", "uâ", "uê", "uơ", "uy", "uyê", "ai",
		"ao", "au", "ay", "âu", "ây", "eo", "êu", "ia", "iu", "oi", "ôi", "ơi",
		"ua", "ui", "ưa", "ưi", "ưu", "iêu", "yêu", "oai", "oao", "oay", "oeo",
		"uây", "uôi", "ươi", "ươu", "uya", "uyu",
	};
	static const char *const codas[] = {
		"", "c", "ch", "k", "m", "n", "ng", "nh", "p", "t",
	};
	size_t count = 0;

	(void)state;
	for (size_t o = 0; o < COUNT(onsets); o++)
		for (size_t v = 0; v < COUNT(vowels); v++)
			for (size_t c = 0; c < COUNT(codas); c++) {
				char rhyme[32];
				snprintf(rhyme, sizeof(rhyme), "%s%s", vowels[v],
						codas[c]);
				count += count_tones(onsets[o], rhyme);
			}
	print_message("# %zu are possible\n", count);
	assert_in_range(count, 15000, 23000);
}

/* The syllables in use, where Debian's hunspell-vi is installed; its list holds a few
 * foreign words and abbreviations. */
static void all_in_use_are_possible(void **state)
{
	FILE *f = fopen("/usr/share/hunspell/vi_VN.dic", "r");
	size_t count = 0, not = 0;
	char word[256];

	(void)state;
	if (!f) {
		print_message("# SKIP hunspell-vi is not installed\n");
		return;
	}
	while (fgets(word, sizeof(word), f)) {
		size_t n = strcspn(word, "\r\n/");
		count++;
		not += !syllable_possible(word, n);
	}
	fclose(f);
	assert_true(count > 6000);
	assert_true(not < 45);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(possible_ones),
		cmocka_unit_test(impossible_ones),
		cmocka_unit_test(capitals_are_the_same),
		cmocka_unit_test(about_eighteen_thousand),
		cmocka_unit_test(all_in_use_are_possible),
	};

	return cmocka_run_group_tests_name("syllable", tests, NULL, NULL);
}
