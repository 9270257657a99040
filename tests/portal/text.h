/* text.h - memory, growing text, slugs and random names for the sample portal */
#ifndef PORTAL_TEXT_H
#define PORTAL_TEXT_H

#include <stdbool.h>
#include <stddef.h>

enum {
	TEXT_MAX = 128 * 1024 * 1024,	/* bytes; reaching it ends the program */
	SLUG_MAX = 80			/* bytes, without the NUL */
};

/* Bytes that grow.  `at` is NULL while empty, else a NUL follows the last byte. */
struct text {
	char *at;
	size_t size;
	size_t room;
};

/* Zeroed memory; never NULL.  The caller frees it with free(). */
void *mem_get(size_t size);
char *mem_copy(const char *s);

void text_add(struct text *t, const void *bytes, size_t size);
void text_put(struct text *t, const char *s);
__attribute__((format(printf, 2, 3)))
void text_print(struct text *t, const char *format, ...);
/* Adds s with & < > " as entities. */
void text_html(struct text *t, const char *s);
/* Gives the bytes away (never NULL) and empties t. */
char *text_take(struct text *t, size_t *size);
void text_clear(struct text *t);

/* Cuts white space from both ends, in place. */
char *text_trim(char *s);

/* Lower-case ASCII words joined by '-', Vietnamese letters without their marks; at most
 * SLUG_MAX bytes.  Empty when s has no letter or digit. */
void slug_make(const char *s, char slug[SLUG_MAX + 1]);

/* `bytes` random bytes as lower-case hex: 2 * bytes characters and a NUL.  At most 32. */
void random_hex(char *hex, size_t bytes);
/* urn:uuid:… of version 4: 45 characters and a NUL. */
void random_uid(char uid[46]);

/* FNV-1a, 64 bits. */
unsigned long long hash_bytes(const void *bytes, size_t size);

#endif
