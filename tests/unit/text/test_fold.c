/* test_fold.c - search keys, and letters for terminals without UTF-8 */
#include "check.h"

#include <uninorm.h>

#include <bantin/text/clean.h>
#include <bantin/text/fold.h>
#include <bantin/text/measure.h>

struct pair {
	const char *in, *want;
};

static const struct pair folds[] = {
	{"", ""},
	{"Đặng Thị Hường", "dang thi huong"},
	{"ĐẶNG THỊ HƯỜNG", "dang thi huong"},
	{"Đa\u0323\u0306ng Thi\u0323 Hu\u031Bo\u031B\u0300ng", "dang thi huong"},
	{"Nghị quyết số 05-NQ/ĐU", "nghi quyet so 05-nq/du"},
	{"ẮẰẲẴẶắằẳẵặ", "aaaaaaaaaa"},
	{"ỨỪỬỮỰỶỹỵ", "uuuuuyyy"},
	{"2.240.627 ₫", "2.240.627 ₫"},
	{"“tốt”…", "“tot”…"},
	/* other scripts */
	{"ΣΊΣΥΦΟΣ σίσυφος", "σισυφοσ σισυφοσ"},
	{"Москва Йод", "москва иод"},
	{"ÇÉÑÖ çéñö", "ceno ceno"},
	{"人民", "人民"},
	{"z\u0301\u0302", "z"},
	{"İstanbul", "istanbul"},
	{"\uFFFD", "\uFFFD"},
};

static const struct pair plains[] = {
	{"", ""},
	{"Cổng thông tin điện tử", "Cong thong tin dien tu"},
	{"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CONG HOA XA HOI CHU NGHIA VIET NAM"},
	{"Đường Đ-5", "Duong D-5"},
	{"chỗ 1 · 50%", "cho 1 - 50%"},
	{"20.000₫", "20.000d"},
	{"“một” ‘hai’ – ba — bốn", "\"mot\" 'hai' - ba - bon"},
	{"«năm» … • sáu", "\"nam\" . * sau"},
	{"┌─┬─┐│x│└─┘═║", "+-+-+|x|+-+=|"},
	{"▶ ▸ ◀ ▲ ▼ █ ░ ← → ↑ ↓", "> > < ^ v # # < > ^ v"},
	{"25 m² 30°C 3 × 4 ½", "25 m2 30oC 3 x 4 *"},
	{"ấ\u0323z\u0301é ç ø ß Ł", "aze c o s L"},
	{"a\tb\nc?", "a\tb\nc?"},
	{"人民", "****"},
	{"Ａ１", "A 1 "},
	{"👩\u200D🌾 🇻🇳", "** **"},
	{"\uFFFD Ω ☎\uFE0F", "* * **"},
};

static void check_pairs(const struct pair *list, size_t count,
			void (*f)(struct buf *, const char *, size_t))
{
	struct buf b = {0};

	for (size_t i = 0; i < count; i++) {
		buf_reset(&b);
		f(&b, list[i].in, strlen(list[i].in));
		assert_string_equal(buf_str(&b), list[i].want);
	}
	buf_clear(&b);
}

static void fold_table(void **state)
{
	(void)state;
	check_pairs(folds, COUNT(folds), text_fold);
}

static void ascii_table(void **state)
{
	(void)state;
	check_pairs(plains, COUNT(plains), text_ascii);
}

static void long_text_and_ceiling(void **state)
{
	struct buf in = {0}, out = {0};

	(void)state;
	for (int i = 0; i < 1000; i++)
		buf_adds(&in, "Đệ ");
	text_fold(&out, in.s, in.len);
	assert_int_equal(out.len, 3000);
	for (size_t i = 0; i < out.len; i++)
		assert_int_equal(out.s[i], "de "[i % 3]);
	buf_clear(&out);
	buf_init(&out, 2);
	text_fold(&out, "Đệ Đ", 7);
	assert_true(out.full);
	buf_clear(&out);
	buf_clear(&in);
}

static void folding_twice_is_folding_once(void **state)
{
	struct buf once = {0}, twice = {0};

	(void)state;
	for (uint32_t cp = 1; cp <= 0x10ffff; cp++) {
		char s[4];
		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		buf_reset(&once);
		buf_reset(&twice);
		text_fold(&once, s, utf8_put(s, cp));
		text_fold(&twice, buf_str(&once), once.len);
		if (strcmp(buf_str(&once), buf_str(&twice)) != 0)
			fail_msg("U+%04X", cp);
	}
	buf_clear(&once);
	buf_clear(&twice);
}

static void check_forms(const char *s, size_t n)
{
	struct buf nfc = {0}, nfd = {0}, plain = {0};
	size_t len = 0;
	uint8_t *apart = u8_normalize(UNINORM_NFD, (const uint8_t *)s, n, NULL, &len);

	text_fold(&nfc, s, n);
	text_fold(&nfd, (const char *)apart, len);
	assert_string_equal(buf_str(&nfc), buf_str(&nfd));
	text_ascii(&plain, s, n);
	for (size_t i = 0; i < plain.len; i++)
		assert_true((unsigned char)plain.s[i] < 0x80);
	assert_int_equal(text_columns(buf_str(&plain), plain.len), text_columns(s, n));
	free(apart);
	buf_clear(&nfc);
	buf_clear(&nfd);
	buf_clear(&plain);
}

static void ten_thousand_random_strings(void **state)
{
	struct dice d = {1945};
	char in[RANDOM_MAX];

	(void)state;
	for (int i = 0; i < 10000; i++) {
		size_t n = dice_string(&d, in);
		char *s = text_clean_dup(in, n, CLEAN_TEXT);
		if (s[0])
			check_forms(s, strlen(s));
		free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fold_table),
		cmocka_unit_test(ascii_table),
		cmocka_unit_test(long_text_and_ceiling),
		cmocka_unit_test(folding_twice_is_folding_once),
		cmocka_unit_test(ten_thousand_random_strings),
	};

	return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
