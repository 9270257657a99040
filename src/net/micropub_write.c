/* micropub_write.c - bulletins as Micropub JSON: create, update, delete, undelete */
#include "micropub.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/markdown.h>

#include "cleared.h"
#include "tags.h"
#include "wire.h"

enum {
	HTML_MAX = 8 << 20,	/* bytes */
	SLUG_MAX = 80,
	ANSWER_MAX = 1 << 20
};

/* Properties are lists, of one value most often. Empty ones are left out. */
static void add_property(json_t *properties, const char *name, const char *value)
{
	if (value && *value)
		json_object_set_new(properties, name, json_pack("[s]", value));
}

/* The section first: it decides where the bulletin stands; then the tags. */
static json_t *categories(const struct draft *d)
{
	json_t *list = json_array();

	if (d->section)
		tags_append_one(list, d->section, strlen(d->section));
	tags_append(list, d->tags);
	return list;
}

static json_t *properties_of(const struct draft *d, const char *key, const char *html)
{
	json_t *p = json_object(), *list = categories(d);
	char *slug = wire_slug(d->title ? d->title : "", SLUG_MAX);

	add_property(p, "name", d->title);
	add_property(p, "summary", d->summary);
	json_object_set_new(p, "content", json_pack("[{ss}]", "html", html));
	if (json_array_size(list) > 0)
		json_object_set(p, "category", list);
	add_property(p, "author", d->author);
	json_object_set_new(p, "uid", json_pack("[s+]", "urn:uuid:", key));
	add_property(p, "mp-slug", slug);
	add_property(p, "post-status", "published");
	json_decref(list);
	free(slug);
	return p;
}

bool micropub_freeze(const struct portal *p, const struct draft *d, const char *key,
		     struct buf *payload, struct err *e)
{
	struct buf html;

	(void)p;
	buf_init(&html, HTML_MAX);
	if (d->body)
		markdown_html(d->body, strlen(d->body), &html);
	bool good = !html.full;
	if (good)
		good = wire_dump(json_pack("{s[s]so}", "type", "h-entry", "properties",
				      properties_of(d, key, buf_str(&html))), payload);
	buf_clear(&html);
	return good || err_set(e, ERR_LIMIT, _("The bulletin is too large to be sent"));
}

static void post_json(const struct portal *p, const char *key, char *body, size_t n,
		      struct http_request *out)
{
	*out = (struct http_request){
		.method = "POST",
		.url = mem_str(p->micropub_url),
		.accept = mem_str("application/json"),
		.bearer = mem_str(p->token),
		.key = mem_str(key),
		.content_type = mem_str("application/json"),
		.body = body,
		.body_len = n,
		.write = true,
		.ceiling = ANSWER_MAX,
	};
}

static bool is_picture(const struct submission_file *f)
{
	return strncmp(f->type, "image/", strlen("image/")) == 0;
}

static void add_files(json_t *properties, const struct submission *s)
{
	json_t *photos = json_array(), *others = json_array();

	for (size_t i = 0; i < s->file_count; i++) {
		const struct submission_file *f = &s->files[i];

		if (is_picture(f))
			json_array_append_new(photos, json_string(f->url));
		else
			json_array_append_new(others, json_pack("{ssss}", "value", f->url,
								"name", f->name));
	}
	if (json_array_size(photos) > 0)
		json_object_set(properties, "photo", photos);
	if (json_array_size(others) > 0)
		json_object_set(properties, "attachment", others);
	json_decref(photos);
	json_decref(others);
}

static const char *const may_be_empty[] = {"summary", "category", "author", "photo",
					   "attachment"};
enum { MAY_BE_EMPTY = sizeof(may_be_empty) / sizeof(may_be_empty[0]) };

static bool says(const struct submission *s, const char *name)
{
	bool photo = strcmp(name, "photo") == 0;
	json_t *entry;

	if (photo || strcmp(name, "attachment") == 0) {
		for (size_t i = 0; i < s->file_count; i++)
			if (is_picture(&s->files[i]) == photo)
				return true;
		return false;
	}
	entry = json_loadb(s->payload ? s->payload : "", s->payload_len, 0, NULL);
	bool there = json_object_get(json_object_get(entry, "properties"), name) != NULL;
	json_decref(entry);
	return there;
}

char *micropub_cleared(const struct submission *last, const struct submission *row)
{
	return cleared_names(may_be_empty, MAY_BE_EMPTY, says, last, row);
}

/* Without a key: the row's own belongs to its creation, and these say the same however
 * often they are said. */
static void post_action(const struct portal *p, json_t *action, struct http_request *out)
{
	struct buf body = {0};

	wire_dump(action, &body);
	size_t n = body.len;
	post_json(p, NULL, buf_take(&body), n, out);
}

static void create_ask(const struct portal *p, const struct submission *s,
		       struct http_request *out)
{
	json_t *entry;
	struct buf body = {0};

	if (s->file_count == 0) {
		post_json(p, s->key, mem_dup(s->payload, s->payload_len), s->payload_len,
			  out);
		return;
	}
	entry = json_loadb(s->payload, s->payload_len, 0, NULL);
	add_files(json_object_get(entry, "properties"), s);
	wire_dump(entry, &body);
	size_t n = body.len;
	post_json(p, s->key, buf_take(&body), n, out);
}

static json_t *cleared_list(const struct submission *s)
{
	json_t *list = json_array();

	for (size_t i = 0; i < MAY_BE_EMPTY; i++)
		if (cleared_has(s, may_be_empty[i]))
			json_array_append_new(list, json_string(may_be_empty[i]));
	return list;
}

static void update_ask(const struct portal *p, const struct submission *s,
		       struct http_request *out)
{
	json_t *fresh = json_loadb(s->payload, s->payload_len, 0, NULL);
	json_t *replace = json_copy(json_object_get(fresh, "properties"));

	/* a bulletin keeps its uid and its address for good */
	json_object_del(replace, "uid");
	json_object_del(replace, "mp-slug");
	add_files(replace, s);
	json_t *action = json_pack("{ssssso}", "action", "update", "url",
				   s->remote_url ? s->remote_url : "", "replace",
				   replace ? replace : json_object());
	if (s->cleared)
		json_object_set_new(action, "delete", cleared_list(s));
	post_action(p, action, out);
	json_decref(fresh);
}

static void plain_ask(const struct portal *p, const struct submission *s,
		      const char *action, struct http_request *out)
{
	post_action(p, json_pack("{ssss}", "action", action, "url",
				 s->remote_url ? s->remote_url : ""), out);
}

/* The text stays as it stands there. */
static void finish_ask(const struct portal *p, const struct submission *s,
		       struct http_request *out)
{
	post_action(p, json_pack("{sssss{s[s]}}", "action", "update", "url",
				 s->remote_url ? s->remote_url : "", "replace",
				 "post-status", "published"), out);
}

void micropub_submit_ask(const struct portal *p, const struct submission *s,
			 struct http_request *out)
{
	switch (s->stage) {
	case STAGE_CREATE:
		create_ask(p, s, out);
		break;
	case STAGE_FINISH:
		finish_ask(p, s, out);
		break;
	case STAGE_UPDATE:
		update_ask(p, s, out);
		break;
	case STAGE_WITHDRAW:
		plain_ask(p, s, "delete", out);
		break;
	case STAGE_RESTORE:
		plain_ask(p, s, "undelete", out);
		break;
	}
}
