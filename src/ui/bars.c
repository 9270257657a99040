/* bars.c - the title bar, the status line, the hints and the messages over them */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/text/measure.h>
#include <bantin/text/number.h>
#include <bantin/text/utf8.h>
#include <bantin/text/wrap.h>

#include "inside.h"
#include "reading.h"

enum { MESSAGE_MAX = 1024, SEGMENTS = 8, WIDE = 60, LONG_ROWS = 4 };

/* --- what the status line tells --------------------------------------------- */

static void take_report(struct status *s, const struct sync *sync, const char *name)
{
	struct sync_report r;

	if (!sync_report(sync, name, &r))
		return;
	s->busy = s->busy || r.busy;
	s->fetched += r.fetched + r.updated;
	s->bytes += r.bytes;
	s->up_done += r.file_sent;
	s->up_total += r.file_size;
	if (r.line == SYNC_LINE_DOWN || s->line == SYNC_LINE_UNKNOWN)
		s->line = r.line;
	if (r.last_success > s->last_success)
		s->last_success = r.last_success;
}

/* The report counts since the program began; the archive remembers longer. */
static void take_feed_state(struct status *s, struct archive *archive, const char *name)
{
	struct feed_state f = {0};

	if (archive_feed_state(archive, name, &f, NULL) &&
	    f.last_success > s->last_success)
		s->last_success = f.last_success;
	feed_state_clear(&f);
}

static void take_fetch(struct status *s, const struct sync *sync)
{
	struct fetch_report r;

	sync_fetch_report(sync, &r);
	s->fetching = sync_fetching(sync);
	s->file_done = r.done;
	s->file_total = r.total;
}

static void name_portal(struct app *a)
{
	size_t n = sync_portal_count(a->setup.sync);
	const struct portal *p = n > 0 ? sync_portal(a->setup.sync, 0) : NULL;
	char many[64];

	if (n <= 1) {
		mem_set(&a->status.portal, p ? (p->title ? p->title : p->name) : "");
		return;
	}
	snprintf(many, sizeof many, _("%zu portals"), n);
	mem_set(&a->status.portal, many);
}

static void count_unread(struct app *a)
{
	struct archive_filter f = {.portal = app_portal(a), .unread = true};
	uint64_t version = archive_version(a->setup.archive);
	int64_t all;

	if (version == a->status.version)
		return;
	if (archive_count(a->setup.archive, &f, &all, &a->status.unread, NULL))
		a->status.version = version;
}

/* What waits goes out by itself; what is unclear perhaps never does. */
static void count_outbox(struct app *a)
{
	struct status *s = &a->status;
	struct outbox_count n = {0};

	if (a->setup.desk)
		desk_outbox_count(a->setup.desk, &n, NULL);
	s->waiting = n.waiting + n.sending;
	s->unclear = n.unknown;
	s->sending = n.sending > 0;
}

void bars_refresh(struct app *a)
{
	struct status *s = &a->status;
	size_t n = sync_portal_count(a->setup.sync);

	s->line = SYNC_LINE_UNKNOWN;
	s->busy = false;
	s->last_success = 0;
	s->fetched = 0;
	s->bytes = s->up_done = s->up_total = 0;
	s->known = n > 0;
	s->offline = sync_offline(a->setup.sync);
	for (size_t i = 0; i < n; i++) {
		const char *name = sync_portal(a->setup.sync, i)->name;

		take_report(s, a->setup.sync, name);
		take_feed_state(s, a->setup.archive, name);
	}
	take_fetch(s, a->setup.sync);
	count_outbox(a);
	name_portal(a);
	count_unread(a);
}

/* --- the title bar ---------------------------------------------------------- */

static void title_paint(struct app *a, struct grid *g)
{
	struct view *v = stack_top(a);
	struct buf b = {0};
	const char *tab;
	int x = 1, right = 0;

	grid_fill(g, (struct rect){0, 0, 1, g->cols}, FACE_BAR);
	if (v && v->class->title)
		v->class->title(v, &b);
	tab = strchr(buf_str(&b), '\t');
	if (g->cols >= WIDE)
		x += grid_str(g, 0, 1, g->cols, FACE_BAR, "bantin  ");
	if (tab) {
		right = (int)text_columns(tab + 1, strlen(tab + 1));
		grid_str(g, 0, g->cols - right - 1, right, FACE_BAR, tab + 1);
		buf_cut(&b, (size_t)(tab - b.s));
		right++;
	}
	grid_fit(g, 0, x, g->cols - x - right - 1, FACE_BAR, buf_str(&b));
	buf_clear(&b);
}

/* --- the status line -------------------------------------------------------- */

struct segment {
	char text[96];
	enum face face;
};

struct segments {
	struct segment list[SEGMENTS];
	size_t count;
};

static struct segment *segment_add(struct segments *s, enum face face)
{
	struct segment *g = &s->list[s->count < SEGMENTS - 1 ? s->count++ : SEGMENTS - 1];

