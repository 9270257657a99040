/* wire.h - JSON from strangers: repaired, parsed, each value cleaned on the way out */
#ifndef BANTIN_NET_WIRE_H
#define BANTIN_NET_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include <bantin/base/buf.h>

enum {
	WIRE_PARTS_MAX = 50000,	/* values in one document, so that the tree stays small */
	WIRE_ID_MAX = 200,	/* bytes */
	WIRE_URL_MAX = 2048,
	WIRE_LINE_MAX = 1000,
	WIRE_TEXT_MAX = 16 << 10
};

/*
 * Appends the JSON at p with what real feeds do wrong put right: ill-formed UTF-8 and
 * lone surrogates become U+FFFD, raw control characters in strings are escaped, unknown
 * escapes lose their backslash, numbers that are no integer of at most 18 digits
 * become strings of the same characters, words that are none of JSON's ("NaN") are null,
 * and a comma before a closing bracket goes. False past WIRE_PARTS_MAX.
 */
bool wire_repair(const char *p, size_t n, struct buf *out);

/* The repaired document as a tree; NULL where it still is no JSON. */
json_t *wire_parse(const char *p, size_t n);

/*
 * Below, v is what json_object_get found, perhaps NULL; a wrong type is as good as
 * absent. New strings are clean, not empty and at most max bytes, cut between two code
 * points; else NULL.
 */
char *wire_line(const json_t *v, size_t max);
char *wire_text(const json_t *v, size_t max);
char *wire_id(const json_t *v, size_t max);		/* a number is its decimal text */
char *wire_url(const json_t *v, const char *base);	/* absolute, http or https */
bool wire_true(const json_t *v);

/* An integer of 0 or more, or a string of digits; -1 else. */
int64_t wire_count(const json_t *v);

/* A tag or title as an id: unaccented lower case, dashes between the words. */
char *wire_slug(const char *s, size_t max);

/* Shortens s to at most max bytes, between two code points; blanks and joiners that would
 * then stand at its end go too. Returns s. */
char *wire_cut(char *s, size_t max);

/* Moves the text of v, which is released, to the end of out. */
bool wire_dump(json_t *v, struct buf *out);

#endif
