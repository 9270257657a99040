/* charset_read.h - the readers of single charsets (private to text) */
#ifndef TEXT_CHARSET_READ_H
#define TEXT_CHARSET_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/buf.h>
#include <bantin/text/charset.h>

/* A text before its charset is known: below 0x100 a byte, else a code point that is
 * right already (in mojibake, what no byte was read as). */
struct units {
	uint32_t *u;
	size_t n;
};

/* The bytes themselves, or, of mojibake, the bytes that its code points were. The
 * caller frees u. */
void units_of_bytes(struct units *out, const char *s, size_t n);
void units_of_mojibake(struct units *out, const char *s, size_t n);

/* Whether the bytes are UTF-8 with something beyond ASCII. */
bool is_wide_utf8(const char *s, size_t n);

/* What Windows-1252 reads in a byte; the five codes it lacks are controls. */
uint32_t cp1252_point(unsigned char byte);

/* Each appends UTF-8 that may want composing. */
void read_code_page(struct buf *out, const struct units *in, enum charset c);
void read_vni(struct buf *out, const struct units *in);
void read_viqr(struct buf *out, const char *s, size_t n);
void read_utf16(struct buf *out, const char *s, size_t n);

void put_point(struct buf *out, uint32_t cp);

#endif
