/* tags.c - a short word for each of several portals, in rows and in the status line */
#include "tags.h"

#include <stdio.h>
#include <string.h>

enum { WHOLE = 5, LETTERS = 4 };	/* letters of a whole name, of a shortened one */

bool tags_needed(const struct sync *s)
{
	return sync_portal_count(s) > 1;
}

/* The first letters of a name's parts; how many. */
static size_t initials(const char *name, char out[TAG_MAX])
{
	size_t n = 0;

	while (*name && n < LETTERS) {
		size_t part = strcspn(name, "-_");

		if (part > 0)
			out[n++] = *name;
		name += part;
		name += strspn(name, "-_");
	}
	out[n] = '\0';
	return n;
}

static void shorten(const char *name, char out[TAG_MAX])
{
	size_t n = strlen(name);

	if (n > WHOLE && initials(name, out) >= 2)
		return;
	n = n > WHOLE ? LETTERS : n;
	memcpy(out, name, n);
	out[n] = '\0';
}

/* How many portals before the i-th are shortened to the same. */
static int same_before(const struct sync *s, size_t i, const char *tag)
{
	char other[TAG_MAX];
	int same = 0;

	for (size_t k = 0; k < i; k++) {
		shorten(sync_portal(s, k)->name, other);
		same += strcmp(other, tag) == 0;
	}
	return same;
}

const char *portal_tag(const struct sync *s, const char *name, char out[TAG_MAX])
{
	snprintf(out, TAG_MAX, "?");
	for (size_t i = 0; i < sync_portal_count(s); i++) {
		if (strcmp(sync_portal(s, i)->name, name) != 0)
			continue;
		shorten(name, out);
		int same = same_before(s, i, out);
		size_t n = strlen(out);
		if (same > 0)
			snprintf(out + n, TAG_MAX - n, "%d", same + 1);
	}
	return out;
}

int tags_columns(const struct sync *s)
{
	char tag[TAG_MAX];
	int most = 0;

	for (size_t i = 0; i < sync_portal_count(s); i++) {
		int n = (int)strlen(portal_tag(s, sync_portal(s, i)->name, tag));

		most = n > most ? n : most;
	}
	return most;
}

int tag_paint(struct grid *g, int row, int col, const char *tag, int cols)
{
	char words[TAG_MAX + 2];

	snprintf(words, sizeof words, "[%s]", tag);
	grid_str(g, row, col, cols + 2, FACE_META, words);
	return cols + 3;
}
