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

/* wordpress_site.c */
void wordpress_site_ask(const struct portal *p, struct http_request *out);
bool wordpress_site_read(struct portal *p, const struct http_reply *r, struct err *e);

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

/* wordpress_glance.c */
void wordpress_glance_ask(const struct portal *p, const char *since,
			  struct http_request *out);
enum glance wordpress_glance_read(const struct portal *p, const struct http_reply *r,
				  char **mark);

/* wordpress_write.c */
bool wordpress_freeze(const struct portal *p, const struct draft *d, const char *key,
		      struct buf *payload, struct err *e);
char *wordpress_cleared(const struct submission *last, const struct submission *row);
void wordpress_submit_ask(const struct portal *p, const struct submission *s,
			  struct http_request *out);
/* The row's text with its files, as {title, content, ...}; the caller's. */
json_t *wordpress_entry(const struct submission *s);

/* wordpress_terms.c; the numbers of those tags that have one, the caller's */
bool wordpress_terms_due(const struct submission *s);
json_t *wordpress_term_ids(const json_t *tags, const struct submission *s);
void wordpress_terms_ask(const struct portal *p, const struct submission *s,
			 struct http_request *out);
void wordpress_terms_read(const struct portal *p, const struct submission *s,
			  const struct http_reply *r, struct verdict *out, char **terms);

/* wordpress_media.c */
void wordpress_upload_ask(const struct portal *p, const struct submission_file *f,
			  const void *data, size_t n, struct http_request *out);
void wordpress_upload_read(const struct portal *p, const struct http_reply *r,
			   struct verdict *out);

/* wordpress_verdict.c */
void wordpress_submit_read(const struct portal *p, const struct submission *s,
			   const struct http_reply *r, struct verdict *out);
/* What an error's "code" means, in words; NULL where the status says as much. top may
 * be NULL or anything. */
const char *wordpress_meaning(const json_t *top, long status);
bool wordpress_is_code(const json_t *top, const char *code);

/* wordpress_lookup.c */
void wordpress_lookup_ask(const struct portal *p, const struct submission *s,
			  struct http_request *out);
enum lookup_kind wordpress_lookup_read(const struct portal *p,
				       const struct submission *s,
				       const struct http_reply *r, struct verdict *out);

/* wordpress_own.c */
void wordpress_own_ask(const struct portal *p, const struct submission *rows, size_t n,
		       struct http_request *out);
bool wordpress_own_read(const struct portal *p, const struct http_reply *r,
			struct own_status **list, size_t *n, struct err *e);
void wordpress_remark_ask(const struct portal *p, const struct own_status *o,
			  struct http_request *out);
bool wordpress_remark_read(const struct portal *p, const struct http_reply *r,
			   struct own_status *o, struct err *e);
void wordpress_config_ask(const struct portal *p, struct http_request *out);
bool wordpress_config_read(struct portal *p, const struct http_reply *r, struct err *e);

/* What is asked for of one's own posts, and what it says; post may be NULL or anything.
 * The key stands in the slug until the editors get the post. */
#define WORDPRESS_OWN_FIELDS "_fields=id,slug,status,link,modified_gmt"
#define WORDPRESS_ALL_STATES "status=publish,future,draft,pending,private,trash"
char *wordpress_key(const json_t *post);	/* NULL where the slug begins with none */
void wordpress_read_own(const json_t *post, const char *base, struct own_status *o);
void wordpress_take_own(struct own_status *o, struct verdict *out);	/* moves */

#endif
