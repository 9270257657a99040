/* discover.h - what a URL turns out to be */
#ifndef BANTIN_NET_DISCOVER_H
#define BANTIN_NET_DISCOVER_H

#include <stdbool.h>

#include <bantin/base/err.h>
#include <bantin/base/portal.h>
#include <bantin/net/http.h>

enum discovery {
	DISCOVER_FEED,	/* the reply is a JSON Feed: p is filled */
	DISCOVER_FOLLOW,/* the reply named a feed: p->feed_url is to be fetched next */
	DISCOVER_NONE	/* neither; e says so in words a clerk understands */
};

/* The request of portal.md, "Discovery". */
void discover_ask(const char *url, struct http_request *out);

/* Reads the reply (a page or a feed; Link headers count) into p: url, feed_url,
 * micropub_url, poll_url, title, family, can. p keeps what it already had. */
enum discovery discover_read(const struct http_reply *r, struct portal *p, struct err *e);

#endif
