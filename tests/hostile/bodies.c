/* bodies.c - attacks in the bodies: bombs, endless ones, deep ones, long ones, many of them */
#include "serve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#define FEED "application/feed+json"
#define HEAD "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Xa\", "
#define ITEM "{\"id\": \"1\", \"title\": \"Tin\", \"content_html\": \"<p>Bài.</p>\"}"

enum {
	DEEP = 200 * 1000,
	MILLION = 1000 * 1000,
	MEGA = 1 << 20,
	BOMB = 1 << 10		/* MiB unpacked */
};

static bool asks_for(const struct conn *c, const char *what)
{
	return strstr(c->q.path, what) != NULL;
}

/* What a list of many is called in what was asked for. */
static void begin_list(struct conn *c)
{
	answer_open(c, "200 OK", FEED);
	puts_to(c, asks_for(c, "poll") ? "{\"id\": \"p\", \"question\": \"Hỏi\", \"options\": ["
				      : HEAD "\"items\": [");
}

/* --- packed ------------------------------------------------------------------------ */

struct packer {
	struct conn *c;
	z_stream z[2];
	size_t layers;
};

/* layer 0 packs what is given, layer 1 what comes out of that. */
static void pack(struct packer *p, size_t layer, const char *s, size_t n, int flush)
{
	char out[1 << 14];
	z_stream *z = &p->z[layer];
	int end = flush == Z_FINISH ? Z_STREAM_END : Z_OK;
	int got;

	z->next_in = (unsigned char *)(void *)(size_t)s;
	z->avail_in = (unsigned)n;
	do {
		z->next_out = (unsigned char *)out;
		z->avail_out = sizeof(out);
		got = deflate(z, flush);
		size_t made = sizeof(out) - z->avail_out;
		if (layer + 1 < p->layers)
			pack(p, layer + 1, out, made,
			     got == Z_STREAM_END ? Z_FINISH : Z_NO_FLUSH);
		else
			put(p->c, out, made);
	} while (z->avail_out == 0 && got != end);
}

static void pack_begin(struct packer *p, struct conn *c, const char *status,
		       const char *coding, size_t layers)
{
	*p = (struct packer){.c = c, .layers = layers};
	for (size_t i = 0; i < layers; i++)
		if (deflateInit2(&p->z[i], 9, Z_DEFLATED, 15 + 16, 8,
				 Z_DEFAULT_STRATEGY) != Z_OK)
			abort();
	printf_to(c, "HTTP/1.1 %s\r\nContent-Type: " FEED "\r\nContent-Encoding: %s\r\n"
		     "Connection: close\r\n\r\n", status, coding);
}

static void pack_many(struct packer *p, const char *s, size_t bytes)
{
	static char many[MEGA];
	size_t n = strlen(s), fits = sizeof(many) / n;

	for (size_t i = 0; i < fits; i++)
		memcpy(many + i * n, s, n);
	for (size_t done = 0; done < bytes; done += fits * n)
		pack(p, 0, many, fits * n, Z_NO_FLUSH);
	pack(p, 0, "", 0, Z_FINISH);
}

static void pack_text(struct packer *p, const char *s)
{
	pack(p, 0, s, strlen(s), Z_NO_FLUSH);
}

static void bomb(struct conn *c, const char *status, const char *coding, size_t layers,
		 const char *filling)
{
	struct packer p;

	pack_begin(&p, c, status, coding, layers);
	pack_text(&p, HEAD "\"items\": [");
	pack_many(&p, filling, (size_t)BOMB * MEGA);
}

static void bomb_string(struct conn *c)
{
	struct packer p;

	pack_begin(&p, c, "200 OK", "gzip", 1);
	pack_text(&p, HEAD "\"items\": [{\"id\": \"1\", \"title\": \"");
	pack_many(&p, "a", (size_t)BOMB * MEGA);
}

static void bomb_blanks(struct conn *c)
{
	struct packer p;

	pack_begin(&p, c, "200 OK", "gzip", 1);
	pack_many(&p, " ", (size_t)BOMB * MEGA);
}

static void bomb_items(struct conn *c)
{
	bomb(c, "200 OK", "gzip", 1, "{},");
}

