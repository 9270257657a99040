/* when.c - dates of the sample portal: RFC 3339 in, local (+07:00) and HTTP dates out */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "when.h"

enum { LOCAL_ZONE = 7 * 3600, DAY = 86400 };

static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

long long when_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

long long when_now(void)
{
	return when_now_ms() / 1000;
}

/* Days from 1970-01-01 in the Gregorian calendar, for years from 1 on. */
static long long days_before(int year, int month, int day)
{
	static const int before[] = {
	    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
	long long y = year - 1;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return y * 365 + y / 4 - y / 100 + y / 400 + before[month - 1]
	    + (leap && month > 2) + day - 1 - 719162;
}

struct moment {
	int year, month, day, hour, minute, second;
};

static bool moment_seconds(const struct moment *m, long zone, long long *seconds)
{
	if (m->year < 1 || m->month < 1 || m->month > 12 || m->day < 1 || m->day > 31)
		return false;
	if (m->hour < 0 || m->hour > 23 || m->minute < 0 || m->minute > 59)
		return false;
	if (m->second < 0 || m->second > 60)
		return false;
	*seconds = days_before(m->year, m->month, m->day) * DAY + m->hour * 3600L
	    + m->minute * 60L + m->second - zone;
	return true;
}

static bool read_zone(const char *s, long *zone)
{
	int hours, minutes, end = 0;

	*zone = LOCAL_ZONE;
	if (*s == '\0')
		return true;
	if (strcmp(s, "Z") == 0 || strcmp(s, "z") == 0) {
		*zone = 0;
		return true;
	}
	if (*s != '+' && *s != '-')
		return false;
	if (sscanf(s + 1, "%2d:%2d%n", &hours, &minutes, &end) != 2 || s[1 + end] != '\0')
		return false;
	*zone = (hours * 3600L + minutes * 60L) * (*s == '-' ? -1 : 1);
	return true;
}

bool when_parse(const char *s, long long *seconds)
{
	struct moment m = {0};
	int end = 0, after = 0;
	long zone;

	if (sscanf(s, "%4d-%2d-%2d%n", &m.year, &m.month, &m.day, &end) != 3
	    || end == 0) {
		end = 0;
		if (sscanf(s, "%2d/%2d/%4d%n", &m.day, &m.month, &m.year, &end) != 3)
			return false;
	}
	s += end;
	if (*s == 'T' || *s == 't' || *s == ' ') {
		if (sscanf(s + 1, "%2d:%2d%n", &m.hour, &m.minute, &after) != 2)
			return false;
		s += 1 + after;
		after = 0;
		if (*s == ':' && sscanf(s, ":%2d%n", &m.second, &after) != 1)
			return false;
		s += after;
		if (*s == '.')
			s += 1 + strspn(s + 1, "0123456789");
	}
	return read_zone(s, &zone) && moment_seconds(&m, zone, seconds);
}

bool when_parse_http(const char *s, long long *seconds)
{
	struct moment m;
	char name[4];
	const char *found;
	int end = 0;

	if (sscanf(s, "%*3s, %2d %3s %4d %2d:%2d:%2d GMT%n", &m.day, name, &m.year,
		&m.hour, &m.minute, &m.second, &end)
		!= 6
	    || end == 0)
		return false;
	found = strstr(months, name);
	if (found == NULL || strlen(name) != 3)
		return false;
	m.month = (int)(found - months) / 3 + 1;
	return moment_seconds(&m, 0, seconds);
}

static struct tm broken_down(long long seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm = {0};

	gmtime_r(&t, &tm);
	return tm;
}

void when_iso(long long seconds, char out[WHEN_SIZE])
{
	struct tm tm = broken_down(seconds + LOCAL_ZONE);

	strftime(out, WHEN_SIZE, "%Y-%m-%dT%H:%M:%S+07:00", &tm);
}

void when_local(long long seconds, char out[WHEN_SIZE])
{
	struct tm tm = broken_down(seconds + LOCAL_ZONE);

	strftime(out, WHEN_SIZE, "%d/%m/%Y %H:%M:%S", &tm);
}

void when_http(long long seconds, char out[WHEN_SIZE])
{
	struct tm tm = broken_down(seconds);

	/* the program never calls setlocale, so these names are English */
	strftime(out, WHEN_SIZE, "%a, %d %b %Y %H:%M:%S GMT", &tm);
}
