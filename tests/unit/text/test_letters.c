/* test_letters.c - the letter table against libunistring's data and iconv's charsets */
#include "check.h"

#include <iconv.h>

#include <unicase.h>
#include <uninorm.h>

#include "../../../src/text/letters.h"

static const uint32_t mark_points[] = {0, 0x306, 0x302, 0x31b, 0};
static const uint32_t tone_points[] = {0, 0x300, 0x309, 0x303, 0x301, 0x323};

static void ordered_and_found(void **state)
{
	size_t found = 0;

	(void)state;
	for (size_t i = 0; i < LETTER_COUNT; i++) {
		if (i > 0)
			assert_true(letter_table[i - 1].cp < letter_table[i].cp);
		assert_ptr_equal(letter_find(letter_table[i].cp), &letter_table[i]);
	}
	for (uint32_t cp = 0; cp < 0x3000; cp++)
		found += letter_find(cp) != NULL;
	assert_int_equal(found, LETTER_COUNT);
}

/* Base, mark and tone of the row compose to its letter, and to no other. */
static void composition_is_unicodes(void **state)
{
	(void)state;
	for (size_t i = 0; i < LETTER_COUNT; i++) {
		const struct letter *l = &letter_table[i];
		uint32_t cp = (unsigned char)l->base;
		if (l->mark == MARK_STROKE)
			cp = cp == 'd' ? 0x111 : 0x110;
		else if (l->mark != MARK_NONE)
			cp = uc_composition(cp, mark_points[l->mark]);
		if (l->tone != TONE_FLAT) {
			uint32_t parts[] = {cp, tone_points[l->tone]};
			size_t n = 0;
			uint32_t *nfc = u32_normalize(UNINORM_NFC, parts, 2, NULL, &n);
			assert_int_equal(n, 1);
			cp = nfc[0];
			free(nfc);
		}
		assert_int_equal(cp, l->cp);
	}
}

static void cases_are_paired(void **state)
{
	size_t small = 0;

	(void)state;
	for (size_t i = 0; i < LETTER_COUNT; i++) {
		const struct letter *l = &letter_table[i];
		const struct letter *other = letter_find(uc_tolower(l->cp));
		assert_non_null(other);
		assert_int_equal(other->base, (char)uc_tolower((uint32_t)l->base));
		assert_int_equal(other->mark, l->mark);
		assert_int_equal(other->tone, l->tone);
		small += other == l;
	}
	assert_int_equal(small, LETTER_COUNT / 2);
}

/* Twelve vowels with six tones each, and d with a stroke. */
static void nothing_is_missing(void **state)
{
	static const char *const vowels[] = {"a012", "e02", "i0", "o023", "u03", "y0"};
	size_t count = 0;

	(void)state;
	for (size_t v = 0; v < COUNT(vowels); v++)
		for (const char *m = vowels[v] + 1; *m; m++)
			for (int tone = TONE_FLAT; tone <= TONE_DOT; tone++) {
				size_t hits = 0;
				for (size_t i = 0; i < LETTER_COUNT; i++)
					hits += letter_table[i].base == vowels[v][0] &&
						letter_table[i].mark == *m - '0' &&
						letter_table[i].tone == tone;
				assert_int_equal(hits, 1);
				count++;
			}
	assert_int_equal(count, 72);
	assert_int_equal(letter_find(0x111)->mark, MARK_STROKE);
	assert_null(letter_find('b'));
	assert_null(letter_find(0xe7));
	assert_null(letter_find(0x1e9f));
	assert_null(letter_find(0x1efa));
}

/* What iconv makes of n bytes of a charset,
		as one code point in NFC; 0: more or fewer. */
static uint32_t read_by_iconv(const char *charset, const unsigned char *code, size_t n)
{
	char in[4] = {0}, out[16], *from = in, *to = out;
	size_t left = n, room = sizeof(out), len = 0;
	iconv_t cd = iconv_open("UTF-8", charset);

	assert_true(cd != (iconv_t)-1);
	memcpy(in, code, n);
	assert_int_equal(iconv(cd, &from, &left, &to, &room), 0);
	/* CP1258 and TCVN keep the last letter, for a mark that may follow */
	assert_int_equal(iconv(cd, NULL, NULL, &to, &room), 0);
	iconv_close(cd);
	uint8_t *nfc = u8_normalize(UNINORM_NFC, (uint8_t *)out, sizeof(out) - room, NULL,
				    &len);
	uint32_t cp = 0;
	if (utf8_next((char *)nfc, len, &cp) != len)
		cp = 0;
	free(nfc);
	return cp;
}

