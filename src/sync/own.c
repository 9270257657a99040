/* own.c - what editors on the portal decided about bulletins that it accepted */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "inside.h"

enum { OWN_ROWS_MAX = 100 };

/* Published is the end of the way; everything else may still be decided on. */
static bool row_is_open(const struct submission *row, const char *portal)
{
	return row->state == SUBMISSION_ACCEPTED && strcmp(row->portal, portal) == 0 &&
	       (!row->remote_status || strcmp(row->remote_status, "published") != 0);
}

static bool same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static bool differs(const char *had, const char *fresh)
{
	return fresh && !same(had, fresh);
}

/* A family that tells remarks apart from the posts is asked for those of what came back. */
static bool asks_for_remark(const struct lane *l, const struct own_status *o)
{
	return l->ops->remark_ask && same(o->remote_status, "draft");
}

/* Whose word the trash is: what somebody has put back was not left there by its writer,
 * and an older text goes with the one that took its place. */
static void stage_learn(struct submission *row, const char *status, bool withdrawn)
{
	bool trash = same(status, "trash");

	if (trash && withdrawn)
		row->stage = STAGE_WITHDRAW;
	else if (status && !trash && row->stage == STAGE_WITHDRAW)
		row->stage = STAGE_RESTORE;
}

/* What the portal leaves out stays as it was, but for the remark: a later decision
 * without one takes the earlier one's remark away. */
static void row_learn(struct lane *l, struct submission *row, const struct own_status *o,
		      bool remark_known)
{
	bool remark_gone = remark_known && row->remark && !o->remark;
	struct err e;

	if (!remark_gone && !differs(row->remote_status, o->remote_status) &&
	    !differs(row->remote_url, o->remote_url) &&
	    !differs(row->remote_version, o->remote_version) &&
	    !differs(row->remark, o->remark))
		return;
	if (o->remote_status)
		mem_set(&row->remote_status, o->remote_status);
	if (o->remote_url)
		mem_set(&row->remote_url, o->remote_url);
	if (o->remote_version)
		mem_set(&row->remote_version, o->remote_version);
	if (remark_known)
		mem_set(&row->remark, o->remark);
	if (desk_submission_update(l->sync->desk, row, row->state, &e))
		l->sync->changes |= SYNC_OUTBOX | SYNC_STATUS;
	else
		lane_failed(l, e.kind, e.text);
}

static bool speaks_of(const struct own_status *o, const struct submission *row)
{
	return same(o->uid, row->key) || same(o->remote_url, row->remote_url) ||
	       same(o->remote_id, row->remote_id);
}

/* Rows that this portal accepted and may still decide on; to submission_list_free. */
static bool open_rows(struct lane *l, struct submission **list, size_t *n)
{
	size_t kept = 0;

	if (!l->sync->desk || !desk_outbox(l->sync->desk, list, n, NULL))
		return false;
	for (size_t i = 0; i < *n; i++) {
		struct submission *row = &(*list)[i];
		if (row_is_open(row, l->portal.name))
			(*list)[kept++] = *row;
		else
			submission_clear(row);
	}
	*n = kept;
	return true;
}

static void rows_learn(struct lane *l, struct submission *rows, size_t n,
		       const struct own_status *o, bool remark_known)
{
	for (size_t i = 0; i < n; i++) {
		if (!speaks_of(o, &rows[i]))
			continue;
		stage_learn(&rows[i], o->remote_status,
			    is_withdrawn_among(rows, n, &rows[i]));
		row_learn(l, &rows[i], o, remark_known);
	}
}

/* asked: for the remarks of these, too. */
static void own_learn(struct lane *l, const struct own_status *list, size_t count,
		      bool asked)
{
	struct submission *rows;
	size_t n;

	if (!open_rows(l, &rows, &n))
		return;
	for (const struct own_status *o = list; o < list + count; o++)
		rows_learn(l, rows, n, o, asked || !asks_for_remark(l, o));
	submission_list_free(rows, n);
}

/* It may tell of the text before the one that was accepted meanwhile. */
static bool again_if_stale(struct lane *l)
{
	if (!l->own_stale)
		return false;
	own_stop(l);
	own_start(l);
	return true;
}

static void remark_next(struct lane *l);

static void remark_done(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;
	struct own_status *o = &l->returned[l->returned_at++];
	struct err e;

	l->own = NULL;
	lane_heard(l, r);
	if (again_if_stale(l))
		return;
	if (l->ops->remark_read(&l->portal, r, o, &e))
		own_learn(l, o, 1, true);
	else
		lane_failed(l, e.kind, e.text);
	remark_next(l);
}

/* One after the other: there are never many. */
static void remark_next(struct lane *l)
{
	struct http_handler on = {.ctx = l, .on_done = remark_done};
	struct err e;

	while (l->returned_at < l->returned_count) {
		struct own_status *o = &l->returned[l->returned_at];
		struct http_request request = {0};

		if (asks_for_remark(l, o)) {
			l->ops->remark_ask(&l->portal, o, &request);
			if (lane_ask(l, &request, &on, &l->own, &e))
				return;
			lane_failed(l, e.kind, e.text);
		}
		l->returned_at++;
	}
	own_stop(l);
}

static void own_done(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;
	struct own_status *list;
	size_t n;
	struct err e;

	l->own = NULL;
	lane_heard(l, r);
	if (again_if_stale(l))
		return;
	if (!l->ops->own_read(&l->portal, r, &list, &n, &e)) {
		lane_failed(l, e.kind, e.text);
		return;
	}
	own_learn(l, list, n, false);
	l->returned = list;
	l->returned_count = n;
	l->returned_at = 0;
	remark_next(l);
}

void own_stop(struct lane *l)
{
	if (l->own)
		http_cancel(l->sync->http, l->own);
	l->own = NULL;
	own_status_free(l->returned, l->returned_count);
	l->returned = NULL;
	l->returned_count = 0;
}

void own_start(struct lane *l)
{
	struct http_request request = {0};
	struct http_handler on = {.ctx = l, .on_done = own_done};
	struct submission *rows;
	struct err e;
	size_t n;

	if (l->own || !l->ops->own_ask || !l->portal.token ||
	    !portal_takes_bulletins(&l->portal) || !open_rows(l, &rows, &n))
		return;
	/* the newest: older ones were decided on long ago, or never will be */
	size_t first = n > OWN_ROWS_MAX ? n - OWN_ROWS_MAX : 0;
	if (n > 0) {
		l->own_stale = false;
		l->ops->own_ask(&l->portal, rows + first, n - first, &request);
		if (!lane_ask(l, &request, &on, &l->own, &e))
			lane_failed(l, e.kind, e.text);
	}
	submission_list_free(rows, n);
}
