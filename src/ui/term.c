/* term.c - the terminal: the only file that knows curses */
#include <bantin/ui/term.h>

#include <curses.h>
#include <langinfo.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include <bantin/base/i18n.h>
#include <bantin/text/clean.h>
#include <bantin/text/utf8.h>

#include "keyboard.h"
#include "outlet.h"
#include "shift.h"

/*
 * curses is used for output alone. Keys are read from the descriptor by the burst and
 * parsed in input.c: curses reads byte by byte, and hides bytes from poll.
 */
struct term {
	SCREEN *screen;
	struct outlet out;
	struct keyboard keyboard;
	struct grid shown; /* what curses was told last */
	bool fresh;	   /* shown counts for nothing */
	bool open;
	bool greeted;	   /* it was told to mark what is pasted */
	bool ascii;
	bool cursor;	     /* visible */
	bool hides;	     /* the terminal can hide it */
	int row, col;	     /* where it stands; row -1: not known */
};

enum { RUN_MAX = 128 }; /* cells */

static struct term the;

/* How the terminal was, how it is here, and for term_rescue the bytes that bring its
 * screen back. */
static struct termios found, ours;
static char farewell[128];
static size_t farewell_len;

static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";

enum { PAIR_MARK = 1, PAIR_GOOD, PAIR_BAD, PAIR_LAST = PAIR_BAD };

static bool coloured;

/* For moving parts of a row, which curses does only half: all of them, or no insert. */
static struct shift_words moves;

static attr_t mono(enum face f)
{
	static const attr_t faces[FACE_COUNT] = {
		[FACE_BAR] = A_REVERSE,	 [FACE_KEY] = A_BOLD,
		[FACE_TITLE] = A_BOLD,	 [FACE_HEADING] = A_BOLD,
		[FACE_UNREAD] = A_BOLD,	 [FACE_STRONG] = A_BOLD,
		[FACE_EM] = A_UNDERLINE, [FACE_LINK] = A_UNDERLINE,
		[FACE_MARK] = A_REVERSE, [FACE_SELECT] = A_REVERSE,
		[FACE_BAD] = A_BOLD};

	return faces[f];
}

/* Only colours that can be read on a light and on a dark background. */
static attr_t look(enum face f, short *pair)
{
	*pair = 0;
	if (!coloured)
		return mono(f);
	if (f == FACE_MARK)
		*pair = PAIR_MARK;
	else if (f == FACE_GOOD)
		*pair = PAIR_GOOD;
	else if (f == FACE_BAD)
		*pair = PAIR_BAD;
	return f == FACE_MARK ? A_NORMAL : mono(f);
}

static void colours(void)
{
	const char *no = getenv("NO_COLOR");

	coloured = false;
	if ((no && *no) || !has_colors())
		return;
	start_color();
	if (COLOR_PAIRS <= PAIR_LAST)
		return;
	use_default_colors();
	init_pair(PAIR_MARK, COLOR_BLACK, COLOR_YELLOW);
	init_pair(PAIR_GOOD, COLOR_GREEN, -1);
	init_pair(PAIR_BAD, COLOR_RED, -1);
	coloured = true;
}

static bool usable(struct err *e)
{
	const char *name = getenv("TERM");

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(e, ERR_USAGE,
			       _("the newsroom needs a terminal; commands do "
				 "not: see bantin --help"));
	if (!name || !*name)
		return err_set(e, ERR_USAGE,
			       _("TERM is not set; try: TERM=xterm bantin"));
	return true;
}

/* curses opens terminals that it cannot move a cursor on, such as "dumb". */
static bool started(SCREEN *s, struct err *e)
{
	if (s && tigetstr("cup") && LINES > 0 && COLS > 0)
		return true;
	if (s) {
		endwin();
		delscreen(s);
	}
	char *name = text_clean_line(getenv("TERM"));
	err_set(e, ERR_USAGE,
		_("bantin cannot draw on the terminal \"%s\" (TERM); "
		  "try: TERM=xterm bantin"), name);
	free(name);
	return false;
}

