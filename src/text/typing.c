/* typing.c - Vietnamese from the keys of any keyboard: the word before the cursor */
#include <bantin/text/typing.h>

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <uninorm.h>

#include <bantin/text/measure.h>
#include <bantin/text/syllable.h>
#include <bantin/text/utf8.h>
#include <bantin/text/words.h>

#include "typing_guess.h"
#include "typing_word.h"

static bool is_alnum(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
	       (cp >= '0' && cp <= '9');
}

/* Letters, digits and combining marks. */
static bool is_word(uint32_t cp)
{
	return is_alnum(cp) || (cp >= 0x80 && (uc_is_property_alphabetic(cp) ||
					       uc_is_general_category(cp, UC_MARK)));
}

static bool is_ascii(const char *s)
{
	while (*s && (unsigned char)*s < 0x80)
		s++;
	return *s == '\0';
}

/* --- the edit ------------------------------------------------------------------ */

/* From what stood to what stands now, without what both begin with. */
static void edit_set(struct typing_edit *edit, const char *old, const char *now)
{
	size_t same = 0;

	while (old[same] && old[same] == now[same])
		same++;
	while (same > 0 && ((unsigned char)now[same] & 0xc0) == 0x80)
		same--;
	while (same > 0 && ((unsigned char)old[same] & 0xc0) == 0x80)
		same--;
	edit->remove = strlen(old) - same;
	edit->len = strlen(now) - same;
	memcpy(edit->insert, now + same, edit->len + 1);
}

static void edit_add(struct typing_edit *edit, uint32_t cp)
{
	edit->len += utf8_put(edit->insert + edit->len, cp);
	edit->insert[edit->len] = '\0';
}

/* --- the word ------------------------------------------------------------------ */

/* Fills text from s, of which only the end is kept where it is too long. */
static void text_keep(struct typing *t, const char *s, size_t n)
{
	size_t from = n < TYPING_TEXT_MAX ? 0 : n - TYPING_TEXT_MAX / 2;

	while (from > 0 && from < n && ((unsigned char)s[from] & 0xc0) == 0x80)
		from++;
	t->aside = t->aside || from > 0;
	memcpy(t->text, s + from, n - from);
	t->text[n - from] = '\0';
}

void typing_from(struct typing *t, const char *line, size_t at)
{
	size_t from = at;
	uint32_t cp;

	*t = (struct typing){0};
	while (from > 0 && at - from < TYPING_TEXT_MAX) {
		size_t n = utf8_back(line, from);
		utf8_next(line + from - n, n, &cp);
		if (!is_word(cp))
			break;
		from -= n;
	}
	text_keep(t, line + from, at - from);
}

static void keys_need(struct typing *t, const struct method *m)
{
	if (t->aside || !t->text[0] || t->keys[0])
		return;
	t->guessed = true;
	t->aside = !guess_keys(m, t->text, t->keys);
}

static void make(const struct typing *t, const struct typing_options *o, struct word *w)
{
	word_make(w, o->method, t->keys, strlen(t->keys));
}

/* HĐND, QĐ, đc, ĐUBND: no mark but that of đ, and no vowel; or capitals, and no vowel
 * before Đ, as in ADDRESS. */
static bool abbreviation(const struct word *w)
{
	bool capitals = w->len > 1, vowel = false, vowels = false, stroke = false;

	if (w->tone != TONE_FLAT)
		return false;
	for (size_t i = 0; i < w->len; i++) {
		char c = w->s[i];
		if (c != 'D' && c != spelling_bare(c))
			return false;
		stroke = stroke || c == 'D';
		capitals = capitals && (w->letter[i].capital || (c >= '0' && c <= '9')) &&
			   !(c == 'D' && vowel);
		vowel = spelling_vowel(c);
		vowels = vowels || vowel;
	}
	return stroke && (capitals || !vowels);
}

/* Whether s ends in a tone's key where no English word has that letter: hoawngf. */
static bool ends_in_tone(const char *s, size_t n)
{
	if (n < 3)
		return false;
	switch (s[n - 1]) {
	case 'f':
		return strchr("nmghyuw", s[n - 2]) != NULL;
	case 'r':
	case 'x':
		return strchr("nmghw", s[n - 2]) != NULL;
	case 's':
		return strncmp(s + n - 3, "nh", 2) == 0 ||
		       strncmp(s + n - 3, "wi", 2) == 0;
	default:
		return s[n - 1] == 'j';
	}
}

