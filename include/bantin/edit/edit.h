/* edit.h - one open text: lines, cursor, selection, undo, soft wrap; knows no screen */
#ifndef BANTIN_EDIT_EDIT_H
#define BANTIN_EDIT_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/buf.h>
#include <bantin/text/case.h>

/*
 * Invariants, asserted after every change in debug builds: a text has at least one
 * line; a line holds no newline and is clean NFC (text/clean.h); cursor and mark stand on
 * cluster boundaries; the bytes never pass the ceiling. A change costs what the
 * lines it touches cost, never the whole text.
 */
struct edit;

struct edit_pos {
	size_t line;	/* from 0 */
	size_t byte;	/* within the line */
};

/* single: one line (a title, a prompt); newlines given to it become spaces. max: bytes
 * of the whole text, newlines counted. */
struct edit *edit_new(bool single, size_t max);
void edit_free(struct edit *e);

/* Replaces everything, cursor at the start, nothing to undo. Any bytes; they are cleaned.
 * What passes the ceiling is cut, and false returned. */
bool edit_load(struct edit *e, const char *s, size_t n);
void edit_text(const struct edit *e, struct buf *out);	/* lines joined by "\n" */

bool edit_is_single(const struct edit *e);
size_t edit_lines(const struct edit *e);
/* Borrowed until the next change, NUL-ended. n (bytes) may be NULL. */
const char *edit_line(const struct edit *e, size_t line, size_t *n);
size_t edit_bytes(const struct edit *e);
uint64_t edit_version(const struct edit *e);	/* grows with every change of the text */
struct edit_pos edit_cursor(const struct edit *e);
void edit_set_cursor(struct edit *e, struct edit_pos pos);	/* the nearest boundary */

enum edit_move {
	EDIT_LEFT, EDIT_RIGHT,			/* by cluster */
	EDIT_WORD_LEFT, EDIT_WORD_RIGHT,
	EDIT_UP, EDIT_DOWN,			/* by painted row, keeping the column */
	EDIT_ROW_START, EDIT_ROW_END,		/* of the painted row */
	EDIT_PARAGRAPH_UP, EDIT_PARAGRAPH_DOWN,
	EDIT_PAGE_UP, EDIT_PAGE_DOWN,		/* by the view's height less one */
	EDIT_START, EDIT_END			/* of the text */
};

/* select: the selection grows from where the cursor stood; else it ends (and plain Left
 * and Right go to its edge), unless the mark was set by edit_mark. False: no move. */
bool edit_go(struct edit *e, enum edit_move move, bool select);

void edit_mark(struct edit *e);		/* sets the mark here, or takes it away */
bool edit_marked(const struct edit *e);	/* a mark is set: moving selects */
void edit_select_all(struct edit *e);
void edit_unselect(struct edit *e);
bool edit_selection(const struct edit *e, struct edit_pos *from, struct edit_pos *to);
void edit_selected(const struct edit *e, struct buf *out);

/* Each returns false, and changes nothing, where the ceiling forbids it or there is
 * nothing to do. A selection is replaced. Undo joins typing into runs. */
/* Letters as they come; cleaned, and joined with the cluster before. */
bool edit_type(struct edit *e, const char *s, size_t n);
/* Typing that changes what was typed: takes `remove` bytes before the cursor (whole
 * clusters of its line) away, then types s, as one change of the same run. */
bool edit_retype(struct edit *e, size_t remove, const char *s, size_t n);
bool edit_newline(struct edit *e);
/* Cleaned; undone at once. */
bool edit_paste(struct edit *e, const char *s, size_t n);
/* To where the move would lead: Backspace is EDIT_LEFT. */
bool edit_erase(struct edit *e, enum edit_move span);
/* The selection, or the line with its newline; cutting line after line gathers them. */
bool edit_cut(struct edit *e, struct buf *clip);
/* The same without taking it out; a mark that was set goes. */
void edit_copy(struct edit *e, struct buf *clip);
bool edit_undo(struct edit *e);
bool edit_redo(struct edit *e);

/*
 * What can be undone and done again, as bytes to keep beside the text: the last
 * EDIT_HISTORY_GROUPS groups, or as many as EDIT_HISTORY_BYTES hold. stored: the text as
 * it will be loaded again; where it differs from the text that is edited (blanks at the
 * ends went, say), the log gets one change more, which leads there.
 */
enum { EDIT_HISTORY_GROUPS = 1000, EDIT_HISTORY_BYTES = 1 << 20 };
void edit_history_save(const struct edit *e, const char *stored, size_t n,
		       struct buf *out);
/* After edit_load. False, and nothing to undo: not ours, of another format version,
 * damaged, or of another text. */
bool edit_history_load(struct edit *e, const void *bytes, size_t n);

/* The next (or previous) place of needle as text_find sees it, wrapping around;
 * selects it. False: nowhere. wrapped (may be NULL): it went around. */
bool edit_find(struct edit *e, const char *needle, bool forward, bool *wrapped);

/* Puts `with` (cleaned) in the place of the selection if that is a place of needle, the
 * cursor behind it. False, and nothing changed: it is none, or the ceiling forbids it. */
bool edit_replace_found(struct edit *e, const char *needle, const char *with);

/* Replaces every place of needle, undone at once; how many. 0 and nothing changed where
 * there is none or the ceiling forbids it. The cursor stays in its line. */
size_t edit_replace_all(struct edit *e, const char *needle, const char *with);

/* Appends the word that the cursor is in or behind. False: there is none. */
bool edit_word(const struct edit *e, struct buf *out);

/* The next two change the selection, or what the cursor is on, and are undone at once;
 * false: there is nothing to change. */
/* The selection, which stays, or the word that the cursor is in or behind. */
bool edit_case(struct edit *e, enum text_case how);
/* Each paragraph of the selection, or the one of the cursor, becomes one line: what was
 * wrapped elsewhere wraps by itself again. Paragraphs end at blank lines; headings, list
 * items, table rows, quotes and lines that end in two blanks (Markdown's break) keep
 * their line. The cursor stays behind its letter. */
bool edit_join(struct edit *e);
enum edit_date {
	EDIT_DATE_SHORT,	/* 08/08/2020, as in prose */
	EDIT_DATE_LONG		/* ngày 08 tháng 8 năm 2020, as in a document's head */
};
enum { EDIT_DATE_MAX = 48 };	/* bytes that hold either */
/* The day of t (seconds since 1970 UTC) in Vietnam; returns out. */
const char *edit_date_text(int64_t t, enum edit_date form, char out[EDIT_DATE_MAX]);

/* The view: painted rows of `columns` columns (the last one is the cursor's, behind a
 * full row), `rows` high. Soft wrap is kept per line and only what is seen is laid out.
 * The cursor is scrolled into view by every change and move. A single-line text does
 * not wrap: it scrolls sideways. */
void edit_view(struct edit *e, size_t columns, size_t rows);

struct edit_row {
	size_t line;		/* SIZE_MAX: past the end of the text */
	size_t start, end;	/* bytes of that line shown in this row */
	bool first;		/* begins its line */
};
void edit_row(struct edit *e, size_t row, struct edit_row *out);
void edit_cursor_cell(struct edit *e, size_t *row, size_t *column);

/* Words as runs of letters and digits (in Vietnamese: syllables, "tiếng"); clusters
 * without newlines. Kept, not counted anew. */
void edit_count(const struct edit *e, size_t *words, size_t *clusters);

#endif
