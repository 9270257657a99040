/* poll.c - the opinion poll on the portal's page */
#include <stdio.h>
#include <string.h>

#include "content.h"
#include "keys.h"
#include "poll.h"
#include "routes.h"

#define SCOPE "poll"

void poll_prepare(struct store *store)
{
	static const int votes[SECTION_COUNT] = {412, 268, 355, 197, 121};

	for (size_t i = 0; i < SECTION_COUNT; i++)
		store_run(store, "INSERT OR IGNORE INTO choice VALUES (?1, ?2, ?3)",
		    "ssi", sections[i].id, sections[i].title, (long long)votes[i]);
}

static json_t *poll_json(struct store *store, const char *voted)
{
	json_t *options = store_rows(store, "SELECT id, label, votes FROM choice"
	    " ORDER BY rowid", "");

	return json_pack("{ss ss so sb ss?}", "id", "chuyen-muc-quan-tam", "question",
	    "Bạn quan tâm đến chuyên mục nào trên trang?", "options", options, "closed",
	    0, "voted", voted);
}

/* The id of the chosen option in the request's body; NULL with an answer in rp. */
static const char *read_vote(const struct request *rq, struct reply *rp, json_t **body)
{
	const char *option;

	*body = request_json(rq);
	option = json_string_value(json_object_get(*body, "option"));
	if (option == NULL) {
		reply_error(rp, 400, "invalid_request", "Thiếu lựa chọn \"option\".");
		return NULL;
	}
	if (store_number(rq->app->store, "SELECT count(*) FROM choice WHERE id = ?1", "s",
	    option) == 0) {
		reply_error(rp, 422, "unknown_option", "Không có lựa chọn này.");
		return NULL;
	}
	return option;
}

static void vote(struct request *rq, struct reply *rp)
{
	struct store *store = rq->app->store;
	char key[KEY_MAX];
	const char *option;
	json_t *body = NULL;

	if (!keys_enter(rq, rp, SCOPE, key))
		return;
	option = read_vote(rq, rp, &body);
	if (option != NULL) {
		request_pause(rq);
		store_begin(store);
		store_run(store, "UPDATE choice SET votes = votes + 1 WHERE id = ?1", "s",
		    option);
		reply_json(rp, 200, poll_json(store, option));
		keys_remember(rq, rp, SCOPE, key);
		store_commit(store);
	}
	keys_leave(rq, SCOPE, key);
	json_decref(body);
}

void poll_serve(struct request *rq, struct reply *rp)
{
	if (strcmp(rq->method, "POST") == 0) {
		vote(rq, rp);
	} else {
		reply_json(rp, 200, poll_json(rq->app->store, NULL));
		rp->cached = true;
	}
}
