/* test_tree.c - JSON as a tree: the same as jansson's own parser makes of it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/net/tree.h"

static const char *const documents[] = {
	"{}", "[]", " [ ] ", "{\"a\":1}", "{ \"a\" : [ 1 , -2, 0, -0 ] }\n",
	"{\"items\":[{\"id\":\"tin/1\",\"tags\":[\"Họp thôn\",null,true,false]}]}",
	"[\"Ủy ban \\u1ee6y ban \\\"nhân dân\\\" \\\\ \\/ \\b\\f\\n\\r\\t\"]",
	"[\"\\ud83d\\ude00\\u0000x\"]", "{\"a\":1,\"a\":{\"b\":[]}}", "{\"\":\"\"}",
	"[123456789012345678,-123456789012345678]", "[[[[[[{\"a\":[{}]}]]]]]]",
};

static const char *const broken[] = {
	"", " ", "1", "\"a\"", "null", "[", "{", "[1", "[1,", "[1,]", "{\"a\"", "{\"a\":",
	"{\"a\":1", "{\"a\":1,}", "{a:1}", "[\"a]", "[\"\\x\"]", "[\"\\u12\"]",
	"[\"\\ud800\"]", "[\"\\udc00\"]", "[\"\\ud800\\u0041\"]", "[\"a\nb\"]", "[01]",
	"[-]", "[+1]", "[.5]", "[tru]", "[nullx]", "[] []", "[]x", "{\"a\\u0000b\":1}",
	"[\"\xff\"]", "[\"\xc0\x80\"]", "[\"\xed\xa0\x80\"]", "[1 2]", "{\"a\" 1}", "[,]",
};

enum { DOCUMENTS = sizeof(documents) / sizeof(documents[0]) };

static void check_same(const char *text, size_t n)
{
	json_t *ours = tree_parse(text, n);
	json_t *theirs = json_loadb(text, n, JSON_ALLOW_NUL, NULL);

	/* what has other numbers is left to jansson */
	if (ours && (!theirs || !json_equal(ours, theirs)))
		fail_msg("%.*s", (int)n, text);
	if (theirs && !ours && !memchr(text, '.', n) && !memchr(text, 'e', n) &&
	    !memchr(text, 'E', n) && n < 64)
		fail_msg("refused: %.*s", (int)n, text);
	json_decref(ours);
	json_decref(theirs);
}

static void test_good(void **state)
{
	(void)state;
	for (size_t i = 0; i < DOCUMENTS; i++) {
		json_t *v = tree_parse(documents[i], strlen(documents[i]));
		assert_non_null(v);
		json_decref(v);
		check_same(documents[i], strlen(documents[i]));
	}
}

static void test_broken(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		assert_null(tree_parse(broken[i], strlen(broken[i])));
		check_same(broken[i], strlen(broken[i]));
	}
}

/* Every beginning of every document, and each with any byte of it changed. */
static void test_damaged(void **state)
{
	static const char bytes[] = "\"\\{}[]:, 0e-\x01\xe1";
	char text[256];

	(void)state;
	for (size_t d = 0; d < DOCUMENTS; d++) {
		size_t n = strlen(documents[d]);
		for (size_t at = 0; at < n; at++) {
			check_same(documents[d], at);
			for (size_t b = 0; b < sizeof(bytes) - 1; b++) {
				memcpy(text, documents[d], n + 1);
				text[at] = bytes[b];
				check_same(text, n);
			}
		}
	}
}

static void test_deep(void **state)
{
	char text[1024];

	(void)state;
	memset(text, '[', 512);
	memset(text + 512, ']', 512);
	assert_null(tree_parse(text, 1024));
	assert_null(tree_parse(text, 512));
	json_t *v = tree_parse(text + 256, 512);
	assert_non_null(v);
	json_decref(v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_deep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
