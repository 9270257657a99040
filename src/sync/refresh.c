/* refresh.c - reading one portal into the archive, page by page */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/uuid.h>
#include <bantin/text/url.h>

#include "inside.h"

static void page_ask(struct lane *l, const char *url);
static void pages_done(struct lane *l);

/* Whether this address is met for the first time in this pass: feeds that lead in
 * circles end here. */
bool refresh_page_is_new(struct refresh *f, const char *url)
{
	uint64_t hash = hash_bytes(url, strlen(url));

	for (size_t i = 0; i < f->seen_count; i++)
		if (f->seen[i] == hash)
			return false;
	f->seen = mem_grow(f->seen, &f->seen_cap, f->seen_count + 1, sizeof(*f->seen));
	f->seen[f->seen_count++] = hash;
	return true;
}

static void page_drop(struct refresh *f)
{
	jsonfeed_free(f->reader);
	f->reader = NULL;
}

void refresh_save(struct lane *l)
{
	const struct feed_state *state = &l->refresh.state;
	struct err e;

	if (!archive_put_feed_state(l->sync->archive, l->portal.name, state, &e))
		lane_failed(l, e.kind, e.text);
}

void refresh_stop(struct lane *l)
{
	struct refresh *f = &l->refresh;

	page_drop(f);
	mem_set(&f->page_url, NULL);
	mem_set(&f->older, NULL);
	glance_drop(f);
	sections_drop(l);
	time_drop(f);
	f->active = false;
	f->seen_count = 0;
}

static void refresh_failed(struct lane *l, enum err_kind kind, const char *text)
{
	lane_failed(l, kind, text);
	sections_settle(l);
	mem_set(&l->refresh.state.last_error, text);
	refresh_save(l);
	refresh_stop(l);
}

void refresh_done(struct lane *l)
{
	struct feed_state *state = &l->refresh.state;

	sections_settle(l);
	glance_settle(&l->refresh);
	mem_set(&state->resume_url, NULL);
	state->last_success = clock_now();
	mem_set(&state->last_error, NULL);
	l->report.last_success = state->last_success;
	refresh_save(l);
	refresh_stop(l);
	own_start(l);
	poll_first(l);
}

static void pages_done(struct lane *l)
{
	if (l->ops->by_time)
		time_next(l);
	else
		refresh_done(l);
}

/* Nothing more is new from the top; what an earlier pass left unread comes next. */
static void pass_end(struct lane *l)
{
	struct refresh *f = &l->refresh;
	char *older = f->older;

	if (!older) {
		pages_done(l);
		return;
	}
	f->older = NULL;
	f->state.complete = f->older_complete;
	f->gap = true;
	mem_set(&f->state.resume_url, older);
	/* new posts moved all down: what lies behind may have been met from the top */
	f->seen_count = 0;
	refresh_page_is_new(f, older);
	page_ask(l, older);
	free(older);
}

/* False once more has come than the user allows. */
static bool page_affordable(struct lane *l, int64_t arrived, struct err *e)
{
	int64_t total = l->report.bytes + arrived;

	if (l->sync->max_bytes == 0 || total <= l->sync->max_bytes)
		return true;
	if (l->refresh.first_page)
		return err_set(e, ERR_LIMIT,
			       _("stopped after %lld bytes, as asked, before the "
				 "first page was read; allow more"), (long long)total);
	return err_set(e, ERR_LIMIT,
		       _("stopped after %lld bytes, as asked; the next sync goes "
			 "on from there"), (long long)total);
}

static bool page_body(void *ctx, const struct http_reply *r, const char *p, size_t n)
{
	struct lane *l = ctx;
	struct refresh *f = &l->refresh;
	struct err e = {0};

	if (!f->reader)
		f->reader = intake_new(l, r);
	if (!f->storing && !archive_begin(l->sync->archive, &f->store_error))
		return false;
	f->storing = true;
	f->arrived = r->wire_bytes;
	f->length = r->length;
	bool ok = jsonfeed_push(f->reader, p, n, &e);
	if (!ok && f->store_error.kind == ERR_NONE)
		f->store_error = e;
	return ok;
}

/* What comes in one turn is one transaction: short, and never open while waiting. */
static bool page_rest(void *ctx)
{
	struct lane *l = ctx;
	struct refresh *f = &l->refresh;

	if (!f->storing)
		return true;
	f->storing = false;
	return archive_commit(l->sync->archive, &f->store_error) &&
	       page_affordable(l, f->arrived, &f->store_error);
}

