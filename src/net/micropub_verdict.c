/* micropub_verdict.c - what a reply to a write means ("exactly once", 3 and 4) */
#include "micropub.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/text/url.h>

#include "reply.h"
#include "verdict.h"
#include "wire.h"

/* An empty body has no type that could be wrong; a portal may say all in its header. */
static bool is_type_asked(const struct http_reply *r)
{
	return r->body.len == 0 || reply_is_json(r);
}

static void set_url(struct verdict *out, const struct http_reply *r, const char *ref)
{
	char *url = ref ? url_resolve(r->url, ref) : NULL;

	if (url && strlen(url) <= WIRE_URL_MAX && url_is_web(url)) {
		free(out->remote_url);
		out->remote_url = url;
	} else {
		free(url);
	}
}

/* What the answer tells of the post, in its header and, where it is JSON, its body. */
static void read_post(const struct http_reply *r, struct verdict *out)
{
	json_t *top = reply_document(r);

	out->remote_id = wire_id(json_object_get(top, "id"), WIRE_ID_MAX);
	out->remote_url = wire_url(json_object_get(top, "url"), r->url);
	out->remote_status = wire_line(json_object_get(top, "status"), WIRE_ID_MAX);
	if (!out->remote_status)
		out->remote_status = wire_line(json_object_get(top, "post-status"),
					       WIRE_ID_MAX);
	json_decref(top);
	set_url(out, r, r->location);
}

static void create_read(const struct portal *p, const struct http_reply *r,
			struct verdict *out)
{
	bool created = verdict_is_whole(r) && (r->status == 201 || r->status == 202);
	if (created && is_type_asked(r)) {
		read_post(r, out);
		/* "url" in the body alone is no proof: Location or id is */
		bool named = out->remote_id || (r->location && out->remote_url);
		if (named && !out->remote_status && r->status == 202)
			out->remote_status = mem_str("pending");
		if (named)
			return;
	}
	verdict_failure(p, r, out);
}

static void change_read(const struct portal *p, const struct http_reply *r,
			struct verdict *out)
{
	bool done = r->status == 200 || r->status == 201 || r->status == 202 ||
		    r->status == 204;

	if (done && verdict_is_whole(r) && is_type_asked(r))
		read_post(r, out);
	else
		verdict_failure(p, r, out);
}

/* Not there is what was asked for, when the endpoint itself says so. */
static void withdraw_read(const struct portal *p, const struct http_reply *r,
			  struct verdict *out)
{
	bool gone = verdict_is_whole(r) &&
		    (r->status == 410 || (r->status == 404 && reply_is_json(r)));

	if (!gone)
		change_read(p, r, out);
	if (out->kind == VERDICT_ACCEPTED)
		mem_set(&out->remote_status, "trash");
}

static bool is_draft(const char *status)
{
	return status && strcmp(status, "draft") == 0;
}

/* Where an answer tells nothing it is as it was. What was with the editors and comes back
 * as a draft is handed to them once more. */
static void restore_read(const struct portal *p, const struct submission *s,
			 const struct http_reply *r, struct verdict *out)
{
	const char *before = s->remote_before ? s->remote_before : "pending";

	change_read(p, r, out);
	if (out->kind != VERDICT_ACCEPTED)
		return;
	if (!out->remote_status)
		out->remote_status = mem_str(before);
	if (is_draft(out->remote_status) && !is_draft(before)) {
		out->kind = VERDICT_STEP;
		out->stage = STAGE_FINISH;
	}
}

void micropub_submit_read(const struct portal *p, const struct submission *s,
			  const struct http_reply *r, struct verdict *out)
{
	*out = (struct verdict){.kind = VERDICT_ACCEPTED, .retry_after = -1};
	switch (s->stage) {
	case STAGE_CREATE:
		create_read(p, r, out);
		break;
	case STAGE_FINISH:
	case STAGE_UPDATE:
		change_read(p, r, out);
		break;
	case STAGE_WITHDRAW:
		withdraw_read(p, r, out);
		break;
	case STAGE_RESTORE:
		restore_read(p, s, r, out);
		break;
	}
}

void micropub_upload_read(const struct portal *p, const struct http_reply *r,
			  struct verdict *out)
{
	*out = (struct verdict){.kind = VERDICT_ACCEPTED, .retry_after = -1};
	bool made = verdict_is_whole(r) && (r->status == 201 || r->status == 202);
	if (made && is_type_asked(r)) {
		read_post(r, out);
		if (r->location && out->remote_url)
			return;
	}
	verdict_failure(p, r, out);
}
