/* micropub_media.c - a file for the media endpoint, as multipart/form-data (RFC 7578) */
#include "micropub.h"

#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/base/uuid.h>

#include "media.h"

enum {
	ROOM = 4096,		/* bytes of the part's header and the boundaries */
	ANSWER_MAX = 1 << 20
};

/* A quote or a line end would close the field early. */
static void add_name(struct buf *out, const char *name)
{
	for (const char *s = media_name(name); *s; s++)
		if ((unsigned char)*s < ' ' || *s == '"' || *s == 0x7f)
			buf_addf(out, "%%%02X", (unsigned)*s);
		else
			buf_addc(out, *s);
}

/* 122 random bits: no file holds them by chance. */
static void make_boundary(char out[UUID_MAX])
{
	if (!uuid_new(out, NULL))
		memcpy(out, "7b5f2d6e-93c1-4f0a-8d54-bantin-files", UUID_MAX);
}

static void add_part(struct buf *body, const char *boundary, const char *name,
		     const char *type)
{
	buf_addf(body, "--%s\r\nContent-Disposition: form-data; name=\"file\"; "
		 "filename=\"", boundary);
	add_name(body, name);
	buf_addf(body, "\"\r\nContent-Type: %s\r\n\r\n",
		 media_type(type));
}

void micropub_upload_ask(const struct portal *p, const struct submission_file *f,
			 const void *data, size_t n, struct http_request *out)
{
	struct buf body, kind = {0};
	char boundary[UUID_MAX];

	make_boundary(boundary);
	buf_init(&body, n + strlen(f->name) * 3 + ROOM);
	add_part(&body, boundary, f->name, f->type);
	buf_add(&body, data, n);
	buf_addf(&body, "\r\n--%s--\r\n", boundary);
	buf_addf(&kind, "multipart/form-data; boundary=%s", boundary);
	*out = (struct http_request){
		.method = "POST",
		.url = mem_str(p->media_url),
		.accept = mem_str("application/json"),
		.bearer = mem_str(p->token),
		.key = f->key[0] ? mem_str(f->key) : NULL,
		.content_type = buf_take(&kind),
		.body_len = body.len,
		.write = true,
		.ceiling = ANSWER_MAX,
	};
	out->body = buf_take(&body);
}
