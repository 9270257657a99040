/* test_typing_all.c - every syllable of hunspell-vi in every way of typing it */
#include "typing_run.h"

#include <bantin/text/syllable.h>

#include "../../../src/text/letters.h"

enum { LETTERS = 8, KEYS = 32 };

enum order { INLINE, TONE_LAST, ONE_HORN, MARKS_LAST, TONE_BEFORE_MARKS, ORDERS };
enum letter_case { SMALL, TITLE, CAPITAL, CASES };

struct syllable {
	const struct letter *letter[LETTERS]; /* NULL: a consonant, in `bare` */
	char bare[LETTERS];                   /* small */
	size_t len, tone_at;
	enum letter_tone tone;
};

static bool syllable_read(struct syllable *sy, const char *s, size_t n)
{
	uint32_t cp;

	*sy = (struct syllable){0};
	for (size_t i = 0; i < n; sy->len++) {
		i += utf8_next(s + i, n - i, &cp);
		if (sy->len == LETTERS)
			return false;
		const struct letter *l = letter_find(cp);
		sy->letter[sy->len] = l;
		sy->bare[sy->len] = (char)((l ? (uint32_t)(unsigned char)l->base : cp) |
					   0x20);
		if (l && l->tone != TONE_FLAT) {
			sy->tone = (enum letter_tone)l->tone;
			sy->tone_at = sy->len;
		}
	}
	return true;
}

/* hòa or hoà: the word as this style writes it, whatever the list does. */
static void syllable_restyle(struct syllable *sy, bool modern)
{
	size_t n = sy->len;

	if (n < 2 || sy->tone == TONE_FLAT || sy->tone_at < n - 2 ||
	    (n > 2 && sy->bare[n - 3] == 'q'))
		return;
	char pair[3] = {sy->bare[n - 2], sy->bare[n - 1], '\0'};
	bool plain = sy->letter[n - 1] && sy->letter[n - 2] &&
		     sy->letter[n - 1]->mark == MARK_NONE &&
		     sy->letter[n - 2]->mark == MARK_NONE;
	if (plain && (strcmp(pair, "oa") == 0 || strcmp(pair, "oe") == 0 ||
		      strcmp(pair, "uy") == 0))
		sy->tone_at = modern ? n - 1 : n - 2;
}

static bool is_capital(size_t at, enum letter_case how)
{
	return how == CAPITAL || (how == TITLE && at == 0);
}

static char cased(char c, bool capital)
{
	return capital && c >= 'a' && c <= 'z' ? (char)(c & ~0x20) : c;
}

static void syllable_text(const struct syllable *sy, enum letter_case how, char out[64])
{
	size_t n = 0;

	for (size_t i = 0; i < sy->len; i++) {
		char base = cased(sy->bare[i], is_capital(i, how));
		enum letter_mark mark = sy->letter[i]
						? (enum letter_mark)sy->letter[i]->mark
						: MARK_NONE;
		const struct letter *l = letter_of(
			base, mark, i == sy->tone_at ? sy->tone : TONE_FLAT);
		n += utf8_put(out + n, l ? l->cp : (uint32_t)base);
	}
	out[n] = '\0';
}

/* The keys of a method, apart from its file: by tone; for ă; â ê ô; ơ ư; đ. */
struct layout_keys {
	const char *name, *tones;
	char breve, circumflex, horn, stroke; /* circumflex 0: the letter itself */
};

static const struct layout_keys methods[] = {
	{"telex", "zfrxsj", 'w', 0, 'w', 'd'},
	{"telex-simple", "zfrxsj", 'w', 0, 'w', 'd'},
	{"vni", "023415", '8', '6', '7', '9'},
	{"viqr", "0`?~'.", '(', '^', '+', 'd'},
};

static char mark_key(const struct syllable *sy, size_t at, const struct layout_keys *k)
{
	switch (sy->letter[at] ? sy->letter[at]->mark : MARK_NONE) {
	case MARK_BREVE:
		return k->breve;
	case MARK_CIRCUMFLEX:
		return k->circumflex ? k->circumflex : sy->bare[at];
	case MARK_HORN:
		return k->horn;
	case MARK_STROKE:
		return k->stroke;
	default:
		return '\0';
	}
}

