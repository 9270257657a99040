/* routes.c - which function serves which path */
#include <stdio.h>
#include <string.h>

#include "routes.h"

static const struct route {
	const char *path;
	bool prefix;		/* more may follow */
	const char *methods;
	size_t limit;
	void (*serve)(struct request *rq, struct reply *rp);
} routes[] = {
	{"/", false, "GET, HEAD", BODY_MAX, home_serve},
	{"/feed.json", false, "GET, HEAD", BODY_MAX, feed_serve},
	{"/feed/", true, "GET, HEAD", BODY_MAX, feed_serve},
	{"/tin/", true, "GET, HEAD", BODY_MAX, page_serve},
	{"/files/", true, "GET, HEAD", BODY_MAX, file_serve},
	{"/poll.json", false, "GET, HEAD, POST", BODY_MAX, poll_serve},
	{"/micropub", false, "GET, HEAD, POST", BODY_MAX, micropub_serve},
	{"/media", false, "POST", MEDIA_MAX + FORM_MAX, media_serve},
	{"/_ledger", false, "GET, HEAD", BODY_MAX, ledger_serve},
	{"/_requests", false, "GET, HEAD", BODY_MAX, requests_serve},
	{"/_review", false, "POST", BODY_MAX, review_serve},
	{"/_plan", false, "POST", BODY_MAX, plan_serve},
};

static const struct route *route_find(const char *path)
{
	for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++) {
		const struct route *r = &routes[i];

		if (r->prefix ? strncmp(path, r->path, strlen(r->path)) == 0
		    : strcmp(path, r->path) == 0)
			return r;
	}
	return NULL;
}

/* Whether a list such as "GET, HEAD" holds a method. */
static bool allows(const char *methods, const char *method)
{
	size_t size = strlen(method);

	while (*methods != '\0') {
		size_t word = strcspn(methods, ",");

		if (word == size && strncmp(methods, method, size) == 0)
			return true;
		methods += word;
		methods += strspn(methods, ", ");
	}
	return false;
}

json_t *request_json(const struct request *rq)
{
	if (rq->body.size == 0)
		return NULL;
	return json_loadb(rq->body.at, rq->body.size, 0, NULL);
}

size_t route_limit(const char *path)
{
	const struct route *r = route_find(path);

	return r != NULL ? r->limit : BODY_MAX;
}

void route_serve(struct request *rq, struct reply *rp)
{
	const struct route *r = route_find(rq->path);

	if (r == NULL) {
		reply_error(rp, 404, "not_found", "Không có địa chỉ này trên cổng.");
	} else if (!allows(r->methods, rq->method)) {
		reply_error(
		    rp, 405, "method_not_allowed", "Phương thức không được dùng.");
		reply_header(rp, "Allow", "%s", r->methods);
	} else if (rq->too_large) {
		reply_error(rp, 413, "too_large", "Nội dung gửi lên quá lớn.");
	} else {
		r->serve(rq, rp);
	}
}
