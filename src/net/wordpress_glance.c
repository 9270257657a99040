/* wordpress_glance.c - has a WordPress site anything new: its feed is asked, in few bytes */
#include "wordpress.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/text/url.h>

/*
 * REST knows no validators, but the site's feed does: its Last-Modified is the time of
 * the newest change to anything that readers see, and 304 needs no list of posts. The
 * ETag is a hash of the same time, and servers that pack spoil it, so it is left alone.
 */

enum { SETTLED = 600 };		/* seconds; a change may show this late */

/* The site's own folder, and whether its addresses are paths. */
static size_t site_len(const char *base, bool *paths)
{
	size_t n = strcspn(base, "?#");

	*paths = base[n] != '?' || !strstr(base + n, "rest_route=");
	if (*paths && n > 0 && base[n - 1] == '/')
		n--;
	while (n > 0 && base[n - 1] != '/')
		n--;
	return n;
}

void wordpress_glance_ask(const struct portal *p, const char *since,
			  struct http_request *out)
{
	const char *base = p->feed_url ? p->feed_url : "";
	struct buf url = {0};
	bool paths;

	buf_add(&url, base, site_len(base, &paths));
	buf_adds(&url, paths ? "feed/" : "?feed=rss2");
	*out = (struct http_request){
		.method = "HEAD",
		.url = buf_take(&url),
		.if_modified_since = mem_str(since),
		.follow = true,
		.as_is = true,
	};
}

static bool is_feed(const struct portal *p, const struct http_reply *r)
{
	const char *type = r->content_type;

	return r->status == 200 && type && strstr(type, "xml") && !strstr(type, "html") &&
	       p->feed_url && url_same_origin(r->url, p->feed_url);
}

/* By the site's own clock: a time that is not over yet would hide what comes until then,
 * and a recent one what is still being written. */
static enum glance read_mark(const struct http_reply *r, char **mark)
{
	int64_t changed, now;

	if (!r->last_modified || strlen(r->last_modified) > STAMP_MAX ||
	    !stamp_parse_loose(r->last_modified, &changed))
		return GLANCE_UNABLE;
	if (!r->date || !stamp_parse_loose(r->date, &now))
		now = clock_now();
	if (changed > now + SETTLED)
		return GLANCE_UNABLE;
	if (changed <= now - SETTLED)
		*mark = mem_str(r->last_modified);
	return GLANCE_CHANGED;
}

enum glance wordpress_glance_read(const struct portal *p, const struct http_reply *r,
				  char **mark)
{
	*mark = NULL;
	if (r->outcome == HTTP_NOT_SENT)
		return GLANCE_OFFLINE;
	if (r->outcome != HTTP_ANSWERED)
		return GLANCE_UNABLE;
	if (r->status == 304)
		return GLANCE_SAME;
	if (is_feed(p, r))
		return read_mark(r, mark);
	return r->status == 429 || r->status >= 500 ? GLANCE_CHANGED : GLANCE_UNABLE;
}
