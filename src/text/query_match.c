/* query_match.c - where the terms of a query stand in a text, word by word */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/query.h>
#include <bantin/text/utf8.h>

#include "glyph.h"

struct want {
	struct glyph glyph;
	bool strict;	/* its word has marks, so that its bare letters count too */
	bool last;	/* of its word */
};

/* A term taken apart. Between two of its words anything may stand that is no word, as
 * between the tokens of an FTS5 phrase. */
struct pattern {
	struct want *wants;
	size_t count;
	bool prefix;	/* of the last word only the beginning is known */
};

static bool word_at(const char *s, size_t n, size_t at)
{
	uint32_t cp;

	if (at >= n)
		return false;
	utf8_next(s + at, n - at, &cp);
	return point_is_word(cp);
}

static bool word_before(const char *s, size_t at)
{
	uint32_t cp;

	if (at == 0)
		return false;
	size_t step = utf8_back(s, at);
	utf8_next(s + at - step, step, &cp);
	return point_is_word(cp);
}

static size_t skip(const char *s, size_t n, size_t at, bool words)
{
	uint32_t cp;

	while (at < n && word_at(s, n, at) == words)
		at += utf8_next(s + at, n - at, &cp);
	return at;
}

/* The first start of a word at or after `at`; n: there is none. */
static size_t word_from(const char *s, size_t n, size_t at)
{
	if (word_at(s, n, at) && word_before(s, at))
		at = skip(s, n, at, true);
	return skip(s, n, at, false);
}

/* Appends the word that starts at `at`; returns its end. */
static size_t pattern_add_word(struct pattern *p, const char *s, size_t n, size_t at)
{
	size_t first = p->count;
	bool strict = false;

	while (word_at(s, n, at)) {
		struct want *w = &p->wants[p->count++];
		at += glyph_read(s + at, n - at, &w->glyph);
		strict = strict || w->glyph.marks != 0;
	}
	for (size_t i = first; i < p->count; i++)
		p->wants[i].strict = strict;
	p->wants[p->count - 1].last = true;
	return at;
}

static void pattern_read(struct pattern *p, const struct query_term *t)
{
	size_t n = strlen(t->text);

	*p = (struct pattern){
		.wants = mem_array(n, sizeof(struct want)), .prefix = t->prefix,
	};
	for (size_t at = word_from(t->text, n, 0); at < n; at = word_from(t->text, n, at))
		at = pattern_add_word(p, t->text, n, at);
}

/* Whether p stands at the start of a word at `at`; *end is then the end of the match. */
static bool pattern_at(const struct pattern *p, const char *s, size_t n, size_t at,
		       size_t *end)
{
	struct glyph g;

	for (size_t i = 0; i < p->count; i++) {
		const struct want *w = &p->wants[i];
		if (!word_at(s, n, at))
			return false;
		at += glyph_read(s + at, n - at, &g);
		if (!glyph_same(&g, &w->glyph, w->strict))
			return false;
		*end = at;
		if (!w->last)
			continue;
		if (word_at(s, n, at) && !(p->prefix && i + 1 == p->count))
			return false;
		at = skip(s, n, at, false);
	}
	return p->count > 0;
}

static bool stands(const struct query_term *t, const char *s, size_t n)
{
	struct pattern p;
	size_t at = 0, end = 0;
	bool found = false;

	pattern_read(&p, t);
	while (!found && (at = word_from(s, n, at)) < n) {
		found = pattern_at(&p, s, n, at, &end);
		at = skip(s, n, at, true);
	}
	free(p.wants);
	return found;
}

bool query_matches(const struct query *q, const char *s, size_t n)
{
	for (size_t i = 0; i < q->count; i++)
		if (q->terms[i].marked && !stands(&q->terms[i], s, n))
			return false;
	return true;
}

static bool mark_next(const struct pattern *list, size_t count, const char *s, size_t n,
		      size_t from, struct match *out)
{
	for (size_t at = word_from(s, n, from); at < n; at = word_from(s, n, at)) {
		size_t longest = 0, end = 0;
		for (size_t i = 0; i < count; i++)
			if (pattern_at(&list[i], s, n, at, &end) && end > longest)
				longest = end;
		if (longest > 0) {
			*out = (struct match){at, longest};
			return true;
		}
		at = skip(s, n, at, true);
	}
	return false;
}

bool query_mark(const struct query *q, const char *s, size_t n, size_t from,
		struct match *out)
{
	struct pattern *list = mem_array(q->count, sizeof(*list));

	for (size_t i = 0; i < q->count; i++)
		pattern_read(&list[i], &q->terms[i]);
	bool found = mark_next(list, q->count, s, n, from, out);
	for (size_t i = 0; i < q->count; i++)
		free(list[i].wants);
	free(list);
	return found;
}
