/* links.h - the links that tell what a site speaks: in a Link header and in HTML */
#ifndef BANTIN_NET_LINKS_H
#define BANTIN_NET_LINKS_H

#include <stdbool.h>
#include <stddef.h>

/* Absolute, clean, owned; NULL where none was named. {0} to begin with. */
struct links {
	char *feed;		/* rel="alternate" of a JSON type: the likeliest of all */
	int feed_score;
	char *micropub;
	char *wordpress;	/* rel="https://api.w.org/" */
	char *next;		/* rel="next" */
	char *rss;		/* rel="alternate" of RSS or Atom */
	/* of HTML alone */
	char *title;		/* <title> */
	char *generator;	/* <meta name="generator">, "WordPress 6.1" */
	bool asks_password;	/* has a field for one */
};

/*
 * RFC 8288; header may be NULL. What is found first stays, also across calls; of several
 * feeds the one that is not about comments, then the one of type application/feed+json,
 * then of the same origin. On a page that came over https, http addresses are https.
 */
void links_from_header(struct links *l, const char *header, const char *base);

/* <link> (and for micropub <a>) elements; <base> counts; what stands in comments, scripts
 * and styles does not. */
void links_from_html(struct links *l, const char *html, size_t n, const char *base);
void links_clear(struct links *l);

#endif
