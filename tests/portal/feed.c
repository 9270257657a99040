/* feed.c - JSON Feed 1.1 of all news and of each section */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content.h"
#include "feed.h"
#include "routes.h"
#include "store.h"
#include "when.h"

#define ID_BASE "https://cong-thong-tin.example"

json_t *post_url(const struct app *app, const json_t *row)
{
	return json_sprintf("%s/tin/%s.html", app->base, row_text(row, "slug"));
}

json_t *post_part(const json_t *row, const char *name)
{
	json_t *part = json_loads(row_text(row, name), 0, NULL);

	return part != NULL ? part : json_null();
}

long long feed_modified(struct app *app, const char *section)
{
	long long post = store_number(app->store, "SELECT max(updated) FROM post WHERE"
	    " status = 'published' AND (?1 IS NULL OR section = ?1)", "s", section);
	long long touched = store_touched(app->store);

	return post > touched ? post : touched;
}

static json_t *iso_json(long long seconds)
{
	char date[WHEN_SIZE];

	when_iso(seconds, date);
	return json_string(date);
}

static void set_text(
	json_t *to, const char *member, const json_t *row, const char *column)
{
	const char *text = row_text(row, column);

	if (text[0] != '\0')
		json_object_set_new(to, member, json_string(text));
}

static json_t *attachments_json(const struct app *app, const json_t *row)
{
	json_t *list = post_part(row, "attachments");
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one) {
		json_object_set_new(one, "url", json_sprintf("%s%s", app->base,
		    row_text(one, "path")));
		json_object_del(one, "path");
	}
	return list;
}

/* Sets a member unless the value is null or has nothing in it. */
static void set_part(json_t *to, const char *member, json_t *taken)
{
	if (json_array_size(taken) > 0 || json_object_size(taken) > 0)
		json_object_set(to, member, taken);
	json_decref(taken);
}

static json_t *item_json(const struct app *app, const json_t *row)
{
	json_t *item = json_object();
	const char *image = row_text(row, "image");

	json_object_set_new(item, "id", json_sprintf(ID_BASE "/tin/%s",
	    row_text(row, "slug")));
	json_object_set_new(item, "url", post_url(app, row));
	set_text(item, "title", row, "title");
	set_text(item, "content_html", row, "html");
	set_text(item, "summary", row, "summary");
	if (image[0] != '\0')
		json_object_set_new(
		    item, "image", json_sprintf("%s%s", app->base, image));
	json_object_set_new(
	    item, "date_published", iso_json(row_number(row, "published")));
	if (row_number(row, "updated") > row_number(row, "published"))
		json_object_set_new(item, "date_modified",
		    iso_json(row_number(row, "updated")));
	if (row_text(row, "author")[0] != '\0')
		json_object_set_new(item, "authors", json_pack("[{ss}]", "name",
		    row_text(row, "author")));
	set_part(item, "tags", post_part(row, "tags"));
	json_object_set_new(item, "language", json_string("vi"));
	set_part(item, "attachments", attachments_json(app, row));
	if (app->args.extension) {
		json_t *more = json_pack("{ss}", "section", row_text(row, "section"));

		set_part(more, "document", post_part(row, "document"));
		json_object_set_new(item, "_newsroom", more);
	}
	return item;
}

static json_t *sections_json(const struct app *app)
{
	json_t *list = json_array();

	for (size_t i = 0; i < SECTION_COUNT; i++) {
		const struct section *s = &sections[i];
		long long count = store_number(app->store,
		    "SELECT count(*) FROM post WHERE"
		    " status = 'published' AND section = ?1",
		    "s", s->id);

		json_array_append_new(list,
		    json_pack("{ss ss so sI}", "id", s->id, "title", s->title, "feed_url",
			json_sprintf("%s/feed/%s.json", app->base, s->id), "count",
			(json_int_t)count));
	}
	return list;
}

