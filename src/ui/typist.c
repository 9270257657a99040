/* typist.c - a typing method at work in the fields of the program */
#include "typist.h"

#include <string.h>

#include <bantin/text/utf8.h>

void typist_use(struct typist *t, struct method *method)
{
	method_free(t->method);
	t->method = method;
	t->options.method = method;
	t->edit = NULL;
}

void typist_use_words(struct typist *t, struct own_words *own)
{
	own_words_free(t->own);
	t->own = own;
	t->options.own = own_words_has;
	t->options.words = own;
}

void typist_clear(struct typist *t)
{
	typist_use(t, NULL);
	typist_use_words(t, NULL);
}

bool typist_on(const struct typist *t)
{
	return t->on && t->method;
}

void typist_toggle(struct typist *t)
{
	t->on = !t->on;
	t->edit = NULL;
}

void typist_words(const struct typist *t, struct buf *out)
{
	if (typist_on(t))
		buf_addf(out, "VI-%s", method_name(t->method));
	else
		buf_adds(out, "EN");
}

bool typist_noticed(struct typist *t)
{
	bool now = t->brought && !t->told;

	t->told = t->told || now;
	return now;
}

/* --- the word before the cursor ----------------------------------------------- */

static bool selected(const struct edit *e, struct edit_pos *from)
{
	struct edit_pos to;

	return edit_selection(e, from, &to) &&
	       (from->line != to.line || from->byte != to.byte);
}

static bool known(const struct typist *t, const struct edit *e)
{
	struct edit_pos p = edit_cursor(e);

	return t->edit == e && t->version == edit_version(e) &&
	       t->cursor.line == p.line && t->cursor.byte == p.byte;
}

static void know(struct typist *t, const struct edit *e)
{
	t->edit = e;
	t->version = edit_version(e);
	t->cursor = edit_cursor(e);
}

/* What is selected will be replaced: the word is the one before it. */
static void look(struct typist *t, const struct edit *e)
{
	struct edit_pos p;

	if (!selected(e, &p)) {
		if (known(t, e))
			return;
		p = edit_cursor(e);
	}
	typing_from(&t->word, edit_line(e, p.line, NULL), p.byte);
	know(t, e);
}

/* Whether the word is what stands before the cursor: cleaning may have changed it. */
static bool holds(const struct typist *t, const struct edit *e)
{
	struct edit_pos p = edit_cursor(e);
	size_t n = strlen(t->word.text);

	return n <= p.byte &&
	       memcmp(edit_line(e, p.line, NULL) + p.byte - n, t->word.text, n) == 0;
}

static void apply(struct typist *t, struct edit *e, const struct typing_edit *edit)
{
	struct edit_pos from;

	t->edit = NULL;
	if (edit->remove > 0 && selected(e, &from))
		edit_erase(e, EDIT_LEFT);
	if (edit->remove + edit->len > 0 &&
	    !edit_retype(e, edit->remove, edit->insert, edit->len))
		return;
	if (holds(t, e))
		know(t, e);
}

/* The same where one letter goes and no more: undone as any erasing is. */
static void erase(struct typist *t, struct edit *e)
{
	t->edit = NULL;
	if (edit_erase(e, EDIT_LEFT) && holds(t, e))
		know(t, e);
}

/* --- keys --------------------------------------------------------------------- */

static void key(struct typist *t, struct edit *e, uint32_t cp)
{
	struct typing_edit edit;

	look(t, e);
	bool aside = t->word.aside;
	typing_key(&t->word, &t->options, cp, &edit);
	if (cp >= 0x80 && t->word.aside && !aside)
		t->brought = true;
	apply(t, e, &edit);
}

void typist_text(struct typist *t, struct edit *e, const char *s, size_t n, bool pasted)
{
	uint32_t cp;

	if (pasted) {
		edit_paste(e, s, n);
	} else if (!typist_on(t)) {
		edit_type(e, s, n);
	} else {
		for (size_t i = 0; i < n;) {
			i += utf8_next(s + i, n - i, &cp);
			key(t, e, cp);
		}
	}
}

bool typist_backspace(struct typist *t, struct edit *e)
{
	struct typing_edit edit;
	struct edit_pos from;

	if (!typist_on(t) || selected(e, &from))
		return false;
	look(t, e);
	if (!typing_backspace(&t->word, &t->options, &edit))
		return false;
	if (edit.len > 0)
		apply(t, e, &edit);
	else
		erase(t, e);
	if (!t->word.text[0])
		t->edit = NULL; /* what stands before it now is looked at again */
	return true;
}

bool typist_raw(struct typist *t, struct edit *e)
{
	struct typing_edit edit;
	struct edit_pos from;

	if (!typist_on(t) || selected(e, &from))
		return false;
	look(t, e);
	if (!typing_raw(&t->word, &t->options, &edit))
		return false;
	apply(t, e, &edit);
	return true;
}

void typist_end(struct typist *t, struct edit *e)
{
	struct typing_edit edit;
	struct edit_pos from;

	if (!typist_on(t) || !known(t, e) || selected(e, &from))
		return;
	typing_end(&t->word, &t->options, &edit);
	apply(t, e, &edit);
	t->edit = NULL;
}

/* --- actions ------------------------------------------------------------------ */

/* What leads away from the word. Saving, undoing, looking at the help do not. */
static bool leads_away(enum action a)
{
	switch (a) {
	case ACTION_UP:
	case ACTION_DOWN:
	case ACTION_LEFT:
	case ACTION_RIGHT:
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
	case ACTION_TOP:
	case ACTION_BOTTOM:
	case ACTION_WORD_LEFT:
	case ACTION_WORD_RIGHT:
	case ACTION_LINE_START:
	case ACTION_LINE_END:
	case ACTION_PARAGRAPH_UP:
	case ACTION_PARAGRAPH_DOWN:
	case ACTION_NEWLINE:
	case ACTION_OPEN:
	case ACTION_NEXT_FIELD:
	case ACTION_PREVIOUS_FIELD:
	case ACTION_BACK:
	case ACTION_PREVIEW:
	case ACTION_REVIEW:
	case ACTION_SUBMIT:
		return true;
	default:
		return false;
	}
}

bool typist_act(struct typist *t, struct edit *e, enum action a)
{
	if (a == ACTION_ERASE)
		return typist_backspace(t, e);
	if (a == ACTION_TYPING_RAW) {
		typist_raw(t, e);
		return true;
	}
	if (a == ACTION_TYPING_TOGGLE) {
		typist_toggle(t);
		return true;
	}
	if (leads_away(a))
		typist_end(t, e);
	return false;
}
