/* typing_word.c - what each key does to the word being typed */
#include "typing_word.h"

#include <string.h>

#include <bantin/text/utf8.h>

#include "words_names.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_sign(char c)
{
	return !is_letter(c) && (c < '0' || c > '9');
}

bool word_begins(const struct word *w)
{
	return spelling_begins(w->s, w->len, w->tone) ||
	       names_begin(w->s, w->len, w->tone);
}

static char small(char c)
{
	return is_letter(c) ? (char)(c | 0x20) : c;
}

static void push(struct word *w, char c, bool capital)
{
	w->s[w->len] = c;
	w->letter[w->len++] = (struct word_letter){capital, (signed char)w->keys,
						   WORD_NO_KEY, WORD_NO_KEY};
}

/* --- u and o that become ươ together ------------------------------------------- */

/* Where u, ư stands before o, ơ in the nucleus; false: nowhere. */
static bool pair_find(const struct word *w, size_t *at)
{
	struct spelling_parts p = spelling_split(w->s, w->len);

	for (size_t i = p.onset; i + 1 < p.onset + p.nucleus; i++)
		if (spelling_bare(w->s[i]) == 'u' &&
		    (w->s[i + 1] == 'o' || w->s[i + 1] == 'P' || w->s[i + 1] == 'O')) {
			*at = i;
			return true;
		}
	return false;
}

/* thuở, huơ, khuơ and uở have no horn on their u, as long as nothing follows. */
static bool pair_open(const struct word *w, size_t at)
{
	static const char *const onsets[] = {"h", "kh", "th"};

	if (at == 0 && w->len == 2 && w->tone == TONE_HOOK)
		return true;
	for (size_t i = 0; i < sizeof(onsets) / sizeof(*onsets); i++)
		if (w->len == at + 2 && strlen(onsets[i]) == at &&
		    memcmp(onsets[i], w->s, at) == 0)
			return w->s[at] == 'u';
	return false;
}

/* Puts the two letters there if the word can be one then. */
static bool pair_put(struct word *w, size_t at, char u, char o, signed char key)
{
	char old[2] = {w->s[at], w->s[at + 1]};

	w->s[at] = u;
	w->s[at + 1] = o;
	if (!word_begins(w)) {
		memcpy(w->s + at, old, sizeof(old));
		return false;
	}
	for (size_t i = 0; i < 2; i++)
		if (w->s[at + i] != old[i])
			w->letter[at + i].marked = key;
	return true;
}

/* A letter behind uơ or ưo tells that both have the horn. */
static void pair_complete(struct word *w)
{
	size_t at;

	if (!pair_find(w, &at) || at + 2 >= w->len ||
	    (w->s[at] == 'U') == (w->s[at + 1] == 'P') || w->s[at + 1] == 'O')
		return;
	pair_put(w, at, 'U', 'P', w->letter[w->s[at] == 'U' ? at : at + 1].marked);
}

/* --- what a key may do --------------------------------------------------------- */

static bool act_tone(struct word *w, const struct method_key *k)
{
	enum letter_tone old = w->tone;

	if (!k->tones || k->tone == old || spelling_split(w->s, w->len).nucleus == 0)
		return false;
	w->tone = (enum letter_tone)k->tone;
	if (w->tone != TONE_FLAT && !word_begins(w)) {
		w->tone = old;
		return false;
	}
	w->toned = (signed char)w->keys;
	if (w->len == 2 && w->s[0] == 'U' && w->s[1] == 'P' && pair_open(w, 0))
		w->s[0] = 'u';
	return true;
}

static bool all_capitals(const struct word *w)
{
	for (size_t i = 0; i < w->len; i++)
		if (is_letter(w->s[i]) && !w->letter[i].capital)
			return false;
	return true;
}

static bool mark_put(struct word *w, size_t at, char c, bool any)
{
	char old = w->s[at];

	w->s[at] = c;
	if (!any && !word_begins(w)) {
		w->s[at] = old;
		return false;
	}
	w->letter[at].marked = (signed char)w->keys;
	return true;
}

