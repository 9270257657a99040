/* feed.h - feeds read in pieces, and what came out as lines of text */
#ifndef TESTS_NET_FEED_H
#define TESTS_NET_FEED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <bantin/base/buf.h>
#include <bantin/base/stamp.h>
#include <bantin/net/jsonfeed.h>

#define BASE "https://portal.example/feed/all.json"
#define FEED(items) \
	"{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[" items "]}"

struct got {
	struct buf lines;	/* a line for each article */

	size_t stop_at;
	size_t count;
};

static void show(struct buf *out, const char *name, const char *value)
{
	if (value)
		buf_addf(out, " %s=%s", name, value);
}

static bool note(void *ctx, const struct article *a)
{
	struct got *g = ctx;
	char stamp[STAMP_MAX];

	assert_string_equal(a->portal, "xa");
	assert_int_equal(a->id, 0);
	buf_adds(&g->lines, a->key);
	show(&g->lines, "title", a->title);
	show(&g->lines, a->body_kind == BODY_HTML ? "html" : "text", a->body);
	show(&g->lines, "url", a->url);
	show(&g->lines, "section", a->section);
	show(&g->lines, "author", a->author);
	show(&g->lines, "summary", a->summary);
	show(&g->lines, "tags", a->tags);
	show(&g->lines, "image", a->image);
	show(&g->lines, "number", a->document.number);
	show(&g->lines, "issued", a->document.issued);
	show(&g->lines, "issuer", a->document.issuer);
	if (!a->guessed)
		show(&g->lines, "at", stamp_format(a->published, STAMP_RFC3339, stamp));
	if (a->updated != STAMP_NONE)
		show(&g->lines, "changed",
		     stamp_format(a->updated, STAMP_RFC3339, stamp));
	for (size_t i = 0; i < a->attachment_count; i++) {
		const struct attachment *at = &a->attachments[i];

		buf_addf(&g->lines, " file=%s,%s,%s,%lld", at->url,
			 at->title ? at->title : "-", at->type ? at->type : "-",
			 (long long)at->size);
	}
	buf_addc(&g->lines, '\n');
	g->count++;
	return g->count != g->stop_at;
}

/* Reads a feed in pieces of `size`; true where it was one. */
static inline bool read_feed(const char *p, size_t n, size_t size, struct got *g,
		      struct feed_head *head, struct err *e)
{
	const struct jsonfeed_sink sink = {.ctx = g, .on_item = note};
	struct jsonfeed *f = jsonfeed_new(BASE, "xa", &sink);
	bool good = true;

	for (size_t at = 0; good && at < n; at += size)
		good = jsonfeed_push(f, p + at, n - at < size ? n - at : size, e);
	/* the end is asked for in any case, as a caller may */
	good = jsonfeed_end(f, head, e) && good;
	jsonfeed_free(f);
	return good;
}

static inline void show_head(const struct feed_head *h, struct buf *out)
{
	buf_addf(out, "head items=%zu bad=%zu", h->items, h->bad_items);
	show(out, "title", h->title);
	show(out, "home", h->home_url);
	show(out, "next", h->next_url);
	for (size_t i = 0; i < h->section_count; i++) {
		const struct section *s = &h->sections[i];

		buf_addf(out, " section=%s,%s,%s", s->id, s->title,
			 s->feed_url ? s->feed_url : "-");
	}
	if (h->has_visits)
		buf_addf(out, " visits=%lld,%lld", (long long)h->visits.today,
			 (long long)h->visits.total);
	show(out, "poll", h->poll_url);
	show(out, "micropub", h->micropub_url);
	if (h->can)
		buf_addf(out, " can=%x", h->can);
	buf_adds(out, h->expired ? " expired\n" : "\n");
}

/* What comes out of a feed that arrives in pieces of `size`, as text: a line for each
 * article, then one for the head or for why it is none. */
static inline void show_feed(const char *p, size_t n, size_t size, struct buf *out)
{
	struct got g = {0};
	struct feed_head head;
	struct err e = {0};

	if (read_feed(p, n, size, &g, &head, &e))
		show_head(&head, &g.lines);
	else
		buf_addf(&g.lines, "refused: %s\n", e.text);
	buf_adds(out, buf_str(&g.lines));
	feed_head_clear(&head);
	buf_clear(&g.lines);
}

/* {"id":"a"} with some content, closed by the caller */
#define A "{\"id\":\"a\",\"title\":\"T\",\"content_text\":\"x\""
#define OUT "a title=T text=x"

#endif
