/* fuzz_typing.c - any keys in any method leave NFC that Backspace undoes
 *
 * A libFuzzer target. The first byte chooses the method and the options, 0x08 is
 * Backspace, 0x0e the raw keys, 0x0f a cursor that comes back; all else is UTF-8.
 * A method file is read from what follows a first byte of 0xff.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

#include <bantin/text/measure.h>
#include <bantin/text/typing.h>
#include <bantin/text/utf8.h>

enum { LINE_MAX_BYTES = 65536, KEYS_MAX_BYTES = 4096 };

struct line {
	char s[LINE_MAX_BYTES];
	size_t len;
	struct typing t;
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void apply(struct line *l, const struct typing_edit *edit)
{
	if (edit->remove > l->len || l->len + edit->len >= LINE_MAX_BYTES ||
	    strlen(edit->insert) != edit->len)
		abort();
	l->len -= edit->remove;
	memcpy(l->s + l->len, edit->insert, edit->len + 1);
	l->len += edit->len;
	size_t n = strlen(l->t.text);
	if (n > l->len || memcmp(l->s + l->len - n, l->t.text, n) != 0)
		abort();
}

static void back(struct line *l, const struct typing_options *o)
{
	struct typing_edit edit;

	if (typing_backspace(&l->t, o, &edit)) {
		apply(l, &edit);
	} else {
		l->len = text_cluster_prev(l->s, l->len, l->len);
		l->s[l->len] = '\0';
	}
	if (!l->t.text[0])
		typing_from(&l->t, l->s, l->len);
}

static void check_nfc(const struct line *l)
{
	static uint8_t out[LINE_MAX_BYTES];
	size_t room = sizeof(out);

	if (u8_normalize(UNINORM_NFC, (const uint8_t *)l->s, l->len, out, &room) != out ||
	    room != l->len || memcmp(out, l->s, room) != 0)
		abort();
}

static void key(struct line *l, const struct typing_options *o, uint32_t cp)
{
	struct typing_edit edit;

	if (cp == 0x08) {
		back(l, o);
		return;
	}
	if (cp == 0x0f) {
		typing_end(&l->t, o, &edit);
		apply(l, &edit);
		typing_from(&l->t, l->s, l->len);
		return;
	}
	if (cp == 0x0e) {
		typing_raw(&l->t, o, &edit);
	} else {
		typing_key(&l->t, o, cp, &edit);
	}
	apply(l, &edit);
}

static void type_all(const struct typing_options *o, const char *s, size_t n)
{
	static struct line l;
	uint32_t cp;

	l.len = 0;
	l.s[0] = '\0';
	l.t = (struct typing){0};
	for (size_t i = 0; i < n;) {
		i += utf8_next(s + i, n - i, &cp);
		key(&l, o, cp);
	}
	check_nfc(&l);
	while (l.len > 0)
		back(&l, o);
	if (l.t.text[0])
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const words[] = {"telex", "telex-simple", "vni", "viqr"};
	const char *s = (const char *)data + 1;
	struct method *m;

	if (size == 0 || size > KEYS_MAX_BYTES)
		return 0;
	if (data[0] == 0xff)
		m = method_parse("my.im", s, size - 1, NULL);
	else
		m = method_builtin(words[data[0] & 3], NULL);
	if (m) {
		struct typing_options o = {
			.method = m, .modern = data[0] & 4, .give_back = !(data[0] & 8)};
		type_all(&o, data[0] == 0xff ? "vieetj nam" : s,
			 data[0] == 0xff ? strlen("vieetj nam") : size - 1);
	}
	method_free(m);
	return 0;
}