	g->text[0] = '\0';
	g->face = face;
	return g;
}

static const char *line_words(const struct status *s)
{
	if (s->offline)
		return _("working offline");
	if (s->line == SYNC_LINE_UP)
		return _("online");
	return s->line == SYNC_LINE_DOWN ? _("offline") : _("not known yet");
}

static void file_words(const struct status *s, bool brief, char *out, size_t n)
{
	char done[NUMBER_MAX], total[NUMBER_MAX];
	int percent = s->file_total > 0 ? (int)(s->file_done * 100 / s->file_total) : 0;

	number_size(s->file_done, done);
	number_size(s->file_total, total);
	if (s->file_total <= 0)
		snprintf(out, n, _("fetching a file: %s"), done);
	else if (brief)
		snprintf(out, n, _("fetching %d%%"), percent);
	else
		snprintf(out, n, _("fetching a file: %d%% of %s"), percent, total);
}

static void add_line(struct segments *list, const struct status *s, bool brief)
{
	struct segment *g = segment_add(list, FACE_BAR);
	char size[NUMBER_MAX];

	if (s->fetching)
		file_words(s, brief, g->text, sizeof g->text);
	else if (s->up_total > 0)
		snprintf(g->text, sizeof g->text,
			 brief ? _("sending %d%%") : _("sending a file: %d%% of %s"),
			 (int)(s->up_done * 100 / s->up_total),
			 number_size(s->up_total, size));
	else if (s->busy && brief)
		snprintf(g->text, sizeof g->text, _("syncing %zu"), s->fetched);
	else if (s->busy)
		snprintf(g->text, sizeof g->text, _("syncing: %zu new, %s"), s->fetched,
			 number_size(s->bytes, size));
	else
		snprintf(g->text, sizeof g->text, "%s", line_words(s));
}

static void add_success(struct segments *list, const struct status *s, bool brief)
{
	struct segment *g = segment_add(list, FACE_BAR);
	char now[STAMP_MAX], then[STAMP_MAX], when[STAMP_MAX];

	if (s->last_success == 0) {
		list->count--;
		return;
	}
	stamp_format(clock_now(), STAMP_DAY, now);
	stamp_format(s->last_success, STAMP_DAY, then);
	stamp_format(s->last_success,
		     strcmp(now, then) == 0 ? STAMP_CLOCK : STAMP_DAY_MONTH, when);
	if (brief)
		snprintf(g->text, sizeof g->text, "%s", when);
	else
		snprintf(g->text, sizeof g->text, _("synced %s"), when);
}

static void add_counts(struct segments *list, const struct app *a, bool brief)
{
	const struct status *s = &a->status;
	char n[NUMBER_MAX];

	if (!a->setup.desk)
		snprintf(segment_add(list, FACE_BAR)->text, sizeof list->list->text, "%s",
			 brief ? _("read only")
			       : _("reading only: desk in use elsewhere"));
	if (s->waiting > 0)
		snprintf(segment_add(list, FACE_BAR)->text, sizeof list->list->text,
			 brief ? _("%zu to send") : _("%zu waiting to be sent"),
			 s->waiting);
	if (s->unclear > 0)
		snprintf(segment_add(list, FACE_BAR)->text, sizeof list->list->text,
			 brief ? _("%zu unclear") : _("%zu of unknown arrival"),
			 s->unclear);
	number_group(s->unread, n);
	snprintf(segment_add(list, FACE_BAR)->text, sizeof list->list->text,
		 brief ? _("%s new") : _("%s unread"), n);
}

static bool takes_text(struct app *a)
{
	struct view *v = stack_top(a);

	return prompt_on(a) ? a->prompt.edit != NULL
			    : context_is_text(v->class->context(v));
}

static void add_typing(struct segments *list, const struct app *a)
{
	struct buf b = {0};

	if (prompt_on(a) && a->prompt.plain)
		buf_adds(&b, "EN");
	else
		typist_words(&a->typist, &b);
	snprintf(segment_add(list, FACE_BAR)->text, sizeof list->list->text, "%s",
		 buf_str(&b));
	buf_clear(&b);
}

static void status_paint(struct app *a, struct grid *g, int row)
{
	struct segments list = {.count = 0};
	bool brief = g->cols < WIDE;
	int x = g->cols - 1;
	bool types = takes_text(a);

	grid_fill(g, (struct rect){row, 0, 1, g->cols}, FACE_BAR);
	if (a->status.known) {
		add_line(&list, &a->status, brief);
		/* what waits, and how letters are typed, need the room more */
		if (!brief || (a->status.waiting + a->status.unclear == 0 && !types))
			add_success(&list, &a->status, brief);
		add_counts(&list, a, brief);
	}
	if (types)
		add_typing(&list, a);
	for (size_t i = list.count; i-- > 0;) {
		const char *s = list.list[i].text;
		int w = (int)text_columns(s, strlen(s));

		if (x - w < 1)
			continue;
		x -= w;
		grid_str(g, row, x, w, list.list[i].face, s);
		if (i > 0 && x > 3)
			x -= grid_str(g, row, x - 3, 3, FACE_BAR, " │ ");
	}
	if (x > 8)
		grid_fit(g, row, 1, x - 4, FACE_BAR,
			 a->status.known ? a->status.portal : _("no portal yet"));
	if (x > 8 && list.count > 0)
		grid_str(g, row, x - 3, 3, FACE_BAR, " │ ");
}

