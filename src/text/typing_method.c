/* typing_method.c - a typing method out of its file */
#include <bantin/text/typing.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/utf8.h>

#include "spelling.h"
#include "typing_method.h"

static const char bases[METHOD_BASES + 1] = "aeoud";

enum { WORDS_MAX = 4, WORD_BYTES = 32 }; /* a line holds four words at most */

struct line {
	char word[WORDS_MAX][WORD_BYTES];
	size_t count;
	bool too_long;
};

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void line_split(struct line *l, const char *s, size_t n)
{
	*l = (struct line){0};
	for (size_t i = 0; i < n;) {
		size_t from;
		while (i < n && blank(s[i]))
			i++;
		for (from = i; i < n && !blank(s[i]);)
			i++;
		if (i == from)
			break;
		if (l->count == WORDS_MAX || i - from >= WORD_BYTES) {
			l->too_long = true;
			return;
		}
		memcpy(l->word[l->count++], s + from, i - from);
	}
}

static struct method_key *key_at(struct method *m, char c)
{
	return &m->keys[c - KEY_FIRST];
}

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

const struct method_key *method_key(const struct method *m, char key)
{
	static const struct method_key none;

	if (key < KEY_FIRST || key > KEY_LAST)
		return NULL;
	const struct method_key *k = &m->keys[small(key) - KEY_FIRST];
	return memcmp(k, &none, sizeof(none)) == 0 ? NULL : k;
}

bool method_takes(const struct method *m, uint32_t cp)
{
	return cp >= KEY_FIRST && cp <= KEY_LAST &&
	       ((char)cp == m->escape || method_key(m, (char)cp));
}

char method_mark(const struct method_key *k, char bare)
{
	const char *base = bare ? strchr(bases, bare) : NULL;

	return base ? k->mark[base - bases] : '\0';
}

/* A key of the file: one character that is no capital. */
static bool key_read(const char *word, char *key, const char **why)
{
	*why = N_("a key is one printable ASCII character, and no capital letter");
	*key = word[0];
	return word[0] >= KEY_FIRST && word[0] <= KEY_LAST && word[1] == '\0' &&
	       (word[0] < 'A' || word[0] > 'Z');
}

static bool tone_line(struct method *m, const struct line *l, const char **why)
{
	static const char *const tones[] = {
		[TONE_FLAT] = "none",   [TONE_GRAVE] = "grave", [TONE_HOOK] = "hook",
		[TONE_TILDE] = "tilde", [TONE_ACUTE] = "acute", [TONE_DOT] = "dot",
	};
	size_t tone = 0;
	char c;

	if (!key_read(l->word[1], &c, why))
		return false;
	while (tone < sizeof(tones) / sizeof(*tones) &&
	       strcmp(tones[tone], l->word[2]) != 0)
		tone++;
	*why = N_("a tone is acute, grave, hook, tilde, dot or none");
	if (tone == sizeof(tones) / sizeof(*tones))
		return false;
	*why = N_("this key has a tone already");
	if (key_at(m, c)->tones)
		return false;
	key_at(m, c)->tones = true;
	key_at(m, c)->tone = (unsigned char)tone;
	return true;
}

static bool mark_read(const char *word, enum letter_mark *mark)
{
	static const char *const marks[] = {
		[MARK_BREVE] = "breve",
		[MARK_CIRCUMFLEX] = "circumflex",
		[MARK_HORN] = "horn",
		[MARK_STROKE] = "stroke",
	};

	for (size_t i = MARK_BREVE; i <= MARK_STROKE; i++)
		if (strcmp(marks[i], word) == 0) {
			*mark = (enum letter_mark)i;
			return true;
		}
	return false;
}

static bool mark_line(struct method *m, const struct line *l, const char **why)
{
	enum letter_mark mark;
	char c;

	if (!key_read(l->word[1], &c, why))
		return false;
	*why = N_("a mark is breve, circumflex, horn or stroke");
	if (!mark_read(l->word[2], &mark))
		return false;
	for (const char *s = l->word[3]; *s; s++) {
		const char *base = strchr(bases, *s);
		const struct letter *made = letter_of(*s, mark, TONE_FLAT);
		*why = N_("there is no such letter with this mark");
		if (!base || !made)
			return false;
		*why = N_("this key has a mark for that letter already");
		if (key_at(m, c)->mark[base - bases])
			return false;
		key_at(m, c)->mark[base - bases] = spelling_char(made);
	}
	return true;
}

