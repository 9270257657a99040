/* wordpress_terms.c - a bulletin's tags on a WordPress site: found, made, or left out */
#include "wordpress.h"

#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>

#include "reply.h"
#include "verdict.h"
#include "wire.h"

enum { SLUG_MAX = 200 };

#define TERM_FIELDS "_fields=id,slug"

/*
 * A post takes its tags by their numbers. One question finds those that the site has, by
 * the slugs that it makes of such names itself; each of the others is made there by a
 * request of its own, which may be repeated: a name that is there is answered with its
 * number. What was found out is in the row's `terms`, and is never asked for twice.
 */

static json_t *tags_of(const struct submission *s, json_t **entry)
{
	*entry = json_loadb(s->payload ? s->payload : "", s->payload_len, 0, NULL);
	return json_object_get(*entry, "tags");
}

/* The number in the line of `terms` for name, 0 where the site has none; -1: no line. */
static long number_of(const char *terms, const char *name)
{
	size_t n = strlen(name);

	for (const char *line = terms; line && *line;) {
		size_t length = strcspn(line, "\n"), head = strcspn(line, "\t\n");

		if (head < length && length - head - 1 == n &&
		    strncmp(line + head + 1, name, n) == 0)
			return atol(line);
		line += length + (line[length] == '\n');
	}
	return -1;
}

/* The first tag of which nothing is known yet; it lives as long as tags. */
static const char *unknown_tag(const json_t *tags, const char *terms)
{
	const json_t *tag;
	size_t i;

	json_array_foreach(tags, i, tag)
		if (json_is_string(tag) &&
		    number_of(terms, json_string_value(tag)) < 0)
			return json_string_value(tag);
	return NULL;
}

bool wordpress_terms_due(const struct submission *s)
{
	json_t *entry;
	bool due = unknown_tag(tags_of(s, &entry), s->terms) != NULL;

	json_decref(entry);
	return due;
}

json_t *wordpress_term_ids(const json_t *tags, const struct submission *s)
{
	json_t *ids = json_array();
	const json_t *tag;
	size_t i;

	json_array_foreach(tags, i, tag) {
		const char *name = json_string_value(tag);
		long id = name ? number_of(s->terms, name) : 0;

		if (id > 0)
			json_array_append_new(ids, json_integer(id));
	}
	return ids;
}

/* --- asking --- */

static void find_ask(const struct portal *p, const json_t *tags, struct http_request *out)
{
	struct buf query = {0};
	const json_t *tag;
	size_t i;

	buf_adds(&query, TERM_FIELDS "&per_page=100&slug=");
	json_array_foreach(tags, i, tag) {
		char *slug = wire_slug(json_string_value(tag), SLUG_MAX);

		buf_adds(&query, i > 0 ? "," : "");
		wordpress_encode(&query, slug ? slug : "-");
		free(slug);
	}
	wordpress_ask(p, "tags", buf_str(&query), out);
	buf_clear(&query);
}

static void make_ask(const struct portal *p, const char *name, struct http_request *out)
{
	struct buf body = {0};

	wire_dump(json_pack("{ss}", "name", name), &body);
	wordpress_write(p, "POST", "tags", TERM_FIELDS, out);
	out->content_type = mem_str("application/json");
	out->body_len = body.len;
	out->body = buf_take(&body);
}

void wordpress_terms_ask(const struct portal *p, const struct submission *s,
			 struct http_request *out)
{
	json_t *entry, *tags = tags_of(s, &entry);
	const char *unknown = unknown_tag(tags, s->terms);

	if (s->terms)
		make_ask(p, unknown ? unknown : "", out);
	else
		find_ask(p, tags, out);
	json_decref(entry);
}

/* --- reading --- */

static void add_line(struct buf *terms, json_int_t id, const char *name)
{
	buf_addf(terms, "%lld\t%s\n", (long long)id, name);
}

static json_int_t id_of_slug(const json_t *list, const char *slug)
{
	const json_t *term;
	size_t i;

	json_array_foreach(list, i, term) {
		const char *there = json_string_value(json_object_get(term, "slug"));

		if (there && slug && strcmp(there, slug) == 0)
			return json_integer_value(json_object_get(term, "id"));
	}
	return 0;
}

/* Those that are there; the others are still to be made. */
static void read_found(const json_t *list, const json_t *tags, struct buf *terms)
{
	const json_t *tag;
	size_t i;

	json_array_foreach(tags, i, tag) {
		char *slug = wire_slug(json_string_value(tag), SLUG_MAX);
		json_int_t id = id_of_slug(list, slug);

		if (id > 0 && number_of(buf_str(terms), json_string_value(tag)) < 0)
			add_line(terms, id, json_string_value(tag));
		free(slug);
	}
}

/* The number of what was made, or was there under that name; 0: neither. */
static json_int_t read_made(const struct http_reply *r, const json_t *top)
{
	const json_t *data = json_object_get(top, "data");

	if (r->status == 200 || r->status == 201)
		return json_integer_value(json_object_get(top, "id"));
	if (wordpress_is_code(top, "term_exists"))
		return json_integer_value(json_object_get(data, "term_id"));
	return 0;
}

/* The portal will not have them: they are left out, and the bulletin goes. */
static void give_up(const json_t *tags, bool all, struct buf *terms)
{
	const char *name;

	while ((name = unknown_tag(tags, buf_str(terms))) != NULL) {
		add_line(terms, 0, name);
		if (!all)
			return;
	}
}

void wordpress_terms_read(const struct portal *p, const struct submission *s,
			  const struct http_reply *r, struct verdict *out, char **terms)
{
	bool finds = !s->terms;
	json_t *entry, *tags = tags_of(s, &entry), *top = reply_document(r);
	const char *name = unknown_tag(tags, s->terms);
	json_int_t made = finds ? 0 : read_made(r, top);
	struct buf lines = {0};

	*terms = NULL;
	*out = (struct verdict){.kind = VERDICT_ACCEPTED, .retry_after = -1};
	buf_adds(&lines, s->terms ? s->terms : "");
	if (finds && r->status == 200 && json_is_array(top))
		read_found(top, tags, &lines);
	else if (made > 0 && name)
		add_line(&lines, made, name);
	else
		verdict_failure(p, r, out);
	if (out->kind == VERDICT_REFUSED && r->status != 401) {
		verdict_clear(out);
		*out = (struct verdict){.kind = VERDICT_ACCEPTED, .retry_after = -1};
		give_up(tags, finds, &lines);
	}
	if (out->kind == VERDICT_ACCEPTED)
		*terms = mem_str(buf_str(&lines));
	buf_clear(&lines);
	json_decref(top);
	json_decref(entry);
}
