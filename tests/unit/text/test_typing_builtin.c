/* test_typing_builtin.c - the methods in the program are those in keymaps/ */
#include "typing_run.h"

static void they_type_the_same(void **state)
{
	static const char *const names[][2] = {
		{"telex", "Vieetj Nam w [ boot "},
		{"telex-simple", "Vieetj Nam w [ boot "},
		{"vni", "Vie65t Nam d9u7o7c5 "},
		{"viqr", "Vie^.t Nam ddu+o+.c \\."},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct screen a = {0}, b = {0};
		struct method *file = method_of(names[i][0]);
		struct method *built = method_builtin(names[i][0], NULL);
		assert_non_null(built);
		assert_string_equal(method_name(built), method_name(file));
		screen_type(&a, &(struct typing_options){.method = file}, names[i][1]);
		screen_type(&b, &(struct typing_options){.method = built}, names[i][1]);
		assert_string_equal(a.s, b.s);
		method_free(file);
		method_free(built);
	}
}

static void no_others(void **state)
{
	struct err e = {0};

	(void)state;
	assert_null(method_builtin("dvorak", &e));
	assert_int_equal(e.kind, ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(they_type_the_same),
		cmocka_unit_test(no_others),
	};

	return cmocka_run_group_tests_name("typing_builtin", tests, NULL, NULL);
}
