/* wordpress_verdict.c - what a WordPress site's answers to writes mean */
#include "wordpress.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "reply.h"
#include "verdict.h"
#include "wire.h"

bool wordpress_is_code(const json_t *top, const char *code)
{
	const char *s = json_string_value(json_object_get(top, "code"));

	return s && strcmp(s, code) == 0;
}

/* The messages are in the site's language and say little: what a clerk can do about it
 * is said here, and the site's words behind it. */
static const struct {
	const char *code, *words;
} meanings[] = {
	{"rest_cannot_create", N_("This account may not write on the portal")},
	{"rest_cannot_publish", N_("This account may not publish; an editor has to")},
	{"rest_cannot_edit", N_("This account may not change the article any more: it is "
				"published, or no longer its own")},
	{"rest_forbidden_context", N_("This account may not change the article any more: "
				      "it is published, or no longer its own")},
	{"rest_cannot_delete", N_("This account may not take the article back: it is "
				  "published, or no longer its own")},
	{"rest_user_cannot_delete_post",
	 N_("This account may not take the article back: it is published, or no longer "
	    "its own")},
	{"rest_trash_not_supported", N_("This site has no trash: only an editor can take "
					"the article away for good")},
	{"rest_cannot_assign_term", N_("This account may not use that section")},
	{"rest_post_invalid_id", N_("The portal no longer has the article")},
	{"rest_already_trashed", N_("The article is in the portal's trash already")},
	{"rest_upload_sideload_error",
	 N_("The portal does not take a file of this kind")},
	{"rest_upload_unknown_error",
	 N_("The portal does not take a file of this kind")},
	{"rest_upload_file_too_big", N_("It is too large for the portal")},
	{"rest_upload_limited_space", N_("The portal has no room left for files")},
	{"rest_upload_user_quota_exceeded", N_("The portal has no room left for files")},
	{"empty_content", N_("The bulletin has neither a title nor a text")},
};

/* A wrong password makes an anonymous visitor, who may not ask for drafts. */
static bool is_anonymous(const json_t *top)
{
	const json_t *details = json_object_get(json_object_get(top, "data"), "details");
	const json_t *status = json_object_get(details, "status");

	return wordpress_is_code(status, "rest_forbidden_status");
}

const char *wordpress_meaning(const json_t *top, long status)
{
	if (is_anonymous(top))
		return _("The portal does not accept the sign-in");
	if (wordpress_is_code(top, "rest_not_logged_in"))
		return _("The portal did not take the sign-in: a wrong name or "
			 "application password, or the site drops it on the way");
	if (status == 401)
		return NULL;
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if (wordpress_is_code(top, meanings[i].code))
			return _(meanings[i].words);
	return NULL;
}

/* The post of a whole, good answer, which has to be the row's own. */
static json_t *read_post(const struct submission *s, const struct http_reply *r)
{
	bool good = verdict_is_whole(r) && (r->status == 200 || r->status == 201);
	json_t *top = good ? reply_document(r) : NULL;
	char *id = json_is_integer(json_object_get(top, "id"))
		   ? wire_id(json_object_get(top, "id"), WIRE_ID_MAX) : NULL;

	if (!id || (s->stage != STAGE_CREATE && s->remote_id &&
		    strcmp(id, s->remote_id) != 0)) {
		json_decref(top);
		top = NULL;
	}
	free(id);
	return top;
}

/* Taken back: also what is in the trash already, or gone for good. */
static bool is_gone(const struct http_reply *r, const json_t *top)
{
	return r->status == 410 || wordpress_is_code(top, "rest_post_invalid_id");
}

static void withdraw_failed(const struct portal *p, const struct http_reply *r,
			    struct verdict *out)
{
	json_t *top = reply_document(r);

	if (top && is_gone(r, top)) {
		out->remote_status = mem_str("trash");
	} else {
		verdict_failure(p, r, out);
		if (wordpress_is_code(top, "rest_trash_not_supported"))
			out->kind = VERDICT_REFUSED;
	}
	json_decref(top);
}

void wordpress_submit_read(const struct portal *p, const struct submission *s,
			   const struct http_reply *r, struct verdict *out)
{
	json_t *post = read_post(s, r);
	struct own_status o = {0};

	*out = (struct verdict){.kind = VERDICT_ACCEPTED, .retry_after = -1};
	if (post) {
		wordpress_read_own(post, r->url, &o);
		wordpress_take_own(&o, out);
		json_decref(post);
		if (s->stage == STAGE_CREATE) {
			out->kind = VERDICT_STEP;
			out->stage = STAGE_FINISH;
		}
	} else if (s->stage == STAGE_WITHDRAW) {
		withdraw_failed(p, r, out);
	} else {
		verdict_failure(p, r, out);
	}
}
