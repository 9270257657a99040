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
 *   unknown   the portal is asked, or given the same key again if it remembers keys;
 *             where it can do neither, a person decides. Only a yes, two answers that it
 *             is not there or that person's word lead out of it.
 *   accepted  committed only after a whole, well-formed yes; if the power goes between
 *             the yes and the commit the row is sending, that is, unknown.
 *   refused, cancelled   nothing more happens by itself.
 *
 * The key is the row's own and never changes, so that every repetition is recognisable.
 */

enum {
	LOOKUPS_NEEDED = 2,		/* answers "not there" before it is sent again */
	UNAVAILABLE = 503
};

static const int lookup_delays[] = {5, 15, 45};	/* seconds after the send */

/* Commits what changed. When the desk refuses, the row stays what the disk says, and
 * that is looked at again later. */
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
	deliver_put_off(s, row->id, -1);
	return false;
}

/* Puts off by the back-off, or by what the portal asked for. */
static void row_put_off(struct sync *s, struct submission *row, int seconds)
{
	row->next_try = clock_now() + deliver_put_off(s, row->id, seconds);
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
static void row_unknown(struct sync *s, struct lane *l, struct submission *row,
			int seconds)
{
	row->state = SUBMISSION_UNKNOWN;
	if (l->portal.can & PORTAL_REMEMBERS_KEYS) {
		row_put_off(s, row, seconds);
	} else if (l->portal.can & PORTAL_LOOKS_UP) {
		row_put_off(s, row, lookup_delays[0]);
	} else {
		row_park(s, row);
		mem_set(&row->reason,
			_("the answer was lost, and this portal cannot be asked: "
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

static void row_refused(struct sync *s, struct submission *row)
{
	row->state = SUBMISSION_REFUSED;
	row->next_try = 0;
	deliver_drop(s, row->id);
}

static void row_waits(struct sync *s, struct submission *row, int seconds)
{
	row->state = SUBMISSION_WAITING;
	row_put_off(s, row, seconds);
}

/* It stands there so far, and that is committed before what comes next is sent. */
static void row_next_stage(struct sync *s, struct submission *row,
			   enum submission_stage stage)
{
	row->state = SUBMISSION_WAITING;
	row->stage = stage;
	row->lookups = 0;
	row->next_try = 0;
	deliver_put(s, row->id, clock_mono());
}

/*
 * A repetition of a send whose answer was lost. A no, or no answer, speaks of this try
 * alone: the first may be there all the same, so the row stays unknown.
 */
static void repeated_read(struct sync *s, struct lane *l, struct submission *row,
			  const struct verdict *v)
{
	if (v->kind == VERDICT_ACCEPTED) {
		row_accepted(s, l, row);
	} else if (v->kind == VERDICT_STEP) {
		row_next_stage(s, row, v->stage);
	} else if (v->kind == VERDICT_REFUSED) {
		row->state = SUBMISSION_UNKNOWN;
		row_park(s, row);
	} else {
		row_unknown(s, l, row, v->retry_after);
	}
}

static void first_read(struct sync *s, struct lane *l, struct submission *row,
		       const struct verdict *v)
{
	switch (v->kind) {
	case VERDICT_ACCEPTED:
		row_accepted(s, l, row);
		break;
	case VERDICT_REFUSED:
		row_refused(s, row);
		break;
	case VERDICT_RETRY:
	case VERDICT_NOT_SENT:
		row_waits(s, row, v->retry_after);
		break;
	case VERDICT_STEP:
		row_next_stage(s, row, v->stage);
		break;
	case VERDICT_UNKNOWN:
		row_unknown(s, l, row, v->retry_after);
		break;
	}
}

/* A portal that fell over may have fallen after it stored the bulletin; only "not now"
 * (429, 503) says that it did not begin. */
static void doubt_fault(struct verdict *v, const struct http_reply *r)
{
	if (v->kind == VERDICT_RETRY && r->status >= 500 && r->status != UNAVAILABLE)
		v->kind = VERDICT_UNKNOWN;
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
	doubt_fault(&v, r);
	row_take(&d->row, &v);
	if (v.kind != VERDICT_ACCEPTED)
		lane_failed(l, v.kind == VERDICT_REFUSED ? ERR_REFUSED : ERR_NET,
			    v.reason ? v.reason : "");
	if (d->repeated)
		repeated_read(s, l, &d->row, &v);
	else
		first_read(s, l, &d->row, &v);
	row_move(s, &d->row, SUBMISSION_SENDING);
	verdict_clear(&v);
	submission_clear(&d->row);
	deliver_step(s);
}

/* Not there: once proves nothing, since a slow server may still be at it. */
static void looked_absent(struct sync *s, struct lane *l, struct submission *row)
{
	int64_t since = (clock_mono() - deliver_due(s, row->id)->sent) / 1000;
	int wait = l->portal.lookup_wait;

	/* sent by a clock that was wrong then: the wait begins now */
	if (row->sent_at > clock_now())
		row->sent_at = clock_now();
	row->lookups++;
	if (row->lookups >= LOOKUPS_NEEDED && since >= wait) {
		row->state = SUBMISSION_WAITING;
		row->next_try = 0;
		deliver_put(s, row->id, clock_mono());
		return;
	}
	size_t step = (size_t)row->lookups;
	if (step < sizeof(lookup_delays) / sizeof(lookup_delays[0]) &&
	    (lookup_delays[step] < wait || row->lookups < LOOKUPS_NEEDED))
		wait = lookup_delays[step];
	row_put_off(s, row, wait > since ? (int)(wait - since) : 1);
}

static bool refusal(const struct http_reply *r)
{
	return r->outcome == HTTP_ANSWERED && (r->status == 401 || r->status == 403);
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
		if (v.kind == VERDICT_STEP) {
			row_next_stage(s, row, v.stage);
		} else {
			row_accepted(s, l, row);
			extras_withdraw(l, r, row);
		}
		break;
	case LOOKUP_CONFLICT:
		row_take(row, &v);
		row_refused(s, row);
		lane_failed(l, ERR_REFUSED, v.reason ? v.reason : "");
		break;
	case LOOKUP_ABSENT:
		looked_absent(s, l, row);
		break;
	case LOOKUP_UNABLE:
		l->portal.can &= ~(unsigned)PORTAL_LOOKS_UP;
		row_unknown(s, l, row, -1);
		break;
	case LOOKUP_FAILED:
		row_put_off(s, row, v.retry_after);
		mem_set(&row->reason, v.reason);
		lane_failed(l, refusal(r) ? ERR_REFUSED : ERR_NET,
			    v.reason ? v.reason : "");
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
	struct http_handler on = {.ctx = s,
				  .on_done = looking_up ? lookup_done : send_done};
	struct err e;

	d->looking_up = looking_up;
	if (lane_ask(d->lane, request, &on, &d->call, &e))
		return;
	/* no byte has left: the address itself was not to be used */
	struct submission *row = &d->row;
	mem_set(&row->reason, e.text);
	lane_failed(d->lane, e.kind, e.text);
	enum submission_state from = looking_up ? SUBMISSION_UNKNOWN : SUBMISSION_SENDING;
	if (!looking_up)
		row->state = d->repeated ? SUBMISSION_UNKNOWN : SUBMISSION_WAITING;
	row_park(s, row);
	row_move(s, row, from);
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
	if (!row_move(s, row, from))
		return;
	s->delivery.repeated = from == SUBMISSION_UNKNOWN;
	deliver_due(s, row->id)->sent = clock_mono();
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
	if (!l->ops || !l->ops->submit_ask || !portal_takes_bulletins(&l->portal))
		return _("this portal takes no bulletins");
	if (!l->portal.token)
		return _("not signed in; run: bantin login");
	return NULL;
}

static void row_hindered(struct sync *s, struct lane *l, const char *why)
{
	struct submission *row = &s->delivery.row;

	mem_set(&row->reason, why);
	row_park(s, row);
	row_move(s, row, row->state);
	if (l)
		lane_failed(l, ERR_REFUSED, why);
}

/* The next permitted step. False: no call was started, and the row is to be let go. */
static bool row_step(struct sync *s, struct lane *l)
{
	struct submission *row = &s->delivery.row;
	enum submission_state state = row->state;
	unsigned can = l->portal.can;

	s->delivery.lane = l;
	if (state == SUBMISSION_WAITING ||
	    (state == SUBMISSION_UNKNOWN && can & PORTAL_REMEMBERS_KEYS)) {
		row_send(s, l);
	} else if (state == SUBMISSION_UNKNOWN && can & PORTAL_LOOKS_UP) {
		row_look_up(s, l);
	} else {
		row_unknown(s, l, row, -1);
		row_move(s, row, state);
	}
	return s->delivery.call != NULL;
}

static void row_begin(struct sync *s, int64_t id)
{
	struct submission *row = &s->delivery.row;
	struct err e = {0};

	if (!desk_submission(s->desk, id, row, &e) && e.kind != ERR_NOT_FOUND) {
		deliver_put_off(s, id, -1);
		return;
	}
	if (e.kind == ERR_NOT_FOUND || (row->state != SUBMISSION_WAITING &&
	    row->state != SUBMISSION_UNKNOWN && row->state != SUBMISSION_SENDING)) {
		deliver_drop(s, id);
		submission_clear(row);
		return;
	}
	struct lane *l = lane_find(s, row->portal);
	const char *hindrance = row_hindrance(l);
	if (hindrance)
		row_hindered(s, l, hindrance);
	else if (row_step(s, l))
		return;
	submission_clear(row);
}

void deliver_step(struct sync *s)
{
	int64_t id;

	if (!s->desk || s->offline)
		return;
	deliver_load(s);
	/* each turn moves a row's time on or starts a call, so this ends */
	while (!s->delivery.call && (id = deliver_first(s)) != 0)
		row_begin(s, id);
}

void deliver_let_go(struct sync *s, int64_t id)
{
	struct delivery *d = &s->delivery;

	if (!d->call || !d->looking_up || d->row.id != id)
		return;
	http_cancel(s->http, d->call);
	d->call = NULL;
	submission_clear(&d->row);
}

void deliver_stop(struct sync *s)
{
	struct delivery *d = &s->delivery;

	deliver_pause(s);
	if (!d->call)
		return;
	http_cancel(s->http, d->call);
	d->call = NULL;
	if (!d->looking_up) {
		mem_set(&d->row.reason, _("stopped while it was being sent"));
		row_unknown(s, d->lane, &d->row, -1);
		row_move(s, &d->row, SUBMISSION_SENDING);
	}
	submission_clear(&d->row);
}
