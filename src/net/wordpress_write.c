/* wordpress_write.c - bulletins as WordPress takes them, from create to trash and back */
#include "wordpress.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/html.h>
#include <bantin/text/markdown.h>

#include "cleared.h"
#include "tags.h"
#include "wire.h"

enum { HTML_MAX = 8 << 20 };	/* bytes */

/* --- the text --- */

/* Whether the tag that ends right before p stands for a block of its own. */
static bool ends_block(const char *html, const char *p)
{
	static const char *const names[] = {"p", "ul", "ol", "li", "blockquote", "pre",
					    "hr", "br", "h1", "h2", "h3", "h4", "h5",
					    "h6"};
	const char *from = p;

	if (p == html || p[-1] != '>')
		return false;
	while (from > html && *from != '<')
		from--;
	from += from[1] == '/' ? 2 : 1;
	size_t n = strcspn(from, " >/");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == n && strncmp(names[i], from, n) == 0)
			return true;
	return false;
}

/* The site would show a line's end inside a paragraph as a break, where Markdown means
 * a space. The mark that stands for HTML left out is of no use there. */
static void fold_lines(const char *html, struct buf *out)
{
	static const char omitted[] = "<!-- raw HTML omitted -->";
	bool kept = false;

	for (const char *p = html; *p; p++) {
		if (strncmp(p, omitted, sizeof(omitted) - 1) == 0) {
			p += sizeof(omitted) - 2;
			continue;
		}
		if (strncmp(p, "<pre", 4) == 0)
			kept = true;
		else if (strncmp(p, "</pre", 5) == 0)
			kept = false;
		bool space = *p == '\n' && !kept && !ends_block(html, p);
		buf_addc(out, space ? ' ' : *p);
	}
}

static void add_content(const struct draft *d, struct buf *out)
{
	struct buf html;

	buf_init(&html, out->max);
	if (d->body)
		markdown_html(d->body, strlen(d->body), &html);
	out->full = out->full || html.full;
	fold_lines(buf_str(&html), out);
	buf_clear(&html);
	if (d->author && *d->author) {
		buf_adds(out, "<p><strong>");
		html_escape(out, d->author, strlen(d->author));
		buf_adds(out, "</strong></p>\n");
	}
}

/* Titles and excerpts are HTML too. A quote may stay one, and then becomes a fine one. */
static json_t *as_html(const char *s)
{
	struct buf html = {0};

	for (; s && *s; s++)
		if (*s == '"')
			buf_addc(&html, '"');
		else
			html_escape(&html, s, 1);
	json_t *v = json_string(buf_str(&html));
	buf_clear(&html);
	return v;
}

static bool is_number(const char *s)
{
	return s && *s && strlen(s) < 10 && strspn(s, "0123456789") == strlen(s);
}

/* The tags by name: they go by numbers that are found out later. */
static json_t *entry_of(const struct draft *d, const char *content)
{
	json_t *entry = json_object();

	json_object_set_new(entry, "title", as_html(d->title));
	json_object_set_new(entry, "content", json_string(content));
	json_object_set_new(entry, "excerpt", as_html(d->summary));
	if (is_number(d->section))
		json_object_set_new(entry, "categories",
				    json_pack("[I]", (json_int_t)atol(d->section)));
	json_t *tags = json_array();
	tags_append(tags, d->tags);
	if (json_array_size(tags) > 0)
		json_object_set(entry, "tags", tags);
	json_decref(tags);
	return entry;
}

bool wordpress_freeze(const struct portal *p, const struct draft *d, const char *key,
		      struct buf *payload, struct err *e)
{
	struct buf content;

	(void)p;
	(void)key;
	buf_init(&content, HTML_MAX);
	add_content(d, &content);
	bool good = !content.full && wire_dump(entry_of(d, buf_str(&content)), payload);
	buf_clear(&content);
	return good || err_set(e, ERR_LIMIT, _("The bulletin is too large to be sent"));
}

/* --- its files --- */

static bool is_picture(const struct submission_file *f)
{
	return f->type && strncasecmp(f->type, "image/", strlen("image/")) == 0;
}

static void add_picture(const struct submission_file *f, struct buf *out)
{
	const char *name = f->name ? f->name : "", *dot = strrchr(name, '.');

	buf_adds(out, "<figure class=\"wp-block-image\"><img src=\"");
	html_escape(out, f->url, strlen(f->url));
	buf_adds(out, "\" alt=\"");
	html_escape(out, name, dot ? (size_t)(dot - name) : strlen(name));
	buf_adds(out, "\" /></figure>\n");
}

static void add_document(const struct submission_file *f, struct buf *out)
{
	const char *name = f->name && *f->name ? f->name : f->url;

	buf_adds(out, "<p><a href=\"");
	html_escape(out, f->url, strlen(f->url));
	buf_adds(out, "\">");
	html_escape(out, name, strlen(name));
	buf_adds(out, "</a></p>\n");
}