static bool utf8_locale(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static void modes(void)
{
	raw();
	noecho();
	nonl();
	leaveok(stdscr, FALSE);
	idlok(stdscr, TRUE);
}

static const char *capability(const char *name)
{
	const char *s = tigetstr(name);

	return s && s != (const char *)-1 && !strstr(s, "$<") ? s : NULL;
}

static void moves_read(void)
{
	moves.insert = capability("ich");
	moves.drop = capability("dch");
	moves.erase = capability("el");
	moves.go = capability("cup");
	moves.column = capability("hpa");
	moves.save = capability("sc");
	moves.restore = capability("rc");
	if (!moves.drop || !moves.erase || !moves.go || !moves.column || !moves.save ||
	    !moves.restore || tigetnum("xmc") > 0)
		moves.insert = NULL;
}

/* NULL: the terminal has no such thing. */
static void farewell_add(const char *s)
{
	size_t n = s ? strlen(s) : 0;

	if (n > 0 && farewell_len + n < sizeof farewell) {
		memcpy(farewell + farewell_len, s, n);
		farewell_len += n;
	}
}

static void farewell_make(void)
{
	const char *region = capability("csr");

	farewell_len = 0;
	farewell_add(paste_off);
	farewell_add(region ? tparm(region, 0, LINES - 1) : NULL);
	farewell_add(capability("rmir"));
	farewell_add(capability("sgr0"));
	farewell_add(capability("cnorm"));
	farewell_add(capability("rmcup"));
	farewell_add("\r\n");
}

void term_rescue(void)
{
	if (!the.open)
		return;
	the.open = false;
	outlet_shout(&the.out, farewell, farewell_len);
	tcsetattr(STDIN_FILENO, TCSANOW, &found);
}

/* curses has set the modes while it still saw the terminal; from here on it draws. */
static bool begin(struct term *t, struct err *e)
{
	t->screen = newterm(NULL, t->out.drawing, stdin);
	if (!started(t->screen, e))
		return false;
	modes();
	tcgetattr(STDIN_FILENO, &ours);
	if (outlet_catch(&t->out, e))
		return true;
	endwin();
	delscreen(t->screen);
	return false;
}

bool term_open(struct term **out, bool ascii, struct err *e)
{
	struct term *t = &the;

	*out = NULL;
	if (!usable(e))
		return false;
	memset(t, 0, sizeof *t);
	tcgetattr(STDIN_FILENO, &found);
	if (!outlet_open(&t->out, STDOUT_FILENO, e))
		return false;
	if (!begin(t, e)) {
		outlet_close(&t->out);
		return false;
	}
	t->ascii = ascii || !utf8_locale();
	colours();
	t->hides = curs_set(0) != ERR;
	keyboard_init(&t->keyboard, STDIN_FILENO);
	term_resize(t);
	moves_read();
	t->open = true;
	*out = t;
	return true;
}

/* The terminal as the shell wants it. One that takes nothing any more must not keep the
 * program: what it has not taken is thrown away, which makes room for a few bytes. */
static void give_back(struct term *t)
{
	outlet_say(&t->out, paste_off);
	curs_set(1);
	endwin();
	outlet_take(&t->out);
	if (!outlet_finish(&t->out))
		outlet_shout(&t->out, farewell, farewell_len);
	tcsetattr(STDIN_FILENO, TCSANOW, &found);
}

void term_close(struct term *t)
{
	if (!t || !t->open)
		return;
	t->open = false;
	give_back(t);
	delscreen(t->screen);
	outlet_close(&t->out);
	grid_clear(&t->shown);
	keyboard_clear(&t->keyboard);
}

int term_fd(const struct term *t)
{
	(void)t;
	return STDIN_FILENO;
}

void term_size(const struct term *t, int *rows, int *cols)
{
	(void)t;
	*rows = LINES;
	*cols = COLS;
}

void term_resize(struct term *t)
{
	struct winsize w = {0};

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row > 0 && w.ws_col > 0 &&
	    (w.ws_row != LINES || w.ws_col != COLS))
		resizeterm(w.ws_row, w.ws_col);
	grid_clear(&t->shown);
	grid_init(&t->shown, LINES, COLS);
	erase();
	t->fresh = false;
	t->row = -1;
	farewell_make();
}

/* The wide characters of a cluster that curses takes for `columns` cells, or U+FFFD. */
static void wide(const struct grid_cell *c, wchar_t out[CCHARW_MAX + 1])
{
	size_t n = strlen(c->text), at = 0, count = 0;

	while (at < n && count < CCHARW_MAX) {
		uint32_t cp;

		at += utf8_next(c->text + at, n - at, &cp);
		if (count > 0 && wcwidth((wchar_t)cp) != 0)
			break;
		out[count++] = (wchar_t)cp;
	}
	/* a joiner that was left alone would join with the next cell */
	while (count > 1 && out[count - 1] == 0x200D)
		count--;
	out[count] = L'\0';
	if (count == 0 || wcwidth(out[0]) != c->columns) {
		out[0] = c->columns == 1 ? 0xFFFD : 0x3013;
		out[1] = L'\0';
	}
}

/* What most cells hold needs no tables. */
static bool is_ascii(const struct grid_cell *c)
{
	return c->columns == 1 && c->text[0] >= ' ' && c->text[0] <= '~' && !c->text[1];
}

static bool cell_make(const struct grid_cell *c, cchar_t *out)
{
	wchar_t text[CCHARW_MAX + 1] = {(unsigned char)c->text[0]};
	short pair;
	attr_t attr = look((enum face)c->face, &pair);

	if (!is_ascii(c))
		wide(c, text);
	return setcchar(out, text, attr, pair, NULL) == OK;
}

