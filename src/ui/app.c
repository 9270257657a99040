/* app.c - the newsroom: one loop over a stack of views */
#include <bantin/ui/app.h>

#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/measure.h>

#include "inside.h"
#include "reading.h"
#include "signals.h"
#include "tags.h"
#include "watch.h"

enum {
	CLIP_MAX = 4 << 20,	/* bytes */
	CHANGES_WAIT = 1000,	/* ms between two looks at what sync brings */
	WAIT_MAX = 60 * 1000,	/* ms between two looks where nothing tells of writing */
	WRITING = 250,		/* ms after a write that was heard of: then it is committed */
	TITLE_COLS = 24,	/* of a draft in a question */
	FEW_ROWS = 7,		/* for all that a window too small is told */
	FEW_COLS = 24
};

struct archive *app_archive(struct app *a)
{
	return a->setup.archive;
}

struct desk *app_desk(struct app *a)
{
	return a->setup.desk;
}

struct sync *app_sync(struct app *a)
{
	return a->setup.sync;
}

const struct profile *app_profile(struct app *a)
{
	return a->setup.profile;
}

const struct agency *app_agency(struct app *a)
{
	return a->setup.agency;
}

const struct keymap *app_keymap(struct app *a)
{
	return a->keymap;
}

const char *app_portal(struct app *a)
{
	if (sync_portal_count(a->setup.sync) == 1)
		return sync_portal(a->setup.sync, 0)->name;
	return a->shown;
}

struct buf *app_clip(struct app *a)
{
	return &a->clip;
}

struct typist *app_typist(struct app *a)
{
	return &a->typist;
}

void app_dirty(struct app *a)
{
	a->dirty = true;
}

int64_t app_here(const struct app *a)
{
	return a->here;
}

void app_set_here(struct app *a, int64_t article)
{
	a->here = article;
}

/* --- painting --------------------------------------------------------------- */

static void paint_too_small(struct grid *g)
{
	const char *words[] = {_("The window is too small."),
			       _("bantin needs 40 columns"), _("and 10 rows.")};
	struct rect r = {0, 0, g->rows, g->cols};

	for (int i = g->rows < FEW_ROWS && g->cols < FEW_COLS ? 1 : 0; i < 3; i++) {
		int used = paint_words(g, r, i == 0 ? FACE_STRONG : FACE_TEXT, words[i]);

		r.row += used;
		r.rows -= used;
	}
}

void app_paint(struct app *a)
{
	struct view *v = stack_top(a);
	struct grid *g = &a->grid;
	int rows, cols;

	/* a terminal that is slow is shown the newest state, once it took the last one */
	if (term_waits(a->term))
		return;
	a->dirty = false;
	term_size(a->term, &rows, &cols);
	if (rows != g->rows || cols != g->cols) {
		bool ascii = g->ascii;

		grid_clear(g);
		grid_init(g, rows, cols);
		g->ascii = ascii;
	}
	grid_erase(g);
	if (rows < SCREEN_ROWS || cols < SCREEN_COLS) {
		paint_too_small(g);
	} else {
		v->class->paint(v, g, (struct rect){1, 0, rows - 3, cols});
		bars_paint(a, g);
	}
	term_paint(a->term, g);
}

/* --- the loop --------------------------------------------------------------- */

/* SIGCONT has done its work when the suspension returns. */
void app_suspend(struct app *a)
{
	term_suspend(a->term);
	signals_take();
}

static void take_signals(struct app *a)
{
	unsigned bits = signals_take();

	if (bits & (SIGNAL_END | SIGNAL_HANGUP))
		a->ending = true;
	if (bits & SIGNAL_STOP)
		app_suspend(a);
	else if (bits & SIGNAL_CONTINUE)
		term_resume(a->term);
	else if (bits & SIGNAL_SIZE)
		term_resize(a->term);
	if (bits)
		a->dirty = true;
}

static void say_trouble(struct app *a, const struct sync_report *r)
{
	char tag[TAG_MAX];

	if (tags_needed(a->setup.sync))
		app_say(a, true, "[%s] %s", portal_tag(a->setup.sync, r->portal, tag),
			r->error);
	else
		app_say(a, true, "%s", r->error);
}

/* All portals together, since their last sync; bad: one that has something to complain
 * about. */
static struct told add_up(struct app *a, struct sync_report *bad)
{
	const struct sync *s = a->setup.sync;
	struct told sum = {0};
	struct sync_report r;

	for (size_t i = 0; i < sync_portal_count(s); i++) {
		if (!sync_report(s, sync_portal(s, i)->name, &r))
			continue;
		if (r.error[0] && r.error_kind != ERR_CANCELLED && !bad->portal)
			*bad = r;
		sum.errors += r.errors;
		sum.fetched += r.fetched;
		sum.sent += r.sent;
	}
	return sum;
}

