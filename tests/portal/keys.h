/* keys.h - Idempotency-Key: the same request twice is one effect and one answer */
#ifndef PORTAL_KEYS_H
#define PORTAL_KEYS_H

#include "app.h"
#include "reply.h"

enum { KEY_MAX = 128 };		/* bytes, with the NUL */

/* After draft-ietf-httpapi-idempotency-key-header: a key names one request of one scope
 * (a user, or the poll).  Same key and same body: the first answer again.  Another body:
 * 422.  The first still running: 409. */
struct keys;

struct keys *keys_new(void);
void keys_free(struct keys *k);

/* Takes the request's key.  False when the answer is already in rp.  Else the handler
 * goes on; `key` is empty without a header (or with --no-idempotency), and keys_leave
 * follows. */
bool keys_enter(struct request *rq, struct reply *rp, const char *scope,
	char key[KEY_MAX]);
/* Remembers the answer, within the transaction of its effect. */
void keys_remember(struct request *rq, const struct reply *rp, const char *scope,
	const char *key);
void keys_leave(struct request *rq, const char *scope, const char *key);

#endif
