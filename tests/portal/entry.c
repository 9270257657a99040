/* entry.c - Micropub properties of an h-entry, checked and turned into a row */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "content.h"
#include "entry.h"
#include "store.h"
#include "text.h"
#include "when.h"

enum { NAME_MAX_BYTES = 1000, LINKS_MAX = 20 };

/* A value that is a text, or an object whose member (such as "value") is one. */
static const char *value_text(const json_t *value, const char *member)
{
	if (json_is_object(value))
		value = json_object_get(value, member);
	return json_string_value(value);
}

static bool set_string(json_t *row, const char *column, const char *text)
{
	return json_object_set_new(row, column, json_string(text)) == 0;
}

static bool set_taken(json_t *row, const char *column, char *taken)
{
	bool good = taken != NULL && set_string(row, column, taken);

	free(taken);
	return good;
}

static bool read_text(json_t *values, json_t *row, const char *column)
{
	const char *text = value_text(json_array_get(values, 0), "value");

	if (json_array_size(values) == 0)
		return set_string(row, column, "");
	return text != NULL && set_string(row, column, text);
}

static bool read_name(struct app *app, json_t *values, json_t *row)
{
	const char *text = value_text(json_array_get(values, 0), "value");

	(void)app;
	if (text == NULL || strlen(text) > NAME_MAX_BYTES
	    || text[strspn(text, " \t\r\n")] == '\0')
		return false;
	return set_string(row, "title", text);
}

static bool read_summary(struct app *app, json_t *values, json_t *row)
{
	(void)app;
	return read_text(values, row, "summary");
}

static bool read_author(struct app *app, json_t *values, json_t *row)
{
	(void)app;
	return read_text(values, row, "author");
}

static bool read_remark(struct app *app, json_t *values, json_t *row)
{
	(void)app;
	return read_text(values, row, "remark");
}

/* Plain text: an empty line ends a paragraph, a line break stays one. */
static bool set_plain(json_t *row, const char *text)
{
	struct text html = {0};
	size_t size;

	text_put(&html, "<p>");
	for (; *text != '\0'; text++) {
		if (strncmp(text, "\n\n", 2) == 0) {
			text_put(&html, "</p>\n<p>");
			text++;
		} else if (*text == '\n') {
			text_put(&html, "<br>\n");
		} else {
			text_html(&html, (char [2]){*text, '\0'});
		}
	}
	text_put(&html, "</p>");
	return set_taken(row, "html", text_take(&html, &size));
}

static bool read_content(struct app *app, json_t *values, json_t *row)
{
	const json_t *value = json_array_get(values, 0);
	const char *html = json_string_value(json_object_get(value, "html"));
	const char *plain = html == NULL ? value_text(value, "value") : NULL;
	const char *text = html != NULL ? html : plain;

	(void)app;
	if (text == NULL || text[strspn(text, " \t\r\n")] == '\0')
		return false;
	return html != NULL ? set_string(row, "html", html) : set_plain(row, plain);
}

/* The first category that is a section decides; the others are tags. */
static bool read_category(struct app *app, json_t *values, json_t *row)
{
	const struct section *found = NULL;
	json_t *tags = json_array();
	json_t *value;
	size_t i;
	bool good = true;

	(void)app;
	json_array_foreach(values, i, value) {
		const char *text = value_text(value, "value");
		const struct section *s = text != NULL ? section_find(text) : NULL;

		good = good && text != NULL;
		if (found == NULL && s != NULL)
			found = s;
		else if (text != NULL)
			json_array_append(tags, value);
	}
	if (found != NULL)
		set_string(row, "section", found->id);
	good = good && set_taken(row, "tags", json_dumps(tags, JSON_COMPACT));
	json_decref(tags);
	return good;
}

static bool read_uid(struct app *app, json_t *values, json_t *row)
{
	const char *text = value_text(json_array_get(values, 0), "value");

	(void)app;
	return text != NULL && text[0] != '\0' && strlen(text) < 200
	    && strpbrk(text, " \t\r\n") == NULL && set_string(row, "uid", text);
}

static bool read_slug(struct app *app, json_t *values, json_t *row)
{
	const char *text = value_text(json_array_get(values, 0), "value");
	char slug[SLUG_MAX + 1];

	(void)app;
	if (text == NULL)
		return false;
	slug_make(text, slug);
	return set_string(row, "slug", slug);
}