/* A token goes where the user signed in, not wherever a feed points to later. */
static void endpoint_learn(struct portal *p, const char *url)
{
	const char *known = p->micropub_url ? p->micropub_url : p->feed_url;

	if (url && url_same_origin(url, known))
		mem_set(&p->micropub_url, url);
}

/* The feed's head may name what discovery could not see. */
static void head_learn(struct lane *l, struct feed_head *head)
{
	struct archive *a = l->sync->archive;
	struct portal *p = &l->portal;
	unsigned from_token = p->can & PORTAL_UPLOADS;
	struct err e;
	bool ok = true;

	l->refresh.state.expired = head->expired;
	if (!head->newsroom)
		return;
	p->can = head->can | from_token;
	endpoint_learn(p, head->micropub_url);
	if (p->micropub_url)
		p->can |= PORTAL_WRITES;
	if (head->poll_url)
		mem_set(&p->poll_url, head->poll_url);
	if (head->section_count > 0)
		ok = archive_put_sections(a, p->name, head->sections,
					  head->section_count, &e);
	if (ok && head->has_visits)
		ok = archive_put_visits(a, p->name, &head->visits, &e);
	if (!ok)
		lane_failed(l, e.kind, e.text);
}

/*
 * While a pass goes down from the top, resume_url names the page that is asked for, so
 * that a cut, or the end of the program, leaves the place where to go on. An older place
 * of that kind waits in `older`; until it is reached only reading to the very end would
 * close both gaps, and that is what the disk says (complete is false).
 */
static void page_next(struct lane *l, const struct feed_head *head)
{
	struct refresh *f = &l->refresh;
	const char *next = head->next_url;
	bool more = next && url_same_origin(next, l->portal.feed_url) &&
		    l->report.pages < SYNC_PAGES_MAX && refresh_page_is_new(f, next);
	struct err e;

	if (f->phase != PHASE_PAGES) {
		time_page(l);
		if (more)
			page_ask(l, next);
		else
			time_next(l);
		return;
	}
	if (f->page_news > 0)
		f->gap = false;
	bool wanted = f->full || f->page_news > 0 || f->doubt ||
		      (!f->older && (!f->state.complete || f->gap));
	f->doubt = false;
	if (!more) {
		f->state.complete = true;
		pages_done(l);
		return;
	}
	if (!wanted) {
		pass_end(l);
		return;
	}
	mem_set(&f->state.resume_url, next);
	if (f->older)
		f->state.complete = false;
	if (!page_affordable(l, 0, &e)) {
		refresh_failed(l, e.kind, e.text);
		return;
	}
	refresh_save(l);
	page_ask(l, next);
}

/* Of the first page only a part is stored: it must not answer 304 next time. */
static void forget_validators(struct feed_state *state)
{
	mem_set(&state->etag, NULL);
	mem_set(&state->last_modified, NULL);
}

/* Cut at our own wish or by the line: what came is stored, the rest comes next time. */
void refresh_broken(struct lane *l, const struct http_reply *r)
{
	struct refresh *f = &l->refresh;
	struct err e = f->store_error;

	if (e.kind == ERR_NONE)
		err_set(&e, r->outcome == HTTP_TOO_BIG ? ERR_LIMIT : ERR_NET, "%s",
			r->reason);
	if (f->first_page && f->reader)
		forget_validators(&f->state);
	refresh_failed(l, e.kind, e.text);
}

/* Where the family has a glance, they are its own. */
static void validators_learn(struct lane *l, const struct http_reply *r)
{
	struct feed_state *state = &l->refresh.state;

	if (l->ops->glance_ask)
		return;
	mem_set(&state->etag, r->etag);
	mem_set(&state->last_modified, r->last_modified);
}

static void page_refused(struct lane *l, const struct http_reply *r)
{
	struct buf why = {0};
	bool passing = r->status >= 500 || r->status == 429 || r->status / 100 == 3;

	portal_reason(r, &why);
	refresh_failed(l, passing ? ERR_NET : ERR_REFUSED, buf_str(&why));
	buf_clear(&why);
}

