/* portal.c - the table of functions for each family of portals */
#include <bantin/net/portal.h>

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "micropub.h"
#include "reply.h"
#include "wordpress.h"

enum { POLL_ANSWER_MAX = 1 << 20 };	/* bytes */

void verdict_clear(struct verdict *v)
{
	free(v->remote_id);
	free(v->remote_url);
	free(v->remote_status);
	free(v->remote_version);
	free(v->remark);
	free(v->reason);
	*v = (struct verdict){0};
}

static void own_status_clear(struct own_status *o)
{
	free(o->uid);
	free(o->remote_id);
	free(o->remote_url);
	free(o->remote_status);
	free(o->remote_version);
	free(o->remark);
	*o = (struct own_status){0};
}

void own_status_free(struct own_status *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		own_status_clear(&list[i]);
	free(list);
}

static void feed_pull_ask(const struct portal *p, const struct pull *what,
			  struct http_request *out)
{
	*out = (struct http_request){
		.method = "GET",
		.url = mem_str(what->url ? what->url : p->feed_url),
		.accept = mem_str("application/feed+json, application/json;q=0.9"),
		.if_none_match = mem_str(what->etag),
		.if_modified_since = mem_str(what->last_modified),
		.follow = true,
	};
}

/* The poll is open to everybody: no token goes there. */
static void feed_poll_ask(const struct portal *p, struct http_request *out)
{
	*out = (struct http_request){
		.method = "GET",
		.url = mem_str(p->poll_url),
		.accept = mem_str("application/json"),
		.ceiling = POLL_ANSWER_MAX,
	};
}

static bool feed_poll_read(const struct portal *p, const struct http_reply *r,
			   struct poll *out, struct err *e)
{
	json_t *top = reply_json(r, e);

	(void)p;
	*out = (struct poll){0};
	if (!top)
		return false;
	json_decref(top);
	return jsonfeed_poll(buf_str(&r->body), r->body.len, out, e);
}

static void feed_vote_ask(const struct portal *p, const char *option, const char *key,
			  struct http_request *out)
{
	json_t *vote = json_pack("{ss}", "option", option);
	char *text = json_dumps(vote, JSON_COMPACT);

	feed_poll_ask(p, out);
	out->method = "POST";
	out->write = true;
	out->key = mem_str(key);
	out->content_type = mem_str("application/json");
	out->body = mem_str(text ? text : "{}");
	out->body_len = strlen(out->body);
	free(text);
	json_decref(vote);
}

static const struct portal_ops feed_ops = {
	.family = "JSON Feed + Micropub",
	.pull_ask = feed_pull_ask,
	.freeze = micropub_freeze,
	.cleared = micropub_cleared,
	.submit_ask = micropub_submit_ask,
	.submit_read = micropub_submit_read,
	.lookup_ask = micropub_lookup_ask,
	.lookup_read = micropub_lookup_read,
	.own_ask = micropub_own_ask,
	.own_read = micropub_own_read,
	.config_ask = micropub_config_ask,
	.config_read = micropub_config_read,
	.upload_ask = micropub_upload_ask,
	.upload_read = micropub_upload_read,
	.poll_ask = feed_poll_ask,
	.poll_read = feed_poll_read,
	.vote_ask = feed_vote_ask,
	.vote_read = feed_poll_read,
};

static const struct portal_ops wordpress_ops = {
	.family = "WordPress",
	.dialect = &wordpress_dialect,
	.by_time = true,
	.pull_ask = wordpress_pull_ask,
	.pull_next = wordpress_pull_next,
	.glance_ask = wordpress_glance_ask,
	.glance_read = wordpress_glance_read,
	.sections_ask = wordpress_sections_ask,
	.sections_read = wordpress_sections_read,
	.keys_ask = wordpress_keys_ask,
	.keys_read = wordpress_keys_read,
	.article_ask = wordpress_article_ask,
	.update_looks = true,
	.own_sections = true,
	.freeze = wordpress_freeze,
	.cleared = wordpress_cleared,
	.submit_ask = wordpress_submit_ask,
	.submit_read = wordpress_submit_read,
	.lookup_ask = wordpress_lookup_ask,
	.lookup_read = wordpress_lookup_read,
	.own_ask = wordpress_own_ask,
	.own_read = wordpress_own_read,
	.remark_ask = wordpress_remark_ask,
	.remark_read = wordpress_remark_read,
	.site_ask = wordpress_site_ask,
	.site_read = wordpress_site_read,
	.config_ask = wordpress_config_ask,
	.config_read = wordpress_config_read,
	.terms_due = wordpress_terms_due,
	.terms_ask = wordpress_terms_ask,
	.terms_read = wordpress_terms_read,
	.upload_ask = wordpress_upload_ask,
	.upload_read = wordpress_upload_read,
};

const struct portal_ops *portal_ops(enum portal_family family)
{
	switch (family) {
	case PORTAL_JSONFEED:
		return &feed_ops;
	case PORTAL_WORDPRESS:
		return &wordpress_ops;
	}
	return NULL;
}
