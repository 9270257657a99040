/* shape.c - the case of letters, wrapped paragraphs made one line, dates */
#include "parts.h"

#include <stdio.h>
#include <string.h>

#include <bantin/base/stamp.h>
#include <bantin/text/measure.h>

/* --- capital and small letters -------------------------------------------------- */

/* The word that the cursor is in or behind. */
static bool word_here(const struct edit *e, struct edit_pos *from, struct edit_pos *to)
{
	const struct text_line *l = line_at(e, e->cursor.line);
	size_t at = e->cursor.byte;
	size_t end = text_word_next(l->s, l->len, at);
	size_t start = text_word_prev(l->s, l->len, end);
	if (start > at || end <= at) {
		start = text_word_prev(l->s, l->len, at);
		end = text_word_next(l->s, l->len, start);
	}
	*from = pos_snap(e, (struct edit_pos){e->cursor.line, start});
	*to = pos_snap(e, (struct edit_pos){e->cursor.line, end});
	return start <= at && at <= end && start < end;
}

bool edit_word(const struct edit *e, struct buf *out)
{
	struct edit_pos from, to;
	bool is = word_here(e, &from, &to);
	if (is)
		lines_copy(e, from, to, out);
	return is;
}

bool edit_case(struct edit *e, enum text_case how)
{
	struct edit_pos from, to, cursor = e->cursor;
	enum mark_kind kind = e->mark_kind;
	bool selected = edit_selection(e, &from, &to);
	if (!selected && !word_here(e, &from, &to))
		return false;
	bool at_end = pos_same(cursor, to);
	struct buf old = {0}, new = {0};
	lines_copy(e, from, to, &old);
	text_case(&new, buf_str(&old), old.len, how);
	undo_close(&e->undo);
	bool done = edit_replace(e, from, to, buf_str(&new), new.len, CHANGE_OTHER);
	buf_clear(&old);
	buf_clear(&new);
	if (!done)
		return false;
	struct edit_pos end = e->cursor;
	if (!selected) {
		edit_set_cursor(e, at_end ? end : cursor);
		return true;
	}
	e->cursor = at_end ? end : from;
	e->mark = at_end ? from : end;
	e->mark_kind = kind;
	return true;
}

/* --- wrapped elsewhere ----------------------------------------------------------- */

/* "1. ", "12) ", "a) ", "đ) ", "I. ", "- ": the bytes before the blank; 0: none. */
static size_t item_marker(const char *s)
{
	size_t digits = strspn(s, "0123456789"), roman = strspn(s, "IVX");
	if (strchr("-*+", s[0]) && s[0])
		return 1;
	if (strncmp(s, "•", strlen("•")) == 0)
		return strlen("•");
	if (strncmp(s, "đ)", strlen("đ)")) == 0)
		return strlen("đ)");
	if (digits > 0 && digits <= 2 && (s[digits] == '.' || s[digits] == ')'))
		return digits + 1;
	if (roman > 0 && roman <= 4 && s[roman] == '.')
		return roman + 1;
	return s[0] >= 'a' && s[0] <= 'z' && s[1] == ')' ? 2 : 0;
}

/* A row of a table, a heading, a fence: a line by itself, whatever follows. */
static bool stands_alone(const struct text_line *l)
{
	const char *s = l->s + leading_blanks(l);
	return *s == '#' || *s == '|' || strncmp(s, "```", 3) == 0;
}

static bool begins_own_line(const struct text_line *l)
{
	size_t blanks = leading_blanks(l);
	const char *s = l->s + blanks;
	size_t marker = item_marker(s);
	return stands_alone(l) || *s == '>' || blanks >= 4 || l->s[0] == '\t' ||
	       (marker && is_blank(s[marker]));
}

static bool keeps_break(const struct text_line *l)
{
	return stands_alone(l) ||
	       (l->len >= 2 && l->s[l->len - 1] == ' ' && l->s[l->len - 2] == ' ');
}

static bool joins(const struct edit *e, size_t line)
{
	const struct text_line *before = line_at(e, line - 1), *l = line_at(e, line);
	return !line_is_blank(e, line - 1) && !line_is_blank(e, line) &&
	       !keeps_break(before) && !begins_own_line(l);
}

static void joined_lines(const struct edit *e, size_t first, size_t last, struct buf *out)
{
	for (size_t i = first; i <= last; i++) {
		const struct text_line *l = line_at(e, i);
		bool on = i > first && joins(e, i);
		size_t skip = on ? leading_blanks(l) : 0;
		while (on && out->len > 0 && is_blank(out->s[out->len - 1]))
			buf_cut(out, out->len - 1);
		if (i > first)
			buf_addc(out, on ? ' ' : '\n');
		buf_add(out, l->s + skip, l->len - skip);
	}
}

static void paragraphs_here(const struct edit *e, size_t *first, size_t *last)
{
	struct edit_pos from, to;
	if (!edit_selection(e, &from, &to))
		from = to = e->cursor;
	if (to.line > from.line && to.byte == 0)
		to.line--;
	*first = from.line;
	*last = to.line;
	while (*first > 0 && !line_is_blank(e, *first) && !line_is_blank(e, *first - 1))
		--*first;
	while (*last + 1 < e->lines.count && !line_is_blank(e, *last) &&
	       !line_is_blank(e, *last + 1))
		++*last;
}

static bool counts(char c)
{
	return !is_blank(c) && c != '\n';
}

/* Only blanks change, so behind as many other bytes is the same place; before the next
 * word where it was there. */
static struct edit_pos same_place(size_t first, const struct buf *before,
				  const struct buf *b)
{
	size_t at = 0, others = 0;
	for (size_t i = 0; i < before->len; i++)
		others += counts(before->s[i]);
	for (; others > 0 && at < b->len; at++)
		others -= counts(b->s[at]);
	if (before->len > 0 && !counts(before->s[before->len - 1]))
		while (at < b->len && is_blank(b->s[at]))
			at++;
	return pos_after((struct edit_pos){first, 0}, buf_str(b), at);
}

bool edit_join(struct edit *e)
{
	struct edit_pos from = {0, 0}, to = {0, 0};
	struct buf new = {0}, before = {0};
	if (e->single)
		return false;
	paragraphs_here(e, &from.line, &to.line);
	to.byte = line_at(e, to.line)->len;
	if (!pos_before(e->cursor, from))
		lines_copy(e, from, pos_before(to, e->cursor) ? to : e->cursor, &before);
	joined_lines(e, from.line, to.line, &new);
	undo_close(&e->undo);
	bool done = edit_replace(e, from, to, buf_str(&new), new.len, CHANGE_OTHER);
	if (done)
		edit_set_cursor(e, same_place(from.line, &before, &new));
	buf_clear(&before);
	buf_clear(&new);
	return done;
}

/* --- dates ------------------------------------------------------------------------ */

const char *edit_date_text(int64_t t, enum edit_date form, char out[EDIT_DATE_MAX])
{
	char stamp[STAMP_MAX];
	int year = 0, month = 0, day = 0;
	stamp_format(t, STAMP_RFC3339, stamp);
	out[0] = '\0';
	if (sscanf(stamp, "%4d-%2d-%2d", &year, &month, &day) != 3)
		return out;
	if (form == EDIT_DATE_SHORT)
		snprintf(out, EDIT_DATE_MAX, "%02d/%02d/%04d", day, month, year);
	else
		snprintf(out, EDIT_DATE_MAX, "ngày %02d tháng %0*d năm %d", day,
			 month < 3 ? 2 : 1, month, year);
	return out;
}