static bool letter_line(struct method *m, const struct line *l, const char **why)
{
	uint32_t cp;
	char c;

	if (!key_read(l->word[1], &c, why))
		return false;
	size_t n = utf8_next(l->word[2], strlen(l->word[2]), &cp);
	const struct letter *made = letter_find(cp);
	*why = N_("a letter is one of ă â ê ô ơ ư, small or capital");
	if (l->word[2][n] || !made || made->mark == MARK_NONE ||
	    made->mark == MARK_STROKE || made->tone != TONE_FLAT)
		return false;
	*why = N_("this key is a letter already");
	if (key_at(m, c)->letter)
		return false;
	key_at(m, c)->letter = spelling_char(made);
	key_at(m, c)->capital = made->base < 'a';
	return true;
}

static bool name_line(struct method *m, const struct line *l, const char **why)
{
	*why = N_("a name has up to 23 letters and stands once");
	if (m->name[0] || strlen(l->word[1]) >= METHOD_NAME_MAX ||
	    !utf8_valid(l->word[1], strlen(l->word[1])))
		return false;
	memcpy(m->name, l->word[1], strlen(l->word[1]) + 1);
	return true;
}

static bool escape_line(struct method *m, const struct line *l, const char **why)
{
	char c;

	if (!key_read(l->word[1], &c, why))
		return false;
	*why = N_("there is one escape, which does nothing else");
	if (m->escape)
		return false;
	m->escape = c;
	return true;
}

static bool line_take(struct method *m, const struct line *l, const char **why)
{
	static const struct {
		const char *word;
		size_t count;
		bool (*take)(struct method *m, const struct line *l, const char **why);
	} kinds[] = {
		{"name", 2, name_line},     {"tone", 3, tone_line},
		{"mark", 4, mark_line},     {"letter", 3, letter_line},
		{"escape", 2, escape_line},
	};

	*why = N_("a line has four words at most");
	if (l->too_long)
		return false;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(l->word[0], kinds[i].word) == 0) {
			*why = N_("words are missing in this line, or there are too many");
			return l->count == kinds[i].count && kinds[i].take(m, l, why);
		}
	*why = N_("a line begins with name, tone, mark, letter or escape");
	return false;
}

/* Reads all lines; *line is the one that was refused, 0: the file as a whole. */
static bool lines_read(struct method *m, const char *s, size_t n, size_t *line,
		       const char **why)
{
	struct line l;

	*line = 0;
	*why = N_("the file is too long");
	if (n > METHOD_BYTES_MAX)
		return false;
	for (size_t at = 0; at < n;) {
		const char *end = memchr(s + at, '\n', n - at);
		size_t to = end ? (size_t)(end - s) : n;
		line_split(&l, s + at, to - at);
		++*line;
		if (l.count > 0 && l.word[0][0] != '#' && !line_take(m, &l, why))
			return false;
		at = to + 1;
	}
	*line = 0;
	*why = N_("it has no name");
	if (!m->name[0])
		return false;
	*why = N_("there is one escape, which does nothing else");
	return !m->escape || !method_key(m, m->escape);
}

struct method *method_parse(const char *file, const char *s, size_t n, struct err *e)
{
	struct method *m = mem_alloc(sizeof(*m));
	const char *why;
	size_t line;

	if (lines_read(m, s, n, &line, &why))
		return m;
	free(m);
	if (line > 0)
		err_set(e, ERR_CONFIG, "%s:%zu: %s", file, line, gettext(why));
	else
		err_set(e, ERR_CONFIG, "%s: %s", file, gettext(why));
	return NULL;
}

const char *method_name(const struct method *m)
{
	return m->name;
}

void method_free(struct method *m)
{
	free(m);
}
