/* wordpress_own.c - one's own posts, the editors' remarks on them, what one may do */
#include "wordpress.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "reply.h"
#include "wire.h"

enum {
	OWN_MAX = 100,		/* of one question, and of one answer */
	KEY_LEN = UUID_MAX - 1	/* bytes */
};

/* --- what a post says of itself --- */

/* WordPress's word, as the outbox has it; others' words stay as they are. */
static char *read_status(const json_t *v)
{
	static const char *const words[][2] = {{"publish", "published"},
					       {"private", "published"},
					       {"future", "scheduled"}};
	char *status = wire_line(v, WIRE_ID_MAX);

	for (size_t i = 0; status && i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(status, words[i][0]) == 0)
			mem_set(&status, words[i][1]);
	return status;
}

/* A second copy has "-2" behind it, what is in the trash "__trashed". */
char *wordpress_key(const json_t *post)
{
	char *slug = wire_line(json_object_get(post, "slug"), WIRE_ID_MAX);
	bool key = slug && strspn(slug, "0123456789abcdef-") >= KEY_LEN;

	for (size_t i = 0; key && i < KEY_LEN; i++)
		key = (slug[i] == '-') == (i == 8 || i == 13 || i == 18 || i == 23);
	if (key && strchr("-_", slug[KEY_LEN])) {
		slug[KEY_LEN] = '\0';
		return slug;
	}
	free(slug);
	return NULL;
}

void wordpress_read_own(const json_t *post, const char *base, struct own_status *o)
{
	const json_t *id = json_object_get(post, "id");

	o->uid = wordpress_key(post);
	o->remote_id = json_is_integer(id) ? wire_id(id, WIRE_ID_MAX) : NULL;
	o->remote_url = wire_url(json_object_get(post, "link"), base);
	o->remote_status = read_status(json_object_get(post, "status"));
	o->remote_version = wire_line(json_object_get(post, "modified_gmt"), WIRE_ID_MAX);
}

void wordpress_take_own(struct own_status *o, struct verdict *out)
{
	out->remote_id = o->remote_id;
	out->remote_url = o->remote_url;
	out->remote_status = o->remote_status;
	out->remote_version = o->remote_version;
	free(o->uid);
	free(o->remark);
	*o = (struct own_status){0};
}

/* --- the list --- */

/* Which account this is: asked where there is nothing else to ask, since only this
 * proves a sign-in. */
static void me_ask(const struct portal *p, struct http_request *out)
{
	wordpress_ask(p, "users/me", "context=edit&_fields=id,name,slug,capabilities",
		      out);
}

/* As a reader sees them: once published, an account without the right to publish gets
 * them no other way. */
void wordpress_own_ask(const struct portal *p, const struct submission *rows, size_t n,
		       struct http_request *out)
{
	struct buf query = {0};
	size_t asked = 0;

	buf_adds(&query, WORDPRESS_OWN_FIELDS "&" WORDPRESS_ALL_STATES
		 "&per_page=100&include=");
	for (size_t i = 0; i < n && asked < OWN_MAX; i++) {
		if (!rows[i].remote_id)
			continue;
		if (asked++ > 0)
			buf_addc(&query, ',');
		wordpress_encode(&query, rows[i].remote_id);
	}
	if (asked > 0)
		wordpress_ask(p, "posts", buf_str(&query), out);
	else
		me_ask(p, out);
	buf_clear(&query);
}

bool wordpress_own_read(const struct portal *p, const struct http_reply *r,
			struct own_status **list, size_t *n, struct err *e)
{
	json_t *top = reply_json(r, e);
	const json_t *post;
	size_t cap = 0, i;
	bool good = json_is_array(top) || json_is_integer(json_object_get(top, "id"));

	(void)p;
	*list = NULL;
	*n = 0;
	json_array_foreach(top, i, post) {
		if (!json_is_integer(json_object_get(post, "id")) || *n == OWN_MAX)
			continue;
		*list = mem_grow(*list, &cap, *n + 1, sizeof(**list));
		wordpress_read_own(post, r->url, &(*list)[(*n)++]);
	}
	if (top && !good)
		err_set(e, ERR_FORMAT, _("The portal does not list one's own bulletins"));
	json_decref(top);
	return good;
}

/* --- remarks --- */

void wordpress_remark_ask(const struct portal *p, const struct own_status *o,
			  struct http_request *out)
{
	struct buf query = {0};

	buf_adds(&query, "post=");
	wordpress_encode(&query, o->remote_id ? o->remote_id : "0");
	/* the post beside each comment tells who its author is */
	buf_adds(&query, "&per_page=20&orderby=date_gmt&order=desc"
		 "&_fields=id,author,content,_links.up&_embed=up");
	wordpress_ask(p, "comments", buf_str(&query), out);
	buf_clear(&query);
}

/* By an account (visitors have none) other than the one that wrote the post. */
static bool is_by_another(const json_t *comment)
{
	const json_t *up = json_object_get(json_object_get(comment, "_embedded"), "up");
	int64_t writer = wire_count(json_object_get(json_array_get(up, 0), "author"));
	int64_t author = wire_count(json_object_get(comment, "author"));

	return author > 0 && author != writer;
}

bool wordpress_remark_read(const struct portal *p, const struct http_reply *r,
			   struct own_status *o, struct err *e)
{
	json_t *top = reply_json(r, e);
	const json_t *comment;
	bool good = json_is_array(top);
	size_t i;

	(void)p;
	free(o->remark);
	o->remark = NULL;
	json_array_foreach(top, i, comment) {
		if (o->remark)
			break;
		if (is_by_another(comment))
			o->remark = wordpress_text(json_object_get(comment, "content"),
						   WIRE_TEXT_MAX);
	}
	if (top && !good)
		err_set(e, ERR_FORMAT, _("The portal's answer is not the list that was "
					 "asked for"));
	json_decref(top);
	return good;
}

/* --- what this account may do --- */

void wordpress_config_ask(const struct portal *p, struct http_request *out)
{
	me_ask(p, out);
}

static unsigned read_can(const json_t *capabilities)
{
	unsigned can = PORTAL_LOOKS_UP | PORTAL_REMARKS;

	if (wire_true(json_object_get(capabilities, "edit_posts")))
		can |= PORTAL_WRITES;
	if (wire_true(json_object_get(capabilities, "publish_posts")))
		can |= PORTAL_PUBLISHES;
	if (wire_true(json_object_get(capabilities, "upload_files")))
		can |= PORTAL_UPLOADS;
	return can;
}

bool wordpress_config_read(struct portal *p, const struct http_reply *r, struct err *e)
{
	static const unsigned known = PORTAL_LOOKS_UP | PORTAL_REMARKS | PORTAL_WRITES |
				      PORTAL_PUBLISHES | PORTAL_UPLOADS |
				      PORTAL_REMEMBERS_KEYS;
	json_t *top = reply_json(r, e);
	const json_t *capabilities = json_object_get(top, "capabilities");
	bool good = json_is_object(capabilities) || json_is_array(capabilities);

	if (top && !good)
		err_set(e, ERR_FORMAT,
			_("The portal does not say what this account may do"));
	if (good) {
		p->can = (p->can & ~known) | read_can(capabilities);
		free(p->media_url);
		p->media_url = p->can & PORTAL_UPLOADS ? wordpress_url(p, "media", NULL)
						       : NULL;
	}
	json_decref(top);
	return good;
}
