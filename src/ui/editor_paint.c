/* editor_paint.c - the editor on the grid: fields above, the body, what is saved below */
#include "editor.h"

#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/text/measure.h>
#include <bantin/text/wrap.h>
#include <bantin/ui/field.h>

enum {
	COMPACT_ROWS = 12,	/* below that the fields share one row */
	NARROW = 60,		/* columns */
	SUMMARY_ROWS = 2,
	TEXT_COLS = 100,	/* no row of the body is longer */
	REMARK_ROWS = 3,	/* at most, where there is room for all else too */
	ROOMY_ROWS = COMPACT_ROWS + 6
};

static const char *label_of(enum editor_field f)
{
	switch (f) {
	case FIELD_TITLE:
		return _("Title");
	case FIELD_SECTION:
		return _("Section");
	case FIELD_SUMMARY:
		return _("Summary");
	case FIELD_TAGS:
		return _("Tags");
	case FIELD_AUTHOR:
		return _("Author");
	case FIELD_FILES:
		return _("Files");
	default:
		return "";
	}
}

static int label_cols(void)
{
	size_t widest = 0;

	for (int f = FIELD_TITLE; f < FIELD_BODY; f++) {
		const char *s = label_of((enum editor_field)f);
		size_t n = text_columns(s, strlen(s));

		widest = n > widest ? n : widest;
	}
	return (int)widest + 2;
}

/* A section of the list is shown between arrows, which are what changes it. */
static void paint_section(struct editor *ed, struct grid *g, struct rect r, bool focus)
{
	const char *words = editor_section_words(ed);
	int x = r.col;

	if (ed->section_count == 0) {
		field_paint(ed->text[FIELD_SECTION], g, r.row, r.col, r.cols, focus);
		return;
	}
	if (focus)
		x += grid_str(g, r.row, x, 2, FACE_KEY, "< ");
	x += grid_str(g, r.row, x, r.col + r.cols - x - 2,
		      focus ? FACE_SELECT : FACE_TEXT, words);
	if (focus) {
		grid_str(g, r.row, x, 2, FACE_KEY, " >");
		grid_cursor(g, r.row, r.col + 2);
	}
}

/* As many as fit from the one the cursor is on, with a mark for those left out. */
static void paint_files(const struct editor *ed, struct grid *g, struct rect r,
			bool focus)
{
	size_t from = focus ? ed->file : 0;
	int x = r.col, end = r.col + r.cols;

	if (from > 0)
		x += grid_str(g, r.row, x, end - x, FACE_KEY, "< ");
	for (size_t i = from; i < ed->file_count && x < end; i++) {
		struct buf b = {0};
		enum face face = focus && i == ed->file ? FACE_SELECT : FACE_TEXT;

		if (focus && i == ed->file)
			grid_cursor(g, r.row, x);
		editor_files_words(ed, i, &b);
		x += grid_str(g, r.row, x, end - x, face, buf_str(&b));
		x += grid_str(g, r.row, x, end - x, FACE_META,
			      i + 1 < ed->file_count ? "; " : "");
		buf_clear(&b);
	}
}

static void paint_field(struct editor *ed, struct grid *g, enum editor_field f,
			struct rect r, int label)
{
	bool focus = ed->focus == f;
	struct rect in = {r.row, r.col + label, r.rows, r.cols - label};

	grid_str(g, r.row, r.col, label - 1, focus ? FACE_STRONG : FACE_META,
		 label_of(f));
	if (f == FIELD_SECTION)
		paint_section(ed, g, in, focus);
	else if (f == FIELD_FILES)
		paint_files(ed, g, in, focus);
	else
		edit_paint(ed->text[f], g, in, focus);
}

/* --- the line below --------------------------------------------------------------- */

static void add_counters(const struct editor *ed, bool narrow, struct buf *out)
{
	const struct editor_counts *c = &ed->counts;

	if (narrow) {
		buf_addf(out, _("%zu words"), c->words);
		buf_addf(out, "  %zu:%zu", c->line, c->column);
		return;
	}
	buf_addf(out, _("%zu words, %zu letters"), c->words, c->letters);
	buf_adds(out, "   ");
	buf_addf(out, _("line:column %zu:%zu"), c->line, c->column);
}

static void paint_saved(const struct editor *ed, struct grid *g, int row,
			struct rect area)
{
	bool saved = ed->stamp == ed->saved;
	const char *words = saved ? _("saved") : _("not saved yet");
	int cols = (int)text_columns(words, strlen(words));

