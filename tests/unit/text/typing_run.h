/* typing_run.h - what the tests of typing share: methods by name, keys in, screen out */
#ifndef TESTS_TEXT_TYPING_RUN_H
#define TESTS_TEXT_TYPING_RUN_H

#include "check.h"

#include <stdio.h>

#include <bantin/text/measure.h>
#include <bantin/text/typing.h>

/* From keymaps/, so that the tests need nothing that is built in. */
static inline struct method *method_of(const char *name)
{
	static char s[METHOD_BYTES_MAX];
	char path[512], file[64];
	struct err e = {0};

	snprintf(file, sizeof(file), "%s.im", name);
	snprintf(path, sizeof(path), TESTS_DIR "/../keymaps/%s", file);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	size_t n = fread(s, 1, sizeof(s), f);
	fclose(f);
	struct method *m = method_parse(file, s, n, &e);
	if (!m)
		fail_msg("%s", e.text);
	return m;
}

enum { SCREEN_MAX = 4096, BACK = 0x2408 };

/* A line with the cursor at its end. */
struct screen {
	char s[SCREEN_MAX];
	size_t len;
	struct typing t;
};

static inline void screen_apply(struct screen *sc, const struct typing_edit *edit)
{
	assert_true(edit->remove <= sc->len);
	assert_int_equal(strlen(edit->insert), edit->len);
	sc->len -= edit->remove;
	assert_true(sc->len + edit->len < SCREEN_MAX);
	memcpy(sc->s + sc->len, edit->insert, edit->len + 1);
	sc->len += edit->len;
}

static inline void screen_back(struct screen *sc, const struct typing_options *o)
{
	struct typing_edit edit;

	if (typing_backspace(&sc->t, o, &edit)) {
		screen_apply(sc, &edit);
	} else {
		sc->len = text_cluster_prev(sc->s, sc->len, sc->len);
		sc->s[sc->len] = '\0';
	}
	if (!sc->t.text[0])
		typing_from(&sc->t, sc->s, sc->len);
}

static inline void screen_type(struct screen *sc, const struct typing_options *o,
			       const char *keys)
{
	struct typing_edit edit;
	size_t n = strlen(keys);
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		i += utf8_next(keys + i, n - i, &cp);
		if (cp == BACK) {
			screen_back(sc, o);
			continue;
		}
		typing_key(&sc->t, o, cp, &edit);
		screen_apply(sc, &edit);
	}
}

/* Pairs "keys -> screen" in one string, separated by "; ". */
static inline void check_typed(const struct typing_options *o, const char *pairs)
{
	while (*pairs) {
		char pair[256];
		size_t n = strcspn(pairs, ";");
		assert_true(n < sizeof(pair));
		memcpy(pair, pairs, n);
		pair[n] = '\0';
		char *arrow = strstr(pair, " -> ");
		assert_non_null(arrow);
		*arrow = '\0';
		struct screen sc = {0};
		screen_type(&sc, o, pair);
		if (strcmp(sc.s, arrow + 4) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", pair, sc.s, arrow + 4);
		pairs += n;
		pairs += *pairs == ';';
		pairs += *pairs == ' ';
	}
}

#endif
