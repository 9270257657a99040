/* test_typing_method.c - files of typing methods, read or refused */
#include "typing_run.h"

static void check_refused(const char *s, const char *where)
{
	struct err e = {0};

	assert_null(method_parse("my.im", s, strlen(s), &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	if (strncmp(e.text, where, strlen(where)) != 0)
		fail_msg("\"%s\" gives: %s", s, e.text);
	assert_true(strlen(e.text) > strlen(where));
	assert_null(method_parse("my.im", s, strlen(s), NULL));
}

static void the_files_are_read(void **state)
{
	static const char *const files[][2] = {
		{"telex", "Telex"},
		{"telex-simple", "Telex-1"},
		{"vni", "VNI"},
		{"viqr", "VIQR"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		struct method *m = method_of(files[i][0]);
		assert_string_equal(method_name(m), files[i][1]);
		method_free(m);
	}
	method_free(NULL);
}

static void a_method_of_ones_own(void **state)
{
	const char *s = "# mine\r\n\r\nname Mine\r\n  tone ; acute\n\tmark , horn ou\n"
			"mark , breve a\nletter = Ơ";
	struct err e = {0};
	struct method *m = method_parse("my.im", s, strlen(s), &e);

	(void)state;
	assert_non_null(m);
	struct typing_options o = {.method = m, .give_back = true};
	check_typed(
		&o,
		"truo,ng -> trương; la, -> lă; t= -> tƠ; "
			"hoass -> hoass; vieetj -> vieetj");
	struct screen sc = {.s = "viên", .len = strlen("viên")};
	typing_from(&sc.t, sc.s, sc.len); /* no keys make an ê */
	screen_type(&sc, &o, "h,");
	assert_string_equal(sc.s, "viênh,");
	assert_false(sc.t.aside);
	method_free(m);
}

static void the_line_is_named(void **state)
{
	(void)state;
	check_refused("name A\ntone\n", "my.im:2: ");
	check_refused("name A\n\n\ntone s", "my.im:4: ");
	check_refused("name A\ntone s sharp", "my.im:2: ");
	check_refused("name A\ntone ss acute", "my.im:2: ");
	check_refused("name A\ntone S acute", "my.im:2: ");
	check_refused("name A\ntone ă acute", "my.im:2: ");
	check_refused("name A\ntone s acute\ntone s grave", "my.im:3: ");
	check_refused("name A\ntone s acute now please", "my.im:2: ");
	check_refused("name A\nmark w horn", "my.im:2: ");
	check_refused("name A\nmark w hook o", "my.im:2: ");
	check_refused("name A\nmark w horn a", "my.im:2: ");
	check_refused("name A\nmark w horn oo", "my.im:2: ");
	check_refused("name A\nmark w horn O", "my.im:2: ");
	check_refused("name A\nmark w circumflex o\nmark w horn uo", "my.im:3: ");
	check_refused("name A\nletter w u", "my.im:2: ");
	check_refused("name A\nletter w đ", "my.im:2: ");
	check_refused("name A\nletter w ứ", "my.im:2: ");
	check_refused("name A\nletter w ưư", "my.im:2: ");
	check_refused("name A\nletter w ư\nletter w ơ", "my.im:3: ");
	check_refused("name A\nescape \\\nescape /", "my.im:3: ");
	check_refused("name A\nname B", "my.im:2: ");
	check_refused("name Aaaaaaaaaaaaaaaaaaaaaaaaa", "my.im:1: ");
	check_refused("name A\nname\xff", "my.im:2: ");
	check_refused("name \xff\xfe", "my.im:1: ");
	check_refused("hello", "my.im:1: ");
	check_refused("name A\ntone s aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		      "my.im:2: ");
}

static void or_the_whole_file(void **state)
{
	static char long_one[METHOD_BYTES_MAX + 2];
	struct err e = {0};

	(void)state;
	check_refused("", "my.im: ");
	check_refused("# nothing\n", "my.im: ");
	check_refused("tone s acute\n", "my.im: ");
	check_refused("name A\nescape s\ntone s acute", "my.im: ");
	memset(long_one, '\n', sizeof(long_one) - 1);
	memcpy(long_one, "name A", 6);
	check_refused(long_one, "my.im: ");
	assert_null(method_parse("my.im", "name\0A\n", 7, &e));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_files_are_read),
		cmocka_unit_test(a_method_of_ones_own),
		cmocka_unit_test(the_line_is_named),
		cmocka_unit_test(or_the_whole_file),
	};

	return cmocka_run_group_tests_name("typing_method", tests, NULL, NULL);
}
