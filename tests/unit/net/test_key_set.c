/* test_key_set.c - which keys were met, in bounded memory */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "../../../src/net/key_set.h"

static bool add(struct key_set *k, int i)
{
	char key[32];

	snprintf(key, sizeof(key), "https://xa.example/tin/%d", i);
	return key_set_add(k, key);
}

static void each_is_new_once(void **state)
{
	struct key_set k = {0};

	(void)state;
	for (int i = 0; i < 5000; i++)
		assert_true(add(&k, i));
	for (int i = 0; i < 5000; i++)
		assert_false(add(&k, i));
	assert_true(key_set_add(&k, ""));
	assert_false(key_set_add(&k, ""));
	key_set_clear(&k);
	assert_true(add(&k, 1));
	key_set_clear(&k);
}

static void past_the_ceiling_all_are_new(void **state)
{
	struct key_set k = {0};

	(void)state;
	for (int i = 0; i < KEY_SET_MAX; i++)
		assert_true(add(&k, i));
	for (int i = 0; i < 3; i++)
		assert_true(add(&k, KEY_SET_MAX));
	assert_false(add(&k, 7));
	assert_int_equal(k.count, KEY_SET_MAX);
	assert_true(k.size * sizeof(*k.slots) <= 1 << 20);
	key_set_clear(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_new_once),
		cmocka_unit_test(past_the_ceiling_all_are_new),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