static void page_whole(struct lane *l, const struct http_reply *r)
{
	struct refresh *f = &l->refresh;
	struct feed_head head = {0};
	struct err e;

	if (!f->reader) {
		refresh_failed(l, ERR_FORMAT, _("the portal sent an empty answer"));
		return;
	}
	if (!jsonfeed_end(f->reader, &head, &e)) {
		if (f->first_page)
			forget_validators(&f->state);
		refresh_failed(l, e.kind, e.text);
	} else {
		l->report.pages++;
		l->report.bad += head.bad_items;
		if (!head.next_url && l->ops->pull_next)
			head.next_url = l->ops->pull_next(&l->portal, r);
		f->plain = f->plain || !head.newsroom;
		if (f->first_page) {
			validators_learn(l, r);
			head_learn(l, &head);
		}
		f->first_page = false;
		page_drop(f);
		page_next(l, &head);
	}
	feed_head_clear(&head);
}

static void page_done(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;

	l->pull = NULL;
	l->refresh.arrived = 0;
	lane_heard(l, r);
	if (r->outcome != HTTP_ANSWERED) {
		refresh_broken(l, r);
	} else if (r->status == 304) {
		l->report.pages++;
		l->refresh.first_page = false;
		pass_end(l);
	} else if (r->status == 200) {
		page_whole(l, r);
	} else if (l->refresh.page_url && (r->status == 404 || r->status == 410)) {
		/* the page where to go on is gone: begin anew next time */
		mem_set(&l->refresh.state.resume_url, NULL);
		l->refresh.state.complete = false;
		forget_validators(&l->refresh.state);
		page_refused(l, r);
	} else {
		page_refused(l, r);
	}
}

void refresh_page(struct lane *l, const struct pull *what)
{
	struct refresh *f = &l->refresh;
	struct http_request request = {0};
	struct http_handler on = {.ctx = l, .on_body = page_body, .on_rest = page_rest,
				  .on_done = page_done};
	struct err e;

	f->page_news = 0;
	f->arrived = 0;
	f->length = -1;
	err_clear(&f->store_error);
	char *asked = mem_str(what->url);
	free(f->page_url);
	f->page_url = asked;
	l->ops->pull_ask(&l->portal, what, &request);
	if (!lane_ask(l, &request, &on, &l->pull, &e))
		refresh_failed(l, e.kind, e.text);
}

static void page_ask(struct lane *l, const char *url)
{
	struct refresh *f = &l->refresh;
	struct pull what = {.url = url, .light = l->portal.light};

	if (f->first_page && !f->full && !url) {
		what.etag = f->state.etag;
		what.last_modified = f->state.last_modified;
	}
	refresh_page(l, &what);
}

void refresh_read(struct lane *l)
{
	if (!time_start(l))
		page_ask(l, NULL);
}

void refresh_report(const struct lane *l, struct sync_report *out)
{
	const struct refresh *f = &l->refresh;
	int64_t took = clock_mono() - f->begun;

	out->left = -1;
	if (!f->active)
		return;
	out->bytes += f->arrived;
	if (took >= 1000)
		out->rate = out->bytes * 1000 / took;
	if (f->length >= 0)
		out->left = f->length > f->arrived ? f->length - f->arrived : 0;
}

/* A pass that did not end well may have left a page half read without a mark. */
static bool ended_badly(const struct feed_state *state)
{
	return state->last_error || state->last_try > state->last_success;
}

static void pass_start(struct lane *l, bool full)
{
	struct refresh *f = &l->refresh;

	f->full = full;
	f->phase = PHASE_PAGES;
	f->first_page = true;
	f->active = true;
	f->begun = clock_mono();
	f->arrived = 0;
	f->length = -1;
	f->gap = false;
	f->plain = false;
	err_clear(&f->store_error);
	f->doubt = ended_badly(&f->state);
	f->seen_count = 0;
	mem_set(&f->older, f->state.resume_url);
	f->older_complete = f->state.complete;
	f->state.last_try = clock_now();
	refresh_page_is_new(f, l->portal.feed_url);
	refresh_save(l);
	if (!glance_start(l))
		refresh_read(l);
}

bool refresh_start(struct lane *l, bool full, struct err *e)
{
	struct refresh *f = &l->refresh;

	if (!l->portal.feed_url)
		return err_set(e, ERR_CONFIG,
			       _("the portal %s has no feed address; add it again"),
			       l->portal.name);
	feed_state_clear(&f->state);
	if (!archive_feed_state(l->sync->archive, l->portal.name, &f->state, e))
		return false;
	if (f->state.expired && !full) {
		f->state.last_success = clock_now();
		refresh_save(l);
		own_start(l);
		return true;
	}
	pass_start(l, full);
	return true;
}
