/* when.h - dates of the sample portal: RFC 3339 in, local (+07:00) and HTTP dates out */
#ifndef PORTAL_WHEN_H
#define PORTAL_WHEN_H

#include <stdbool.h>

enum { WHEN_SIZE = 40 };	/* room for any date written here, with its NUL */

/* Seconds, and milliseconds, since 1970 in UTC. */
long long when_now(void);
long long when_now_ms(void);

/* Reads "2020-08-08T22:42:29+07:00", the same with a space for the T, "Z" for the zone or
 * none (then +07:00), without seconds or without a time; and "08/08/2020 22:42:29". */
bool when_parse(const char *s, long long *seconds);
/* Reads an HTTP date in its one current form: "Sat, 08 Aug 2020 15:42:29 GMT". */
bool when_parse_http(const char *s, long long *seconds);

void when_iso(long long seconds, char out[WHEN_SIZE]);
void when_http(long long seconds, char out[WHEN_SIZE]);
/* "08/08/2020 22:42:29" at +07:00. */
void when_local(long long seconds, char out[WHEN_SIZE]);

#endif
