/* fold.c - search keys: no case, no marks, đ is d */
#include <bantin/text/fold.h>

#include <stdint.h>

#include <bantin/text/utf8.h>

#include "glyph.h"
#include "letters.h"

/* Pieces for out, gathered: adding four bytes at a time would cost more than folding. */
struct pieces {
	struct buf *out;
	char s[512];
	size_t len;
};

static void pieces_flush(struct pieces *p)
{
	buf_add(p->out, p->s, p->len);
	p->len = 0;
}

static void pieces_put(struct pieces *p, uint32_t cp)
{
	if (p->len + 4 > sizeof(p->s))
		pieces_flush(p);
	p->len += utf8_put(p->s + p->len, cp);
}

static void fold_point(struct pieces *p, uint32_t cp)
{
	const struct letter *l = letter_find(cp);
	uint32_t parts[POINT_MAX];

	if (l) {
		pieces_put(p, point_lower((uint32_t)l->base));
		return;
	}
	size_t count = point_decompose(cp, parts);
	for (size_t i = 0; i < count; i++)
		if (!point_is_mark(parts[i]))
			pieces_put(p, point_lower(parts[i]));
}

void text_fold(struct buf *out, const char *s, size_t n)
{
	struct pieces p = {.out = out};
	uint32_t cp;

	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		if (cp < 0x80)
			pieces_put(&p, point_lower(cp));
		else
			fold_point(&p, cp);
	}
	pieces_flush(&p);
}
