/* url.h - relative references made absolute (RFC 3986, section 5.2) */
#ifndef BANTIN_TEXT_URL_H
#define BANTIN_TEXT_URL_H

#include <stdbool.h>

/* A new string: ref resolved against base. base NULL, or a ref with a scheme of its own:
 * a copy of ref. Blanks around ref go; what may not stand in a URL (control characters,
 * spaces, quotes, letters beyond ASCII but in the host's name) is percent-encoded. */
char *url_resolve(const char *base, const char *ref);

/* Scheme, host and port are the same (RFC 6454); default ports count. */
bool url_same_origin(const char *a, const char *b);

/* http or https, with a host, no user info. */
bool url_is_web(const char *url);

/* https, or http to a loopback address (127.0.0.0/8, [::1], localhost). */
bool url_is_safe(const char *url);

#endif