static void write_by_iconv(const char *charset, uint32_t cp, unsigned char code[4])
{
	char in[4], out[8] = "", *from = in, *to = out;
	size_t left = utf8_put(in, cp), room = sizeof(out);
	iconv_t cd = iconv_open(charset, "UTF-8");

	assert_true(cd != (iconv_t)-1);
	assert_true(iconv(cd, &from, &left, &to, &room) != (size_t)-1);
	iconv_close(cd);
	memcpy(code, out, 4);
}

static void check_codes(const char *charset, uint32_t cp, const unsigned char *code,
			size_t n)
{
	unsigned char written[4];

	write_by_iconv(charset, cp, written);
	assert_memory_equal(written, code, n);
	assert_int_equal(written[n], 0);
	assert_int_equal(read_by_iconv(charset, code, n), cp);
}

static void codes_are_iconvs(void **state)
{
	(void)state;
	for (size_t i = 0; i < LETTER_COUNT; i++) {
		const struct letter *l = &letter_table[i];
		check_codes("TCVN5712-1", l->cp, &l->tcvn, 1);
		check_codes("VISCII", l->cp, &l->viscii, 1);
		check_codes("CP1258", l->cp, l->cp1258, l->cp1258[1] ? 2 : 1);
	}
}

/* VNI is not in iconv: its codes are those of the font, and no two letters share one. */
static void vni_codes(void **state)
{
	static const struct { const char *letter, *code; } known[] = {
		{"á", "a\xf9"}, {"À", "A\xd8"}, {"ẻ", "e\xfb"}, {"õ", "o\xf5"}, {"ụ",
		"u\xef"},
		{"ấ", "a\xe1"}, {"Ầ", "A\xc0"}, {"ẩ", "a\xe5"}, {"ẫ", "a\xe3"}, {"ậ",
		"a\xe4"},
		{"ắ", "a\xe9"}, {"ằ", "a\xe8"}, {"Ẳ", "A\xda"}, {"ẵ", "a\xfc"}, {"ặ",
		"a\xeb"},
		{"â", "a\xe2"}, {"Ă", "A\xca"}, {"ê", "e\xe2"}, {"đ", "\xf1"}, {"Đ",
		"\xd1"},
		{"ơ", "\xf4"}, {"ờ", "\xf4\xf8"}, {"Ư", "\xd6"}, {"ự", "\xf6\xef"},
		{"í", "\xed"}, {"ì", "\xec"}, {"ỉ", "\xe6"}, {"ĩ", "\xf3"}, {"ị", "\xf2"},
		{"ỵ", "\xee"}, {"ý", "y\xf9"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(known); i++) {
		uint32_t cp;
		utf8_next(known[i].letter, strlen(known[i].letter), &cp);
		const struct letter *l = letter_find(cp);
		assert_memory_equal(l->vni, known[i].code, strlen(known[i].code));
		assert_true(known[i].code[1] || l->vni[1] == 0);
	}
	for (size_t i = 0; i < LETTER_COUNT; i++) {
		assert_false(letter_table[i].vni[1] > 0 && letter_table[i].vni[1] < 0xc0);
		for (size_t k = 0; k < i; k++)
			assert_memory_not_equal(letter_table[i].vni, letter_table[k].vni,
					2);
	}
}

static void ranks_are_the_alphabet(void **state)
{
	static const char *const alphabet[] = {
		"a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g", "h", "i", "j",
		"k", "l", "m", "n", "o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư",
		"v", "w", "x", "y", "z",
	};

	(void)state;
	assert_int_equal(COUNT(alphabet), LETTER_RANKS);
	for (unsigned i = 0; i < LETTER_RANKS; i++) {
		uint32_t cp;
		utf8_next(alphabet[i], strlen(alphabet[i]), &cp);
		assert_int_equal(letter_rank(cp), i + 1);
		assert_int_equal(letter_rank(uc_toupper(cp)), i + 1);
	}
	for (size_t i = 0; i < LETTER_COUNT; i++) {
		const struct letter *l = &letter_table[i];
		assert_int_equal(l->rank,
				 letter_of(l->base, (enum letter_mark)l->mark,
						TONE_FLAT)->rank);
	}
	assert_int_equal(letter_rank('1'), 0);
	assert_int_equal(letter_rank(0xe7), 0);
	assert_null(letter_of('b', MARK_NONE, TONE_FLAT));
	assert_null(letter_of('e', MARK_HORN, TONE_FLAT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ordered_and_found),
		cmocka_unit_test(composition_is_unicodes),
		cmocka_unit_test(cases_are_paired),
		cmocka_unit_test(nothing_is_missing),
		cmocka_unit_test(codes_are_iconvs),
		cmocka_unit_test(vni_codes),
		cmocka_unit_test(ranks_are_the_alphabet),
	};

	return cmocka_run_group_tests_name("letters", tests, NULL, NULL);
}
