/* test_letters.c - the letter table against libunistring's data */
#include "check.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ordered_and_found),
		cmocka_unit_test(composition_is_unicodes),
		cmocka_unit_test(cases_are_paired),
		cmocka_unit_test(nothing_is_missing),
	};

	return cmocka_run_group_tests_name("letters", tests, NULL, NULL);
}
