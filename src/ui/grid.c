/* grid.c - a page of cells that views paint on */
#include <bantin/ui/grid.h>

#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/mem.h>
#include <bantin/text/fold.h>
#include <bantin/text/measure.h>

enum { GRID_SIDE_MAX = 4096 }; /* rows or columns; no window is larger */

static int bounded(int n)
{
	return n < 0 ? 0 : n > GRID_SIDE_MAX ? GRID_SIDE_MAX : n;
}

void grid_init(struct grid *g, int rows, int cols)
{
	memset(g, 0, sizeof *g);
	g->rows = bounded(rows);
	g->cols = bounded(cols);
	g->cells = mem_array((size_t)g->rows * (size_t)g->cols, sizeof *g->cells);
	grid_erase(g);
}

void grid_clear(struct grid *g)
{
	free(g->cells);
	memset(g, 0, sizeof *g);
	g->cursor_row = g->cursor_col = -1;
}

static struct grid_cell *cell_at(const struct grid *g, int row, int col)
{
	return &g->cells[(size_t)row * (size_t)g->cols + (size_t)col];
}

static bool inside(const struct grid *g, int row, int col)
{
	return row >= 0 && row < g->rows && col >= 0 && col < g->cols;
}

static void cell_blank(struct grid_cell *c, enum face face)
{
	c->text[0] = ' ';
	c->text[1] = '\0';
	c->columns = 1;
	c->face = (unsigned char)face;
}

void grid_erase(struct grid *g)
{
	grid_fill(g, (struct rect){0, 0, g->rows, g->cols}, FACE_TEXT);
	g->cursor_row = g->cursor_col = -1;
}

/* Half a wide letter is no letter: its other half becomes a space. */
static void break_wide(struct grid *g, int row, int col)
{
	struct grid_cell *c = cell_at(g, row, col);

	if (c->columns == 0 && col > 0)
		cell_blank(cell_at(g, row, col - 1), cell_at(g, row, col - 1)->face);
	if (c->columns == 2 && col + 1 < g->cols)
		cell_blank(cell_at(g, row, col + 1), cell_at(g, row, col + 1)->face);
}

static void cell_set(struct grid_cell *c, const char *s, size_t n, int columns,
		     enum face face)
{
	static const char replacement[] = "\xEF\xBF\xBD";

	if (n >= CELL_BYTES) {
		s = replacement;
		n = sizeof replacement - 1;
	}
	memcpy(c->text, s, n);
	c->text[n] = '\0';
	c->columns = (unsigned char)columns;
	c->face = (unsigned char)face;
}

static void put(struct grid *g, int row, int col, enum face face, const char *s, size_t n,
		int columns)
{
	if (!inside(g, row, col) || (columns == 2 && col + 1 >= g->cols))
		return;
	break_wide(g, row, col);
	if (columns == 2)
		break_wide(g, row, col + 1);
	if (columns == 2 && n >= CELL_BYTES) {
		cell_set(cell_at(g, row, col), s, n, 1, face);
		cell_blank(cell_at(g, row, col + 1), face);
		return;
	}
	cell_set(cell_at(g, row, col), s, n, columns, face);
	if (columns == 2)
		cell_set(cell_at(g, row, col + 1), "", 0, 0, face);
}

/* The bytes of a letter that is one column and joins with nothing before it, which is what
 * most text is made of: ASCII, Latin of two bytes (U+00C0 to U+01BF), and Vietnamese of
 * three (U+1E80 to U+1EFF). 0: anything else, for which there are tables. */
static size_t letter_bytes(const char *s, size_t n)
{
	unsigned char a = (unsigned char)s[0], b = n > 1 ? (unsigned char)s[1] : 0;

	if (a >= 0x20 && a < 0x7F)
		return 1;
	if (a >= 0xC3 && a <= 0xC6 && b != 0)
		return 2;
	return a == 0xE1 && (b == 0xBA || b == 0xBB) && n > 2 ? 3 : 0;
}

/* The next cluster of s in *bytes; its columns. */
static int next_cluster(const char *s, size_t n, size_t *bytes)
{
	*bytes = letter_bytes(s, n);
	if (*bytes > 0 && (*bytes == n || letter_bytes(s + *bytes, n - *bytes) > 0))
		return 1;
	*bytes = text_cluster_next(s, n, 0);
	if (*bytes == 0)
		*bytes = 1;
	return (int)text_columns(s, *bytes);
}