static void bomb_brackets(struct conn *c)
{
	bomb(c, "200 OK", "gzip", 1, "[");
}

static void bomb_numbers(struct conn *c)
{
	bomb(c, "200 OK", "gzip", 1, "1,");
}

static void bomb_nested(struct conn *c)
{
	bomb(c, "200 OK", "gzip, gzip", 2, "{},");
}

static void bomb_error(struct conn *c)
{
	bomb(c, "500 Internal Server Error", "gzip", 1, "[");
}

static void bomb_stacked(struct conn *c)
{
	printf_to(c, "HTTP/1.1 200 OK\r\nContent-Type: " FEED "\r\nContent-Encoding: ");
	repeat_to(c, "gzip, ", 200);
	puts_to(c, "gzip\r\nConnection: close\r\n\r\n");
}

static void bomb_broken(struct conn *c)
{
	answer_open(c, "200 OK", FEED "\r\nContent-Encoding: gzip");
	repeat_to(c, "\x1f\x8b\x08", 1000);
}

/* --- long and many ----------------------------------------------------------------- */

static void endless(struct conn *c)
{
	begin_list(c);
	for (long i = 0;; i++)
		printf_to(c, "{\"id\": \"%ld\", \"title\": \"Tin %ld\", "
			     "\"content_text\": \"Dài\"},", i, i);
}

static void endless_blanks(struct conn *c)
{
	answer_open(c, "200 OK", FEED);
	for (;;)
		repeat_to(c, " ", MEGA);
}

static void endless_string(struct conn *c)
{
	begin_list(c);
	puts_to(c, "{\"id\": \"1\", \"title\": \"");
	for (;;)
		repeat_to(c, "dài ", MEGA);
}

static void endless_head(struct conn *c)
{
	answer_open(c, "200 OK", FEED);
	puts_to(c, HEAD "\"description\": \"");
	for (;;)
		repeat_to(c, "dài ", MEGA);
}

static void million(struct conn *c)
{
	begin_list(c);
	for (long i = 0; i < MILLION; i++)
		printf_to(c, "{\"id\": \"%ld\", \"label\": \"x\"},", i);
	puts_to(c, ITEM "]}");
}

/* Articles that may be kept, and each a section of its own. */
static void many_tags(struct conn *c)
{
	begin_list(c);
	for (long i = 0; i < 20000; i++)
		printf_to(c, "{\"id\": \"%ld\", \"title\": \"t\", \"content_text\": \"x\", "
			     "\"tags\": [\"nhan %ld\"]},", i, i / 4);
	puts_to(c, ITEM "]}");
}

static void many_sections(struct conn *c)
{
	answer_open(c, "200 OK", FEED);
	puts_to(c, HEAD "\"_newsroom\": {\"sections\": [");
	for (long i = 0; i < 20000; i++)
		printf_to(c, "{\"id\": \"%ld\", \"title\": \"Mục\"},", i);
	puts_to(c, "{}]}, \"items\": [" ITEM "]}");
}

static void many_parts(struct conn *c)
{
	begin_list(c);
	puts_to(c, "{\"id\": \"1\", \"content_text\": \"x\", \"authors\": [");
	repeat_to(c, "{\"name\": \"Lan\"},", 50000);
	puts_to(c, "1], \"attachments\": [");
	repeat_to(c, "{\"url\": \"https://xa.example/t\"},", 20000);
	puts_to(c, "1]}]}");
}

static void long_title(struct conn *c)
{
	begin_list(c);
	puts_to(c, "{\"id\": \"1\", \"content_text\": \"x\", \"title\": \"");
	repeat_to(c, "dài ", 10 * MEGA / 5);
	puts_to(c, "\"}," ITEM "]}");
}

