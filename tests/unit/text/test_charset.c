/* test_charset.c - older Vietnamese text to UTF-8 */
#include "check.h"

#include <stdio.h>

#include <uninorm.h>

#include <bantin/text/charset.h>

#include "../../../src/text/letters.h"

#include "encode.h"

/* Written for this test; each sentence has at least twelve words. */
static const char *const sentences[] = {
	"Sáng nay, Ủy ban nhân dân xã Yên Lạc tổ chức hội nghị tổng kết phong trào.",
	"Đồng chí Bí thư Đảng ủy phát biểu khai mạc, nêu rõ kết quả đạt được trong năm.",
	"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
	"Ở thôn Đoài, năm hộ dân đã hiến đất mở đường, giữ hàng rào xanh trước ngõ.",
	"Người dân được cấp phát thuốc miễn phí; trẻ nhỏ uống vắc-xin vào thứ bảy.",
	"Quỹ khuyến học trao thưởng cho 25 em học sinh giỏi, mỗi suất 500.000 đồng.",
	"Ừ, thì cứ để nước rút hẳn rồi hẵng gieo mạ, kẻo gặp rét nữa lại phải làm lại.",
	"Kỷ niệm ngày thành lập, đoàn viên thanh niên quét dọn nghĩa trang liệt sĩ.",
};

/* Bytes read as Latin-1, or as Windows-1252, and written as UTF-8. */
static void spoil(struct buf *out, const struct buf *in, bool windows)
{
	static const char *const high[] = {
		"€", "\xc2\x81", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ",
		"\xc2\x8d", "Ž", "\xc2\x8f", "\xc2\x90", "‘", "’", "“", "”", "•", "–",
		"—", "˜", "™", "š", "›", "œ", "\xc2\x9d", "ž", "Ÿ",
	};

	buf_reset(out);
	for (size_t i = 0; i < in->len; i++) {
		unsigned char b = (unsigned char)in->s[i];
		char bytes[4];
		if (windows && b >= 0x80 && b < 0xa0)
			buf_adds(out, high[b - 0x80]);
		else
			buf_add(out, bytes, utf8_put(bytes, b));
	}
}

static void check_decodes(const struct buf *in, enum charset c, const char *want)
{
	struct buf out = {0};

	charset_decode(&out, buf_str(in), in->len, c);
	assert_string_equal(buf_str(&out), want);
	buf_clear(&out);
}

static void check_detects(const struct buf *in, enum charset c, bool mojibake)
{
	struct charset_found f;

	charset_detect(buf_str(in), in->len, &f);
	if (f.count == 0 || f.guess[0].charset != c || !f.certain)
		fail_msg("%s %s: found %s, %u%%, %zu words, then %s, %u%%",
				charset_name(c),
			 in->s, f.count ? charset_name(f.guess[0].charset) : "none",
			 f.guess[0].percent, f.guess[0].words,
			 f.count > 1 ? charset_name(f.guess[1].charset) : "none",
			 f.guess[1].percent);
	assert_int_equal(f.guess[0].mojibake, mojibake);
}

static void twelve_words_are_certain(void **state)
{
	struct buf in = {0};

	(void)state;
	for (size_t k = 0; k < COUNT(encodings); k++)
		for (size_t i = 0; i < COUNT(sentences); i++) {
			encode(&in, encodings[k], sentences[i]);
			check_detects(&in, encodings[k], false);
			check_decodes(&in, encodings[k], sentences[i]);
		}
	buf_clear(&in);
}

static void and_so_are_their_mojibake(void **state)
{
	struct buf in = {0}, spoilt = {0};

	(void)state;
	for (size_t k = 2; k < 6; k++)
		for (size_t i = 0; i < 2 * COUNT(sentences); i++) {
			encode(&in, encodings[k], sentences[i / 2]);
			spoil(&spoilt, &in, i % 2);
			check_detects(&spoilt, encodings[k], true);
			check_decodes(&spoilt, encodings[k], sentences[i / 2]);
		}
	for (size_t i = 0; i < 2 * COUNT(sentences); i++) {
		encode(&in, CHARSET_UTF8, sentences[i / 2]);
		spoil(&spoilt, &in, i % 2);
		check_detects(&spoilt, CHARSET_UTF8_TWICE, true);
		check_decodes(&spoilt, CHARSET_UTF8_TWICE, sentences[i / 2]);
	}
	buf_clear(&in);
	buf_clear(&spoilt);
}

