/* paint.c - laid-out text on the grid */
#include <bantin/ui/paint.h>

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/measure.h>

#include "spans.h"

enum { SPANS_MAX = 64 }; /* marks painted in one line */

static enum face role_face(enum role role)
{
	switch (role) {
	case ROLE_TITLE:
		return FACE_TITLE;
	case ROLE_HEADING:
		return FACE_HEADING;
	case ROLE_META:
	case ROLE_NOTE:
		return FACE_META;
	case ROLE_LEAD:
		return FACE_STRONG;
	case ROLE_QUOTE:
		return FACE_QUOTE;
	case ROLE_CAPTION:
	case ROLE_IMAGE:
		return FACE_EM;
	default:
		return FACE_TEXT;
	}
}

static enum face run_face(enum face base, unsigned style)
{
	if (style & STYLE_MARK)
		return FACE_MARK;
	if (style & STYLE_LINK)
		return FACE_LINK;
	if (base == FACE_TITLE || base == FACE_HEADING)
		return base;
	if (style & STYLE_STRONG)
		return FACE_STRONG;
	return style & STYLE_EM ? FACE_EM : base;
}

/* The face at byte `at`, and in *until where it may change next. */
static enum face face_at(const struct line *l, size_t at, const struct match *spans,
			 size_t n, size_t *until)
{
	enum face face = role_face(l->role);

	*until = l->len;
	for (size_t i = 0; i < l->run_count; i++) {
		const struct run *r = &l->runs[i];

		if (at >= r->start && at < r->end)
			face = run_face(face, r->style);
		if (at < r->start && r->start < *until)
			*until = r->start;
		if (at < r->end && r->end < *until)
			*until = r->end;
	}
	for (size_t i = 0; i < n; i++) {
		if (at >= spans[i].start && at < spans[i].end)
			face = FACE_MARK;
		if (at < spans[i].start && spans[i].start < *until)
			*until = spans[i].start;
		if (at < spans[i].end && spans[i].end < *until)
			*until = spans[i].end;
	}
	return face;
}

void spans_paint(struct grid *g, struct rect at, const struct line *l,
		 const struct match *spans, size_t n)
{
	int x = (int)l->indent;
	size_t from = 0, until;

	while (from < l->len && x < at.cols) {
		enum face face = face_at(l, from, spans, n, &until);

		if (until <= from)
			until = l->len;
		x += grid_text(g, at.row, at.col + x, at.cols - x, face, l->text + from,
			       until - from);
		from = until;
	}
}

static size_t find_marks(const struct query *q, const char *s, size_t n,
			 struct match spans[SPANS_MAX])
{
	size_t count = 0, from = 0;

	while (q && count < SPANS_MAX && query_mark(q, s, n, from, &spans[count])) {
		if (spans[count].end <= from)
			break;
		from = spans[count++].end;
	}
	return count;
}

void paint_line(struct grid *g, int row, int col, int cols, const struct line *l,
		const struct query *marks)
{
	struct match spans[SPANS_MAX];
	size_t n = find_marks(marks, l->text, l->len, spans);

	spans_paint(g, (struct rect){row, col, 1, cols}, l, spans, n);
}

int paint_marked(struct grid *g, int row, int col, int cols, enum face face,
		 const char *s, const struct query *marks)
{
	struct match spans[SPANS_MAX];
	struct buf b = {0};
	size_t n, from = 0;
	int x = 0;

	if (cols <= 0)
		return 0;
	text_truncate(&b, s, strlen(s), (size_t)cols);
	n = find_marks(marks, buf_str(&b), b.len, spans);
	for (size_t i = 0; i < n; i++) {
		x += grid_text(g, row, col + x, cols - x, face, b.s + from,
			       spans[i].start - from);
		x += grid_text(g, row, col + x, cols - x, FACE_MARK, b.s + spans[i].start,
			       spans[i].end - spans[i].start);
		from = spans[i].end;
	}
	x += grid_text(g, row, col + x, cols - x, face, buf_str(&b) + from, b.len - from);
	buf_clear(&b);
	return x;
}
