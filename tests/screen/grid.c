/* grid.c - what the terminal shows: libvterm's screen as rows of text */
#include "grid.h"

#include "keys.h"

#include <stdlib.h>
#include <string.h>
#include <vterm.h>

struct grid {
	VTerm *vt;
	VTermScreen *screen;
	struct buf output;
	struct buf cut;		/* the beginning of a letter whose end is still to come */
	bool cursor_visible;
};

static void on_output(const char *bytes, size_t n, void *user)
{
	struct grid *g = user;

	buf_add(&g->output, bytes, n);
}

static int on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct grid *g = user;

	if (prop == VTERM_PROP_CURSORVISIBLE)
		g->cursor_visible = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

struct grid *grid_new(int rows, int cols)
{
	struct grid *g = calloc(1, sizeof *g);

	if (!g)
		abort();
	g->cursor_visible = true;
	g->vt = vterm_new(rows, cols);
	vterm_set_utf8(g->vt, 1);
	vterm_output_set_callback(g->vt, on_output, g);
	g->screen = vterm_obtain_screen(g->vt);
	vterm_screen_set_callbacks(g->screen, &callbacks, g);
	vterm_screen_enable_altscreen(g->screen, 1);
	vterm_screen_reset(g->screen, 1);
	return g;
}

void grid_free(struct grid *g)
{
	if (!g)
		return;
	vterm_free(g->vt);
	buf_clear(&g->output);
	buf_clear(&g->cut);
	free(g);
}

/* Bytes at the end that begin a letter in UTF-8 without ending it. */
static size_t cut_letter(const char *bytes, size_t n)
{
	for (size_t back = 1; back <= 3 && back <= n; back++) {
		unsigned char c = (unsigned char)bytes[n - back];
		size_t need = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;

		if ((c & 0xc0) != 0x80)
			return need > back ? back : 0;
	}
	return 0;
}

/* libvterm does not put together a letter that comes in two parts. */
void grid_write(struct grid *g, const char *bytes, size_t n)
{
	struct buf all = g->cut;
	size_t rest;

	g->cut = (struct buf){0};
	buf_add(&all, bytes, n);
	rest = cut_letter(all.data, all.len);
	vterm_input_write(g->vt, all.data, all.len - rest);
	buf_add(&g->cut, all.data + all.len - rest, rest);
	buf_clear(&all);
}

struct buf *grid_output(struct grid *g)
{
	return &g->output;
}

void grid_resize(struct grid *g, int rows, int cols)
{
	vterm_set_size(g->vt, rows, cols);
	vterm_screen_flush_damage(g->screen);
}

static int grid_cols(const struct grid *g)
{
	int rows, cols;

	vterm_get_size(g->vt, &rows, &cols);
	return cols;
}

int grid_rows(const struct grid *g)
{
	int rows, cols;

	vterm_get_size(g->vt, &rows, &cols);
	return rows;
}

struct grid_cursor grid_cursor(const struct grid *g)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(g->vt), &pos);
	return (struct grid_cursor){pos.row, pos.col, g->cursor_visible};
}

static void add_utf8(struct buf *text, uint32_t c)
{
	unsigned char b[4];
	size_t n;

	if (c < 0x80) {
		b[0] = (unsigned char)c;
		n = 1;
	} else if (c < 0x800) {
		b[0] = (unsigned char)(0xc0 | c >> 6);
		n = 2;
	} else if (c < 0x10000) {
		b[0] = (unsigned char)(0xe0 | c >> 12);
		n = 3;
	} else {
		b[0] = (unsigned char)(0xf0 | (c >> 18 & 7));
		n = 4;
	}
	for (size_t i = 1; i < n; i++)
		b[i] = (unsigned char)(0x80 | (c >> 6 * (n - 1 - i) & 0x3f));
	buf_add(text, b, n);
}

