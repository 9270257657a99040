/* test_token.c - tokens: kept from others, one line of ASCII */
#include "help.h"

#include <bantin/store/token.h>

static char *path_of(const struct profile *p)
{
	return file_join(p->tokens, "xa");
}

static void test_round_trip(void **state)
{
	const struct profile *p = *state;
	char *token, *path = path_of(p);
	struct err e = {0};

	assert_ok(token_read(p, "xa", &token, &e));
	assert_null(token);
	assert_ok(token_write(p, "xa", "clerk:abcd EFGH 1234", &e));
	assert_int_equal(help_mode(path), 0600);
	assert_ok(token_read(p, "xa", &token, &e));
	assert_string_equal(token, "clerk:abcd EFGH 1234");
	free(token);
	assert_ok(token_remove(p, "xa", &e));
	assert_ok(token_remove(p, "xa", &e));
	assert_ok(token_read(p, "xa", &token, &e));
	assert_null(token);
	help_write(path, "by-hand\n");
	assert_ok(token_read(p, "xa", &token, &e));
	assert_string_equal(token, "by-hand");
	free(token);
	free(path);
}

static void test_what_is_no_token(void **state)
{
	const struct profile *p = *state;
	static const char *const bad[] = {"",	  " a",	      "a ",  "a\nb",
					  "a\tb", "mật khẩu", "\x7f"};
	char *token, *path = path_of(p), much[TOKEN_MAX + 2];
	struct err e = {0};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(token_write(p, "xa", bad[i], &e));
		assert_int_equal(e.kind, ERR_USAGE);
		help_write(path, bad[i]);
		assert_false(token_read(p, "xa", &token, &e));
		assert_int_equal(e.kind, ERR_CONFIG);
		assert_null(token);
	}
	memset(much, 'a', sizeof(much));
	much[TOKEN_MAX + 1] = '\0';
	assert_false(token_write(p, "xa", much, &e));
	help_write(path, much);
	assert_false(token_read(p, "xa", &token, &e));
	much[TOKEN_MAX] = '\0';
	assert_ok(token_write(p, "xa", much, &e));
	assert_ok(token_read(p, "xa", &token, &e));
	assert_int_equal(strlen(token), TOKEN_MAX);
	free(token);
	free(path);
}

static void test_readable_by_others_is_refused(void **state)
{
	static const mode_t modes[] = {0640, 0604, 0660, 0610, 0601};
	const struct profile *p = *state;
	char *token, *path = path_of(p);
	struct err e = {0};

	assert_ok(token_write(p, "xa", "secret", &e));
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		assert_int_equal(chmod(path, modes[i]), 0);
		assert_false(token_read(p, "xa", &token, &e));
		assert_int_equal(e.kind, ERR_CONFIG);
		assert_null(strstr(e.text, "secret"));
	}
	free(path);
}

static void test_links_and_names(void **state)
{
	static const char *const names[] = {"", "..", "a/b", "../config", "XA"};
	const struct profile *p = *state;
	char *token, *path = path_of(p), *target = file_join(p->data, "elsewhere");
	struct err e = {0};

	help_write(target, "secret");
	assert_int_equal(symlink(target, path), 0);
	assert_false(token_read(p, "xa", &token, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	unlink(path);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_false(token_read(p, "xa", &token, &e));
	assert_false(token_write(p, "xa", "secret", &e));
	assert_false(token_remove(p, "xa", &e));
	rmdir(path);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_false(token_read(p, "xa", &token, &e));
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		assert_false(token_read(p, names[i], &token, &e));
		assert_int_equal(e.kind, ERR_USAGE);
		assert_false(token_write(p, names[i], "x", &e));
		assert_false(token_remove(p, names[i], &e));
	}
	assert_false(token_read(p, NULL, &token, &e));
	free(path);
	free(target);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, help_setup, help_teardown)
	const struct CMUnitTest tests[] = {
		T(test_round_trip),
		T(test_what_is_no_token),
		T(test_readable_by_others_is_refused),
		T(test_links_and_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
