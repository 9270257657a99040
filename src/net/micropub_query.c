/* micropub_query.c - questions to a Micropub endpoint: by key, one's own list, config */
#include "micropub.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "reply.h"
#include "verdict.h"
#include "wire.h"

#define URN "urn:uuid:"

enum {
	ANSWER_MAX = 8 << 20,	/* bytes */
	OWN_MAX = 1000
};

static void ask(const struct portal *p, const char *query, struct http_request *out)
{
	const char *base = p->micropub_url ? p->micropub_url : "";
	struct buf url = {0};

	buf_addf(&url, "%s%s%s", base, strchr(base, '?') ? "&" : "?", query);
	*out = (struct http_request){
		.method = "GET",
		.url = buf_take(&url),
		.accept = mem_str("application/json"),
		.bearer = mem_str(p->token),
		.ceiling = ANSWER_MAX,
	};
}

void micropub_lookup_ask(const struct portal *p, const struct submission *s,
			 struct http_request *out)
{
	struct buf query = {0};

	buf_addf(&query, "q=source&uid=" URN "%s", s->key);
	ask(p, buf_str(&query), out);
	buf_clear(&query);
}

/* The whole list: there is no way to ask for some of it. */
void micropub_own_ask(const struct portal *p, const struct submission *rows, size_t n,
		      struct http_request *out)
{
	(void)rows;
	(void)n;
	ask(p, "q=source", out);
}

void micropub_config_ask(const struct portal *p, struct http_request *out)
{
	ask(p, "q=config", out);
}

/* The first value of a property, which is a list or, in careless servers, the value. */
static const json_t *property(const json_t *entry, const char *name)
{
	const json_t *v = json_object_get(json_object_get(entry, "properties"), name);

	if (json_is_array(v))
		v = json_array_get(v, 0);
	if (json_is_object(v))
		v = json_object_get(v, "value");
	return v;
}

/* The entry's uid without the URN prefix, the caller's; or NULL. */
static char *entry_key(const json_t *entry)
{
	char *uid = wire_line(property(entry, "uid"), WIRE_ID_MAX);

	if (uid && strncasecmp(uid, URN, strlen(URN)) == 0)
		memmove(uid, uid + strlen(URN), strlen(uid + strlen(URN)) + 1);
	return uid;
}

static void read_entry(const json_t *entry, const char *base, struct own_status *o)
{
	o->uid = entry_key(entry);
	o->remote_id = wire_id(property(entry, "id"), WIRE_ID_MAX);
	o->remote_url = wire_url(property(entry, "url"), base);
	o->remote_status = wire_line(property(entry, "post-status"), WIRE_ID_MAX);
	o->remark = wire_text(property(entry, "remark"), WIRE_TEXT_MAX);
}

static bool has_key(const json_t *entry, const char *key)
{
	char *found = entry_key(entry);
	bool same = found && strcasecmp(found, key) == 0;

	free(found);
	return same;
}

/* Of several posts with the key the one with the lowest number, else the first. */
static const json_t *oldest(const json_t *items, const char *key)
{
	const json_t *best = NULL, *one;
	int64_t lowest = -1;
	size_t i;

	json_array_foreach(items, i, one) {
		if (!has_key(one, key))
			continue;
		int64_t number = wire_count(property(one, "id"));
		if (!best || (number >= 0 && lowest >= 0 && number < lowest)) {
			best = one;
			lowest = number;
		}
	}
	return best;
}

static void found(const json_t *entry, const struct http_reply *r, struct verdict *out)
{
	struct own_status o = {0};

	read_entry(entry, r->url, &o);
	out->kind = VERDICT_ACCEPTED;
	out->remote_id = o.remote_id;
	out->remote_url = o.remote_url;
	out->remote_status = o.remote_status;
	out->remark = o.remark;
	free(o.uid);
}

/*
 * An empty list is the only proof of absence. A list of other posts, or one post
 * without the key, comes from a server that ignores what it was asked for.
 */
static enum lookup_kind read_source(const json_t *top, const char *key,
				    const struct http_reply *r, struct verdict *out)
{
	const json_t *items = json_object_get(top, "items"), *entry = NULL;

	if (json_is_array(items))
		entry = oldest(items, key);
	else if (has_key(top, key))
		entry = top;
	if (entry) {
		found(entry, r, out);
		return LOOKUP_FOUND;
	}
	if (json_is_array(items) && json_array_size(items) == 0)
		return LOOKUP_ABSENT;
	return LOOKUP_UNABLE;
}

enum lookup_kind micropub_lookup_read(const struct portal *p, const struct submission *s,
				      const struct http_reply *r, struct verdict *out)
{
	enum lookup_kind kind = LOOKUP_FAILED;
	json_t *top = reply_document(r);

	*out = (struct verdict){.kind = VERDICT_UNKNOWN, .retry_after = r->retry_after};
	if (json_is_object(top) && r->status == 200)
		kind = read_source(top, s->key, r, out);
	else if (top && r->status == 404 && (p->can & PORTAL_LOOKS_UP))
		kind = LOOKUP_ABSENT;
	else if (r->outcome == HTTP_ANSWERED && (r->status == 400 || r->status == 501))
		kind = LOOKUP_UNABLE;
	json_decref(top);
	verdict_lookup(kind, r, out);
	return kind;
}

bool micropub_own_read(const struct portal *p, const struct http_reply *r,
		       struct own_status **list, size_t *n, struct err *e)
{
	json_t *top = reply_json(r, e);
	const json_t *items = json_object_get(top, "items"), *one;
	size_t cap = 0, i;
	bool good = json_is_array(items);

	(void)p;
	*list = NULL;
	*n = 0;
	json_array_foreach(items, i, one) {
		if (*n == OWN_MAX)
			break;
		*list = mem_grow(*list, &cap, *n + 1, sizeof(**list));
		read_entry(one, r->url, &(*list)[(*n)++]);
	}
	if (top && !good)
		err_set(e, ERR_FORMAT, _("The portal does not list one's own bulletins"));
	json_decref(top);
	return good;
}

bool micropub_config_read(struct portal *p, const struct http_reply *r, struct err *e)
{
	json_t *top = reply_json(r, e);

	if (!top)
		return false;
	char *media = wire_url(json_object_get(top, "media-endpoint"), r->url);
	p->can |= PORTAL_WRITES;
	p->can &= ~(unsigned)PORTAL_UPLOADS;
	if (media)
		p->can |= PORTAL_UPLOADS;
	free(p->media_url);
	p->media_url = media;
	json_decref(top);
	return true;
}
