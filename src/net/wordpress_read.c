/* wordpress_read.c - what to ask a WordPress site for, and its lists beside the posts */
#include "wordpress.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/text/url.h>

#include "links.h"
#include "reply.h"
#include "wire.h"

enum {
	SECTIONS_MAX = 200,
	KEYS_MAX = 1000		/* of one page */
};

/* What a list needs; names and pictures, embedded, are three times as much. Without the
 * links of what is embedded nothing is. */
#define HEADS "per_page=100&_fields=id,date_gmt,modified_gmt,link,title,excerpt," \
	"categories"
#define WHOLE HEADS ",content,_links.author,_links.wp:featuredmedia,_links.wp:term" \
	"&_embed=author,wp:featuredmedia,wp:term"

/* Without its "Z" the site takes a time for its own local one. */
static void add_time(struct buf *query, const char *name, int64_t t)
{
	time_t when = (time_t)t;
	struct tm utc;
	char s[32];

	if (gmtime_r(&when, &utc) &&
	    strftime(s, sizeof(s), "%Y-%m-%dT%H:%M:%SZ", &utc) > 0)
		buf_addf(query, "&%s=%s", name, s);
}

void wordpress_pull_ask(const struct portal *p, const struct pull *what,
			struct http_request *out)
{
	struct buf query = {0};

	buf_adds(&query, what->light ? HEADS : WHOLE);
	if (what->modified_after > 0) {
		add_time(&query, "modified_after", what->modified_after);
		buf_adds(&query, "&orderby=modified&order=asc");
	} else if (what->published_after > 0) {
		add_time(&query, "after", what->published_after);
		buf_adds(&query, "&orderby=date&order=asc");
	} else {
		buf_adds(&query, "&orderby=date&order=desc");
	}
	wordpress_get(p, "posts", buf_str(&query), out);
	buf_clear(&query);
	if (what->url)
		mem_set(&out->url, what->url);
}

char *wordpress_pull_next(const struct portal *p, const struct http_reply *r)
{
	struct links found = {0};
	char *next = NULL;

	links_from_header(&found, r->link, r->url);
	if (found.next && p->feed_url && url_same_origin(found.next, p->feed_url))
		next = mem_str(found.next);
	links_clear(&found);
	return next;
}

void wordpress_article_ask(const struct portal *p, const char *key,
			   struct http_request *out)
{
	struct buf query = {0};

	buf_adds(&query, WHOLE "&include=");
	wordpress_encode(&query, key);
	wordpress_get(p, "posts", buf_str(&query), out);
	buf_clear(&query);
}

/* The list of a whole 200 answer; NULL, and e says why. */
static json_t *read_list(const struct http_reply *r, struct err *e)
{
	json_t *top = reply_json(r, e);

	if (!top || json_is_array(top))
		return top;
	json_decref(top);
	err_set(e, ERR_FORMAT,
		_("The portal's answer is not the list that was asked for"));
	return NULL;
}

void wordpress_sections_ask(const struct portal *p, struct http_request *out)
{
	wordpress_get(p, "categories", "per_page=100&orderby=count&order=desc&"
		      "_fields=id,name,count,parent,slug", out);
}

static void read_section(const json_t *term, struct section **list, size_t *n,
			 size_t *cap)
{
	const json_t *id = json_object_get(term, "id");

	if (!json_is_integer(id) || *n == SECTIONS_MAX)
		return;
	*list = mem_grow(*list, cap, *n + 1, sizeof(**list));
	struct section *s = &(*list)[(*n)++];
	s->id = wire_id(id, WIRE_ID_MAX);
	s->title = wordpress_line(json_object_get(term, "name"), WIRE_ID_MAX);
	if (!s->title)
		s->title = mem_str(s->id);
	int64_t count = wire_count(json_object_get(term, "count"));
	s->count = count > 0 ? count : 0;
}

bool wordpress_sections_read(const struct portal *p, const struct http_reply *r,
			     struct section **list, size_t *n, struct err *e)
{
	json_t *top = read_list(r, e);
	const json_t *term;
	size_t cap = 0, i;
	bool good = top != NULL;

	(void)p;
	*list = NULL;
	*n = 0;
	json_array_foreach(top, i, term)
		read_section(term, list, n, &cap);
	json_decref(top);
	return good;
}

void wordpress_keys_ask(const struct portal *p, const char *url,
			struct http_request *out)
{
	wordpress_get(p, "posts", "_fields=id&per_page=100&orderby=id&order=asc", out);
	if (url)
		mem_set(&out->url, url);
}

/* What was taken away between two pages may leave the last one empty. */
static bool is_past_the_end(const struct http_reply *r)
{
	json_t *top = r->status == 400 ? reply_document(r) : NULL;
	const char *code = json_string_value(json_object_get(top, "code"));
	bool past = code && strcmp(code, "rest_post_invalid_page_number") == 0;

	json_decref(top);
	return past;
}

bool wordpress_keys_read(const struct portal *p, const struct http_reply *r,
			 char ***list, size_t *n, size_t *cap, struct err *e)
{
	const json_t *post;
	size_t i;

	(void)p;
	if (is_past_the_end(r))
		return true;
	json_t *top = read_list(r, e);
	bool good = top != NULL;
	json_array_foreach(top, i, post) {
		const json_t *id = json_object_get(post, "id");

		if (!json_is_integer(id) || i == KEYS_MAX)
			continue;
		*list = mem_grow(*list, cap, *n + 1, sizeof(**list));
		(*list)[(*n)++] = wire_id(id, WIRE_ID_MAX);
	}
	json_decref(top);
	return good;
}
