/* id_set.h - a set of numbers that only grows */
#ifndef BANTIN_SRC_STORE_ID_SET_H
#define BANTIN_SRC_STORE_ID_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* {0} is an empty one. 0 is never in it. */
struct id_set {
	uint64_t *slots;
	size_t count, cap;	/* cap: 0 or a power of two */
};

bool id_set_has(const struct id_set *s, uint64_t id);
/* False where it is in it already. */
bool id_set_add(struct id_set *s, uint64_t id);
void id_set_clear(struct id_set *s);

#endif