/* What was told already is told again only to who asks. */
static void say_result(struct app *a)
{
	struct sync_report bad = {0};
	struct told sum = add_up(a, &bad), was = a->told;
	bool asked = a->asked;

	a->told = sum;
	a->asked = false;
	if (bad.portal && (asked || sum.errors != was.errors))
		say_trouble(a, &bad);
	else if (sum.sent > 0 && (asked || sum.sent != was.sent))
		app_say(a, false, _("%zu new articles, %zu bulletins sent"), sum.fetched,
			sum.sent);
	else if (asked || (sum.fetched > 0 && sum.fetched != was.fetched))
		app_say(a, false,
			sum.fetched == 1 ? _("%zu new article") : _("%zu new articles"),
			sum.fetched);
}

/* Views are told at once of a first change and of the last, and in between once a second.
 */
static void tell_changes(struct app *a, int64_t mono)
{
	bool busy = sync_busy(a->setup.sync) || sync_fetching(a->setup.sync);
	unsigned bits = a->changes;

	if (bits == 0 ||
	    (busy && !(bits & SYNC_OUTBOX) && mono - a->changed_at < CHANGES_WAIT))
		return;
	a->changes = 0;
	a->changed_at = mono;
	a->dirty = true;
	bars_refresh(a);
	for (size_t i = 0; i < a->depth; i++) {
		if (a->stack[i]->class->changed)
			a->stack[i]->class->changed(a->stack[i], bits);
	}
}

/* A sync from cron, while the screen is open. */
static unsigned brought_by_others(struct app *a)
{
	uint64_t was = a->outside;

	a->outside = archive_outside(a->setup.archive);
	return a->outside != was ? SYNC_ARTICLES : 0;
}

static void step(struct app *a)
{
	bool busy;

	/* what a key began may be over before the next look */
	a->was_busy = a->was_busy || sync_busy(a->setup.sync);
	unsigned came = sync_step(a->setup.sync) | brought_by_others(a);
	a->changes |= came;
	busy = sync_busy(a->setup.sync);
	if (a->was_busy && !busy) {
		a->changes |= SYNC_STATUS;
		if (a->message.len == 0 && !prompt_on(a))
			say_result(a);
	}
	a->was_busy = busy;
	if (came & SYNC_ARTICLES)
		upkeep_wake(a);
	fetching_step(a);
	portals_step(a);
	tell_changes(a, clock_mono());
}

static int64_t tick(struct app *a, int64_t mono)
{
	int64_t next = a->changes ? a->changed_at + CHANGES_WAIT : INT64_MAX;

	if (upkeep_next(a) < next)
		next = upkeep_next(a);
	if (a->look_at < next)
		next = a->look_at;
	for (size_t i = 0; i < a->depth; i++) {
		struct view *v = a->stack[i];
		int64_t t = v->class->tick ? v->class->tick(v, mono) : INT64_MAX;

		if (t < next)
			next = t;
	}
	return next;
}

static int wait_ms(const struct app *a, int64_t next, int64_t mono)
{
	int most = a->watch >= 0 ? INT_MAX : WAIT_MAX;

	if (next <= mono)
		return 0;
	return next - mono > most ? most : (int)(next - mono);
}

/* Each turn looks at what others have brought: here only the last look is seen to. */
static void hear_others(struct app *a)
{
	if (a->look_at <= clock_mono())
		a->look_at = INT64_MAX;
	if (watch_heard(a->watch))
		a->look_at = clock_mono() + WRITING;
}

/* Where the network cannot be waited for, keys still are. */
static void wait_all(struct app *a, int timeout)
{
	struct pollfd fds[4] = {{term_fd(a->term), POLLIN, 0},
				{signals_fd(), POLLIN, 0},
				{a->watch, POLLIN, 0},
				{term_fd_out(a->term), POLLOUT, 0}};
	size_t n = term_waits(a->term) ? 4 : 3;
	struct err e = {0};

	if (!sync_wait(a->setup.sync, fds, n, timeout, &e)) {
		app_say_err(a, &e);
		poll(fds, (nfds_t)n, timeout < 1000 ? timeout : 1000);
	}
	term_send(a->term);
}

static void loop(struct app *a)
{
	while (!a->done && !a->ending && !a->hung_up) {
		int64_t mono = clock_mono(), next = tick(a, mono);

		if (a->depth > 0 && a->dirty)
			app_paint(a);
		wait_all(a, wait_ms(a, next, mono));
		hear_others(a);
		take_signals(a);
		if (a->ending)
			term_last_keys(a->term);
		keys_take(a);
		step(a);
		if (archive_version(a->setup.archive) != a->status.version)
			bars_refresh(a);
		upkeep_step(a);
	}
}

