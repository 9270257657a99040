/* fuzz_feed.c - any bytes as a feed of either dialect, whole and in pieces
 *
 * The first byte: bit 0 the dialect, the others the size of the pieces.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/buf.h>
#include <bantin/net/portal.h>
#include <bantin/text/clean.h>
#include <bantin/text/url.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *s, enum clean_mode mode)
{
	if (s && (*s == '\0' || !text_is_clean(s, strlen(s), mode)))
		abort();
}

static void check_url(const char *s)
{
	if (s && !url_is_web(s))
		abort();
}

static void check_article(const struct article *a)
{
	if (!a->key || !a->title || !a->portal)
		abort();
	check_text(a->key, CLEAN_LINE);
	check_text(a->author, CLEAN_LINE);
	check_text(a->section, CLEAN_LINE);
	check_text(a->tags, CLEAN_LINE);
	check_text(a->summary, CLEAN_TEXT);
	check_text(a->document.number, CLEAN_LINE);
	check_text(a->document.issued, CLEAN_LINE);
	check_text(a->document.issuer, CLEAN_LINE);
	if (!text_is_clean(a->title, strlen(a->title), CLEAN_LINE) ||
	    (a->body && !text_is_clean(a->body, strlen(a->body), CLEAN_TEXT)))
		abort();
	check_url(a->url);
	check_url(a->image);
	for (size_t i = 0; i < a->attachment_count; i++) {
		check_url(a->attachments[i].url);
		check_text(a->attachments[i].title, CLEAN_LINE);
		check_text(a->attachments[i].type, CLEAN_LINE);
	}
}

static bool note(void *ctx, const struct article *a)
{
	struct buf *out = ctx;

	check_article(a);
	buf_addf(out, "%s %s %s %zu\n", a->key, a->title, a->url ? a->url : "-",
		 a->body ? strlen(a->body) : 0);
	return true;
}

static void check_head(const struct feed_head *h)
{
	check_text(h->title, CLEAN_LINE);
	check_url(h->home_url);
	check_url(h->next_url);
	check_url(h->poll_url);
	check_url(h->micropub_url);
	for (size_t i = 0; i < h->section_count; i++) {
		check_text(h->sections[i].id, CLEAN_LINE);
		check_text(h->sections[i].title, CLEAN_LINE);
		check_url(h->sections[i].feed_url);
	}
}

static void read_feed(const struct feed_dialect *dialect, const char *p, size_t n,
		      size_t piece, struct buf *out)
{
	const struct jsonfeed_sink sink = {.ctx = out, .on_item = note};
	struct jsonfeed *f = jsonfeed_new_dialect(dialect, "https://xa.example/f/a.json",
						  "xa", &sink);
	struct feed_head head = {0};
	struct err e = {0};
	bool good = true, looked = false;

	for (size_t at = 0; good && at < n; at += piece) {
		good = jsonfeed_push(f, p + at, n - at < piece ? n - at : piece, &e);
		if (good && !looked && jsonfeed_in_items(f)) {
			looked = true;
			jsonfeed_so_far(f, &head, NULL);
			check_head(&head);
			feed_head_clear(&head);
		}
	}
	good = jsonfeed_end(f, &head, good ? &e : NULL) && good;
	if (!good && e.kind == ERR_NONE)
		abort();
	check_head(&head);
	buf_addf(out, "%d %zu %zu", good, head.items, head.bad_items);
	feed_head_clear(&head);
	jsonfeed_free(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf whole = {0}, pieces = {0};

	if (size < 1)
		return 0;
	const struct portal_ops *ops =
		portal_ops(data[0] & 1 ? PORTAL_WORDPRESS : PORTAL_JSONFEED);
	const char *p = (const char *)data + 1;
	read_feed(ops->dialect, p, size - 1, size, &whole);
	read_feed(ops->dialect, p, size - 1, (data[0] >> 1) + 1u, &pieces);
	if (strcmp(buf_str(&whole), buf_str(&pieces)) != 0)
		abort();
	buf_clear(&whole);
	buf_clear(&pieces);
	return 0;
}