/* đ: the d just typed, also in what is no word (HĐND); else the first letter. */
static bool act_stroke(struct word *w, char made)
{
	if (w->len == 0 || made == '\0')
		return false;
	size_t last = w->len - 1;
	bool any = spelling_split(w->s, w->len).nucleus == 0 || all_capitals(w);
	if (w->s[last] == 'd' && mark_put(w, last, made, any))
		return true;
	return w->s[0] == 'd' && mark_put(w, 0, made, false);
}

static bool act_pair(struct word *w, size_t at, bool horn, bool circumflex)
{
	signed char key = (signed char)w->keys;

	if (horn && pair_open(w, at))
		return w->s[at + 1] != 'P' && pair_put(w, at, 'u', 'P', key);
	if (horn)
		return (w->s[at] != 'U' || w->s[at + 1] != 'P') &&
		       pair_put(w, at, 'U', 'P', key);
	return circumflex && w->s[at + 1] != 'O' && pair_put(w, at, 'u', 'O', key);
}

/* The last vowel of the nucleus that can bear the mark. A horn on the u before gives
 * way: ưa and the key of â are uâ. */
static bool act_vowel(struct word *w, const struct method_key *k)
{
	struct spelling_parts p = spelling_split(w->s, w->len);

	for (size_t i = p.onset + p.nucleus; i > p.onset; i--) {
		char made = method_mark(k, spelling_bare(w->s[i - 1]));
		if (!made || made == w->s[i - 1])
			continue;
		if (mark_put(w, i - 1, made, false))
			return true;
		if (i - 1 > p.onset && w->s[i - 2] == 'U') {
			w->s[i - 2] = 'u';
			if (mark_put(w, i - 1, made, false))
				return true;
			w->s[i - 2] = 'U';
		}
	}
	return false;
}

static bool act_mark(struct word *w, const struct method_key *k)
{
	bool horn = method_mark(k, 'u') == 'U' && method_mark(k, 'o') == 'P';
	bool circumflex = method_mark(k, 'o') == 'O';
	size_t at;

	if (act_stroke(w, method_mark(k, 'd')))
		return true;
	if ((horn || circumflex) && pair_find(w, &at))
		return act_pair(w, at, horn, circumflex);
	return act_vowel(w, k);
}

static bool act_letter(struct word *w, const struct method_key *k, char key)
{
	if (!k->letter)
		return false;
	push(w, k->letter, k->capital || (key >= 'A' && key <= 'Z'));
	if (!word_begins(w)) {
		w->len--;
		return false;
	}
	w->letter[w->len - 1].marked = (signed char)w->keys;
	return true;
}

/* --- taking back --------------------------------------------------------------- */

/* The last of the changes that this key made and that still stand. */
static signed char change_of(const struct word *w, const char *keys, char key)
{
	signed char last = WORD_NO_KEY;

	if (w->toned != WORD_NO_KEY && w->tone != TONE_FLAT &&
	    small(keys[w->toned]) == small(key))
		last = w->toned;
	for (size_t i = 0; i < w->len; i++)
		if (w->letter[i].marked > last &&
		    small(keys[w->letter[i].marked]) == small(key))
			last = w->letter[i].marked;
	return last;
}

static void letter_drop(struct word *w, size_t at)
{
	memmove(w->s + at, w->s + at + 1, w->len - at - 1);
	memmove(w->letter + at, w->letter + at + 1,
		(w->len - at - 1) * sizeof(w->letter[0]));
	w->len--;
}

static void change_drop(struct word *w, signed char change)
{
	if (w->toned == change) {
		w->tone = TONE_FLAT;
		w->toned = WORD_NO_KEY;
	}
	for (size_t i = w->len; i > 0; i--) {
		struct word_letter *l = &w->letter[i - 1];
		if (l->marked != change)
			continue;
		l->marked = WORD_NO_KEY;
		if (l->typed == change)
			letter_drop(w, i - 1);
		else
			w->s[i - 1] = spelling_bare(w->s[i - 1]);
	}
}

