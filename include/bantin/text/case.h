/* case.h - capital, small and title letters of clean text */
#ifndef BANTIN_TEXT_CASE_H
#define BANTIN_TEXT_CASE_H

#include <stddef.h>

#include <bantin/base/buf.h>

enum text_case {
	CASE_UPPER,	/* ỦY BAN NHÂN DÂN */
	CASE_LOWER,	/* ủy ban nhân dân */
	CASE_TITLE	/* Ủy Ban Nhân Dân: the first letter of each word */
};

/* Appends the n bytes at s (clean text) in that case, NFC as before; what has no case
 * stays. */
void text_case(struct buf *out, const char *s, size_t n, enum text_case how);

#endif
