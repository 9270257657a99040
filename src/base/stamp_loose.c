/* stamp_loose.c - dates in the many shapes that sites and people write them in */
#include <bantin/base/stamp.h>

#include <ctype.h>
#include <string.h>

#include "civil.h"

enum meaning {
	UNKNOWN, SKIPPED, MONTH, ZONE, FORENOON, AFTERNOON,
	/* words that count, where the word before asks for a number */
	NUMBER, NEXT_MONTH, NEXT_TEEN, NEXT_YEAR, NEXT_WEEKDAY, NEXT_WEEKDAY_NAME
};

/*
 * What a word means. Letters beyond ASCII are left out before it is looked up, which
 * makes "Tháng" and "THÁNG" one word, "thng"; decomposed it is the unmarked "thang".
 */
static const struct word {
	const char *word;
	enum meaning meaning;
	int value;
} words[] = {
	{"jan", MONTH, 1}, {"january", MONTH, 1}, {"feb", MONTH, 2},
	{"february", MONTH, 2}, {"mar", MONTH, 3}, {"march", MONTH, 3},
	{"apr", MONTH, 4}, {"april", MONTH, 4}, {"may", MONTH, 5}, {"jun", MONTH, 6},
	{"june", MONTH, 6}, {"jul", MONTH, 7}, {"july", MONTH, 7}, {"aug", MONTH, 8},
	{"august", MONTH, 8}, {"sep", MONTH, 9}, {"sept", MONTH, 9},
	{"september", MONTH, 9}, {"oct", MONTH, 10}, {"october", MONTH, 10},
	{"nov", MONTH, 11}, {"november", MONTH, 11}, {"dec", MONTH, 12},
	{"december", MONTH, 12},
	{"thng", NEXT_MONTH, 0}, {"thang", NEXT_MONTH, 0}, {"thg", NEXT_MONTH, 0},
	{"nm", NEXT_YEAR, 5}, {"nam", NEXT_YEAR, 5},	/* "năm" is also five */
	{"mt", NUMBER, 1}, {"mot", NUMBER, 1}, {"hai", NUMBER, 2}, {"ba", NUMBER, 3},
	{"tu", NUMBER, 4}, {"su", NUMBER, 6}, {"sau", NUMBER, 6}, {"by", NUMBER, 7},
	{"bay", NUMBER, 7}, {"tm", NUMBER, 8}, {"tam", NUMBER, 8}, {"chn", NUMBER, 9},
	{"chin", NUMBER, 9}, {"mi", NUMBER, 10}, {"muoi", NUMBER, 10},
	{"th", NEXT_WEEKDAY, 0}, {"t", NEXT_WEEKDAY, 4},	/* "Thứ 4", "T4"; "Tư" */
	{"thu", NEXT_WEEKDAY_NAME, 0},	/* "Thu Tu", but "Thu 6 Aug" is a Thursday */
	{"mon", SKIPPED, 0}, {"monday", SKIPPED, 0}, {"tue", SKIPPED, 0},
	{"tuesday", SKIPPED, 0}, {"wed", SKIPPED, 0}, {"wednesday", SKIPPED, 0},
	{"thursday", SKIPPED, 0}, {"fri", SKIPPED, 0}, {"friday", SKIPPED, 0},
	{"sat", SKIPPED, 0}, {"saturday", SKIPPED, 0}, {"sun", SKIPPED, 0},
	{"sunday", SKIPPED, 0}, {"cn", SKIPPED, 0}, {"chu", SKIPPED, 0},
	{"nht", SKIPPED, 0}, {"nhat", SKIPPED, 0},
	{"ngy", SKIPPED, 0}, {"ngay", SKIPPED, 0}, {"lc", SKIPPED, 0},
	{"luc", SKIPPED, 0}, {"vo", SKIPPED, 0}, {"at", SKIPPED, 0}, {"on", SKIPPED, 0},
	{"ng", SKIPPED, 0}, {"dang", SKIPPED, 0}, {"pht", SKIPPED, 0},	/* đăng, phút */
	{"phut", SKIPPED, 0}, {"giy", SKIPPED, 0}, {"giay", SKIPPED, 0},
	{"gi", SKIPPED, 0}, {"gio", SKIPPED, 0}, {"cp", SKIPPED, 0}, {"cap", SKIPPED, 0},
	{"am", FORENOON, 0}, {"sa", FORENOON, 0}, {"sng", FORENOON, 0},
	{"sang", FORENOON, 0}, {"pm", AFTERNOON, 0}, {"chiu", AFTERNOON, 0},
	{"chieu", AFTERNOON, 0}, {"ti", AFTERNOON, 0}, {"toi", AFTERNOON, 0},
	{"gmt", ZONE, 0}, {"utc", ZONE, 0}, {"ut", ZONE, 0}, {"z", ZONE, 0},
	{"ict", ZONE, 7}, {"est", ZONE, -5}, {"edt", ZONE, -4}, {"cst", ZONE, -6},
	{"cdt", ZONE, -5}, {"mst", ZONE, -7}, {"mdt", ZONE, -6}, {"pst", ZONE, -8},
	{"pdt", ZONE, -7},
};

