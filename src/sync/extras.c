/* extras.c - more than one copy of a bulletin on a portal: all but the oldest go back */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>

#include "inside.h"

static void extra_done(void *ctx, const struct http_reply *r)
{
	struct extra *x = ctx;
	struct lane *l = x->lane;
	struct verdict v = {.retry_after = -1};

	x->call = NULL;
	lane_heard(l, r);
	l->ops->submit_read(&l->portal, &x->copy, r, &v);
	if (v.kind != VERDICT_ACCEPTED)
		lane_failed(l, v.kind == VERDICT_REFUSED ? ERR_REFUSED : ERR_NET,
			    v.reason ? v.reason : "");
	verdict_clear(&v);
	submission_clear(&x->copy);
}

static void extra_withdraw(struct lane *l, struct extra *x, const struct own_status *o)
{
	struct http_request request = {0};
	struct http_handler on = {.ctx = x, .on_done = extra_done};
	struct err e;

	x->lane = l;
	x->copy = (struct submission){.stage = STAGE_WITHDRAW,
				      .remote_url = mem_str(o->remote_url),
				      .remote_id = mem_str(o->remote_id)};
	l->ops->submit_ask(&l->portal, &x->copy, &request);
	if (!lane_ask(l, &request, &on, &x->call, &e)) {
		lane_failed(l, e.kind, e.text);
		submission_clear(&x->copy);
	}
}

/* Ours by its key, another than the one that stays, and not before readers yet. */
static bool is_extra(const struct own_status *o, const struct submission *row)
{
	return o->uid && strcmp(o->uid, row->key) == 0 &&
	       o->remote_url && row->remote_url &&
	       strcmp(o->remote_url, row->remote_url) != 0 && o->remote_status &&
	       strcmp(o->remote_status, "published") != 0 &&
	       strcmp(o->remote_status, "trash") != 0;
}

void extras_withdraw(struct lane *l, const struct http_reply *r,
		     const struct submission *row)
{
	struct own_status *list;
	size_t n, used = 0;

	if (!l->ops->own_read || !l->ops->own_read(&l->portal, r, &list, &n, NULL))
		return;
	for (size_t i = 0; i < n; i++) {
		while (used < EXTRAS_MAX && l->extras[used].call)
			used++;
		if (used < EXTRAS_MAX && is_extra(&list[i], row))
			extra_withdraw(l, &l->extras[used], &list[i]);
	}
	own_status_free(list, n);
}

bool extras_busy(const struct lane *l)
{
	for (size_t i = 0; i < EXTRAS_MAX; i++)
		if (l->extras[i].call)
			return true;
	return false;
}

void extras_stop(struct lane *l)
{
	for (size_t i = 0; i < EXTRAS_MAX; i++) {
		if (!l->extras[i].call)
			continue;
		http_cancel(l->sync->http, l->extras[i].call);
		l->extras[i].call = NULL;
		submission_clear(&l->extras[i].copy);
	}
}
