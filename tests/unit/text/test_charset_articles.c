/* test_charset_articles.c - the sample portal's articles in every charset */
#include "check.h"

#include <stdio.h>

#include "encode.h"

/* The next words of s that every charset has, at most `count`, without tags. */
static const char *next_words(const char *s, size_t count, struct buf *out)
{
	size_t words = 0;
	uint32_t cp;

	buf_reset(out);
	while (*s && words < count) {
		size_t step = utf8_next(s, strlen(s), &cp);
		if (cp == '<') {
			s += strcspn(s, ">");
			s += *s == '>';
			continue;
		}
		bool apart = cp == '\n' || cp == '\\' || cp == '&';
		if (apart || (cp >= 0x80 && !letter_find(cp)))
			cp = ' ';
		if (cp == ' ' && out->len > 0 && out->s[out->len - 1] == ' ') {
			s += step;
			continue;
		}
		words += cp == ' ';
		buf_add(out, cp == ' ' ? " " : s, cp == ' ' ? 1 : step);
		s += step;
	}
	return s;
}

static void check_article(const char *text, size_t count[2])
{
	struct buf words = {0}, in = {0}, out = {0};
	struct charset_found f;

	while (*(text = next_words(text, 14, &words)))
		for (size_t k = 0; k < COUNT(encodings); k++) {
			encode(&in, encodings[k], words.s);
			charset_detect(buf_str(&in), in.len, &f);
			buf_reset(&out);
			charset_decode(&out, buf_str(&in), in.len, encodings[k]);
			count[0]++;
			count[1] += f.certain;
			if (f.certain && f.guess[0].charset != encodings[k] &&
			    strcmp(in.s, words.s) != 0)
				fail_msg("%s: %s", charset_name(encodings[k]), words.s);
			if (encodings[k] != CHARSET_VIQR)	/* no backslashes there */
				assert_string_equal(out.s, words.s);
		}
	buf_clear(&words);
	buf_clear(&in);
	buf_clear(&out);
}

/* Fourteen words from anywhere in the sample portal: never surely wrong, mostly sure. */
static void words_of_the_articles(void **state)
{
	static const char *const names[] = {
		"01-ho-tro-nguoi-kho-khan-do-dich", "02-vuon-mau-thon-doai",
		"03-cap-chung-minh-luu-dong",
	};
	size_t count[2] = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		char path[512];
		struct buf text = {0};
		char line[8192];
		snprintf(path, sizeof(path), "%s/portal/content/%s.article", TESTS_DIR,
			 names[i]);
		FILE *f = fopen(path, "r");
		assert_non_null(f);
		while (fgets(line, sizeof(line), f))
			buf_adds(&text, line);
		fclose(f);
		check_article(buf_str(&text), count);
		buf_clear(&text);
	}
	print_message("# %zu of %zu are certain\n", count[1], count[0]);
	assert_true(count[0] > 300 && count[1] * 10 > count[0] * 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_the_articles),
	};

	return cmocka_run_group_tests_name("charset_articles", tests, NULL, NULL);
}
