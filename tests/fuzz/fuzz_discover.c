/* fuzz_discover.c - a first line as a Link header, the rest as the page under it
 *
 * The first byte is the size of the pieces in which the page arrives.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/net/discover.h>
#include <bantin/text/clean.h>
#include <bantin/text/url.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_url(const char *s)
{
	if (s && !url_is_web(s))
		abort();
}

static void check_portal(const struct portal *p, enum discovery found)
{
	check_url(p->feed_url);
	check_url(p->micropub_url);
	check_url(p->poll_url);
	if (p->title && !text_is_clean(p->title, strlen(p->title), CLEAN_LINE))
		abort();
	if (found != DISCOVER_NONE && !p->feed_url)
		abort();
}

static void add(struct buf *out, const char *s)
{
	buf_addf(out, "%s\n", s ? s : "-");
}

static void read_page(const char *header, const char *p, size_t n, size_t piece,
		      struct buf *out)
{
	struct discover *d = discover_new("https://xa.example/");
	struct http_reply r = {.outcome = HTTP_ANSWERED, .headers_complete = true,
			       .status = 200, .retry_after = -1,
			       .url = mem_str("https://xa.example/tin/"),
			       .link = text_clean_line(header)};
	struct discover_note note;
	struct portal portal = {0};
	struct err e = {0};
	bool more = true;

	for (size_t at = 0; more && at < n; at += piece)
		more = discover_push(d, r.url, p + at, n - at < piece ? n - at : piece);
	r.outcome = more ? HTTP_ANSWERED : HTTP_STOPPED;
	enum discovery found = discover_end(d, &r, &portal, &note, &e);
	check_portal(&portal, found);
	if ((found == DISCOVER_NONE) != (e.kind != ERR_NONE))
		abort();
	add(out, note.kind);
	add(out, portal.feed_url);
	add(out, portal.micropub_url);
	add(out, portal.title);
	discover_note_clear(&note);
	portal_clear(&portal);
	discover_free(d);
	free(r.url);
	free(r.link);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf whole = {0}, pieces = {0};

	if (size < 1)
		return 0;
	const char *p = (const char *)data + 1, *end = memchr(p, '\n', size - 1);
	size_t first = end ? (size_t)(end - p) : 0;
	char *header = mem_strn(p, first);
	p += end ? first + 1 : 0;
	size_t n = size - 1 - (end ? first + 1 : 0);
	read_page(header, p, n, size, &whole);
	read_page(header, p, n, data[0] + 1u, &pieces);
	if (strcmp(buf_str(&whole), buf_str(&pieces)) != 0)
		abort();
	free(header);
	buf_clear(&whole);
	buf_clear(&pieces);
	return 0;
}
