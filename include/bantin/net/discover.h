/* discover.h - what a URL turns out to be */
#ifndef BANTIN_NET_DISCOVER_H
#define BANTIN_NET_DISCOVER_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/base/err.h>
#include <bantin/base/portal.h>
#include <bantin/net/http.h>

enum discovery {
	DISCOVER_FEED,	/* the reply is a JSON Feed: p is filled */
	DISCOVER_WORDPRESS,/* the reply names a REST interface, which p->feed_url is; what
			 * that can do is still to be asked there */
	DISCOVER_FOLLOW,/* the reply named a feed: p->feed_url is to be fetched next */
	DISCOVER_NONE	/* neither; e says so in words a clerk understands */
};

/* What was found, for those who look after the site. {0} to begin with. */
struct discover_note {
	/* "json-feed", "wordpress", "link", or why there is nothing to be read: "data",
	 * "empty", "file", "wordpress-closed", "rss-only", "other-site", "login-page",
	 * "html-only", "refused", "no-answer". A constant. */
	const char *kind;
	struct buf detail;	/* one line in English: status, type, what was linked */
};
void discover_note_clear(struct discover_note *n);

/* The request of portal.md, "Discovery". */
void discover_ask(const char *url, struct http_request *out);

/*
 * Reads a reply (a page or a feed; Link headers count) while its body arrives, in
 * bounded memory: of a page the first MiB, and of a page whose head said enough or a
 * long feed not even all of that. asked: the address the user gave; may be NULL.
 */
struct discover *discover_new(const char *asked);
void discover_free(struct discover *d);

/* The next bytes of the body of what came from url. False: that is enough. */
bool discover_push(struct discover *d, const char *url, const char *p, size_t n);

/*
 * The reply is over, also where discover_push ended it. Fills p: url, feed_url,
 * micropub_url, poll_url, title, family, can; p keeps what it already had. *note (to be
 * cleared in any case) is set. Where both are found, WordPress is what counts.
 */
enum discovery discover_end(struct discover *d, const struct http_reply *r,
			    struct portal *p, struct discover_note *note, struct err *e);

/* The same for a reply with its whole body. */
enum discovery discover_read(const struct http_reply *r, struct portal *p, struct err *e);

#endif
