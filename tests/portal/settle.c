/* settle.c - the last step of an answer: ETag, 304, ranges and gzip (RFC 9110) */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "reply.h"
#include "when.h"

enum { GZIP_LEAST = 256 };	/* bytes; smaller bodies go as they are */

/* Whether a comma-separated list of entity tags holds this one, compared weakly. */
static bool tag_listed(const char *list, const char *tag)
{
	size_t size = strlen(tag);

	while (*list != '\0') {
		list += strspn(list, " \t,");
		if (*list == '*')
			return true;
		if (strncmp(list, "W/", 2) == 0)
			list += 2;
		if (strncmp(list, tag, size) == 0)
			return true;
		list += strcspn(list, ",");
	}
	return false;
}

/* If-None-Match wins over If-Modified-Since.  Both tags name the same content. */
static bool not_modified(const struct reply *rp, const struct request *rq,
	const char *tag, const char *gzip_tag)
{
	const char *match = request_header(rq, "If-None-Match");
	const char *since = request_header(rq, "If-Modified-Since");
	long long seconds;

	if (match != NULL)
		return tag_listed(match, tag) || tag_listed(match, gzip_tag);
	return rp->modified > 0 && since != NULL && when_parse_http(since, &seconds)
	    && seconds >= rp->modified;
}

static void drop_body(struct reply *rp)
{
	free(rp->body);
	rp->body = mem_get(1);
	rp->size = 0;
}

/* A part of a body, both ends included. */
struct span {
	size_t first, last;
	bool good;		/* its first byte is in the body */
};

/* Reads the one range "bytes=A-B", "A-" or "-N".  False: serve the whole. */
static bool read_range(const char *s, size_t size, struct span *span)
{
	unsigned long long a, b;
	int end = 0;
	char rest;

	span->last = size - 1;
	if (sscanf(s, "bytes=%llu-%llu%c", &a, &b, &rest) == 2 && a <= b) {
		if (b < size)
			span->last = (size_t)b;
	} else if (sscanf(s, "bytes=-%llu%c", &b, &rest) == 1) {
		a = b < size ? size - b : 0;
		if (b == 0)
			a = size;
	} else if (sscanf(s, "bytes=%llu-%n%c", &a, &end, &rest) != 1 || end == 0) {
		return false;
	}
	span->good = a < size;
	span->first = (size_t)a;
	return true;
}

static void settle_range(struct reply *rp, const struct request *rq, const char *tag)
{
	const char *range = request_header(rq, "Range");
	const char *condition = request_header(rq, "If-Range");
	struct span span;

	reply_header(rp, "Accept-Ranges", "bytes");
	if (range == NULL || (condition != NULL && strcmp(condition, tag) != 0))
		return;
	if (strcmp(rq->method, "GET") != 0 || !read_range(range, rp->size, &span))
		return;
	if (!span.good) {
		reply_header(rp, "Content-Range", "bytes */%zu", rp->size);
		reply_error(rp, 416, "range", "Không có phần tệp được yêu cầu.");
		return;
	}
	reply_header(
	    rp, "Content-Range", "bytes %zu-%zu/%zu", span.first, span.last, rp->size);
	rp->status = 206;
	rp->size = span.last - span.first + 1;
	memmove(rp->body, rp->body + span.first, rp->size);
}

/* Whether Accept-Encoding names gzip, and not with q=0. */
static bool accepts_gzip(const struct request *rq)
{
	const char *s = request_header(rq, "Accept-Encoding");

	for (; s != NULL && *s != '\0'; s += strcspn(s, ",")) {
		double q = 1;

		s += strspn(s, " \t,");
		if (strncasecmp(s, "gzip", 4) != 0 || strchr(" \t,;", s[4]) == NULL)
			continue;
		return sscanf(s + 4, " ; q=%lf", &q) < 1 || q > 0;
	}
	return false;
}

static bool is_text(const struct reply *rp)
{
	const char *type = reply_header_value(rp, "Content-Type");

	return type != NULL && (strncmp(type, "text/", 5) == 0 || strstr(type, "json"));
}

static void settle_gzip(struct reply *rp)
{
	z_stream z = {.next_in = (unsigned char *)rp->body, .avail_in = (uInt)rp->size};
	uLong room;
	char *packed;

	/* 16 more than the window size asks for the gzip wrapper */
	if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return;
	room = deflateBound(&z, (uLong)rp->size);
	packed = mem_get(room);
	z.next_out = (unsigned char *)packed;
	z.avail_out = (uInt)room;
	deflate(&z, Z_FINISH);
	free(rp->body);
	rp->body = packed;
	rp->size = z.total_out;
	deflateEnd(&z);
	reply_header(rp, "Content-Encoding", "gzip");
}

void reply_settle(struct reply *rp, const struct request *rq)
{
	bool reads = strcmp(rq->method, "GET") == 0 || strcmp(rq->method, "HEAD") == 0;
	bool packs = is_text(rp) && !rp->ranges;
	bool gzip = packs && rp->size >= GZIP_LEAST && accepts_gzip(rq);
	char tag[32], gzip_tag[32], date[WHEN_SIZE];

	if (packs)
		reply_header(rp, "Vary", "Accept-Encoding");
	if (rp->cached && reads && rp->status == 200) {
		unsigned long long hash = hash_bytes(rp->body, rp->size);

		snprintf(tag, sizeof tag, "\"%016llx\"", hash);
		snprintf(gzip_tag, sizeof gzip_tag, "\"%016llx-gzip\"", hash);
		reply_header(rp, "ETag", "%s", gzip ? gzip_tag : tag);
		reply_header(rp, "Cache-Control", "no-cache");
		if (rp->modified > 0) {
			long long now = when_now();

			when_http(rp->modified < now ? rp->modified : now, date);
			reply_header(rp, "Last-Modified", "%s", date);
		}
		if (not_modified(rp, rq, tag, gzip_tag)) {
			rp->status = 304;
			drop_body(rp);
			return;
		}
		if (rp->ranges)
			settle_range(rp, rq, tag);
	}
	if (gzip)
		settle_gzip(rp);
}
