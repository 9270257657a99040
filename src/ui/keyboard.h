/* keyboard.h - keys from a descriptor: bytes as they come, and how long to wait for more */
#ifndef UI_KEYBOARD_H
#define UI_KEYBOARD_H

#include <stdint.h>

#include "input.h"

struct keyboard {
	struct input input;
	int fd;
	int64_t paste_since; /* of clock_mono: the last bytes of an open paste */
	bool last;	     /* nothing more will come */
};

void keyboard_init(struct keyboard *kb, int fd);
void keyboard_clear(struct keyboard *kb);

/* As term_key. */
bool keyboard_key(struct keyboard *kb, struct key *k, struct buf *paste);

/* As term_last_keys. */
void keyboard_last(struct keyboard *kb);

#endif
