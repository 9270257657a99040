/* fuzz_wordpress.c - two bytes of status and stage, the rest as a WordPress site's answer
 * to everything that is ever asked of one */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/mem.h>
#include <bantin/net/portal.h>
#include <bantin/text/clean.h>
#include <bantin/text/url.h>

#define KEY "0b6c5f3e-8a41-4a3c-9d8e-2f1b7c6d5e4f"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
	if (!good)
		abort();
}

static void check_text(const char *s, enum clean_mode mode)
{
	check(!s || text_is_clean(s, strlen(s), mode));
}

static void check_url(const char *s)
{
	check(!s || url_is_web(s));
}

static void check_article(const struct article *a)
{
	check(a->portal && a->key && a->title && *a->title);
	check_text(a->key, CLEAN_LINE);
	check_text(a->title, CLEAN_LINE);
	check_text(a->section, CLEAN_LINE);
	check_text(a->author, CLEAN_LINE);
	check_text(a->tags, CLEAN_LINE);
	check_text(a->summary, CLEAN_TEXT);
	check_text(a->body, CLEAN_TEXT);
	check_url(a->url);
	check_url(a->image);
	for (size_t i = 0; i < a->attachment_count; i++) {
		check_url(a->attachments[i].url);
		check_text(a->attachments[i].title, CLEAN_LINE);
	}
}

static void read_item(const struct portal_ops *ops, const struct http_reply *r)
{
	struct article a = {0};

	if (ops->dialect->item(buf_str(&r->body), r->body.len, r->url, "xa", &a))
		check_article(&a);
	article_clear(&a);
}

static bool on_item(void *ctx, const struct article *a)
{
	(void)ctx;
	check_article(a);
	return true;
}

static void read_page(const struct portal_ops *ops, const struct http_reply *r)
{
	static const struct jsonfeed_sink sink = {.on_item = on_item};
	struct jsonfeed *f = jsonfeed_new_dialect(ops->dialect, r->url, "xa", &sink);
	struct feed_head head = {0};

	if (jsonfeed_push(f, buf_str(&r->body), r->body.len, NULL))
		jsonfeed_end(f, &head, NULL);
	feed_head_clear(&head);
	jsonfeed_free(f);
}

static void check_verdict(struct verdict *v)
{
	bool done = v->kind == VERDICT_ACCEPTED || v->kind == VERDICT_STEP;

	check(done == !v->reason);
	check_text(v->remote_id, CLEAN_LINE);
	check_text(v->remote_status, CLEAN_LINE);
	check_text(v->remote_version, CLEAN_LINE);
	check_text(v->reason, CLEAN_LINE);
	check_url(v->remote_url);
	verdict_clear(v);
}

static void read_writes(const struct portal_ops *ops, const struct portal *p,
			const struct submission *s, const struct http_reply *r)
{
	struct verdict v;

	ops->submit_read(p, s, r, &v);
	check(v.kind != VERDICT_STEP || s->stage == STAGE_CREATE);
	check_verdict(&v);
	ops->upload_read(p, r, &v);
	check(v.kind != VERDICT_ACCEPTED || v.remote_url);
	check_verdict(&v);
	enum lookup_kind kind = ops->lookup_read(p, s, r, &v);
	check(kind == LOOKUP_ABSENT || (kind == LOOKUP_FOUND) == !v.reason);
	if (kind == LOOKUP_FOUND)
		check_verdict(&v);
	else
		verdict_clear(&v);
}

static void read_lists(const struct portal_ops *ops, const struct portal *p,
		       const struct http_reply *r)
{
	struct own_status *own, o = {0};
	struct section *sections;
	char **keys = NULL;
	size_t n, count = 0, cap = 0;

	if (ops->own_read(p, r, &own, &n, NULL)) {
		for (size_t i = 0; i < n; i++)
			check_text(own[i].remote_status, CLEAN_LINE);
		own_status_free(own, n);
	}
	if (ops->sections_read(p, r, &sections, &n, NULL)) {
		for (size_t i = 0; i < n; i++)
			check_text(sections[i].title, CLEAN_LINE);
		section_list_free(sections, n);
	}
	ops->keys_read(p, r, &keys, &count, &cap, NULL);
	while (count > 0)
		free(keys[--count]);
	free(keys);
	ops->remark_read(p, r, &o, NULL);
	check_text(o.remark, CLEAN_TEXT);
	free(o.remark);
	free(ops->pull_next(p, r));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const long statuses[] = {200, 201, 202, 400, 401, 403, 404, 410, 413, 429,
					500, 501, 503, 302};
	const struct portal_ops *ops = portal_ops(PORTAL_WORDPRESS);
	struct portal p = {.feed_url = mem_str("https://xa.example/wp-json/")};
	struct submission s = {.key = KEY, .remote_id = mem_str("39"),
		.remote_version = mem_str("2026-11-24T10:27:34"),
		.payload = mem_str("{\"title\":\"T\",\"content\":\"<p>C</p>\"}")};
	struct http_reply r = {.outcome = HTTP_ANSWERED, .headers_complete = true,
		.retry_after = -1,
		.url = mem_str("https://xa.example/wp-json/wp/v2/posts"),
		.content_type = mem_str("application/json")};

	r.status = size > 0 ? statuses[data[0] % (sizeof(statuses) / sizeof(long))] : 200;
	s.stage = size > 1 ? (enum submission_stage)(data[1] % 5) : STAGE_CREATE;
	s.payload_len = strlen(s.payload);
	if (size > 2)
		buf_add(&r.body, data + 2, size - 2);
	r.link = text_clean_dup(buf_str(&r.body), r.body.len, CLEAN_LINE);
	read_item(ops, &r);
	read_page(ops, &r);
	read_writes(ops, &p, &s, &r);
	read_lists(ops, &p, &r);
	ops->config_read(&p, &r, NULL);
	portal_clear(&p);
	submission_clear(&s);
	free(r.url);
	free(r.link);
	free(r.content_type);
	buf_clear(&r.body);
	return 0;
}
