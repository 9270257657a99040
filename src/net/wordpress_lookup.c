/* wordpress_lookup.c - whether a step is done that nobody has heard of since */
#include "wordpress.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>
#include <bantin/text/html.h>

#include "reply.h"
#include "verdict.h"
#include "wire.h"

/* --- asking --- */

/* Also a second copy, and one that is in the trash: the site adds to their slugs. */
static void create_ask(const struct portal *p, const struct submission *s,
		       struct http_request *out)
{
	const char *key = s->key;
	struct buf query = {0};

	buf_adds(&query, WORDPRESS_OWN_FIELDS "&" WORDPRESS_ALL_STATES
		 "&per_page=100&orderby=id&order=asc");
	buf_addf(&query, "&slug=%s,%s-2,%s-3,%s__trashed", key, key, key, key);
	wordpress_ask(p, "posts", buf_str(&query), out);
	buf_clear(&query);
}

void wordpress_lookup_ask(const struct portal *p, const struct submission *s,
			  struct http_request *out)
{
	struct buf route = {0};

	if (s->stage == STAGE_CREATE) {
		create_ask(p, s, out);
		return;
	}
	buf_adds(&route, "posts/");
	wordpress_encode(&route, s->remote_id ? s->remote_id : "0");
	wordpress_ask(p, buf_str(&route), s->stage == STAGE_UPDATE
		      ? WORDPRESS_OWN_FIELDS ",title.raw,content.raw&context=edit"
		      : WORDPRESS_OWN_FIELDS, out);
	buf_clear(&route);
}

/* --- reading --- */

static enum lookup_kind found(const json_t *post, const struct http_reply *r,
			      struct verdict *out)
{
	struct own_status o = {0};

	wordpress_read_own(post, r->url, &o);
	wordpress_take_own(&o, out);
	out->kind = VERDICT_ACCEPTED;
	return LOOKUP_FOUND;
}

static bool has_status(const json_t *post, const char *status)
{
	const char *s = json_string_value(json_object_get(post, "status"));

	return s && strcmp(s, status) == 0;
}

static bool has_key(const json_t *post, const char *key)
{
	char *found_key = wordpress_key(post);
	bool same = found_key && strcasecmp(found_key, key) == 0;

	free(found_key);
	return same;
}

/* What lies in the trash counts only where there is nothing else. */
static bool comes_before(const json_t *post, const json_t *best)
{
	bool gone = has_status(post, "trash"), best_gone = has_status(best, "trash");

	if (!best || gone != best_gone)
		return !best || !gone;
	return json_integer_value(json_object_get(post, "id")) <
	       json_integer_value(json_object_get(best, "id"));
}

/* Of several with the key the oldest, which has the lowest number. */
static const json_t *oldest(const json_t *posts, const char *key)
{
	const json_t *best = NULL, *post;
	size_t i;

	json_array_foreach(posts, i, post)
		if (json_is_integer(json_object_get(post, "id")) && has_key(post, key) &&
		    comes_before(post, best))
			best = post;
	return best;
}

/* An empty list is the only proof of absence; one of other posts comes from a site that
 * does not look at what it is asked for. */
static enum lookup_kind create_read(const json_t *posts, const struct submission *s,
				    const struct http_reply *r, struct verdict *out)
{
	const json_t *post = oldest(posts, s->key);

	if (!json_is_array(posts))
		return LOOKUP_FAILED;
	if (!post)
		return json_array_size(posts) == 0 ? LOOKUP_ABSENT : LOOKUP_UNABLE;
	found(post, r, out);
	if (has_status(post, "draft")) {
		out->kind = VERDICT_STEP;
		out->stage = STAGE_FINISH;
	}
	return LOOKUP_FOUND;
}

/* A draft that has lost its slug was with the editors, who gave it back. */
static enum lookup_kind finish_read(const json_t *post, const struct submission *s,
				    const struct http_reply *r, struct verdict *out)
{
	if (has_status(post, "draft") && has_key(post, s->key))
		return LOOKUP_ABSENT;
	return found(post, r, out);
}