/* Keys that no English word has: digits and signs, a tone where none ends in that letter,
 * uw, aa, dd at the start. What is possible then was meant, if it is in no list. */
static bool meant(const char *keys)
{
	char small[TYPING_KEYS_MAX];
	size_t n = 0;

	for (; keys[n]; n++)
		small[n] = (char)(keys[n] | 0x20);
	small[n] = '\0';
	return strpbrk(keys, "0123456789'`?~.^+([]{}") || ends_in_tone(small, n) ||
	       strstr(small, "uw") || strstr(small, "aa") || strncmp(small, "dd", 2) == 0;
}

static bool gives_back(const struct typing *t, const struct typing_options *o)
{
	size_t n = strlen(t->text);
	struct word w;

	if (!o->give_back || t->guessed || t->aside || strcmp(t->text, t->keys) == 0)
		return false;
	make(t, o, &w);
	/* Said twice, so meant, unless another key is lost as well: giraffe. */
	if (w.undo == UNDO_AT_ONCE && is_ascii(t->text) && w.len + 1 == w.keys)
		return words_foreign(t->keys, strlen(t->keys));
	if (words_used(t->text, n) || abbreviation(&w) ||
	    (o->own && o->own(o->words, t->text, n)))
		return false;
	return !(meant(t->keys) && syllable_possible(t->text, n));
}

/* --- keys ---------------------------------------------------------------------- */

/* s and cp as NFC; returns its bytes. Where that has no room, it stays as it comes. */
static size_t compose(const char *s, uint32_t cp, char out[TYPING_TEXT_MAX + 8])
{
	char plain[TYPING_TEXT_MAX + 4];
	size_t n = strlen(s), room = TYPING_TEXT_MAX + 7;

	memcpy(plain, s, n);
	n += utf8_put(plain + n, cp);
	uint8_t *to = cp < 0x80 ? NULL
				: u8_normalize(UNINORM_NFC, (const uint8_t *)plain, n,
					       (uint8_t *)out, &room);
	if (to == (uint8_t *)out)
		return room;
	free(to);
	memcpy(out, plain, n);
	return n;
}

/* The key types itself in a word that is left alone. */
static void key_aside(struct typing *t, uint32_t cp, struct typing_edit *edit)
{
	char now[TYPING_TEXT_MAX + 8];
	size_t n = compose(t->text, cp, now);

	now[n] = '\0';
	edit_set(edit, t->text, now);
	*t = (struct typing){.guessed = t->guessed && cp < 0x80, .aside = true};
	text_keep(t, now, n);
}

/* No syllable is that long: it becomes what was typed, and is left alone. */
static void key_too_many(struct typing *t, const struct typing_options *o, char key,
			 struct typing_edit *edit)
{
	char now[TYPING_TEXT_MAX + 8];
	const char *before = gives_back(t, o) ? t->keys : t->text;
	size_t n = strlen(before);

	memcpy(now, before, n);
	now[n++] = key;
	now[n] = '\0';
	edit_set(edit, t->text, now);
	*t = (struct typing){.aside = true};
	text_keep(t, now, n);
}

/* The word ends; cp, where it is not 0, comes behind it. */
static void end(struct typing *t, const struct typing_options *o, uint32_t cp,
		struct typing_edit *edit)
{
	edit_set(edit, t->text, gives_back(t, o) ? t->keys : t->text);
	if (cp)
		edit_add(edit, cp);
	*t = (struct typing){0};
}

static void key_method(struct typing *t, const struct typing_options *o, char key,
		       struct typing_edit *edit)
{
	size_t n = strlen(t->keys);
	char old[TYPING_TEXT_MAX];
	struct word w;

	if (n + 1 == TYPING_KEYS_MAX && is_alnum((uint32_t)key)) {
		key_too_many(t, o, key, edit);
		return;
	}
	if (n + 1 == TYPING_KEYS_MAX) {
		end(t, o, (uint32_t)key, edit);
		return;
	}
	t->keys[n] = key;
	t->keys[n + 1] = '\0';
	make(t, o, &w);
	if (w.plain && !is_alnum((uint32_t)key)) {
		t->keys[n] = '\0';
		end(t, o, (uint32_t)key, edit);
		return;
	}
	memcpy(old, t->text, sizeof(old));
	word_text(&w, o->modern, t->text);
	edit_set(edit, old, t->text);
	if (w.resolved && !is_alnum((uint32_t)key)) /* a sign, as said twice: "hay." */
		*t = (struct typing){0};
}

