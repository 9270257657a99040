/* test_charset_articles.c - the sample portal's articles in every charset */
#include "check.h"

#include <stdio.h>

#include "encode.h"

#include <bantin/text/import.h>

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

static const char *const names[] = {
	"01-ho-tro-nguoi-kho-khan-do-dich", "02-vuon-mau-thon-doai",
	"03-cap-chung-minh-luu-dong",
};

static void article_read(const char *name, struct buf *text)
{
	char path[512], line[8192];

	snprintf(path, sizeof(path), "%s/portal/content/%s.article", TESTS_DIR, name);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof(line), f))
		buf_adds(text, line);
	fclose(f);
}

/* Fourteen words from anywhere in the sample portal: never surely wrong, mostly sure. */
static void words_of_the_articles(void **state)
{
	size_t count[2] = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct buf text = {0};
		article_read(names[i], &text);
		check_article(buf_str(&text), count);
		buf_clear(&text);
	}
	print_message("# %zu of %zu are certain\n", count[1], count[0]);
	assert_true(count[0] > 300 && count[1] * 10 > count[0] * 8);
}

static bool goes_in_unasked(const struct buf *in)
{
	struct charset_found f;

	charset_detect(buf_str(in), in->len, &f);
	return import_is_plain(&f);
}

/* Bytes read as Latin-1, and written as UTF-8. */
static void spoil(struct buf *out, const struct buf *in)
{
	buf_reset(out);
	for (size_t i = 0; i < in->len; i++) {
		char bytes[4];
		buf_add(out, bytes, utf8_put(bytes, (unsigned char)in->s[i]));
	}
}

struct asked {
	size_t good, good_asked;	/* words in UTF-8 */
	size_t spoiled, missed;		/* of an older charset and UTF-8 by now */
};

static void ask(struct asked *a, const struct buf *words)
{
	static const enum charset old[] = {CHARSET_TCVN3, CHARSET_VNI, CHARSET_VISCII};
	struct buf in = {0}, out = {0};

	a->good++;
	a->good_asked += !goes_in_unasked(words);
	for (size_t i = 0; i < COUNT(old); i++) {
		encode(&in, old[i], buf_str(words));
		spoil(&out, &in);
		if (strcmp(buf_str(&out), buf_str(words)) == 0)
			continue;
		a->spoiled++;
		a->missed += goes_in_unasked(&out);
	}
	buf_clear(&in);
	buf_clear(&out);
}

/* A short file in UTF-8 goes in unasked; of mojibake, what six words tell is seen. */
static void a_few_words(void **state)
{
	(void)state;
	for (size_t count = 1; count <= 6; count++) {
		struct asked a = {0};
		for (size_t i = 0; i < COUNT(names); i++) {
			struct buf text = {0}, words = {0};
			article_read(names[i], &text);
			const char *s = buf_str(&text);
			while (*(s = next_words(s, count, &words)))
				ask(&a, &words);
			buf_clear(&words);
			buf_clear(&text);
		}
		print_message("# %zu words: %zu of %zu asked, %zu of %zu missed\n",
			      count, a.good_asked, a.good, a.missed, a.spoiled);
		assert_true(a.good > 100 && a.spoiled > 100);
		assert_int_equal(a.good_asked, 0);
		assert_true(count < 6 || a.missed * 20 < a.spoiled);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_the_articles),
		cmocka_unit_test(a_few_words),
	};

	return cmocka_run_group_tests_name("charset_articles", tests, NULL, NULL);
}
