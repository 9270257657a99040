/* stamp.c - dates as feeds write them and as the office reads them */
#include <bantin/base/stamp.h>

#include <ctype.h>
#include <stdio.h>

#include "civil.h"

/* Days since 1970-01-01 in the proleptic Gregorian calendar; years count from March. */
static int64_t days_of(int year, int month, int day)
{
	int64_t y = month > 2 ? year : year - 1;
	int64_t m = month > 2 ? month - 3 : month + 9;

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

static void civil_of(int64_t t, struct civil *c)
{
	int64_t days = t / 86400, rest = t % 86400;

	if (rest < 0) {
		rest += 86400;
		days--;
	}
	int64_t z = days + 719468;
	int64_t y = (int64_t)(((double)z + 0.5) / 365.2425);
	while (days_of((int)y, 3, 1) > days)
		y--;
	while (days_of((int)y + 1, 3, 1) <= days)
		y++;
	int64_t yday = days - days_of((int)y, 3, 1);
	int64_t m = (5 * yday + 2) / 153;
	c->day = (int)(yday - (153 * m + 2) / 5 + 1);
	c->month = (int)(m < 10 ? m + 3 : m - 9);
	c->year = (int)(m < 10 ? y : y + 1);
	c->hour = (int)(rest / 3600);
	c->minute = (int)(rest / 60 % 60);
	c->second = (int)(rest % 60);
}

bool civil_ok(const struct civil *c)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (c->year % 4 == 0 && c->year % 100 != 0) || c->year % 400 == 0;

	if (c->year < 1 || c->year > 9999 || c->month < 1 || c->month > 12)
		return false;
	int length = lengths[c->month - 1] + (leap && c->month == 2 ? 1 : 0);
	return c->day >= 1 && c->day <= length && c->hour >= 0 && c->hour <= 23 &&
	       c->minute >= 0 && c->minute <= 59 && c->second >= 0 && c->second <= 60;
}

int64_t civil_stamp(const struct civil *c, int offset)
{
	return days_of(c->year, c->month, c->day) * 86400 + c->hour * 3600 +
	       c->minute * 60 + c->second - offset;
}

bool civil_digits(const char **s, int width, int *value)
{
	int v = 0;

	for (int i = 0; i < width; i++) {
		if (!isdigit((unsigned char)(*s)[i]))
			return false;
		v = v * 10 + ((*s)[i] - '0');
	}
	*s += width;
	*value = v;
	return true;
}

static bool take_char(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

/* HH:MM[:SS[.fraction]] */
static bool take_time(const char **s, struct civil *c)
{
	if (!civil_digits(s, 2, &c->hour) || !take_char(s, ':') ||
	    !civil_digits(s, 2, &c->minute))
		return false;
	if (!take_char(s, ':'))
		return true;
	if (!civil_digits(s, 2, &c->second))
		return false;
	if (take_char(s, '.') || take_char(s, ','))
		while (isdigit((unsigned char)**s))
			(*s)++;
	return true;
}

bool civil_offset(const char **s, int *offset)
{
	int hours, minutes, sign = **s == '-' ? -1 : 1;

	*offset = STAMP_ZONE;
	if (**s == '\0')
		return true;
	if (**s == 'Z' || **s == 'z') {
		(*s)++;
		*offset = 0;
		return true;
	}
	if (!take_char(s, '+') && !take_char(s, '-'))
		return false;
	if (!civil_digits(s, 2, &hours))
		return false;
	bool colon = take_char(s, ':');
	if (!isdigit((unsigned char)**s) && !colon)
		minutes = 0;
	else if (!civil_digits(s, 2, &minutes))
		return false;
	if (hours > 23 || minutes > 59)
		return false;
	*offset = sign * (hours * 3600 + minutes * 60);
	return true;
}

bool stamp_parse(const char *s, int64_t *t)
{
	struct civil c = {0};
	int offset = STAMP_ZONE;

	if (!civil_digits(&s, 4, &c.year) || !take_char(&s, '-') ||
	    !civil_digits(&s, 2, &c.month) || !take_char(&s, '-') ||
	    !civil_digits(&s, 2, &c.day))
		return false;
	if (*s == 'T' || *s == 't' || *s == ' ') {
		s++;
		if (!take_time(&s, &c) || !civil_offset(&s, &offset))
			return false;
	}
	if (*s != '\0' || !civil_ok(&c))
		return false;
	*t = civil_stamp(&c, offset);
	return true;
}

const char *stamp_format(int64_t t, enum stamp_form form, char out[STAMP_MAX])
{
	static const int64_t first = -62135596800 - STAMP_ZONE,
			     last = 253402300799 - STAMP_ZONE;
	struct civil c;

	out[0] = '\0';
	if (t < first || t > last)
		return out;
	civil_of(t + STAMP_ZONE, &c);
	switch (form) {
	case STAMP_RFC3339:
		snprintf(out, STAMP_MAX, "%04d-%02d-%02dT%02d:%02d:%02d+07:00", c.year,
			 c.month, c.day, c.hour, c.minute, c.second);
		break;
	case STAMP_DAY:
		snprintf(out, STAMP_MAX, "%02d/%02d/%04d", c.day, c.month, c.year);
		break;
	case STAMP_DAY_MONTH:
		snprintf(out, STAMP_MAX, "%02d/%02d", c.day, c.month);
		break;
	case STAMP_MINUTE:
		snprintf(out, STAMP_MAX, "%02d/%02d/%04d %02d:%02d", c.day, c.month,
			 c.year, c.hour, c.minute);
		break;
	case STAMP_PORTAL:
		snprintf(out, STAMP_MAX, "%02d/%02d/%04d %02d:%02d:%02d (GMT+7)", c.day,
			 c.month, c.year, c.hour, c.minute, c.second);
		break;
	case STAMP_CLOCK:
		snprintf(out, STAMP_MAX, "%02d:%02d", c.hour, c.minute);
		break;
	}
	return out;
}
