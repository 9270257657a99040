/* test_typing_english.c - common English words stay themselves among Vietnamese ones */
#include "typing_run.h"

#include <bantin/text/words.h>

/* Types each word of tests/data/english.txt and a space. One whose keys are a Vietnamese
 * syllable in use (this: thí) is one, and does not count. */
static void check_words(const char *name, size_t *count, size_t *stayed,
			size_t *syllables)
{
	struct method *m = method_of(name);
	struct typing_options o = {.method = m, .give_back = true};
	FILE *f = fopen(TESTS_DIR "/data/english.txt", "r");
	char word[64];

	*count = *stayed = *syllables = 0;
	assert_non_null(f);
	while (fgets(word, sizeof(word), f)) {
		struct screen sc = {0};
		size_t n = strcspn(word, "\n");
		word[n] = '\0';
		screen_type(&sc, &o, word);
		screen_type(&sc, &o, " ");
		if (strncmp(sc.s, word, n) != 0 && words_used(sc.s, sc.len - 1)) {
			++*syllables;
			continue;
		}
		++*count;
		bool same = sc.len == n + 1 && strncmp(sc.s, word, n) == 0;
		*stayed += same;
		if (!same)
			print_message("# %s: %s becomes %s\n", name, word, sc.s);
	}
	fclose(f);
	method_free(m);
}

static void english_stays(void **state)
{
	static const char *const names[] = {"telex", "telex-simple", "vni", "viqr"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		size_t count, stayed, syllables;
		check_words(names[i], &count, &stayed, &syllables);
		print_message("# %s: %zu of %zu stay, %zu more are syllables\n", names[i],
			      stayed, count, syllables);
		assert_true(count > 900);
		assert_true(stayed * 100 >= count * 99);
		/* and of all of them, most */
		assert_true(stayed * 100 >= (count + syllables) * 95);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(english_stays)};

	return cmocka_run_group_tests_name("typing_english", tests, NULL, NULL);
}