/* As long as an item may be, of one word and of one cluster. */
static void long_word(struct conn *c)
{
	begin_list(c);
	puts_to(c, "{\"id\": \"2\", \"title\": \"Từ\", \"content_text\": \"");
	repeat_to(c, "a", MEGA - 200);
	puts_to(c, "\"},{\"id\": \"3\", \"title\": \"Dấu\", \"content_text\": \"a");
	repeat_to(c, "\\u0301", MEGA / 7);
	puts_to(c, "\"},{\"id\": \"4\", \"title\": \"Nối\", \"content_text\": \"");
	repeat_to(c, "\\u200d\\ud83d\\udc68", MEGA / 20);
	puts_to(c, "\"}," ITEM "]}");
}

/* A hundred articles of nearly a megabyte, of text that has to be cleaned. */
static void long_articles(struct conn *c)
{
	begin_list(c);
	for (int i = 0; i < 60; i++) {
		printf_to(c, "{\"id\": \"%d\", \"title\": \"Dài %d\", "
			     "\"content_html\": \"", i, i);
		repeat_to(c, "<p>o\\u0302\\u0300 \\u001b[31m \\u202e", MEGA / 40);
		puts_to(c, "\"},");
	}
	puts_to(c, ITEM "]}");
}

/* --- deep -------------------------------------------------------------------------- */

static void deep_item(struct conn *c)
{
	begin_list(c);
	puts_to(c, "{\"id\": \"1\", \"content_text\": \"x\", \"_deep\": ");
	repeat_to(c, "[", DEEP);
	repeat_to(c, "]", DEEP);
	puts_to(c, "}," ITEM "]}");
}

static void deep_objects(struct conn *c)
{
	begin_list(c);
	repeat_to(c, "{\"a\":", DEEP);
	puts_to(c, "1");
	repeat_to(c, "}", DEEP);
	puts_to(c, "," ITEM "]}");
}

static void deep_head(struct conn *c)
{
	answer_open(c, "200 OK", FEED);
	puts_to(c, HEAD "\"_deep\": ");
	repeat_to(c, "[", DEEP);
	repeat_to(c, "]", DEEP);
	puts_to(c, ", \"items\": [" ITEM "]}");
}

static void deep_html(struct conn *c)
{
	static const char *const tags[] = {"<div>", "<blockquote>", "<ul><li>", "<b>",
					   "<table><tr><td>", "<h1>", "<svg>", "<a href='x'>",
					   "<dl><dd>", "<pre>", "<form>", "<unknown>"};

	begin_list(c);
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
		printf_to(c, "{\"id\": \"%zu\", \"title\": \"Sâu %zu\", "
			     "\"content_html\": \"", i, i);
		size_t fits = (size_t)(MEGA - 1000) / strlen(tags[i]);
		repeat_to(c, tags[i], fits < DEEP ? fits : DEEP);
		puts_to(c, "đáy\"},");
	}
	puts_to(c, ITEM "]}");
}

static void odd_html(struct conn *c)
{
	static const char *const parts[] = {"<", "<!--", "&", "&#", "&#x110000;", "<a ", "</p>",
					    "<p a=b ", "<table><tr colspan=999999999>",
					    "<td rowspan=65535 colspan=65535>x", "<![CDATA[",
					    "<script>", "<br>", "<img alt=x>", "<ol start=99999>"};

	begin_list(c);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		printf_to(c, "{\"id\": \"%zu\", \"title\": \"Lạ %zu\", "
			     "\"content_html\": \"", i, i);
		repeat_to(c, parts[i], (size_t)(MEGA - 1000) / strlen(parts[i]));
		puts_to(c, "đáy\"},");
	}
	puts_to(c, ITEM "]}");
}

/* --- pages that are looked through for links ---------------------------------------- */

static void page_links(struct conn *c)
{
	answer_open(c, "200 OK", "text/html");
	puts_to(c, "<html><head>");
	repeat_to(c, "<link rel='alternate' type='application/json' href='/comment'>", 20000);
	puts_to(c, "<body>");
}

static void page_attributes(struct conn *c)
{
	answer_open(c, "200 OK", "text/html");
	puts_to(c, "<html><head><link ");
	repeat_to(c, "href='x' rel=\"a a a\" ", 60000);
	puts_to(c, "><body>");
}

static void page_open_comment(struct conn *c)
{
	answer_open(c, "200 OK", "text/html");
	puts_to(c, "<html><head>");
	repeat_to(c, "<!-- <script><title>", 60000);
}

