/* withdraw.c - taking back what the portal has of one's own, and putting it back */
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "inside.h"

static bool same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* An update stands where the text before it stood. */
static bool same_place(const struct submission *a, const struct submission *b)
{
	return a->id != b->id && strcmp(a->portal, b->portal) == 0 &&
	       (same(a->remote_url, b->remote_url) || same(a->remote_id, b->remote_id));
}

bool is_withdrawn_among(const struct submission *rows, size_t n,
			const struct submission *row)
{
	for (size_t i = 0; i < n; i++)
		if (same_place(&rows[i], row) && rows[i].stage == STAGE_WITHDRAW)
			return true;
	return false;
}

/* Whether `other` keeps row from being taken back, or put back. */
static bool is_free_of(const struct submission *row, const struct submission *other,
		       struct err *e)
{
	bool newer = other->id > row->id && other->state == SUBMISSION_ACCEPTED;

	if (other->id == row->id)
		return true;
	if (other->draft == row->draft && submission_is_open(other))
		return err_set(e, ERR_REFUSED, _("draft %lld is on its way already"),
			       (long long)row->draft);
	if (newer && same_place(other, row))
		return err_set(e, ERR_REFUSED,
			       _("a newer text stands in its place: submission %lld"),
			       (long long)other->id);
	if (newer && other->draft == row->draft && row->stage == STAGE_WITHDRAW)
		return err_set(e, ERR_REFUSED,
			       _("the draft was submitted again since; "
				 "this older text stays here"));
	return true;
}

static bool row_is_free(struct sync *s, const struct submission *row, struct err *e)
{
	struct submission *list;
	size_t n;

	if (!desk_outbox(s->desk, &list, &n, e))
		return false;
	bool is_free = true;
	for (size_t i = 0; is_free && i < n; i++)
		is_free = is_free_of(row, &list[i], e);
	submission_list_free(list, n);
	return is_free;
}

static bool portal_is_ready(struct sync *s, const struct submission *row, struct err *e)
{
	const char *why = lane_hindrance(lane_find(s, row->portal));

	return !why || err_set(e, ERR_USAGE, "%s", why);
}

/* Why there is nothing to withdraw. */
static bool stands_there(const struct submission *row, struct err *e)
{
	enum submission_fate fate = submission_fate(row);

	if (submission_is_open(row) && submission_takes_back(row))
		return err_set(e, ERR_REFUSED, "%s", submission_words(row));
	if (row->state == SUBMISSION_UNKNOWN || row->state == SUBMISSION_SENDING)
		return err_set(e, ERR_REFUSED,
			       _("whether the portal has it is not known yet; "
				 "retry, or settle it yourself"));
	if (row->state != SUBMISSION_ACCEPTED)
		return err_set(e, ERR_REFUSED,
			       _("the portal does not have it: there is nothing to "
				 "withdraw"));
	if (fate == FATE_WITHDRAWN || fate == FATE_DROPPED)
		return err_set(e, ERR_REFUSED,
			       _("it is no longer on the portal"));
	if (!row->remote_url && !row->remote_id)
		return err_set(e, ERR_REFUSED,
			       _("the portal never said where it stands; have its "
				 "editors take it down"));
	return true;
}

static bool is_withdrawn(const struct submission *row, struct err *e)
{
	if (submission_is_open(row) && submission_takes_back(row))
		return err_set(e, ERR_REFUSED, "%s", submission_words(row));
	return (row->state == SUBMISSION_ACCEPTED &&
		submission_fate(row) == FATE_WITHDRAWN) ||
	       err_set(e, ERR_REFUSED, _("only what you withdrew can be put back"));
}

/* A new errand of the same row: it goes the way that its creation went. */
static bool row_errand(struct sync *s, struct submission *row,
		       enum submission_stage stage, struct err *e)
{
	row->state = SUBMISSION_WAITING;
	row->stage = stage;
	row->tries = 0;
	row->lookups = 0;
	row->next_try = 0;
	mem_set(&row->reason, NULL);
	if (!desk_submission_update(s->desk, row, SUBMISSION_ACCEPTED, e))
		return false;
	deliver_load(s);
	deliver_put(s, row->id, clock_mono());
	s->changes |= SYNC_OUTBOX | SYNC_STATUS;
	return true;
}

bool sync_outbox_withdraw(struct sync *s, int64_t id, struct err *e)
{
	struct submission row;

	if (!s->desk)
		return err_set(e, ERR_BUSY, _("the desk is open in another bantin"));
	if (!desk_submission(s->desk, id, &row, e))
		return false;
	bool ok = stands_there(&row, e) && row_is_free(s, &row, e) &&
		  portal_is_ready(s, &row, e);
	if (ok) {
		mem_set(&row.remote_before, row.remote_status);
		ok = row_errand(s, &row, STAGE_WITHDRAW, e);
	}
	submission_clear(&row);
	return ok;
}

bool sync_outbox_restore(struct sync *s, int64_t id, struct err *e)
{
	struct submission row;

	if (!s->desk)
		return err_set(e, ERR_BUSY, _("the desk is open in another bantin"));
	if (!desk_submission(s->desk, id, &row, e))
		return false;
	bool ok = is_withdrawn(&row, e) && row_is_free(s, &row, e) &&
		  portal_is_ready(s, &row, e) && row_errand(s, &row, STAGE_RESTORE, e);
	submission_clear(&row);
	return ok;
}