/* --- from start to end ------------------------------------------------------ */

static bool read_keys(struct app *a, struct err *e)
{
	const struct profile *p = a->setup.profile;
	struct buf b = {0};
	struct err why = {0};
	bool ok;

	if (!p || !p->keys || file_missing(p->keys))
		return true;
	if (!file_read(p->keys, KEYMAP_BYTES, &b, &why)) {
		buf_clear(&b);
		return why.kind == ERR_NOT_FOUND || err_set(e, why.kind, "%s", why.text);
	}
	ok = keymap_read(a->keymap, p->keys, buf_str(&b), b.len, e);
	buf_clear(&b);
	return ok;
}

static void recovered(void *ctx, char key)
{
	struct app *a = ctx;
	int64_t id = desk_open_draft(a->setup.desk);

	if (key == 'n')
		desk_set_open_draft(a->setup.desk, 0, NULL);
	else if (key)
		app_push(a, view_editor_new(a, id));
}

/* A draft that was open when bantin was killed is one key away. */
static void offer_draft(struct app *a)
{
	int64_t id = a->setup.desk ? desk_open_draft(a->setup.desk) : 0;
	struct draft d;
	struct buf question = {0}, title = {0};

	memset(&d, 0, sizeof d);
	if (id == 0 || !desk_draft(a->setup.desk, id, &d, NULL))
		return;
	if (d.title && *d.title)
		text_truncate(&title, d.title, strlen(d.title), TITLE_COLS);
	else
		buf_adds(&title, _("untitled"));
	buf_addf(&question, _("\"%s\" was left open. Go on writing? (y/n)"),
		 buf_str(&title));
	app_choose(a, buf_str(&question), "y\rn", recovered, a);
	buf_clear(&question);
	buf_clear(&title);
	draft_clear(&d);
}

/* What was set aside at the start is told on the screen too. */
static void say_damage(struct app *a)
{
	const char *warning = a->setup.desk ? desk_warning(a->setup.desk) : "";

	if (*warning)
		app_say(a, true, "%s", warning);
	else if (archive_set_aside(a->setup.archive))
		app_say(a, true, "%s",
			_("The news store was damaged and is set aside; a sync fetches "
			  "the news again"));
}

void app_take_desk(struct app *a, struct desk *desk)
{
	a->setup.desk = desk;
	a->setup.desk_taken(a->setup.ctx, desk);
	sync_set_desk(a->setup.sync, desk);
	bars_refresh(a);
	app_go(a, view_desk_new(a));
	app_say(a, false, "%s", _("The desk is yours: you can write here now."));
	offer_draft(a);
	say_damage(a);
}

static void begin(struct app *a)
{
	a->grid.ascii = a->setup.ascii || !term_utf8(a->term);
	buf_init(&a->clip, CLIP_MAX);
	bars_refresh(a);
	app_push(a, view_news_new(a));
	methods_begin(a);
	if (a->setup.first_start)
		portals_greet(a);
	else
		offer_draft(a);
	say_damage(a);
	a->look_at = INT64_MAX;
	a->watch = watch_open(archive_path(a->setup.archive));
	upkeep_wake(a);
}

static void end(struct app *a)
{
	prompt_drop(a);
	stack_end(a);
	watch_close(a->watch);
	term_close(a->term);
	signals_close();
	keymap_free(a->keymap);
	grid_clear(&a->grid);
	typist_clear(&a->typist);
	buf_clear(&a->clip);
	buf_clear(&a->message);
	free(a->status.portal);
	free(a->shown);
	free(a->address);
	free(a->signing_in);
	portal_clear(&a->signing);
}

static struct app *running;

void app_rescue(void)
{
	struct app *a = running;

	running = NULL;
	for (size_t i = a ? a->depth : 0; i-- > 0;) {
		if (a->stack[i]->class->leave)
			a->stack[i]->class->leave(a->stack[i], true);
	}
	term_rescue();
}

bool app_run(const struct app_setup *setup, struct err *e)
{
	struct app a = {.setup = *setup, .keymap = keymap_new()};

	if (!read_keys(&a, e) || !signals_open(e)) {
		keymap_free(a.keymap);
		return false;
	}
	if (!term_open(&a.term, setup->ascii, e)) {
		signals_close();
		keymap_free(a.keymap);
		return false;
	}
	grid_init(&a.grid, 0, 0);
	running = &a;
	begin(&a);
	loop(&a);
	end(&a);
	running = NULL;
	return true;
}
