/* input.h - bytes from a terminal to keys; reads nothing itself */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/buf.h>
#include <bantin/ui/key.h>

/*
 * Takes whole bursts and gives key after key, so that a burst is one repaint. Knows the
 * sequences of ECMA-48 terminals (xterm and its kin, the Linux console, PuTTY, rxvt,
 * screen, tmux), which all of today's send: CSI and SS3, with xterm's modifiers. What
 * it does not know is dropped as a whole and never typed. 0x7F and 0x08 are both
 * Backspace; CR and LF are both Enter; ill-formed UTF-8 is U+FFFD.
 */
struct input {
	struct buf bytes;
	size_t at;    /* bytes of it that are used up */
	bool pasting; /* between ESC [200~ and ESC [201~ */
};

enum {
	INPUT_MAX = 1 << 20,	   /* bytes waiting; who sends faster waits itself */
	INPUT_PASTE_PART = 64 << 10 /* a longer paste comes in parts of about this size */
};

enum input_state {
	INPUT_EMPTY,  /* nothing waits */
	INPUT_KEY,    /* *k is a key */
	INPUT_PARTIAL /* the beginning of a sequence: wait a little, then say flush */
};

void input_init(struct input *in);
void input_clear(struct input *in);
bool input_feed(struct input *in, const char *s, size_t n); /* false: no room */

/* flush: what looks like the beginning of a sequence is taken as it stands: ESC alone is
 * K_ESC. K_PASTE: the raw text is appended to paste. */
enum input_state input_next(struct input *in, bool flush, struct key *k,
			    struct buf *paste);

/* The end of a paste never came: what is there is given out by the next input_next. */
void input_end_paste(struct input *in);

#endif
