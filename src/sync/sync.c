/* sync.c - the object: portals, the loop's step, reports */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "inside.h"

struct sync *sync_new(const struct sync_setup *setup)
{
	struct sync *s = mem_alloc(sizeof(*s));

	s->archive = setup->archive;
	s->desk = setup->desk;
	s->offline = setup->offline;
	s->max_bytes = setup->max_bytes;
	s->elsewhere = setup->elsewhere;
	s->http = http_new();
	if (setup->patience > 0)
		http_set_patience(s->http, setup->patience);
	for (size_t i = 0; i < setup->portal_count; i++)
		sync_add_portal(s, &setup->portals[i]);
	s->changes = 0;	/* nobody has looked yet */
	return s;
}

void sync_set_desk(struct sync *s, struct desk *desk)
{
	s->desk = desk;
	s->schedule.loaded = false;
	sync_deliver(s);
	s->changes |= SYNC_OUTBOX;
}

static void lane_free(struct lane *l)
{
	refresh_stop(l);
	feed_state_clear(&l->refresh.state);
	free(l->refresh.seen);
	portal_clear(&l->portal);
	free(l->vote);
	free(l);
}

void sync_free(struct sync *s)
{
	if (!s)
		return;
	sync_stop(s);
	for (size_t i = 0; i < s->lane_count; i++)
		lane_free(s->lanes[i]);
	free(s->lanes);
	free(s->schedule.due);
	fetch_free(s->fetch);
	probe_free(s->probe);
	http_free(s->http);
	free(s);
}

size_t sync_portal_count(const struct sync *s)
{
	return s->lane_count;
}

const struct portal *sync_portal(const struct sync *s, size_t i)
{
	return i < s->lane_count ? &s->lanes[i]->portal : NULL;
}

struct lane *lane_find(struct sync *s, const char *name)
{
	for (size_t i = 0; i < s->lane_count; i++)
		if (strcmp(s->lanes[i]->portal.name, name) == 0)
			return s->lanes[i];
	return NULL;
}

const struct portal *sync_find(const struct sync *s, const char *name)
{
	for (size_t i = 0; i < s->lane_count; i++)
		if (strcmp(s->lanes[i]->portal.name, name) == 0)
			return &s->lanes[i]->portal;
	return NULL;
}

static void lane_cancel(struct lane *l, struct http_call **call)
{
	if (*call)
		http_cancel(l->sync->http, *call);
	*call = NULL;
}

static void lane_stop(struct lane *l)
{
	lane_cancel(l, &l->pull);
	own_stop(l);
	lane_cancel(l, &l->poll);
	extras_stop(l);
	whole_stop(l);
	refresh_stop(l);
}

/* What earlier runs know: the status line says "last success" before any request. */
static void lane_recall(struct lane *l)
{
	struct feed_state state;

	l->report.portal = l->portal.name;
	if (archive_feed_state(l->sync->archive, l->portal.name, &state, NULL)) {
		l->report.last_success = state.last_success;
		feed_state_clear(&state);
	}
}

void sync_add_portal(struct sync *s, const struct portal *p)
{
	struct lane *l = lane_find(s, p->name);

	if (l) {
		deliver_stop_lane(l);
		lane_stop(l);
		portal_clear(&l->portal);
	} else {
		l = mem_alloc(sizeof(*l));
		s->lanes = mem_grow(s->lanes, &s->lane_cap, s->lane_count + 1,
				    sizeof(struct lane *));
		s->lanes[s->lane_count++] = l;
	}
	l->sync = s;
	portal_copy(&l->portal, p);
	l->ops = portal_ops(p->family);
	lane_recall(l);
	lane_again(l);
	/* what waited for a sign-in or the portal itself need wait no longer */
	if (s->schedule.loaded)
		deliver_all_due(s, p->name);
	s->changes |= SYNC_STATUS;
}

bool lane_ask(struct lane *l, struct http_request *r, const struct http_handler *on,
	      struct http_call **call, struct err *e)
{
	mem_set(&r->ca, l->portal.ca);
	bool ok = http_start(l->sync->http, r, on, call, e);
	http_request_clear(r);
	return ok;
}

void lane_heard(struct lane *l, const struct http_reply *r)
{
	bool heard = r->headers_complete;

	l->report.requests++;
	l->report.bytes += r->wire_bytes;
	if (r->outcome != HTTP_STOPPED)
		l->report.line = heard ? SYNC_LINE_UP : SYNC_LINE_DOWN;
	l->sync->changes |= SYNC_STATUS;
}

