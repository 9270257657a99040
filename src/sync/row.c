/* row.c - a row of the outbox: what replies make of its state */
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
 * Taking back what was accepted, and putting it back, go the same way from waiting on; a
 * no, or a person who thinks better of it, leaves the row accepted as it was.
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
bool row_move(struct sync *s, struct submission *row, enum submission_state from)
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
void row_put_off(struct sync *s, struct submission *row, int seconds)
{
	row->next_try = clock_now() + deliver_put_off(s, row->id, seconds);
}

/* Only a person can move it on. */
void row_park(struct sync *s, struct submission *row)
{
	row->next_try = 0;
	deliver_put(s, row->id, INT64_MAX);
}

void row_take(struct submission *row, const struct verdict *v)
{
	if (v->remote_id)
		mem_set(&row->remote_id, v->remote_id);
	if (v->remote_url)
		mem_set(&row->remote_url, v->remote_url);
	if (v->remote_status)
		mem_set(&row->remote_status, v->remote_status);
	if (v->remote_version)
		mem_set(&row->remote_version, v->remote_version);
	if (v->remark)
		mem_set(&row->remark, v->remark);
	mem_set(&row->reason, v->reason);
}

bool row_looks_first(const struct lane *l, const struct submission *row)
{
	return l->ops->update_looks &&
	       (row->stage == STAGE_UPDATE || row->stage == STAGE_RESTORE);
}

/* What stands in a place may be taken away twice, and the same words put there. */
static bool stage_repeats(const struct lane *l, const struct submission *row)
{
	return row->stage == STAGE_WITHDRAW ||
	       (row->stage != STAGE_CREATE && !l->ops->update_looks);
}

bool row_may_repeat(const struct lane *l, const struct submission *row)
{
	return l->portal.can & PORTAL_REMEMBERS_KEYS || stage_repeats(l, row);
}

/* From unknown there are two ways on (rule 5); which one, the portal said itself. */
void row_unknown(struct sync *s, struct lane *l, struct submission *row, int seconds)
{
	row->state = SUBMISSION_UNKNOWN;
	if (row_may_repeat(l, row)) {
		row_put_off(s, row, seconds);
	} else if (l->portal.can & PORTAL_LOOKS_UP || row_looks_first(l, row)) {
		row_put_off(s, row, lookup_delays[0]);
	} else {
		row_park(s, row);
		mem_set(&row->reason,
			_("the answer was lost, and this portal cannot be asked: "
			  "look on its site, then say whether it is there"));
	}
}

void row_accepted(struct sync *s, struct lane *l, struct submission *row)
{
	row->state = SUBMISSION_ACCEPTED;
	l->own_stale = true;
	row->next_try = 0;
	deliver_drop(s, row->id);
	if (!submission_takes_back(row))
		l->report.sent++;
}

void row_stays(struct submission *row)
{
	row->stage = row->stage == STAGE_WITHDRAW ? STAGE_FINISH : STAGE_WITHDRAW;
}

void row_refused(struct sync *s, struct submission *row)
{
	bool stays = submission_takes_back(row);

	if (stays)
		row_stays(row);
	row->state = stays ? SUBMISSION_ACCEPTED : SUBMISSION_REFUSED;
	row->next_try = 0;
	deliver_drop(s, row->id);
}

void row_hold(struct lane *l, struct submission *row, const struct verdict *v)
{
	bool refused = v->kind == VERDICT_REFUSED;

	lane_failed(l, refused ? ERR_REFUSED : ERR_NET, v->reason ? v->reason : "");
	if (refused)
		row_refused(l->sync, row);
	else
		row_put_off(l->sync, row, v->retry_after);
	row_move(l->sync, row, SUBMISSION_WAITING);
}

static void row_waits(struct sync *s, struct submission *row, int seconds)
{
	row->state = SUBMISSION_WAITING;
	row_put_off(s, row, seconds);
}

/* It stands there so far, and that is committed before what comes next is sent. */
void row_next_stage(struct sync *s, struct submission *row,
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

void row_sent(struct sync *s, struct lane *l, struct submission *row,
	      const struct http_reply *r, bool repeated)
{
	struct verdict v = {.retry_after = -1};

	l->ops->submit_read(&l->portal, row, r, &v);
	doubt_fault(&v, r);
	row_take(row, &v);
	if (v.kind != VERDICT_ACCEPTED && v.kind != VERDICT_STEP)
		lane_failed(l, v.kind == VERDICT_REFUSED ? ERR_REFUSED : ERR_NET,
			    v.reason ? v.reason : "");
	if (repeated)
		repeated_read(s, l, row, &v);
	else
		first_read(s, l, row, &v);
	verdict_clear(&v);
}

/* Not there: once proves nothing, since a slow server may still be at it. */
void row_absent(struct sync *s, struct lane *l, struct submission *row)
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

