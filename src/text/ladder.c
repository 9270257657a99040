/* ladder.c - how far the items of lists stand in */
#include <string.h>

#include <bantin/text/measure.h>

#include "ladder.h"

enum { PLAIN_HANG = 2 };	/* columns, of an item without a marker */

size_t marker_width(const char *marker)
{
	return marker && *marker ? text_columns(marker, strlen(marker)) + 1 : 0;
}

size_t ladder_level(const struct block *b)
{
	if (!b->level)
		return b->role == ROLE_ITEM;
	return b->level < LADDER_LEVELS ? b->level : LADDER_LEVELS;
}

bool block_in_list(const struct block *b)
{
	switch (b->role) {
	case ROLE_ITEM: return true;
	case ROLE_CODE: case ROLE_TABLE: case ROLE_CAPTION: case ROLE_IMAGE:
	case ROLE_RULE:
		return b->level > 0;
	default: return false;
	}
}

static bool is_bullet(const char *marker)
{
	return !*marker || strcmp(marker, "-") == 0 || strcmp(marker, "+") == 0;
}

static bool is_first(const char *marker)
{
	return strlen(marker) == 2 && strchr("1aAiI", *marker);
}

/* Whether marker, at the same level, goes on with the list of an item marked before. */
static bool same_list(const char *before, const char *marker)
{
	if (!before || !marker)
		return true;
	if (is_bullet(before) || is_bullet(marker))
		return strcmp(before, marker) == 0;
	return !is_first(marker) ||
	       (strcmp(marker, "i.") == 0 && strcmp(before, "h.") == 0) ||
	       (strcmp(marker, "I.") == 0 && strcmp(before, "H.") == 0);
}

/* Columns for the widest marker among the items of the list that begins at block i. */
static size_t list_hang(const struct layout *l, size_t i)
{
	size_t level = ladder_level(&l->blocks[i]), hang = 0;
	const char *before = NULL;

	for (; i < l->count && block_in_list(&l->blocks[i]); i++) {
		const struct block *b = &l->blocks[i];

		if (ladder_level(b) < level)
			break;
		if (ladder_level(b) > level || b->role != ROLE_ITEM || !b->marker)
			continue;
		if (!same_list(before, b->marker))
			break;
		if (marker_width(b->marker) > hang)
			hang = marker_width(b->marker);
		before = b->marker;
	}
	return hang ? hang : PLAIN_HANG;
}

bool ladder_climb(struct ladder *d, const struct layout *l, size_t i)
{
	const struct block *b = &l->blocks[i];
	size_t level = ladder_level(b);
	bool other;

	if (d->known > level)
		d->known = level;
	other = d->known == level && b->role == ROLE_ITEM && b->marker &&
		!same_list(d->marker[level - 1], b->marker);
	if (other)
		d->known = level - 1;
	while (d->known < level) {
		size_t k = d->known++;

		d->indent[k] = k ? d->indent[k - 1] + d->hang[k - 1] : 0;
		d->hang[k] = k + 1 == level ? list_hang(l, i) : PLAIN_HANG;
		d->marker[k] = NULL;
	}
	if (b->role == ROLE_ITEM && b->marker)
		d->marker[level - 1] = b->marker;
	return other;
}
