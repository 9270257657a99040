/* fetch.c - a file from a portal onto the disk, gone on from where the line broke */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/store/partial.h>
#include <bantin/text/files.h>
#include <bantin/text/number.h>
#include <bantin/text/url.h>

#include "inside.h"

enum {
	BREAKS_MAX = 5,		/* gone on from by itself */
	MEBIBYTE = 1 << 20
};

/*
 * One exchange or several: each asks for what is missing of the version that the
 * validator names. A 206 goes on, a 200 begins anew. No credentials go with it, so a file
 * may lie anywhere; it is never opened.
 */
struct fetch {
	struct sync *sync;
	struct http_call *call;
	struct partial *partial;	/* NULL: to fd */
	char *url, *type, *validator;
	int fd;
	int64_t size;		/* as the article says; -1 */
	int64_t begun;		/* bytes that were there when this exchange began */
	int breaks;
	bool answered;		/* this exchange's body has begun */
	struct err trouble;	/* what ended the body */
	char *path;
	struct fetch_report report;
};

void fetch_free(struct fetch *f)
{
	if (!f)
		return;
	if (f->call)
		http_cancel(f->sync->http, f->call);
	partial_free(f->partial);
	free(f->url);
	free(f->type);
	free(f->validator);
	free(f->path);
	free(f);
}

static void fetch_end(struct fetch *f, enum fetch_state state)
{
	partial_free(f->partial);
	f->partial = NULL;
	f->report.state = state;
	f->sync->changes |= SYNC_FETCH;
}

static void fetch_failed(struct fetch *f, const struct err *why)
{
	char done[NUMBER_MAX], total[NUMBER_MAX];
	struct fetch_report *r = &f->report;

	r->err = *why;
	if (why->kind == ERR_NET && f->validator && r->done > 0 && r->total > r->done &&
	    f->fd < 0)
		err_set(&r->err, ERR_NET,
			_("%s: %s of %s came and are kept; fetch it again to go on from "
			  "there"),
			why->text, number_size(r->done, done),
			number_size(r->total, total));
	fetch_end(f, FETCH_FAILED);
}

static bool too_large(int64_t bytes, struct err *e)
{
	if (bytes <= FETCH_MAX)
		return false;
	err_set(e, ERR_LIMIT, _("the file is larger than %d MB"), FETCH_MAX / MEBIBYTE);
	return true;
}

/* --- what comes ------------------------------------------------------------------ */

/* A page where a file should be: a captive portal, a sign-in, a page of excuses. */
static bool is_page(const struct fetch *f, const struct http_reply *r)
{
	static const char html[] = "text/html";

	return r->content_type && strcmp(r->content_type, html) == 0 &&
	       (f->type ? strcasecmp(f->type, html) != 0 : file_url_is_document(f->url));
}

/* A weak tag names no bytes (RFC 9110, 13.1.5). */
static const char *validator_of(const struct http_reply *r)
{
	return r->etag && strncmp(r->etag, "W/", 2) != 0 ? r->etag : r->last_modified;
}

static bool begin_anew(struct fetch *f, const struct http_reply *r)
{
	if (is_page(f, r))
		return err_set(&f->trouble, ERR_FORMAT,
			       _("a web page came in place of the file; open the "
				 "address in a browser"));
	if (f->fd >= 0 && f->report.done > 0)
		return err_set(&f->trouble, ERR_NET,
			       _("the connection broke off, and the portal cannot go on "
				 "from there"));
	mem_set(&f->validator, validator_of(r));
	f->report.done = f->begun = 0;
	f->report.resumed = false;
	f->report.total = r->length >= 0 ? r->length : f->size;
	return !f->partial || partial_restart(f->partial, f->validator, &f->trouble);
}

static bool go_on(struct fetch *f, const struct http_reply *r)
{
	if (r->range_start != f->report.done)
		return err_set(&f->trouble, ERR_FORMAT,
			       _("the portal sent another part of the file than was "
				 "asked for"));
	f->report.resumed = true;
	if (r->range_total >= 0)
		f->report.total = r->range_total;
	return true;
}

static bool answer_begin(struct fetch *f, const struct http_reply *r)
{
	if (f->answered)
		return true;
	f->answered = true;
	return (r->status == 206 ? go_on(f, r) : begin_anew(f, r)) &&
	       !too_large(f->report.total, &f->trouble);
}

