/* admin.c - what tests look at and turn: /_ledger, /_requests, /_review, /_plan */
#include <string.h>

#include "bulletin.h"
#include "log.h"
#include "routes.h"
#include "server.h"
#include "store.h"

static void ledger_text(struct reply *rp, const json_t *rows)
{
	struct text list = {0};
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row)
		text_print(&list, "%s %s %s\n", row_text(row, "status"),
		    row_text(row, "uid"), row_text(row, "title"));
	reply_text(rp, 200, "text/plain; charset=utf-8", &list);
}

void ledger_serve(struct request *rq, struct reply *rp)
{
	const char *format = request_argument(rq, "format");
	json_t *rows = store_rows(rq->app->store, "SELECT uid, title, status,"
	    " ?1 || '/tin/' || slug || '.html' AS url, user, key, times_posted, remark"
	    " FROM post WHERE user IS NOT NULL ORDER BY id", "s", rq->app->base);

	if (format != NULL && strcmp(format, "text") == 0) {
		ledger_text(rp, rows);
		json_decref(rows);
	} else {
		reply_json(rp, 200, rows);
	}
}

void requests_serve(struct request *rq, struct reply *rp)
{
	reply_json(rp, 200, log_list(rq->app->log));
}

void review_serve(struct request *rq, struct reply *rp)
{
	json_t *body = request_json(rq);
	const char *status = row_text(body, "status");
	json_t *row;

	store_begin(rq->app->store);
	row = bulletin_uid(rq->app, row_text(body, "uid"));
	if (strcmp(status, "published") != 0 && strcmp(status, "draft") != 0
	    && strcmp(status, "trash") != 0) {
		reply_error(
		    rp, 400, "invalid_request", "status: published, draft, trash");
	} else if (row == NULL) {
		reply_error(rp, 404, "not_found", "Không có bản tin này trên cổng.");
	} else {
		bulletin_decide(rq->app, row, status, row_text(body, "remark"));
		reply_json(rp, 200, bulletin_answer(rq->app, row));
	}
	store_commit(rq->app->store);
	json_decref(row);
	json_decref(body);
}

void plan_serve(struct request *rq, struct reply *rp)
{
	char error[PLAN_ERROR];
	struct plan *plan = plan_parse(rq->body.at != NULL ? rq->body.at : "", error);

	if (plan == NULL) {
		reply_error(rp, 400, "invalid_request", error);
		return;
	}
	log_clear(rq->app->log);
	server_plan(rq->app->server, plan);
	reply_json(rp, 200, json_pack("{sb}", "ok", 1));
}
