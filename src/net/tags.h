/* tags.h - the tags of a draft, one by one */
#ifndef BANTIN_NET_TAGS_H
#define BANTIN_NET_TAGS_H

#include <stddef.h>

#include <jansson.h>

/* Appends n bytes of s without blanks around, unless nothing is left. */
void tags_append_one(json_t *list, const char *s, size_t n);

/* Appends what stands between the commas of tags (may be NULL), without blanks around. */
void tags_append(json_t *list, const char *tags);

#endif