static void page_to_itself(struct conn *c)
{
	answer(c, "200 OK", "text/html",
	       "<link rel=alternate type='application/feed+json' href='./?again'>");
}

/* --- pages of a feed ----------------------------------------------------------------- */

static void page_after(struct conn *c, const char *next)
{
	char body[2048];
	const char *at = strchr(c->q.path, '?');
	long page = at ? strtol(at + 1, NULL, 10) : 0;

	snprintf(body, sizeof(body), HEAD "\"next_url\": \"%s\", \"items\": [{\"id\": \"%ld\", "
		 "\"title\": \"Trang %ld\", \"content_text\": \"x\"}]}", next, page, page);
	answer(c, "200 OK", FEED, body);
}

static void pages_endless(struct conn *c)
{
	const char *at = strchr(c->q.path, '?');
	char next[64];

	snprintf(next, sizeof(next), "?%ld", at ? strtol(at + 1, NULL, 10) + 1 : 1);
	page_after(c, next);
}

static void pages_loop(struct conn *c)
{
	page_after(c, strstr(c->q.path, "?1") ? "?2" : strstr(c->q.path, "?2") ? "?0" : "?1");
}

static void pages_foreign(struct conn *c)
{
	char next[128];

	snprintf(next, sizeof(next), "http://localhost:%d/pages-endless/feed.json", c->port);
	page_after(c, next);
}

static void pages_file(struct conn *c)
{
	page_after(c, "file:///etc/passwd");
}

/* --- names of files ------------------------------------------------------------------ */

static void names(struct conn *c)
{
	static const char *const list[] = {
		"%2e%2e%2f%2e%2e%2fconfig", "..%2f..%2f..%2fetc%2fpasswd.pdf", "%2Fetc%2Fpasswd",
		"-rf", ".bashrc", "a%00.pdf", "%1b%5b31m.pdf", "%e2%80%aefdp.exe", "con.pdf",
		"..", "%0a%0d.pdf", "%2e%2e%5c%2e%2e%5cx.doc"};

	if (strstr(c->q.path, "/files/")) {
		answer(c, "200 OK", "application/pdf\r\nContent-Disposition: attachment; "
		       "filename=\"../../../config\"", "%PDF-1.4");
		return;
	}
	answer_open(c, "200 OK", FEED);
	puts_to(c, HEAD "\"items\": [{\"id\": \"1\", \"title\": \"Tin\", "
		   "\"content_text\": \"x\", \"attachments\": [{\"url\": \"/names/files/");
	repeat_to(c, "d%c3%a0i", 120);
	puts_to(c, ".pdf\"}");
	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		printf_to(c, ", {\"url\": \"/names/files/%s\", \"title\": \"../../%s\"}",
			  list[i], list[i]);
	puts_to(c, "]}]}");
}

const struct attack body_attacks[] = {
	{"bomb-string", bomb_string}, {"bomb-blanks", bomb_blanks},
	{"bomb-items", bomb_items}, {"bomb-brackets", bomb_brackets},
	{"bomb-numbers", bomb_numbers}, {"bomb-nested", bomb_nested},
	{"bomb-error", bomb_error}, {"bomb-stacked", bomb_stacked},
	{"bomb-broken", bomb_broken},
	{"endless", endless}, {"endless-blanks", endless_blanks},
	{"endless-string", endless_string}, {"endless-head", endless_head},
	{"million", million}, {"many-tags", many_tags}, {"many-sections", many_sections},
	{"many-parts", many_parts}, {"long-title", long_title}, {"long-word", long_word},
	{"long-articles", long_articles},
	{"deep-item", deep_item}, {"deep-objects", deep_objects}, {"deep-head", deep_head},
	{"deep-html", deep_html}, {"odd-html", odd_html},
	{"page-links", page_links}, {"page-attributes", page_attributes},
	{"page-open-comment", page_open_comment}, {"page-to-itself", page_to_itself},
	{"pages-endless", pages_endless}, {"pages-loop", pages_loop},
	{"pages-foreign", pages_foreign}, {"pages-file", pages_file},
	{"names", names},
	{0},
};
