/* screen.c - the verbs for what is typed and what is seen */
#include "walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool need_term(struct walk *w)
{
	return w->term || why(&w->why, "no program was opened");
}

/* Before a look at the screen: what the program still does is waited for. */
static bool settled(struct walk *w)
{
	return need_term(w) && term_settle(w->term, walk_limit(w), &w->why);
}

static bool parse_size(struct walk *w, const char *text)
{
	int cols = 0, rows = 0, used = 0;

	if (sscanf(text, "%dx%d%n", &cols, &rows, &used) != 2 || text[used] ||
	    cols < 1 || cols > GRID_MAX_COLS || rows < 1 || rows > GRID_MAX_ROWS)
		return why(&w->why, "a size is COLUMNSxROWS, at most %dx%d",
			GRID_MAX_COLS, GRID_MAX_ROWS);
	w->cols = cols;
	w->rows = rows;
	return true;
}

static bool do_size(struct walk *w, const struct given *g)
{
	return parse_size(w, g->text);
}

static bool do_resize(struct walk *w, const struct given *g)
{
	if (!need_term(w) || !parse_size(w, g->text))
		return false;
	term_resize(w->term, w->rows, w->cols);
	return true;
}

static bool do_wait(struct walk *w, const struct given *g)
{
	return need_term(w) &&
		term_wait(w->term, g->text, false, walk_limit(w), &w->why);
}

static bool do_wait_gone(struct walk *w, const struct given *g)
{
	return need_term(w) &&
		term_wait(w->term, g->text, true, walk_limit(w), &w->why);
}

static bool do_settle(struct walk *w, const struct given *g)
{
	(void)g;
	return settled(w);
}

static bool do_type(struct walk *w, const struct given *g)
{
	return need_term(w) &&
		term_send(w->term, g->text, strlen(g->text), walk_limit(w), &w->why);
}

/* After Esc the next key would make a longer one of it, so the program gets its time. */
static bool press(struct walk *w, const char *name)
{
	if (!grid_press(term_grid(w->term), name))
		return why(&w->why, "no such key: %s", name);
	if (!term_flush(w->term, walk_limit(w), &w->why))
		return false;
	return strcmp(name, "Esc") || settled(w);
}

static bool do_key(struct walk *w, const struct given *g)
{
	const struct list *l = &g->words;
	long times = l->n > 1 ? strtol(l->items[1], NULL, 10) : 1;
	bool ok = need_term(w);

	if (l->n < 1 || l->n > 2 || times < 1)
		return why(&w->why, "key NAME [TIMES]");
	for (long i = 0; ok && i < times; i++)
		ok = press(w, l->items[0]);
	return ok;
}

static bool do_paste(struct walk *w, const struct given *g)
{
	const char *text = g->body ? g->body : g->text;
	size_t n = strlen(text);

	if (!need_term(w))
		return false;
	if (g->body && n)
		n--;
	grid_paste(term_grid(w->term), text, n);
	return term_flush(w->term, walk_limit(w), &w->why);
}

static bool do_screen_has(struct walk *w, const struct given *g)
{
	return settled(w) && (grid_has(term_grid(w->term), g->text) ||
		why(&w->why, "not on the screen: %s", g->text));
}

static bool do_screen_lacks(struct walk *w, const struct given *g)
{
	return settled(w) && (!grid_has(term_grid(w->term), g->text) ||
		why(&w->why, "on the screen: %s", g->text));
}

static bool do_row(struct walk *w, const struct given *g)
{
	struct buf row = {0};
	const char *text;
	long n;
	bool ok = settled(w) && walk_number(w, g->text, &n, &text);

	if (!ok)
		return false;
	if (n < 1 || n > grid_rows(term_grid(w->term)))
		return why(&w->why, "no row %ld", n);
	grid_row(term_grid(w->term), (int)n - 1, &row, NULL);
	ok = strstr(buf_str(&row), text) ||
		why(&w->why, "row %ld is: %s", n, buf_str(&row));
	buf_clear(&row);
	return ok;
}

static bool do_cursor(struct walk *w, const struct given *g)
{
	struct grid_cursor c;
	char now[32];

	if (!settled(w))
		return false;
	c = grid_cursor(term_grid(w->term));
	if (c.visible)
		snprintf(now, sizeof now, "%d,%d", c.row + 1, c.col + 1);
	else
		snprintf(now, sizeof now, "hidden");
	return !strcmp(now, g->text) || why(&w->why, "the cursor is %s", now);
}

static void picture_path(const struct walk *w, const char *name, struct buf *out)
{
	const char *slash = strrchr(w->path, '/');

	if (w->options->pictures)
		buf_printf(out, "%s/", w->options->pictures);
	else
		buf_printf(out, "%.*spictures/", slash ? (int)(slash + 1 - w->path) : 0,
			w->path);
	buf_printf(out, "%s-%s.txt", w->name, name);
}

static bool picture_check(struct walk *w, const char *path, const struct buf *now,
	struct buf *told)
{
	struct buf kept = {0};
	bool same = file_read(path, &kept, told) && !strcmp(buf_str(&kept), buf_str(now));

