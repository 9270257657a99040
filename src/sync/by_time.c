/* by_time.c - portals that are asked for what changed after a time */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "inside.h"

/*
 * The first reading goes through all pages, newest first, as with any feed. From then on
 * the portal is asked for what it changed after the newest change seen, oldest first, so
 * that a cut loses nothing; now and then for what appeared with an older mark (a post
 * that was written early and shown late); and once a day for all its keys, since nothing
 * else tells what it took away. Where a glance tells that nothing changed, the changes
 * are asked for with the keys only.
 */

enum {
	OVERLAP = 600,			/* seconds; a change may be told of this late */
	APPEARED_EVERY = 1800,		/* seconds */
	SWEEP_EVERY = 24 * 3600,
	MISSING_MAX = 100,		/* fetched in one sweep */
	KEYS_MAX = 200000
};

static bool is_due(int64_t last, int64_t every)
{
	int64_t since = clock_now() - last;

	return since >= every || since < 0;
}

/* What changed less than the overlap before the last look may have been told of late. */
static int64_t modified_after(const struct feed_state *state)
{
	bool settled = state->last_success > state->modified + OVERLAP;

	return settled ? state->modified : state->modified - OVERLAP;
}

bool time_goes_on(const struct lane *l)
{
	const struct refresh *f = &l->refresh;

	return l->ops->by_time && !f->full && f->state.complete && f->state.modified != 0;
}

bool time_start(struct lane *l)
{
	struct refresh *f = &l->refresh;
	struct pull what = {.light = l->portal.light};
	bool sweep = is_due(f->state.swept, SWEEP_EVERY);

	f->newest = 0;
	f->sections_due = f->full || sweep;
	if (!time_goes_on(l))
		return false;
	f->phase = PHASE_MODIFIED;
	f->newest = f->state.modified;
	if (f->same && !sweep) {
		time_next(l);
		return true;
	}
	what.modified_after = modified_after(&f->state);
	refresh_page(l, &what);
	return true;
}

void time_note(struct lane *l, int64_t updated)
{
	struct refresh *f = &l->refresh;

	if (!l->ops->by_time)
		return;
	/* of all pages the first one counts: what changes while the others are read must
	 * be asked for again */
	if ((f->phase == PHASE_MODIFIED || f->first_page) && updated > f->newest)
		f->newest = updated;
}

/* Changes come in order, so what is stored need not be asked for again. */
void time_page(struct lane *l)
{
	struct refresh *f = &l->refresh;

	if (f->page_news > 0) {
		f->sections_due = true;
		f->blind = f->blind || (f->same && f->phase <= PHASE_APPEARED);
	}
	if (f->phase != PHASE_MODIFIED || f->newest <= f->state.modified)
		return;
	f->state.modified = f->newest;
	refresh_save(l);
}

void time_drop(struct refresh *f)
{
	for (size_t i = 0; i < f->key_count; i++)
		free(f->keys[i]);
	free(f->keys);
	f->keys = NULL;
	f->key_count = f->key_cap = f->key_at = 0;
}

/* What follows the articles is of less weight: a failure is told, and the rest goes on. */
static void side_failed(struct lane *l, const struct err *e)
{
	lane_failed(l, e->kind, e->text);
	time_next(l);
}

static void appeared_start(struct lane *l)
{
	struct refresh *f = &l->refresh;
	struct pull what = {.light = l->portal.light};

	f->phase = PHASE_APPEARED;
	what.published_after = f->state.appeared - OVERLAP;
	f->asked = clock_now();
	refresh_page(l, &what);
}

static void sections_done(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;
	struct section *list = NULL;
	size_t n = 0;
	struct err e;

	l->pull = NULL;
	lane_heard(l, r);
	bool ok = l->ops->sections_read(&l->portal, r, &list, &n, &e) &&
		  (n == 0 || archive_put_sections(l->sync->archive, l->portal.name, list,
						  n, &e));
	section_list_free(list, n);
	if (!ok) {
		side_failed(l, &e);
		return;
	}
	l->sync->changes |= SYNC_ARTICLES;
	time_next(l);
}

static void sections_start(struct lane *l)
{
	struct http_handler on = {.ctx = l, .on_done = sections_done};
	struct http_request request = {0};
	struct err e;

	l->refresh.phase = PHASE_SECTIONS;
	l->ops->sections_ask(&l->portal, &request);
	if (!lane_ask(l, &request, &on, &l->pull, &e))
		side_failed(l, &e);
}

