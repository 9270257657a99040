/* test_profile.c - where one user's bantin keeps its things */
#include "check.h"

#include <unistd.h>

#include <bantin/base/profile.h>

#include "folder.h"

static void forget_environment(void)
{
	unsetenv("BANTIN_HOME");
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_DATA_HOME");
	unsetenv("HOME");
}

static int set_up(void **state)
{
	forget_environment();
	return folder_make(state);
}

static void is_within(const char *path, const char *dir, const char *rest)
{
	char *want = file_join(dir, rest);

	assert_string_equal(path, want);
	free(want);
}

static void all_within(const struct profile *p, const char *dir)
{
	is_within(p->config, dir, "config");
	is_within(p->keys, dir, "keys");
	is_within(p->tokens, dir, "tokens");
	is_within(p->archive, dir, "archive.db");
	is_within(p->desk, dir, "desk.db");
	is_within(p->drafts, dir, "drafts");
	assert_string_equal(p->data, dir);
	assert_int_equal(mode_of(p->data), 0700);
	assert_int_equal(mode_of(p->tokens), 0700);
	assert_int_equal(mode_of(p->drafts), 0700);
}

static void one_folder(void **state)
{
	char *dir = file_join(*state, "hồ sơ/bantin");
	struct profile p;
	struct err e = {0};

	assert_true(profile_open(&p, dir, &e));
	all_within(&p, dir);
	profile_clear(&p);
	assert_null(p.config);
	assert_null(p.data);
	profile_clear(&p);
	/* a second time they are there */
	assert_true(profile_open(&p, dir, &e));
	profile_clear(&p);
	free(dir);
}

static void named_by_the_environment(void **state)
{
	char *dir = file_join(*state, "home"), *other = file_join(*state, "other");
	struct profile p;
	struct err e = {0};

	setenv("BANTIN_HOME", dir, 1);
	assert_true(profile_open(&p, NULL, &e));
	all_within(&p, dir);
	profile_clear(&p);
	/* the option comes first */
	assert_true(profile_open(&p, other, &e));
	all_within(&p, other);
	profile_clear(&p);
	free(dir);
	free(other);
}

static void relative_to_the_working_directory(void **state)
{
	char before[4096], *dir = file_join(*state, "here");
	struct profile p;
	struct err e = {0};

	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(*state), 0);
	bool ok = profile_open(&p, "here", &e);
	assert_int_equal(chdir(before), 0);
	assert_true(ok);
	assert_int_equal(p.data[0], '/');
	assert_int_equal(mode_of(dir), 0700);
	profile_clear(&p);
	free(dir);
}

static void check_xdg(const char *config, const char *data)
{
	struct profile p;
	struct err e = {0};

	assert_true(profile_open(&p, NULL, &e));
	is_within(p.config, config, "config");
	is_within(p.keys, config, "keys");
	is_within(p.tokens, config, "tokens");
	is_within(p.archive, data, "archive.db");
	is_within(p.desk, data, "desk.db");
	is_within(p.drafts, data, "drafts");
	assert_string_equal(p.data, data);
	assert_int_equal(mode_of(config), 0700);
	assert_int_equal(mode_of(data), 0700);
	profile_clear(&p);
}

static void xdg_folders(void **state)
{
	char *home = *state;
	char *config = file_join(home, ".config/bantin");
	char *data = file_join(home, ".local/share/bantin");
	char *own = file_join(home, "own"), *own_config = file_join(own, "bantin");

	setenv("HOME", home, 1);
	setenv("BANTIN_HOME", "", 1);
	check_xdg(config, data);
	setenv("XDG_CONFIG_HOME", own, 1);
	check_xdg(own_config, data);
	/* the specification: a relative path is ignored */
	setenv("XDG_CONFIG_HOME", "relative", 1);
	setenv("XDG_DATA_HOME", "", 1);
	check_xdg(config, data);
	setenv("XDG_DATA_HOME", own, 1);
	check_xdg(config, own_config);
	free(config);
	free(data);
	free(own);
	free(own_config);
}

static void without_a_home(void **state)
{
	struct profile p;
	struct err e = {0};

	(void)state;
	assert_false(profile_open(&p, NULL, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	assert_null(p.data);
	setenv("HOME", "relative", 1);
	assert_false(profile_open(&p, NULL, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
}

static void a_folder_that_others_write(void **state)
{
	struct profile p;
	struct err e = {0};

	assert_int_equal(chmod(*state, 0777), 0);
	assert_false(profile_open(&p, *state, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	assert_null(p.config);
	assert_null(p.drafts);
}

static void a_name_that_is_no_text(void **state)
{
	static const char *const names[] = {
		"/tmp/bantin-\xff\xfe", "/tmp/bantin-\x1b[2J", "/tmp/bantin-\xe1\xbb",
		/* C1: as UTF-8, as a byte; a space that is none; overlong, a surrogate */
		"/tmp/bantin-\xc2\x9b" "2J", "/tmp/bantin-\xc2\x80", "/tmp/bantin-\x9b" "2J",
		"/tmp/bantin-\x7f", "/tmp/bantin-\xe0\x82\x9b", "/tmp/bantin-\xed\xa0\x80",
		"/tmp/bantin-\xf4\x90\x80\x80", "/tmp/bantin-\xf0\x80\x82\x9b",
		/* what turns text about, and hides in it */
		"/tmp/bantin-\xe2\x80\xae", "/tmp/bantin-\xe2\x81\xa6",
		"/tmp/bantin-\xd8\x9c", "/tmp/bantin-\xe2\x80\xa8", "/tmp/bantin-\xef\xbb\xbf"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct profile p;
		struct err e = {0};
		assert_false(profile_open(&p, names[i], &e));
		assert_int_equal(e.kind, ERR_CONFIG);
		assert_null(strstr(e.text, "bantin-"));
	}
}

static void a_name_in_any_script(void **state)
{
	static const char *const names[] = {"b\xe1\xba\xa3n tin", "ba\xcc\x89n", "\xc2\xa0",
					    "\xe6\x96\xb0\xe9\x97\xbb", "\xf0\x9f\x93\xb0"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char *dir = file_join(*state, names[i]);
		struct profile p;
		struct err e = {0};
		if (!profile_open(&p, dir, &e))
			fail_msg("%s", e.text);
		profile_clear(&p);
		free(dir);
	}
}

#define IN_FOLDER(f) cmocka_unit_test_setup_teardown(f, set_up, folder_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(one_folder),
		IN_FOLDER(named_by_the_environment),
		IN_FOLDER(relative_to_the_working_directory),
		IN_FOLDER(xdg_folders),
		IN_FOLDER(without_a_home),
		IN_FOLDER(a_folder_that_others_write),
		IN_FOLDER(a_name_that_is_no_text),
		IN_FOLDER(a_name_in_any_script),
	};

	return cmocka_run_group_tests_name("profile", tests, NULL, NULL);
}
