/* test_find.c - finding on from the cursor, around the end, with and without marks */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

#include "script.h"

struct row {
	const char *before, *words, *after;
};

static const struct row rows[] = {
	{"|hội nghị", "find=nghi", "hội [nghị|"},
	{"|hội nghị", "find=NGHỊ", "hội [nghị|"},
	{"|đồng dòng đồng", "find=đồng find=đồng", "đồng dòng [đồng|"},
	{"|đồng dòng", "find=dong find=dong", "đồng [dòng|"},
	{"một| hai một", "find=một find=một", "[một| hai một"},
	{"một hai\n|một", "find=hai", "một [hai|\nmột"},
	{"một\nhai\nmột|", "find-back=một", "một\nhai\n[một|"},
	{"một\nhai\nmột|", "find-back=một find-back=một", "[một|\nhai\nmột"},
	{"|một\nhai\nmột", "find-back=một", "một\nhai\n[một|"},
	{"a\n|b\na", "find=b find=b", "a\n[b|\na"},
	{"|xã", "find=e\xcc\xa3", "|xã"},
	{"|Vie\xcc\xa3\xcc\x82t", "find=e\xcc\xa3\xcc\x82", "Vi[ệ|t"},
	{"|xã", "find=", "|xã"},
	{"xã |Yên", "find=xã back type=thôn", "thôn| Yên"},
};

static void test_find(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct edit *e = edit_new(false, 1000);
		struct buf clip = {0};
		script_load(e, rows[i].before);
		script_run(e, rows[i].words, &clip);
		char *drawn = script_draw(e);
		assert_string_equal(drawn, rows[i].after);
		free(drawn);
		buf_clear(&clip);
		edit_free(e);
	}
}

static void test_wrapping_is_told(void **state)
{
	(void)state;
	struct edit *e = edit_new(false, 1000);
	bool wrapped;
	script_load(e, "một\n|hai\nba");
	assert_true(edit_find(e, "ba", true, &wrapped));
	assert_false(wrapped);
	assert_true(edit_find(e, "hai", true, &wrapped));
	assert_true(wrapped);
	assert_true(edit_find(e, "ba", false, &wrapped));
	assert_true(wrapped);
	assert_true(edit_find(e, "một", false, &wrapped));
	assert_false(wrapped);
	assert_false(edit_find(e, "bốn", true, &wrapped));
	assert_false(wrapped);
	assert_true(edit_find(e, "ba", true, NULL));
	edit_free(e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_wrapping_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
