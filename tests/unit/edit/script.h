/* script.h - edits as words, and a text with its cursor drawn inside */
#ifndef TEST_EDIT_SCRIPT_H
#define TEST_EDIT_SCRIPT_H

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/mem.h>
#include <bantin/edit/edit.h>

struct script_move {
	const char *name;
	enum edit_move move;
};

static const struct script_move script_moves[] = {
	{"left", EDIT_LEFT}, {"right", EDIT_RIGHT},
	{"word-left", EDIT_WORD_LEFT}, {"word-right", EDIT_WORD_RIGHT},
	{"up", EDIT_UP}, {"down", EDIT_DOWN},
	{"home", EDIT_ROW_START}, {"end", EDIT_ROW_END},
	{"para-up", EDIT_PARAGRAPH_UP}, {"para-down", EDIT_PARAGRAPH_DOWN},
	{"page-up", EDIT_PAGE_UP}, {"page-down", EDIT_PAGE_DOWN},
	{"top", EDIT_START}, {"bottom", EDIT_END},
};

static inline bool script_move(const char *name, enum edit_move *out)
{
	for (size_t i = 0; i < sizeof(script_moves) / sizeof(*script_moves); i++)
		if (!strcmp(script_moves[i].name, name)) {
			*out = script_moves[i].move;
			return true;
		}
	return false;
}

/* "|" is the cursor and "[" the other end of the selection. */
static inline char *script_draw(const struct edit *e)
{
	struct buf b = {0};
	struct edit_pos from, to, cursor = edit_cursor(e);
	bool selected = edit_selection(e, &from, &to);
	bool forward = selected && (to.line != from.line || to.byte != from.byte) &&
		       cursor.line == to.line && cursor.byte == to.byte;
	struct edit_pos mark = forward ? from : to;
	for (size_t i = 0; i < edit_lines(e); i++) {
		size_t n;
		const char *s = edit_line(e, i, &n);
		for (size_t at = 0; at <= n; at++) {
			if (selected && mark.line == i && mark.byte == at)
				buf_addc(&b, '[');
			if (cursor.line == i && cursor.byte == at)
				buf_addc(&b, '|');
			if (at < n)
				buf_addc(&b, s[at]);
		}
		if (i + 1 < edit_lines(e))
			buf_addc(&b, '\n');
	}
	return buf_take(&b);
}

/* Loads a text that has a "|" in it and puts the cursor there. */
static inline void script_load(struct edit *e, const char *drawn)
{
	const char *bar = strchr(drawn, '|');
	struct buf b = {0};
	buf_add(&b, drawn, (size_t)(bar - drawn));
	struct edit_pos at = {0, 0};
	for (size_t i = 0; i < b.len; i++) {
		at.byte++;
		if (b.s[i] == '\n')
			at = (struct edit_pos){at.line + 1, 0};
	}
	buf_adds(&b, bar + 1);
	edit_load(e, buf_str(&b), b.len);
	edit_set_cursor(e, at);
	buf_clear(&b);
}

/* In an argument "_" is a space and "/" a newline. */
static inline void script_argument(char *s)
{
	for (; *s; s++)
		*s = *s == '_' ? ' ' : *s == '/' ? '\n' : *s;
}

/* One word: a move, "s:MOVE" (select), "del:MOVE", or one of those below. The result is
 * what the function of edit.h said. */
static inline bool script_word(struct edit *e, char *word, struct buf *clip)
{
	enum edit_move move;
	char *argument = strchr(word, '=');
	bool wrapped;
	if (argument) {
		*argument++ = '\0';
		script_argument(argument);
	}
	if (!strcmp(word, "type"))
		return edit_type(e, argument, strlen(argument));
	if (!strcmp(word, "keys")) { /* one code point at a time, as typing brings them */
		bool all = true;
		for (size_t n; *argument; argument += n) {
			n = 1;
			while (((unsigned char)argument[n] & 0xc0) == 0x80)
				n++;
			all &= edit_type(e, argument, n);
		}
		return all;
	}
	if (!strncmp(word, "retype", 6)) /* retype3=x: 3 bytes before the cursor */
		return edit_retype(e, (size_t)atoi(word + 6), argument, strlen(argument));
	if (!strcmp(word, "insert"))
		return edit_paste(e, argument, strlen(argument));
	if (!strcmp(word, "find"))
		return edit_find(e, argument, true, &wrapped);
	if (!strcmp(word, "find-back"))
		return edit_find(e, argument, false, &wrapped);
	if (!strcmp(word, "enter"))
		return edit_newline(e);
	if (!strcmp(word, "back"))
		return edit_erase(e, EDIT_LEFT);
	if (!strcmp(word, "delete"))
		return edit_erase(e, EDIT_RIGHT);
	if (!strcmp(word, "cut"))
		return edit_cut(e, clip);
	if (!strcmp(word, "copy"))
		return edit_copy(e, clip), true;
	if (!strcmp(word, "paste"))
		return edit_paste(e, buf_str(clip), clip->len);
	if (!strcmp(word, "undo"))
		return edit_undo(e);
	if (!strcmp(word, "redo"))
		return edit_redo(e);
	if (!strcmp(word, "mark"))
		return edit_mark(e), true;
	if (!strcmp(word, "all"))
		return edit_select_all(e), true;
	if (!strcmp(word, "none"))
		return edit_unselect(e), true;
	if (!strncmp(word, "s:", 2))
		return script_move(word + 2, &move) && edit_go(e, move, true);
	if (!strncmp(word, "del:", 4))
		return script_move(word + 4, &move) && edit_erase(e, move);
	return script_move(word, &move) && edit_go(e, move, false);
}

/* Words separated by spaces; what the last one said. */
static inline bool script_run(struct edit *e, const char *words, struct buf *clip)
{
	char *copy = mem_str(words), *at = copy;
	bool said = false;
	while (*at) {
		char *end = at + strcspn(at, " ");
		bool more = *end != '\0';
		*end = '\0';
		if (*at)
			said = script_word(e, at, clip);
		at = end + (more ? 1 : 0);
	}
	free(copy);
	return said;
}

#endif
