/* test_words_own.c - one's own words: read, refused, added, kept as typed */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include <bantin/base/file.h>
#include <bantin/base/mem.h>
#include <bantin/text/own_words.h>
#include <bantin/text/typing.h>

struct place {
	char dir[64];
	char *path;
	struct own_words *words;
	struct err e;
};

static int open_one(void **state)
{
	struct place *p = mem_alloc(sizeof(*p));

	strcpy(p->dir, "/tmp/bantin-words-XXXXXX");
	assert_non_null(mkdtemp(p->dir));
	p->path = file_join(p->dir, "words");
	p->words = own_words_new();
	*state = p;
	return 0;
}

static int close_one(void **state)
{
	struct place *p = *state;

	unlink(p->path);
	rmdir(p->dir);
	own_words_free(p->words);
	free(p->path);
	free(p);
	return 0;
}

static bool read_text(struct place *p, const char *text)
{
	assert_true(file_write(p->path, text, strlen(text), NULL));
	return own_words_read(p->words, p->path, &p->e);
}

static bool has(const struct place *p, const char *word)
{
	return own_words_has(p->words, word, strlen(word));
}

static bool add(struct place *p, const char *word)
{
	return own_words_add(p->words, p->path, word, strlen(word), &p->e);
}

static void assert_file(const struct place *p, const char *want)
{
	struct buf b = {0};

	assert_true(file_read(p->path, 10000, &b, NULL));
	assert_string_equal(buf_str(&b), want);
	buf_clear(&b);
}

static void lines_are_words(void **state)
{
	struct place *p = *state;

	assert_true(own_words_read(p->words, p->path, &p->e));	/* none is there */
	assert_false(own_words_has(NULL, "bôt", strlen("bôt")));
	assert_true(read_text(p, "# của tôi\n\nbôt\r\n  Dôn \nKrôngg\nbo\xcc\x82t"));
	assert_true(has(p, "bôt"));
	assert_true(has(p, "BÔT"));
	assert_true(has(p, "dôn"));
	assert_true(has(p, "krôngg"));
	assert_false(has(p, "boot"));
	assert_false(has(p, "bôtt"));
	assert_false(has(p, ""));
}

static void bad_lines_are_named_and_left_out(void **state)
{
	struct place *p = *state;
	char *big = mem_alloc(OWN_WORDS_BYTES_MAX + 2);

	assert_false(read_text(p, "bôt\n#\nbôt dôn\nhai,\ndôn\n"));
	assert_string_equal(p->e.text, "words:3: one word a line: letters and digits, no "
				       "blanks or signs");
	assert_int_equal(p->e.kind, ERR_CONFIG);
	assert_true(has(p, "dôn"));
	memset(big, 'a', OWN_WORDS_BYTES_MAX + 1);
	big[200] = '\n';
	big[OWN_WORDS_BYTES_MAX] = '\0';
	assert_false(read_text(p, big));
	assert_non_null(strstr(p->e.text, "words:1: this word is too long"));
	big[OWN_WORDS_BYTES_MAX] = 'a';
	assert_false(read_text(p, big));
	assert_non_null(strstr(p->e.text, "words: more than"));
	free(big);
}

static void added_at_the_end_of_the_file(void **state)
{
	struct place *p = *state;
	struct stat st;

	assert_true(add(p, "bôt"));
	assert_file(p, "bôt\n");
	assert_true(stat(p->path, &st) == 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_false(read_text(p, "# của tôi\nbôt dôn\nhết"));
	assert_true(add(p, "Dôn"));
	assert_file(p, "# của tôi\nbôt dôn\nhết\nDôn\n");
	assert_true(has(p, "dôn"));
	assert_false(add(p, "hai từ"));
	assert_false(add(p, ""));
	assert_file(p, "# của tôi\nbôt dôn\nhết\nDôn\n");
	chmod(p->dir, 0500);
	if (geteuid() != 0) {
		assert_false(add(p, "phôt"));
		assert_false(has(p, "phôt"));
	}
	chmod(p->dir, 0700);
}

static void typing_leaves_them(void **state)
{
	struct place *p = *state;
	struct typing_options o = {.give_back = true, .own = own_words_has,
				   .words = p->words,
				   .method = method_builtin("telex", &p->e)};

	for (int i = 0; i < 2; i++) {
		struct typing t = {0};
		struct typing_edit edit;
		for (const char *key = "boot"; *key; key++)
			typing_key(&t, &o, (uint32_t)*key, &edit);
		assert_string_equal(t.text, "bôt");
		typing_key(&t, &o, ' ', &edit);
		assert_string_equal(edit.insert, i ? " " : "oot ");
		assert_true(add(p, "bôt"));
	}
	method_free((struct method *)o.method);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lines_are_words, open_one, close_one),
		cmocka_unit_test_setup_teardown(bad_lines_are_named_and_left_out,
						open_one, close_one),
		cmocka_unit_test_setup_teardown(added_at_the_end_of_the_file,
						open_one, close_one),
		cmocka_unit_test_setup_teardown(typing_leaves_them, open_one, close_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