static json_t *extension_json(const struct app *app)
{
	const struct args *a = &app->args;

	return json_pack("{ss so s{si si si si si} so so s{sb sb sb}}",
	    "about", ID_BASE "/newsroom-extension",
	    "sections", sections_json(app),
	    "visits", "today", 1159, "yesterday", 1987, "week", 5103, "month", 64467,
	    "total", 2240627,
	    "poll_url", json_sprintf("%s/poll.json", app->base),
	    "micropub", json_sprintf("%s/micropub", app->base),
	    "submissions", "idempotency_key", a->idempotency, "lookup_by_uid", a->lookup,
	    "remarks", 1);
}

/* Everything but the items. */
static json_t *head_json(const struct app *app, const struct section *s, const char *path)
{
	json_t *head = json_pack("{ss}", "version", "https://jsonfeed.org/version/1.1");

	if (s != NULL)
		json_object_set_new(head, "title", json_sprintf("%s - %s", s->title,
		    app->args.title));
	else
		json_object_set_new(head, "title", json_string(app->args.title));
	json_object_set_new(head, "home_page_url", json_sprintf("%s/", app->base));
	json_object_set_new(head, "feed_url", json_sprintf("%s%s", app->base, path));
	json_object_set_new(head, "language", json_string("vi"));
	if (app->args.extension)
		json_object_set_new(head, "_newsroom", extension_json(app));
	return head;
}

/* The section that "/feed/ID.json" names; NULL for "/feed.json".  False: none such. */
static bool read_path(const char *path, const struct section **s)
{
	char id[64] = "", rest;

	*s = NULL;
	if (strcmp(path, "/feed.json") == 0)
		return true;
	if (sscanf(path, "/feed/%63[a-z-].jso%c", id, &rest) != 2 || rest != 'n'
	    || strlen(path) != strlen("/feed/.json") + strlen(id))
		return false;
	*s = section_find(id);
	return *s != NULL;
}

static bool read_page(const struct request *rq, long *page)
{
	const char *value = request_argument(rq, "page");
	char *end;

	*page = 1;
	if (value == NULL)
		return true;
	*page = strtol(value, &end, 10);
	return end != value && *end == '\0' && *page >= 1 && *page <= 100000;
}

static void add_items(struct app *app, json_t *feed, const struct section *s, long page)
{
	json_t *rows = store_rows(app->store,
	    "SELECT * FROM post WHERE status = 'published'"
	    " AND (?1 IS NULL OR section = ?1) ORDER BY published DESC, id DESC"
	    " LIMIT ?2 OFFSET ?3",
	    "sii", s != NULL ? s->id : NULL, (long long)FEED_PAGE + 1,
	    (long long)(page - 1) * FEED_PAGE);
	json_t *items = json_array();
	json_t *row;
	size_t i;

	json_array_foreach(rows, i, row) {
		if (i < FEED_PAGE)
			json_array_append_new(items, item_json(app, row));
	}
	if (json_array_size(rows) > FEED_PAGE)
		json_object_set_new(feed, "next_url", json_sprintf("%s?page=%ld",
		    row_text(feed, "feed_url"), page + 1));
	json_object_set_new(feed, "items", items);
	json_decref(rows);
}

void feed_serve(struct request *rq, struct reply *rp)
{
	const struct section *s;
	json_t *feed;
	long page;

	if (!read_path(rq->path, &s)) {
		reply_error(rp, 404, "not_found", "Không có chuyên mục này.");
		return;
	}
	if (!read_page(rq, &page)) {
		reply_error(rp, 400, "invalid_request", "Số trang không hợp lệ.");
		return;
	}
	rp->modified = feed_modified(rq->app, s != NULL ? s->id : NULL);
	feed = head_json(rq->app, s, rq->path);
	add_items(rq->app, feed, s, page);
	reply_json(rp, 200, feed);
	reply_header(rp, "Content-Type", "application/feed+json; charset=utf-8");
	rp->cached = true;
}
