/* keys.h - key names as walks write them */
#ifndef WALK_KEYS_H
#define WALK_KEYS_H

#include <stdbool.h>
#include <vterm.h>

struct key {
	VTermKey special;	/* VTERM_KEY_NONE: a character */
	uint32_t code;		/* the character */
	char control;		/* the byte it becomes with Ctrl */
	VTermModifier mod;
};

/* "Enter", "F1", "Ctrl-S", "Shift-Right", "Alt-x", "ư": false for anything else. */
bool key_parse(const char *name, struct key *out);

#endif