void lane_failed(struct lane *l, enum err_kind kind, const char *text)
{
	l->report.errors++;
	l->report.error_kind = kind;
	snprintf(l->report.error, sizeof(l->report.error), "%s", text);
	l->sync->changes |= SYNC_STATUS;
}

static void report_reset(struct sync_report *r)
{
	*r = (struct sync_report){.portal = r->portal, .line = r->line,
				  .last_success = r->last_success};
}

bool lane_start(struct lane *l, bool full, struct err *e)
{
	if (l->refresh.active)
		return true;
	lane_again(l);
	if (l->sync->elsewhere)
		return true;
	report_reset(&l->report);
	if (!l->ops)
		return err_set(e, ERR_CONFIG,
			       _("bantin cannot read this kind of portal yet: %s"),
			       l->portal.name);
	return refresh_start(l, full, e);
}

bool sync_start(struct sync *s, const char *portal, bool full, struct err *e)
{
	bool ok = true;

	if (s->offline)
		return err_set(e, ERR_NET, _("working offline; go online first"));
	if (portal && !lane_find(s, portal))
		return err_set(e, ERR_NOT_FOUND, _("there is no portal named %s; "
			       "see: bantin portal list"), portal);
	if (s->lane_count == 0)
		return err_set(e, ERR_CONFIG, _("no portal yet; add one with: "
			       "bantin portal add URL"));
	for (size_t i = 0; i < s->lane_count; i++)
		if (!portal || strcmp(portal, s->lanes[i]->portal.name) == 0)
			ok = lane_start(s->lanes[i], full, e) && ok;
	deliver_all_due(s, portal);
	s->changes |= SYNC_STATUS;
	return ok;
}

void sync_deliver(struct sync *s)
{
	deliver_all_due(s, NULL);
}

void sync_stop(struct sync *s)
{
	for (size_t i = 0; i < s->lane_count; i++)
		lane_stop(s->lanes[i]);
	deliver_stop(s);
	s->changes |= SYNC_STATUS;
}

static bool lane_busy(const struct lane *l)
{
	return l->delivery.call || l->refresh.active || l->own || l->poll || whole_busy(l) || extras_busy(l);
}

bool sync_busy(const struct sync *s)
{
	for (size_t i = 0; i < s->lane_count; i++)
		if (lane_busy(s->lanes[i]))
			return true;
	return !s->offline && deliver_next(s) <= clock_mono();
}

void sync_set_offline(struct sync *s, bool offline)
{
	if (offline && !s->offline) {
		sync_stop(s);
		sync_fetch_stop(s);
	}
	s->offline = offline;
	s->changes |= SYNC_STATUS;
}

bool sync_offline(const struct sync *s)
{
	return s->offline;
}

bool sync_wait(struct sync *s, struct pollfd *fds, size_t n, int timeout_ms,
	       struct err *e)
{
	int64_t next = s->offline ? INT64_MAX : deliver_next(s);
	int64_t again = interval_next(s);

	if (again < next)
		next = again;
	if (probe_next(s) < next)
		next = probe_next(s);
	if (next != INT64_MAX) {
		int64_t left = next - clock_mono();
		if (left < 0)
			left = 0;
		if (left < timeout_ms)
			timeout_ms = (int)left;
	}
	return http_wait(s->http, fds, n, timeout_ms, e);
}

unsigned sync_step(struct sync *s)
{
	http_step(s->http);
	if (!s->offline)
		deliver_step(s);
	interval_step(s);
	probe_step(s);
	for (size_t i = 0; i < s->lane_count; i++)
		if (upload_moved(s->lanes[i]))
			s->changes |= SYNC_STATUS;
	unsigned changes = s->changes;
	s->changes = 0;
	return changes;
}

bool sync_run(struct sync *s, const volatile int *stop, struct err *e)
{
	for (;;) {
		s->changes |= sync_step(s);
		if (!sync_busy(s))
			return true;
		if (stop && *stop) {
			sync_stop(s);
			return err_set(e, ERR_CANCELLED, _("stopped"));
		}
		if (!sync_wait(s, NULL, 0, 500, e))
			return false;
	}
}

bool sync_report(const struct sync *s, const char *portal, struct sync_report *out)
{
	for (size_t i = 0; i < s->lane_count; i++) {
		const struct lane *l = s->lanes[i];
		if (strcmp(l->portal.name, portal) != 0)
			continue;
		*out = l->report;
		out->file_sent = out->file_size = 0;
		upload_report(l, out);
		refresh_report(l, out);
		out->busy = lane_busy(l);
		return true;
	}
	return false;
}
