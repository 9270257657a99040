/* glance.c - one short question before reading: is anything new there at all */
#include <bantin/base/clock.h>
#include <bantin/base/mem.h>

#include "inside.h"

/*
 * What the glance says is kept only when all that it made us read is stored, so that a
 * cut hides nothing. A site that cannot say, or said "nothing new" when there was, is
 * not glanced at for a week. What is asked for now and then (by_time.c) is asked for
 * whatever the glance says.
 */

enum { BLIND_FOR = 7 * 24 * 3600 };	/* seconds */

static bool is_blind(const struct feed_state *state)
{
	int64_t left = state->glance - clock_now();

	return left > 0 && left <= BLIND_FOR;
}

static void glance_done(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;
	struct refresh *f = &l->refresh;

	l->pull = NULL;
	lane_heard(l, r);
	enum glance seen = l->ops->glance_read(&l->portal, r, &f->mark);
	if (seen == GLANCE_OFFLINE) {
		refresh_broken(l, r);
		return;
	}
	f->same = seen == GLANCE_SAME && time_goes_on(l);
	f->blind = seen == GLANCE_UNABLE;
	if (f->same)
		l->report.pages++;
	refresh_read(l);
}

bool glance_start(struct lane *l)
{
	struct refresh *f = &l->refresh;
	struct http_handler on = {.ctx = l, .on_done = glance_done};
	struct http_request request = {0};

	glance_drop(f);
	if (!l->ops->glance_ask || is_blind(&f->state))
		return false;
	l->ops->glance_ask(&l->portal, time_goes_on(l) ? f->state.last_modified : NULL,
			   &request);
	return lane_ask(l, &request, &on, &l->pull, NULL);
}

void glance_settle(struct refresh *f)
{
	if (f->blind)
		f->state.glance = clock_now() + BLIND_FOR;
	else if (f->mark)
		f->state.glance = 0;
	if (f->blind || f->mark)
		mem_set(&f->state.last_modified, f->mark);
}

void glance_drop(struct refresh *f)
{
	f->same = f->blind = false;
	mem_set(&f->mark, NULL);
}
