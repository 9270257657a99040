/* test_keymap.c - key maps: the built-in one, the user's, and bad ones */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bantin/base/nearest.h>
#include <bantin/ui/keymap.h>

#include "../../../src/ui/builtin.h"

static struct key key(const char *name)
{
	struct key k = {0};

	assert_true(key_parse(name, &k));
	return k;
}

static enum action does(const struct keymap *m, enum context c, const char *name)
{
	return keymap_action(m, c, key(name));
}

static void takes(struct keymap *m, const char *text)
{
	struct err e = {0};

	if (!keymap_read(m, "keys", text, strlen(text), &e))
		fail_msg("%s", e.text);
}

static void test_builtin_reads(void **state)
{
	struct keymap *m = keymap_new();
	struct err e = {0};

	(void)state;
	if (!keymap_read(m, "default.keys", (const char *)default_keys, default_keys_len,
			 &e))
		fail_msg("%s", e.text);
	keymap_free(m);
}

static void test_hands_know(void **state)
{
	static const struct {
		enum context context;
		const char *key;
		enum action action;
	} rows[] = {
		{CONTEXT_LIST, "j", ACTION_DOWN},
		{CONTEXT_LIST, "Down", ACTION_DOWN},
		{CONTEXT_LIST, "k", ACTION_UP},
		{CONTEXT_LIST, "Enter", ACTION_OPEN},
		{CONTEXT_LIST, "q", ACTION_BACK},
		{CONTEXT_LIST, "Esc", ACTION_STOP},
		{CONTEXT_LIST, "Left", ACTION_LEFT},
		{CONTEXT_LIST, "/", ACTION_SEARCH},
		{CONTEXT_LIST, "g", ACTION_TOP},
		{CONTEXT_LIST, "G", ACTION_BOTTOM},
		{CONTEXT_LIST, "Home", ACTION_TOP},
		{CONTEXT_LIST, "End", ACTION_BOTTOM},
		{CONTEXT_LIST, "Space", ACTION_PAGE_DOWN},
		{CONTEXT_LIST, "Tab", ACTION_NEXT_UNREAD},
		{CONTEXT_LIST, "Ctrl-L", ACTION_REDRAW},
		{CONTEXT_LIST, "?", ACTION_HELP},
		{CONTEXT_LIST, "F1", ACTION_HELP},
		{CONTEXT_LIST, "s", ACTION_SYNC},
		{CONTEXT_LIST, "w", ACTION_NEW_DRAFT},
		{CONTEXT_LIST, "d", ACTION_GO_DESK},
		{CONTEXT_LIST, "o", ACTION_GO_OUTBOX},
		{CONTEXT_LIST, "v", ACTION_GO_POLL},
		{CONTEXT_LIST, "Q", ACTION_QUIT},
		{CONTEXT_LIST, "Ctrl-Z", ACTION_SUSPEND},
		{CONTEXT_ARTICLE, "/", ACTION_FIND},
		{CONTEXT_ARTICLE, "n", ACTION_FIND_NEXT},
		{CONTEXT_ARTICLE, "N", ACTION_FIND_PREVIOUS},
		{CONTEXT_ARTICLE, "]", ACTION_NEXT},
		{CONTEXT_ARTICLE, "[", ACTION_PREVIOUS},
		{CONTEXT_DESK, "n", ACTION_NEW_DRAFT},
		{CONTEXT_DESK, "D", ACTION_DELETE},
		{CONTEXT_DESK, "S", ACTION_REVIEW},
		{CONTEXT_OUTBOX, "r", ACTION_RETRY},
		{CONTEXT_OUTBOX, "c", ACTION_CANCEL},
		{CONTEXT_OUTBOX, "a", ACTION_SETTLE_ACCEPTED},
		{CONTEXT_OUTBOX, "x", ACTION_SETTLE_AGAIN},
		{CONTEXT_EDITOR, "Ctrl-S", ACTION_SAVE},
		{CONTEXT_EDITOR, "Ctrl-X", ACTION_BACK},
		{CONTEXT_EDITOR, "Ctrl-Z", ACTION_UNDO},
		{CONTEXT_EDITOR, "Ctrl-K", ACTION_CUT},
		{CONTEXT_EDITOR, "Ctrl-U", ACTION_PASTE},
		{CONTEXT_EDITOR, "Ctrl-^", ACTION_MARK},
		{CONTEXT_FIELD, "Enter", ACTION_OPEN},
		{CONTEXT_FIELD, "Esc", ACTION_BACK},
	};
	struct keymap *m = keymap_new();

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		enum action got = does(m, rows[i].context, rows[i].key);

		if (got != rows[i].action)
			fail_msg("%s: %s is %s", context_name(rows[i].context),
				 rows[i].key, action_name(got));
	}
	keymap_free(m);
}

