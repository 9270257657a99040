/* test_query.c - what a person types in a search field */
#include "check.h"

#include <bantin/text/query.h>

struct parsing {
	const char *in;
	bool typing;
	/* each term between bars; flags before the colon: p phrase, * prefix, m marked */
	const char *want;
	const char *fts;
};

static const struct parsing parsings[] = {
	{"", false, "", ""},
	{"   ", true, "", ""},
	{"thôn", false, "m:thôn|", "\"thon\""},
	{"nong thon", false, ":nong|:thon|", "\"nong\" AND \"thon\""},
	{"Hội nghi", false, "m:Hội|:nghi|", "\"hoi\" AND \"nghi\""},
	{"\"hội nghị\" xã", false, "pm:hội nghị|m:xã|", "\"hoi nghi\" AND \"xa\""},
	{"“hội nghị”", false, "pm:hội nghị|", "\"hoi nghi\""},
	{"nông th*", false, "m:nông|*:th|", "\"nong\" AND \"th\" *"},
	{"\"nông th*\"", false, "p*m:nông th|", "\"nong th\" *"},
	{"\"nông th\"* x", false, "p*m:nông th|:x|", "\"nong th\" * AND \"x\""},
	{"đ", false, "m:đ|", "\"d\""},
	{"Di động", false, ":Di|m:động|", "\"di\" AND \"dong\""},
	/* typing */
	{"nông th", true, "m:nông|*:th|", "\"nong\" AND \"th\" *"},
	{"\"nông th", true, "p*m:nông th|", "\"nong th\" *"},
	{"\"nông thôn\"", true, "pm:nông thôn|", "\"nong thon\""},
	{"xã \"nông", true, "m:xã|p*m:nông|", "\"xa\" AND \"nong\" *"},
	/* quotes that do not fit */
	{"\"", false, "", ""},
	{"\"\"", false, "", ""},
	{"\"một", false, "pm:một|", "\"mot\""},
	{"a\"b c\"d", false, ":a|p:b c|:d|", "\"a\" AND \"b c\" AND \"d\""},
	{"\"a\" \"", true, "p:a|", "\"a\""},
	{"a \"\"*", false, ":a|", "\"a\""},
	/* operators and signs of other languages */
	{"a AND b OR NOT c", false, ":a|:AND|:b|:OR|:NOT|:c|",
	 "\"a\" AND \"and\" AND \"b\" AND \"or\" AND \"not\" AND \"c\""},
	{"title:xã", false, "m:title:xã|", "\"title:xa\""},
	{"(a + b) ^c - {d}", false, ":(a|:b)|:^c|:{d}|",
	 "\"(a\" AND \"b)\" AND \"^c\" AND \"{d}\""},
	{"NEAR(a b, 3)", false, ":NEAR(a|:b,|:3)|", "\"near(a\" AND \"b,\" AND \"3)\""},
	{"05/BC-UBND", false, ":05/BC-UBND|", "\"05/bc-ubnd\""},
	{"* ** - ... ??? 👩", true, "", ""},
	{"it's", false, ":it's|", "\"it's\""},
	/* foreign bytes */
	{"a\xff\x1b" "b", false, ":a\uFFFD\uFFFD" "b|", "\"a\uFFFD\uFFFD" "b\""},
	{"Ho\u0323\u0302i\r\n\tnghi\u0323", false, "m:Hội|m:nghị|",
	 "\"hoi\" AND \"nghi\""},
};

static void show(const struct query *q, struct buf *out)
{
	buf_reset(out);
	for (size_t i = 0; i < q->count; i++) {
		const struct query_term *t = &q->terms[i];
		buf_addf(out, "%s%s%s:%s|", t->phrase ? "p" : "", t->prefix ? "*" : "",
			 t->marked ? "m" : "", t->text);
	}
}

static void the_table(void **state)
{
	struct buf b = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(parsings); i++) {
		const struct parsing *p = &parsings[i];
		struct query q;
		query_parse(&q, p->in, p->typing);
		show(&q, &b);
		assert_string_equal(buf_str(&b), p->want);
		buf_reset(&b);
		query_fts(&q, &b);
		assert_string_equal(buf_str(&b), p->fts);
		query_clear(&q);
		assert_int_equal(q.count, 0);
	}
	buf_clear(&b);
}

static void a_phrase_of_all_words(void **state)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{"", ""}, {"Hội nghị", "\"hoi nghi\""}, {"nông th*", "\"nong th\" *"},
		{"\"giao ban\" tháng", "\"giao ban thang\""},
	};
	struct buf b = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct query q;
		query_parse(&q, cases[i].in, false);
		buf_reset(&b);
		query_fts_phrase(&q, &b);
		assert_string_equal(buf_str(&b), cases[i].want);
		query_clear(&q);
	}
	buf_clear(&b);
}

static void a_long_query_is_cut(void **state)
{
	struct buf in = {0};
	struct query q;

	(void)state;
	for (int i = 0; i < 10000; i++)
		buf_adds(&in, "xã ");
	query_parse(&q, in.s, true);
	assert_int_equal(q.count, 32);
	query_clear(&q);
	buf_reset(&in);
	for (int i = 0; i < 10000; i++)
		buf_adds(&in, "ồ");
	query_parse(&q, in.s, false);
	assert_int_equal(q.count, 1);
	assert_true(strlen(q.terms[0].text) <= 1024);
	assert_true(utf8_valid(q.terms[0].text, strlen(q.terms[0].text)));
	query_clear(&q);
	buf_clear(&in);
}

struct matching {
	const char *query;
	bool typing;
	const char *text;
	bool matches;
};

