/* partial.h - a file that is being fetched: what came stays, and is gone on from */
#ifndef BANTIN_STORE_PARTIAL_H
#define BANTIN_STORE_PARTIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/err.h>

/*
 * What came lies in DIR/NAME.part (0600), and beside it in NAME.part.from where it came
 * from and the validator (ETag or Last-Modified) of just that version. Both go once the
 * file is whole and has its own name. After a loss of power only what is surely on the
 * disk counts. Another process that fetches the same is locked out.
 */
struct partial;

/* Opens or makes it in a folder that is there. What lies there from another address or
 * without a validator does not count. ERR_BUSY: another bantin is at it. */
bool partial_open(struct partial **out, const char *dir, const char *name,
		  const char *url, struct err *e);
void partial_free(struct partial *p);		/* what came stays */

int64_t partial_have(const struct partial *p);	/* bytes that count */
/* For If-Range; NULL where partial_have is 0. Borrowed. */
const char *partial_validator(const struct partial *p);

/* Begins anew with a version that has this validator; NULL: it has none, and cannot be
 * gone on from. */
bool partial_restart(struct partial *p, const char *validator, struct err *e);
bool partial_add(struct partial *p, const void *bytes, size_t n, struct err *e);

/* On the disk for good under its own name; where that is taken, as "NAME (2).pdf" and
 * so on: nothing is ever overwritten. *path: the caller's. */
bool partial_finish(struct partial *p, char **path, struct err *e);

#endif
