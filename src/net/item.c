/* item.c - one item of a JSON Feed as an article */
#include "item.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/base/clock.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/base/uuid.h>
#include <bantin/text/clean.h>
#include <bantin/text/html.h>

#include "wire.h"

enum {
	KEY_MAX = 1000,		/* bytes, as all here */
	NAMES_MAX = 300,
	TAGS_MAX = 1000,
	DATE_MAX = 120,
	BODY_MAX = 1 << 20,
	ATTACHMENTS_MAX = 50,
	TITLE_WORDS = 80	/* of the text, where there is no title */
};

/* The key says what is the same article: one too long keeps a hash of all of it. */
static char *read_key(const json_t *item)
{
	char *key = wire_id(json_object_get(item, "id"), BODY_MAX);

	if (!key)
		key = wire_id(json_object_get(item, "url"), BODY_MAX);
	if (!key || strlen(key) <= KEY_MAX)
		return key;
	struct buf hashed = {0};
	uint64_t hash = hash_bytes(key, strlen(key));
	wire_cut(key, KEY_MAX - 20);
	buf_addf(&hashed, "%s#%016llx", key, (unsigned long long)hash);
	free(key);
	return buf_take(&hashed);
}

static bool read_body(const json_t *item, struct article *a)
{
	a->body_kind = BODY_HTML;
	a->body = wire_text(json_object_get(item, "content_html"), BODY_MAX);
	if (a->body)
		return true;
	a->body_kind = BODY_TEXT;
	a->body = wire_text(json_object_get(item, "content_text"), BODY_MAX);
	if (a->body)
		return true;
	/* then it is the body, and standing as the lead too it would be read twice */
	a->body = a->summary;
	a->summary = NULL;
	return a->body != NULL;
}

void item_join(struct buf *list, const char *s, size_t max)
{
	if (!s || list->len + strlen(s) + 2 > max)
		return;
	if (list->len > 0)
		buf_adds(list, ", ");
	buf_adds(list, s);
}

static void join_name(struct buf *list, const json_t *author)
{
	char *name = wire_line(json_is_string(author) ? author :
			       json_object_get(author, "name"), NAMES_MAX - 2);

	item_join(list, name, NAMES_MAX);
	free(name);
}

char *item_authors(const json_t *item)
{
	struct buf list = {0};
	const json_t *authors = json_object_get(item, "authors"), *one;
	size_t i;

	json_array_foreach(authors, i, one)
		join_name(&list, one);
	if (list.len == 0 && !json_is_array(authors))
		join_name(&list, authors);
	if (list.len == 0)
		join_name(&list, json_object_get(item, "author"));
	return list.len > 0 ? buf_take(&list) : NULL;
}

/* Takes tag, which may be NULL. */
static void join_tag(struct buf *list, char *tag, char **first)
{
	item_join(list, tag, TAGS_MAX);
	if (*first)
		free(tag);
	else
		*first = tag;
}

/* "một, hai" */
static void split_tags(struct buf *list, const json_t *tags, char **first)
{
	char *line = wire_line(tags, TAGS_MAX), *rest = line;

	while (rest) {
		char *comma = strchr(rest, ',');
		json_t *one = json_stringn(rest, comma ? (size_t)(comma - rest)
						       : strlen(rest));
		join_tag(list, wire_line(one, WIRE_ID_MAX), first);
		json_decref(one);
		rest = comma ? comma + 1 : NULL;
	}
	free(line);
}

/* A list of strings; numbers, objects with a name and a single string are taken too. */
static char *read_tags(const json_t *item, char **first)
{
	const json_t *tags = json_object_get(item, "tags"), *one;
	struct buf list = {0};
	size_t i;

	*first = NULL;
	split_tags(&list, tags, first);
	json_array_foreach(tags, i, one)
		join_tag(&list, wire_id(json_is_object(one) ? json_object_get(one, "name")
							    : one, WIRE_ID_MAX), first);
	return list.len > 0 ? buf_take(&list) : NULL;
}

