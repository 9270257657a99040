/* key_set.c - which keys were met, in bounded memory */
#include "key_set.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/base/uuid.h>

void key_set_clear(struct key_set *k)
{
	free(k->slots);
	*k = (struct key_set){0};
}

static uint64_t *find(uint64_t *slots, size_t size, uint64_t hash)
{
	size_t at = (size_t)(hash >> 1) & (size - 1);

	while (slots[at] != 0 && slots[at] != hash)
		at = (at + 1) & (size - 1);
	return &slots[at];
}

/* A table at most half full. */
static void grow(struct key_set *k)
{
	size_t size = k->size ? k->size * 2 : 64;
	uint64_t *slots = mem_array(size, sizeof(*slots));

	for (size_t i = 0; i < k->size; i++)
		if (k->slots[i] != 0)
			*find(slots, size, k->slots[i]) = k->slots[i];
	free(k->slots);
	k->slots = slots;
	k->size = size;
}

bool key_set_add(struct key_set *k, const char *key)
{
	uint64_t hash = hash_bytes(key, strlen(key)) | 1;

	if (k->count * 2 >= k->size && k->count < KEY_SET_MAX)
		grow(k);
	uint64_t *slot = find(k->slots, k->size, hash);
	if (*slot == hash)
		return false;
	if (k->count == KEY_SET_MAX)
		return true;
	*slot = hash;
	k->count++;
	return true;
}
