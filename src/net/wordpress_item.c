/* wordpress_item.c - one post of a WordPress site as an article */
#include "wordpress.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>
#include <bantin/text/clean.h>
#include <bantin/text/html.h>

#include "item.h"
#include "wire.h"

enum {
	NAMES_MAX = 300,	/* bytes */
	TAGS_MAX = 1000,
	BODY_MAX = 1 << 20,
	CATEGORIES_MAX = 20	/* that are looked at */
};

/* *_gmt fields are UTC and do not say so. A draft's is null, or year 0. */
static int64_t read_date(const json_t *v)
{
	char *s = wire_line(v, STAMP_MAX);
	struct buf whole = {0};
	int64_t t = STAMP_NONE;

	if (s) {
		buf_addf(&whole, "%s%s", s, strpbrk(s, "Zz+") ? "" : "Z");
		stamp_parse(buf_str(&whole), &t);
	}
	buf_clear(&whole);
	free(s);
	return t;
}

static void read_dates(const json_t *post, struct article *a)
{
	a->published = read_date(json_object_get(post, "date_gmt"));
	a->updated = read_date(json_object_get(post, "modified_gmt"));
	if (a->published != STAMP_NONE)
		return;
	a->guessed = true;
	a->published = a->updated != STAMP_NONE ? a->updated : clock_now();
}

/* --- terms: wp:term holds a list for each taxonomy --- */

static bool is_of(const json_t *term, const char *taxonomy)
{
	const char *s = json_string_value(json_object_get(term, "taxonomy"));

	return s && strcmp(s, taxonomy) == 0;
}

/* The section that WordPress gives to what has none. */
static bool is_left_over(const json_t *term)
{
	static const char *const slugs[] = {"uncategorized", "chua-phan-loai",
					    "khong-phan-loai", "chua-duoc-phan-loai"};
	const char *s = json_string_value(json_object_get(term, "slug"));

	for (size_t i = 0; s && i < sizeof(slugs) / sizeof(slugs[0]); i++)
		if (strcmp(s, slugs[i]) == 0)
			return true;
	return false;
}

static char *read_tags(const json_t *terms)
{
	struct buf list = {0};
	const json_t *taxonomy, *term;
	size_t i, k;

	json_array_foreach(terms, i, taxonomy)
		json_array_foreach(taxonomy, k, term) {
			const json_t *name = json_object_get(term, "name");
			char *tag = is_of(term, "post_tag")
				    ? wordpress_line(name, WIRE_ID_MAX) : NULL;

			item_join(&list, tag, TAGS_MAX);
			free(tag);
		}
	return list.len > 0 ? buf_take(&list) : NULL;
}

/* Whether terms say that the section of this id is the one for what has none. */
static bool is_id_left_over(const json_t *terms, const json_t *id)
{
	const json_t *taxonomy, *term;
	size_t i, k;

	json_array_foreach(terms, i, taxonomy)
		json_array_foreach(taxonomy, k, term)
			if (is_of(term, "category") && is_left_over(term) &&
			    json_equal(json_object_get(term, "id"), id))
				return true;
	return false;
}

static char *read_section(const json_t *post, const json_t *terms)
{
	const json_t *ids = json_object_get(post, "categories"), *id;
	size_t i;

	json_array_foreach(ids, i, id) {
		if (i == CATEGORIES_MAX)
			break;
		if (json_is_integer(id) && !is_id_left_over(terms, id))
			return wire_id(id, WIRE_ID_MAX);
	}
	id = json_array_get(ids, 0);
	return json_is_integer(id) ? wire_id(id, WIRE_ID_MAX) : NULL;
}

static char *read_author(const json_t *embedded)
{
	struct buf list = {0};
	const json_t *one;
	size_t i;

	/* an account that may not be seen stands there as an error without a name */
	json_array_foreach(json_object_get(embedded, "author"), i, one) {
		char *name = wordpress_line(json_object_get(one, "name"), NAMES_MAX - 2);

		item_join(&list, name, NAMES_MAX);
		free(name);
	}
	return list.len > 0 ? buf_take(&list) : NULL;
}

/* --- text --- */

static bool ends_in(const char *s, size_t n, const char *end)
{
	size_t len = strlen(end);

	return n >= len && strcmp(s + n - len, end) == 0;
}

/*
 * Without an excerpt of the author's own the site cuts one out of the text: it is the
 * text's beginning, but for what the site's design puts behind it ("... Xem thêm").
 */
static bool is_beginning(const char *summary, const char *body)
{
	struct buf text = {0};

	html_text(body, strlen(body), &text);
	char *line = text_clean_dup(buf_str(&text), text.len, CLEAN_LINE);
	char *start = text_clean_line(summary);
	buf_clear(&text);
	size_t n = strlen(start), same = 0;
	while (start[same] && start[same] == line[same])
		same++;
	bool cut = ends_in(start, n, "[…]") || ends_in(start, n, "[...]") ||
		   same >= n - n / 4;
	free(line);
	free(start);
	return cut;
}

/* As the body, and standing as the lead too, it would be read twice. */
static void read_text(const json_t *post, struct article *a)
{
	const json_t *content = json_object_get(post, "content");

	a->summary = wordpress_text(json_object_get(post, "excerpt"), WIRE_TEXT_MAX);
	if (wire_true(json_object_get(content, "protected"))) {
		free(a->summary);
		a->summary = NULL;
		a->body_kind = BODY_TEXT;
		a->body = mem_str(_("The portal asks for a password before it shows this "
				    "article; it can be read on the portal's page."));
		return;
	}
	a->body_kind = BODY_HTML;
	a->body = wordpress_body(content, BODY_MAX);
	if (a->body && a->summary && is_beginning(a->summary, a->body)) {
		free(a->summary);
		a->summary = NULL;
	} else if (!a->body && content) {
		a->body_kind = BODY_TEXT;
		a->body = a->summary ? a->summary : mem_str("");
		a->summary = NULL;
	}
}

static void read_post(const json_t *post, const char *base, struct article *a)
{
	const json_t *embedded = json_object_get(post, "_embedded");
	const json_t *terms = json_object_get(embedded, "wp:term");
	const json_t *media = json_object_get(embedded, "wp:featuredmedia");

	a->url = wire_url(json_object_get(post, "link"), base);
	read_text(post, a);
	read_dates(post, a);
	a->title = wordpress_line(json_object_get(post, "title"), WIRE_LINE_MAX);
	if (!a->title && a->body)
		a->title = item_title(a);
	a->section = read_section(post, terms);
	a->author = read_author(embedded);
	a->tags = read_tags(terms);
	media = json_array_get(media, 0);
	a->image = wire_url(json_object_get(media, "source_url"), base);
	if (a->body && a->body_kind == BODY_HTML)
		wordpress_documents(a->body, a->url ? a->url : base, a);
}

static bool read_item(const char *json, size_t n, const char *base, const char *portal,
		      struct article *out)
{
	json_t *post = wire_parse(json, n);

	out->portal = mem_str(portal);
	if (json_is_integer(json_object_get(post, "id")))
		out->key = wire_id(json_object_get(post, "id"), WIRE_ID_MAX);
	if (out->key)
		read_post(post, base, out);
	if (out->key && (!out->title || !*out->title))
		mem_set(&out->title, out->url ? out->url : out->key);
	json_decref(post);
	return out->key != NULL;
}

const struct feed_dialect wordpress_dialect = {.root_array = true, .item = read_item};
