/* stamp.h - dates as feeds write them and as the office reads them */
#ifndef BANTIN_BASE_STAMP_H
#define BANTIN_BASE_STAMP_H

#include <stdbool.h>
#include <stdint.h>

/* Vietnam has one zone, +07:00, and no summer time; all stamps are shown in it. */
enum { STAMP_ZONE = 7 * 3600 };		/* seconds east of UTC */
enum { STAMP_MAX = 40 };		/* bytes that hold any form below */
#define STAMP_NONE INT64_MIN		/* no date known */

/* Reads RFC 3339 ("T" or a space, any offset, "+07" too, fractions dropped, a date alone
 * is midnight +07:00; no zone means +07:00). False, and *t untouched, on anything else,
 * or outside the years 1 to 9999. */
bool stamp_parse(const char *s, int64_t *t);

/*
 * Also what sites and people write else; no zone means +07:00 here too, and the day comes
 * before the month unless a year of four digits comes first: "05/08/2020 08:30:15",
 * "5-8-2020", "08:30 05/08/2020", "2020/08/05", "20200805T013015Z", RFC 822 and HTTP
 * ("Wed, 05 Aug 2020 08:30:15 +0700", "05 Aug 20 01:30 GMT"), "August 5, 2020 8:30 am",
 * "Thứ Tư, 05/08/2020, 08:30 GMT+7", "8h30 ngày 5 tháng 8 năm 2020", "5 Tháng Tám, 2020",
 * and seconds since 1970 in 9 or 10 digits (milliseconds in 12 or 13, microseconds in 15
 * or 16). Weekdays are not checked. "05/08/20" and "08/13/2020" are no dates.
 */
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
