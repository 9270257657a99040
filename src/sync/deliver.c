/* deliver.c - the outbox: what is sent when, and what a reply makes of it */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "inside.h"

/*
 * The queue is a table of states (portal.md, "exactly once"). To each belongs an answer
 * to "and if the power goes now?":
 *
 *   waiting   nothing has left; it is sent at the next start.
 *   sending   committed before the first byte leaves; at the next start it is unknown.
 *   unknown   the portal is asked, or given the same key again if it remembers keys; where
 *             it can do neither, a person decides.
 *   accepted  committed only after a whole, well-formed yes; if the power goes between the
 *             yes and the commit the row is sending, that is, unknown.
 *   refused, cancelled   nothing more happens by itself.
 *
 * The key is the row's own and never changes, so that every repetition is recognisable.
 */

enum {
	BACKOFF_FIRST = 5,		/* seconds, doubling */
	BACKOFF_LAST = 15 * 60,
	LOOKUPS_NEEDED = 2		/* answers "not there" before it is sent again */
};

static const int lookup_delays[] = {5, 15, 45};	/* seconds after the send */

static struct due *due_find(struct delivery *d, int64_t id)
{
	for (size_t i = 0; i < d->count; i++)
		if (d->due[i].id == id)
			return &d->due[i];
	return NULL;
}

void deliver_put(struct sync *s, int64_t id, int64_t at)
{
	struct delivery *d = &s->delivery;
	struct due *due = due_find(d, id);

	if (!due) {
		d->due = mem_grow(d->due, &d->cap, d->count + 1, sizeof(*d->due));
		due = &d->due[d->count++];
		*due = (struct due){.id = id};
	}
	due->at = at;
}

void deliver_drop(struct sync *s, int64_t id)
{
	struct delivery *d = &s->delivery;
	struct due *due = due_find(d, id);

	if (due)
		*due = d->due[--d->count];
}

/* Seconds until the next try: doubling, with up to a quarter of jitter so that a
 * portal that comes back is not met by everybody at once. */
static int backoff(int step)
{
	int delay = BACKOFF_FIRST;

	while (step-- > 0 && delay < BACKOFF_LAST)
		delay *= 2;
	if (delay > BACKOFF_LAST)
		delay = BACKOFF_LAST;
	return delay + (int)random_below((uint32_t)delay / 4 + 1);
}

static bool state_is_open(enum submission_state state)
{
	return state == SUBMISSION_WAITING || state == SUBMISSION_UNKNOWN;
}

/* Wall time is only trusted to say how much of a wait was left, never more. */
static int64_t due_after_restart(const struct submission *row)
{
	int64_t left = row->next_try - clock_now();

	if (left < 0)
		left = 0;
	if (left > BACKOFF_LAST)
		left = BACKOFF_LAST;
	return clock_mono() + left * 1000;
}

void deliver_load(struct sync *s)
{
	struct submission *list;
	size_t n;

	if (s->delivery.loaded || !s->desk || !desk_outbox(s->desk, &list, &n, NULL))
		return;
	for (size_t i = 0; i < n; i++)
		if (state_is_open(list[i].state))
			deliver_put(s, list[i].id, due_after_restart(&list[i]));
	submission_list_free(list, n);
	s->delivery.loaded = true;
}

void deliver_all_due(struct sync *s, const char *portal)
{
	struct submission *list;
	size_t n;

	if (!s->desk || !desk_outbox(s->desk, &list, &n, NULL))
		return;
	s->delivery.loaded = true;
	for (size_t i = 0; i < n; i++) {
		if (!state_is_open(list[i].state))
			continue;
		bool chosen = !portal || strcmp(portal, list[i].portal) == 0;
		if (chosen)
			deliver_put(s, list[i].id, clock_mono());
		else if (!due_find(&s->delivery, list[i].id))
			deliver_put(s, list[i].id, due_after_restart(&list[i]));
	}
	submission_list_free(list, n);
}

int64_t deliver_next(const struct sync *s)
{
	int64_t next = INT64_MAX;

	if (!s->desk)
		return next;
	for (size_t i = 0; i < s->delivery.count; i++)
		if (s->delivery.due[i].at < next)
			next = s->delivery.due[i].at;
	return next;
}

/* Commits what changed. When the desk refuses, the row is left alone: it stays what the
 * disk says, and a row on the disk as sending is unknown at the next start. */
static bool row_move(struct sync *s, struct submission *row, enum submission_state from)
{
	struct err e;

	if (desk_submission_update(s->desk, row, from, &e)) {
		s->changes |= SYNC_OUTBOX | SYNC_STATUS;
		return true;
	}
	struct lane *l = lane_find(s, row->portal);
	if (l)
		lane_failed(l, e.kind, e.text);
	deliver_drop(s, row->id);
	return false;
}

