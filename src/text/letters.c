/* letters.c - the 146 precomposed letters of Vietnamese */
#include "letters.h"

enum {
	BLOCK_FIRST = 0x1ea0,	/* from here to BLOCK_LAST every code point is one */
	BLOCK_LAST = 0x1ef9,
	BLOCK_AT = 56		/* its first row */
};

const struct letter letter_table[LETTER_COUNT] = {
	{0x0041, 'A', MARK_NONE, TONE_FLAT},	/* A */
	{0x0045, 'E', MARK_NONE, TONE_FLAT},	/* E */
	{0x0049, 'I', MARK_NONE, TONE_FLAT},	/* I */
	{0x004f, 'O', MARK_NONE, TONE_FLAT},	/* O */
	{0x0055, 'U', MARK_NONE, TONE_FLAT},	/* U */
	{0x0059, 'Y', MARK_NONE, TONE_FLAT},	/* Y */
	{0x0061, 'a', MARK_NONE, TONE_FLAT},	/* a */
	{0x0065, 'e', MARK_NONE, TONE_FLAT},	/* e */
	{0x0069, 'i', MARK_NONE, TONE_FLAT},	/* i */
	{0x006f, 'o', MARK_NONE, TONE_FLAT},	/* o */
	{0x0075, 'u', MARK_NONE, TONE_FLAT},	/* u */
	{0x0079, 'y', MARK_NONE, TONE_FLAT},	/* y */
	{0x00c0, 'A', MARK_NONE, TONE_GRAVE},	/* À */
	{0x00c1, 'A', MARK_NONE, TONE_ACUTE},	/* Á */
	{0x00c2, 'A', MARK_CIRCUMFLEX, TONE_FLAT},	/* Â */
	{0x00c3, 'A', MARK_NONE, TONE_TILDE},	/* Ã */
	{0x00c8, 'E', MARK_NONE, TONE_GRAVE},	/* È */
	{0x00c9, 'E', MARK_NONE, TONE_ACUTE},	/* É */
	{0x00ca, 'E', MARK_CIRCUMFLEX, TONE_FLAT},	/* Ê */
	{0x00cc, 'I', MARK_NONE, TONE_GRAVE},	/* Ì */
	{0x00cd, 'I', MARK_NONE, TONE_ACUTE},	/* Í */
	{0x00d2, 'O', MARK_NONE, TONE_GRAVE},	/* Ò */
	{0x00d3, 'O', MARK_NONE, TONE_ACUTE},	/* Ó */
	{0x00d4, 'O', MARK_CIRCUMFLEX, TONE_FLAT},	/* Ô */
	{0x00d5, 'O', MARK_NONE, TONE_TILDE},	/* Õ */
	{0x00d9, 'U', MARK_NONE, TONE_GRAVE},	/* Ù */
	{0x00da, 'U', MARK_NONE, TONE_ACUTE},	/* Ú */
	{0x00dd, 'Y', MARK_NONE, TONE_ACUTE},	/* Ý */
	{0x00e0, 'a', MARK_NONE, TONE_GRAVE},	/* à */
	{0x00e1, 'a', MARK_NONE, TONE_ACUTE},	/* á */
	{0x00e2, 'a', MARK_CIRCUMFLEX, TONE_FLAT},	/* â */
	{0x00e3, 'a', MARK_NONE, TONE_TILDE},	/* ã */
	{0x00e8, 'e', MARK_NONE, TONE_GRAVE},	/* è */
	{0x00e9, 'e', MARK_NONE, TONE_ACUTE},	/* é */
	{0x00ea, 'e', MARK_CIRCUMFLEX, TONE_FLAT},	/* ê */
	{0x00ec, 'i', MARK_NONE, TONE_GRAVE},	/* ì */
	{0x00ed, 'i', MARK_NONE, TONE_ACUTE},	/* í */
	{0x00f2, 'o', MARK_NONE, TONE_GRAVE},	/* ò */
	{0x00f3, 'o', MARK_NONE, TONE_ACUTE},	/* ó */
	{0x00f4, 'o', MARK_CIRCUMFLEX, TONE_FLAT},	/* ô */
	{0x00f5, 'o', MARK_NONE, TONE_TILDE},	/* õ */
	{0x00f9, 'u', MARK_NONE, TONE_GRAVE},	/* ù */
	{0x00fa, 'u', MARK_NONE, TONE_ACUTE},	/* ú */
	{0x00fd, 'y', MARK_NONE, TONE_ACUTE},	/* ý */
	{0x0102, 'A', MARK_BREVE, TONE_FLAT},	/* Ă */
	{0x0103, 'a', MARK_BREVE, TONE_FLAT},	/* ă */
	{0x0110, 'D', MARK_STROKE, TONE_FLAT},	/* Đ */
	{0x0111, 'd', MARK_STROKE, TONE_FLAT},	/* đ */
	{0x0128, 'I', MARK_NONE, TONE_TILDE},	/* Ĩ */
	{0x0129, 'i', MARK_NONE, TONE_TILDE},	/* ĩ */
	{0x0168, 'U', MARK_NONE, TONE_TILDE},	/* Ũ */
	{0x0169, 'u', MARK_NONE, TONE_TILDE},	/* ũ */
	{0x01a0, 'O', MARK_HORN, TONE_FLAT},	/* Ơ */
	{0x01a1, 'o', MARK_HORN, TONE_FLAT},	/* ơ */
	{0x01af, 'U', MARK_HORN, TONE_FLAT},	/* Ư */
	{0x01b0, 'u', MARK_HORN, TONE_FLAT},	/* ư */
	{0x1ea0, 'A', MARK_NONE, TONE_DOT},	/* Ạ */
	{0x1ea1, 'a', MARK_NONE, TONE_DOT},	/* ạ */
	{0x1ea2, 'A', MARK_NONE, TONE_HOOK},	/* Ả */
	{0x1ea3, 'a', MARK_NONE, TONE_HOOK},	/* ả */
	{0x1ea4, 'A', MARK_CIRCUMFLEX, TONE_ACUTE},	/* Ấ */
	{0x1ea5, 'a', MARK_CIRCUMFLEX, TONE_ACUTE},	/* ấ */
	{0x1ea6, 'A', MARK_CIRCUMFLEX, TONE_GRAVE},	/* Ầ */
	{0x1ea7, 'a', MARK_CIRCUMFLEX, TONE_GRAVE},	/* ầ */
	{0x1ea8, 'A', MARK_CIRCUMFLEX, TONE_HOOK},	/* Ẩ */
	{0x1ea9, 'a', MARK_CIRCUMFLEX, TONE_HOOK},	/* ẩ */
	{0x1eaa, 'A', MARK_CIRCUMFLEX, TONE_TILDE},	/* Ẫ */
	{0x1eab, 'a', MARK_CIRCUMFLEX, TONE_TILDE},	/* ẫ */
	{0x1eac, 'A', MARK_CIRCUMFLEX, TONE_DOT},	/* Ậ */
	{0x1ead, 'a', MARK_CIRCUMFLEX, TONE_DOT},	/* ậ */
	{0x1eae, 'A', MARK_BREVE, TONE_ACUTE},	/* Ắ */
	{0x1eaf, 'a', MARK_BREVE, TONE_ACUTE},	/* ắ */
	{0x1eb0, 'A', MARK_BREVE, TONE_GRAVE},	/* Ằ */
	{0x1eb1, 'a', MARK_BREVE, TONE_GRAVE},	/* ằ */
	{0x1eb2, 'A', MARK_BREVE, TONE_HOOK},	/* Ẳ */
	{0x1eb3, 'a', MARK_BREVE, TONE_HOOK},	/* ẳ */
	{0x1eb4, 'A', MARK_BREVE, TONE_TILDE},	/* Ẵ */
	{0x1eb5, 'a', MARK_BREVE, TONE_TILDE},	/* ẵ */
	{0x1eb6, 'A', MARK_BREVE, TONE_DOT},	/* Ặ */
	{0x1eb7, 'a', MARK_BREVE, TONE_DOT},	/* ặ */
	{0x1eb8, 'E', MARK_NONE, TONE_DOT},	/* Ẹ */
	{0x1eb9, 'e', MARK_NONE, TONE_DOT},	/* ẹ */
	{0x1eba, 'E', MARK_NONE, TONE_HOOK},	/* Ẻ */
	{0x1ebb, 'e', MARK_NONE, TONE_HOOK},	/* ẻ */
	{0x1ebc, 'E', MARK_NONE, TONE_TILDE},	/* Ẽ */
	{0x1ebd, 'e', MARK_NONE, TONE_TILDE},	/* ẽ */
	{0x1ebe, 'E', MARK_CIRCUMFLEX, TONE_ACUTE},	/* Ế */
	{0x1ebf, 'e', MARK_CIRCUMFLEX, TONE_ACUTE},	/* ế */
	{0x1ec0, 'E', MARK_CIRCUMFLEX, TONE_GRAVE},	/* Ề */
	{0x1ec1, 'e', MARK_CIRCUMFLEX, TONE_GRAVE},	/* ề */
	{0x1ec2, 'E', MARK_CIRCUMFLEX, TONE_HOOK},	/* Ể */
	{0x1ec3, 'e', MARK_CIRCUMFLEX, TONE_HOOK},	/* ể */
	{0x1ec4, 'E', MARK_CIRCUMFLEX, TONE_TILDE},	/* Ễ */
	{0x1ec5, 'e', MARK_CIRCUMFLEX, TONE_TILDE},	/* ễ */
	{0x1ec6, 'E', MARK_CIRCUMFLEX, TONE_DOT},	/* Ệ */
	{0x1ec7, 'e', MARK_CIRCUMFLEX, TONE_DOT},	/* ệ */
	{0x1ec8, 'I', MARK_NONE, TONE_HOOK},	/* Ỉ */
	{0x1ec9, 'i', MARK_NONE, TONE_HOOK},	/* ỉ */
	{0x1eca, 'I', MARK_NONE, TONE_DOT},	/* Ị */
	{0x1ecb, 'i', MARK_NONE, TONE_DOT},	/* ị */
	{0x1ecc, 'O', MARK_NONE, TONE_DOT},	/* Ọ */
	{0x1ecd, 'o', MARK_NONE, TONE_DOT},	/* ọ */
	{0x1ece, 'O', MARK_NONE, TONE_HOOK},	/* Ỏ */
	{0x1ecf, 'o', MARK_NONE, TONE_HOOK},	/* ỏ */
	{0x1ed0, 'O', MARK_CIRCUMFLEX, TONE_ACUTE},	/* Ố */
	{0x1ed1, 'o', MARK_CIRCUMFLEX, TONE_ACUTE},	/* ố */
	{0x1ed2, 'O', MARK_CIRCUMFLEX, TONE_GRAVE},	/* Ồ */
	{0x1ed3, 'o', MARK_CIRCUMFLEX, TONE_GRAVE},	/* ồ */
	{0x1ed4, 'O', MARK_CIRCUMFLEX, TONE_HOOK},	/* Ổ */
	{0x1ed5, 'o', MARK_CIRCUMFLEX, TONE_HOOK},	/* ổ */
	{0x1ed6, 'O', MARK_CIRCUMFLEX, TONE_TILDE},	/* Ỗ */
	{0x1ed7, 'o', MARK_CIRCUMFLEX, TONE_TILDE},	/* ỗ */
	{0x1ed8, 'O', MARK_CIRCUMFLEX, TONE_DOT},	/* Ộ */
	{0x1ed9, 'o', MARK_CIRCUMFLEX, TONE_DOT},	/* ộ */
	{0x1eda, 'O', MARK_HORN, TONE_ACUTE},	/* Ớ */
	{0x1edb, 'o', MARK_HORN, TONE_ACUTE},	/* ớ */
	{0x1edc, 'O', MARK_HORN, TONE_GRAVE},	/* Ờ */
	{0x1edd, 'o', MARK_HORN, TONE_GRAVE},	/* ờ */
	{0x1ede, 'O', MARK_HORN, TONE_HOOK},	/* Ở */
	{0x1edf, 'o', MARK_HORN, TONE_HOOK},	/* ở */
	{0x1ee0, 'O', MARK_HORN, TONE_TILDE},	/* Ỡ */
	{0x1ee1, 'o', MARK_HORN, TONE_TILDE},	/* ỡ */
	{0x1ee2, 'O', MARK_HORN, TONE_DOT},	/* Ợ */
	{0x1ee3, 'o', MARK_HORN, TONE_DOT},	/* ợ */
	{0x1ee4, 'U', MARK_NONE, TONE_DOT},	/* Ụ */
	{0x1ee5, 'u', MARK_NONE, TONE_DOT},	/* ụ */
	{0x1ee6, 'U', MARK_NONE, TONE_HOOK},	/* Ủ */
	{0x1ee7, 'u', MARK_NONE, TONE_HOOK},	/* ủ */
	{0x1ee8, 'U', MARK_HORN, TONE_ACUTE},	/* Ứ */
	{0x1ee9, 'u', MARK_HORN, TONE_ACUTE},	/* ứ */
	{0x1eea, 'U', MARK_HORN, TONE_GRAVE},	/* Ừ */
	{0x1eeb, 'u', MARK_HORN, TONE_GRAVE},	/* ừ */
	{0x1eec, 'U', MARK_HORN, TONE_HOOK},	/* Ử */
	{0x1eed, 'u', MARK_HORN, TONE_HOOK},	/* ử */
	{0x1eee, 'U', MARK_HORN, TONE_TILDE},	/* Ữ */
	{0x1eef, 'u', MARK_HORN, TONE_TILDE},	/* ữ */
	{0x1ef0, 'U', MARK_HORN, TONE_DOT},	/* Ự */
	{0x1ef1, 'u', MARK_HORN, TONE_DOT},	/* ự */
	{0x1ef2, 'Y', MARK_NONE, TONE_GRAVE},	/* Ỳ */
	{0x1ef3, 'y', MARK_NONE, TONE_GRAVE},	/* ỳ */
	{0x1ef4, 'Y', MARK_NONE, TONE_DOT},	/* Ỵ */
	{0x1ef5, 'y', MARK_NONE, TONE_DOT},	/* ỵ */
	{0x1ef6, 'Y', MARK_NONE, TONE_HOOK},	/* Ỷ */
	{0x1ef7, 'y', MARK_NONE, TONE_HOOK},	/* ỷ */
	{0x1ef8, 'Y', MARK_NONE, TONE_TILDE},	/* Ỹ */
	{0x1ef9, 'y', MARK_NONE, TONE_TILDE},	/* ỹ */
};

const struct letter *letter_find(uint32_t cp)
{
	size_t low = 0, high = BLOCK_AT;

	if (cp >= BLOCK_FIRST && cp <= BLOCK_LAST)
		return &letter_table[BLOCK_AT + (cp - BLOCK_FIRST)];
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (letter_table[mid].cp == cp)
			return &letter_table[mid];
		if (letter_table[mid].cp < cp)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}
