/* snippet.c - some thirty words around a place in a text, on one line */
#include "archive_in.h"

#include <bantin/base/buf.h>
#include <bantin/text/utf8.h>

enum {
	SNIPPET_WORDS = 30,
	SNIPPET_BEFORE = 8, /* of them at most before the place */
	SNIPPET_BYTES = 600 /* where "words" are long */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

/* Back from `at` over its own word and at most SNIPPET_BEFORE words before it. */
static size_t find_start(const char *s, size_t at)
{
	size_t words = 0, start = at;

	while (start > 0 && at - start < SNIPPET_BYTES / 3) {
		if (is_blank(s[start - 1]) && start < at && !is_blank(s[start]) &&
		    ++words == SNIPPET_BEFORE)
			return start;
		start -= utf8_back(s, start);
	}
	return start;
}

/* Appends words with single spaces between them; returns where it stopped. */
static size_t add_words(struct buf *out, const char *s, size_t n, size_t from)
{
	size_t words = 0, at = from;

	while (at < n) {
		while (at < n && is_blank(s[at]))
			at++;
		if (at == n || words++ == SNIPPET_WORDS)
			break;
		if (words > 1)
			buf_addc(out, ' ');
		size_t start = at;
		while (at < n && !is_blank(s[at]) && at - from < SNIPPET_BYTES) {
			uint32_t cp;
			at += utf8_next(s + at, n - at, &cp);
		}
		buf_add(out, s + start, at - start);
		if (at - from >= SNIPPET_BYTES)
			break;
	}
	return at;
}

char *snippet_make(const char *s, size_t n, size_t at)
{
	struct buf out = {0};
	size_t start = find_start(s, at < n ? at : 0);

	if (start > 0)
		buf_adds(&out, "… ");
	if (add_words(&out, s, n, start) < n)
		buf_adds(&out, " …");
	return buf_take(&out);
}