/* The keys are here; they give way to those that the archive has not. */
static void keys_settle(struct lane *l)
{
	struct refresh *f = &l->refresh;
	size_t gone, n = 0;
	char **missing = NULL;
	struct err e;

	bool ok = archive_sweep(l->sync->archive, l->portal.name, f->keys, f->key_count,
				MISSING_MAX, &gone, &missing, &n, &e);
	time_drop(f);
	f->keys = missing;
	f->key_count = f->key_cap = n;
	if (!ok) {
		side_failed(l, &e);
		return;
	}
	f->state.swept = clock_now();
	l->report.gone += gone;
	l->sync->changes |= SYNC_ARTICLES;
	time_next(l);
}

static void keys_ask(struct lane *l, const char *url);

static void keys_done(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;
	struct refresh *f = &l->refresh;
	struct err e;

	l->pull = NULL;
	lane_heard(l, r);
	if (!l->ops->keys_read(&l->portal, r, &f->keys, &f->key_count, &f->key_cap, &e)) {
		time_drop(f);
		side_failed(l, &e);
		return;
	}
	char *next = l->ops->pull_next(&l->portal, r);
	if (next && f->key_count < KEYS_MAX && refresh_page_is_new(f, next))
		keys_ask(l, next);
	else if (next)
		time_next(l);	/* not all of them: nothing can be said of the rest */
	else
		keys_settle(l);
	free(next);
}

static void keys_ask(struct lane *l, const char *url)
{
	struct http_handler on = {.ctx = l, .on_done = keys_done};
	struct http_request request = {0};
	struct err e;

	l->ops->keys_ask(&l->portal, url, &request);
	if (!lane_ask(l, &request, &on, &l->pull, &e))
		side_failed(l, &e);
}

static void keys_start(struct lane *l)
{
	l->refresh.phase = PHASE_KEYS;
	l->refresh.seen_count = 0;
	time_drop(&l->refresh);
	keys_ask(l, NULL);
}

static void missing_ask(struct lane *l)
{
	struct refresh *f = &l->refresh;
	struct http_request request = {0};
	struct pull what = {0};

	/* a page like any other, of one article */
	f->phase = PHASE_MISSING;
	l->ops->article_ask(&l->portal, f->keys[f->key_at++], &request);
	what.url = request.url;
	refresh_page(l, &what);
	http_request_clear(&request);
}

static void all_read(struct lane *l)
{
	struct refresh *f = &l->refresh;

	/* nothing can be gone from what was read through just now */
	f->state.modified = f->newest > 0 ? f->newest : f->state.modified;
	f->state.appeared = clock_now();
	if (f->state.swept == 0)
		f->state.swept = clock_now();
	f->sections_due = true;
}

static bool phase_is_due(struct lane *l, enum refresh_phase phase)
{
	struct refresh *f = &l->refresh;

	switch (phase) {
	case PHASE_APPEARED:
		return f->phase == PHASE_MODIFIED &&
		       is_due(f->state.appeared, APPEARED_EVERY);
	case PHASE_SECTIONS:
		return l->ops->sections_ask && f->sections_due;
	case PHASE_KEYS:
		return l->ops->keys_ask &&
		       (f->full || is_due(f->state.swept, SWEEP_EVERY));
	case PHASE_MISSING:
		return l->ops->article_ask && f->key_at < f->key_count;
	case PHASE_PAGES:
	case PHASE_MODIFIED:
		break;
	}
	return false;
}

void time_next(struct lane *l)
{
	struct refresh *f = &l->refresh;
	enum refresh_phase from = f->phase;

	if (from == PHASE_PAGES)
		all_read(l);
	else if (from == PHASE_APPEARED)
		f->state.appeared = f->asked;
	if (from == PHASE_MISSING && phase_is_due(l, PHASE_MISSING))
		missing_ask(l);
	else if (from < PHASE_APPEARED && phase_is_due(l, PHASE_APPEARED))
		appeared_start(l);
	else if (from < PHASE_SECTIONS && phase_is_due(l, PHASE_SECTIONS))
		sections_start(l);
	else if (from < PHASE_KEYS && phase_is_due(l, PHASE_KEYS))
		keys_start(l);
	else if (from < PHASE_MISSING && phase_is_due(l, PHASE_MISSING))
		missing_ask(l);
	else
		refresh_done(l);
}