/* Whether s surely fits into cols, without asking tables. */
static bool surely_fits(const char *s, size_t n, int cols)
{
	for (size_t at = 0, bytes; at < n && cols >= 0; at += bytes, cols--) {
		bytes = letter_bytes(s + at, n - at);
		if (bytes == 0)
			return n - at <= (size_t)cols; /* columns are never more than bytes */
	}
	return cols >= 0;
}

static int paint(struct grid *g, int row, int col, int cols, enum face face,
		 const char *s, size_t n)
{
	size_t at = 0, bytes;
	int x = 0;

	while (at < n && s[at] != '\n' && x < cols) {
		int w = next_cluster(s + at, n - at, &bytes);
		const char *p = s + at;

		at += bytes;
		if (*p == '\t' || *p == '\0') {
			p = " ";
			bytes = 1;
			w = 1;
		}
		if (w > 2)
			w = 2;
		if (w == 0)
			continue;
		if (x + w > cols)
			break;
		put(g, row, col + x, face, p, bytes, w);
		x += w;
	}
	return x;
}

int grid_text(struct grid *g, int row, int col, int cols, enum face face, const char *s,
	      size_t n)
{
	struct buf b = {0};
	int x;

	if (!g->ascii)
		return paint(g, row, col, cols, face, s, n);
	text_ascii(&b, s, n);
	x = paint(g, row, col, cols, face, buf_str(&b), b.len);
	buf_clear(&b);
	return x;
}

int grid_str(struct grid *g, int row, int col, int cols, enum face face, const char *s)
{
	return s ? grid_text(g, row, col, cols, face, s, strlen(s)) : 0;
}

/* text_truncate's "…" is three letters in ASCII; here it is one "~". */
static void fit_ascii(struct grid *g, int row, int col, int cols, enum face face,
		      const char *s)
{
	struct buf b = {0};

	text_ascii(&b, s, strlen(s));
	if (b.len > (size_t)cols) {
		buf_cut(&b, (size_t)cols - 1);
		buf_addc(&b, '~');
	}
	paint(g, row, col, cols, face, buf_str(&b), b.len);
	buf_clear(&b);
}

void grid_fit(struct grid *g, int row, int col, int cols, enum face face, const char *s)
{
	struct buf b = {0};

	if (cols <= 0)
		return;
	grid_fill(g, (struct rect){row, col, 1, cols}, face);
	if (g->ascii) {
		fit_ascii(g, row, col, cols, face, s ? s : "");
		return;
	}
	size_t n = s ? strlen(s) : 0;
	if (!surely_fits(s, n, cols)) {
		text_truncate(&b, s, n, (size_t)cols);
		s = buf_str(&b);
		n = b.len;
	}
	paint(g, row, col, cols, face, s, n);
	buf_clear(&b);
}

void grid_face(struct grid *g, int row, int col, int cols, enum face face)
{
	for (int x = col; x < col + cols; x++) {
		if (inside(g, row, x))
			cell_at(g, row, x)->face = (unsigned char)face;
	}
}

static void fill_row(struct grid *g, int row, int from, int to, enum face face)
{
	if (from >= to)
		return;
	break_wide(g, row, from);
	break_wide(g, row, to - 1);
	for (int x = from; x < to; x++)
		cell_blank(cell_at(g, row, x), face);
}

void grid_fill(struct grid *g, struct rect r, enum face face)
{
	int from = r.col > 0 ? r.col : 0;
	int to = r.col + r.cols < g->cols ? r.col + r.cols : g->cols;

	for (int y = r.row > 0 ? r.row : 0; y < r.row + r.rows && y < g->rows; y++)
		fill_row(g, y, from, to, face);
}

void grid_cursor(struct grid *g, int row, int col)
{
	g->cursor_row = row;
	g->cursor_col = col;
}

char *grid_row_text(const struct grid *g, int row)
{
	struct buf b = {0};

	for (int x = 0; row >= 0 && row < g->rows && x < g->cols; x++)
		buf_adds(&b, cell_at(g, row, x)->text);
	while (b.len > 0 && b.s[b.len - 1] == ' ')
		buf_cut(&b, b.len - 1);
	if (!b.s)
		buf_adds(&b, "");
	return buf_take(&b);
}
