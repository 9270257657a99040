/* typing.h - Vietnamese from the keys of any keyboard: Telex, VNI, VIQR and others */
#ifndef BANTIN_TEXT_TYPING_H
#define BANTIN_TEXT_TYPING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/err.h>

/*
 * A typing method says which key is which mark or tone. It is read from a file of lines
 * (keymaps/telex.im is one and explains itself):
 *
 *	name Telex		what the status line shows; needed
 *	tone s acute		acute grave hook tilde dot; none takes the tone away
 *	mark a circumflex a	the key, breve circumflex horn or stroke, and the letters
 *				that bear it: of a e o u d
 *	letter w ư		the letter that the key is where it has nothing to mark
 *	escape \		the next key is itself
 *
 * A key is one printable ASCII character; a small letter stands for the capital too. "#"
 * at the start of a line is a comment. Immutable once read, so that it may be shared.
 */
struct method;

enum { METHOD_BYTES_MAX = 16384 }; /* a longer file is refused */

/* file is its name for errors ("telex.im:3: …", ERR_CONFIG); s is clean text or foreign
 * bytes. NULL with *e set where anything in it is wrong. */
struct method *method_parse(const char *file, const char *s, size_t n, struct err *e);
/* telex, telex-simple, vni or viqr; else NULL and ERR_NOT_FOUND. */
struct method *method_builtin(const char *word, struct err *e);
const char *method_name(const struct method *m);
void method_free(struct method *m);

enum {
	TYPING_KEYS_MAX = 32,
	TYPING_TEXT_MAX = 128
}; /* bytes, the closing NUL included */

/*
 * The word before the cursor. A plain value, which the caller keeps while the cursor
 * stays behind that word; {0} where there is none. text is always NFC. The engine has no
 * other memory: the same value and key give the same result.
 */
struct typing {
	char text[TYPING_TEXT_MAX]; /* what is on the screen */
	char keys[TYPING_KEYS_MAX]; /* the keys that made it; empty: not known */
	bool guessed; /* nobody saw it typed: its keys are read off the text, where there
			 * are any, and never given back unasked */
	bool aside;   /* left alone until it ends: finished letters came from a method of
			 * the terminal's own, or it is too long (text is its end then),
			 * or no keys make it. Where it turns true in typing_key on a key
			 * that is not ASCII, the caller may say so. */
};

struct typing_options {
	const struct method *method;
	bool modern;    /* "hoà", "thuỷ"; else "hòa", "thủy" */
	bool give_back; /* what cannot be Vietnamese gets its keys back as it ends */
	/* The user's own words, which keep what stands on the screen; may be NULL. */
	bool (*own)(const void *words, const char *word, size_t n);
	const void *words;
};

/* What to do before the cursor: take away `remove` bytes, then insert. Only what changes:
 * a plain letter removes nothing. */
struct typing_edit {
	size_t remove;
	size_t len;                       /* bytes of insert */
	char insert[TYPING_TEXT_MAX + 8]; /* NUL-terminated */
};

/* The word that ends at byte `at` of line (clean text): for a cursor that moved there. */
void typing_from(struct typing *t, const char *line, size_t at);

/* A key that stands for the code point cp. Every key is taken; one that is no part of a
 * word ends the word before it, and t is empty after it. A combining mark that has no
 * word to stand on does nothing, nor does 0. */
void typing_key(struct typing *t, const struct typing_options *o, uint32_t cp,
		struct typing_edit *edit);

/* Backspace: the last letter goes with its marks and the tone is placed anew. False, and
 * nothing to do, where there is no word: the caller takes away the cluster before the
 * cursor. Where t->text is empty after it, either way, the caller calls typing_from. */
bool typing_backspace(struct typing *t, const struct typing_options *o,
		      struct typing_edit *edit);

/* The word becomes its keys, and what follows in it stays as typed. False: they are not
 * known, or stand there already. */
bool typing_raw(struct typing *t, const struct typing_options *o,
		struct typing_edit *edit);

/* The word ends without a key of its own (the cursor leaves): keys are given back as
 * typing_key does at a space. t is empty after it. */
void typing_end(struct typing *t, const struct typing_options *o,
		struct typing_edit *edit);

#endif
