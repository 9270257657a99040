/* case.c - capital, small and title letters */
#include <bantin/text/case.h>

#include <stdint.h>
#include <stdlib.h>

#include <unicase.h>

void text_case(struct buf *out, const char *s, size_t n, enum text_case how)
{
	const uint8_t *u = (const uint8_t *)s;
	uint8_t *made;
	size_t len = 0;

	if (how == CASE_UPPER)
		made = u8_toupper(u, n, NULL, UNINORM_NFC, NULL, &len);
	else if (how == CASE_LOWER)
		made = u8_tolower(u, n, NULL, UNINORM_NFC, NULL, &len);
	else
		made = u8_totitle(u, n, NULL, UNINORM_NFC, NULL, &len);
	buf_add(out, made ? (const char *)made : s, made ? len : n);
	free(made);
}
