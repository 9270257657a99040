/* bulletin.c - the rows that people post: found, decided on, described */
#include <stdio.h>
#include <string.h>

#include "bulletin.h"
#include "feed.h"
#include "store.h"
#include "text.h"
#include "when.h"

json_t *bulletin_at(struct app *app, const char *url)
{
	size_t base = strlen(app->base);
	char slug[SLUG_MAX + 1];
	const char *end = strstr(url, ".html");

	if (strncmp(url, app->base, base) == 0)
		url += base;
	if (strncmp(url, "/tin/", 5) != 0 || end == NULL || end[5] != '\0'
	    || end - url - 5 > SLUG_MAX)
		return NULL;
	snprintf(slug, sizeof slug, "%.*s", (int)(end - url - 5), url + 5);
	return store_row(app->store,
	    "SELECT * FROM post WHERE slug = ?1 AND user IS NOT NULL", "s", slug);
}

json_t *bulletin_uid(struct app *app, const char *uid)
{
	return store_row(app->store,
	    "SELECT * FROM post WHERE uid = ?1 AND user IS NOT NULL"
	    " ORDER BY id",
	    "s", uid);
}

/* The wanted slug, or one made from the title, with a number behind it if it is taken. */
static void free_slug(struct app *app, const json_t *row, char slug[SLUG_MAX + 1])
{
	char wanted[SLUG_MAX + 1];

	snprintf(wanted, sizeof wanted, "%s", row_text(row, "slug"));
	if (wanted[0] == '\0')
		slug_make(row_text(row, "title"), wanted);
	if (wanted[0] == '\0')
		snprintf(wanted, sizeof wanted, "ban-tin");
	snprintf(slug, SLUG_MAX + 1, "%s", wanted);
	for (unsigned short n = 2; store_number(app->store,
	    "SELECT count(*) FROM post WHERE slug = ?1", "s", slug) > 0; n++)
		snprintf(slug, SLUG_MAX + 1, "%.*s-%hu", SLUG_MAX - 8, wanted, n);
}

void bulletin_insert(struct app *app, json_t *row)
{
	char slug[SLUG_MAX + 1];

	free_slug(app, row, slug);
	json_object_set_new(row, "slug", json_string(slug));
	store_run(app->store,
	    "INSERT INTO post (slug, uid, user, key, title, section, html,"
	    " status, updated) VALUES (?1, ?2, ?3, nullif(?4, ''), '', '', '', '', 0)",
	    "ssss", slug, row_text(row, "uid"), row_text(row, "user"),
	    row_text(row, "key"));
	json_object_set_new(row, "id", json_integer(store_last_id(app->store)));
	bulletin_update(app, row);
}

void bulletin_update(struct app *app, const json_t *row)
{
	const char *tags = row_text(row, "tags");
	const char *attachments = row_text(row, "attachments");

	store_run(app->store,
	    "UPDATE post SET title = ?1, section = ?2, html = ?3,"
	    " summary = ?4, author = ?5, tags = ?6, image = nullif(?7, ''),"
	    " image_alt = ?8, attachments = ?9, status = ?10, before_trash = ?11,"
	    " remark = nullif(?12, ''),"
	    " submitted = ?13, published = nullif(?14, 0), updated = ?15 WHERE id = ?16",
	    "ssssssssssssiiii", row_text(row, "title"), row_text(row, "section"),
	    row_text(row, "html"), row_text(row, "summary"), row_text(row, "author"),
	    tags[0] != '\0' ? tags : "[]", row_text(row, "image"),
	    row_text(row, "image_alt"), attachments[0] != '\0' ? attachments : "[]",
	    row_text(row, "status"), row_text(row, "before_trash"),
	    row_text(row, "remark"), row_number(row, "submitted"),
	    row_number(row, "published"), when_now(), row_number(row, "id"));
	store_touch(app->store);
}

void bulletin_status(json_t *row, const char *status)
{
	const char *old = row_text(row, "status");

	if (strcmp(status, "trash") == 0 && strcmp(old, "trash") != 0)
		json_object_set(row, "before_trash", json_object_get(row, "status"));
	if (strcmp(status, "published") == 0 && row_number(row, "published") == 0)
		json_object_set_new(row, "published", json_integer(when_now()));
	if (strcmp(status, "pending") == 0 && strcmp(old, "pending") != 0)
		json_object_set_new(row, "submitted", json_integer(when_now_ms()));
	json_object_set_new(row, "status", json_string(status));
}

