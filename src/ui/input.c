/* input.c - bytes from a terminal to keys */
#include "input.h"

#include <string.h>

#include <bantin/text/utf8.h>

enum { ESC = 0x1B, SEQUENCE_MAX = 64, PARAMETERS = 4 };

static const char paste_end[] = "\033[201~";
enum { PASTE_END = sizeof paste_end - 1 };

void input_init(struct input *in)
{
	memset(in, 0, sizeof *in);
	buf_init(&in->bytes, INPUT_MAX);
}

void input_clear(struct input *in)
{
	buf_clear(&in->bytes);
	in->at = 0;
}

/* Used bytes go before new ones come, so that the buffer stays small. */
bool input_feed(struct input *in, const char *s, size_t n)
{
	if (in->at > 0) {
		memmove(in->bytes.s, in->bytes.s + in->at, in->bytes.len - in->at);
		buf_cut(&in->bytes, in->bytes.len - in->at);
		in->at = 0;
	}
	return buf_add(&in->bytes, s, n);
}

static void plain(struct key *k, uint32_t code, unsigned mods)
{
	k->code = code;
	k->mods = mods;
}

/* One byte below 0x20, or 0x7F. */
static void control_key(struct key *k, unsigned char c)
{
	switch (c) {
	case '\r':
	case '\n':
		plain(k, K_ENTER, 0);
		break;
	case '\t':
		plain(k, K_TAB, 0);
		break;
	case 0x08:
	case 0x7F:
		plain(k, K_BACKSPACE, 0);
		break;
	case ESC:
		plain(k, K_ESC, 0);
		break;
	default:
		plain(k, c, KEY_CTRL);
	}
}

/* xterm's modifier parameter: 1 + Shift 1, Alt 2, Ctrl 4. */
static unsigned modifiers(unsigned p)
{
	unsigned bits = p > 0 ? p - 1 : 0;

	return (bits & 1 ? KEY_SHIFT : 0u) | (bits & 2 ? KEY_ALT : 0u) |
	       (bits & 4 ? KEY_CTRL : 0u);
}

/* ESC [ number ~ */
static uint32_t tilde_code(unsigned number)
{
	static const uint32_t codes[] = {
		[1] = K_HOME,	 [2] = K_INSERT,    [3] = K_DELETE, [4] = K_END,
		[5] = K_PAGE_UP, [6] = K_PAGE_DOWN, [7] = K_HOME,   [8] = K_END,
		[11] = K_F1,	 [12] = K_F2,	    [13] = K_F3,    [14] = K_F4,
		[15] = K_F5,	 [17] = K_F6,	    [18] = K_F7,    [19] = K_F8,
		[20] = K_F9,	 [21] = K_F10,	    [23] = K_F11,   [24] = K_F12};

	return number < sizeof codes / sizeof *codes ? codes[number] : 0;
}

/* The last byte of CSI and SS3 sequences without a number. */
static uint32_t letter_code(char c)
{
	static const char letters[] = "ABCDHFPQRSZM";
	static const uint32_t codes[] = {K_UP,	 K_DOWN, K_RIGHT,   K_LEFT,
					 K_HOME, K_END,	 K_F1,	    K_F2,
					 K_F3,	 K_F4,	 K_BACKTAB, K_ENTER};
	const char *p = c ? strchr(letters, c) : NULL;

	return p ? codes[p - letters] : 0;
}

/* rxvt: small letters and other ends for Shift and Ctrl. */
static void rxvt(struct key *k, char end, bool ss3, unsigned number)
{
	if (end >= 'a' && end <= 'd')
		plain(k, letter_code((char)(end - 'a' + 'A')),
		      ss3 ? KEY_CTRL : KEY_SHIFT);
	else if (end == '^')
		plain(k, tilde_code(number), KEY_CTRL);
	else if (end == '$')
		plain(k, tilde_code(number), KEY_SHIFT);
}

/* M without a number is Enter on the key pad; with CSI it is a mouse. */
static void sequence_key(struct key *k, const unsigned *p, char end, bool ss3)
{
	if (end == 'M' && !ss3)
		return;
	plain(k, end == '~' ? tilde_code(p[0]) : letter_code(end), modifiers(p[1]));
	if (k->code == 0)
		rxvt(k, end, ss3, p[0]);
}

/* The parameters between ESC [ and the last byte. */
static void parameters(const char *s, size_t n, unsigned p[PARAMETERS])
{
	size_t i = 0;

	memset(p, 0, PARAMETERS * sizeof *p);
	for (size_t at = 0; at < n && i < PARAMETERS; at++) {
		if (s[at] >= '0' && s[at] <= '9') {
			if (p[i] < 1000)
				p[i] = p[i] * 10 + (unsigned)(s[at] - '0');
		} else if (s[at] == ';') {
			i++;
		}
	}
}

/* Reads what follows ESC [ or ESC O. Returns the bytes of the whole sequence, or 0 where
 * it is not complete. A sequence that no key is behind leaves k->code 0. */