static void add_cell(struct buf *text, const VTermScreenCell *cell)
{
	if (!cell->chars[0])
		buf_puts(text, " ");
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		add_utf8(text, cell->chars[i]);
}

static bool cell_is_blank(const VTermScreenCell *cell)
{
	return !cell->chars[0] || (cell->chars[0] == ' ' && !cell->chars[1]);
}

static int cell_at(const struct grid *g, int row, int col, VTermScreenCell *cell)
{
	memset(cell, 0, sizeof *cell);
	vterm_screen_get_cell(g->screen, (VTermPos){row, col}, cell);
	return cell->width > 1 ? cell->width : 1;
}

static void cut(struct buf *b, size_t len)
{
	buf_add(b, "", 0);
	b->len = len;
	b->data[len] = '\0';
}

void grid_row(const struct grid *g, int row, struct buf *text, struct buf *columns)
{
	struct buf unused = {0};
	struct buf *places = columns ? columns : &unused;
	VTermScreenCell cell;
	size_t kept = 0;
	unsigned char after = 0;
	int width;

	buf_reset(text);
	buf_reset(places);
	for (int col = 0; col < grid_cols(g); col += width) {
		unsigned char place = (unsigned char)col;

		width = cell_at(g, row, col, &cell);
		add_cell(text, &cell);
		while (places->len < text->len)
			buf_add(places, &place, 1);
		if (cell_is_blank(&cell))
			continue;
		kept = text->len;
		after = (unsigned char)(col + width);
	}
	cut(text, kept);
	cut(places, kept);
	buf_add(places, &after, 1);
	buf_clear(&unused);
}

void grid_attributes(const struct grid *g, int row, struct buf *letters)
{
	VTermScreenCell cell;
	size_t kept = 0;
	int width;

	buf_reset(letters);
	for (int col = 0; col < grid_cols(g); col += width) {
		int set;

		width = cell_at(g, row, col, &cell);
		set = (cell.attrs.bold ? 1 : 0) | (cell.attrs.underline ? 2 : 0) |
			(cell.attrs.reverse ? 4 : 0);
		for (int i = 0; i < width; i++)
			buf_add(letters, &" buxrBUX"[set], 1);
		if (set)
			kept = letters->len;
	}
	cut(letters, kept);
}

bool grid_has(const struct grid *g, const char *text)
{
	struct buf row = {0};
	bool found = false;

	for (int i = 0; i < grid_rows(g) && !found; i++) {
		grid_row(g, i, &row, NULL);
		found = strstr(buf_str(&row), text) != NULL;
	}
	buf_clear(&row);
	return found;
}

void grid_print(const struct grid *g, struct buf *out)
{
	struct grid_cursor c = grid_cursor(g);
	struct buf row = {0};

	for (int i = 0; i < grid_rows(g); i++) {
		grid_row(g, i, &row, NULL);
		buf_printf(out, "%3d |%s\n", i + 1, buf_str(&row));
	}
	buf_printf(out, "cursor %d,%d%s\n", c.row + 1, c.col + 1,
		c.visible ? "" : " hidden");
	buf_clear(&row);
}

bool grid_press(struct grid *g, const char *name)
{
	struct key key;

	if (!key_parse(name, &key))
		return false;
	if (key.special) {
		vterm_keyboard_key(g->vt, key.special, key.mod);
	} else if (key.mod & VTERM_MOD_CTRL) {
		if (key.mod & VTERM_MOD_ALT)
			buf_puts(&g->output, "\033");
		buf_add(&g->output, &key.control, 1);
	} else {
		vterm_keyboard_unichar(g->vt, key.code, key.mod);
	}
	return true;
}

void grid_paste(struct grid *g, const char *text, size_t n)
{
	vterm_keyboard_start_paste(g->vt);
	for (size_t i = 0; i < n; i++)
		buf_add(&g->output, text[i] == '\n' ? "\r" : text + i, 1);
	vterm_keyboard_end_paste(g->vt);
}