/* Within a word, since a capital of TCVN 5712 among others must make one possible. */
static void every_letter_decodes(void **state)
{
	struct buf in = {0};

	(void)state;
	for (size_t i = 0; i < LETTER_COUNT; i++) {
		const struct letter *l = &letter_table[i];
		char word[8] = "", t = l->base < 'a' ? 'T' : 't';
		size_t n = 1;
		word[0] = t;
		n += utf8_put(word + 1, l->cp);
		if ((l->base | 0x20) != 'y' && l->mark != MARK_STROKE)
			word[n] = (char)(t + 'n' - 't');
		for (size_t k = 0; k < COUNT(encodings); k++) {
			if (encodings[k] == CHARSET_VIQR && l->mark == MARK_STROKE)
				continue;	/* dd begins a word */
			encode(&in, encodings[k], word);
			if (encodings[k] == CHARSET_VIQR)
				buf_addc(&in, '-');	/* "ty." would end a sentence */
			char want[10];
			snprintf(want, sizeof(want), "%s%s", word,
				 encodings[k] == CHARSET_VIQR ? "-" : "");
			check_decodes(&in, encodings[k], want);
		}
	}
	buf_clear(&in);
}

struct reading {
	enum charset charset;
	const char *in, *want;
};

static const struct reading readings[] = {
	{CHARSET_TCVN3, "\xa7\xb6ng \xf1y x\xb7", "Đảng ủy xã"},
	{CHARSET_TCVN3, "§¶ng ñy x·", "Đảng ủy xã"},
	/* Windows' quotes and dashes among letters, beside capitals of TCVN 5712 */
	{CHARSET_TCVN3, "\x93X\xb7 m\xedi\x94 \x96 v.v\x85", "“Xã mới” – v.v…"},
	{CHARSET_TCVN3, "\x93\x9ey ban\x94", "“Ủy ban”"},
	{CHARSET_TCVN3, "T\x9eY BAN", "TỦY BAN"},
	{CHARSET_TCVN3, "m\xedi\x14 t\x13" "i \x16 ki\xd5n", "mới ti Ý kiến"},
	{CHARSET_VNI, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
	 "Cộng hòa xã hội chủ nghĩa Việt Nam"},
	{CHARSET_VNI, "CO\xc4NG HO\xd8" "A X\xc3", "CỘNG HÒA XÃ"},
	{CHARSET_VNI, "\xd1" "a\xf9 A\xf9 ng\xf6\xf4\xf8i \x93y\xef\x94",
	 "Đá Á người “ỵ”"},
	{CHARSET_CP1258, "Ti\xea\xecng Vi\xea\xf2t", "Tiếng Việt"},
	{CHARSET_CP1258, "10.000 \xfe", "10.000 ₫"},
	{CHARSET_VISCII, "Ti\xaang Vi\xaet", "Tiếng Việt"},
	{CHARSET_VIQR, "Co^.ng ho`a xa~ ho^.i", "Cộng hòa xã hội"},
	{CHARSET_VIQR,
	 "DDa?ng u?y xa~ o+? Ha` No^.i. Tho^i ta ve^`. Nha` ta. Bo^. Y te^'. Xong chu+a?",
	 "Đảng ủy xã ở Hà Nội. Thôi ta về. Nhà ta. Bộ Y tế. Xong chưa?"},
	{CHARSET_VIQR, "\\(a\\.b ddi dda^u ddo'", "(a.b đi đâu đó"},
	{CHARSET_VIQR, "add buddy", "add buddy"},
	{CHARSET_VIQR, "\\", "\\"},
	{CHARSET_UTF8_TWICE, "Viá»‡t Nam â€“ ok", "Việt Nam – ok"},
	{CHARSET_DECOMPOSED, "Vie\u0323\u0302t", "Việt"},
	{CHARSET_UTF8, "a\xff" "b", "a\uFFFDb"},
	{CHARSET_ASCII, "plain", "plain"},
};

