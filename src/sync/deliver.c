/* deliver.c - the outbox: what is sent when */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "inside.h"

static void call_over(struct lane *l)
{
	submission_clear(&l->delivery.row);
	deliver_step(l->sync);
}

static void send_done(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;
	struct delivery *d = &l->delivery;

	d->call = NULL;
	lane_heard(l, r);
	row_sent(l->sync, l, &d->row, r, d->repeated);
	row_move(l->sync, &d->row, SUBMISSION_SENDING);
	call_over(l);
}

static bool refusal(const struct http_reply *r)
{
	return r->outcome == HTTP_ANSWERED && (r->status == 401 || r->status == 403);
}

static void looked_found(struct lane *l, const struct http_reply *r,
			 const struct verdict *v)
{
	struct delivery *d = &l->delivery;

	row_take(&d->row, v);
	if (v->kind == VERDICT_STEP)
		row_next_stage(l->sync, &d->row, v->stage);
	else
		row_accepted(l->sync, l, &d->row);
	extras_withdraw(l, r, &d->row);
}

static void looked_in_vain(struct lane *l, const struct http_reply *r,
			   const struct verdict *v)
{
	struct delivery *d = &l->delivery;

	row_put_off(l->sync, &d->row, v->retry_after);
	mem_set(&d->row.reason, v->reason);
	lane_failed(l, refusal(r) ? ERR_REFUSED : ERR_NET,
		    v->reason ? v->reason : "");
}

static void looked_refused(struct lane *l, const struct verdict *v)
{
	struct delivery *d = &l->delivery;

	row_take(&d->row, v);
	row_refused(l->sync, &d->row);
	lane_failed(l, ERR_REFUSED, v->reason ? v->reason : "");
}

static void row_send(struct lane *l);

static void lookup_done(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;
	struct sync *s = l->sync;
	struct delivery *d = &l->delivery;
	struct submission *row = &d->row;
	enum submission_state from = row->state;
	struct verdict v = {.retry_after = -1};

	d->call = NULL;
	lane_heard(l, r);
	enum lookup_kind kind = l->ops->lookup_read(&l->portal, row, r, &v);
	switch (kind) {
	case LOOKUP_FOUND:
		looked_found(l, r, &v);
		break;
	case LOOKUP_ABSENT:
		if (row->stage == STAGE_CREATE)
			row_absent(s, l, row);
		break;
	case LOOKUP_CONFLICT:
		looked_refused(l, &v);
		break;
	case LOOKUP_UNABLE:
		l->portal.can &= ~(unsigned)PORTAL_LOOKS_UP;
		row_unknown(s, l, row, -1);
		break;
	case LOOKUP_FAILED:
		looked_in_vain(l, r, &v);
		break;
	}
	verdict_clear(&v);
	if (kind == LOOKUP_ABSENT && row->stage != STAGE_CREATE) {
		/* what these do may be done twice */
		row_send(l);
		if (d->call)
			return;
	} else {
		row_move(s, row, from);
	}
	call_over(l);
}

static void upload_over(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;

	l->delivery.call = NULL;
	lane_heard(l, r);
	upload_read(l, r);
	call_over(l);
}

static void terms_over(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;

	l->delivery.call = NULL;
	lane_heard(l, r);
	terms_read(l, r);
	call_over(l);
}

/* No byte has left: the address itself was not to be used. */
static void call_failed(struct lane *l, const struct err *e)
{
	struct delivery *d = &l->delivery;
	struct submission *row = &d->row;
	enum submission_state from = row->state;

	mem_set(&row->reason, e->text);
	lane_failed(l, e->kind, e->text);
	if (d->kind == CALL_SEND)
		row->state = d->repeated ? SUBMISSION_UNKNOWN : SUBMISSION_WAITING;
	row_park(l->sync, row);
	row_move(l->sync, row, from);
}

static void call_start(struct lane *l, struct http_request *request, enum call_kind kind)
{
	static void (*const done[])(void *, const struct http_reply *) = {
		[CALL_SEND] = send_done,
		[CALL_LOOK_UP] = lookup_done,
		[CALL_UPLOAD] = upload_over,
		[CALL_TERMS] = terms_over,
	};
	struct delivery *d = &l->delivery;
	struct http_handler on = {.ctx = l, .on_done = done[kind]};
	struct err e;

	d->kind = kind;
	if (!lane_ask(l, request, &on, &d->call, &e))
		call_failed(l, &e);
}

