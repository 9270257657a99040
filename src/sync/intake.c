/* intake.c - what becomes of an item that arrived: stored, or known and passed over */

#include <bantin/base/clock.h>
#include <bantin/base/stamp.h>

#include "inside.h"

static bool store_item(void *ctx, const struct article *article)
{
	struct lane *l = ctx;
	struct article a = *article;
	enum archive_change change;

	a.partial = l->portal.light && l->ops->article_ask && !a.body;
	if (a.published == STAMP_NONE) {
		a.published = clock_now();
		a.guessed = true;
	}
	if (!archive_put(l->sync->archive, &a, &change, &l->refresh.store_error))
		return false;
	sections_note(l, &a);
	time_note(l, a.updated);
	if (change == ARTICLE_NEW)
		l->report.fetched++;
	else if (change == ARTICLE_CHANGED)
		l->report.updated++;
	else
		l->report.unchanged++;
	if (change != ARTICLE_SAME) {
		l->refresh.page_news++;
		l->sync->changes |= SYNC_ARTICLES;
	}
	return true;
}

/* Until all was read once each item is looked at, for the sections that it tells of; and
 * when the user wants all to be read. */
static bool is_known(void *ctx, int64_t raw, struct article *out)
{
	struct lane *l = ctx;
	const struct refresh *f = &l->refresh;

	return !f->full && f->state.complete &&
	       archive_known(l->sync->archive, l->portal.name, raw, &out->key,
			     &out->updated, NULL);
}

static bool pass_over(void *ctx, const struct article *a)
{
	struct lane *l = ctx;

	time_note(l, a->updated);
	l->report.unchanged++;
	return true;
}

struct jsonfeed *intake_new(struct lane *l, const struct http_reply *r)
{
	const char *base = r->url ? r->url : l->portal.feed_url;
	struct jsonfeed_sink sink = {.ctx = l, .on_item = store_item,
				     .is_known = is_known, .on_known = pass_over};

	return jsonfeed_new_dialect(l->ops->dialect, base, l->portal.name, &sink);
}