static void the_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(readings); i++) {
		struct buf in = {0};
		const struct reading *r = &readings[i];
		buf_adds(&in, r->in);
		check_decodes(&in, r->charset, r->want);
		buf_clear(&in);
	}
}

static void utf16_by_its_mark(void **state)
{
	static const char little[] = "\xff\xfeV\0i\0\xc7\x1et\0\x3d\xd8\x69\xdc";
	static const char big[] = "\xfe\xff\0V\0i\x1e\xc7\0t\xd8\x3d\xdc\x69";
	struct charset_found f;
	struct buf in = {0};

	(void)state;
	buf_add(&in, little, sizeof(little) - 1);
	charset_detect(in.s, in.len, &f);
	assert_true(f.certain && f.guess[0].charset == CHARSET_UTF16);
	check_decodes(&in, CHARSET_UTF16, "Việt👩");
	buf_reset(&in);
	buf_add(&in, big, sizeof(big) - 1);
	check_decodes(&in, CHARSET_UTF16, "Việt👩");
	buf_reset(&in);
	buf_add(&in, "\x3d\xd8" "a\0\x69\xdc" "b", 7);
	check_decodes(&in, CHARSET_UTF16, "\uFFFDa\uFFFD\uFFFD");
	buf_clear(&in);
}

static void check_first(const char *s, enum charset want, bool certain)
{
	struct charset_found f;

	charset_detect(s, strlen(s), &f);
	assert_true(f.count > 0);
	if (f.guess[0].charset != want || f.certain != certain)
		fail_msg("%s: %s, %u%%", s, charset_name(f.guess[0].charset),
			 f.guess[0].percent);
}

static void what_is_not_old_stays(void **state)
{
	(void)state;
	check_first("", CHARSET_ASCII, true);
	check_first("Plain English text, is it so? Yes. We go to the sea. Ask me.",
		    CHARSET_ASCII, true);
	check_first("Uy ban nhan dan xa. Hoi nghi tong ket nam 2020 da ra ve.",
		    CHARSET_ASCII, true);
	check_first("#include <stdio.h>\nint main(void) { return a[0] ? b() : c; }",
		    CHARSET_ASCII, true);
	check_first("L'été, les élèves étaient là, près de la forêt où ça coûte cher.",
		    CHARSET_UTF8, true);
	check_first("中华人民共和国 Привет мир", CHARSET_UTF8, true);
	check_first("Số 05/BC-UBND", CHARSET_UTF8, false);
	check_first("Việt", CHARSET_UTF8, false);
	check_first("x· Yªn L¹c", CHARSET_TCVN3, false);
}

static void noise_is_nothing(void **state)
{
	struct charset_found f;
	struct dice d = {3};
	char noise[4096];

	(void)state;
	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (char)dice_roll(&d, 256);
	charset_detect(noise, sizeof(noise), &f);
	assert_false(f.certain);
	charset_detect("L'\xe9t\xe9, les \xe9l\xe8ves \xe9taient l\xe0", 29, &f);
	assert_false(f.certain);
}

static void a_long_text_is_judged_by_its_letters(void **state)
{
	struct buf b = {0}, in = {0};
	struct charset_found f;

	(void)state;
	while (b.len < 200000)
		buf_adds(&b, "0123456789 ");
	for (size_t i = 0; i < 200; i++) {
		encode(&in, CHARSET_VNI, sentences[i % COUNT(sentences)]);
		buf_add(&b, in.s, in.len);
	}
	charset_detect(b.s, b.len, &f);
	assert_true(f.certain && f.guess[0].charset == CHARSET_VNI);
	buf_clear(&b);
	while (b.len < 200000)
		buf_adds(&b, sentences[b.len % COUNT(sentences)]);
	charset_detect(b.s, b.len, &f);
	assert_true(f.certain && f.guess[0].charset == CHARSET_UTF8);
	buf_clear(&b);
	buf_clear(&in);
}

