/* discover.c - what a URL turns out to be */
#include <bantin/net/discover.h>

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/net/jsonfeed.h>
#include <bantin/text/url.h>

#include "links.h"
#include "reply.h"

enum { PAGE_MAX = 8 << 20 };	/* bytes */

void discover_ask(const char *url, struct http_request *out)
{
	*out = (struct http_request){
		.method = "GET",
		.url = mem_str(url),
		.accept = mem_str("application/feed+json, application/json;q=0.9, "
				  "text/html;q=0.5"),
		.follow = true,
		.ceiling = PAGE_MAX,
	};
}

static bool ignore_item(void *ctx, const struct article *a)
{
	(void)ctx;
	(void)a;
	return true;
}

/* Gives away *from to *slot where the feed says something; else *slot stays. */
static void take(char **slot, char **from)
{
	if (!*from)
		return;
	free(*slot);
	*slot = *from;
	*from = NULL;
}

static void set_missing(char **slot, const char *s)
{
	if (!*slot)
		*slot = mem_str(s);
}

static bool read_feed(const struct http_reply *r, struct feed_head *head, struct err *e)
{
	static const struct jsonfeed_sink none = {.on_item = ignore_item};
	struct jsonfeed *f = jsonfeed_new(r->url, "", &none);
	bool good = jsonfeed_push(f, buf_str(&r->body), r->body.len, e) &&
		    jsonfeed_end(f, head, e);

	jsonfeed_free(f);
	return good;
}

/* What the feed itself says comes before its Link header, and that before older finds. */
static enum discovery found_feed(const struct http_reply *r, struct feed_head *head,
				 struct links *l, struct portal *p)
{
	p->family = PORTAL_JSONFEED;
	mem_set(&p->feed_url, r->url);
	take(&p->title, &head->title);
	take(&p->micropub_url, head->micropub_url ? &head->micropub_url : &l->micropub);
	take(&p->poll_url, &head->poll_url);
	p->can |= head->can;
	if (p->micropub_url)
		p->can |= PORTAL_WRITES;
	return DISCOVER_FEED;
}

/* The first byte that is no white space or byte order mark. */
static char first_byte(const struct http_reply *r)
{
	const char *s = buf_str(&r->body);

	if (strncmp(s, "\xef\xbb\xbf", 3) == 0)
		s += 3;
	return s[strspn(s, " \t\r\n")];
}

static enum discovery follow_links(struct links *l, struct portal *p)
{
	if (!p->micropub_url)
		take(&p->micropub_url, &l->micropub);
	mem_set(&p->feed_url, l->feed);
	return DISCOVER_FOLLOW;
}

static enum discovery found_nothing(const struct links *l, struct portal *p,
				    struct err *e)
{
	if (!p->micropub_url)
		mem_set(&p->micropub_url, l->micropub);
	if (l->wordpress)
		err_set(e, ERR_NOT_FOUND,
			_("This is a WordPress site without a JSON Feed; bantin cannot "
			  "read such sites yet"));
	else
		err_set(e, ERR_NOT_FOUND,
			_("This page names no JSON Feed that could be read"));
	return DISCOVER_NONE;
}

static enum discovery no_answer(const struct http_reply *r, struct err *e)
{
	bool refused = r->outcome == HTTP_ANSWERED && r->status < 500 && r->status != 429;
	char *reason = reply_reason(r);

	err_set(e, refused ? ERR_REFUSED : ERR_NET, "%s", reason);
	free(reason);
	return DISCOVER_NONE;
}

enum discovery discover_read(const struct http_reply *r, struct portal *p, struct err *e)
{
	struct feed_head head = {0};
	struct links links = {0};
	enum discovery found;

	if (r->outcome != HTTP_ANSWERED || r->status != 200)
		return no_answer(r, e);
	set_missing(&p->url, r->url);
	bool json = first_byte(r) == '{';
	bool feed = json && read_feed(r, &head, e);
	links_from_header(&links, r->link, r->url);
	if (!json)
		links_from_html(&links, buf_str(&r->body), r->body.len, r->url);
	if (feed)
		found = found_feed(r, &head, &links, p);
	else if (links.feed && strcmp(links.feed, r->url) != 0)
		found = follow_links(&links, p);
	else
		found = json ? DISCOVER_NONE : found_nothing(&links, p, e);
	feed_head_clear(&head);
	links_clear(&links);
	return found;
}
