/* test_words.c - syllables in use, names, and words of other languages */
#include "check.h"

#include <stdio.h>

#include <bantin/text/syllable.h>
#include <bantin/text/words.h>

static void check(const char *words, bool want)
{
	while (*words) {
		size_t n = strcspn(words, " ");
		if (words_used(words, n) != want)
			fail_msg("%.*s", (int)n, words);
		words += n + strspn(words + n, " ");
	}
}

static void in_use(void **state)
{
	(void)state;
	check("xã họp hội đồng nhân dân ủy uỷ ban hòa hoà thủy thuỷ nghiêng ỷ à ở gì "
	      "giếng "
	      "băng rôn pít tông buýp phê giêng già quý quốc quyển quýt khuỷu thuở huơ của mía",
	      true);
	check("VIỆT Việt ĐỒNG Nguyễn lý lí kỹ kĩ mỹ mĩ quy qui xoong", true);
}

static void names_too(void **state)
{
	(void)state;
	check("Đắk Đăk Lắk Krông Búk Pắc Nô Drăng Đrắk Drắk Chro Kbang Plông Prông Păh "
	      "Tẻh Glei "
	      "Hrê Xtiêng Brâu KRÔNG",
	      true);
	check("Krong1 kr Kro Krôngg drắc Păhh", false);
}

static void not_in_use(void **state)
{
	(void)state;
	check("sôn phừ bôt dât phôt hòan múơi windows file ngắ gịa quuy hồồ a1 ñ 1 - đ",
	      false);
	assert_false(words_used("", 0));
	assert_false(words_used("\xe1\xbb", 2));
	assert_false(words_used("xã họp", strlen("xã họp")));
}

/* All that Debian's hunspell-vi has and that is a syllable; few more are in use here. */
static void as_many_as_the_dictionary(void **state)
{
	FILE *f = fopen("/usr/share/hunspell/vi_VN.dic", "r");
	size_t count = 0;
	char word[256];

	(void)state;
	if (!f) {
		print_message("# SKIP hunspell-vi is not installed\n");
		return;
	}
	while (fgets(word, sizeof(word), f)) {
		size_t n = strcspn(word, "\r\n/");
		if (!syllable_possible(word, n))
			continue;
		count++;
		if (!words_used(word, n))
			fail_msg("%.*s", (int)n, word);
	}
	fclose(f);
	assert_true(count > 6000);
}

static void foreign_words(void **state)
{
	static const char *const yes[] = {
		"password", "Passport", "OFFICE", "official", "error",
		"issue",    "less",     "pass",   "www",
	};
	static const char *const no[] = {
		"", "tesst", "ass", "off", "thiss", "passt", "p", "lesss", "carr", "hass",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(yes); i++)
		assert_true(words_foreign(yes[i], strlen(yes[i])));
	for (size_t i = 0; i < COUNT(no); i++)
		assert_false(words_foreign(no[i], strlen(no[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_use),
		cmocka_unit_test(names_too),
		cmocka_unit_test(not_in_use),
		cmocka_unit_test(as_many_as_the_dictionary),
		cmocka_unit_test(foreign_words),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
