/* archive_pack.h - bodies are kept deflated */
#ifndef BANTIN_SRC_STORE_ARCHIVE_PACK_H
#define BANTIN_SRC_STORE_ARCHIVE_PACK_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>

/*
 * A packed text: a byte that says how (1: raw deflate that began with our dictionary),
 * the text's length in four bytes, low first, and the deflated bytes. The dictionary is
 * part of the format: it is never edited, another would have another first byte.
 */
struct packer;

struct packer *packer_new(void);
void packer_free(struct packer *p);

/* The packed text in out, which is emptied before; false where that would not be shorter
 * or the text is longer than any body. */
bool pack(struct packer *p, const char *text, size_t n, struct buf *out);

/* The text that was packed, the caller's, with a NUL behind it; NULL: the bytes are
 * none of pack's. */
char *unpack(struct packer *p, const void *bytes, size_t n, size_t *len);

#endif
