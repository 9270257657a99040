/* deliver.c - the outbox: what is sent when */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "inside.h"

static void call_over(struct sync *s)
{
	submission_clear(&s->delivery.row);
	deliver_step(s);
}

static void send_done(void *ctx, const struct http_reply *r)
{
	struct sync *s = ctx;
	struct delivery *d = &s->delivery;

	d->call = NULL;
	lane_heard(d->lane, r);
	row_sent(s, d->lane, &d->row, r, d->repeated);
	row_move(s, &d->row, SUBMISSION_SENDING);
	call_over(s);
}

static bool refusal(const struct http_reply *r)
{
	return r->outcome == HTTP_ANSWERED && (r->status == 401 || r->status == 403);
}

static void looked_found(struct sync *s, const struct http_reply *r,
			 const struct verdict *v)
{
	struct delivery *d = &s->delivery;

	row_take(&d->row, v);
	if (v->kind == VERDICT_STEP)
		row_next_stage(s, &d->row, v->stage);
	else
		row_accepted(s, d->lane, &d->row);
	extras_withdraw(d->lane, r, &d->row);
}

static void looked_in_vain(struct sync *s, const struct http_reply *r,
			   const struct verdict *v)
{
	struct delivery *d = &s->delivery;

	row_put_off(s, &d->row, v->retry_after);
	mem_set(&d->row.reason, v->reason);
	lane_failed(d->lane, refusal(r) ? ERR_REFUSED : ERR_NET,
		    v->reason ? v->reason : "");
}

static void looked_refused(struct sync *s, const struct verdict *v)
{
	struct delivery *d = &s->delivery;

	row_take(&d->row, v);
	row_refused(s, &d->row);
	lane_failed(d->lane, ERR_REFUSED, v->reason ? v->reason : "");
}

static void row_send(struct sync *s, struct lane *l);

static void lookup_done(void *ctx, const struct http_reply *r)
{
	struct sync *s = ctx;
	struct delivery *d = &s->delivery;
	struct submission *row = &d->row;
	enum submission_state from = row->state;
	struct verdict v = {.retry_after = -1};

	d->call = NULL;
	lane_heard(d->lane, r);
	enum lookup_kind kind = d->lane->ops->lookup_read(&d->lane->portal, row, r, &v);
	switch (kind) {
	case LOOKUP_FOUND:
		looked_found(s, r, &v);
		break;
	case LOOKUP_ABSENT:
		if (row->stage == STAGE_CREATE)
			row_absent(s, d->lane, row);
		break;
	case LOOKUP_CONFLICT:
		looked_refused(s, &v);
		break;
	case LOOKUP_UNABLE:
		d->lane->portal.can &= ~(unsigned)PORTAL_LOOKS_UP;
		row_unknown(s, d->lane, row, -1);
		break;
	case LOOKUP_FAILED:
		looked_in_vain(s, r, &v);
		break;
	}
	verdict_clear(&v);
	if (kind == LOOKUP_ABSENT && row->stage != STAGE_CREATE) {
		/* what these do may be done twice */
		row_send(s, d->lane);
		if (d->call)
			return;
	} else {
		row_move(s, row, from);
	}
	call_over(s);
}

static void upload_over(void *ctx, const struct http_reply *r)
{
	struct sync *s = ctx;

	s->delivery.call = NULL;
	lane_heard(s->delivery.lane, r);
	upload_read(s, s->delivery.lane, r);
	call_over(s);
}

/* No byte has left: the address itself was not to be used. */
static void call_failed(struct sync *s, const struct err *e)
{
	struct delivery *d = &s->delivery;
	struct submission *row = &d->row;
	enum submission_state from = row->state;

	mem_set(&row->reason, e->text);
	lane_failed(d->lane, e->kind, e->text);
	if (d->kind == CALL_SEND)
		row->state = d->repeated ? SUBMISSION_UNKNOWN : SUBMISSION_WAITING;
	row_park(s, row);
	row_move(s, row, from);
}

static void call_start(struct sync *s, struct http_request *request, enum call_kind kind)
{
	static void (*const done[])(void *, const struct http_reply *) = {
		[CALL_SEND] = send_done,
		[CALL_LOOK_UP] = lookup_done,
		[CALL_UPLOAD] = upload_over,
	};
	struct delivery *d = &s->delivery;
	struct http_handler on = {.ctx = s, .on_done = done[kind]};
	struct err e;

	d->kind = kind;
	if (!lane_ask(d->lane, request, &on, &d->call, &e))
		call_failed(s, &e);
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
	s->delivery.repeated = from == SUBMISSION_UNKNOWN && row->stage == STAGE_CREATE;
	deliver_due(s, row->id)->sent = clock_mono();
	l->ops->submit_ask(&l->portal, row, &request);
	call_start(s, &request, CALL_SEND);
}

static void row_look_up(struct sync *s, struct lane *l)
{
	struct http_request request = {0};

	l->ops->lookup_ask(&l->portal, &s->delivery.row, &request);
	call_start(s, &request, CALL_LOOK_UP);
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

static void row_upload(struct sync *s, struct lane *l)
{
	struct http_request request = {0};
	struct err e;

	if (upload_ask(s, l, &request, &e))
		call_start(s, &request, CALL_UPLOAD);
	else
		row_hindered(s, l, e.text);
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

/* The next permitted step. False: no call was started, and the row is to be let go. */
static bool row_step(struct sync *s, struct lane *l)
{
	struct submission *row = &s->delivery.row;
	enum submission_state state = row->state;
	bool waits = state == SUBMISSION_WAITING;

	s->delivery.lane = l;
	if (waits && upload_next(row) < row->file_count) {
		row_upload(s, l);
	} else if (waits && row->stage == STAGE_UPDATE && l->ops->update_looks) {
		row_look_up(s, l);
	} else if (waits || (state == SUBMISSION_UNKNOWN && row_may_repeat(l, row))) {
		row_send(s, l);
	} else if (state == SUBMISSION_UNKNOWN && l->portal.can & PORTAL_LOOKS_UP) {
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

	if (!d->call || d->kind == CALL_SEND || d->row.id != id)
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
	if (d->kind == CALL_SEND) {
		mem_set(&d->row.reason, _("stopped while it was being sent"));
		row_unknown(s, d->lane, &d->row, -1);
		row_move(s, &d->row, SUBMISSION_SENDING);
	}
	submission_clear(&d->row);
}
