/* html_scan.c - where the pieces of an HTML text begin and end */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "html_build.h"
#include "html_scan.h"

static bool begins(const struct scan *c, size_t at, const char *word)
{
	size_t n = strlen(word);

	return c->n - at >= n && strncasecmp(c->s + at, word, n) == 0;
}

static bool is_letter(const struct scan *c, size_t at)
{
	return at < c->n && isalpha((unsigned char)c->s[at]);
}

/* Byte after the next c->s[…] == what, or the end of all. */
static size_t after_byte(const struct scan *c, size_t at, char what)
{
	const char *p = memchr(c->s + at, what, c->n - at);

	return p ? (size_t)(p - c->s) + 1 : c->n;
}

static size_t comment_end(const struct scan *c, size_t at)
{
	at += 4;
	while (at < c->n) {
		at = after_byte(c, at, '-');
		if (begins(c, at, "->"))
			return at + 2;
	}
	return c->n;
}

/* Byte after the quote that closes the one at `at`; 0 where none does. */
static size_t quote_end(struct scan *c, size_t at)
{
	bool *none = &c->quotes_end[c->s[at] == '"'];
	const char *p = *none ? NULL : memchr(c->s + at + 1, c->s[at], c->n - at - 1);

	*none |= !p;
	return p ? (size_t)(p - c->s) + 1 : 0;
}

static size_t count_blanks(const char *s, size_t n)
{
	size_t blanks = 0;

	for (size_t i = 0; i < n; i++)
		blanks += (unsigned char)s[i] <= ' ';
	return blanks;
}

/* A tag ends at the first > outside quotes, and a quote counts only behind "=". Where a
 * quote is never closed, the tag is taken to end at its first >. */
static size_t tag_end(struct scan *c, size_t at)
{
	size_t i = at + 1, words = 0;
	char before = 0;

	while (i < c->n && c->s[i] != '>') {
		char ch = c->s[i];

		if ((ch == '"' || ch == '\'') && before == '=') {
			size_t end = quote_end(c, i);

			if (!end) {
				c->skip = true;
				return after_byte(c, i, '>');
			}
			words += 1 + count_blanks(c->s + i, end - i) / 4;
			before = 0;
			i = end;
			continue;
		}
		words += (unsigned char)ch <= ' ' || ch == '/';
		if ((unsigned char)ch > ' ')
			before = ch;
		i++;
	}
	c->skip = i == c->n || words > HTML_ATTRS_MAX;
	return i < c->n ? i + 1 : c->n;
}

/* To behind the end tag; its name is the k-th of script and style. */
static size_t raw_end(struct scan *c, size_t at, size_t k)
{
	static const char *const ends[2] = { "/script", "/style" };

	while (at < c->n && !c->scripts_end[k]) {
		at = after_byte(c, at, '<');
		if (begins(c, at, ends[k]))
			return after_byte(c, at, '>');
	}
	c->scripts_end[k] = true;
	return c->n;
}

static size_t piece_end(struct scan *c, size_t at)
{
	static const char *const raws[2] = { "<script", "<style" };
	static const char *const others[] = { "<wbr", "</html", "</body" };
	size_t end;

	if (c->s[at] != '<' || at + 1 == c->n)
		return 0;
	if (c->s[at + 1] == '!' || c->s[at + 1] == '?') {
		c->skip = true;
		return begins(c, at, "<!--") ? comment_end(c, at) :
					       after_byte(c, at, '>');
	}
	if (!is_letter(c, at + 1) && !(c->s[at + 1] == '/' && is_letter(c, at + 2)))
		return 0;
	end = tag_end(c, at);
	for (size_t k = 0; k < 2; k++) {
		if (begins(c, at, raws[k]) && !is_letter(c, at + strlen(raws[k]))) {
			c->skip = true;
			return raw_end(c, end, k);
		}
	}
	for (size_t k = 0; k < sizeof others / sizeof *others; k++)
		c->skip |= begins(c, at, others[k]) &&
			   !is_letter(c, at + strlen(others[k]));
	return end;
}

bool scan_next(struct scan *c)
{
	const char *p;

	c->start = c->end;
	c->skip = false;
	if (c->start >= c->n)
		return false;
	c->end = piece_end(c, c->start);
	if (c->end)
		return true;
	p = memchr(c->s + c->start + 1, '<', c->n - c->start - 1);
	c->end = p ? (size_t)(p - c->s) : c->n;
	return true;
}
