/* query.h - what a person types in a search field, as terms */
#ifndef BANTIN_TEXT_QUERY_H
#define BANTIN_TEXT_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/text/fold.h>

struct query_term {
	char *text;	/* as typed, cleaned: "đồng", "hội nghị" */
	bool phrase;	/* stood in quotes */
	bool prefix;	/* ended in *, or is the last word of a field being typed */
	bool marked;	/* has a mark or đ, so it narrows (see query_matches) */
};

struct query {
	struct query_term *terms;
	size_t count;
};

/* Fills q, which holds nothing yet. Any text is a query: words, "phrases in quotes",
 * prefixes (nông th*). Operators of other languages are plain words. typing: the last word counts as a prefix. Past a
 * kilobyte or 32 terms the rest is left out. */
void query_parse(struct query *q, const char *s, bool typing);
void query_clear(struct query *q);

/* Appends an FTS5 expression of folded, quoted strings, all of which must be there
 * (AND). Nothing where the query has no word. Never rejected by FTS5. */
void query_fts(const struct query *q, struct buf *out);

/* Appends all words as one FTS5 phrase, in the order they were typed: for what stands
 * together to come first. Nothing where the query has no word. */
void query_fts_phrase(const struct query *q, struct buf *out);

/* Whether every marked term stands with its marks, as a word, in the text. FTS has no
 * marks, so its rows must pass this too. True for a query without marks. A word that
 * has a mark is compared letter by letter, bare letters too ("đồng" is not "dòng", nor
 * "hôi" "hội"); a word without any is found with all marks, also within a phrase. */
bool query_matches(const struct query *q, const char *s, size_t n);

/* The next place at or after `from` that a term of q marks in the text, longest first. */
bool query_mark(const struct query *q, const char *s, size_t n, size_t from,
		struct match *out);

#endif