static void row_send(struct lane *l)
{
	struct sync *s = l->sync;
	struct submission *row = &l->delivery.row;
	struct http_request request = {0};
	enum submission_state from = row->state;

	row->state = SUBMISSION_SENDING;
	row->tries++;
	row->lookups = 0;
	row->sent_at = clock_now();
	row->next_try = 0;
	if (!row_move(s, row, from))
		return;
	l->delivery.repeated = from == SUBMISSION_UNKNOWN && row->stage == STAGE_CREATE;
	deliver_due(s, row->id)->sent = clock_mono();
	l->ops->submit_ask(&l->portal, row, &request);
	call_start(l, &request, CALL_SEND);
}

static void row_look_up(struct lane *l)
{
	struct http_request request = {0};

	l->ops->lookup_ask(&l->portal, &l->delivery.row, &request);
	call_start(l, &request, CALL_LOOK_UP);
}

static void row_terms(struct lane *l)
{
	struct http_request request = {0};

	l->ops->terms_ask(&l->portal, &l->delivery.row, &request);
	call_start(l, &request, CALL_TERMS);
}

static void row_hindered(struct sync *s, struct submission *row, const char *why)
{
	struct lane *l = lane_find(s, row->portal);

	mem_set(&row->reason, why);
	row_park(s, row);
	row_move(s, row, row->state);
	if (l)
		lane_failed(l, ERR_REFUSED, why);
}

static void row_upload(struct lane *l)
{
	struct http_request request = {0};
	struct err e;

	if (upload_ask(l, &request, &e))
		call_start(l, &request, CALL_UPLOAD);
	else
		row_hindered(l->sync, &l->delivery.row, e.text);
}

const char *lane_hindrance(const struct lane *l)
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
static bool row_step(struct lane *l)
{
	struct submission *row = &l->delivery.row;
	enum submission_state state = row->state;
	bool waits = state == SUBMISSION_WAITING;
	bool unknown = state == SUBMISSION_UNKNOWN;

	if (waits && !submission_takes_back(row) && upload_next(row) < row->file_count) {
		row_upload(l);
	} else if (waits && terms_due(l, row)) {
		row_terms(l);
	} else if ((waits || unknown) && row_looks_first(l, row)) {
		row_look_up(l);
	} else if (waits || (unknown && row_may_repeat(l, row))) {
		row_send(l);
	} else if (unknown && l->portal.can & PORTAL_LOOKS_UP) {
		row_look_up(l);
	} else {
		row_unknown(l->sync, l, row, -1);
		row_move(l->sync, row, state);
	}
	return l->delivery.call != NULL;
}

/* Of each portal one row goes at a time; the others of it stand behind. */
static void row_begin(struct sync *s, int64_t id)
{
	struct submission row;
	struct err e = {0};

	if (!desk_submission(s->desk, id, &row, &e) && e.kind != ERR_NOT_FOUND) {
		deliver_put_off(s, id, -1);
		return;
	}
	struct lane *l = row.portal ? lane_find(s, row.portal) : NULL;
	const char *hindrance = lane_hindrance(l);
	if (e.kind == ERR_NOT_FOUND || !submission_is_open(&row)) {
		deliver_drop(s, id);
	} else if (hindrance) {
		row_hindered(s, &row, hindrance);
	} else if (l->delivery.call) {
		deliver_due(s, id)->behind = l;
	} else {
		l->delivery.row = row;
		if (!row_step(l))
			submission_clear(&l->delivery.row);
		return;
	}
	submission_clear(&row);
}

void deliver_step(struct sync *s)
{
	int64_t id;

	if (!s->desk || s->offline)
		return;
	deliver_load(s);
	/* each turn moves a row's time on, starts a call or puts it behind one: this ends */
	while ((id = deliver_first(s)) != 0)
		row_begin(s, id);
}

static void call_drop(struct lane *l)
{
	http_cancel(l->sync->http, l->delivery.call);
	l->delivery.call = NULL;
}

void deliver_let_go(struct sync *s, int64_t id)
{
	for (size_t i = 0; i < s->lane_count; i++) {
		struct delivery *d = &s->lanes[i]->delivery;
		if (!d->call || d->kind == CALL_SEND || d->row.id != id)
			continue;
		call_drop(s->lanes[i]);
		submission_clear(&d->row);
	}
}

void deliver_stop_lane(struct lane *l)
{
	struct delivery *d = &l->delivery;

	if (!d->call)
		return;
	call_drop(l);
	if (d->kind == CALL_SEND) {
		mem_set(&d->row.reason, _("stopped while it was being sent"));
		row_unknown(l->sync, l, &d->row, -1);
		row_move(l->sync, &d->row, SUBMISSION_SENDING);
	}
	submission_clear(&d->row);
}

void deliver_stop(struct sync *s)
{
	deliver_pause(s);
	for (size_t i = 0; i < s->lane_count; i++)
		deliver_stop_lane(s->lanes[i]);
}
