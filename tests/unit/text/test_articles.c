/* test_articles.c - the sample portal's articles through the whole foundation of text */
#include "check.h"

#include <glob.h>

#include <uninorm.h>

#include <bantin/base/file.h>
#include <bantin/text/clean.h>
#include <bantin/text/fold.h>
#include <bantin/text/measure.h>
#include <bantin/text/query.h>
#include <bantin/text/wrap.h>

enum { ARTICLE_MAX = 1 << 20 };

static void decomposed_comes_back(const char *s, size_t n)
{
	struct buf key = {0}, other = {0};
	size_t len = 0;
	char *nfd = (char *)u8_normalize(UNINORM_NFD, (const uint8_t *)s, n, NULL, &len);
	char *back = text_clean_dup(nfd, len, CLEAN_TEXT);

	assert_true(len > n);
	assert_string_equal(back, s);
	text_fold(&key, s, n);
	text_fold(&other, nfd, len);
	assert_string_equal(key.s, other.s);
	free(nfd);
	free(back);
	buf_clear(&key);
	buf_clear(&other);
}

/* Vietnamese needs no star and no question mark: each sign of it has a likeness. */
static void likeness_is_complete(const char *s, size_t n)
{
	struct buf plain = {0};
	size_t stars = 0, questions = 0;

	text_ascii(&plain, s, n);
	assert_int_equal(text_columns(plain.s, plain.len), text_columns(s, n));
	for (size_t i = 0; i < plain.len; i++) {
		assert_true((unsigned char)plain.s[i] < 0x80);
		stars += plain.s[i] == '*';
		questions += plain.s[i] == '?';
	}
	for (size_t i = 0; i < n; i++) {
		stars -= s[i] == '*';
		questions -= s[i] == '?';
	}
	assert_int_equal(stars, 0);
	assert_int_equal(questions, 0);
	buf_clear(&plain);
}

static void wraps_at(const char *s, size_t n, size_t columns)
{
	struct wrap w = {0};
	size_t at = 0;

	text_wrap(&w, s, n, columns, columns);
	for (size_t i = 0; i < w.count; i++) {
		const struct wrap_line *l = &w.lines[i];
		assert_int_equal(l->start, at);
		assert_true(l->columns <= columns);
		assert_int_equal(l->columns,
				 text_columns(s + l->start, l->end - l->start));
		at = l->next;
	}
	assert_int_equal(at, n);
	wrap_clear(&w);
}

/* Each word of the text finds itself, with its marks and without. */
static void words_find_themselves(const char *s, size_t n)
{
	size_t end = 0, words = 0;

	for (size_t at = 0; at < n && words < 60; at = end, words++) {
		struct buf key = {0};
		struct match m;
		end = text_word_next(s, n, at);
		size_t start = text_word_prev(s, n, end);
		if (start < at || end == start)
			break;
		assert_true(text_find(s, n, s + start, end - start, start, &m));
		assert_int_equal(m.start, start);
		assert_int_equal(m.end, end);
		text_fold(&key, s + start, end - start);
		assert_true(text_find(s, n, key.s, key.len, start, &m));
		assert_int_equal(m.start, start);
		buf_clear(&key);
	}
	assert_true(words > 10);
}

static void every_article(void **state)
{
	glob_t files;

	(void)state;
	assert_int_equal(glob(TESTS_DIR "/portal/content/*.article", 0, NULL, &files), 0);
	assert_true(files.gl_pathc > 10);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		struct buf raw = {0};
		assert_true(file_read(files.gl_pathv[i], ARTICLE_MAX, &raw, NULL));
		char *s = text_clean_dup(raw.s, raw.len, CLEAN_TEXT);
		size_t n = strlen(s);
		decomposed_comes_back(s, n);
		likeness_is_complete(s, n);
		for (size_t columns = 10; columns <= 130; columns += 30)
			wraps_at(s, n, columns);
		words_find_themselves(s, n);
		free(s);
		buf_clear(&raw);
	}
	globfree(&files);
}

static void a_query_over_an_article(void **state)
{
	const char *s = "Hội nghị giao ban tiến độ xây dựng thôn nông thôn mới, vườn mẫu";
	static const struct {
		const char *query;
		bool matches;
	} all[] = {
		{"hoi nghi", true}, {"hội nghị", true}, {"HỘI NGHỊ", true},
		{"\"nông thôn mới\"", true}, {"\"nông thốn\"", false}, {"vuòn", false},
		{"vườn mau", true}, {"tiên đô", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct query q;
		query_parse(&q, all[i].query, false);
		assert_int_equal(query_matches(&q, s, strlen(s)), all[i].matches);
		query_clear(&q);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_article),
		cmocka_unit_test(a_query_over_an_article),
	};

	return cmocka_run_group_tests_name("articles", tests, NULL, NULL);
}