/* Puts off by the back-off, or by what the portal asked for. */
static void row_put_off(struct sync *s, struct submission *row, int seconds)
{
	struct due *due = due_find(&s->delivery, row->id);
	int step = due ? due->step : 0;

	if (seconds < 0)
		seconds = backoff(step);
	row->next_try = clock_now() + seconds;
	deliver_put(s, row->id, clock_mono() + (int64_t)seconds * 1000);
	due = due_find(&s->delivery, row->id);
	due->step = step + 1;
}

/* Only a person can move it on. */
static void row_park(struct sync *s, struct submission *row)
{
	row->next_try = 0;
	deliver_put(s, row->id, INT64_MAX);
}

static void row_take(struct submission *row, const struct verdict *v)
{
	if (v->remote_id)
		mem_set(&row->remote_id, v->remote_id);
	if (v->remote_url)
		mem_set(&row->remote_url, v->remote_url);
	if (v->remote_status)
		mem_set(&row->remote_status, v->remote_status);
	if (v->remark)
		mem_set(&row->remark, v->remark);
	mem_set(&row->reason, v->reason);
}

/* From unknown there are two ways on (rule 5); which one, the portal said itself. */
static void row_unknown(struct sync *s, struct lane *l, struct submission *row)
{
	row->state = SUBMISSION_UNKNOWN;
	if (l->portal.can & PORTAL_REMEMBERS_KEYS) {
		row_put_off(s, row, -1);
	} else if (l->portal.can & PORTAL_LOOKS_UP) {
		row_put_off(s, row, lookup_delays[0]);
	} else {
		row_park(s, row);
		mem_set(&row->reason, _("the answer was lost, and this portal cannot be asked: "
			"look on its site, then say whether it is there"));
	}
}

static void row_accepted(struct sync *s, struct lane *l, struct submission *row)
{
	row->state = SUBMISSION_ACCEPTED;
	row->next_try = 0;
	deliver_drop(s, row->id);
	l->report.sent++;
}

static void sent_read(struct sync *s, struct lane *l, struct submission *row,
		      const struct verdict *v)
{
	row_take(row, v);
	switch (v->kind) {
	case VERDICT_ACCEPTED:
		row_accepted(s, l, row);
		break;
	case VERDICT_REFUSED:
		row->state = SUBMISSION_REFUSED;
		row->next_try = 0;
		deliver_drop(s, row->id);
		lane_failed(l, ERR_REFUSED, v->reason ? v->reason : "");
		break;
	case VERDICT_RETRY:
	case VERDICT_NOT_SENT:
		row->state = SUBMISSION_WAITING;
		row_put_off(s, row, v->retry_after);
		lane_failed(l, ERR_NET, v->reason ? v->reason : "");
		break;
	case VERDICT_UNKNOWN:
		row_unknown(s, l, row);
		lane_failed(l, ERR_NET, v->reason ? v->reason : "");
		break;
	}
	row_move(s, row, SUBMISSION_SENDING);
}

static void send_done(void *ctx, const struct http_reply *r)
{
	struct sync *s = ctx;
	struct delivery *d = &s->delivery;
	struct lane *l = d->lane;
	struct verdict v = {.retry_after = -1};

	d->call = NULL;
	lane_heard(l, r);
	l->ops->submit_read(&l->portal, &d->row, r, &v);
	sent_read(s, l, &d->row, &v);
	verdict_clear(&v);
	submission_clear(&d->row);
	deliver_step(s);
}

/* Not there: once proves nothing, since a slow server may still be at it. */
static void looked_absent(struct sync *s, struct lane *l, struct submission *row)
{
	int64_t since = clock_now() - row->sent_at;
	size_t most = sizeof(lookup_delays) / sizeof(lookup_delays[0]) - 1;

	row->lookups++;
	bool waited = since >= l->portal.lookup_wait || since < 0;
	if (row->lookups >= LOOKUPS_NEEDED && waited) {
		row->state = SUBMISSION_WAITING;
		row->next_try = 0;
		deliver_put(s, row->id, clock_mono());
		return;
	}
	size_t step = (size_t)row->lookups < most ? (size_t)row->lookups : most;
	int64_t wait = lookup_delays[step] - since;
	if (row->lookups >= LOOKUPS_NEEDED)
		wait = l->portal.lookup_wait - since;
	row_put_off(s, row, wait > 1 ? (int)wait : 1);
}

