/* key_set.h - which keys were met, in bounded memory */
#ifndef BANTIN_NET_KEY_SET_H
#define BANTIN_NET_KEY_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { KEY_SET_MAX = 1 << 16 };		/* keys; later ones are new in any case */

/* Hashes only: at most 1 MiB. {0} is empty. */
struct key_set {
	uint64_t *slots;	/* 0: free */
	size_t count, size;
};

/* False where it was there already. */
bool key_set_add(struct key_set *k, const char *key);
void key_set_clear(struct key_set *k);

#endif