	if (saved ? ed->draft.id == 0 : !ed->unsaved_told)
		return;
	grid_str(g, row, area.col + area.cols - cols - 1, cols,
		 saved ? FACE_GOOD : FACE_META, words);
}

static void paint_below(const struct editor *ed, struct grid *g, int row,
			struct rect area)
{
	struct buf b = {0};

	if (ed->trouble.kind != ERR_NONE) {
		buf_addf(&b, _("NOT SAVED: %s"), ed->trouble.text);
		grid_fit(g, row, area.col + 1, area.cols - 2, FACE_BAD, buf_str(&b));
	} else {
		add_counters(ed, area.cols < NARROW, &b);
		grid_str(g, row, area.col + 1, area.cols - 2, FACE_META, buf_str(&b));
		paint_saved(ed, g, row, area);
	}
	buf_clear(&b);
}

/* --- the whole -------------------------------------------------------------------- */

static void paint_body(struct editor *ed, struct grid *g, struct rect area, int from,
		       int below)
{
	int cols = area.cols - 2 < TEXT_COLS ? area.cols - 2 : TEXT_COLS;
	struct rect r = {area.row + from, area.col + 1, area.rows - from - below, cols};

	edit_paint(ed->text[FIELD_BODY], g, r, ed->focus == FIELD_BODY);
}

static int label_of_cols(enum editor_field f)
{
	const char *label = label_of(f);

	return (int)text_columns(label, strlen(label)) + 2;
}

/* Tags and author share a row; a row of attachments is above it where there are any. */
static int paint_foot(struct editor *ed, struct grid *g, struct rect area)
{
	int half = (area.cols - 2) / 2, label = label_cols();
	struct rect r = {area.row + area.rows - 2, area.col + 1, 1, half - 1};
	struct rect right = {r.row, r.col + half, 1, area.cols - 2 - half};

	paint_field(ed, g, FIELD_TAGS, r, label);
	paint_field(ed, g, FIELD_AUTHOR, right, label_of_cols(FIELD_AUTHOR));
	if (ed->file_count == 0)
		return 2;
	r.row--;
	r.cols = area.cols - 2;
	paint_field(ed, g, FIELD_FILES, r, label);
	return 3;
}

/* One row for the field that has the focus, or the title. */
static void paint_compact(struct editor *ed, struct grid *g, struct rect area)
{
	enum editor_field f = ed->focus == FIELD_BODY ? FIELD_TITLE : ed->focus;
	struct rect r = {area.row, area.col + 1, 1, area.cols - 2};

	paint_field(ed, g, f, r, label_of_cols(f));
	paint_body(ed, g, area, 1, 1);
}

static void paint_full(struct editor *ed, struct grid *g, struct rect area)
{
	struct rect r = {area.row, area.col + 1, 1, area.cols - 2};
	int label = label_cols();

	for (int f = FIELD_TITLE; f < FIELD_BODY; f++) {
		r.rows = f == FIELD_SUMMARY ? SUMMARY_ROWS : 1;
		paint_field(ed, g, (enum editor_field)f, r, label);
		r.row += r.rows;
	}
	for (int x = 0; x < r.cols; x++)
		grid_str(g, r.row, r.col + x, 1, FACE_META, "─");
	paint_body(ed, g, area, r.row + 1 - area.row, paint_foot(ed, g, area));
}

/* Above all else, the last row cut with "…"; returns the rows. */
static int paint_remark(const struct editor *ed, struct grid *g, struct rect area)
{
	size_t rows = area.rows < ROOMY_ROWS ? 1 : REMARK_ROWS;
	int cols = area.cols - 2;
	struct wrap w = {0};

	if (!ed->remark || cols <= 0)
		return 0;
	text_wrap(&w, ed->remark, strlen(ed->remark), (size_t)cols, (size_t)cols);
	if (rows > w.count)
		rows = w.count;
	for (size_t i = 0; i < rows; i++) {
		const char *from = ed->remark + w.lines[i].start;

		if (i + 1 == rows)
			grid_fit(g, area.row + (int)i, area.col + 1, cols, FACE_BAD,
				 from);
		else
			grid_text(g, area.row + (int)i, area.col + 1, cols, FACE_BAD,
				  from, w.lines[i].end - w.lines[i].start);
	}
	wrap_clear(&w);
	return (int)rows;
}

void editor_paint(struct editor *ed, struct grid *g, struct rect area)
{
	int remark = paint_remark(ed, g, area);

	area.row += remark;
	area.rows -= remark;
	if (area.rows < COMPACT_ROWS)
		paint_compact(ed, g, area);
	else
		paint_full(ed, g, area);
	paint_below(ed, g, area.row + area.rows - 1, area);
}
