/* buf.c - a growing run of bytes with a ceiling */
#include <bantin/base/buf.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>

void buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){.max = max};
}

void buf_clear(struct buf *b)
{
	free(b->s);
	*b = (struct buf){.max = b->max};
}

void buf_reset(struct buf *b)
{
	b->len = 0;
	b->full = false;
	if (b->s)
		b->s[0] = '\0';
}

/* Room for n more bytes and the NUL. */
static bool buf_room(struct buf *b, size_t n)
{
	size_t max = b->max > 0 ? b->max : BUF_MAX;

	if (b->len > max || n > max - b->len) {
		b->full = true;
		return false;
	}
	if (!b->s || b->len + n + 1 > b->cap)
		b->s = mem_grow(b->s, &b->cap, b->len + n + 1, 1);
	return true;
}

bool buf_add(struct buf *b, const void *p, size_t n)
{
	if (!buf_room(b, n))
		return false;
	if (n > 0)
		memcpy(b->s + b->len, p, n);
	b->len += n;
	b->s[b->len] = '\0';
	return true;
}

bool buf_adds(struct buf *b, const char *s)
{
	return buf_add(b, s, strlen(s));
}

bool buf_addc(struct buf *b, char c)
{
	return buf_add(b, &c, 1);
}

bool buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0 || !buf_room(b, (size_t)n))
		return false;
	va_start(ap, fmt);
	vsnprintf(b->s + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
	return true;
}

bool buf_fill(struct buf *b, char c, size_t n)
{
	if (!buf_room(b, n))
		return false;
	memset(b->s + b->len, c, n);
	b->len += n;
	b->s[b->len] = '\0';
	return true;
}

void buf_cut(struct buf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->s[len] = '\0';
}

const char *buf_str(const struct buf *b)
{
	return b->s ? b->s : "";
}

char *buf_take(struct buf *b)
{
	char *s = b->s ? b->s : mem_str("");

	*b = (struct buf){.max = b->max};
	return s;
}
