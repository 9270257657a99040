/* test_manual.c - manual pages and completions say all that the program's tables say */
#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bantin/base/buf.h>
#include <bantin/base/draft.h>
#include <bantin/base/file.h>
#include <bantin/ui/keymap.h>

#include "../../../src/cli/commands.h"
#include "../../../src/cli/config_keys.h"
#include "../../../src/cli/help.h"

#define MAN TESTS_DIR "/../man/"
#define COMPLETIONS TESTS_DIR "/../src/cli/completions/"

static char *page_read(const char *path)
{
	struct buf b = {0};
	struct err e = {0};

	if (!file_read(path, 1 << 20, &b, &e))
		fail_msg("%s", e.text);
	return buf_take(&b);
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-';
}

/* The word with nothing of a word behind it. */
static const char *find_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = text; (at = strstr(at, word)); at++)
		if (!is_word(at[n]))
			return at;
	return NULL;
}

static void must_say(const char *path, const char *text, const char *word)
{
	if (!find_word(text, word))
		fail_msg("%s does not say: %s", path, word);
}

typedef void look_fn(const char *path, const char *text, const char *name);

/* Calls look for each long option that the help names. */
static void each_option(look_fn *look, const char *path, const char *text)
{
	const char *usage;

	for (size_t i = 0; (usage = help_usage(i)); i++)
		for (const char *at = usage; (at = strstr(at, "--"));) {
			size_t n = 2;
			while (is_word(at[n]))
				n++;
			char name[32];
			snprintf(name, sizeof(name), "%.*s", (int)n, at);
			if (n > 2)
				look(path, text, name);
			at += n;
		}
}

/* In mdoc "--width" is "Fl -width". */
static void page_has_option(const char *path, const char *text, const char *name)
{
	char words[64];

	snprintf(words, sizeof(words), "Fl %s", name + 1);
	must_say(path, text, words);
}

/* "portal list | remove NAME | probe URL" are three; in "clean | fold" the words after
 * the bar are commands themselves. */
static void page_has_verbs(const char *path, const char *text)
{
	const char *usage;
	char command[16], verb[16], words[64];

	for (size_t i = 0; (usage = help_usage(i)); i++) {
		if (sscanf(usage, "%15[a-z] %15[a-z]", command, verb) < 1)
			continue;
		const char *at = usage + strlen(command);
		for (; at; at = strstr(at, " | "), at = at ? at + 2 : NULL) {
			if (sscanf(at, " %15[a-z]", verb) != 1)
				continue;
			snprintf(words, sizeof(words), "Cm %s", verb);
			if (command_find(verb, NULL) && find_word(text, words))
				continue;
			snprintf(words, sizeof(words), "Cm %s %s", command, verb);
			must_say(path, text, words);
		}
	}
}

static void page_has_commands(const char *path)
{
	char *text = page_read(path), words[64];
	const struct command *c;

	for (size_t i = 0; (c = command_at(i)); i++) {
		snprintf(words, sizeof(words), "Cm %s", c->word);
		must_say(path, text, words);
	}
	page_has_verbs(path, text);
	each_option(page_has_option, path, text);
	free(text);
}

static void every_command_is_in_the_manual(void **state)
{
	(void)state;
	page_has_commands(MAN "bantin.1");
	page_has_commands(MAN "vi/bantin.1");
}

static void completions_know(const char *path)
{
	char *text = page_read(path);
	const struct command *c;

	for (size_t i = 0; (c = command_at(i)); i++)
		must_say(path, text, c->word);
	each_option(must_say, path, text);
	free(text);
}

static void every_command_is_completed(void **state)
{
	(void)state;
	completions_know(COMPLETIONS "bantin.bash");
	completions_know(COMPLETIONS "_bantin");
}

/* What stands under ".It Ic word", up to the next item; to be freed. */
static char *item_of(const char *path, const char *text, const char *word)
{
	struct buf head = {0}, item = {0};

	buf_addf(&head, ".It Ic %s\n", word);
	const char *at = strstr(text, buf_str(&head));
	if (!at)
		fail_msg("%s has no %s", path, buf_str(&head));
	at += head.len;
	const char *next = strstr(at, "\n.It "), *end = strstr(at, "\n.El");
	if (!next || (end && end < next))
		next = end;
	buf_add(&item, at, next ? (size_t)(next - at) : strlen(at));
	buf_clear(&head);
	return buf_take(&item);
}

static void every_key_is_in_the_manual(void **state)
{
	static const char path[] = MAN "bantin-config.5";
	char *text = page_read(path);
	const struct config_key *k;

	(void)state;
	for (size_t i = 0; (k = config_key_at(i)); i++) {
		char *item = item_of(path, text, k->name);
		if (k->usual)
			must_say(k->name, item, k->usual);
		for (const char *w = k->words; w && *w; w += strspn(w, ", ")) {
			size_t n = strcspn(w, ",");
			char word[32];
			snprintf(word, sizeof(word), "%.*s", (int)n, w);
			must_say(k->name, item, word);
			w += n;
		}
		free(item);
	}
	free(text);
}

static void every_context_is_in_the_manual(void **state)
{
	static const char path[] = MAN "bantin-keys.5";
	char *text = page_read(path);

	(void)state;
	for (enum context c = CONTEXT_GLOBAL; c < CONTEXT_COUNT; c++)
		free(item_of(path, text, context_name(c)));
	free(text);
}

static void every_state_is_in_the_manual(void **state)
{
	static const char path[] = MAN "bantin-portal.7";
	char *text = page_read(path);

	(void)state;
	for (int i = SUBMISSION_WAITING; i <= SUBMISSION_CANCELLED; i++) {
		char *item = item_of(path, text,
				     submission_state_name((enum submission_state)i));
		must_say(path, item, "If the power goes");
		free(item);
	}
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_command_is_in_the_manual),
		cmocka_unit_test(every_command_is_completed),
		cmocka_unit_test(every_key_is_in_the_manual),
		cmocka_unit_test(every_context_is_in_the_manual),
		cmocka_unit_test(every_state_is_in_the_manual),
	};

	return cmocka_run_group_tests_name("manual", tests, NULL, NULL);
}
