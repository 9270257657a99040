/* charset_viqr.c - VIQR: letters with their marks typed behind them (RFC 1456) */
#include "charset_read.h"

#include <string.h>

#include "letters.h"

struct viqr {
	const char *s;
	size_t n, at;
	bool toned;		/* the word has its tone: a further one is punctuation */
	bool capital;		/* the word begins with one */
};

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char byte_at(const struct viqr *v, size_t i)
{
	return i < v->n ? v->s[i] : '\0';
}

/* What a backslash takes its meaning from. */
static bool is_sign(char c)
{
	return c && strchr("^(+`?~'.\\", c);
}

static enum letter_mark mark_of(char c)
{
	return c == '^' ? MARK_CIRCUMFLEX : c == '(' ? MARK_BREVE :
	       c == '+' ? MARK_HORN : MARK_NONE;
}

static enum letter_tone tone_of(char c)
{
	static const char signs[] = "`?~'.";
	const char *at = c ? strchr(signs, c) : NULL;

	return at ? (enum letter_tone)(at - signs + 1) : TONE_FLAT;
}

/* Whether the . or ? at `at`, behind the last letter of a word, is no tone. RFC 1456 has
 * it escaped then, and few people did. A word before a capital is mostly the last of its
 * sentence, unless it is a name's; questions are too rare to think of but at the end. */
static bool ends_sentence(const struct viqr *v, size_t at)
{
	size_t i = at + 1;

	if (v->s[at] != '.' && v->s[at] != '?')
		return false;
	if (byte_at(v, i) == v->s[at] || (i < v->n && strchr("\"')]/!", v->s[i])))
		return true;
	while (byte_at(v, i) == ' ')
		i++;
	if (i == v->n || v->s[i] == '\n' || v->s[i] == '\r')
		return true;
	return v->s[at] == '.' && !v->capital && i > at + 1 && v->s[i] >= 'A' &&
	       v->s[i] <= 'Z';
}

/* The vowel at v->at with its mark and tone, in either order. */
static const struct letter *read_vowel(struct viqr *v)
{
	char base = v->s[v->at];
	const struct letter *l = letter_of(base, MARK_NONE, TONE_FLAT);

	if (!l)
		return NULL;
	v->at++;
	for (int i = 0; i < 2; i++) {
		enum letter_mark mark = mark_of(byte_at(v, v->at));
		enum letter_tone tone = tone_of(byte_at(v, v->at));
		const struct letter *next = NULL;
		if (mark != MARK_NONE && l->mark == MARK_NONE)
			next = letter_of(base, mark, (enum letter_tone)l->tone);
		else if (tone != TONE_FLAT && !v->toned && !ends_sentence(v, v->at))
			next = letter_of(base, (enum letter_mark)l->mark, tone);
		if (!next)
			break;
		v->toned = v->toned || tone != TONE_FLAT;
		l = next;
		v->at++;
	}
	return l;
}

static bool at_dd(const struct viqr *v, bool begins)
{
	return begins && (v->s[v->at] | 0x20) == 'd' &&
	       (byte_at(v, v->at + 1) | 0x20) == 'd';
}

void read_viqr(struct buf *out, const char *s, size_t n)
{
	struct viqr v = {.s = s, .n = n};
	bool begins = true;

	while (v.at < n) {
		const struct letter *l = NULL;
		if (begins) {
			v.toned = false;
			v.capital = s[v.at] >= 'A' && s[v.at] <= 'Z';
		}
		if (s[v.at] == '\\' && is_sign(byte_at(&v, v.at + 1))) {
			put_point(out, (unsigned char)s[v.at + 1]);
			v.at += 2;
			begins = true;
		} else if (at_dd(&v, begins)) {
			put_point(out, s[v.at] == 'd' ? 0x111 : 0x110);
			v.at += 2;
			begins = false;
		} else if ((l = read_vowel(&v)) != NULL) {
			put_point(out, l->cp);
			begins = false;
		} else {
			begins = !is_alpha(s[v.at]);
			buf_addc(out, s[v.at++]);
		}
	}
}