	if (!same && w->options->update) {
		same = file_write(path, now->data, now->len, told);
		if (same)
			why(told, "written: %s\n", path);
	} else if (!same && kept.len) {
		why(told, "%s: kept - now +\n", path);
		picture_diff(buf_str(&kept), buf_str(now), told);
	} else if (!same) {
		buf_printf(told, "\n%s", buf_str(now));
	}
	buf_clear(&kept);
	return same;
}

/* A picture that differs fails its own line alone: the walk goes on to the next ones. */
static bool take_picture(struct walk *w, const char *name, bool attributes)
{
	struct buf path = {0}, now = {0}, told = {0}, label = {0};

	if (!settled(w))
		return false;
	picture_path(w, name, &path);
	picture_text(term_grid(w->term), &w->masks, attributes, &now);
	buf_printf(&label, "picture %s", name);
	walk_tap(w, picture_check(w, buf_str(&path), &now, &told), buf_str(&label));
	walk_comment(buf_str(&told));
	buf_clear(&path);
	buf_clear(&now);
	buf_clear(&told);
	buf_clear(&label);
	return true;
}

static bool do_picture(struct walk *w, const struct given *g)
{
	return take_picture(w, g->text, false);
}

static bool do_attrs(struct walk *w, const struct given *g)
{
	return take_picture(w, g->text, true);
}

static bool do_mask(struct walk *w, const struct given *g)
{
	return masks_add(&w->masks, g->text, &w->why);
}

static bool do_unmask(struct walk *w, const struct given *g)
{
	(void)g;
	masks_clear(&w->masks);
	return true;
}

/* Bytes of the rows without the blanks at their ends. */
static size_t text_on_screen(struct walk *w)
{
	struct grid *grid = term_grid(w->term);
	struct buf row = {0};
	size_t n = 0;

	for (int i = 0; i < grid_rows(grid); i++) {
		grid_row(grid, i, &row, NULL);
		n += row.len;
	}
	buf_clear(&row);
	return n;
}

static bool bytes_tell(struct walk *w, size_t n, const char *label)
{
	printf("# bytes %s: %zu (of text on the screen %zu)\n", label, n,
		text_on_screen(w));
	fflush(stdout);
	return true;
}

static bool do_bytes(struct walk *w, const struct given *g)
{
	size_t n;
	long most;
	const char *rest;

	if (!settled(w))
		return false;
	n = term_written(w->term) - w->written;
	if (!strcmp(g->text, "reset")) {
		w->written = term_written(w->term);
		return true;
	}
	if (!strncmp(g->text, "show ", 5))
		return bytes_tell(w, n, g->text + 5);
	if (!strncmp(g->text, "over ", 5))
		return walk_number(w, g->text + 5, &most, &rest) &&
		       (n * 100 <= text_on_screen(w) * (100 + (size_t)most) ||
			why(&w->why, "%zu bytes were written, %zu of text are there", n,
			    text_on_screen(w)));
	if (strncmp(g->text, "below ", 6))
		return why(&w->why, "bytes reset, bytes show LABEL, bytes below N "
				    "or bytes over N");
	if (!walk_number(w, g->text + 6, &most, &rest))
		return false;
	return n < (size_t)most || why(&w->why, "%zu bytes were written", n);
}

/* The most that was resident so far, as the kernel counts it. */
static bool do_memory(struct walk *w, const struct given *g)
{
	char path[64], line[128];
	long kb = -1;

	if (!settled(w))
		return false;
	snprintf(path, sizeof(path), "/proc/%ld/status", (long)term_pid(w->term));
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, "VmHWM:", 6))
			kb = strtol(line + 6, NULL, 10);
	if (f)
		fclose(f);
	printf("# memory %s: %ld kB\n", g->text, kb);
	fflush(stdout);
	return kb >= 0 || why(&w->why, "the kernel tells no memory");
}

const struct verb screen_verbs[] = {
	{"size", TAKES_TEXT, do_size},
	{"resize", TAKES_TEXT, do_resize},
	{"wait", TAKES_TEXT, do_wait},
	{"wait-gone", TAKES_TEXT, do_wait_gone},
	{"settle", TAKES_NOTHING, do_settle},
	{"type", TAKES_TEXT, do_type},
	{"key", TAKES_WORDS, do_key},
	{"paste", TAKES_TEXT | TAKES_BODY, do_paste},
	{"screen-has", TAKES_TEXT, do_screen_has},
	{"screen-lacks", TAKES_TEXT, do_screen_lacks},
	{"row", TAKES_TEXT, do_row},
	{"cursor", TAKES_TEXT, do_cursor},
	{"picture", TAKES_TEXT, do_picture},
	{"attrs", TAKES_TEXT, do_attrs},
	{"mask", TAKES_PATTERN, do_mask},
	{"unmask", TAKES_NOTHING, do_unmask},
	{"bytes", TAKES_TEXT, do_bytes},
	{"memory", TAKES_TEXT, do_memory},
	{0},
};