struct loose {
	const char *s;
	struct civil c;		/* 0: not known yet; the time is known with has_time */
	int offset;
	enum meaning next;	/* what the word before says of the number to come */
	bool has_time, has_zone;
};

static const struct word *find_word(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strlen(words[i].word) == n && memcmp(words[i].word, s, n) == 0)
			return &words[i];
	return NULL;
}

/* Reads letters into out without those beyond ASCII. Whether there were such. */
static bool take_letters(const char **s, char out[16], size_t *len)
{
	bool marked = false;

	*len = 0;
	for (; isalpha((unsigned char)**s) || (unsigned char)**s >= 0x80; (*s)++) {
		if ((unsigned char)**s >= 0x80)
			marked = true;
		else if (*len < 15)
			out[(*len)++] = (char)tolower((unsigned char)**s);
	}
	return marked;
}

static bool set_once(int *slot, int value)
{
	if (*slot != 0)
		return false;
	*slot = value;
	return true;
}

/* A number as a word, where the word before it was `what`. "Tháng Mười Một" has two. */
static bool take_counted(struct loose *l, enum meaning what, int value)
{
	switch (what) {
	case NEXT_MONTH:
		l->next = value == 10 ? NEXT_TEEN : UNKNOWN;
		return set_once(&l->c.month, value);
	case NEXT_TEEN:
		if (value > 2)
			return false;
		l->c.month += value;
		return true;
	default:
		return what == NEXT_WEEKDAY || what == NEXT_WEEKDAY_NAME;
	}
}

static bool take_zone(struct loose *l, int hours)
{
	if (!l->has_zone)
		l->offset = hours * 3600;
	l->has_zone = true;
	return true;
}

static bool take_half(struct loose *l, bool afternoon)
{
	if (!l->has_time || l->c.hour < 1)
		return false;
	if (l->c.hour <= 12)	/* "15:30 chiều" is said, too */
		l->c.hour = l->c.hour % 12 + (afternoon ? 12 : 0);
	return true;
}

static bool take_word(struct loose *l)
{
	char word[16];
	size_t n;
	bool marked = take_letters(&l->s, word, &n);
	const struct word *w = find_word(word, n);
	enum meaning before = l->next;

	l->next = UNKNOWN;
	if (marked && n == 0)	/* a dash beyond ASCII */
		return true;
	if (n == 2 && memcmp(word, "ch", 2) == 0)	/* Chủ nhật; CH: chiều */
		return marked || take_half(l, true);
	if (!w)
		return false;
	if (w->value != 0 && w->meaning >= NUMBER && take_counted(l, before, w->value))
		return true;
	switch (w->meaning) {
	case MONTH:
		return set_once(&l->c.month, w->value);
	case ZONE:
		return take_zone(l, w->value);
	case FORENOON:
	case AFTERNOON:
		return take_half(l, w->meaning == AFTERNOON);
	case SKIPPED:
		return true;
	case NUMBER:
		return false;
	default:
		l->next = w->meaning;
		return true;
	}
}

/* "22h42", "22h", "22 giờ 42 phút", "22:42:29": the hour and what stands behind it. */
static bool take_clock(struct loose *l, int hour, const char *behind)
{
	struct civil *c = &l->c;

	if (l->has_time)
		return false;
	l->has_time = true;
	c->hour = hour;
	l->s = behind;
	l->s += strspn(l->s, " ");
	for (int part = 0; part < 2 && isdigit((unsigned char)*l->s); part++) {
		int *slot = part == 0 ? &c->minute : &c->second;
		if (!civil_digits(&l->s, 2, slot) || isdigit((unsigned char)*l->s))
			return false;
		if (*l->s != ':')
			break;
		l->s++;
	}
	if (*l->s == '.' && isdigit((unsigned char)l->s[1]))
		l->s += 1 + strspn(l->s + 1, "0123456789");
	return true;
}

/* What stands behind the hour of a time, or NULL where the number is no hour. */
static const char *behind_hour(const char *s)
{
	char word[16];
	size_t n;

	if (*s == ':')
		return isdigit((unsigned char)s[1]) ? s + 1 : NULL;
	s += strspn(s, " ");
	take_letters(&s, word, &n);
	bool unit = (n == 1 && (word[0] == 'h' || word[0] == 'g')) ||
		    (n == 2 && memcmp(word, "gi", 2) == 0) ||
		    (n == 3 && memcmp(word, "gio", 3) == 0);
	return unit ? s : NULL;
}

static int take_number(const char **s, size_t *digits)
{
	int v = 0;

	*digits = strspn(*s, "0123456789");
	for (size_t i = 0; i < *digits && i < 8; i++)
		v = v * 10 + ((*s)[i] - '0');
	*s += *digits;
	return v;
}

