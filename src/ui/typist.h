/* typist.h - a typing method at work in the fields of the program */
#ifndef UI_TYPIST_H
#define UI_TYPIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/buf.h>
#include <bantin/edit/edit.h>
#include <bantin/text/own_words.h>
#include <bantin/text/typing.h>
#include <bantin/ui/action.h>

/*
 * One for all fields. It knows the word before the cursor of one edit, and that only as
 * long as nothing else changed that edit or moved its cursor (version and place tell);
 * else the word is read off the line again. The edit is never touched but in a call that
 * names it, so that it may be freed at any time.
 */
struct typist {
	struct method *method; /* owned; NULL: letters stay as they come */
	struct typing_options options;
	struct own_words *own; /* owned; the user's, may be NULL */
	bool on;
	struct typing word;
	const struct edit *edit; /* the one that word stands in; NULL: in none */
	uint64_t version;
	struct edit_pos cursor;
	bool brought; /* finished letters came: not asked about yet */
	bool told;    /* it was asked */
};

/* Takes the method, which may be NULL, in place of the one before. */
void typist_use(struct typist *t, struct method *method);
/* Likewise for the user's words. */
void typist_use_words(struct typist *t, struct own_words *own);
void typist_clear(struct typist *t);

bool typist_on(const struct typist *t);
void typist_toggle(struct typist *t);
/* "VI-Telex" or "EN". */
void typist_words(const struct typist *t, struct buf *out);

/* What arrived in one read (UTF-8). Pasted text stays as it is. */
void typist_text(struct typist *t, struct edit *e, const char *s, size_t n, bool pasted);
/* The next two return false, and change nothing, where they have nothing to do. */
/* Backspace where nothing is selected. False: the caller erases. */
bool typist_backspace(struct typist *t, struct edit *e);
/* The word before the cursor becomes the keys that were typed. */
bool typist_raw(struct typist *t, struct edit *e);
/* The word is over, since the cursor leaves it. */
void typist_end(struct typist *t, struct edit *e);

/* For the act of a view, before what the field itself does: true where it is done. */
bool typist_act(struct typist *t, struct edit *e, enum action a);

/* True once: letters came finished, so the terminal has a method of its own. */
bool typist_noticed(struct typist *t);

#endif
