/* test_clean.c - the gate: any bytes in, NFC UTF-8 out */
#include "check.h"

#include <uninorm.h>

#include <bantin/text/clean.h>

#define BAD "\uFFFD"

struct cleaning {
	const char *in, *text, *line;
};

static const struct cleaning cleanings[] = {
	{"", "", ""},
	{"Xã Yên Lạc", "Xã Yên Lạc", "Xã Yên Lạc"},
	/* decomposed Vietnamese, marks in either order */
	{"Tie\u0302\u0301ng Vie\u0323\u0302t", "Tiếng Việt", "Tiếng Việt"},
	{"Vie\u0302\u0323t", "Việt", "Việt"},
	{"nu\u031Bo\u031B\u0301c", "nước", "nước"},
	{"ngu\u01B0\u0323", "ngu\u1EF1", "ngu\u1EF1"},
	{"\u212Bngstr\u00F6m", "\u00C5ngstr\u00F6m", "\u00C5ngstr\u00F6m"},
	/* line ends and blanks */
	{"một\r\nhai\rba", "một\nhai\nba", "một hai ba"},
	{"a\u2028b\u2029c\xc2\x85" "d", "a\nb\nc\nd", "a b c d"},
	{"a\tb", "a\tb", "a b"},
	{"  a  b \n", "  a  b \n", "a b"},
	{"a\u00A0b\u202F\u3000c", "a b  c", "a b c"},
	{"a\n\n\n\nb", "a\n\nb", "a b"},
	{"a\r\n\r\n\r\n\r\nb", "a\n\nb", "a b"},
	{"a\n \n\t\n  b", "a\n \n  b", "a b"},
	{"\n\n\na", "\na", "a"},
	{"a\n\n\n", "a\n\n", "a"},
	/* controls */
	{"\x1b[31mđỏ\x07", BAD "[31mđỏ" BAD, BAD "[31mđỏ" BAD},
	{"a\x7f" "b\xc2\x9b" "c", "a" BAD "b" BAD "c", "a" BAD "b" BAD "c"},
	{"a\x0b" "b\x0c", "a" BAD "b" BAD, "a" BAD "b" BAD},
	/* ill-formed */
	{"x\xff\xe1\xbb", "x" BAD BAD, "x" BAD BAD},
	{"\xed\xa0\x80", BAD BAD BAD, BAD BAD BAD},
	/* bidi controls, invisible ones, private use, noncharacters */
	{"a\u202E\u2066\u200F\u061C", "a" BAD BAD BAD BAD, "a" BAD BAD BAD BAD},
	{"a\u200B\u200C\u2060\u00AD\u034F", "a" BAD BAD BAD BAD BAD,
	 "a" BAD BAD BAD BAD BAD},
	{"\uE000\U000F0000\uFDD0\uFFFE\U0010FFFF\uFFF9", BAD BAD BAD BAD BAD BAD,
	 BAD BAD BAD BAD BAD BAD},
	/* a byte order mark goes from the front and from there alone */
	{"\uFEFFa\uFEFF", "a" BAD, "a" BAD},
	{"\uFEFF", "", ""},
	/* emoji */
	{"👩\u200D🌾", "👩\u200D🌾", "👩\u200D🌾"},
	{"👩🏽\u200D🌾", "👩🏽\u200D🌾", "👩🏽\u200D🌾"},
	{"❤\uFE0F\u200D🔥", "❤\uFE0F\u200D🔥", "❤\uFE0F\u200D🔥"},
	{"1\uFE0F\u20E3 #\uFE0F", "1\uFE0F\u20E3 #" BAD, "1\uFE0F\u20E3 #" BAD},
	{"a\u200Db", "a" BAD "b", "a" BAD "b"},
	{"👩\u200D", "👩" BAD, "👩" BAD},
	{"👩\u200Da", "👩" BAD "a", "👩" BAD "a"},
	{"👩 \u200D🌾", "👩 " BAD "🌾", "👩 " BAD "🌾"},
	{"a\uFE0F", "a" BAD, "a" BAD},
	{"🇻🇳", "🇻🇳", "🇻🇳"},
	/* marks: two on a base, the rest of the run goes */
	{"o\u0302\u0300\u0301\u0309\u0303", "ồ\u0301\u0309", "ồ\u0301\u0309"},
	{"b\u0301\u0301\u0301c\u0301", "b\u0301\u0301ć", "b\u0301\u0301ć"},
	{"b\u0301\u0CC6\u0327\u0CC2c", "b\u0301\u0CC6c", "b\u0301\u0CC6c"},
	{"\u1780\u17CA\u17BB\u17C7", "\u1780\u17CA\u17BB\u17C7",
	 "\u1780\u17CA\u17BB\u17C7"},
};

