/* micropub.h - Micropub (W3C Recommendation): the functions behind portal_ops */
#ifndef BANTIN_NET_MICROPUB_H
#define BANTIN_NET_MICROPUB_H

#include <jansson.h>

#include <bantin/net/portal.h>

/* micropub_write.c */
bool micropub_freeze(const struct portal *p, const struct draft *d, const char *key,
		     struct buf *payload, struct err *e);
char *micropub_cleared(const struct submission *last, const struct submission *row);
void micropub_submit_ask(const struct portal *p, const struct submission *s,
			 struct http_request *out);

/* micropub_verdict.c */
void micropub_submit_read(const struct portal *p, const struct submission *s,
			  const struct http_reply *r, struct verdict *out);
void micropub_upload_read(const struct portal *p, const struct http_reply *r,
			  struct verdict *out);

/* micropub_query.c */
void micropub_lookup_ask(const struct portal *p, const struct submission *s,
			 struct http_request *out);
enum lookup_kind micropub_lookup_read(const struct portal *p, const struct submission *s,
				      const struct http_reply *r, struct verdict *out);
void micropub_own_ask(const struct portal *p, const struct submission *rows, size_t n,
		      struct http_request *out);
bool micropub_own_read(const struct portal *p, const struct http_reply *r,
		       struct own_status **list, size_t *n, struct err *e);
void micropub_config_ask(const struct portal *p, struct http_request *out);
bool micropub_config_read(struct portal *p, const struct http_reply *r, struct err *e);

/* micropub_media.c */
void micropub_upload_ask(const struct portal *p, const struct submission_file *f,
			 const void *data, size_t n, struct http_request *out);

#endif
