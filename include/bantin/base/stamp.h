/* stamp.h - dates as feeds write them and as the office reads them */
#ifndef BANTIN_BASE_STAMP_H
#define BANTIN_BASE_STAMP_H

#include <stdbool.h>
#include <stdint.h>

/* Vietnam has one zone, +07:00, and no summer time; all stamps are shown in it. */
enum { STAMP_ZONE = 7 * 3600 };		/* seconds east of UTC */
enum { STAMP_MAX = 40 };		/* bytes that hold any form below */
#define STAMP_NONE INT64_MIN		/* no date known */

/* Reads RFC 3339 ("T" or a space, any offset, fractions dropped, a date alone is
 * midnight +07:00; no zone means +07:00). False, and *t untouched, on anything else,
 * or outside the years 1 to 9999. */
bool stamp_parse(const char *s, int64_t *t);

/* Also "dd/mm/yyyy", "dd/mm/yyyy HH:MM[:SS]": the forms people type. */
bool stamp_parse_loose(const char *s, int64_t *t);

enum stamp_form {
	STAMP_RFC3339,		/* 2020-08-08T22:42:29+07:00 */
	STAMP_DAY,		/* 08/08/2020 */
	STAMP_DAY_MONTH,	/* 08/08 */
	STAMP_MINUTE,		/* 08/08/2020 22:42 */
	STAMP_PORTAL,		/* 08/08/2020 22:42:29 (GMT+7), the portal's own stamp */
	STAMP_CLOCK		/* 22:42 */
};

/* Writes t into out and returns out; STAMP_NONE gives an empty string. */
const char *stamp_format(int64_t t, enum stamp_form form, char out[STAMP_MAX]);

#endif