/* No letter is a command where letters are text; nothing needs Alt or a function key. */
static void test_text_contexts(void **state)
{
	struct keymap *m = keymap_new();

	(void)state;
	for (uint32_t c = 0x20; c < 0x7F; c++) {
		struct key k = {c, 0};

		assert_int_equal(keymap_action(m, CONTEXT_EDITOR, k), ACTION_NONE);
		assert_int_equal(keymap_action(m, CONTEXT_FIELD, k), ACTION_NONE);
	}
	assert_true(context_is_text(CONTEXT_FIELD));
	assert_false(context_is_text(CONTEXT_LIST));
	keymap_free(m);
}

static bool reachable(const struct keymap *m, enum action a)
{
	for (int c = 0; c < CONTEXT_COUNT; c++) {
		struct key k;

		if (keymap_keys(m, (enum context)c, a, &k, 1) > 0)
			return true;
	}
	return false;
}

static void test_all_reachable(void **state)
{
	struct keymap *m = keymap_new();

	(void)state;
	for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
		if (!reachable(m, (enum action)a))
			fail_msg("no key does %s", action_name((enum action)a));
	}
	keymap_free(m);
}

static void test_esc_never_quits(void **state)
{
	struct keymap *m = keymap_new();

	(void)state;
	for (int c = 0; c < CONTEXT_COUNT; c++) {
		enum action a = does(m, (enum context)c, "Esc");

		assert_int_not_equal(a, ACTION_QUIT);
		if (c != CONTEXT_FIELD)
			assert_int_not_equal(a, ACTION_BACK);
	}
	keymap_free(m);
}

static void test_user_file(void **state)
{
	struct keymap *m = keymap_new();
	struct key keys[8];
	char out[KEY_NAME_MAX];
	size_t n;

	(void)state;
	takes(m,
	      "# mine\nCtrl-N  down   # as in Emacs\r\n\n[list]\nx next-unread\ns none\n"
	      "[article]\n[ previous\n");
	assert_int_equal(does(m, CONTEXT_LIST, "Ctrl-N"), ACTION_DOWN);
	assert_int_equal(does(m, CONTEXT_LIST, "s"), ACTION_NONE);
	assert_int_equal(does(m, CONTEXT_ARTICLE, "s"), ACTION_SYNC);
	n = keymap_keys(m, CONTEXT_LIST, ACTION_NEXT_UNREAD, keys, 8);
	assert_int_equal(n, 3);
	assert_string_equal(key_label(keys[0], out), "x"); /* the user's own is hinted */
	assert_string_equal(key_label(keys[1], out), "Tab");
	assert_int_equal(keymap_keys(m, CONTEXT_LIST, ACTION_SYNC, keys, 8), 0);
	takes(m, "[list]\nx none\nx down\n"); /* a later line wins */
	assert_int_equal(does(m, CONTEXT_LIST, "x"), ACTION_DOWN);
	keymap_free(m);
}

