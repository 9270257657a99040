/* query.c - questions to the Micropub endpoint: config, source, category, syndicate-to */
#include <stdlib.h>
#include <string.h>

#include "bulletin.h"
#include "content.h"
#include "micropub.h"
#include "routes.h"
#include "store.h"

enum { LIST_DEFAULT = 1000, LIST_MAX = 1000 };

static json_t *categories_json(void)
{
	json_t *list = json_array();

	for (size_t i = 0; i < SECTION_COUNT; i++)
		json_array_append_new(list, json_string(sections[i].id));
	return list;
}

static json_t *config_json(const struct app *app, const struct user *user)
{
	return json_pack("{so s[ssss] so s[{ss ss}] s[] s{ss ss ss sb} si}",
	    "media-endpoint", json_sprintf("%s/media", app->base),
	    "q", "config", "source", "category", "syndicate-to",
	    "categories", categories_json(),
	    "post-types", "type", "article", "name", "Bản tin",
	    "syndicate-to",
	    "user", "id", user->id, "name", user->name, "role",
	    user->editor ? "editor" : "contributor", "may_publish", (int)user->editor,
	    "media_max_bytes", MEDIA_MAX);
}

static void reply_rows(struct reply *rp, const struct app *app, json_t *taken)
{
	json_t *items = json_array();
	json_t *row;
	size_t i;

	json_array_foreach(taken, i, row)
		json_array_append_new(items, bulletin_entry(app, row));
	json_decref(taken);
	reply_json(rp, 200, json_pack("{so}", "items", items));
}

static bool may_see(const struct user *user, const json_t *row)
{
	return user->editor || strcmp(row_text(row, "user"), user->id) == 0;
}

static void source_url(struct request *rq, struct reply *rp, const struct user *user,
	const char *url)
{
	json_t *row = bulletin_at(rq->app, url);

	if (row == NULL)
		reply_error(rp, 404, "not_found", "Không có bản tin này trên cổng.");
	else if (!may_see(user, row))
		reply_error(rp, 403, "forbidden", "Bản tin này là của người khác.");
	else
		reply_json(rp, 200, bulletin_entry(rq->app, row));
	json_decref(row);
}

/* All bulletins of one's own with this uid, the oldest first; none is an empty list. */
static void source_uid(struct request *rq, struct reply *rp, const struct user *user,
	const char *uid)
{
	if (!rq->app->args.lookup) {
		reply_error(
		    rp, 400, "invalid_request", "Cổng không tra cứu được theo mã.");
		return;
	}
	reply_rows(rp, rq->app, store_rows(rq->app->store, "SELECT * FROM post"
	    " WHERE uid = ?1 AND user = ?2 ORDER BY id", "ss", uid, user->id));
}

static long long number_argument(const struct request *rq, const char *name,
	long long otherwise, long long high)
{
	const char *value = request_argument(rq, name);
	long long number = value != NULL ? strtoll(value, NULL, 10) : otherwise;

	return number < 0 ? otherwise : number > high ? high : number;
}

static void source_list(struct request *rq, struct reply *rp, const struct user *user)
{
	reply_rows(rp, rq->app, store_rows(rq->app->store, "SELECT * FROM post"
	    " WHERE user = ?1 ORDER BY id DESC LIMIT ?2 OFFSET ?3", "sii", user->id,
	    number_argument(rq, "limit", LIST_DEFAULT, LIST_MAX),
	    number_argument(rq, "offset", 0, 1000000)));
}

static void source(struct request *rq, struct reply *rp, const struct user *user)
{
	const char *url = request_argument(rq, "url");
	const char *uid = request_argument(rq, "uid");

	if (url != NULL)
		source_url(rq, rp, user, url);
	else if (uid != NULL)
		source_uid(rq, rp, user, uid);
	else
		source_list(rq, rp, user);
}

void micropub_query(struct request *rq, struct reply *rp, const struct user *user)
{
	const char *q = request_argument(rq, "q");

	if (q == NULL)
		q = "";
	if (strcmp(q, "config") == 0)
		reply_json(rp, 200, config_json(rq->app, user));
	else if (strcmp(q, "source") == 0)
		source(rq, rp, user);
	else if (strcmp(q, "category") == 0)
		reply_json(rp, 200, json_pack("{so}", "categories", categories_json()));
	else if (strcmp(q, "syndicate-to") == 0)
		reply_json(rp, 200, json_pack("{s[]}", "syndicate-to"));
	else
		reply_error(rp, 400, "invalid_request", "Cổng không hiểu câu hỏi q này.");
}