static const struct matching matchings[] = {
	{"", false, "", true},
	{"dong", false, "không có từ ấy", true},	/* no marks: FTS has decided */
	{"đồng", false, "Cánh đồng xã", true},
	{"đồng", false, "CÁNH ĐỒNG XÃ", true},
	{"đồng", false, "dòng sông", false},
	{"đồng", false, "đống rơm, mùa đông", false},
	{"đồng", false, "đồngbằng", false},
	{"đồng", false, "(đồng)", true},
	{"đồng", false, "", false},
	{"hội nghi", false, "Hội nghị giao ban", true},
	{"hội nghi", false, "Hôi nghị giao ban", false},
	{"\"hội nghi\"", false, "Hội nghị giao ban", true},
	{"\"hội nghị\"", false, "Hội nghi giao ban", false},
	{"\"hội nghị\"", false, "nghị hội", false},
	{"\"hội nghị\"", false, "hội đồng, hội nghị", true},
	{"\"hội nghị\"", false, "HỘI - NGHỊ", true},
	{"đong", false, "cánh đồng", false},
	{"đong", false, "đong thóc", true},
	{"nô*", false, "nông thôn", true},
	{"nô*", false, "nong thôn", false},
	{"nô", false, "nông thôn", false},
	{"nô", true, "nông thôn", true},
	{"xã nông", true, "xã nông thôn", true},
	{"xã đồng", false, "xã có đồng", true},
	{"xã đồng", false, "xã có dòng", false},
	{"05/QĐ-UBND", false, "Quyết định số 05/QĐ-UBND ngày", true},
	{"05/QĐ-UBND", false, "Quyết định số 05/QD-UBND ngày", false},
	{"05/QĐ-UBND", false, "số 05/QĐ", false},
};

static void matching_by_marks(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(matchings); i++) {
		const struct matching *m = &matchings[i];
		struct query q;
		query_parse(&q, m->query, m->typing);
		if (query_matches(&q, m->text, strlen(m->text)) != m->matches)
			fail_msg("%s in %s", m->query, m->text);
		query_clear(&q);
	}
}

struct marking {
	const char *query;
	bool typing;
	const char *want;	/* the text, with what is to be marked in brackets */
};

static const struct marking markings[] = {
	{"", false, "không có gì"},
	{"dong", false, "[Đồng], [dòng], đồngbằng [DONG]"},
	{"đồng", false, "[Đồng], dòng, đồngbằng DONG"},
	{"nong thon", false, "[nông] [thôn] mới, [Thôn] Ba"},
	{"\"nong thon\"", false, "[nông thôn] mới, Thôn Ba, [nông - thôn]"},
	{"thon \"nong thon moi\" nong", false, "[nông thôn mới], [nông] x [thôn]"},
	{"th*", false, "[th]ôn [th]ường xuyên, tính [Th]anh"},
	{"th", true, "[th]ôn hai [th]"},
	{"yen", false, "xã [Yên] Lạc [yên]"},
	{"24", false, "[24]/7 124 241 [24]"},
	{"👩 xã", false, "👩 [xã]👩"},
};

static void marks_in_the_text(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(markings); i++) {
		char hay[128];
		size_t n = 0, copied = 0;
		struct buf got = {0};
		struct match m = {0, 0};
		struct query q;
		for (const char *c = markings[i].want; *c; c++)
			if (*c != '[' && *c != ']')
				hay[n++] = *c;
		query_parse(&q, markings[i].query, markings[i].typing);
		while (query_mark(&q, hay, n, m.end, &m)) {
			buf_add(&got, hay + copied, m.start - copied);
			buf_addf(&got, "[%.*s]", (int)(m.end - m.start), hay + m.start);
			copied = m.end;
		}
		buf_add(&got, hay + copied, n - copied);
		assert_string_equal(buf_str(&got), markings[i].want);
		query_clear(&q);
		buf_clear(&got);
	}
}

/* Whatever is typed: quotes are balanced, outside are strings, AND and * alone. */
static void check_fts(const char *fts)
{
	while (*fts) {
		assert_int_equal(*fts++, '"');
		while (*fts != '"') {
			assert_int_not_equal(*fts, '\0');
			fts++;
		}
		fts++;
		if (strncmp(fts, " *", 2) == 0)
			fts += 2;
		if (*fts) {
			assert_memory_equal(fts, " AND ", 5);
			fts += 5;
		}
	}
}

static void ten_thousand_random_queries(void **state)
{
	struct dice d = {99};
	char in[RANDOM_MAX + 1];

	(void)state;
	for (int i = 0; i < 10000; i++) {
		struct buf fts = {0};
		struct query q;
		struct match m = {0, 0};
		size_t n = dice_string(&d, in);
		in[n] = '\0';
		if (n > 3) {
			in[dice_roll(&d, (uint32_t)n)] = '"';
			in[dice_roll(&d, (uint32_t)n)] = '*';
		}
		query_parse(&q, in, i % 2);
		query_fts(&q, &fts);
		check_fts(buf_str(&fts));
		for (size_t k = 0; k < q.count; k++) {
			const char *t = q.terms[k].text;
			struct query one = {.terms = &q.terms[k], .count = 1};
			assert_true(query_matches(&one, t, strlen(t)));
			assert_true(query_mark(&one, t, strlen(t), 0, &m));
			assert_true(m.start < m.end && m.end <= strlen(t));
		}
		query_clear(&q);
		buf_clear(&fts);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table),
		cmocka_unit_test(a_long_query_is_cut),
		cmocka_unit_test(a_phrase_of_all_words),
		cmocka_unit_test(matching_by_marks),
		cmocka_unit_test(marks_in_the_text),
		cmocka_unit_test(ten_thousand_random_queries),
	};

	return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
