/* test_stamp.c - dates as feeds write them and as the office reads them */
#include "check.h"

#include <time.h>

#include <bantin/base/stamp.h>

enum { EVENING = 1596901349 };	/* 2020-08-08T22:42:29+07:00 */

static const struct {
	const char *s;
	int64_t t;
} good[] = {
	{"2020-08-08T22:42:29+07:00", EVENING},
	{"2020-08-08T15:42:29Z", EVENING},
	{"2020-08-08t15:42:29z", EVENING},
	{"2020-08-08 22:42:29+07:00", EVENING},
	{"2020-08-08T22:42:29", EVENING},
	{"2020-08-08T22:42:29+0700", EVENING},
	{"2020-08-08T10:42:29-05:00", EVENING},
	{"2020-08-09T05:27:29+13:45", EVENING},
	{"2020-08-08T22:42:29.987654+07:00", EVENING},
	{"2020-08-08T22:42+07:00", EVENING - 29},
	{"2020-08-08", EVENING - 81749},
	{"1970-01-01T00:00:00Z", 0},
	{"1969-12-31T23:59:59Z", -1},
	{"2000-02-29T00:00:00Z", 951782400},
	{"2038-01-19T03:14:08Z", 2147483648},
	{"1900-03-01T00:00:00Z", -2203891200},
	{"0001-01-02T00:00:00Z", -62135510400},
	{"9999-12-31T00:00:00Z", 253402214400},
	{"2016-12-31T23:59:60Z", 1483228800},
};

static const char *const bad[] = {
	"", " ", "2020", "2020-08", "2020-8-8", "20-08-08", "2020-13-01", "2020-00-01",
	"2020-08-00", "2020-08-32", "2020-04-31", "2019-02-29", "1900-02-29",
	"0000-01-01",
	"2020-08-08T", "2020-08-08T22", "2020-08-08T22:42:", "2020-08-08T24:00:00",
	"2020-08-08T22:60:00", "2020-08-08T22:42:61", "2020-08-08T22:42:29+7",
	"2020-08-08T22:42:29+24:00", "2020-08-08T22:42:29+07:60",
	"2020-08-08T22:42:29 GMT",
	"2020-08-08T22:42:29Zx", "2020-08-08x", " 2020-08-08", "2020-08-08 ",
	"+2020-08-08", "-020-08-08", "2020/08/08", "08/08/2020",
	"Sat, 08 Aug 2020 22:42:29 +0700",
	"hôm nay", "２020-08-08",
};

static void parsing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		int64_t t = 12345, loose = 12345;
		if (!stamp_parse(good[i].s, &t) || !stamp_parse_loose(good[i].s, &loose))
			fail_msg("%s", good[i].s);
		assert_int_equal(t, good[i].t);
		assert_int_equal(loose, t);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		int64_t t = 12345;
		if (stamp_parse(bad[i], &t) || t != 12345)
			fail_msg("%s", bad[i]);
	}
}

static void what_people_type(void **state)
{
	static const char *const no[] = {
		"08/08/20", "31/04/2020", "08/13/2020", "08/08/2020 22",
		"08/08/2020 25:00", "08/08/2020x", "08/08/2020 22:42:29 x",
		"32/01/2020", "", "29/02/2021", " ", "0", "2020", "08/2020", "hôm qua",
		"22:42", "tháng 8 năm 2020", "0000-00-00 00:00:00", "20201301",
		"08/08/2020 09/08/2020", "22:42 23:42 08/08/2020", "12345678901",
		"08/08-2020", "008/08/2020", "8 Aug 2020 Sep", "chiều 08/08/2020",
		"2020年8月8日", "8 tháng mười ba 2020", "tháng tháng", "1e10", "-1596901349",
		"159690134９", "08/08/2020 22:4", "-", ":", "T",
		"Aug 32, 2020", "8 tháng", "năm năm năm",
	};
	int64_t t = 0;

	(void)state;
	assert_true(stamp_parse_loose("08/08/2020", &t));
	assert_int_equal(t, EVENING - 81749);
	assert_true(stamp_parse_loose("08/08/2020 22:42", &t));
	assert_int_equal(t, EVENING - 29);
	assert_true(stamp_parse_loose("08/08/2020 22:42:29", &t));
	assert_int_equal(t, EVENING);
	for (size_t i = 0; i < COUNT(no); i++) {
		t = 12345;
		if (stamp_parse_loose(no[i], &t) || t != 12345)
			fail_msg("%s", no[i]);
	}
}

