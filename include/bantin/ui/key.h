/* key.h - keys as the terminal sent them, and as people write them */
#ifndef BANTIN_UI_KEY_H
#define BANTIN_UI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* code is a Unicode scalar value for what types a letter (Space is 0x20), 1 to 26 with
 * KEY_CTRL for Ctrl-A to Ctrl-Z, 0 and 28 to 31 with KEY_CTRL for Ctrl-Space and Ctrl
 * with \ ] ^ _, else one of these. */
enum key_code {
	KEYS_BASE = 0x200000,
	K_UP, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PAGE_UP, K_PAGE_DOWN, K_INSERT,
	K_DELETE, K_BACKSPACE, K_ENTER, K_TAB, K_BACKTAB, K_ESC,
	K_F1, K_F2, K_F3, K_F4, K_F5, K_F6, K_F7, K_F8, K_F9, K_F10, K_F11, K_F12,
	K_RESIZE,	/* the window has another size */
	K_PASTE,	/* a bracketed paste; its text is in the event */
	K_HANGUP	/* end of input */
};
enum key_mod { KEY_CTRL = 1, KEY_SHIFT = 2, KEY_ALT = 4 };

struct key {
	uint32_t code;
	unsigned mods;
};

/* "Ctrl-S" or "^S", "PgDn", "Shift-Left", "a", "Space", "Hash" (#), "F1", "Esc", "/".
 * Names in any case. False: not a key. */
bool key_parse(const char *s, struct key *out);

/* The i-th key name without Ctrl, Shift and Alt: for suggestions. NULL past the last. */
const char *key_known(size_t i);

/* Types a letter: a scalar value from 0x20 on and neither Ctrl nor Alt. */
bool key_types(struct key k);

enum { KEY_NAME_MAX = 32 };
const char *key_label(struct key k, char out[KEY_NAME_MAX]);

/* Short, as in the hint line: "^S", "PgDn". */
const char *key_short(struct key k, char out[KEY_NAME_MAX]);

#endif
