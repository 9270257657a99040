/* measure.c - how long is a text: bytes, code points, clusters and columns at once */
#include <bantin/text/measure.h>

#include <stdbool.h>
#include <stdint.h>

#include <bantin/text/utf8.h>

#include "cluster.h"
#include "glyph.h"

static bool passes(const struct extent *sum, const struct extent *limit)
{
	return (limit->bytes && sum->bytes > limit->bytes) ||
	       (limit->points && sum->points > limit->points) ||
	       (limit->clusters && sum->clusters > limit->clusters) ||
	       (limit->columns && sum->columns > limit->columns);
}

void text_measure(const char *s, size_t n, const struct extent *limit,
		  struct extent *out)
{
	struct cluster c;

	*out = (struct extent){0};
	while (out->bytes < n) {
		struct extent sum = *out;
		cluster_read(s + out->bytes, n - out->bytes, &c);
		sum.bytes += c.bytes;
		sum.points += c.points;
		sum.clusters++;
		sum.columns += c.columns;
		if (limit && passes(&sum, limit))
			return;
		*out = sum;
	}
}

size_t text_columns(const char *s, size_t n)
{
	struct extent all;

	text_measure(s, n, NULL, &all);
	return all.columns;
}

size_t text_cluster_next(const char *s, size_t n, size_t at)
{
	struct cluster c;

	if (at >= n)
		return n;
	cluster_read(s + at, n - at, &c);
	return at + c.bytes;
}

/* The nearest cluster boundary before `at` that needs no look further back. */
static size_t sure_boundary(const char *s, size_t at)
{
	uint32_t before, after;
	size_t pos = at - utf8_back(s, at);

	utf8_next(s + pos, at - pos, &after);
	while (pos > 0) {
		size_t prev = pos - utf8_back(s, pos);
		utf8_next(s + prev, pos - prev, &before);
		if (cluster_parted(before, after))
			return pos;
		after = before;
		pos = prev;
	}
	return 0;
}

size_t text_cluster_prev(const char *s, size_t n, size_t at)
{
	if (at > n)
		at = n;
	if (at == 0)
		return 0;
	size_t pos = sure_boundary(s, at);
	for (;;) {
		size_t next = text_cluster_next(s, n, pos);
		if (next >= at)
			return pos;
		pos = next;
	}
}

size_t text_cluster_sure(const char *s, size_t n, size_t at)
{
	uint32_t before, after;

	if (at >= n)
		return n;
	for (at += utf8_next(s + at, n - at, &before); at < n; before = after) {
		size_t step = utf8_next(s + at, n - at, &after);
		if (cluster_parted(before, after))
			return at;
		at += step;
	}
	return n;
}

size_t text_word_next(const char *s, size_t n, size_t at)
{
	bool inside = false;
	uint32_t cp;

	while (at < n) {
		size_t step = utf8_next(s + at, n - at, &cp);
		bool word = point_is_word(cp);
		if (inside && !word)
			return at;
		inside = word;
		at += step;
	}
	return n;
}

size_t text_word_prev(const char *s, size_t n, size_t at)
{
	bool inside = false;
	uint32_t cp;

	if (at > n)
		at = n;
	while (at > 0) {
		size_t step = utf8_back(s, at);
		utf8_next(s + at - step, step, &cp);
		bool word = point_is_word(cp);
		if (inside && !word)
			return at;
		inside = word;
		at -= step;
	}
	return 0;
}

/* Appends what text_truncate says and returns its columns. */
static size_t put_truncated(struct buf *out, const char *s, size_t n, size_t columns)
{
	struct extent limit = {.columns = columns}, got;

	if (columns == 0)
		return 0;
	text_measure(s, n, &limit, &got);
	if (got.bytes == n) {
		buf_add(out, s, n);
		return got.columns;
	}
	limit.columns = columns - 1;
	if (limit.columns == 0)
		got = (struct extent){0};
	else
		text_measure(s, got.bytes, &limit, &got);
	buf_add(out, s, got.bytes);
	buf_adds(out, "…");
	return got.columns + 1;
}

void text_truncate(struct buf *out, const char *s, size_t n, size_t columns)
{
	put_truncated(out, s, n, columns);
}

void text_pad(struct buf *out, const char *s, size_t n, size_t columns)
{
	size_t used = put_truncated(out, s, n, columns);

	buf_fill(out, ' ', columns - used);
}