/* The fallback's keys stand behind the context's own, without those it gives away. */
static void test_fallback_keys(void **state)
{
	struct keymap *m = keymap_new();
	struct key keys[8];
	char out[KEY_NAME_MAX];

	(void)state;
	assert_true(keymap_keys(m, CONTEXT_LIST, ACTION_OPEN, keys, 8) >= 2);
	assert_string_equal(key_label(keys[0], out), "Enter");
	assert_int_equal(keymap_keys(m, CONTEXT_ARTICLE, ACTION_SEARCH, keys, 8), 0);
	assert_int_equal(keymap_keys(m, CONTEXT_FIELD, ACTION_SYNC, keys, 8), 0);
	assert_int_equal(keymap_keys(m, CONTEXT_LIST, ACTION_DOWN, keys, 1), 1);
	assert_int_equal(keymap_keys(m, CONTEXT_LIST, ACTION_DOWN, keys, 0), 0);
	keymap_free(m);
}

static void refused(const char *text, const char *want)
{
	struct keymap *m = keymap_new();
	struct err e = {0};

	if (keymap_read(m, "keys", text, strlen(text), &e))
		fail_msg("taken: %s", text);
	assert_int_equal(e.kind, ERR_CONFIG);
	assert_string_equal(e.text, want);
	assert_int_equal(does(m, CONTEXT_LIST, "s"), ACTION_SYNC); /* nothing was taken */
	keymap_free(m);
}

static void test_bad_files(void **state)
{
	(void)state;
	refused("s none\n[lsit]\n", "keys:2: no context \"lsit\"; perhaps \"list\"");
	refused("s none\n\n\nPgDwn down", "keys:4: no key \"PgDwn\"; perhaps \"PgDn\"");
	refused("s none\nx dwon\n", "keys:2: no action \"dwon\"; perhaps \"down\"");
	refused("s none\nx next-unred\n", "keys:2: no action \"next-unred\"; perhaps "
					  "\"next-unread\"");
	refused("x abracadabra\n", "keys:1: no action \"abracadabra\"");
	refused("[everything]\n", "keys:1: no context \"everything\"");
	refused("x\n", "keys:1: no action stands behind the key");
	refused("x # down\n", "keys:1: no action stands behind the key");
	refused("x down up\n", "keys:1: \"up\" is one word too many");
	refused("\xFFq down\n", "keys:1: no key \"\xEF\xBF\xBDq\"");
}

static void test_too_long(void **state)
{
	struct keymap *m = keymap_new();
	char *text = calloc(1, KEYMAP_BYTES + 1);
	struct err e = {0};

	(void)state;
	memset(text, '\n', KEYMAP_BYTES + 1);
	assert_false(keymap_read(m, "keys", text, KEYMAP_BYTES + 1, &e));
	assert_int_equal(e.kind, ERR_CONFIG);
	memset(text, 'x', KEYMAP_BYTES);
	assert_false(keymap_read(m, "keys", text, KEYMAP_BYTES, &e));
	free(text);
	keymap_free(m);
}

static const char *fruit(size_t i)
{
	static const char *const list[] = {"apple", "pear", "banana", NULL};

	return list[i];
}

static void test_nearest(void **state)
{
	(void)state;
	assert_int_equal(nearest_distance("", ""), 0);
	assert_int_equal(nearest_distance("abc", ""), 3);
	assert_int_equal(nearest_distance("list", "lsit"), 1);
	assert_int_equal(nearest_distance("List", "list"), 0);
	assert_int_equal(nearest_distance("kitten", "sitting"), 3);
	assert_true(nearest_distance("0123456789012345678901234567890123", "x") > 30);
	assert_string_equal(nearest_word("aple", fruit), "apple");
	assert_string_equal(nearest_word("BANANA", fruit), "banana");
	assert_null(nearest_word("cucumber", fruit));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_builtin_reads),
		cmocka_unit_test(test_hands_know),
		cmocka_unit_test(test_text_contexts),
		cmocka_unit_test(test_all_reachable),
		cmocka_unit_test(test_esc_never_quits),
		cmocka_unit_test(test_user_file),
		cmocka_unit_test(test_fallback_keys),
		cmocka_unit_test(test_bad_files),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