void typing_key(struct typing *t, const struct typing_options *o, uint32_t cp,
		struct typing_edit *edit)
{
	*edit = (struct typing_edit){0};
	if (cp == 0 || (!t->text[0] && uc_combining_class(cp) != 0))
		return;
	if (cp >= 0x80 && is_word(cp)) {
		key_aside(t, cp, edit);
		return;
	}
	keys_need(t, o->method);
	if (t->aside && is_alnum(cp))
		key_aside(t, cp, edit);
	else if (!t->aside && (is_alnum(cp) || method_takes(o->method, cp)))
		key_method(t, o, (char)cp, edit);
	else
		end(t, o, cp, edit);
}

void typing_end(struct typing *t, const struct typing_options *o,
		struct typing_edit *edit)
{
	*edit = (struct typing_edit){0};
	end(t, o, 0, edit);
}

/* --- backwards ----------------------------------------------------------------- */

/* The keys without those of the last letter and those that changed nothing in the end. */
static void keys_before_last(const struct word *w, bool modern, const char *keys,
			     char out[TYPING_KEYS_MAX])
{
	bool stays[TYPING_KEYS_MAX] = {false};
	size_t n = 0;

	for (size_t i = 0; i + 1 < w->len; i++) {
		const signed char of[] = {w->letter[i].typed, w->letter[i].undone,
					  w->letter[i].marked};
		for (size_t k = 0; k < sizeof(of); k++)
			if (of[k] != WORD_NO_KEY)
				stays[of[k]] = true;
	}
	if (w->toned != WORD_NO_KEY && word_tone_at(w, modern) + 1 < w->len)
		stays[w->toned] = true;
	for (size_t i = 0; i < w->keys; i++)
		if (stays[i])
			out[n++] = keys[i];
	out[n] = '\0';
}

static bool same_letters(const struct word *a, const struct word *b)
{
	if (a->len != b->len || a->tone != b->tone || memcmp(a->s, b->s, a->len) != 0)
		return false;
	for (size_t i = 0; i < a->len; i++)
		if (a->letter[i].capital != b->letter[i].capital)
			return false;
	return true;
}

static void letter_back(struct typing *t, const struct typing_options *o)
{
	struct typing left = {.guessed = t->guessed};
	struct word w, again;

	make(t, o, &w);
	word_text(&w, o->modern, left.text);
	bool modern = o->modern == (strcmp(left.text, t->text) == 0);
	keys_before_last(&w, modern, t->keys, left.keys);
	word_make(&again, o->method, left.keys, strlen(left.keys));
	if (w.tone != TONE_FLAT && word_tone_at(&w, modern) + 1 >= w.len)
		w.tone = TONE_FLAT;
	w.len--;
	word_text(&w, o->modern, left.text);
	if (!same_letters(&w, &again)) {
		left.keys[0] = '\0';
		keys_need(&left, o->method);
	}
	*t = left;
}

bool typing_backspace(struct typing *t, const struct typing_options *o,
		      struct typing_edit *edit)
{
	char old[TYPING_TEXT_MAX];
	size_t n = strlen(t->text);

	*edit = (struct typing_edit){0};
	if (n == 0)
		return false;
	keys_need(t, o->method);
	memcpy(old, t->text, sizeof(old));
	if (t->aside) {
		t->text[text_cluster_prev(t->text, n, n)] = '\0';
		t->aside = !t->guessed;	/* what is left may have keys */
		t->guessed = false;
	} else {
		letter_back(t, o);
	}
	edit_set(edit, old, t->text);
	if (!t->text[0])
		*t = (struct typing){0};
	return true;
}

bool typing_raw(struct typing *t, const struct typing_options *o,
		struct typing_edit *edit)
{
	*edit = (struct typing_edit){0};
	keys_need(t, o->method);
	if (t->aside || strcmp(t->text, t->keys) == 0)
		return false;
	edit_set(edit, t->text, t->keys);
	memcpy(t->text, t->keys, sizeof(t->keys));
	t->aside = true;
	return true;
}
