/* view_files.c - the files of an article, to be fetched */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/files.h>
#include <bantin/text/number.h>
#include <bantin/text/page.h>
#include <bantin/ui/view.h>

#include "inside.h"
#include "reading.h"
#include "state_list.h"

enum {
	NUMBER_COLS = 6,	/* "[12]  " */
	TYPE_COLS = 7,
	SIZE_COLS = 10,
	NARROW = 60,		/* columns below which the type goes */
	FOLDER_ROWS = 3		/* the rows that tell where files go, a blank one above */
};

struct view_files {
	struct view v;
	struct article_file *list;
	size_t count, height;
	struct list_place place;
	bool looking;		/* the size of the file under the cursor is asked for */
	bool began;		/* the only file was asked about at once */
};

static struct view_files *self(struct view *v)
{
	return (struct view_files *)v;
}

/* --- painting -------------------------------------------------------------------- */

static void size_paint(struct grid *g, int row, int end, int64_t bytes)
{
	char size[NUMBER_MAX];
	int n = (int)strlen(number_size(bytes, size));

	grid_str(g, row, end - n, n, FACE_META, size);
}

static void row_paint(struct grid *g, struct rect a, const struct article_file *f,
		      bool on)
{
	const char *type = file_type_name(f->type);
	bool narrow = a.cols < NARROW;
	int x = a.col + 2 + NUMBER_COLS, end = a.col + a.cols - 1;
	struct buf b = {0};

	grid_str(g, a.row, a.col, 1, FACE_TEXT, on ? ">" : " ");
	buf_addf(&b, "[%zu]", f->number);
	grid_fit(g, a.row, a.col + 2, NUMBER_COLS - 1, FACE_META, buf_str(&b));
	buf_reset(&b);
	size_paint(g, a.row, end, f->size);
	end -= SIZE_COLS;
	if (!narrow) {
		end -= TYPE_COLS;
		grid_fit(g, a.row, end + 1, TYPE_COLS - 1, FACE_META, type ? type : "");
	}
	article_file_words(f, &b);
	grid_fit(g, a.row, x, end - x, FACE_TEXT, buf_str(&b));
	buf_clear(&b);
	if (on)
		grid_cursor(g, a.row, a.col);
}

static void folder_paint(struct view_files *w, struct grid *g, struct rect a)
{
	struct buf b = {0};

	buf_addf(&b, _("Files are kept in %s"), app_profile(w->v.app)->files);
	paint_words(g, a, FACE_META, buf_str(&b));
	buf_clear(&b);
}

static void paint(struct view *v, struct grid *g, struct rect a)
{
	struct view_files *w = self(v);
	int rows = a.rows > FOLDER_ROWS + 1 ? a.rows - FOLDER_ROWS : a.rows;

	w->height = (size_t)rows;
	list_show(&w->place, w->count, w->height);
	for (size_t i = 0; i < w->height && w->place.top + i < w->count; i++) {
		size_t at = w->place.top + i;

		row_paint(g, (struct rect){a.row + (int)i, a.col, 1, a.cols},
			  &w->list[at], at == w->place.cur);
	}
	if ((int)w->count < rows)
		rows = (int)w->count;
	if (rows < a.rows)
		folder_paint(w, g, (struct rect){a.row + rows + 1, a.col + 2,
						 a.rows - rows - 1, a.cols - 3});
}

/* --- asking and fetching --------------------------------------------------------- */

static struct fetch_file wanted(struct view_files *w)
{
	const struct article_file *f = &w->list[w->place.cur];

	return (struct fetch_file){.url = f->url, .title = f->title, .type = f->type,
				   .size = f->size,
				   .folder = app_profile(w->v.app)->files, .fd = -1};
}

static void answered(void *ctx, char key)
{
	struct view_files *w = ctx;
	struct fetch_file file = wanted(w);

	if (key == 'y')
		fetching_begin(w->v.app, &file, false);
}