static void what_sites_write(void **state)
{
	enum { DAY = EVENING - 81749, MINUTE = EVENING - 29 };
	static const struct {
		const char *s;
		int64_t t;
	} all[] = {
		{" \n2020-08-08T22:42:29+07", EVENING},
		{"2020-08-08 15:42:29 UTC", EVENING},
		{"2020-08-08 22:42:29 +0700 +07", EVENING},
		{"2020-8-8T22:42:29+07:00", EVENING},
		{"2020/08/08 22:42:29", EVENING},
		{"20200808T154229Z", EVENING}, {"20200808224229", EVENING},
		{"20200808", DAY},
		{"Sat, 08 Aug 2020 22:42:29 +0700", EVENING},
		{"Sat, 08 Aug 2020 15:42:29 GMT", EVENING},
		{"Thu, 6 Aug 2020 22:42:29 +0700", EVENING - 2 * 86400},
		{"Thu 6 Aug 2020", DAY - 2 * 86400},
		{"8 Aug 20 10:42 CDT", MINUTE},
		{"Sat, 08-Aug-2020 15:42:29 GMT", EVENING},
		{"Sat Aug  8 22:42:29 2020", EVENING},
		{"Saturday, 08-Aug-20 15:42:29 GMT", EVENING},
		{"Sat Aug 08 2020 22:42:29 GMT+0700 (Indochina Time)", EVENING},
		{"August 8, 2020 10:42 pm", MINUTE},
		{"Aug 8, 2020, 10:42:29 PM", EVENING},
		{"August 8, 2020 12:42 am", MINUTE - 22 * 3600},
		{"8/8/2020", DAY}, {"08-08-2020", DAY}, {"08.08.2020 22:42", MINUTE},
		{"22:42 08/08/2020", MINUTE}, {"22:42:29, 08/08/2020", EVENING},
		{"22:42 - 08/08/2020", MINUTE}, {"08/08/2020 – 22:42", MINUTE},
		{"08/08/2020 | 22:42", MINUTE}, {"08/08/2020 22:42:29 (GMT+7)", EVENING},
		{"08/08/2020 15:42:29 GMT+0", EVENING},
		{"08/08/2020 10:42:29 CH", EVENING}, {"08/08/2020 10:42 Chiều", MINUTE},
		{"Thứ Bảy, 08/08/2020, 22:42 GMT+7", MINUTE},
		{"Thứ 7, 08/08/2020 22:42", MINUTE}, {"T7, 08/08/2020", DAY},
		{"THỨ BẢY, 08/08/2020", DAY},
		{"Thu\xcc\x9b\xcc\x81 Tu\xcc\x9b, 08/08/2020", DAY},
		{"Thu Bay, 08/08/2020", DAY}, {"Chủ nhật, 08/08/2020", DAY},
		{"CN 08/08/2020", DAY}, {"Thứ Năm, ngày 8 tháng 8 năm 2020", DAY},
		{"22h42 ngày 8/8/2020", MINUTE}, {"22 giờ 42 phút, 08/08/2020", MINUTE},
		{"22h42’ 08/08/2020", MINUTE},
		{"Ngày đăng: 08/08/2020", DAY},
		{"Đăng lúc 22:42, ngày 08/08/2020", MINUTE},
		{"8 Tháng Tám, 2020", DAY}, {"Tháng Tám 8, 2020", DAY},
		{"08 thg 8, 2020", DAY}, {"8 tháng mười một năm 2020", DAY + 92 * 86400},
		{"8 Tháng Mười 2020", DAY + 61 * 86400},
		{"8 tháng năm năm 2020", DAY - 92 * 86400},
		{"1596901349", EVENING}, {"1596901349.75", EVENING},
		{"1596901349123", EVENING}, {"1596901349123456", EVENING},
		{"946684800", 946684800},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		int64_t t = 12345;
		if (!stamp_parse_loose(all[i].s, &t) || t != all[i].t)
			fail_msg("%s: %lld", all[i].s, (long long)(t - all[i].t));
	}
}

static void forms(void **state)
{
	static const struct {
		enum stamp_form form;
		const char *want;
	} all[] = {
		{STAMP_RFC3339, "2020-08-08T22:42:29+07:00"},
		{STAMP_DAY, "08/08/2020"},
		{STAMP_DAY_MONTH, "08/08"},
		{STAMP_MINUTE, "08/08/2020 22:42"},
		{STAMP_PORTAL, "08/08/2020 22:42:29 (GMT+7)"},
		{STAMP_CLOCK, "22:42"},
	};
	char out[STAMP_MAX];

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		assert_ptr_equal(stamp_format(EVENING, all[i].form, out), out);
		assert_string_equal(out, all[i].want);
		assert_string_equal(stamp_format(STAMP_NONE, all[i].form, out), "");
		assert_string_equal(stamp_format(INT64_MAX, all[i].form, out), "");
	}
	assert_string_equal(stamp_format(0, STAMP_RFC3339, out),
			    "1970-01-01T07:00:00+07:00");
	assert_string_equal(stamp_format(-7 * 3600 - 1, STAMP_RFC3339, out),
			    "1969-12-31T23:59:59+07:00");
}

/* Every day of eight centuries, and of the years at both ends, against the C library. */
static void check_day(int64_t day)
{
	char out[STAMP_MAX], want[STAMP_MAX];
	time_t local = (time_t)(day * 86400 + 3723);	/* 01:02:03, as if in UTC */
	struct tm tm;
	int64_t t = local - STAMP_ZONE, back = 0;

	assert_non_null(gmtime_r(&local, &tm));
	strftime(want, sizeof(want), "-%m-%dT%H:%M:%S+07:00", &tm);
	stamp_format(t, STAMP_RFC3339, out);
	if (strcmp(out + 4, want) != 0 || atoi(out) != tm.tm_year + 1900)
		fail_msg("day %lld: %s", (long long)day, out);
	assert_true(stamp_parse(out, &back));
	assert_int_equal(back, t);
}

static void round_trips(void **state)
{
	(void)state;
	for (int64_t day = -146097; day < 146097; day++)
		check_day(day);
	for (int64_t day = 0; day < 400; day++) {
		check_day(-719161 + day);	/* from 2 January of the year 1 */
		check_day(2932896 - day);	/* to 31 December 9999 */
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parsing),
		cmocka_unit_test(what_people_type),
		cmocka_unit_test(what_sites_write),
		cmocka_unit_test(forms),
		cmocka_unit_test(round_trips),
	};

	return cmocka_run_group_tests_name("stamp", tests, NULL, NULL);
}
