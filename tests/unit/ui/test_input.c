/* test_input.c - bytes from a terminal to keys */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../../src/ui/input.h"

/* All keys of a burst by name; a paste as its text in angle brackets. */
static void keys_of(struct input *in, bool flush, struct buf *out)
{
	struct buf paste = {0};
	char name[KEY_NAME_MAX];
	struct key k;

	while (input_next(in, flush, &k, &paste) == INPUT_KEY) {
		if (out->len > 0)
			buf_addc(out, ' ');
		if (k.code == K_PASTE) {
			buf_addc(out, '<');
			buf_add(out, buf_str(&paste), paste.len);
			buf_addc(out, '>');
			buf_reset(&paste);
		} else {
			buf_adds(out, key_label(k, name));
		}
	}
	buf_clear(&paste);
}

/* The burst at once, and then byte by byte: the same keys. */
static void gives(const char *bytes, const char *want)
{
	struct buf out = {0};
	struct input in;

	input_init(&in);
	assert_true(input_feed(&in, bytes, strlen(bytes)));
	keys_of(&in, false, &out);
	keys_of(&in, true, &out);
	assert_string_equal(buf_str(&out), want);
	buf_reset(&out);
	for (size_t i = 0; bytes[i]; i++) {
		assert_true(input_feed(&in, bytes + i, 1));
		keys_of(&in, false, &out);
	}
	keys_of(&in, true, &out);
	assert_string_equal(buf_str(&out), want);
	buf_clear(&out);
	input_clear(&in);
}

static void test_letters(void **state)
{
	(void)state;
	gives("abc", "a b c");
	gives("Đảng ủy", "Đ ả n g Space ủ y");
	gives("漢😀", "漢 😀");
	gives("a\xFF"
	      "b",
	      "a \xEF\xBF\xBD b");
	gives("\xE1\xBB", "\xEF\xBF\xBD");
}

static void test_controls(void **state)
{
	(void)state;
	gives("\x13\x1A\x03", "Ctrl-S Ctrl-Z Ctrl-C");
	gives("\r\n\t", "Enter Enter Tab");
	gives("\x7F\x08", "Backspace Backspace");
	gives("\x1E\x1C", "Ctrl-^ Ctrl-\\");
}

static void test_sequences(void **state)
{
	(void)state;
	gives("\033[A\033[B\033OC\033OD", "Up Down Right Left");
	gives("\033[H\033[F\033[1~\033[4~\033[7~\033[8~", "Home End Home End Home End");
	gives("\033[2~\033[3~\033[5~\033[6~", "Ins Del PgUp PgDn");
	gives("\033OP\033[11~\033[[A\033[15~\033[24~", "F1 F1 F1 F5 F12");
	gives("\033[Z", "Shift-Tab");
	gives("\033[1;5D\033[1;5C\033[1;2A\033[1;6H", "Ctrl-Left Ctrl-Right Shift-Up "
						      "Ctrl-Shift-Home");
	gives("\033[3;5~", "Ctrl-Del");
	gives("\033[a\033Oc\033[7^\033[8$", "Shift-Up Ctrl-Right Ctrl-Home Shift-End");
	gives("\033OM", "Enter");
}

/* What nobody knows is dropped, and the letters behind it are not. */
static void test_unknown(void **state)
{
	(void)state;
	gives("\033[99~x", "x");
	gives("\033[?1;2cx", "x");
	gives("\033[<0;10;10Mx", "x");
	gives("\033[1;5", "");
}

static void test_escape(void **state)
{
	(void)state;
	gives("\033", "Esc");
	gives("\033\033", "Esc Esc");
	gives("\033\033[A", "Esc Up");
	gives("\033x", "Alt-x");
	gives("\033ế", "Alt-ế");
	gives("\033\x7F", "Alt-Backspace");
	gives("\033\r", "Esc Enter");
	gives("\033[", "Alt-[");
	gives("\033O", "Alt-O");
}

static void test_paste(void **state)
{
	(void)state;
	gives("a\033[200~Hội nghị\r\x1b[31m\t\033[201~b", "a <Hội nghị\r\x1b[31m\t> b");
	gives("\033[200~\033[201~", "<>");
}

/* A long paste comes in parts that end between letters; nothing of it is lost. */
static void test_long_paste(void **state)
{
	struct buf paste = {0}, sent = {0};
	struct input in;
	struct key k;
	size_t parts = 0;

	(void)state;
	input_init(&in);
	for (int i = 0; i < 60000; i++)
		buf_adds(&sent, "ế");
	input_feed(&in, "\033[200~", 6);
	for (size_t at = 0; at < sent.len; at += 4096) {
		size_t n = sent.len - at < 4096 ? sent.len - at : 4096;

		assert_true(input_feed(&in, sent.s + at, n));
		while (input_next(&in, false, &k, &paste) == INPUT_KEY) {
			assert_int_equal(k.code, K_PASTE);
			assert_int_equal(paste.len % 3, 0);
			parts++;
		}
	}
	input_feed(&in, "\033[201~", 6);
	assert_int_equal(input_next(&in, false, &k, &paste), INPUT_KEY);
	assert_true(parts >= 2);
	assert_int_equal(paste.len, sent.len);
	assert_memory_equal(paste.s, sent.s, sent.len);
	buf_clear(&paste);
	buf_clear(&sent);
	input_clear(&in);
}

/* The end of a paste was lost on the line: the keys after the silence are keys. */
static void test_paste_without_end(void **state)
{
	struct buf out = {0};
	struct input in;

	(void)state;
	input_init(&in);
	input_feed(&in, "\033[200~nửa", 11);
	keys_of(&in, true, &out);
	assert_string_equal(buf_str(&out), "");
	input_end_paste(&in);
	input_feed(&in, "\x13", 1);
	keys_of(&in, false, &out);
	assert_string_equal(buf_str(&out), "<nửa> Ctrl-S");
	input_feed(&in, "\033[200~", 6);
	keys_of(&in, false, &out);
	input_end_paste(&in);
	input_feed(&in, "q", 1);
	keys_of(&in, false, &out);
	assert_string_equal(buf_str(&out), "<nửa> Ctrl-S q");
	buf_clear(&out);
	input_clear(&in);
}

/* Any bytes at all: no crash, no hang, and everything is used up. */
static void test_noise(void **state)
{
	uint32_t seed = 12345;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct buf out = {0};
		struct input in;
		char bytes[64];

		for (size_t i = 0; i < sizeof bytes; i++) {
			seed = seed * 1664525u + 1013904223u;
			bytes[i] = (char)(seed >> 24);
			if ((seed >> 16) % 5 == 0)
				bytes[i] = '\033';
			if ((seed >> 16) % 5 == 1)
				bytes[i] = "[O;0~"[(seed >> 8) % 5];
		}
		input_init(&in);
		assert_true(input_feed(&in, bytes, sizeof bytes));
		keys_of(&in, false, &out);
		keys_of(&in, true, &out);
		assert_true(in.pasting || in.at == in.bytes.len);
		buf_clear(&out);
		input_clear(&in);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_letters),
		cmocka_unit_test(test_controls),
		cmocka_unit_test(test_sequences),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_escape),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_long_paste),
		cmocka_unit_test(test_paste_without_end),
		cmocka_unit_test(test_noise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