static bool fetch_body(void *ctx, const struct http_reply *r, const char *p, size_t n)
{
	struct fetch *f = ctx;

	if (!answer_begin(f, r))
		return false;
	bool ok = f->partial ? partial_add(f->partial, p, n, &f->trouble)
			     : file_write_fd(f->fd, p, n, &f->trouble);
	f->report.done += (int64_t)n;
	f->sync->changes |= SYNC_FETCH;
	return ok;
}

static void ask(struct fetch *f);

/* A line that broke after it brought something is tried again at once. */
static void fetch_broken(struct fetch *f, const struct http_reply *r)
{
	struct err e = f->trouble;

	if (e.kind == ERR_NONE && r->outcome == HTTP_LOST && f->validator &&
	    f->report.done > f->begun && f->breaks++ < BREAKS_MAX) {
		ask(f);
		return;
	}
	if (e.kind == ERR_NONE && !(r->outcome == HTTP_TOO_BIG &&
				    too_large((int64_t)FETCH_MAX + 1, &e)))
		err_set(&e, ERR_NET, "%s", r->reason);
	fetch_failed(f, &e);
}

static void fetch_refused(struct fetch *f, const struct http_reply *r)
{
	struct buf why = {0};
	struct err e;

	portal_reason(r, &why);
	err_set(&e, r->status >= 500 || r->status == 429 ? ERR_NET : ERR_REFUSED, "%s",
		buf_str(&why));
	buf_clear(&why);
	fetch_failed(f, &e);
}

/* libcurl has compared the bytes with Content-Length; without one only the article's word
 * tells a whole file from a cut one. */
static void fetch_whole(struct fetch *f, const struct http_reply *r)
{
	struct err e = {0};

	if (!answer_begin(f, r)) {
		fetch_failed(f, &f->trouble);
	} else if (f->report.total >= 0 && f->report.done < f->report.total) {
		err_set(&e, ERR_NET, _("the file came incomplete"));
		fetch_failed(f, &e);
	} else if (f->partial && !partial_finish(f->partial, &f->path, &e)) {
		fetch_failed(f, &e);
	} else {
		f->report.total = f->report.done;
		f->report.path = f->path;
		fetch_end(f, FETCH_DONE);
	}
}

/* What lies here is no part of what is there now. */
static void fetch_stale(struct fetch *f)
{
	struct err e = {0};

	mem_set(&f->validator, NULL);
	f->report.done = 0;
	if (f->partial && !partial_restart(f->partial, NULL, &e))
		fetch_failed(f, &e);
	else
		ask(f);
}

static void fetch_done(void *ctx, const struct http_reply *r)
{
	struct fetch *f = ctx;

	f->call = NULL;
	if (r->outcome != HTTP_ANSWERED || f->trouble.kind != ERR_NONE)
		fetch_broken(f, r);
	else if (r->status == 200 || (r->status == 206 && f->answered))
		fetch_whole(f, r);
	else if (r->status == 416 && f->report.done > 0 && f->fd < 0)
		fetch_stale(f);
	else
		fetch_refused(f, r);
}

/* --- asking ---------------------------------------------------------------------- */

/* The certificates that a portal's own files need. */
static const char *trusted_for(const struct sync *s, const char *url)
{
	for (size_t i = 0; i < s->lane_count; i++) {
		const struct portal *p = &s->lanes[i]->portal;

		if (p->ca && p->feed_url && url_same_origin(p->feed_url, url))
			return p->ca;
	}
	return NULL;
}

/* Sends a request for the file, and clears it. */
static bool send(struct fetch *f, struct http_request *r, const struct http_handler *on,
		 struct err *e)
{
	r->url = mem_str(f->url);
	r->ca = mem_str(trusted_for(f->sync, f->url));
	r->follow = r->as_is = true;
	bool ok = http_start(f->sync->http, r, on, &f->call, e);
	http_request_clear(r);
	return ok;
}

static void ask(struct fetch *f)
{
	struct http_handler on = {.ctx = f, .on_body = fetch_body, .on_done = fetch_done};
	struct http_request r = {.method = "GET"};
	struct buf range = {0};
	struct err e = {0};

	r.accept = mem_str("*/*");
	r.ceiling = (size_t)(FETCH_MAX - f->report.done);
	f->begun = f->report.done;
	f->answered = false;
	if (f->report.done > 0) {
		buf_addf(&range, "bytes=%lld-", (long long)f->report.done);
		r.range = buf_take(&range);
		r.if_range = mem_str(f->validator);
	}
	if (!send(f, &r, &on, &e))
		fetch_failed(f, &e);
}

