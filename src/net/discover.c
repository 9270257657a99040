/* discover.c - what a URL turns out to be */
#include <bantin/net/discover.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/net/jsonfeed.h>
#include <bantin/text/url.h>

#include "discover_words.h"

enum {
	PAGE_MAX = 1 << 20,	/* bytes of a page that are read */
	FEED_MAX = 1 << 20,	/* bytes of a feed, if its items are arriving then */
	START_MAX = 8 << 10	/* bytes of JSON that are kept beside the feed's reader */
};

struct discover {
	char *asked;
	struct buf start;	/* of the body: of a page all that is read */
	size_t bytes;		/* that came */
	size_t blank;		/* of start, before the first byte that says something */
	size_t looked;		/* of start, for the end of the page's head */
	struct jsonfeed *feed;	/* of a body that begins with a brace */
	bool begun, enough;
	bool bad;		/* it is no feed, error says why */
	struct err error;
};

void discover_ask(const char *url, struct http_request *out)
{
	*out = (struct http_request){
		.method = "GET",
		.url = mem_str(url),
		.accept = mem_str("application/feed+json, application/json;q=0.9, "
				  "text/html;q=0.5"),
		.follow = true,
	};
}

struct discover *discover_new(const char *asked)
{
	struct discover *d = mem_alloc(sizeof(*d));

	d->asked = mem_str(asked);
	return d;
}

void discover_free(struct discover *d)
{
	if (!d)
		return;
	jsonfeed_free(d->feed);
	buf_clear(&d->start);
	free(d->asked);
	free(d);
}

void discover_note_clear(struct discover_note *n)
{
	buf_clear(&n->detail);
	*n = (struct discover_note){0};
}

static bool ignore_item(void *ctx, const struct article *a)
{
	(void)ctx;
	(void)a;
	return true;
}

/* Past byte order marks and white space; NULL: nothing else has come yet. */
static const char *first_byte(struct discover *d)
{
	const char *s = buf_str(&d->start) + d->blank, *from = s;

	while (*s && (strchr(" \t\r\n", *s) || strncmp(s, "\xef\xbb\xbf", 3) == 0))
		s += *s == '\xef' ? 3 : 1;
	d->blank += (size_t)(s - from);
	return *s && strncmp("\xef\xbb\xbf", s, strlen(s)) != 0 ? s : NULL;
}

static void push_feed(struct discover *d, const char *p, size_t n)
{
	if (d->bad)
		return;
	d->bad = !jsonfeed_push(d->feed, p, n, &d->error);
	d->enough = d->bad || (d->bytes >= FEED_MAX && jsonfeed_in_items(d->feed));
}

/* How many of the bytes were kept. */
static size_t keep(struct discover *d, const char *p, size_t n)
{
	size_t max = d->feed ? START_MAX : PAGE_MAX;
	size_t room = d->start.len < max ? max - d->start.len : 0;
	size_t kept = n < room ? n : room;

	buf_add(&d->start, p, kept);
	return kept;
}

static void begin(struct discover *d, const char *url)
{
	static const struct jsonfeed_sink none = {.on_item = ignore_item};
	const char *first = first_byte(d);

	d->begun = first != NULL;
	if (!first || *first != '{')
		return;
	d->feed = jsonfeed_new(url, "", &none);
	push_feed(d, d->start.s, d->start.len);
	if (d->start.len > START_MAX)
		buf_cut(&d->start, START_MAX);
}

/* Whether the page's head is over, from where was looked before. */
static bool head_is_over(struct discover *d)
{
	static const char body[] = "<body";
	const size_t n = sizeof(body) - 1;

	for (; d->looked + n <= d->start.len; d->looked++)
		if (strncasecmp(d->start.s + d->looked, body, n) == 0)
			return true;
	return false;
}

/* What a site says of itself stands in its head: a long page need not come whole. */
static void look_at_page(struct discover *d, const char *url)
{
	struct links l = {0};

	d->enough = d->start.len >= PAGE_MAX;
	if (d->enough || !head_is_over(d))
		return;
	links_from_html(&l, d->start.s, d->looked, url);
	d->enough = l.feed || l.wordpress;
	if (d->enough)
		buf_cut(&d->start, d->looked);
	d->looked = PAGE_MAX;
	links_clear(&l);
}

