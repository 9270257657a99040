/* wordpress_site.c - what a WordPress site says of itself to everybody */
#include "wordpress.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "reply.h"
#include "wire.h"

enum { ANSWER_MAX = 1 << 20 };	/* bytes */

void wordpress_site_ask(const struct portal *p, struct http_request *out)
{
	struct buf url = {0};

	buf_addf(&url, "%s%c_fields=name,namespaces", p->feed_url,
		 strchr(p->feed_url, '?') ? '&' : '?');
	*out = (struct http_request){
		.method = "GET",
		.url = buf_take(&url),
		.accept = mem_str("application/json"),
		.follow = true,
		.ceiling = ANSWER_MAX,
	};
}

static bool has_posts(const json_t *namespaces)
{
	const json_t *one;
	size_t i;

	json_array_foreach(namespaces, i, one)
		if (json_is_string(one) && strcmp(json_string_value(one), "wp/v2") == 0)
			return true;
	return false;
}

/* Some sites show their interface to none, or only to those who are signed in. */
static bool is_closed(const struct http_reply *r)
{
	return r->outcome == HTTP_ANSWERED &&
	       (r->status == 401 || r->status == 403 || r->status == 404);
}

bool wordpress_site_read(struct portal *p, const struct http_reply *r, struct err *e)
{
	if (is_closed(r))
		return err_set(e, ERR_REFUSED,
			       _("This is a WordPress site whose REST interface is "
				 "switched off; ask whoever looks after the site to "
				 "switch it on"));
	json_t *top = reply_json(r, e);
	const json_t *namespaces = json_object_get(top, "namespaces");
	bool good = json_is_object(top) && (!namespaces || has_posts(namespaces));
	char *title = wordpress_line(json_object_get(top, "name"), WIRE_LINE_MAX);

	if (top && !good)
		err_set(e, ERR_NOT_FOUND,
			_("This WordPress site shows no posts to other programs (no "
			  "wp/v2 in its REST interface); ask whoever looks after it"));
	if (good && title)
		mem_set(&p->title, title);
	free(title);
	json_decref(top);
	return good;
}