static void add_files(json_t *entry, const struct submission *s)
{
	const char *text = json_string_value(json_object_get(entry, "content"));
	struct buf content = {0};

	buf_adds(&content, text ? text : "");
	for (size_t i = 0; i < s->file_count; i++) {
		const struct submission_file *f = &s->files[i];

		if (!f->url)
			continue;
		if (!is_picture(f)) {
			add_document(f, &content);
			continue;
		}
		add_picture(f, &content);
		if (is_number(f->remote_id) && !json_object_get(entry, "featured_media"))
			json_object_set_new(entry, "featured_media",
					    json_integer(atol(f->remote_id)));
	}
	json_object_set_new(entry, "content", json_string(buf_str(&content)));
	buf_clear(&content);
}

json_t *wordpress_entry(const struct submission *s)
{
	json_t *entry = json_loadb(s->payload ? s->payload : "", s->payload_len, 0, NULL);

	if (!json_is_object(entry)) {
		json_decref(entry);
		entry = json_object();
	}
	add_files(entry, s);
	json_t *tags = json_object_get(entry, "tags");
	if (tags)
		json_object_set_new(entry, "tags", wordpress_term_ids(tags, s));
	return entry;
}

static const char *const may_be_empty[] = {"categories", "tags", "featured_media"};
enum { MAY_BE_EMPTY = sizeof(may_be_empty) / sizeof(may_be_empty[0]) };

static bool says(const struct submission *s, const char *name)
{
	json_t *entry;

	if (strcmp(name, "featured_media") == 0) {
		for (size_t i = 0; i < s->file_count; i++)
			if (is_picture(&s->files[i]))
				return true;
		return false;
	}
	entry = json_loadb(s->payload ? s->payload : "", s->payload_len, 0, NULL);
	bool there = json_object_get(entry, name) != NULL;
	json_decref(entry);
	return there;
}

char *wordpress_cleared(const struct submission *last, const struct submission *row)
{
	return cleared_names(may_be_empty, MAY_BE_EMPTY, says, last, row);
}

/* A post without a picture has number 0. */
static void add_cleared(json_t *entry, const struct submission *s)
{
	for (size_t i = 0; i < MAY_BE_EMPTY; i++) {
		const char *name = may_be_empty[i];
		bool number = strcmp(name, "featured_media") == 0;

		if (cleared_has(s, name))
			json_object_set_new(entry, name,
					    number ? json_integer(0) : json_array());
	}
}

/* --- requests --- */

/* The address of the row's post there. */
static char *post_route(const struct submission *s)
{
	struct buf route = {0};

	buf_adds(&route, "posts/");
	wordpress_encode(&route, s->remote_id ? s->remote_id : "0");
	return buf_take(&route);
}

static void post_json(const struct portal *p, const char *route, json_t *entry,
		      struct http_request *out)
{
	struct buf body = {0};

	wire_dump(entry, &body);
	wordpress_write(p, "POST", route, WORDPRESS_OWN_FIELDS, out);
	out->content_type = mem_str("application/json");
	out->body_len = body.len;
	out->body = mem_str(buf_str(&body));
	buf_clear(&body);
}

static json_t *final_status(const struct portal *p)
{
	return json_string(p->can & PORTAL_PUBLISHES ? "publish" : "pending");
}

/* As it was before it was withdrawn, as far as this account may say so. */
static json_t *former_status(const struct portal *p, const struct submission *s)
{
	const char *before = s->remote_before ? s->remote_before : "";

	if (strcmp(before, "draft") == 0)
		return json_string("draft");
	if (strcmp(before, "published") == 0)
		return final_status(p);
	if (strcmp(before, "scheduled") == 0 && p->can & PORTAL_PUBLISHES)
		return json_string("future");
	return json_string("pending");
}

/* As a draft it keeps the slug under which it is looked for. */
static json_t *creation(const struct submission *s)
{
	json_t *entry = wordpress_entry(s);
	char slug[UUID_MAX];

	for (size_t i = 0; i < sizeof(slug); i++)
		slug[i] = (char)(s->key[i] >= 'A' && s->key[i] <= 'Z' ? s->key[i] | 0x20
								      : s->key[i]);
	json_object_set_new(entry, "status", json_string("draft"));
	json_object_set_new(entry, "slug", json_string(slug));
	return entry;
}

void wordpress_submit_ask(const struct portal *p, const struct submission *s,
			  struct http_request *out)
{
	char *route = post_route(s);
	json_t *entry;

	switch (s->stage) {
	case STAGE_FINISH:
		/* an empty slug: the site makes one of the title */
		post_json(p, route, json_pack("{soss}", "status", final_status(p), "slug",
					      ""), out);
		break;
	case STAGE_UPDATE:
		entry = wordpress_entry(s);
		add_cleared(entry, s);
		json_object_set_new(entry, "status", final_status(p));
		post_json(p, route, entry, out);
		break;
	case STAGE_CREATE:
		post_json(p, "posts", creation(s), out);
		break;
	case STAGE_WITHDRAW:
		/* without "force": into the trash, from where it can be had back */
		wordpress_write(p, "DELETE", route, WORDPRESS_OWN_FIELDS, out);
		break;
	case STAGE_RESTORE:
		post_json(p, route, json_pack("{so}", "status", former_status(p, s)),
			  out);
		break;
	}
	free(route);
}