static void lookup_done(void *ctx, const struct http_reply *r)
{
	struct sync *s = ctx;
	struct delivery *d = &s->delivery;
	struct lane *l = d->lane;
	struct submission *row = &d->row;
	struct verdict v = {.retry_after = -1};

	d->call = NULL;
	lane_heard(l, r);
	switch (l->ops->lookup_read(&l->portal, row, r, &v)) {
	case LOOKUP_FOUND:
		row_take(row, &v);
		row_accepted(s, l, row);
		break;
	case LOOKUP_ABSENT:
		looked_absent(s, l, row);
		break;
	case LOOKUP_UNABLE:
		l->portal.can &= ~(unsigned)PORTAL_LOOKS_UP;
		row_unknown(s, l, row);
		break;
	case LOOKUP_FAILED:
		row_put_off(s, row, v.retry_after);
		break;
	}
	row_move(s, row, SUBMISSION_UNKNOWN);
	verdict_clear(&v);
	submission_clear(row);
	deliver_step(s);
}

static void call_start(struct sync *s, struct http_request *request, bool looking_up)
{
	struct delivery *d = &s->delivery;
	struct http_handler on = {.ctx = s, .on_done = looking_up ? lookup_done : send_done};
	struct err e;

	d->looking_up = looking_up;
	if (http_start(s->http, request, &on, &d->call, &e)) {
		http_request_clear(request);
		return;
	}
	/* no byte has left: the address itself was not to be used */
	http_request_clear(request);
	struct submission *row = &d->row;
	mem_set(&row->reason, e.text);
	enum submission_state from = looking_up ? SUBMISSION_UNKNOWN : SUBMISSION_SENDING;
	if (!looking_up)
		row->state = SUBMISSION_WAITING;
	row_park(s, row);
	row_move(s, row, from);
	submission_clear(row);
}

static void row_send(struct sync *s, struct lane *l)
{
	struct submission *row = &s->delivery.row;
	struct http_request request = {0};
	enum submission_state from = row->state;

	row->state = SUBMISSION_SENDING;
	row->tries++;
	row->lookups = 0;
	row->sent_at = clock_now();
	row->next_try = 0;
	if (!row_move(s, row, from)) {
		submission_clear(row);
		return;
	}
	l->ops->submit_ask(&l->portal, row, &request);
	call_start(s, &request, false);
}

static void row_look_up(struct sync *s, struct lane *l)
{
	struct http_request request = {0};

	l->ops->lookup_ask(&l->portal, &s->delivery.row, &request);
	call_start(s, &request, true);
}

/* Why a row cannot move although it is due; NULL: it can. */
static const char *row_hindrance(const struct lane *l)
{
	if (!l)
		return _("its portal was removed; add it again under the same name");
	if (!l->ops || !l->ops->submit_ask || !l->portal.micropub_url)
		return _("this portal takes no bulletins");
	if (!l->portal.token)
		return _("not signed in; run: bantin login");
	return NULL;
}

static void row_begin(struct sync *s, int64_t id)
{
	struct delivery *d = &s->delivery;

	if (!desk_submission(s->desk, id, &d->row, NULL) || !state_is_open(d->row.state)) {
		submission_clear(&d->row);
		deliver_drop(s, id);
		return;
	}
	struct lane *l = lane_find(s, d->row.portal);
	const char *hindrance = row_hindrance(l);
	if (hindrance) {
		enum submission_state state = d->row.state;
		mem_set(&d->row.reason, hindrance);
		row_park(s, &d->row);
		row_move(s, &d->row, state);
		if (l)
			lane_failed(l, ERR_REFUSED, hindrance);
		submission_clear(&d->row);
		return;
	}
	d->lane = l;
	bool again = l->portal.can & PORTAL_REMEMBERS_KEYS;
	if (d->row.state == SUBMISSION_WAITING || again) {
		row_send(s, l);
	} else if (l->portal.can & PORTAL_LOOKS_UP) {
		row_look_up(s, l);
	} else {
		row_unknown(s, l, &d->row);
		row_move(s, &d->row, SUBMISSION_UNKNOWN);
		submission_clear(&d->row);
	}
}

void deliver_step(struct sync *s)
{
	struct delivery *d = &s->delivery;

	if (!s->desk || s->offline)
		return;
	deliver_load(s);
	/* each turn moves a row's time on or starts a call, so this ends */
	while (!d->call) {
		struct due *first = NULL;
		for (size_t i = 0; i < d->count; i++)
			if (d->due[i].at <= clock_mono() && (!first || d->due[i].at < first->at))
				first = &d->due[i];
		if (!first)
			return;
		row_begin(s, first->id);
	}
}

void deliver_stop(struct sync *s)
{
	struct delivery *d = &s->delivery;

	if (!d->call)
		return;
	http_cancel(s->http, d->call);
	d->call = NULL;
	if (!d->looking_up) {
		mem_set(&d->row.reason, _("stopped while it was being sent"));
		row_unknown(s, d->lane, &d->row);
		row_move(s, &d->row, SUBMISSION_SENDING);
	}
	submission_clear(&d->row);
}
