/* find.c - where a needle stands in a text, letter by letter */
#include <stdint.h>
#include <stdlib.h>

#include <bantin/base/mem.h>
#include <bantin/text/fold.h>
#include <bantin/text/measure.h>

#include "glyph.h"

struct needle {
	struct glyph *glyphs;
	size_t count;
};

static void needle_read(struct needle *needle, const char *s, size_t n)
{
	*needle = (struct needle){.glyphs = mem_array(n, sizeof(struct glyph))};
	for (size_t i = 0; i < n;)
		i += glyph_read(s + i, n - i, &needle->glyphs[needle->count++]);
}

/* Whether the needle stands at `at`; *next is the cluster behind it, and *step the one
 * behind `at`, either way. */
static bool stands_at(const struct needle *needle, const char *s, size_t n, size_t at,
		      size_t *step, size_t *next)
{
	struct glyph g;

	*next = at;
	for (size_t i = 0; i < needle->count; i++) {
		if (*next >= n)
			return false;
		*next += glyph_read(s + *next, n - *next, &g);
		if (i == 0)
			*step = *next;
		const struct glyph *want = &needle->glyphs[i];
		if (!glyph_same(&g, want, want->marks != 0))
			return false;
	}
	return true;
}

/* The first cluster boundary at or after `at`. */
static size_t boundary_from(const char *s, size_t n, size_t at)
{
	if (at == 0 || at >= n)
		return at < n ? at : n;
	size_t before = text_cluster_prev(s, n, at + 1);
	return before == at ? at : text_cluster_next(s, n, before);
}

struct span {
	size_t at, stop;	/* bytes: matches start in at..stop - 1 */
};

static bool find_in(const struct needle *needle, const char *s, size_t n,
		    struct span span, struct match *out)
{
	size_t at = span.at, next, step;

	while (at < n && at < span.stop) {
		if (stands_at(needle, s, n, at, &step, &next)) {
			*out = (struct match){at, next};
			return true;
		}
		at = step;
	}
	return false;
}

bool text_find(const char *hay, size_t hay_len, const char *needle, size_t needle_len,
	       size_t from, struct match *out)
{
	struct needle want;

	if (needle_len == 0)
		return false;
	needle_read(&want, needle, needle_len);
	struct span span = {boundary_from(hay, hay_len, from), hay_len};
	bool found = find_in(&want, hay, hay_len, span, out);
	free(want.glyphs);
	return found;
}

bool text_find_back(const char *hay, size_t hay_len, const char *needle,
		    size_t needle_len, size_t before, struct match *out)
{
	struct needle want;
	struct span span = {0, before};
	struct match m;
	bool found = false;

	if (needle_len == 0)
		return false;
	needle_read(&want, needle, needle_len);
	while (find_in(&want, hay, hay_len, span, &m)) {
		*out = m;
		found = true;
		span.at = text_cluster_next(hay, hay_len, m.start);
	}
	free(want.glyphs);
	return found;
}
