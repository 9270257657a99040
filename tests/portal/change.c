/* change.c - changes to a bulletin: update, delete, undelete */
#include <string.h>

#include "bulletin.h"
#include "entry.h"
#include "micropub.h"
#include "store.h"

static bool owns(const struct user *user, const json_t *row)
{
	return strcmp(row_text(row, "user"), user->id) == 0;
}

/* An editor changes everything, others their own unless it is published or gone. */
static bool may_change(const struct user *user, const json_t *row, const char *action,
	struct reply *rp)
{
	const char *status = row_text(row, "status");

	if (user->editor)
		return true;
	if (!owns(user, row))
		reply_error(rp, 403, "forbidden", "Bản tin này là của người khác.");
	else if (strcmp(status, "published") == 0)
		reply_error(rp, 403, "forbidden",
		    "Bản tin đã đăng; chỉ biên tập viên được sửa hoặc gỡ.");
	else if (strcmp(status, "trash") == 0 && strcmp(action, "update") == 0)
		reply_error(rp, 403, "forbidden", "Bản tin đã bị gỡ.");
	else
		return true;
	return false;
}

/* The status that an update asks for, within what the user may; NULL with a 403. */
static const char *next_status(const struct user *user, const json_t *change,
	const json_t *row, struct reply *rp)
{
	const char *wanted = row_text(change, "wanted");

	if (!user->editor && json_object_get(change, "remark") != NULL)
		wanted = "trash";
	if (wanted[0] == '\0')
		return row_text(row, "status");
	if (user->editor)
		return wanted;
	if (strcmp(wanted, "trash") == 0) {
		reply_error(rp, 403, "insufficient_scope",
		    "Chỉ biên tập viên được quyết định về bản tin.");
		return NULL;
	}
	return strcmp(wanted, "draft") == 0 ? "draft" : "pending";
}

/* Columns that an update may change; a bulletin keeps its uid and slug for good. */
static void merge(json_t *row, const json_t *change)
{
	static const char *const columns[] = {"title", "html", "summary", "section",
	    "tags", "author", "image", "image_alt", "attachments", "published", "remark"};

	for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
		json_t *value = json_object_get(change, columns[i]);

		if (value != NULL)
			json_object_set(row, columns[i], value);
	}
}

static void save(struct request *rq, struct reply *rp, const json_t *row)
{
	bulletin_update(rq->app, row);
	reply_json(rp, 200, bulletin_answer(rq->app, row));
}

/* The properties that an update puts in the place of others, those it takes away as empty
 * lists; NULL where it says neither.  The caller owns it. */
static json_t *new_properties(const json_t *body)
{
	json_t *replace = json_object_get(body, "replace");
	json_t *gone = json_object_get(body, "delete"), *name, *all;
	size_t i;

	if (!json_is_object(replace) && !json_is_array(gone))
		return NULL;
	all = json_is_object(replace) ? json_copy(replace) : json_object();
	json_array_foreach(gone, i, name) {
		if (json_is_string(name))
			json_object_set_new(all, json_string_value(name), json_array());
	}
	return all;
}

static void update(struct request *rq, struct reply *rp, const struct user *user,
	json_t *row, const json_t *body)
{
	json_t *change = json_object();
	json_t *properties = new_properties(body);
	const char *status;

	if (properties == NULL) {
		reply_error(rp, 400, "invalid_request",
		    "Cổng chỉ sửa được bằng \"replace\" và \"delete\".");
	} else if (entry_read(rq->app, properties, change, rp)) {
		if (!user->editor)
			json_object_del(change, "published");
		status = next_status(user, change, row, rp);
		if (status != NULL) {
			/* sent again, or decided anew: the old remark has had its day */
			if (json_object_get(change, "wanted") != NULL)
				json_object_set_new(row, "remark", json_string(""));
			merge(row, change);
			bulletin_status(row, status);
			save(rq, rp, row);
		}
	}
	json_decref(properties);
	json_decref(change);
}

/* Back to what it was; for its owner a draft, since an editor may have turned it down. */
static void undelete(struct request *rq, struct reply *rp, const struct user *user,
	json_t *row)
{
	const char *before = row_text(row, "before_trash");

	if (strcmp(row_text(row, "status"), "trash") == 0)
		bulletin_status(
		    row, user->editor && before[0] != '\0' ? before : "draft");
	save(rq, rp, row);
}

static void change(struct request *rq, struct reply *rp, const struct user *user,
	const json_t *body)
{
	const char *action = row_text(body, "action");
	json_t *row = bulletin_at(rq->app, row_text(body, "url"));

	if (row == NULL) {
		reply_error(rp, 404, "not_found", "Không có bản tin này trên cổng.");
	} else if (may_change(user, row, action, rp)) {
		if (strcmp(action, "update") == 0) {
			update(rq, rp, user, row, body);
		} else if (strcmp(action, "delete") == 0) {
			bulletin_status(row, "trash");
			save(rq, rp, row);
		} else {
			undelete(rq, rp, user, row);
		}
	}
	json_decref(row);
}

void micropub_change(struct request *rq, struct reply *rp, const struct user *user,
	json_t *body)
{
	const char *action = row_text(body, "action");

	if (strcmp(action, "update") != 0 && strcmp(action, "delete") != 0
	    && strcmp(action, "undelete") != 0) {
		reply_error(rp, 400, "invalid_request", "Cổng không biết thao tác này.");
		return;
	}
	request_pause(rq);
	store_begin(rq->app->store);
	change(rq, rp, user, body);
	store_commit(rq->app->store);
}