static bool read_status(struct app *app, json_t *values, json_t *row)
{
	static const char *const known[] = {"published", "draft", "pending", "trash"};
	const char *text = value_text(json_array_get(values, 0), "value");

	(void)app;
	for (size_t i = 0; text != NULL && i < sizeof known / sizeof known[0]; i++) {
		if (strcmp(text, known[i]) == 0)
			return set_string(row, "wanted", text);
	}
	return false;
}

static bool read_published(struct app *app, json_t *values, json_t *row)
{
	const char *text = value_text(json_array_get(values, 0), "value");
	long long seconds;

	(void)app;
	if (text == NULL || !when_parse(text, &seconds))
		return false;
	return json_object_set_new(row, "published", json_integer(seconds)) == 0;
}

/* "/files/NAME" of a URL of this portal whose file is there; NULL: none such. */
static const char *file_path(struct app *app, const char *url)
{
	size_t base = strlen(app->base);

	if (url == NULL)
		return NULL;
	if (strncmp(url, app->base, base) == 0)
		url += base;
	if (strncmp(url, "/files/", 7) != 0 || store_number(app->store,
	    "SELECT count(*) FROM file WHERE name = ?1", "s", url + 7) == 0)
		return NULL;
	return url;
}

static bool read_photo(struct app *app, json_t *values, json_t *row)
{
	const json_t *value = json_array_get(values, 0);
	const char *path = file_path(app, value_text(value, "value"));

	if (json_array_size(values) == 0)
		return set_string(row, "image", "") && set_string(row, "image_alt", "");
	return path != NULL && set_string(row, "image", path)
	    && set_string(row, "image_alt", row_text(value, "alt"));
}

/* One attachment: a URL, or {"value": URL, "name": title}. */
static json_t *read_link(struct app *app, const json_t *value)
{
	const char *path = file_path(app, value_text(value, "value"));
	const char *title = row_text(value, "name");
	json_t *link;

	if (path == NULL)
		return NULL;
	link = store_row(app->store,
	    "SELECT ?1 AS path, ?2 AS title, mime AS mime_type,"
	    " length(data) AS size_in_bytes FROM file WHERE name = ?3",
	    "sss", path, title[0] != '\0' ? title : path + strlen("/files/"),
	    path + strlen("/files/"));
	return link;
}

static bool read_attachment(struct app *app, json_t *values, json_t *row)
{
	json_t *links = json_array();
	bool good = json_array_size(values) <= LINKS_MAX;
	json_t *value;
	size_t i;

	json_array_foreach(values, i, value) {
		json_t *link = good ? read_link(app, value) : NULL;

		good = link != NULL && json_array_append_new(links, link) == 0;
	}
	good = good && set_taken(row, "attachments", json_dumps(links, JSON_COMPACT));
	json_decref(links);
	return good;
}

static const struct {
	const char *name;
	bool (*read)(struct app *app, json_t *values, json_t *row);
	const char *error;
} properties_known[] = {
	{"name", read_name, "Tiêu đề trống hoặc quá dài."},
	{"summary", read_summary, "Tóm tắt không hợp lệ."},
	{"content", read_content, "Nội dung trống hoặc không hợp lệ."},
	{"category", read_category, "Chuyên mục không hợp lệ."},
	{"uid", read_uid, "Mã bản tin không hợp lệ."},
	{"mp-slug", read_slug, "Tên ngắn không hợp lệ."},
	{"post-status", read_status, "Trạng thái không hợp lệ."},
	{"published", read_published, "Ngày đăng không hợp lệ."},
	{"author", read_author, "Tác giả không hợp lệ."},
	{"remark", read_remark, "Nhận xét không hợp lệ."},
	{"photo", read_photo, "Ảnh không có trên cổng."},
	{"attachment", read_attachment, "Tệp đính kèm không có trên cổng."},
};

bool entry_read(struct app *app, json_t *properties, json_t *row, struct reply *rp)
{
	for (size_t i = 0; i < sizeof properties_known / sizeof properties_known[0];
	     i++) {
		json_t *values = json_object_get(properties, properties_known[i].name);

		if (values == NULL)
			continue;
		if (!json_is_array(values)
		    || !properties_known[i].read(app, values, row)) {
			reply_error(
			    rp, 400, "invalid_request", properties_known[i].error);
			return false;
		}
	}
	return true;
}