bool discover_push(struct discover *d, const char *url, const char *p, size_t n)
{
	bool had_begun = d->begun;
	size_t kept;

	if (d->enough)
		return false;
	d->bytes += n;
	kept = keep(d, p, n);
	if (!had_begun) {
		begin(d, url);
		p += kept;
		n -= kept;
	}
	if (d->feed)
		push_feed(d, p, n);
	else
		look_at_page(d, url);
	return !d->enough;
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

/* REST does all that such a site can do, a feed or Micropub beside it only a part. */
static enum discovery found_wordpress(const char *base, struct links *l, struct portal *p)
{
	p->family = PORTAL_WORDPRESS;
	mem_set(&p->feed_url, base);
	mem_set(&p->micropub_url, NULL);
	if (!p->title)
		take(&p->title, &l->title);
	p->can = PORTAL_WRITES | PORTAL_LOOKS_UP | PORTAL_REMARKS;
	return DISCOVER_WORDPRESS;
}

static enum discovery follow_links(struct links *l, struct portal *p)
{
	if (!p->micropub_url)
		take(&p->micropub_url, &l->micropub);
	mem_set(&p->feed_url, l->feed);
	return DISCOVER_FOLLOW;
}

static enum discovery no_answer(const struct http_reply *r, struct discover_note *note,
				struct err *e)
{
	bool refused = r->outcome == HTTP_ANSWERED && r->status < 500 && r->status != 429;
	char *reason = reply_reason(r);

	note->kind = refused ? "refused" : "no-answer";
	err_set(e, refused ? ERR_REFUSED : ERR_NET, "%s", reason);
	free(reason);
	return DISCOVER_NONE;
}

/* The root of a REST interface, given in place of the site. */
static bool is_rest_root(const struct discover *d)
{
	const char *s = buf_str(&d->start);

	return d->feed && strstr(s, "\"namespaces\"") &&
	       (strstr(s, "\"wp\\/v2\"") || strstr(s, "\"wp/v2\""));
}

static bool read_feed(struct discover *d, struct feed_head *head)
{
	if (!d->feed || d->bad)
		return false;
	if (d->enough)
		return jsonfeed_so_far(d->feed, head, &d->error);
	return jsonfeed_end(d->feed, head, &d->error);
}

static enum discovery decide(struct discover *d, const struct http_reply *r,
			     struct links *l, struct portal *p, struct err *e)
{
	struct feed_head head = {0};
	enum discovery found;
	bool feed = read_feed(d, &head);

	if (l->wordpress)
		found = found_wordpress(l->wordpress, l, p);
	else if (!feed && is_rest_root(d))
		found = found_wordpress(r->url, l, p);
	else if (feed)
		found = found_feed(r, &head, l, p);
	else if (l->feed && strcmp(l->feed, r->url) != 0)
		found = follow_links(l, p);
	else
		found = DISCOVER_NONE;
	if (found == DISCOVER_NONE && d->feed)
		*e = d->error;
	feed_head_clear(&head);
	return found;
}

enum discovery discover_end(struct discover *d, const struct http_reply *r,
			    struct portal *p, struct discover_note *note, struct err *e)
{
	bool whole = r->outcome == HTTP_ANSWERED ||
		     (r->outcome == HTTP_STOPPED && d->enough);
	struct seen seen = {.asked = d->asked, .reply = r, .json = d->feed != NULL,
			    .page = &d->start,
			    .bytes = d->bytes > 0 ? d->bytes : r->body.len};
	struct err why = {0};

	*note = (struct discover_note){0};
	if (!whole || r->status != 200) {
		enum discovery found = no_answer(r, note, e ? e : &why);
		discover_detail(&seen, note);
		return found;
	}
	set_missing(&p->url, r->url);
	links_from_header(&seen.links, r->link, r->url);
	if (!d->feed)
		links_from_html(&seen.links, buf_str(&d->start), d->start.len, r->url);
	enum discovery found = decide(d, r, &seen.links, p, &why);
	discover_name(&seen, found, note, &why);
	if (found == DISCOVER_NONE && e)
		*e = why;
	discover_detail(&seen, note);
	links_clear(&seen.links);
	return found;
}

enum discovery discover_read(const struct http_reply *r, struct portal *p, struct err *e)
{
	struct discover *d = discover_new(p->url);
	struct discover_note note;

	discover_push(d, r->url, buf_str(&r->body), r->body.len);
	enum discovery found = discover_end(d, r, p, &note, e);
	discover_note_clear(&note);
	discover_free(d);
	return found;
}
