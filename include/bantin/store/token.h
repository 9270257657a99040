/* token.h - sign-in secrets, one 0600 file a portal in the tokens folder */
#ifndef BANTIN_STORE_TOKEN_H
#define BANTIN_STORE_TOKEN_H

#include <stdbool.h>

#include <bantin/base/err.h>
#include <bantin/base/profile.h>

enum { TOKEN_MAX = 4096 };	/* bytes */

/* The portal's token in *token, the caller's (mem_wipe before free); NULL and true
 * where there is none. A file that others may read is refused (ERR_CONFIG). */
bool token_read(const struct profile *p, const char *portal, char **token, struct err *e);

/* Printable ASCII only, no spaces at the ends. */
bool token_write(const struct profile *p, const char *portal, const char *token,
		 struct err *e);
bool token_remove(const struct profile *p, const char *portal, struct err *e);

#endif
