/* test_uuid.c - random UUIDs, jitter, and the hash that tells of changes */
#include "check.h"

#include <ctype.h>

#include <bantin/base/uuid.h>

static void check_form(const char *s)
{
	assert_int_equal(strlen(s), 36);
	for (size_t i = 0; i < 36; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		if (dash)
			assert_int_equal(s[i], '-');
		else
			assert_true(isdigit((unsigned char)s[i]) ||
				    (s[i] >= 'a' && s[i] <= 'f'));
	}
	assert_int_equal(s[14], '4');
	assert_non_null(strchr("89ab", s[19]));
}

static void version_4_and_never_the_same(void **state)
{
	static char all[200][UUID_MAX];
	struct err e = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		assert_true(uuid_new(all[i], &e));
		check_form(all[i]);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(all[i], all[k]);
	}
}

static void below_is_below(void **state)
{
	bool seen[6] = {false};

	(void)state;
	for (int i = 0; i < 1000; i++) {
		uint32_t r = random_below(6);
		assert_true(r < 6);
		seen[r] = true;
	}
	for (size_t i = 0; i < COUNT(seen); i++)
		assert_true(seen[i]);
	assert_int_equal(random_below(1), 0);
}

/* The vectors published with FNV-1a. */
static void known_hashes(void **state)
{
	(void)state;
	assert_true(hash_bytes("", 0) == 0xcbf29ce484222325u);
	assert_true(hash_bytes("a", 1) == 0xaf63dc4c8601ec8cu);
	assert_true(hash_bytes("foobar", 6) == 0x85944171f73967e8u);
	assert_true(hash_bytes("đ", 2) != hash_bytes("d", 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(version_4_and_never_the_same),
		cmocka_unit_test(below_is_below),
		cmocka_unit_test(known_hashes),
	};

	return cmocka_run_group_tests_name("uuid", tests, NULL, NULL);
}
