/* poll.c - the portal's poll: fetching it, voting */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "inside.h"

static void poll_store(struct lane *l, const struct poll *p)
{
	struct err e;

	if (archive_put_poll(l->sync->archive, l->portal.name, p, &e))
		l->sync->changes |= SYNC_STATUS;
	else
		lane_failed(l, e.kind, e.text);
}

static void poll_done(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;
	struct poll p = {0};
	struct err e;

	l->poll = NULL;
	lane_heard(l, r);
	if (l->ops->poll_read(&l->portal, r, &p, &e))
		poll_store(l, &p);
	else
		lane_failed(l, e.kind, e.text);
	poll_clear(&p);
}

static void first_done(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;
	struct poll p = {0};

	l->poll = NULL;
	lane_heard(l, r);
	if (l->ops->poll_read(&l->portal, r, &p, NULL))
		poll_store(l, &p);
	poll_clear(&p);
}

static bool poll_is_missing(const struct lane *l)
{
	struct poll p = {0};
	struct err e = {0};
	bool missing = !archive_poll(l->sync->archive, l->portal.name, &p, &e) &&
		       e.kind == ERR_NOT_FOUND;

	poll_clear(&p);
	return missing;
}

void poll_first(struct lane *l)
{
	struct http_request request = {0};
	struct http_handler on = {.ctx = l, .on_done = first_done};

	if (l->poll || !l->ops->poll_ask || !l->portal.poll_url || !poll_is_missing(l))
		return;
	l->ops->poll_ask(&l->portal, &request);
	lane_ask(l, &request, &on, &l->poll, NULL);
}

static void vote_done(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;
	struct poll p = {0};
	struct err e;

	l->poll = NULL;
	lane_heard(l, r);
	if (l->ops->vote_read(&l->portal, r, &p, &e)) {
		/* a portal that tells the new counts but not whose they are */
		if (!p.voted)
			mem_set(&p.voted, l->vote);
		poll_store(l, &p);
		mem_set(&l->vote, NULL);
	} else {
		lane_failed(l, e.kind, e.text);
	}
	poll_clear(&p);
}

static struct lane *lane_with_poll(struct sync *s, const char *portal, struct err *e)
{
	struct lane *l = lane_find(s, portal);

	if (!l)
		err_set(e, ERR_NOT_FOUND, _("there is no portal named %s; "
			"see: bantin portal list"), portal);
	else if (s->offline)
		err_set(e, ERR_NET, _("working offline; go online first"));
	else if (!l->ops || !l->ops->poll_ask || !l->portal.poll_url)
		err_set(e, ERR_NOT_FOUND, _("the portal %s has no poll"), portal);
	else if (l->poll)
		err_set(e, ERR_FAILED, _("the poll is being fetched just now"));
	else
		return l;
	return NULL;
}

static bool lane_poll_start(struct lane *l, struct http_request *request,
			    void (*done)(void *, const struct http_reply *),
			    struct err *e)
{
	struct http_handler on = {.ctx = l, .on_done = done};
	bool ok = lane_ask(l, request, &on, &l->poll, e);

	l->report.error[0] = '\0';
	l->report.error_kind = ERR_NONE;
	return ok;
}

bool sync_poll(struct sync *s, const char *portal, struct err *e)
{
	struct lane *l = lane_with_poll(s, portal, e);
	struct http_request request = {0};

	if (!l)
		return false;
	l->ops->poll_ask(&l->portal, &request);
	return lane_poll_start(l, &request, poll_done, e);
}

/* A vote whose answer was lost goes out under the same key again: it counts once. */
static bool vote_key(struct lane *l, const char *option, struct err *e)
{
	if (l->vote && strcmp(l->vote, option) == 0)
		return true;
	if (!uuid_new(l->vote_key, e))
		return false;
	mem_set(&l->vote, option);
	return true;
}

bool sync_vote(struct sync *s, const char *portal, const char *option, struct err *e)
{
	struct lane *l = lane_with_poll(s, portal, e);
	struct http_request request = {0};

	if (!l || !vote_key(l, option, e))
		return false;
	l->ops->vote_ask(&l->portal, option, l->vote_key, &request);
	return lane_poll_start(l, &request, vote_done, e);
}