static size_t sequence(const char *s, size_t n, struct key *k, bool *paste)
{
	bool ss3 = s[1] == 'O';
	unsigned p[PARAMETERS];
	size_t end = 2;

	plain(k, 0, 0);
	if (!ss3 && n > 2 && s[2] == '[') { /* Linux console: ESC [[A is F1 */
		if (n < 4)
			return 0;
		if (s[3] >= 'A' && s[3] <= 'E')
			plain(k, K_F1 + (uint32_t)(s[3] - 'A'), 0);
		return 4;
	}
	while (end < n && s[end] >= 0x20 && s[end] < 0x40 && s[end] != '$' &&
	       end < SEQUENCE_MAX)
		end++;
	if (end == n)
		return end < SEQUENCE_MAX ? 0 : end;
	parameters(s + 2, end - 2, p);
	if (s[end] == '~' && p[0] == 200)
		*paste = true;
	else if (s[2] < '<' || s[2] > '?') /* these begin reports, not keys */
		sequence_key(k, p, s[end], ss3);
	return (unsigned char)s[end] >= 0x20 ? end + 1 : end;
}

/* Bytes at s that a paste may keep: all but what may be the beginning of its end. */
static size_t paste_bytes(const char *s, size_t n, bool *ended)
{
	*ended = false;
	for (size_t i = 0; i < n; i++) {
		size_t rest = n - i < PASTE_END ? n - i : PASTE_END;

		if (s[i] != ESC || memcmp(s + i, paste_end, rest) != 0)
			continue;
		*ended = rest == PASTE_END;
		return i;
	}
	return n;
}

/* Whether the n bytes may be the beginning of one letter that is still on its way. */
static bool cut_letter(const char *s, size_t n)
{
	unsigned char c = (unsigned char)s[0];
	size_t need = c >= 0xF0 && c < 0xF5 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 1;

	if (c >= 0xF5 || n >= need)
		return false;
	for (size_t i = 1; i < n; i++) {
		if (((unsigned char)s[i] & 0xC0) != 0x80)
			return false;
	}
	return true;
}

/* A part of a long paste ends between letters. */
static size_t whole_letters(const char *s, size_t n)
{
	for (size_t back = 1; back < 4 && back < n; back++) {
		if (((unsigned char)s[n - back] & 0xC0) == 0x80)
			continue;
		return cut_letter(s + n - back, back) ? n - back : n;
	}
	return n;
}

static enum input_state next_paste(struct input *in, struct key *k, struct buf *paste)
{
	const char *s = in->bytes.s + in->at;
	size_t n = in->bytes.len - in->at;
	bool ended;
	size_t take = paste_bytes(s, n, &ended);

	if (!ended && take < INPUT_PASTE_PART)
		return INPUT_EMPTY;
	if (!ended)
		take = whole_letters(s, take);
	buf_add(paste, s, take);
	in->at += take + (ended ? PASTE_END : 0);
	in->pasting = !ended;
	plain(k, K_PASTE, 0);
	return INPUT_KEY;
}

static enum input_state give(struct input *in, size_t bytes)
{
	in->at += bytes;
	return INPUT_KEY;
}

/* Alt with a key is ESC before it. */
static enum input_state after_escape(struct input *in, bool flush, struct key *k)
{
	const char *s = in->bytes.s + in->at;
	size_t n = in->bytes.len - in->at;
	bool letter = n > 1 && (unsigned char)s[1] >= 0x20;
	size_t bytes = 1;

	if (n == 1 && !flush)
		return INPUT_PARTIAL;
	if (n == 1 || s[1] == ESC || (!letter && s[1] != 0x7F && s[1] != '\b')) {
		plain(k, K_ESC, 0);
		return give(in, 1);
	}
	if (letter && s[1] != 0x7F) {
		if (cut_letter(s + 1, n - 1) && !flush)
			return INPUT_PARTIAL;
		bytes = utf8_next(s + 1, n - 1, &k->code);
		k->mods = KEY_ALT;
	} else {
		plain(k, K_BACKSPACE, KEY_ALT);
	}
	return give(in, 1 + bytes);
}

static enum input_state next_letter(struct input *in, bool flush, struct key *k)
{
	const char *s = in->bytes.s + in->at;
	size_t n = in->bytes.len - in->at;

	if (cut_letter(s, n) && !flush)
		return INPUT_PARTIAL;
	k->mods = 0;
	in->at += utf8_next(s, n, &k->code);
	return INPUT_KEY;
}

enum input_state input_next(struct input *in, bool flush, struct key *k,
			    struct buf *paste)
{
	while (in->at < in->bytes.len) {
		const char *s = in->bytes.s + in->at;
		size_t n = in->bytes.len - in->at, used;

		if (in->pasting)
			return next_paste(in, k, paste);
		if (s[0] == ESC && n > 1 && (s[1] == '[' || s[1] == 'O') &&
		    (n > 2 || !flush)) {
			used = sequence(s, n, k, &in->pasting);
			if (used == 0 && !flush)
				return INPUT_PARTIAL;
			in->at += used > 0 ? used : n; /* a torn sequence is no text */
			if (k->code != 0)
				return INPUT_KEY;
			continue;
		}
		if (s[0] == ESC)
			return after_escape(in, flush, k);
		if ((unsigned char)s[0] < 0x20 || s[0] == 0x7F) {
			control_key(k, (unsigned char)s[0]);
			return give(in, 1);
		}
		return next_letter(in, flush, k);
	}
	return INPUT_EMPTY;
}

void input_end_paste(struct input *in)
{
	if (!in->pasting)
		return;
	if (in->at == in->bytes.len)
		in->pasting = false;
	else if (!buf_add(&in->bytes, paste_end, PASTE_END))
		in->pasting = false;
}
