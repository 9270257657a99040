/* test_key.c - keys as people write them, and the table of actions */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bantin/ui/action.h>
#include <bantin/ui/key.h>

static void parses(const char *s, uint32_t code, unsigned mods, const char *name,
		   const char *brief)
{
	char out[KEY_NAME_MAX];
	struct key k;

	if (!key_parse(s, &k))
		fail_msg("%s is no key", s);
	assert_int_equal(k.code, code);
	assert_int_equal(k.mods, mods);
	assert_string_equal(key_label(k, out), name);
	assert_string_equal(key_short(k, out), brief);
}

static void test_parse(void **state)
{
	(void)state;
	parses("a", 'a', 0, "a", "a");
	parses("đ", 0x111, 0, "đ", "đ");
	parses("/", '/', 0, "/", "/");
	parses("-", '-', 0, "-", "-");
	parses("^", '^', 0, "^", "^");
	parses("Hash", '#', 0, "Hash", "#");
	parses("space", ' ', 0, "Space", "Space");
	parses("Ctrl-S", 19, KEY_CTRL, "Ctrl-S", "^S");
	parses("ctrl-s", 19, KEY_CTRL, "Ctrl-S", "^S");
	parses("^S", 19, KEY_CTRL, "Ctrl-S", "^S");
	parses("Ctrl-^", 30, KEY_CTRL, "Ctrl-^", "^^");
	parses("Ctrl-\\", 28, KEY_CTRL, "Ctrl-\\", "^\\");
	parses("Ctrl-Space", 0, KEY_CTRL, "Ctrl-Space", "Ctrl-Space");
	parses("PgDn", K_PAGE_DOWN, 0, "PgDn", "PgDn");
	parses("PageDown", K_PAGE_DOWN, 0, "PgDn", "PgDn");
	parses("Shift-Left", K_LEFT, KEY_SHIFT, "Shift-Left", "Shift-Left");
	parses("Ctrl-Shift-Home", K_HOME, KEY_CTRL | KEY_SHIFT, "Ctrl-Shift-Home",
	       "Ctrl-Shift-Home");
	parses("Shift-Tab", K_BACKTAB, 0, "Shift-Tab", "Shift-Tab");
	parses("Alt-x", 'x', KEY_ALT, "Alt-x", "Alt-x");
	parses("Alt-Backspace", K_BACKSPACE, KEY_ALT, "Alt-Backspace", "Alt-Backspace");
	parses("F12", K_F12, 0, "F12", "F12");
}

/* What terminals cannot tell from another key is that key. */
static void test_same_bytes(void **state)
{
	(void)state;
	parses("Ctrl-I", K_TAB, 0, "Tab", "Tab");
	parses("Ctrl-M", K_ENTER, 0, "Enter", "Enter");
	parses("Ctrl-H", K_BACKSPACE, 0, "Backspace", "Backspace");
	parses("Ctrl-[", K_ESC, 0, "Esc", "Esc");
}

static void test_refused(void **state)
{
	static const char *const bad[] = {"",	    "ab",     "Ctrl-",	 "Ctrl-é",
					  "Ctrl-1", "PgDown", "Shift-a", "F13",
					  "F0",	    "\xC3",   "\x01",	 "Hyper-x"};
	struct key k;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (key_parse(bad[i], &k))
			fail_msg("\"%s\" was taken", bad[i]);
	}
}

/* Every known name is a key, and what a key is called is read as that key. */
static void test_names(void **state)
{
	char out[KEY_NAME_MAX];
	struct key k, again;

	(void)state;
	for (size_t i = 0; key_known(i); i++) {
		assert_true(key_parse(key_known(i), &k));
		assert_true(key_parse(key_label(k, out), &again));
		assert_true(k.code == again.code && k.mods == again.mods);
	}
}

static void test_types(void **state)
{
	(void)state;
	assert_true(key_types((struct key){0x1EC7, 0}));
	assert_true(key_types((struct key){' ', 0}));
	assert_false(key_types((struct key){'x', KEY_ALT}));
	assert_false(key_types((struct key){19, KEY_CTRL}));
	assert_false(key_types((struct key){K_ENTER, 0}));
}

static void test_actions(void **state)
{
	(void)state;
	assert_int_equal(action_find("page-down"), ACTION_PAGE_DOWN);
	assert_int_equal(action_find("PAGE-DOWN"), ACTION_NONE);
	assert_int_equal(action_find(""), ACTION_NONE);
	assert_int_equal(action_find("none"), ACTION_NONE);
	for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
		enum action act = (enum action)a;

		assert_int_equal(action_find(action_name(act)), act);
		assert_true(strlen(action_help(act)) > 0);
		assert_true(strlen(action_hint(act)) <= 16);
		assert_null(strchr(action_name(act), ' '));
	}
	assert_string_equal(action_hint(ACTION_UP), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),	cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_refused), cmocka_unit_test(test_names),
		cmocka_unit_test(test_types),	cmocka_unit_test(test_actions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