/* Cells side by side that curses is told of at once: one by one they cost it twice. */
struct run {
	cchar_t cells[RUN_MAX];
	int count;
	int row, col, next; /* next: the column behind them */
};

static void run_end(struct run *r)
{
	if (r->count > 0)
		mvadd_wchnstr(r->row, r->col, r->cells, r->count);
	r->count = 0;
}

static void run_add(struct run *r, const struct grid_cell *c, int col)
{
	if (c->columns == 0)
		return;
	if (r->count == RUN_MAX || col != r->next)
		run_end(r);
	if (r->count == 0)
		r->col = col;
	if (cell_make(c, &r->cells[r->count]))
		r->count++;
	r->next = col + c->columns;
}

static bool same(const struct grid_cell *a, const struct grid_cell *b)
{
	return a->columns == b->columns && a->face == b->face &&
	       strcmp(a->text, b->text) == 0;
}

static void put_row(struct term *t, const struct grid *g, int row, int cols)
{
	const struct grid_cell *c = &g->cells[(size_t)row * (size_t)g->cols];
	struct grid_cell *s = &t->shown.cells[(size_t)row * (size_t)t->shown.cols];
	struct run run = {.row = row, .next = -1};

	for (int col = 0; col < cols; col++) {
		if (!t->fresh && same(&c[col], &s[col]))
			continue;
		run_add(&run, &c[col], col);
		s[col] = c[col];
	}
	run_end(&run);
}

/* --- parts of rows that only move sideways ----------------------------------- */

/* curses is told through curscr, its own memory of the screen. */
static void tell(void *ctx, const struct grid_cell *c, int row, int col)
{
	cchar_t cell;

	(void)ctx;
	if (c->columns > 0 && cell_make(c, &cell))
		mvwadd_wch(curscr, row, col, &cell);
}

static const char *expand(const char *capability_text, int a, int b)
{
	return tparm(capability_text, a, b);
}

static void move_rows(struct term *t, const struct grid *g)
{
	struct shifting s = {.words = moves, .expand = expand, .tell = tell,
			     .row = t->row, .col = t->col};

	shift_rows(&s, &t->shown, g);
	if (s.raw.len > 0)
		outlet_say(&t->out, buf_str(&s.raw));
	buf_clear(&s.raw);
}

static bool may_move(const struct term *t, const struct grid *g)
{
	return moves.insert && !t->fresh && t->row >= 0 && g->rows == t->shown.rows &&
	       g->cols == t->shown.cols;
}

void term_paint(struct term *t, const struct grid *g)
{
	int rows = g->rows < t->shown.rows ? g->rows : t->shown.rows;
	int cols = g->cols < t->shown.cols ? g->cols : t->shown.cols;
	bool cursor = g->cursor_row >= 0 && g->cursor_row < rows && g->cursor_col >= 0 &&
		      g->cursor_col < cols;

	if (!t->greeted)
		outlet_say(&t->out, paste_on);
	t->greeted = true;
	if (may_move(t, g))
		move_rows(t, g);
	for (int row = 0; row < rows; row++)
		put_row(t, g, row, cols);
	t->fresh = false;
	if (cursor != t->cursor)
		curs_set(cursor ? 1 : 0);
	t->cursor = cursor;
	t->row = cursor ? g->cursor_row : -1;
	t->col = cursor ? g->cursor_col : -1;
	if (cursor)
		move(g->cursor_row, g->cursor_col);
	else if (!t->hides && rows > 0 && cols > 0)
		move(rows - 1, cols - 1); /* where it hides nothing */
	refresh();
	if (!outlet_take(&t->out))
		term_redraw(t);
	outlet_send(&t->out);
}

bool term_waits(const struct term *t)
{
	return outlet_waits(&t->out);
}

int term_fd_out(const struct term *t)
{
	return outlet_fd(&t->out);
}

void term_send(struct term *t)
{
	outlet_send(&t->out);
}

void term_redraw(struct term *t)
{
	t->fresh = true;
	t->row = -1;
	clearok(curscr, TRUE);
}

bool term_key(struct term *t, struct key *k, struct buf *paste)
{
	return keyboard_key(&t->keyboard, k, paste);
}

void term_last_keys(struct term *t)
{
	keyboard_last(&t->keyboard);
}

void term_suspend(struct term *t)
{
	struct sigaction stop, old;

	memset(&stop, 0, sizeof stop);
	stop.sa_handler = SIG_DFL;
	give_back(t);
	sigaction(SIGTSTP, &stop, &old);
	raise(SIGTSTP);
	sigaction(SIGTSTP, &old, NULL);
	term_resume(t);
}

void term_resume(struct term *t)
{
	tcsetattr(STDIN_FILENO, TCSANOW, &ours);
	t->greeted = false;
	term_resize(t);
	term_redraw(t);
}

bool term_utf8(const struct term *t)
{
	return !t->ascii;
}
