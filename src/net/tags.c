/* tags.c - the tags of a draft, one by one */
#include "tags.h"

#include <string.h>

void tags_append_one(json_t *list, const char *s, size_t n)
{
	while (n > 0 && *s == ' ') {
		s++;
		n--;
	}
	while (n > 0 && s[n - 1] == ' ')
		n--;
	if (n > 0)
		json_array_append_new(list, json_stringn(s, n));
}

void tags_append(json_t *list, const char *tags)
{
	while (tags && *tags) {
		size_t n = strcspn(tags, ",");

		tags_append_one(list, tags, n);
		tags += n + (tags[n] == ',');
	}
}