static void read_section(const json_t *extension, struct article *a, char **first)
{
	a->section = wire_id(json_object_get(extension, "section"), WIRE_ID_MAX);
	if (!a->section && *first)
		a->section = wire_slug(*first, WIRE_ID_MAX);
	else {
		free(*first);
		*first = NULL;
	}
	if (a->section && a->section[0] == '\0') {
		free(a->section);
		a->section = NULL;
	}
}

static void read_document(const json_t *extension, struct document *d)
{
	const json_t *doc = json_object_get(extension, "document");

	d->number = wire_id(json_object_get(doc, "number"), WIRE_ID_MAX);
	d->issued = wire_line(json_object_get(doc, "issued"), WIRE_ID_MAX);
	d->issuer = wire_line(json_object_get(doc, "issuer"), WIRE_ID_MAX);
}

static void read_attachment(const json_t *one, const char *base, struct article *a)
{
	char *url = wire_url(json_is_string(one) ? one : json_object_get(one, "url"),
			     base);

	if (!url || a->attachment_count == ATTACHMENTS_MAX) {
		free(url);
		return;
	}
	struct attachment *at = article_add_attachment(a);
	at->url = url;
	at->title = wire_line(json_object_get(one, "title"), WIRE_LINE_MAX);
	at->type = wire_line(json_object_get(one, "mime_type"), WIRE_ID_MAX);
	at->size = wire_count(json_object_get(one, "size_in_bytes"));
}

/* A list; a single one outside of any list, and a bare address, are taken too. */
static void read_attachments(const json_t *item, const char *base, struct article *a)
{
	const json_t *list = json_object_get(item, "attachments"), *one;
	size_t i;

	if (!json_is_array(list))
		read_attachment(list, base, a);
	json_array_foreach(list, i, one)
		read_attachment(one, base, a);
}

static int64_t read_date(const json_t *v)
{
	char *s = wire_id(v, DATE_MAX);
	int64_t t = STAMP_NONE;

	if (s)
		stamp_parse_loose(s, &t);
	free(s);
	/* 1970 and the year 1 are how programs write that they know no date */
	return t > 0 ? t : STAMP_NONE;
}

static void read_dates(const json_t *item, struct article *a)
{
	a->published = read_date(json_object_get(item, "date_published"));
	a->updated = read_date(json_object_get(item, "date_modified"));
	if (a->published != STAMP_NONE)
		return;
	a->guessed = true;
	a->published = a->updated != STAMP_NONE ? a->updated : clock_now();
}

char *item_title(const struct article *a)
{
	struct buf text = {0};

	if (a->body_kind == BODY_HTML)
		html_text(a->body, strlen(a->body), &text);
	else
		buf_adds(&text, a->body);
	char *title = text_clean_dup(buf_str(&text), text.len, CLEAN_LINE);
	buf_clear(&text);
	if (strlen(title) > TITLE_WORDS) {
		wire_cut(title, TITLE_WORDS);
		char *space = strrchr(title, ' ');
		if (space)
			*space = '\0';
		buf_addf(&text, "%s…", title);
		free(title);
		title = buf_take(&text);
	}
	return title;
}

bool item_read(const json_t *item, const char *base, const char *portal,
	       struct article *a, char **first_tag)
{
	const json_t *extension = json_object_get(item, "_newsroom");
	char *first;

	*a = (struct article){.portal = mem_str(portal)};
	if (first_tag)
		*first_tag = NULL;
	a->key = read_key(item);
	a->summary = wire_text(json_object_get(item, "summary"), WIRE_TEXT_MAX);
	if (!a->key || !read_body(item, a))
		return false;
	a->url = wire_url(json_object_get(item, "url"), base);
	if (!a->url)
		a->url = wire_url(json_object_get(item, "external_url"), base);
	a->image = wire_url(json_object_get(item, "image"), base);
	if (!a->image)
		a->image = wire_url(json_object_get(item, "banner_image"), base);
	a->author = item_authors(item);
	a->tags = read_tags(item, &first);
	read_section(extension, a, &first);
	if (first_tag)
		*first_tag = first;
	else
		free(first);
	read_document(extension, &a->document);
	read_attachments(item, base, a);
	read_dates(item, a);
	a->title = wire_line(json_object_get(item, "title"), WIRE_LINE_MAX);
	if (!a->title)
		a->title = item_title(a);
	return true;
}
