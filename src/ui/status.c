/* status.c - the status line: which portal, its line, what waits, what is unread */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/measure.h>
#include <bantin/text/number.h>

#include "inside.h"
#include "portal_state.h"
#include "tags.h"

enum { SEGMENTS = 8, WIDE = 60 };

/* --- what the status line tells --------------------------------------------- */

/* What is under way is told of every portal; how the line is, of those shown. */
static void take_report(struct app *a, const char *name, bool shown)
{
	struct status *s = &a->status;
	struct sync_report r;
	struct portal_state now;

	if (!sync_report(app_sync(a), name, &r))
		return;
	s->busy = s->busy || r.busy;
	s->fetched += r.fetched + r.updated;
	s->bytes += r.bytes;
	s->rate += r.rate;
	if (r.left >= 0)
		s->left = s->left > 0 ? s->left + r.left : r.left;
	s->up_done += r.file_sent;
	s->up_total += r.file_size;
	if (!shown)
		return;
	portal_state_of(a, name, &now);
	if (r.line == SYNC_LINE_DOWN || s->line == SYNC_LINE_UNKNOWN)
		s->line = r.line;
	if (now.last_success > s->last_success)
		s->last_success = now.last_success;
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
	const char *shown = app_portal(a);
	const struct portal *p = shown ? sync_find(a->setup.sync, shown) : NULL;

	a->status.many = !p && tags_needed(a->setup.sync);
	mem_set(&a->status.portal, p ? (p->title ? p->title : p->name) : "");
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
	const char *shown = app_portal(a);
	size_t n = sync_portal_count(a->setup.sync);

	s->line = SYNC_LINE_UNKNOWN;
	s->busy = false;
	s->last_success = 0;
	s->fetched = 0;
	s->bytes = s->up_done = s->up_total = s->rate = 0;
	s->left = -1;
	s->known = n > 0;
	s->offline = sync_offline(a->setup.sync);
	for (size_t i = 0; i < n; i++) {
		const char *name = sync_portal(a->setup.sync, i)->name;

		take_report(a, name, !shown || strcmp(shown, name) == 0);
	}
	s->asking = sync_probe_state(a->setup.sync) == PROBE_RUNNING;
	take_fetch(s, a->setup.sync);
	count_outbox(a);
	name_portal(a);
	count_unread(a);
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

/* Once a second has passed there is a rate, and a reason to tell how it ends. */
static void reading_words(const struct status *s, bool brief, char *out, size_t n)
{
	char size[NUMBER_MAX], rate[NUMBER_MAX], left[NUMBER_MAX];
	int64_t all = s->bytes + s->left, seconds = s->rate > 0 ? s->left / s->rate : 0;
	int percent = s->left >= 0 && all > 0 ? (int)(s->bytes * 100 / all) : 0;
	bool known = s->rate > 0 && s->left >= 0;

	number_size(s->bytes, size);
	number_size(s->rate, rate);
	snprintf(left, sizeof left, "%lld:%02lld", (long long)(seconds / 60),
		 (long long)(seconds % 60));
	if (brief && known)
		snprintf(out, n, _("syncing %d%%"), percent);
	else if (brief)
		snprintf(out, n, _("syncing %zu"), s->fetched);
	else if (known)
		snprintf(out, n, _("syncing: %zu new, %d%%, %s/s, %s left"),
			 s->fetched, percent, rate, left);
	else if (s->rate > 0)
		snprintf(out, n, _("syncing: %zu new, %s, %s/s"), s->fetched,
			 size, rate);
	else
		snprintf(out, n, _("syncing: %zu new, %s"), s->fetched, size);
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
	else if (s->busy)
		reading_words(s, brief, g->text, sizeof g->text);
	else
		snprintf(g->text, sizeof g->text, "%s", line_words(s));
}

static void add_success(struct segments *list, const struct status *s, bool brief)
{
	struct buf when = {0};

	if (s->last_success == 0)
		return;
	success_words(s->last_success, &when);
	snprintf(segment_add(list, FACE_BAR)->text, sizeof list->list->text,
		 brief ? "%s" : _("synced %s"), buf_str(&when));
	buf_clear(&when);
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
			    : context_is_text(view_context(v));
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

/* Of several portals each tells its own state on the left. */
static void add_all(struct segments *list, struct app *a, bool brief, bool types)
{
	const struct status *s = &a->status;

	if (s->known && (!s->many || s->offline || s->busy || s->fetching))
		add_line(list, s, brief || s->many);
	/* what is under way, what waits, and how letters are typed need the room more */
	bool room = s->rate == 0 && (!brief || (s->waiting + s->unclear == 0 && !types));
	if (s->known && !s->many && room)
		add_success(list, s, brief);
	if (s->known)
		add_counts(list, a, brief);
	if (types)
		add_typing(list, a);
}

static void left_words(struct app *a, bool brief, struct buf *out)
{
	struct buf states = {0};

	if (a->status.asking) {
		buf_adds(out, _("Asking the portal ..."));
	} else if (!a->status.known) {
		buf_adds(out, _("no portal yet"));
	} else if (!a->status.many) {
		buf_adds(out, a->status.portal);
	} else {
		portal_states_line(a, brief, &states);
		if (brief)
			buf_adds(out, buf_str(&states));
		else
			buf_addf(out, _("%zu portals: %s"),
				 sync_portal_count(a->setup.sync), buf_str(&states));
	}
	buf_clear(&states);
}

void status_paint(struct app *a, struct grid *g, int row)
{
	struct segments list = {.count = 0};
	bool brief = g->cols < WIDE;
	struct buf left = {0};
	int x = g->cols - 1;

	grid_fill(g, (struct rect){row, 0, 1, g->cols}, FACE_BAR);
	add_all(&list, a, brief, takes_text(a));
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
	left_words(a, brief, &left);
	if (x > 8)
		grid_fit(g, row, 1, x - 4, FACE_BAR, buf_str(&left));
	if (x > 8 && list.count > 0)
		grid_str(g, row, x - 3, 3, FACE_BAR, " │ ");
	buf_clear(&left);
}
