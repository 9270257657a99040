/* parts.h - what the files of this room share: the lines, the undo log, the view */
#ifndef EDIT_PARTS_H
#define EDIT_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/buf.h>
#include <bantin/edit/edit.h>
#include <bantin/text/wrap.h>

/*
 * A text is an array of lines, and the array is a gap buffer of pointers: the free slots
 * lie where lines were last added or taken away, so that Enter in the middle of 20,000
 * lines moves the few pointers between two neighbouring edits and no text. A line owns
 * its bytes, what they count (so that the totals of the text are kept by
 * subtracting the old line and adding the new one) and, once it was seen, the rows it
 * is painted in at one width. A change of the line notes which of its bytes the rows do
 * not know any more, and the next look lays out that part alone (layout.c); likewise
 * words and clusters are counted anew around the change alone (lines.c), so that in a
 * line of 100 kB a letter costs what it costs in a short one, but for moving bytes. The
 * view hangs on one place, (line, row within the line), so nothing ever asks on which
 * row of the whole text something stands.
 *
 * Every change is one replacement of a range by clean text. It passes the clusters at
 * its two seams through text_clean, because a mark typed behind a letter is NFC only
 * together with it; what was really taken out and put in goes into the undo log, so
 * undoing is the same replacement the other way round and cleans nothing. Changes
 * of one run of typing are melted into one entry of the log.
 */
struct row_span {
	uint32_t start, end;	/* bytes of the line; end is before blanks at a break */
};

struct line_rows {
	struct row_span *at;
	size_t count, cap;
	size_t columns;		/* for which they were made */
	bool stale;		/* the line changed since: then the next three count */
	size_t len;		/* bytes of the line when they were made */
	size_t from, to;	/* bytes of the line now that they do not know */
};

struct text_line {
	char *s;		/* NUL-ended */
	size_t len, cap;	/* bytes */
	size_t words, clusters;
	struct line_rows *rows;	/* NULL: not laid out yet */
};

struct line_array {
	struct text_line **at;
	size_t count, cap;
	size_t gap;		/* lines before the free slots */
};

enum change_kind { CHANGE_TYPE, CHANGE_ERASE, CHANGE_OTHER };

struct change {
	enum change_kind kind;
	bool joined;		/* undone and done together with the one before */
	struct edit_pos from;
	char *removed, *inserted;
	size_t removed_len, inserted_len;
	struct edit_pos before, after;	/* the cursor */
};

enum {
	UNDO_BYTES = 8 << 20,	/* of the log; its oldest quarter goes when it is full */
	UNDO_RUN = 60,		/* bytes of typing; the next word begins another entry */
	UNDO_ERASE = 1024	/* bytes of erasing likewise */
};

struct undo_log {
	struct change *list;
	size_t count, cap;
	size_t done;		/* changes in force; those after it can be done again */
	size_t bytes;
	bool closed;		/* the next change begins an entry */
	bool grouping;		/* between undo_group_begin and undo_group_end */
	bool joining;		/* the next change belongs to the group of the last */
};

struct place {
	size_t line, row;	/* a row of the line, from 0 */
};

enum mark_kind { MARK_NONE, MARK_WALK, MARK_SET };

struct edit {
	bool single;
	size_t max;		/* bytes */
	struct line_array lines;
	size_t bytes, words, clusters;
	uint64_t version;
	struct edit_pos cursor, mark;
	enum mark_kind mark_kind;
	struct undo_log undo;
	size_t cut_len;		/* of the clipboard while lines are cut in a row */

	size_t columns, rows;	/* of the view */
	struct place top;
	size_t left;		/* single: first byte shown */
	bool settled;		/* the cursor is known to be in view */
	bool keep_goal;		/* the last move was up or down */
	size_t goal;		/* the column such moves keep */
	struct wrap wrap;	/* scratch */
};

static inline bool pos_before(struct edit_pos a, struct edit_pos b)
{
	return a.line < b.line || (a.line == b.line && a.byte < b.byte);
}

static inline bool pos_same(struct edit_pos a, struct edit_pos b)
{
	return a.line == b.line && a.byte == b.byte;
}

/* A byte inside a code point. */
static inline bool continues(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

static inline bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* FNV-1a */
static inline uint64_t sum_of(const char *s, size_t n)
{
	uint64_t h = 14695981039346656037u;
	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * 1099511628211u;
	return h;
}

/* lines.c */
struct text_line *line_at(const struct edit *e, size_t line);
void lines_init(struct edit *e);
void lines_drop_all(struct edit *e);
size_t leading_blanks(const struct text_line *l);
bool line_is_blank(const struct edit *e, size_t line);
/* Puts the n bytes at s in place of from..to; returns where they end. */
struct edit_pos lines_replace(struct edit *e, struct edit_pos from, struct edit_pos to,
			      const char *s, size_t n);
void lines_copy(const struct edit *e, struct edit_pos from, struct edit_pos to,
		struct buf *out);
size_t lines_length(const struct edit *e, struct edit_pos from, struct edit_pos to);
struct edit_pos pos_after(struct edit_pos from, const char *s, size_t n);
struct edit_pos pos_snap(const struct edit *e, struct edit_pos pos);

/* undo.c */
void undo_clear(struct undo_log *u);
void undo_close(struct undo_log *u);
/* Takes the strings of c. */
void undo_push(struct undo_log *u, struct change *c);
/* What is pushed between them is one group. */
void undo_group_begin(struct undo_log *u);
void undo_group_end(struct undo_log *u);
/* The same, melted with nothing and dropping nothing: as it was read. */
void undo_closed_push(struct undo_log *u, struct change *c);
/* Undoes the last group, for good. */
void undo_take_back(struct edit *e);

/* change.c */
/* Where two texts differ: old from..old_to, new from..new_to; whole code points. */
struct differing {
	size_t from, old_to, new_to;
};
struct differing texts_differ(const char *old, size_t old_len, const char *new,
			      size_t new_len);
void edit_clean(const struct edit *e, struct buf *out, const char *s, size_t n);
bool edit_replace(struct edit *e, struct edit_pos from, struct edit_pos to, const char *s,
		  size_t n, enum change_kind kind);
/* The invariants of edit.h, lines from..to looked at: for assert alone. */
bool edit_holds(const struct edit *e, size_t from, size_t to);

/* layout.c */
void line_layout(struct edit *e, struct text_line *l);
void line_forget_rows(struct text_line *l);
/* Its bytes from..to are about to become n others. */
void line_note_change(struct text_line *l, size_t from, size_t to, size_t n);
/* The last row that begins at or before byte `at` of the line when it was laid out. */
size_t row_with(const struct line_rows *r, size_t at);

/* rows.c */
struct place place_of(struct edit *e, struct edit_pos pos);
bool place_up(struct edit *e, struct place *p);
bool place_down(struct edit *e, struct place *p);
/* The last byte of the row on which the cursor can show. */
size_t row_last(struct edit *e, struct place p);
void view_settle(struct edit *e);

/* move.c */
/* Where the move leads from there; the goal column is used and kept for rows. */
struct edit_pos move_from(struct edit *e, struct edit_pos pos, enum edit_move move);

#endif