/* Behind the first of three numbers with one mark between them. */
static bool take_triple(struct loose *l, int first, size_t first_digits)
{
	char mark = *l->s++;
	size_t second_digits, third_digits;
	int second = take_number(&l->s, &second_digits);

	if (*l->s != mark || second_digits < 1 || second_digits > 2)
		return false;
	l->s++;
	int third = take_number(&l->s, &third_digits);
	bool year_first = first_digits == 4 && third_digits >= 1 && third_digits <= 2;
	if (!year_first && (first_digits > 2 || third_digits != 4))
		return false;
	if ((*l->s == 'T' || *l->s == 't') && isdigit((unsigned char)l->s[1]))
		l->s++;
	return set_once(&l->c.day, year_first ? third : first) &&
	       set_once(&l->c.month, second) &&
	       set_once(&l->c.year, year_first ? first : third);
}

/* "8-Aug-2020" has marks too, but a word within. */
static bool is_triple(const char *s)
{
	return *s && strchr("/.-", *s) && isdigit((unsigned char)s[1]);
}

/* A number by itself is the day, then the year. RFC 2822 says what two digits mean. */
static bool take_alone(struct loose *l, int v, size_t digits)
{
	enum meaning what = l->next;
	struct civil *c = &l->c;

	l->next = UNKNOWN;
	if (what == NEXT_WEEKDAY && digits == 1)
		return true;
	if (what == NEXT_MONTH && digits <= 2)
		return set_once(&c->month, v);
	if (digits == 4)
		return set_once(&c->year, v);
	if (digits > 2 || what == NEXT_YEAR)
		return false;
	if (c->day == 0)
		return set_once(&c->day, v);
	return c->month != 0 && digits == 2 &&
	       set_once(&c->year, v + (v < 50 ? 2000 : 1900));
}

static bool take_numeric(struct loose *l)
{
	size_t digits;
	int v = take_number(&l->s, &digits);
	const char *behind = digits <= 2 ? behind_hour(l->s) : NULL;

	if (behind)
		return take_clock(l, v, behind);
	if (digits <= 4 && is_triple(l->s))
		return take_triple(l, v, digits);
	return take_alone(l, v, digits);
}

/* A sign behind a time of day; "GMT+7" has one digit. A second zone is a comment. */
static bool take_sign(struct loose *l)
{
	int offset, sign = *l->s == '-' ? -1 : 1;
	bool alone = isdigit((unsigned char)l->s[1]) && !isdigit((unsigned char)l->s[2]);

	if (alone) {
		offset = sign * (l->s[1] - '0') * 3600;
		l->s += 2;
	} else if (!civil_offset(&l->s, &offset)) {
		return false;
	}
	if (!l->has_zone || l->offset == 0)
		l->offset = offset;
	l->has_zone = true;
	return true;
}

static bool take_piece(struct loose *l)
{
	unsigned char c = (unsigned char)*l->s;

	if (isdigit(c))
		return take_numeric(l);
	if ((c == '+' || c == '-') && (l->has_time || l->has_zone) &&
	    isdigit((unsigned char)l->s[1]))
		return take_sign(l);
	if (c == '(' && l->has_zone) {	/* "+0700 (Giờ Đông Dương)" */
		l->s += strcspn(l->s, ")");
		return true;
	}
	if (strchr(" ,.;:/|()-'\t", c)) {
		if (c == ',')
			l->next = UNKNOWN;
		l->s++;
		return true;
	}
	return take_word(l);
}

static bool take_all(const char *s, int64_t *t)
{
	struct loose l = {.s = s, .offset = STAMP_ZONE};

	while (*l.s)
		if (!take_piece(&l))
			return false;
	if (!civil_ok(&l.c))
		return false;
	*t = civil_stamp(&l.c, l.offset);
	return true;
}

/* yyyymmdd, with HHMMSS behind it or behind a T. */
static bool take_compact(const char *s, int64_t *t)
{
	struct civil c = {0};
	int offset = STAMP_ZONE;

	if (!civil_digits(&s, 4, &c.year) || !civil_digits(&s, 2, &c.month) ||
	    !civil_digits(&s, 2, &c.day))
		return false;
	if (*s == 'T' || *s == 't')
		s++;
	if (*s && (!civil_digits(&s, 2, &c.hour) || !civil_digits(&s, 2, &c.minute) ||
		   !civil_digits(&s, 2, &c.second) || !civil_offset(&s, &offset)))
		return false;
	if (*s || !civil_ok(&c))
		return false;
	*t = civil_stamp(&c, offset);
	return true;
}

/* Seconds since 1970, or thousandths or millionths of them, told by the digits. */
static bool take_unix(const char *s, int64_t *t)
{
	size_t digits = strspn(s, "0123456789");
	int64_t v = 0, divisor = 1;
	const char *rest = s + digits;

	if (*rest == '.')
		rest += 1 + strspn(rest + 1, "0123456789");
	if (*rest)
		return false;
	if (digits == 12 || digits == 13)
		divisor = 1000;
	else if (digits == 15 || digits == 16)
		divisor = 1000000;
	else if (digits != 9 && digits != 10)
		return false;
	for (size_t i = 0; i < digits; i++)
		v = v * 10 + (s[i] - '0');
	*t = v / divisor;
	return true;
}

bool stamp_parse_loose(const char *s, int64_t *t)
{
	s += strspn(s, " \t\r\n");
	return stamp_parse(s, t) || take_unix(s, t) || take_compact(s, t) ||
	       take_all(s, t);
}
