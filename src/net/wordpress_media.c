/* wordpress_media.c - a file for the site's media library, raw under a name of its own */
#include "wordpress.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "media.h"
#include "reply.h"
#include "verdict.h"
#include "wire.h"

enum {
	STEM_MAX = 80,		/* bytes */
	SUFFIX_MAX = 8,
	ANSWER_MAX = 1 << 20
};

/* The site takes what stands between quotes as it is, up to a semicolon: only plain
 * letters, digits and dashes go in. */
static void add_plain_name(struct buf *out, const char *name)
{
	const char *dot = strrchr(name, '.');
	char *stem = mem_strn(name, dot ? (size_t)(dot - name) : strlen(name));
	char *slug = wire_slug(stem, STEM_MAX);
	char *suffix = wire_slug(dot ? dot + 1 : "", SUFFIX_MAX);

	buf_adds(out, *slug ? slug : "file");
	if (*suffix)
		buf_addf(out, ".%s", suffix);
	free(stem);
	free(slug);
	free(suffix);
}

/* RFC 6266 with RFC 8187: an ASCII name, and the real one for those who read it. */
static char *disposition(const char *name)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-._~";
	struct buf out = {0};

	buf_adds(&out, "attachment; filename=\"");
	add_plain_name(&out, name);
	buf_adds(&out, "\"; filename*=UTF-8''");
	for (const char *s = name; *s; s++)
		if (strchr(plain, *s))
			buf_addc(&out, *s);
		else
			buf_addf(&out, "%%%02X", (unsigned)(unsigned char)*s);
	return buf_take(&out);
}

void wordpress_upload_ask(const struct portal *p, const struct submission_file *f,
			  const void *data, size_t n, struct http_request *out)
{
	wordpress_write(p, "POST", "media", "_fields=id,source_url,link", out);
	out->content_type = mem_str(media_type(f->type));
	out->disposition = disposition(media_name(f->name));
	out->body = mem_dup(data, n);
	out->body_len = n;
	out->ceiling = ANSWER_MAX;
}

/* A file of a kind that the site does not take is a 500 there, for good. */
static void explain(const struct http_reply *r, struct verdict *out)
{
	json_t *top = reply_document(r);
	const char *code = json_string_value(json_object_get(top, "code"));

	if (code && strncmp(code, "rest_upload_", strlen("rest_upload_")) == 0)
		out->kind = VERDICT_REFUSED;
	if (r->status != 401 && wordpress_is_code(top, "rest_cannot_create"))
		mem_set(&out->reason, _("This account may not put files on the portal"));
	json_decref(top);
}

void wordpress_upload_read(const struct portal *p, const struct http_reply *r,
			   struct verdict *out)
{
	bool made = verdict_is_whole(r) && (r->status == 201 || r->status == 200);
	json_t *top = made ? reply_document(r) : NULL;
	const json_t *id = json_object_get(top, "id");

	*out = (struct verdict){.kind = VERDICT_ACCEPTED, .retry_after = -1};
	if (json_is_integer(id)) {
		out->remote_id = wire_id(id, WIRE_ID_MAX);
		out->remote_url = wire_url(json_object_get(top, "source_url"), r->url);
	}
	json_decref(top);
	if (out->remote_url)
		return;
	verdict_failure(p, r, out);
	explain(r, out);
}
