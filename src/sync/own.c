/* own.c - what editors on the portal decided about bulletins that it accepted */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "inside.h"

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

/* What the portal leaves out stays as it was, but for the remark: a later decision
 * without one takes the earlier one's remark away. */
static void row_learn(struct lane *l, struct submission *row, const struct own_status *o)
{
	bool remark_gone = row->remark && !o->remark;
	struct err e;

	if (!remark_gone && !differs(row->remote_status, o->remote_status) &&
	    !differs(row->remote_url, o->remote_url) && !differs(row->remark, o->remark))
		return;
	if (o->remote_status)
		mem_set(&row->remote_status, o->remote_status);
	if (o->remote_url)
		mem_set(&row->remote_url, o->remote_url);
	mem_set(&row->remark, o->remark);
	if (desk_submission_update(l->sync->desk, row, row->state, &e))
		l->sync->changes |= SYNC_OUTBOX | SYNC_STATUS;
	else
		lane_failed(l, e.kind, e.text);
}

static void own_learn(struct lane *l, const struct own_status *list, size_t n)
{
	struct submission *rows;
	size_t count;

	if (!desk_outbox(l->sync->desk, &rows, &count, NULL))
		return;
	for (size_t i = 0; i < count; i++) {
		if (!row_is_open(&rows[i], l->portal.name))
			continue;
		for (size_t k = 0; k < n; k++)
			if (same(list[k].uid, rows[i].key) ||
			    same(list[k].remote_url, rows[i].remote_url))
				row_learn(l, &rows[i], &list[k]);
	}
	submission_list_free(rows, count);
}

static void own_done(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;
	struct own_status *list;
	size_t n;
	struct err e;

	l->own = NULL;
	lane_heard(l, r);
	if (l->ops->own_read(&l->portal, r, &list, &n, &e)) {
		own_learn(l, list, n);
		own_status_free(list, n);
	} else {
		lane_failed(l, e.kind, e.text);
	}
}

static bool anything_open(struct lane *l)
{
	struct submission *rows;
	size_t n;
	bool found = false;

	if (!l->sync->desk || !desk_outbox(l->sync->desk, &rows, &n, NULL))
		return false;
	for (size_t i = 0; i < n; i++)
		found = found || row_is_open(&rows[i], l->portal.name);
	submission_list_free(rows, n);
	return found;
}

void own_start(struct lane *l)
{
	struct http_request request = {0};
	struct http_handler on = {.ctx = l, .on_done = own_done};
	struct err e;

	if (l->own || !l->ops->own_ask || !l->portal.token ||
	    !portal_takes_bulletins(&l->portal) || !anything_open(l))
		return;
	l->ops->own_ask(&l->portal, NULL, 0, &request);
	if (!lane_ask(l, &request, &on, &l->own, &e))
		lane_failed(l, e.kind, e.text);
}
