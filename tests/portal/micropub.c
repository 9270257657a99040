/* micropub.c - the Micropub endpoint: who may, and new bulletins */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "bulletin.h"
#include "content.h"
#include "entry.h"
#include "keys.h"
#include "micropub.h"
#include "routes.h"
#include "store.h"

const struct user *micropub_user(const struct request *rq, struct reply *rp)
{
	const char *header = request_header(rq, "Authorization");
	const char *token = NULL;

	if (header != NULL && strncasecmp(header, "Bearer ", 7) == 0)
		token = header + 7 + strspn(header + 7, " ");
	for (size_t i = 0; token != NULL && i < 2; i++) {
		if (strcmp(token, rq->app->users[i].token) == 0)
			return &rq->app->users[i];
	}
	reply_error(rp, 401, "unauthorized", token == NULL
	    ? "Cần đăng nhập: thiếu mã truy cập." : "Mã truy cập không đúng.");
	reply_header(rp, "WWW-Authenticate", "Bearer realm=\"micropub\"%s",
	    token == NULL ? "" : ", error=\"invalid_token\"");
	return NULL;
}

/* What becomes of a new bulletin. */
static const char *first_status(const struct user *user, const char *wanted)
{
	if (strcmp(wanted, "draft") == 0)
		return "draft";
	return user->editor ? "published" : "pending";
}

/* Whether the body is an h-entry with title and text, now in row; else an answer in rp. */
static bool read_entry(struct app *app, const json_t *body, json_t *row, struct reply *rp)
{
	const char *type = json_string_value(
	    json_array_get(json_object_get(body, "type"), 0));

	if (type == NULL || strcmp(type, "h-entry") != 0) {
		reply_error(rp, 400, "invalid_request", "Chỉ nhận bản tin kiểu h-entry.");
		return false;
	}
	if (!entry_read(app, json_object_get(body, "properties"), row, rp))
		return false;
	if (row_text(row, "title")[0] == '\0' || row_text(row, "html")[0] == '\0') {
		reply_error(rp, 400, "invalid_request",
		    "Thiếu tiêu đề (name) hoặc nội dung (content).");
		return false;
	}
	return true;
}

/* The row of a new bulletin; NULL with an answer in rp.  The caller owns it. */
static json_t *read_row(struct request *rq, struct reply *rp, const struct user *user,
	const json_t *body)
{
	json_t *row = json_pack("{ss ss ss}", "section", sections[0].id, "author",
	    "Ban biên tập", "user", user->id);
	char uid[46];

	if (!read_entry(rq->app, body, row, rp)) {
		json_decref(row);
		return NULL;
	}
	random_uid(uid);
	if (row_text(row, "uid")[0] == '\0')
		json_object_set_new(row, "uid", json_string(uid));
	if (!user->editor)
		json_object_del(row, "published");
	json_object_del(row, "remark");
	bulletin_status(row, first_status(user, row_text(row, "wanted")));
	return row;
}

void micropub_create(struct request *rq, struct reply *rp, const struct user *user,
	json_t *body)
{
	struct app *app = rq->app;
	char key[KEY_MAX];
	json_t *row, *url;

	if (!keys_enter(rq, rp, user->id, key))
		return;
	row = read_row(rq, rp, user, body);
	if (row != NULL) {
		json_object_set_new(row, "key", json_string(key));
		request_pause(rq);
		store_begin(app->store);
		bulletin_insert(app, row);
		reply_json(rp,
		    strcmp(row_text(row, "status"), "pending") == 0 ? 202 : 201,
		    bulletin_answer(app, row));
		url = bulletin_answer(app, row);
		reply_header(rp, "Location", "%s", row_text(url, "url"));
		json_decref(url);
		keys_remember(rq, rp, user->id, key);
		store_commit(app->store);
		json_decref(row);
	}
	keys_leave(rq, user->id, key);
}

static bool is_json(const struct request *rq)
{
	const char *type = request_header(rq, "Content-Type");

	return type != NULL && strncasecmp(type, "application/json", 16) == 0
	    && strchr("; \t", type[16]) != NULL;
}

static void micropub_post(struct request *rq, struct reply *rp, const struct user *user)
{
	json_t *body;

	if (!is_json(rq)) {
		reply_error(rp, 415, "unsupported_media_type", "Cổng chỉ nhận JSON.");
		return;
	}
	body = request_json(rq);
	if (!json_is_object(body))
		reply_error(rp, 400, "invalid_request", "JSON sai cú pháp.");
	else if (json_object_get(body, "action") != NULL)
		micropub_change(rq, rp, user, body);
	else
		micropub_create(rq, rp, user, body);
	json_decref(body);
}

void micropub_serve(struct request *rq, struct reply *rp)
{
	const struct user *user = micropub_user(rq, rp);

	if (user == NULL)
		return;
	if (strcmp(rq->method, "POST") == 0)
		micropub_post(rq, rp, user);
	else
		micropub_query(rq, rp, user);
}