void bulletin_decide(struct app *app, json_t *row, const char *status, const char *remark)
{
	bulletin_status(row, status);
	json_object_set_new(row, "remark", json_string(remark != NULL ? remark : ""));
	bulletin_update(app, row);
}

json_t *bulletin_answer(const struct app *app, const json_t *row)
{
	return json_pack("{so so ss}", "url", post_url(app, row), "id",
	    json_sprintf("%lld", row_number(row, "id")), "status",
	    row_text(row, "status"));
}

static void add_value(json_t *properties, const char *name, json_t *taken)
{
	json_object_set_new(properties, name, json_pack("[o]", taken));
}

static void add_text(json_t *properties, const char *name, const json_t *row,
	const char *column)
{
	const char *text = row_text(row, column);

	if (text[0] != '\0')
		add_value(properties, name, json_string(text));
}

static void add_date(json_t *properties, const char *name, const json_t *row)
{
	char date[WHEN_SIZE];

	if (row_number(row, name) == 0)
		return;
	when_iso(row_number(row, name), date);
	add_value(properties, name, json_string(date));
}

static json_t *categories_json(const json_t *row)
{
	json_t *list = json_pack("[s]", row_text(row, "section"));
	json_t *tags = post_part(row, "tags");

	if (json_is_array(tags))
		json_array_extend(list, tags);
	json_decref(tags);
	return list;
}

static void add_files(const struct app *app, json_t *properties, const json_t *row)
{
	json_t *links = post_part(row, "attachments");
	json_t *list = json_array();
	json_t *link;
	size_t i;

	json_array_foreach(links, i, link)
		json_array_append_new(list, json_pack("{so ss}", "value",
		    json_sprintf("%s%s", app->base, row_text(link, "path")), "name",
		    row_text(link, "title")));
	if (json_array_size(list) > 0)
		json_object_set(properties, "attachment", list);
	if (row_text(row, "image")[0] != '\0')
		json_object_set_new(properties, "photo", json_pack("[{so ss}]", "value",
		    json_sprintf("%s%s", app->base, row_text(row, "image")), "alt",
		    row_text(row, "image_alt")));
	json_decref(list);
	json_decref(links);
}

json_t *bulletin_entry(const struct app *app, const json_t *row)
{
	json_t *p = json_object();

	add_text(p, "uid", row, "uid");
	add_value(p, "url", post_url(app, row));
	add_value(p, "id", json_sprintf("%lld", row_number(row, "id")));
	add_text(p, "name", row, "title");
	add_text(p, "summary", row, "summary");
	add_value(p, "content", json_pack("{ss}", "html", row_text(row, "html")));
	json_object_set_new(p, "category", categories_json(row));
	add_text(p, "author", row, "author");
	add_files(app, p, row);
	add_text(p, "post-status", row, "status");
	add_text(p, "remark", row, "remark");
	add_date(p, "published", row);
	add_date(p, "updated", row);
	return json_pack("{s[s] so}", "type", "h-entry", "properties", p);
}

void bulletin_review(struct app *app, long seconds)
{
	json_t *rows, *row;
	size_t i;

	store_begin(app->store);
	rows = store_rows(app->store, "SELECT * FROM post WHERE status = 'pending'"
	    " AND submitted <= ?1 ORDER BY submitted, id", "i",
	    when_now_ms() - seconds * 1000);
	json_array_foreach(rows, i, row) {
		long long decided = store_number(app->store, "SELECT count(*) FROM post"
		    " WHERE user = 'contributor' AND status <> 'pending'", "");

		if (decided % 2 == 0)
			bulletin_decide(app, row, "published", NULL);
		else
			bulletin_decide(app, row, "draft",
			    "Đề nghị bổ sung thời gian, địa"
			    " điểm và kiểm tra lại số liệu, rồi gửi lại.");
	}
	store_commit(app->store);
	json_decref(rows);
}
