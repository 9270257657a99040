/* query.c - what a person types in a search field, as terms */
#include <bantin/text/query.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/measure.h>
#include <bantin/text/utf8.h>

#include "glyph.h"

enum {
	QUERY_BYTES_MAX = 1024,
	TERMS_MAX = 32		/* far below the depth that FTS5 takes */
};

/* --- reading what was typed --- */

static bool is_quote(uint32_t cp)
{
	return cp == '"' || cp == 0x201c || cp == 0x201d || cp == 0x201e || cp == 0xab ||
	       cp == 0xbb;
}

static bool has_word(const char *s, size_t n)
{
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		if (point_is_word(cp) && !point_is_mark(cp))
			return true;
	}
	return false;
}

static bool has_marks(const char *s, size_t n)
{
	struct glyph g;

	for (size_t i = 0; i < n;) {
		i += glyph_read(s + i, n - i, &g);
		if (g.marks != 0)
			return true;
	}
	return false;
}

/* Adds bytes 0..n of s as a term of that kind, a star at the end taken off. False where
 * there is no word in it. */
static bool term_add(struct query *q, const char *s, size_t n, struct query_term kind)
{
	size_t cap = q->count;

	while (n > 0 && (s[n - 1] == '*' || s[n - 1] == ' ')) {
		kind.prefix = kind.prefix || s[n - 1] == '*';
		n--;
	}
	if (q->count == TERMS_MAX || !has_word(s, n))
		return false;
	kind.text = mem_strn(s, n);
	kind.marked = has_marks(s, n);
	q->terms = mem_grow(q->terms, &cap, q->count + 1, sizeof(*q->terms));
	q->terms[q->count++] = kind;
	return true;
}

/* Where the term that begins at `at` ends: at a quote, and for a word at a space. */
static size_t term_end(const char *s, size_t n, size_t at, bool phrase)
{
	uint32_t cp;

	while (at < n) {
		size_t step = utf8_next(s + at, n - at, &cp);
		if (is_quote(cp) || (cp == ' ' && !phrase))
			break;
		at += step;
	}
	return at;
}

/* Reads the term at `at`, which is no space, and returns where it ends. A star behind the
 * second quote is a star within: "nông th"* is what FTS5 would write. */
static size_t term_read(struct query *q, const char *s, size_t n, size_t at, bool *open)
{
	uint32_t cp;
	size_t step = utf8_next(s + at, n - at, &cp);
	struct query_term kind = {.phrase = is_quote(cp)};

	if (kind.phrase)
		at += step;
	size_t end = term_end(s, n, at, kind.phrase);
	size_t next = end;
	if (kind.phrase && end < n)
		next += utf8_next(s + end, n - end, &cp);
	if (kind.phrase && next < n && s[next] == '*') {
		kind.prefix = true;
		next++;
	}
	if (term_add(q, s + at, end - at, kind))
		*open = !kind.phrase || end == n;
	return next;
}

/* Reads terms from clean text. Returns whether the last one is still open: a word, or a
 * phrase whose second quote is missing. */
static bool terms_read(struct query *q, const char *s, size_t n)
{
	bool open = false;
	size_t at = 0;

	while (at < n) {
		if (s[at] == ' ')
			at++;
		else
			at = term_read(q, s, n, at, &open);
	}
	return open;
}

void query_parse(struct query *q, const char *s, bool typing)
{
	struct extent limit = {.bytes = QUERY_BYTES_MAX}, got;
	char *clean = text_clean_line(s);

	*q = (struct query){0};
	text_measure(clean, strlen(clean), &limit, &got);
	if (terms_read(q, clean, got.bytes) && typing && q->count > 0)
		q->terms[q->count - 1].prefix = true;
	free(clean);
}

void query_clear(struct query *q)
{
	for (size_t i = 0; i < q->count; i++)
		free(q->terms[i].text);
	free(q->terms);
	*q = (struct query){0};
}

/* The folded term within quotes that are open already. */
static void add_folded(const struct query_term *t, struct buf *out)
{
	struct buf folded = {0};

	text_fold(&folded, t->text, strlen(t->text));
	for (const char *c = buf_str(&folded); *c; c++) {
		if (*c == '"')
			buf_addc(out, '"');
		buf_addc(out, *c);
	}
	buf_clear(&folded);
}

void query_fts(const struct query *q, struct buf *out)
{
	for (size_t i = 0; i < q->count; i++) {
		buf_adds(out, i > 0 ? " AND \"" : "\"");
		add_folded(&q->terms[i], out);
		buf_adds(out, q->terms[i].prefix ? "\" *" : "\"");
	}
}

void query_fts_phrase(const struct query *q, struct buf *out)
{
	if (q->count == 0)
		return;
	buf_addc(out, '"');
	for (size_t i = 0; i < q->count; i++) {
		if (i > 0)
			buf_addc(out, ' ');
		add_folded(&q->terms[i], out);
	}
	buf_adds(out, q->terms[q->count - 1].prefix ? "\" *" : "\"");
}
