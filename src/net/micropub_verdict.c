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

void micropub_submit_read(const struct portal *p, const struct submission *s,
			  const struct http_reply *r, struct verdict *out)
{
	if (s->stage == STAGE_UPDATE) {
		micropub_change_read(p, r, out);
		return;
	}
	*out = (struct verdict){.kind = VERDICT_ACCEPTED, .retry_after = -1};
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

void micropub_change_read(const struct portal *p, const struct http_reply *r,
			  struct verdict *out)
{
	bool done = r->status == 200 || r->status == 201 || r->status == 202 ||
		    r->status == 204;

	*out = (struct verdict){.kind = VERDICT_ACCEPTED, .retry_after = -1};
	if (done && verdict_is_whole(r) && is_type_asked(r))
		read_post(r, out);
	else
		verdict_failure(p, r, out);
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
