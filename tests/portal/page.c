/* page.c - the HTML pages: home and one article */
#include <stdio.h>
#include <string.h>

#include "content.h"
#include "feed.h"
#include "routes.h"
#include "store.h"
#include "when.h"

static void page_head(struct text *page, const struct app *app, const char *title)
{
	text_put(page, "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
	text_html(page, title);
	text_put(page,
	    "</title>\n"
	    "<link rel=\"alternate\" type=\"application/feed+json\""
	    " title=\"");
	text_html(page, app->args.title);
	text_put(page, "\" href=\"/feed.json\">\n"
	    "<link rel=\"micropub\" href=\"/micropub\">\n"
	    "</head>\n<body>\n"
	    "<header><p><a href=\"/\">");
	text_html(page, app->args.title);
	text_put(page, "</a></p></header>\n");
}

static void page_foot(struct text *page)
{
	text_put(page, "<footer><h2>Truy cập</h2>\n<dl>\n<dt>Hôm nay:</dt><dd>1159</dd>\n"
	    "<dt>Hôm qua:</dt><dd>1987</dd>\n<dt>Tuần này:</dt><dd>5103</dd>\n"
	    "<dt>Tháng này:</dt><dd>64467</dd>\n<dt>Tất cả:</dt><dd>2240627</dd>\n"
	    "</dl></footer>\n</body>\n</html>\n");
}

static void add_latest(struct app *app, struct text *page)
{
	json_t *rows = store_rows(app->store,
	    "SELECT slug, title, published FROM post WHERE"
	    " status = 'published' ORDER BY published DESC, id DESC LIMIT ?1",
	    "i", (long long)FEED_PAGE);
	char date[WHEN_SIZE];
	json_t *row;
	size_t i;

	text_put(page, "<h1>Tin mới</h1>\n<ul>\n");
	json_array_foreach(rows, i, row) {
		when_local(row_number(row, "published"), date);
		text_print(page, "<li><a href=\"/tin/%s.html\">", row_text(row, "slug"));
		text_html(page, row_text(row, "title"));
		text_print(page, "</a> <time>%s</time></li>\n", date);
	}
	text_put(page, "</ul>\n");
	json_decref(rows);
}

void home_serve(struct request *rq, struct reply *rp)
{
	struct text page = {0};

	page_head(&page, rq->app, rq->app->args.title);
	text_put(&page, "<nav><ul>\n");
	for (size_t i = 0; i < SECTION_COUNT; i++)
		text_print(&page, "<li><a href=\"/feed/%s.json\">%s</a></li>\n",
		    sections[i].id, sections[i].title);
	text_put(&page, "</ul></nav>\n<main>\n");
	add_latest(rq->app, &page);
	text_put(&page, "</main>\n");
	page_foot(&page);
	rp->modified = feed_modified(rq->app, NULL);
	reply_text(rp, 200, "text/html; charset=utf-8", &page);
	reply_header(rp, "Link", "</feed.json>; rel=\"alternate\";"
	    " type=\"application/feed+json\", </micropub>; rel=\"micropub\"");
	rp->cached = true;
}

static void add_attachments(struct text *page, const json_t *row)
{
	json_t *list = post_part(row, "attachments");
	json_t *one;
	size_t i;

	if (json_array_size(list) > 0)
		text_put(page, "<h2>Tệp đính kèm</h2>\n<ul>\n");
	json_array_foreach(list, i, one) {
		text_print(page, "<li><a href=\"%s\">", row_text(one, "path"));
		text_html(page, row_text(one, "title"));
		text_put(page, "</a></li>\n");
	}
	if (json_array_size(list) > 0)
		text_put(page, "</ul>\n");
	json_decref(list);
}

static void add_article(struct text *page, const json_t *row)
{
	char date[WHEN_SIZE];

	when_local(row_number(row, "published"), date);
	text_put(page, "<main><article>\n<h1>");
	text_html(page, row_text(row, "title"));
	text_print(page, "</h1>\n<p>Đăng lúc: %s (GMT+7)</p>\n", date);
	if (row_text(row, "image")[0] != '\0') {
		text_print(page, "<p><img src=\"%s\" alt=\"", row_text(row, "image"));
		text_html(page, row_text(row, "image_alt"));
		text_put(page, "\"></p>\n");
	}
	text_put(page, row_text(row, "html"));
	text_put(page, "\n<p><strong>");
	text_html(page, row_text(row, "author"));
	text_put(page, "</strong></p>\n");
	add_attachments(page, row);
	text_put(page, "</article></main>\n");
}

/* The post that "/tin/SLUG.html" names, or NULL; the caller owns it. */
static json_t *find_post(struct store *store, const char *path)
{
	const char *name = path + strlen("/tin/");
	const char *end = strrchr(name, '.');
	char slug[SLUG_MAX + 1];

	if (end == NULL || strcmp(end, ".html") != 0 || end - name > SLUG_MAX)
		return NULL;
	snprintf(slug, sizeof slug, "%.*s", (int)(end - name), name);
	return store_row(store, "SELECT * FROM post WHERE slug = ?1", "s", slug);
}

void page_serve(struct request *rq, struct reply *rp)
{
	json_t *row = find_post(rq->app->store, rq->path);
	const char *status = row_text(row, "status");
	struct text page = {0};

	if (strcmp(status, "trash") == 0) {
		reply_error(rp, 410, "gone", "Bài này đã được gỡ khỏi cổng.");
	} else if (strcmp(status, "published") != 0) {
		reply_error(rp, 404, "not_found", "Không có bài này trên cổng.");
	} else {
		page_head(&page, rq->app, row_text(row, "title"));
		add_article(&page, row);
		page_foot(&page);
		rp->modified = row_number(row, "updated");
		reply_text(rp, 200, "text/html; charset=utf-8", &page);
		rp->cached = true;
	}
	json_decref(row);
}
