/* buf.h - a growing run of bytes with a ceiling */
#ifndef BANTIN_BASE_BUF_H
#define BANTIN_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

/*
 * s always ends in a NUL that len does not count, once anything was added (before
 * that s is NULL; buf_str gives "" then). What would pass max is left out whole
 * and sets full, which stays set until buf_clear or buf_reset: a caller may add
 * many pieces and look once.
 */
struct buf {
	char *s;
	size_t len, cap, max;	/* bytes */
	bool full;
};

enum { BUF_MAX = 64 << 20 };	/* the ceiling where a caller names none */

void buf_init(struct buf *b, size_t max);	/* {0} is as good as max = BUF_MAX */
void buf_clear(struct buf *b);			/* frees; b may be used again */
void buf_reset(struct buf *b);			/* empties, keeps the memory */

/* Each returns false and adds nothing where the ceiling forbids it. */
bool buf_add(struct buf *b, const void *p, size_t n);
bool buf_adds(struct buf *b, const char *s);
bool buf_addc(struct buf *b, char c);
bool buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
bool buf_fill(struct buf *b, char c, size_t n);	/* n times c */

void buf_cut(struct buf *b, size_t len);	/* shortens to len bytes */
const char *buf_str(const struct buf *b);	/* never NULL; borrowed */
char *buf_take(struct buf *b);			/* the string, now the caller's; b is empty */

#endif
