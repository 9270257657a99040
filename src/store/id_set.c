/* id_set.c - a set of numbers that only grows: open addressing, at most half full */
#include "id_set.h"

#include <stdlib.h>

#include <bantin/base/mem.h>

enum { SLOTS_LEAST = 256 };

/* The slot that holds id, or the free one where it belongs. */
static size_t place_of(const struct id_set *s, uint64_t id)
{
	size_t at = (size_t)((id * 0x9e3779b97f4a7c15u) >> 32) & (s->cap - 1);

	while (s->slots[at] != 0 && s->slots[at] != id)
		at = (at + 1) & (s->cap - 1);
	return at;
}

bool id_set_has(const struct id_set *s, uint64_t id)
{
	return s->cap > 0 && s->slots[place_of(s, id)] == id;
}

static void grow(struct id_set *s)
{
	struct id_set larger = {.cap = s->cap ? s->cap * 2 : SLOTS_LEAST};

	larger.slots = mem_array(larger.cap, sizeof(*larger.slots));
	for (size_t i = 0; i < s->cap; i++) {
		if (s->slots[i] != 0)
			larger.slots[place_of(&larger, s->slots[i])] = s->slots[i];
	}
	free(s->slots);
	s->slots = larger.slots;
	s->cap = larger.cap;
}

bool id_set_add(struct id_set *s, uint64_t id)
{
	if (s->count * 2 >= s->cap)
		grow(s);
	size_t at = place_of(s, id);
	if (s->slots[at] == id)
		return false;
	s->slots[at] = id;
	s->count++;
	return true;
}

void id_set_clear(struct id_set *s)
{
	free(s->slots);
	*s = (struct id_set){0};
}
