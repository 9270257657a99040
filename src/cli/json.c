/* json.c - one JSON object a line, for --json */
#include "json.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>

struct json {
	json_t *object;
};

void json_memory(void)
{
	json_set_alloc_funcs(mem_alloc, free);
}

struct json *json_new(void)
{
	struct json *j = mem_alloc(sizeof(*j));

	j->object = json_object();
	return j;
}

static json_t *string_or_null(const char *value)
{
	json_t *s = value ? json_string(value) : NULL;

	return s ? s : json_null();
}

void json_str(struct json *j, const char *key, const char *value)
{
	json_object_set_new(j->object, key, string_or_null(value));
}

void json_int(struct json *j, const char *key, int64_t value)
{
	json_object_set_new(j->object, key, json_integer(value));
}

void json_number(struct json *j, const char *key, double value)
{
	json_object_set_new(j->object, key, json_real(value));
}

void json_flag(struct json *j, const char *key, bool value)
{
	json_object_set_new(j->object, key, json_boolean(value));
}

void json_time(struct json *j, const char *key, int64_t t, bool zero_is_none)
{
	char stamp[STAMP_MAX];

	stamp_format(t, STAMP_RFC3339, stamp);
	json_str(j, key, stamp[0] == '\0' || (zero_is_none && t == 0) ? NULL : stamp);
}

void json_list(struct json *j, const char *key)
{
	json_object_set_new(j->object, key, json_array());
}

void json_list_add(struct json *j, const char *key, struct json *item)
{
	json_array_append_new(json_object_get(j->object, key), item->object);
	free(item);
}

void json_list_pair(struct json *j, const char *key, int64_t first, int64_t second)
{
	json_t *pair = json_array();

	json_array_append_new(pair, json_integer(first));
	json_array_append_new(pair, json_integer(second));
	json_array_append_new(json_object_get(j->object, key), pair);
}

void json_list_str(struct json *j, const char *key, const char *value)
{
	json_array_append_new(json_object_get(j->object, key), string_or_null(value));
}

void json_print(struct json *j)
{
	json_dumpf(j->object, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(j->object);
	free(j);
}