/* "Fetch Công văn số 512/UBND-NN, 1,2 MB? (y/n)" */
static void ask(struct view_files *w)
{
	const struct article_file *f = &w->list[w->place.cur];
	char size[NUMBER_MAX];
	struct buf name = {0}, question = {0};

	article_file_words(f, &name);
	if (f->size >= 0)
		buf_addf(&question, _("Fetch %s, %s? (y/n)"), buf_str(&name),
			 number_size(f->size, size));
	else
		buf_addf(&question, _("Fetch %s, of unknown size? (y/n)"),
			 buf_str(&name));
	app_choose(w->v.app, buf_str(&question), "yn", answered, w);
	buf_clear(&name);
	buf_clear(&question);
}

/* The size is told before anything is fetched; where the article does not, the portal. */
static void fetch_here(struct view_files *w)
{
	struct fetch_file file = wanted(w);

	if (sync_fetching(app_sync(w->v.app))) {
		app_say(w->v.app, false, "%s", _("a file is being fetched just now"));
	} else if (file.size >= 0) {
		ask(w);
	} else if (fetching_begin(w->v.app, &file, true)) {
		w->looking = true;
		app_say(w->v.app, false, "%s", _("asking how large it is ..."));
	}
}

static void looked(struct view_files *w)
{
	struct fetch_report r;

	if (!w->looking || sync_fetching(app_sync(w->v.app)))
		return;
	w->looking = false;
	sync_fetch_report(app_sync(w->v.app), &r);
	if (r.state != FETCH_LOOKED)
		return;
	w->list[w->place.cur].size = r.total;
	ask(w);
}

static void changed(struct view *v, unsigned changes)
{
	if (changes & SYNC_FETCH)
		looked(self(v));
}

/* Of an only file one need not choose. */
static int64_t tick(struct view *v, int64_t mono)
{
	struct view_files *w = self(v);

	(void)mono;
	if (!w->began && w->count == 1)
		fetch_here(w);
	w->began = true;
	return INT64_MAX;
}

static void text(struct view *v, const char *s, size_t n, bool pasted)
{
	struct view_files *w = self(v);

	if (pasted || n != 1 || w->looking)
		return;
	for (size_t i = 0; i < w->count; i++) {
		if (w->list[i].number != (size_t)(s[0] - '0'))
			continue;
		w->place.cur = i;
		fetch_here(w);
	}
}

/* While a size is asked for, the cursor stays. */
static bool act(struct view *v, enum action a)
{
	struct view_files *w = self(v);

	if (a == ACTION_FETCH) {
		fetch_here(w);
		return true;
	}
	return !w->looking && list_act(&w->place, a, w->count, w->height);
}

static void title(const struct view *v, struct buf *out)
{
	const struct view_files *w = (const struct view_files *)v;

	buf_addf(out, "%s\t%zu/%zu", _("Files of the article"), w->place.cur + 1,
		 w->count);
}

static const enum action *hints(const struct view *v)
{
	static const enum action list[] = {ACTION_FETCH, ACTION_BACK, ACTION_NONE};
	static const enum action fetching[] = {ACTION_STOP, ACTION_BACK, ACTION_NONE};

	return sync_fetching(app_sync(v->app)) ? fetching : list;
}

static void free_files(struct view *v)
{
	struct view_files *w = self(v);

	app_unask(v->app, w);
	article_files_free(w->list, w->count);
	free(w);
}

static const struct view_class class = {
	.name = "files",
	.paint = paint,
	.keys = CONTEXT_FILES,
	.act = act,
	.text = text,
	.title = title,
	.hints = hints,
	.changed = changed,
	.tick = tick,
	.free = free_files,
};

struct view *view_files_new(struct app *app, const struct article *a)
{
	struct view_files *w = mem_alloc(sizeof *w);
	struct layout page = {0};

	w->v.class = &class;
	w->v.app = app;
	w->height = 1;
	page_article(a, NULL, &page);
	w->count = article_files(a, &page, &w->list);
	layout_clear(&page);
	return &w->v;
}
