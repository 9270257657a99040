/* json.h - one JSON object a line, for --json */
#ifndef BANTIN_CLI_JSON_H
#define BANTIN_CLI_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Once, before the first of all JSON: no value is left out for want of memory. */
void json_memory(void);

/* An object being built; keys keep their order. NULL strings become null. */
struct json;

struct json *json_new(void);
void json_str(struct json *j, const char *key, const char *value);
void json_int(struct json *j, const char *key, int64_t value);
void json_number(struct json *j, const char *key, double value);
void json_flag(struct json *j, const char *key, bool value);
/* RFC 3339 in +07:00; null for STAMP_NONE and, where zero_is_none, 0. */
void json_time(struct json *j, const char *key, int64_t t, bool zero_is_none);
/* Begins an array under key, to which objects are added; both stay j's. */
void json_list(struct json *j, const char *key);
void json_list_add(struct json *j, const char *key, struct json *item); /* takes item */
void json_list_pair(struct json *j, const char *key, int64_t first, int64_t second);
void json_list_str(struct json *j, const char *key, const char *value);

/* Prints the object and a newline on standard output, and frees it. */
void json_print(struct json *j);

#endif