static void names(void **state)
{
	enum charset c;

	(void)state;
	for (int i = 0; i < CHARSET_COUNT; i++) {
		assert_true(charset_find(charset_name((enum charset)i), &c));
		assert_int_equal(c, i);
	}
	assert_true(charset_find("TCVN5712-1", &c) && c == CHARSET_TCVN3);
	assert_true(charset_find("ABC", &c) && c == CHARSET_TCVN3);
	assert_true(charset_find("VNI-Windows", &c) && c == CHARSET_VNI);
	assert_true(charset_find("CP1258", &c) && c == CHARSET_CP1258);
	assert_true(charset_find("UTF8", &c) && c == CHARSET_UTF8);
	assert_true(charset_find("NFD", &c) && c == CHARSET_DECOMPOSED);
	assert_false(charset_find("", &c));
	assert_false(charset_find("latin1", &c));
	assert_false(charset_find("a name that is much longer than any other", &c));
}

static void check_raises(const char *in, const char *want)
{
	struct buf out = {0};

	charset_raise(&out, in, strlen(in));
	assert_string_equal(buf_str(&out), want);
	buf_clear(&out);
}

static void capital_fonts(void **state)
{
	struct buf in = {0}, out = {0};

	(void)state;
	encode(&in, CHARSET_VIQR + CHARSET_COUNT, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA");
	charset_decode(&out, in.s, in.len, CHARSET_TCVN3);
	assert_string_equal(out.s, "CộNG HòA Xã HộI CHủ NGHĩA");
	check_raises(out.s, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA");
	check_raises("Đảng ủy xã Yên Lạc", "Đảng ủy xã Yên Lạc");
	check_raises("Ở xã\nHọP Tổ 5 Ế\nà", "Ở xã\nHỌP TỔ 5 Ế\nà");
	check_raises("Về việc HộI NGHị ở xã", "Về việc HỘI NGHỊ ở xã");
	check_raises("Xã Hà", "Xã Hà");
	check_raises("", "");
	buf_clear(&in);
	buf_clear(&out);
}

static void any_bytes_under_any_charset(void **state)
{
	struct dice d = {1975};
	char in[RANDOM_MAX];

	(void)state;
	for (int i = 0; i < 10000; i++) {
		struct charset_found f;
		struct buf out = {0}, raised = {0};
		size_t n = dice_string(&d, in), len = 0;
		charset_decode(&out, in, n, (enum charset)(i % CHARSET_COUNT));
		assert_true(utf8_valid(buf_str(&out), out.len));
		uint8_t *nfc = out.len ? u8_normalize(UNINORM_NFC, (uint8_t *)out.s,
				out.len,
						      NULL, &len) : NULL;
		assert_true(len == out.len && (!len || memcmp(nfc, out.s, len) == 0));
		charset_raise(&raised, buf_str(&out), out.len);
		assert_true(utf8_valid(buf_str(&raised), raised.len));
		charset_detect(in, n, &f);
		assert_true(f.count <= CHARSET_COUNT);
		for (size_t k = 1; k < f.count; k++)
			assert_true(f.guess[k - 1].percent >= f.guess[k].percent);
		free(nfc);
		buf_clear(&out);
		buf_clear(&raised);
	}
}

static void whole_or_not_at_all(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 8);
	charset_decode(&out, "a\xb8", 2, CHARSET_TCVN3);
	assert_string_equal(out.s, "aá");
	charset_decode(&out, "\xb8\xb8\xb8\xb8", 4, CHARSET_TCVN3);
	assert_true(out.full);
	assert_string_equal(out.s, "aá");
	buf_clear(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table),
		cmocka_unit_test(every_letter_decodes),
		cmocka_unit_test(twelve_words_are_certain),
		cmocka_unit_test(and_so_are_their_mojibake),
		cmocka_unit_test(utf16_by_its_mark),
		cmocka_unit_test(what_is_not_old_stays),
		cmocka_unit_test(noise_is_nothing),
		cmocka_unit_test(a_long_text_is_judged_by_its_letters),
		cmocka_unit_test(names),
		cmocka_unit_test(capital_fonts),
		cmocka_unit_test(any_bytes_under_any_charset),
		cmocka_unit_test(whole_or_not_at_all),
	};

	return cmocka_run_group_tests_name("charset", tests, NULL, NULL);
}
