/* whole.c - the text of an article whose head alone is here */
#include <stdlib.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "inside.h"

static void whole_over(struct lane *l)
{
	jsonfeed_free(l->whole.reader);
	l->whole = (struct whole){0};
	l->sync->changes |= SYNC_ARTICLES | SYNC_STATUS;
}

static bool store(void *ctx, const struct article *a)
{
	struct lane *l = ctx;
	enum archive_change change;

	return archive_put(l->sync->archive, a, &change, &l->whole.trouble);
}

static bool whole_body(void *ctx, const struct http_reply *r, const char *p, size_t n)
{
	struct lane *l = ctx;
	struct whole *w = &l->whole;
	struct err e = {0};

	if (!w->reader) {
		struct jsonfeed_sink sink = {.ctx = l, .on_item = store};
		w->reader = jsonfeed_new_dialect(l->ops->dialect, r->url, l->portal.name,
						 &sink);
	}
	bool ok = jsonfeed_push(w->reader, p, n, &e);
	if (!ok && w->trouble.kind == ERR_NONE)
		w->trouble = e;
	return ok;
}

static bool whole_read(struct lane *l, const struct http_reply *r, struct err *e)
{
	struct feed_head head = {0};

	if (l->whole.trouble.kind != ERR_NONE) {
		*e = l->whole.trouble;
		return false;
	}
	if (r->outcome != HTTP_ANSWERED || r->status != 200 || !l->whole.reader) {
		struct buf why = {0};

		portal_reason(r, &why);
		err_set(e, ERR_NET, "%s", buf_str(&why));
		buf_clear(&why);
		return false;
	}
	bool ok = jsonfeed_end(l->whole.reader, &head, e);
	if (ok && head.items == 0)
		ok = err_set(e, ERR_NOT_FOUND, _("the portal has this article no more"));
	feed_head_clear(&head);
	return ok;
}

static void whole_done(void *ctx, const struct http_reply *r)
{
	struct lane *l = ctx;
	struct err e;

	l->whole.call = NULL;
	lane_heard(l, r);
	if (!whole_read(l, r, &e))
		lane_failed(l, e.kind, e.text);
	whole_over(l);
}

bool whole_busy(const struct lane *l)
{
	return l->whole.call != NULL;
}

void whole_stop(struct lane *l)
{
	if (!l->whole.call)
		return;
	http_cancel(l->sync->http, l->whole.call);
	whole_over(l);
}

bool sync_article(struct sync *s, int64_t id, struct err *e)
{
	struct article a;
	struct http_request request = {0};

	if (s->offline)
		return err_set(e, ERR_NET, _("working offline; go online first"));
	if (s->elsewhere)
		return err_set(e, ERR_USAGE,
			       _("the host's news have only the head of this article"));
	if (!archive_article(s->archive, id, &a, e))
		return false;
	struct lane *l = lane_find(s, a.portal);
	struct http_handler on = {.ctx = l, .on_body = whole_body, .on_done = whole_done};
	bool ok = (l && l->ops && l->ops->article_ask) ||
		  err_set(e, ERR_USAGE, _("this portal cannot be asked for one article"));
	if (ok) {
		whole_stop(l);
		l->ops->article_ask(&l->portal, a.key, &request);
		ok = lane_ask(l, &request, &on, &l->whole.call, e);
	}
	article_clear(&a);
	return ok;
}