static void look_done(void *ctx, const struct http_reply *r)
{
	struct fetch *f = ctx;

	f->call = NULL;
	if (r->outcome != HTTP_ANSWERED) {
		err_set(&f->trouble, ERR_NET, "%s", r->reason);
		fetch_failed(f, &f->trouble);
	} else if (r->status == 404 || r->status == 410) {
		fetch_refused(f, r);
	} else {
		/* some servers know no HEAD: then the size is told as it comes */
		f->report.total = r->status == 200 ? r->length : -1;
		fetch_end(f, FETCH_LOOKED);
	}
}

static struct fetch *fetch_new(struct sync *s, const struct fetch_file *file,
			       enum fetch_state state, struct err *e)
{
	if (s->offline) {
		err_set(e, ERR_NET, _("working offline; go online first"));
		return NULL;
	}
	if (sync_fetching(s)) {
		err_set(e, ERR_BUSY, _("a file is being fetched just now"));
		return NULL;
	}
	struct fetch *f = mem_alloc(sizeof(*f));
	fetch_free(s->fetch);
	s->fetch = f;
	f->sync = s;
	f->url = mem_str(file->url);
	f->type = mem_str(file->type);
	f->size = file->size;
	f->fd = file->fd;
	f->report = (struct fetch_report){.state = state, .total = file->size};
	s->changes |= SYNC_FETCH;
	return f;
}

bool sync_fetch_look(struct sync *s, const struct fetch_file *file, struct err *e)
{
	struct http_request r = {.method = "HEAD"};
	struct fetch *f = fetch_new(s, file, FETCH_LOOKING, e);

	if (!f)
		return false;
	struct http_handler on = {.ctx = f, .on_done = look_done};
	if (send(f, &r, &on, e))
		return true;
	f->report.state = FETCH_NONE;
	return false;
}

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Which folder, and which name there. Both the caller's. */
static bool place_of(const struct fetch_file *file, char **dir, char **name,
		     struct err *e)
{
	const char *slash = file->path ? strrchr(file->path, '/') : NULL;
	struct buf safe = {0};

	*dir = *name = NULL;
	if (!file->path && !file_private_dir(file->folder, e))
		return false;
	if (file->path && !is_folder(file->path)) {
		size_t root = slash == file->path;
		*dir = slash ? mem_strn(file->path, (size_t)(slash - file->path) + root)
			     : mem_str(".");
		*name = mem_str(slash ? slash + 1 : file->path);
		return true;
	}
	*dir = mem_str(file->path ? file->path : file->folder);
	file_name_safe(file->url, file->title, file->type, &safe);
	*name = buf_take(&safe);
	return true;
}

static bool partial_begin(struct fetch *f, const struct fetch_file *file, struct err *e)
{
	char *dir, *name;
	bool ok = place_of(file, &dir, &name, e) &&
		  partial_open(&f->partial, dir, name, f->url, e);

	free(dir);
	free(name);
	if (!ok)
		return false;
	f->report.done = partial_have(f->partial);
	mem_set(&f->validator, partial_validator(f->partial));
	return true;
}

bool sync_fetch(struct sync *s, const struct fetch_file *file, struct err *e)
{
	if (too_large(file->size, e))
		return false;
	struct fetch *f = fetch_new(s, file, FETCH_RUNNING, e);
	if (!f)
		return false;
	bool ok = f->fd >= 0 || partial_begin(f, file, e);
	if (ok)
		ask(f);
	if (ok && f->report.state == FETCH_FAILED) {
		*e = f->report.err;
		ok = false;
	}
	if (!ok)
		f->report.state = FETCH_NONE;
	return ok;
}

bool sync_fetching(const struct sync *s)
{
	return s->fetch && s->fetch->call;
}

void sync_fetch_stop(struct sync *s)
{
	struct fetch *f = s->fetch;

	if (!sync_fetching(s))
		return;
	http_cancel(s->http, f->call);
	f->call = NULL;
	err_set(&f->report.err, ERR_CANCELLED, _("stopped"));
	fetch_end(f, FETCH_FAILED);
}

void sync_fetch_report(const struct sync *s, struct fetch_report *out)
{
	*out = s->fetch ? s->fetch->report : (struct fetch_report){.total = -1};
}