static void check(const struct cleaning *c, enum clean_mode mode, const char *want)
{
	char *got = text_clean_dup(c->in, strlen(c->in), mode);
	assert_string_equal(got, want);
	assert_int_equal(text_is_clean(c->in, strlen(c->in), mode),
			 strcmp(c->in, want) == 0);
	assert_true(text_is_clean(got, strlen(got), mode));
	free(got);
}

static void the_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cleanings); i++) {
		check(&cleanings[i], CLEAN_TEXT, cleanings[i].text);
		check(&cleanings[i], CLEAN_LINE, cleanings[i].line);
	}
}

static void a_nul_is_a_control(void **state)
{
	char *got = text_clean_dup("a\0b", 3, CLEAN_TEXT);

	(void)state;
	assert_string_equal(got, "a" BAD "b");
	free(got);
}

static void short_forms(void **state)
{
	char *line = text_clean_line(" Thông\nbáo "), *text = text_clean_text("a\r\nb");

	(void)state;
	assert_string_equal(line, "Thông báo");
	assert_string_equal(text, "a\nb");
	assert_null(text_clean_line(NULL));
	assert_null(text_clean_text(NULL));
	assert_null(text_clean_dup(NULL, 0, CLEAN_TEXT));
	free(line);
	free(text);
}

static void appends_and_leaves_out_whole(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 12);
	buf_adds(&b, "\n\n");
	text_clean(&b, "\nxa\u0303", 5, CLEAN_TEXT);
	assert_string_equal(b.s, "\n\n\nxã");
	assert_false(b.full);
	text_clean(&b, "a\xff\xff", 3, CLEAN_TEXT);
	assert_true(b.full);
	assert_string_equal(b.s, "\n\n\nxã");
	buf_clear(&b);
}

static void long_joined_sequences_end(void **state)
{
	struct buf in = {0};
	size_t joiners = 0;

	(void)state;
	for (int i = 0; i < 100; i++)
		buf_adds(&in, "👩\u200D");
	char *out = text_clean_dup(in.s, in.len, CLEAN_TEXT);
	char *again = text_clean_text(out);
	assert_string_equal(out, again);
	for (const char *s = out; (s = strstr(s, "\u200D")) != NULL; s++)
		joiners++;
	assert_true(joiners < 100);
	assert_non_null(strstr(out, BAD));
	free(out);
	free(again);
	buf_clear(&in);
}

/* Each code point on a base of its own comes out valid, in NFC, and for good. */
static void check_block(uint32_t first, uint32_t last)
{
	struct buf in = {0};
	size_t len = 0;

	for (uint32_t cp = first; cp <= last; cp++) {
		char bytes[4];
		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		buf_addc(&in, 'a');
		buf_add(&in, bytes, utf8_put(bytes, cp));
	}
	char *once = text_clean_dup(buf_str(&in), in.len, CLEAN_TEXT);
	size_t n = strlen(once);
	uint8_t *nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)once, n, NULL, &len);
	if (!text_is_clean(once, n, CLEAN_TEXT) || len != n || memcmp(nfc, once, n) != 0)
		fail_msg("from U+%04X on", first);
	free(nfc);
	free(once);
	buf_clear(&in);
}

static void every_code_point(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp += 16)
		check_block(cp, cp + 15);
}

static void ten_thousand_random_strings(void **state)
{
	struct dice d = {20200808};
	char in[RANDOM_MAX];

	(void)state;
	for (int i = 0; i < 10000; i++) {
		size_t n = dice_string(&d, in), len = 0;
		enum clean_mode mode = i % 2 ? CLEAN_LINE : CLEAN_TEXT;
		char *once = text_clean_dup(in, n, mode);
		char *twice = text_clean_dup(once, strlen(once), mode);
		assert_string_equal(once, twice);
		assert_true(utf8_valid(once, strlen(once)));
		assert_int_equal(text_is_clean(in, n, mode),
				 n == strlen(once) && memcmp(in, once, n) == 0);
		if (once[0]) {
			uint8_t *nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)once,
						    strlen(once), NULL, &len);
			assert_int_equal(len, strlen(once));
			assert_memory_equal(nfc, once, len);
			free(nfc);
		}
		free(once);
		free(twice);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table),
		cmocka_unit_test(a_nul_is_a_control),
		cmocka_unit_test(short_forms),
		cmocka_unit_test(appends_and_leaves_out_whole),
		cmocka_unit_test(long_joined_sequences_end),
		cmocka_unit_test(every_code_point),
		cmocka_unit_test(ten_thousand_random_strings),
	};

	return cmocka_run_group_tests_name("clean", tests, NULL, NULL);
}
