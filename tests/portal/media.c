/* media.c - the media endpoint: pictures and documents come up */
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "micropub.h"
#include "routes.h"
#include "store.h"

#define DOCX "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

static const struct kind {
	const char *mime;
	const char *ending;
	const char *mark;	/* how such a file begins */
} kinds[] = {
	{"image/png", "png", "\x89PNG"},
	{"image/jpeg", "jpg", "\xFF\xD8\xFF"},
	{"application/pdf", "pdf", "%PDF"},
	{DOCX, "docx", "PK\x03\x04"},
};

struct upload {
	struct text bytes;
	const struct kind *kind;
	char name[200];
	char mime[120];
};

static enum MHD_Result take_part(void *to, enum MHD_ValueKind kind, const char *field,
	const char *name, const char *mime, const char *encoding, const char *data,
	uint64_t offset, size_t size)
{
	struct upload *up = to;

	(void)kind;
	(void)encoding;
	if (field == NULL || strcmp(field, "file") != 0)
		return MHD_YES;
	if (offset == 0) {
		text_clear(&up->bytes);
		snprintf(up->name, sizeof up->name, "%s", name != NULL ? name : "");
		snprintf(up->mime, sizeof up->mime, "%s", mime != NULL ? mime : "");
	}
	text_add(&up->bytes, data, size);
	return MHD_YES;
}

static bool read_form(const struct request *rq, struct upload *up)
{
	struct MHD_PostProcessor *form = MHD_create_post_processor(
	    rq->conn, 4096, take_part, up);
	bool good;

	if (form == NULL)
		return false;
	good = MHD_post_process(form, rq->body.at, rq->body.size) == MHD_YES;
	return MHD_destroy_post_processor(form) == MHD_YES && good;
}

/* A body that is the file itself: its name stands in Content-Disposition. */
static bool read_raw(const struct request *rq, struct upload *up, const char *type)
{
	const char *header = request_header(rq, "Content-Disposition");
	const char *name = header != NULL ? strstr(header, "filename=") : NULL;
	size_t size;

	if (name == NULL)
		return false;
	name += strlen("filename=");
	name += *name == '"';
	size = strcspn(name, "\";");
	snprintf(up->name, sizeof up->name, "%.*s", (int)size, name);
	snprintf(up->mime, sizeof up->mime, "%.*s", (int)strcspn(type, "; "), type);
	text_add(&up->bytes, rq->body.at, rq->body.size);
	return true;
}

static const struct kind *find_kind(const struct upload *up)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		size_t size = strlen(kinds[i].mark);

		if (strcasecmp(up->mime, kinds[i].mime) == 0 && up->bytes.size > size
		    && memcmp(up->bytes.at, kinds[i].mark, size) == 0)
			return &kinds[i];
	}
	return NULL;
}

static void save(struct request *rq, struct reply *rp, const struct upload *up,
	const struct user *user)
{
	char stem[200], slug[SLUG_MAX + 1], hex[9], name[SLUG_MAX + 32];
	const char *end = strrchr(up->name, '.');

	snprintf(stem, sizeof stem, "%.*s",
	    end != NULL ? (int)(end - up->name) : (int)strlen(up->name), up->name);
	slug_make(stem, slug);
	random_hex(hex, 4);
	snprintf(name, sizeof name, "%s-%s.%s", slug[0] != '\0' ? slug : "tep", hex,
	    up->kind->ending);
	request_pause(rq);
	store_run(rq->app->store, "INSERT INTO file VALUES (?1, ?2, ?3, ?4)", "sssb",
	    name, up->kind->mime, user->id, up->bytes.at, up->bytes.size);
	reply_json(rp, 201, json_pack("{so}", "url", json_sprintf("%s/files/%s",
	    rq->app->base, name)));
	reply_header(rp, "Location", "%s/files/%s", rq->app->base, name);
}

void media_serve(struct request *rq, struct reply *rp)
{
	const struct user *user = micropub_user(rq, rp);
	const char *type = request_header(rq, "Content-Type");
	struct upload up = {0};
	bool good;

	if (user == NULL)
		return;
	if (type == NULL)
		type = "";
	good = strncasecmp(type, "multipart/form-data", 19) == 0 ? read_form(rq, &up)
	    : read_raw(rq, &up, type);
	up.kind = find_kind(&up);
	if (!good || up.bytes.size == 0)
		reply_error(rp, 400, "invalid_request", "Không thấy tệp \"file\".");
	else if (up.bytes.size > MEDIA_MAX)
		reply_error(rp, 413, "too_large", "Tệp lớn quá 8 MiB.");
	else if (up.kind == NULL)
		reply_error(rp, 415, "unsupported_media_type",
		    "Cổng chỉ nhận ảnh PNG, JPEG và tệp PDF, DOCX.");
	else
		save(rq, rp, &up, user);
	text_clear(&up.bytes);
}
