/* typing_method.h - which key is which mark or tone, inside */
#ifndef TEXT_TYPING_METHOD_H
#define TEXT_TYPING_METHOD_H

#include <bantin/text/typing.h>

#include "letters.h"

enum { METHOD_NAME_MAX = 24, METHOD_BASES = 5, KEY_FIRST = '!', KEY_LAST = '~' };

struct method_key {
	bool tones;              /* sets `tone`; TONE_FLAT takes it away */
	unsigned char tone;      /* enum letter_tone */
	char mark[METHOD_BASES]; /* what it makes of a e o u d, as in spelling.h; or 0 */
	char letter;             /* likewise: the letter that it is; or 0 */
	bool capital;            /* that letter is a capital whatever the key */
};

struct method {
	char name[METHOD_NAME_MAX];
	char escape; /* or 0 */
	struct method_key keys[KEY_LAST - KEY_FIRST + 1];
};

/* The key, capital or small; NULL: it does nothing but type itself. */
const struct method_key *method_key(const struct method *m, char key);

/* Whether a key of that code point does something, or is the escape. */
bool method_takes(const struct method *m, uint32_t cp);

/* What the key makes of a bare letter; 0: nothing. */
char method_mark(const struct method_key *k, char bare);

#endif
