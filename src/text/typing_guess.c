/* typing_guess.c - the keys of a word that nobody saw being typed */
#include "typing_guess.h"

#include <string.h>

#include <bantin/text/utf8.h>

struct guess {
	const struct method *m;
	char *keys;
	size_t n;
	char s[TYPING_KEYS_MAX]; /* the letters, as in spelling.h */
	size_t len;
	enum letter_tone tone;
};

static bool put(struct guess *g, char key, bool capital)
{
	if (g->n + 1 >= TYPING_KEYS_MAX || key == '\0')
		return false;
	bool letter = key >= 'a' && key <= 'z';
	g->keys[g->n++] = letter && capital ? (char)(key & ~0x20) : key;
	return true;
}

static char mark_key(const struct method *m, char c)
{
	for (char key = KEY_FIRST; key < KEY_LAST; key++)
		if (method_mark(&m->keys[key - KEY_FIRST], spelling_bare(c)) == c)
			return key;
	return '\0';
}

static char letter_key(const struct method *m, char c, bool capital)
{
	for (char key = KEY_FIRST; key < KEY_LAST; key++) {
		const struct method_key *k = &m->keys[key - KEY_FIRST];
		if (k->letter == c && k->capital == capital)
			return key;
	}
	return '\0';
}

static char tone_key(const struct method *m, enum letter_tone tone)
{
	for (char key = KEY_FIRST; key < KEY_LAST; key++)
		if (m->keys[key - KEY_FIRST].tones &&
		    m->keys[key - KEY_FIRST].tone == tone)
			return key;
	return '\0';
}

static bool letter_put(struct guess *g, char c, bool capital)
{
	char bare = spelling_bare(c);
	bool twice = bare == 'o' && c == 'o' && g->len > 0 && g->s[g->len - 1] == 'o';

	g->s[g->len++] = c;
	if (bare == c) /* oo is typed as ooo where o is a mark */
		return put(g, c, capital) &&
		       (!twice || mark_key(g->m, 'O') != 'o' || put(g, c, capital));
	char mark = mark_key(g->m, c);
	if (mark)
		return put(g, bare, capital) && put(g, mark, capital);
	return put(g, letter_key(g->m, c, capital), false);
}

static bool point_put(struct guess *g, uint32_t cp)
{
	const struct letter *l = letter_find(cp);

	if (g->len + 1 >= TYPING_KEYS_MAX)
		return false;
	if (!l && cp >= 0x80)
		return false;
	if (l && l->tone != TONE_FLAT && g->tone != TONE_FLAT)
		return false;
	if (l && l->tone != TONE_FLAT)
		g->tone = (enum letter_tone)l->tone;
	if (l)
		return letter_put(g, spelling_char(l), l->base < 'a');
	bool capital = cp >= 'A' && cp <= 'Z';
	return letter_put(g, (char)(capital ? cp | 0x20 : cp), capital);
}

static bool text_put(struct guess *g, const char *text)
{
	size_t n = strlen(text);
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		i += utf8_next(text + i, n - i, &cp);
		if (!point_put(g, cp))
			return false;
	}
	return g->tone == TONE_FLAT || put(g, tone_key(g->m, g->tone), false);
}

bool guess_keys(const struct method *m, const char *text, char keys[TYPING_KEYS_MAX])
{
	struct guess g = {.m = m, .keys = keys, .tone = TONE_FLAT};
	struct word w;

	if (text_put(&g, text)) {
		keys[g.n] = '\0';
		word_make(&w, m, keys, g.n);
		if (w.len == g.len && w.tone == g.tone && memcmp(w.s, g.s, g.len) == 0)
			return true;
	}
	keys[0] = '\0';
	return false;
}
