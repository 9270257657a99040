/* term.c - the terminal: the only file that knows curses */
#include <bantin/ui/term.h>

#include <curses.h>
#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include <bantin/base/clock.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/text/clean.h>
#include <bantin/text/utf8.h>

#include "input.h"
#include "shift.h"

/*
 * curses is used for output alone. Keys are read from the descriptor by the burst and
 * parsed in input.c: curses reads byte by byte, and hides bytes from poll.
 */
struct term {
	SCREEN *screen;
	struct input input;
	struct grid shown; /* what curses was told last */
	bool fresh;	   /* shown counts for nothing */
	bool open;
	bool ascii;
	bool cursor;	     /* visible */
	bool hides;	     /* the terminal can hide it */
	int row, col;	     /* where it stands; row -1: not known */
	int64_t paste_since; /* of clock_mono: the last bytes of an open paste */
};

enum {
	READ_BYTES = 4096,
	ESC_WAIT = 50,	    /* ms in which the rest of a sequence must come */
	PASTE_WAIT = 10000, /* ms of silence after which an open paste is over */
	STALL_WAIT = 200    /* ms */
};

static struct term the;

/* For term_rescue: how the terminal was, and the bytes that bring its screen back. */
static struct termios found;
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
	if (!has_colors() || COLOR_PAIRS <= PAIR_LAST || !coloured)
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

static void say(const char *s)
{
	file_write_fd(STDOUT_FILENO, s, strlen(s), NULL);
}

static void farewell_add(const char *s)
{
	size_t n = s && s != (const char *)-1 && !strstr(s, "$<") ? strlen(s) : 0;

	if (farewell_len + n < sizeof farewell) {
		memcpy(farewell + farewell_len, s ? s : "", n);
		farewell_len += n;
	}
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

static void farewell_make(void)
{
	farewell_len = 0;
	farewell_add(paste_off);
	farewell_add(tigetstr("sgr0"));
	farewell_add(tigetstr("cnorm"));
	farewell_add(tigetstr("rmcup"));
	farewell_add("\r\n");
}

void term_rescue(void)
{
	if (!the.open)
		return;
	the.open = false;
	tcflush(STDOUT_FILENO, TCOFLUSH);
	if (write(STDOUT_FILENO, farewell, farewell_len) < 0)
		return;			/* who hung up sees nothing anyway */
	tcsetattr(STDIN_FILENO, TCSANOW, &found);
}

bool term_open(struct term **out, bool ascii, struct err *e)
{
	struct term *t = &the;

	*out = NULL;
	if (!usable(e))
		return false;
	memset(t, 0, sizeof *t);
	tcgetattr(STDIN_FILENO, &found);
	t->screen = newterm(NULL, stdout, stdin);
	if (!started(t->screen, e))
		return false;
	t->ascii = ascii || !utf8_locale();
	modes();
	colours();
	t->hides = curs_set(0) != ERR;
	input_init(&t->input);
	term_resize(t);
	farewell_make();
	moves_read();
	say(paste_on);
	t->open = true;
	*out = t;
	return true;
}

/* A terminal that takes nothing any more must not keep the program: what it has not taken
 * is thrown away, which makes room for the few bytes that restore it. */
static void unstall(void)
{
	struct pollfd p = {STDOUT_FILENO, POLLOUT, 0};

	if (poll(&p, 1, STALL_WAIT) == 0)
		tcflush(STDOUT_FILENO, TCOFLUSH);
}

void term_close(struct term *t)
{
	if (!t || !t->open)
		return;
	t->open = false;
	unstall();
	say(paste_off);
	curs_set(1);
	endwin();
	delscreen(t->screen);
	grid_clear(&t->shown);
	input_clear(&t->input);
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

static void put(WINDOW *w, const struct grid_cell *c, int row, int col)
{
	wchar_t text[CCHARW_MAX + 1];
	cchar_t cc;
	short pair;
	attr_t attr = look((enum face)c->face, &pair);

	if (c->columns == 0)
		return;
	wide(c, text);
	if (setcchar(&cc, text, attr, pair, NULL) == OK)
		mvwadd_wch(w, row, col, &cc);
}

static bool same(const struct grid_cell *a, const struct grid_cell *b)
{
	return a->columns == b->columns && a->face == b->face &&
	       strcmp(a->text, b->text) == 0;
}

static void put_row(struct term *t, const struct grid *g, int row, int cols)
{
	size_t from = (size_t)row * (size_t)g->cols;
	size_t had = (size_t)row * (size_t)t->shown.cols;

	for (int col = 0; col < cols; col++) {
		const struct grid_cell *c = &g->cells[from + (size_t)col];
		struct grid_cell *s = &t->shown.cells[had + (size_t)col];

		if (!t->fresh && same(c, s))
			continue;
		put(stdscr, c, row, col);
		*s = *c;
	}
}

/* --- parts of rows that only move sideways ----------------------------------- */

/* curses is told through curscr, its own memory of the screen. */
static void tell(void *ctx, const struct grid_cell *c, int row, int col)
{
	(void)ctx;
	put(curscr, c, row, col);
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
		say(buf_str(&s.raw));
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
}

void term_redraw(struct term *t)
{
	t->fresh = true;
	t->row = -1;
	clearok(curscr, TRUE);
}

/* Takes what the terminal has sent, if anything within wait ms. *gone: it will never
 * send again. */
static bool take(struct term *t, int wait, bool *gone)
{
	struct pollfd p = {STDIN_FILENO, POLLIN, 0};
	char bytes[READ_BYTES];
	ssize_t n;

	*gone = false;
	if (poll(&p, 1, wait) <= 0 || p.revents == 0)
		return false;
	n = read(STDIN_FILENO, bytes, sizeof bytes);
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return false;
	*gone = n <= 0;
	if (t->input.pasting && clock_mono() - t->paste_since > PASTE_WAIT)
		input_end_paste(&t->input);
	t->paste_since = clock_mono();
	return n > 0 && input_feed(&t->input, bytes, (size_t)n);
}

bool term_key(struct term *t, struct key *k, struct buf *paste)
{
	bool gone, flush = false;

	for (;;) {
		enum input_state s = input_next(&t->input, flush, k, paste);

		if (s == INPUT_KEY)
			return true;
		if (take(t, s == INPUT_PARTIAL ? ESC_WAIT : 0, &gone))
			continue;
		if (gone) {
			*k = (struct key){K_HANGUP, 0};
			return true;
		}
		if (s == INPUT_EMPTY || flush)
			return false;
		flush = true;
	}
}

void term_suspend(struct term *t)
{
	struct sigaction stop, old;

	memset(&stop, 0, sizeof stop);
	stop.sa_handler = SIG_DFL;
	say(paste_off);
	endwin();
	sigaction(SIGTSTP, &stop, &old);
	raise(SIGTSTP);
	sigaction(SIGTSTP, &old, NULL);
	term_resume(t);
}

void term_resume(struct term *t)
{
	reset_prog_mode();
	say(paste_on);
	term_resize(t);
	term_redraw(t);
}

bool term_utf8(const struct term *t)
{
	return !t->ascii;
}