static bool is_horned_pair(const struct syllable *sy, size_t at)
{
	return at + 1 < sy->len && sy->letter[at] && sy->letter[at]->mark == MARK_HORN &&
	       sy->letter[at + 1] && sy->letter[at + 1]->mark == MARK_HORN;
}

static void syllable_keys(const struct syllable *sy, const struct layout_keys *k,
			  enum order order, enum letter_case how, char out[KEYS])
{
	char later[KEYS];
	char tone = sy->tone == TONE_FLAT ? '\0'
					  : cased(k->tones[sy->tone], how == CAPITAL);
	size_t n = 0, left = 0;

	for (size_t i = 0; i < sy->len; i++) {
		bool capital = is_capital(i, how);
		char mark = cased(mark_key(sy, i, k), capital);
		out[n++] = cased(sy->bare[i], capital);
		if (!k->circumflex && i > 0 && sy->bare[i] == 'o' &&
		    sy->bare[i - 1] == 'o')
			out[n++] = cased('o', capital);
		if (mark && order >= ONE_HORN && is_horned_pair(sy, i))
			continue;
		if (mark && order >= MARKS_LAST)
			later[left++] = mark;
		else if (mark)
			out[n++] = mark;
		if (tone && order == INLINE && i == sy->tone_at)
			out[n++] = tone;
	}
	if (tone && order == TONE_BEFORE_MARKS)
		out[n++] = tone;
	memcpy(out + n, later, left);
	n += left;
	if (tone && order != INLINE && order != TONE_BEFORE_MARKS)
		out[n++] = tone;
	out[n] = '\0';
}

/* Also as the word ends: nothing is given back. Returns how many ways are wrong. */
static size_t check_syllable(struct syllable *sy, const struct layout_keys *k,
			     const struct typing_options *o)
{
	size_t wrong = 0;

	syllable_restyle(sy, o->modern);
	for (int how = SMALL; how < CASES; how++) {
		char want[64], keys[KEYS];
		syllable_text(sy, (enum letter_case)how, want);
		for (int order = INLINE; order < ORDERS; order++) {
			struct screen sc = {0};
			struct typing_edit end;
			syllable_keys(sy, k, (enum order)order, (enum letter_case)how,
				      keys);
			screen_type(&sc, o, keys);
			bool exact = strcmp(sc.t.text, want) == 0;
			typing_end(&sc.t, o, &end);
			if (exact && strcmp(sc.s, want) == 0 && end.remove + end.len == 0)
				continue;
			print_message("# %s %s: %s, not %s\n", k->name, keys, sc.s, want);
			wrong++;
		}
	}
	return wrong;
}

static size_t check_list(FILE *f, const struct layout_keys *k, bool modern, size_t *count)
{
	struct method *m = method_of(k->name);
	struct typing_options o = {.method = m, .modern = modern, .give_back = true};
	struct syllable sy;
	size_t wrong = 0;
	char word[256];

	rewind(f);
	while (fgets(word, sizeof(word), f)) {
		size_t n = strcspn(word, "\r\n/");
		if (!syllable_possible(word, n) || !syllable_read(&sy, word, n))
			continue;
		++*count;
		wrong += check_syllable(&sy, k, &o);
	}
	method_free(m);
	return wrong;
}

static void all_are_exact(void **state)
{
	FILE *f = fopen("/usr/share/hunspell/vi_VN.dic", "r");

	(void)state;
	if (!f) {
		print_message("# SKIP hunspell-vi is not installed\n");
		return;
	}
	for (size_t i = 0; i < COUNT(methods); i++)
		for (int modern = 0; modern < 2; modern++) {
			size_t count = 0;
			assert_int_equal(check_list(f, &methods[i], modern, &count), 0);
			assert_true(count > 6000);
		}
	fclose(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(all_are_exact)};

	return cmocka_run_group_tests_name("typing_all", tests, NULL, NULL);
}
