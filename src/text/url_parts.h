/* url_parts.h - what the two halves of url share */
#ifndef TEXT_URL_PARTS_H
#define TEXT_URL_PARTS_H

#include <stddef.h>

/* Bytes of the scheme at the start of url, without the colon; 0: it has none. */
size_t url_scheme_len(const char *url);

#endif
