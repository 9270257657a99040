/* fault.c - answers that the plan gives in the portal's place */
#include <microhttpd.h>
#include <stdio.h>
#include <string.h>

#include "fault.h"
#include "routes.h"

static const char captive_page[] =
	"<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">"
	"<title>Đăng nhập mạng không dây</title></head>\n"
	"<body><h1>Chào mừng quý khách</h1>"
	"<p>Bấm nút để dùng mạng không dây miễn phí.</p>"
	"<form method=\"post\" action=\"/login\"><button>Kết nối</button></form>"
	"</body></html>\n";

static const char planned[] = "Lỗi thử nghiệm của cổng.";

/* RFC 9457. */
static void answer_problem(struct reply *rp, unsigned status)
{
	reply_json(rp, status, json_pack("{ss ss si ss}", "type", "about:blank", "title",
	    MHD_get_reason_phrase_for(status), "status", (int)status, "detail", planned));
	reply_header(rp, "Content-Type", "application/problem+json");
}

static void answer_file(struct reply *rp, unsigned status, const char *path)
{
	struct text text = {0};
	char bytes[4096];
	size_t size;
	FILE *f = fopen(path, "r");

	if (f == NULL) {
		reply_error(rp, 500, "planned", "Không đọc được tệp thử nghiệm.");
		return;
	}
	while ((size = fread(bytes, 1, sizeof bytes, f)) > 0 && text.size < FILE_MAX)
		text_add(&text, bytes, size);
	fclose(f);
	reply_text(rp, status, "application/feed+json; charset=utf-8", &text);
}

static void answer_body(const struct fault *f, struct reply *rp)
{
	unsigned status = f->status >= 0 ? (unsigned)f->status : 200;
	struct text text = {0};

	if (f->file[0] != '\0') {
		answer_file(rp, status, f->file);
	} else if (f->body == BODY_PROBLEM) {
		answer_problem(rp, status);
	} else if (f->body == BODY_NONE) {
		reply_error(rp, status, "planned", planned);
	} else {
		if (f->body == BODY_HTML)
			text_put(&text, captive_page);
		reply_text(rp, status, "text/html; charset=utf-8", &text);
	}
	if (status == 204 || status == 304)
		rp->size = 0;
	if (f->retry_after >= 0)
		reply_header(rp, "Retry-After", "%ld", f->retry_after);
}

bool fault_answer(struct request *rq, struct reply *rp)
{
	const struct fault *f = &rq->fault;
	bool redirect = f->redirect[0] != '\0';

	if (f->line == 0 || (f->status < 0 && f->body == BODY_NONE && f->file[0] == '\0'
	    && !redirect))
		return false;
	if (f->commit)
		route_serve(rq, rp);
	reply_clear(rp);
	if (redirect) {
		reply_error(rp, 302, "redirect", "Chuyển đến địa chỉ khác.");
		reply_header(rp, "Location", "%s", f->redirect);
	} else {
		answer_body(f, rp);
	}
	return true;
}

void fault_adorn(const struct fault *f, struct reply *rp)
{
	const char *colon = strchr(f->header, ':');
	char name[PLAN_VALUE];

	if (f->line == 0)
		return;
	if (colon != NULL) {
		snprintf(name, sizeof name, "%.*s", (int)(colon - f->header), f->header);
		reply_header(rp, name, "%s", colon + 1);
	}
	if (f->type[0] != '\0')
		reply_header(rp, "Content-Type", "%s", f->type);
}