/* The same key again: what it did is taken back, and it types itself. At once always,
 * later only in what can still be a word and not for signs, which end a sentence more
 * often ("ho?i?" is hỏi?). Where the rest can be a word too (xoo), it goes on. */
static bool undo(struct word *w, const char *keys, char key)
{
	signed char change = change_of(w, keys, key);
	bool at_once = change == (signed char)w->keys - 1;

	if (change == WORD_NO_KEY || (!at_once && (is_sign(key) || !word_begins(w))))
		return false;
	change_drop(w, change);
	push(w, small(key), key >= 'A' && key <= 'Z');
	w->letter[w->len - 1].undone = change;
	w->undo = at_once ? UNDO_AT_ONCE : UNDO_LATER;
	w->literal = !word_begins(w);
	return true;
}

/* --- key by key ---------------------------------------------------------------- */

static void type_plain(struct word *w, char key)
{
	push(w, small(key), key >= 'A' && key <= 'Z');
	w->plain = true;
	if (!w->literal)
		pair_complete(w);
}

static bool type_escaped(struct word *w, const struct method_key *k, char key)
{
	bool escaping = w->escaping;

	w->escaping = false;
	if (!escaping || (!k && key != w->m->escape))
		return false;
	w->s[w->len - 1] = small(key);
	w->letter[w->len - 1].capital = key >= 'A' && key <= 'Z';
	w->letter[w->len - 1].undone = w->letter[w->len - 1].typed;
	w->letter[w->len - 1].typed = (signed char)w->keys;
	w->undo = UNDO_AT_ONCE;
	return true;
}

static void key_do(struct word *w, const char *keys, char key)
{
	const struct method_key *k = method_key(w->m, key);

	w->plain = w->resolved = false;
	if (type_escaped(w, k, key)) {
		w->resolved = true;
	} else if (key == w->m->escape && key && !w->literal) {
		push(w, key, false);
		w->escaping = true;
	} else if (w->literal || !k) {
		type_plain(w, key);
	} else if (act_tone(w, k) || act_mark(w, k)) {
		;
	} else if (undo(w, keys, key)) {
		w->resolved = true;
	} else if (!act_letter(w, k, key)) {
		type_plain(w, key);
	}
	w->keys++;
}

void word_make(struct word *w, const struct method *m, const char *keys, size_t n)
{
	*w = (struct word){.m = m, .toned = WORD_NO_KEY};
	for (size_t i = 0; i < n; i++)
		key_do(w, keys, keys[i]);
}

size_t word_tone_at(const struct word *w, bool modern)
{
	struct spelling_parts p = spelling_split(w->s, w->len);

	if (p.nucleus == 0)
		return w->len;
	return p.onset + spelling_tone_at(w->s + p.onset, p.nucleus,
					  p.onset + p.nucleus < w->len, modern);
}

static enum letter_mark char_mark(char c)
{
	switch (c) {
	case 'A':
		return MARK_BREVE;
	case 'B':
	case 'E':
	case 'O':
		return MARK_CIRCUMFLEX;
	case 'P':
	case 'U':
		return MARK_HORN;
	case 'D':
		return MARK_STROKE;
	default:
		return MARK_NONE;
	}
}

size_t word_text(const struct word *w, bool modern, char out[TYPING_TEXT_MAX])
{
	size_t n = 0, tone_at = w->tone == TONE_FLAT ? w->len : word_tone_at(w, modern);

	for (size_t i = 0; i < w->len; i++) {
		enum letter_mark mark = char_mark(w->s[i]);
		char base = spelling_bare(w->s[i]);
		if (w->letter[i].capital && is_letter(base))
			base = (char)(base & ~0x20);
		enum letter_tone tone = i == tone_at ? w->tone : TONE_FLAT;
		if (mark == MARK_NONE && tone == TONE_FLAT)
			out[n++] = base;
		else
			n += utf8_put(out + n, letter_of(base, mark, tone)->cp);
	}
	out[n] = '\0';
	return n;
}