/* --- hints and messages ----------------------------------------------------- */

/* "key words" at x; the columns taken, 0 where it does not fit before `end` or has no
 * key. */
static int hint_paint(struct app *a, struct grid *g, int row, int x, int end,
		      enum action act)
{
	enum context c = stack_top(a)->class->context(stack_top(a));
	const char *words = action_hint(act);
	char name[KEY_NAME_MAX];
	struct key k;
	int w;

	if (!*words || keymap_keys(a->keymap, c, act, &k, 1) == 0)
		return 0;
	key_short(k, name);
	w = (int)(text_columns(name, strlen(name)) + 1 +
		  text_columns(words, strlen(words)));
	if (x + w > end)
		return 0;
	x += grid_str(g, row, x, end - x, FACE_KEY, name);
	grid_str(g, row, x + 1, end - x - 1, FACE_HINT, words);
	return w + 2;
}

/* Help stands at the right end and always has room. */
static void hints_paint(struct app *a, struct grid *g, int row)
{
	struct view *v = stack_top(a);
	const enum action *list = v->class->hints ? v->class->hints(v) : NULL;
	const char *help = action_hint(ACTION_HELP);
	char name[KEY_NAME_MAX] = "";
	int end = g->cols - 1, x = 1;
	struct key k;

	if (keymap_keys(a->keymap, v->class->context(v), ACTION_HELP, &k, 1) > 0)
		end -= (int)(text_columns(help, strlen(help)) + 1 +
			     strlen(key_short(k, name)));
	if (*name)
		hint_paint(a, g, row, end, g->cols, ACTION_HELP);
	for (; list && *list != ACTION_NONE; list++)
		x += hint_paint(a, g, row, x, end - 2, *list);
}

/* One row of a long text; a no-break space has done its work and is a blank. */
static int long_row_paint(struct grid *g, int row, enum face face, const char *s, size_t n)
{
	struct buf b = {0};

	for (size_t i = 0; i < n; i++) {
		bool glue = strncmp(s + i, NO_BREAK_SPACE, strlen(NO_BREAK_SPACE)) == 0;

		buf_addc(&b, glue ? ' ' : s[i]);
		i += glue;
	}
	int used = grid_text(g, row, 1, g->cols - 2, face, buf_str(&b), b.len);
	buf_clear(&b);
	return used;
}

int bars_long(struct grid *g, int row, enum face face, const char *s)
{
	size_t cols = (size_t)(g->cols > 3 ? g->cols - 2 : 1), rows;
	struct wrap w = {0};
	int x = 1;

	text_wrap(&w, s, strlen(s), cols, cols);
	rows = w.count < LONG_ROWS ? w.count : LONG_ROWS;
	row -= (int)rows - 1;
	grid_fill(g, (struct rect){row, 0, (int)rows, g->cols}, FACE_TEXT);
	for (size_t i = 0; i < rows; i++)
		x = 1 + long_row_paint(g, row + (int)i, face, s + w.lines[i].start,
				       w.lines[i].end - w.lines[i].start);
	wrap_clear(&w);
	return x;
}

static void message_paint(struct app *a, struct grid *g, int row)
{
	struct buf b = {0};

	buf_addf(&b, "%s%s", a->message_bad ? "! " : "", buf_str(&a->message));
	bars_long(g, row, a->message_bad ? FACE_BAD : FACE_STRONG, buf_str(&b));
	buf_clear(&b);
}

void bars_paint(struct app *a, struct grid *g)
{
	int row = g->rows - 1;

	title_paint(a, g);
	if (prompt_on(a) && a->message.len > 0)
		message_paint(a, g, row - 1);
	else
		status_paint(a, g, row - 1);
	if (prompt_on(a))
		prompt_paint(a, g, row);
	else if (a->message.len > 0)
		message_paint(a, g, row);
	else
		hints_paint(a, g, row);
}

void app_say(struct app *a, bool bad, const char *fmt, ...)
{
	char text[MESSAGE_MAX];
	va_list ap;
	size_t n;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	n = strlen(text);
	while (n > 0 && !utf8_valid(text, n)) /* cut within a letter */
		n--;
	buf_reset(&a->message);
	buf_add(&a->message, text, n);
	a->message_bad = bad;
	a->dirty = true;
}

void app_say_err(struct app *a, const struct err *e)
{
	app_say(a, true, "%s", e->text);
}

void bars_unsay(struct app *a)
{
	buf_reset(&a->message);
	a->message_bad = false;
	a->dirty = true;
}
