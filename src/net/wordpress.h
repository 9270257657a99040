/* wordpress.h - WordPress REST (/wp/v2): the functions behind portal_ops */
#ifndef BANTIN_NET_WORDPRESS_H
#define BANTIN_NET_WORDPRESS_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include <bantin/base/buf.h>
#include <bantin/net/portal.h>

/*
 * p->feed_url is the base as the site's rel="https://api.w.org/" link says it, with
 * plain permalinks an address with ?rest_route=/. p->token is
 * "user:application password". What everybody may read is asked without it.
 */

/* wordpress_ask.c: routes are below /wp/v2/; a query is encoded and has no "?". */
char *wordpress_url(const struct portal *p, const char *route, const char *query);
void wordpress_encode(struct buf *out, const char *s);	/* for a value in a query */
void wordpress_get(const struct portal *p, const char *route, const char *query,
		   struct http_request *out);
/* The same signed in. */
void wordpress_ask(const struct portal *p, const char *route, const char *query,
		   struct http_request *out);
/* A write signed in, its body still to be filled; method: a literal. */
void wordpress_write(const struct portal *p, const char *method, const char *route,
		     const char *query, struct http_request *out);

/* wordpress_html.c: values are HTML, or {"rendered": HTML}; results clean, NULL where
 * nothing is left. */
char *wordpress_plain(const char *html);	/* one line */
char *wordpress_line(const json_t *v, size_t max);
char *wordpress_text(const json_t *v, size_t max);
/* Without comments (block marks) and what is left over of shortcodes. */
char *wordpress_body(const json_t *v, size_t max);
/* The documents of the uploads folder that body links to. */
void wordpress_documents(const char *body, const char *base, struct article *a);

/* wordpress_item.c */
extern const struct feed_dialect wordpress_dialect;

/* wordpress_read.c */
void wordpress_pull_ask(const struct portal *p, const struct pull *what,
			struct http_request *out);
char *wordpress_pull_next(const struct portal *p, const struct http_reply *r);
void wordpress_sections_ask(const struct portal *p, struct http_request *out);
bool wordpress_sections_read(const struct portal *p, const struct http_reply *r,
			     struct section **list, size_t *n, struct err *e);
void wordpress_keys_ask(const struct portal *p, const char *url,
			struct http_request *out);
bool wordpress_keys_read(const struct portal *p, const struct http_reply *r,
			 char ***list, size_t *n, size_t *cap, struct err *e);
void wordpress_article_ask(const struct portal *p, const char *key,
			   struct http_request *out);

#endif
