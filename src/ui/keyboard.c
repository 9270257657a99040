/* keyboard.c - keys from a descriptor: bytes as they come, and how long to wait for more */
#include "keyboard.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#include <bantin/base/clock.h>

enum {
	READ_BYTES = 4096,
	ESC_WAIT = 50,	    /* ms in which the rest of a sequence must come */
	PASTE_WAIT = 10000  /* ms of silence after which an open paste is over */
};

void keyboard_init(struct keyboard *kb, int fd)
{
	*kb = (struct keyboard){.fd = fd};
	input_init(&kb->input);
}

void keyboard_clear(struct keyboard *kb)
{
	input_clear(&kb->input);
}

void keyboard_last(struct keyboard *kb)
{
	kb->last = true;
}

/* Takes what the terminal has sent, if anything within wait ms. *gone: it will never
 * send again. */
static bool take(struct keyboard *kb, int wait, bool *gone)
{
	struct pollfd p = {kb->fd, POLLIN, 0};
	char bytes[READ_BYTES];
	ssize_t n;

	if (poll(&p, 1, wait) <= 0 || p.revents == 0)
		return false;
	n = read(kb->fd, bytes, sizeof bytes);
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return false;
	*gone = n <= 0;
	if (kb->input.pasting && clock_mono() - kb->paste_since > PASTE_WAIT)
		input_end_paste(&kb->input);
	kb->paste_since = clock_mono();
	return n > 0 && input_feed(&kb->input, bytes, (size_t)n);
}

/* The beginning of a letter or of a sequence is no key any more, a pasted text is. */
static bool rest(struct keyboard *kb, struct key *k, struct buf *paste)
{
	input_end_paste(&kb->input);
	return input_next(&kb->input, true, k, paste) == INPUT_KEY;
}

bool keyboard_key(struct keyboard *kb, struct key *k, struct buf *paste)
{
	bool gone = false, flush = false;

	for (;;) {
		enum input_state s = input_next(&kb->input, flush, k, paste);

		if (s == INPUT_KEY)
			return true;
		if (take(kb, s == INPUT_PARTIAL && !kb->last ? ESC_WAIT : 0, &gone))
			continue;
		if ((gone || kb->last) && rest(kb, k, paste))
			return true;
		if (gone) {
			*k = (struct key){K_HANGUP, 0};
			return true;
		}
		if (s == INPUT_EMPTY || flush)
			return false;
		flush = true;
	}
}