/* The words of a post, however its HTML is written. */
static bool same_words(const json_t *a, const json_t *b)
{
	struct buf first = {0}, second = {0};

	if (json_is_string(a))
		html_text(json_string_value(a), json_string_length(a), &first);
	if (json_is_string(b))
		html_text(json_string_value(b), json_string_length(b), &second);
	char *x = text_clean_dup(buf_str(&first), first.len, CLEAN_LINE);
	char *y = text_clean_dup(buf_str(&second), second.len, CLEAN_LINE);
	bool same = strcmp(x, y) == 0;
	free(x);
	free(y);
	buf_clear(&first);
	buf_clear(&second);
	return same;
}

static bool is_our_text(const json_t *post, const struct submission *s)
{
	json_t *entry = wordpress_entry(s);
	const json_t *title = json_object_get(json_object_get(post, "title"), "raw");
	const json_t *content = json_object_get(json_object_get(post, "content"), "raw");
	bool ours = json_is_string(title) && json_is_string(content) &&
		    same_words(title, json_object_get(entry, "title")) &&
		    same_words(content, json_object_get(entry, "content"));

	json_decref(entry);
	return ours;
}

static enum lookup_kind update_read(const json_t *post, const struct submission *s,
				    const struct http_reply *r, struct verdict *out)
{
	const char *version = json_string_value(json_object_get(post, "modified_gmt"));

	if (has_status(post, "trash") ||
	    (!has_status(post, "draft") && is_our_text(post, s)))
		return found(post, r, out);
	if (!s->remote_version || (version && strcmp(version, s->remote_version) == 0))
		return LOOKUP_ABSENT;
	/* who sends it again all the same has been told of this text */
	out->remote_version = mem_str(version);
	out->reason = mem_str(_("Somebody has changed the article on the portal since; "
				"look at it there before you send yours"));
	return LOOKUP_CONFLICT;
}

static enum lookup_kind restore_read(const json_t *post, const struct http_reply *r,
				     struct verdict *out)
{
	return has_status(post, "trash") ? LOOKUP_ABSENT : found(post, r, out);
}

/* What the stages after the first ask for is one post. */
static enum lookup_kind read_post(const json_t *top, const struct submission *s,
				  const struct http_reply *r, struct verdict *out)
{
	char *id = json_is_integer(json_object_get(top, "id"))
		   ? wire_id(json_object_get(top, "id"), WIRE_ID_MAX) : NULL;
	bool ours = id && s->remote_id && strcmp(id, s->remote_id) == 0;

	free(id);
	if (!ours || !json_is_string(json_object_get(top, "status")))
		return LOOKUP_FAILED;
	if (s->stage == STAGE_RESTORE)
		return restore_read(top, r, out);
	return s->stage == STAGE_UPDATE ? update_read(top, s, r, out)
					: finish_read(top, s, r, out);
}

/* What an error says of the post. */
static enum lookup_kind read_error(const json_t *top, const struct submission *s,
				   const struct http_reply *r, struct verdict *out)
{
	bool gone = r->status == 410 || wordpress_is_code(top, "rest_post_invalid_id");

	if (gone && s->stage == STAGE_RESTORE) {
		out->reason = mem_str(_("The portal no longer has the article"));
		return LOOKUP_CONFLICT;
	}
	if (gone) {
		out->kind = VERDICT_ACCEPTED;
		out->remote_status = mem_str("trash");
		return LOOKUP_FOUND;
	}
	if (s->stage == STAGE_UPDATE && r->status == 403 &&
	    wordpress_is_code(top, "rest_forbidden_context")) {
		out->reason = reply_reason(r);
		return LOOKUP_CONFLICT;
	}
	return LOOKUP_FAILED;
}

enum lookup_kind wordpress_lookup_read(const struct portal *p,
				       const struct submission *s,
				       const struct http_reply *r, struct verdict *out)
{
	enum lookup_kind kind = LOOKUP_FAILED;
	json_t *top = reply_document(r);

	(void)p;
	*out = (struct verdict){.kind = VERDICT_UNKNOWN, .retry_after = r->retry_after};
	if (top && r->status == 200)
		kind = s->stage == STAGE_CREATE ? create_read(top, s, r, out)
						: read_post(top, s, r, out);
	else if (top && s->stage != STAGE_CREATE)
		kind = read_error(top, s, r, out);
	json_decref(top);
	verdict_lookup(kind, r, out);
	return kind;
}
