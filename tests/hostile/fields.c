/* fields.c - a portal, and a WordPress site, with a payload in every field they have */
#define _GNU_SOURCE
#include "serve.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "payload.h"

#define JSON "application/json"
#define FEED "application/feed+json"

enum { BODY_MAX = 1 << 16, UID_MAX = 64 };

/* What was posted last, seen by the processes of all connections. */
static char *posted;

void fields_setup(size_t turn, bool harmless)
{
	payload_setup(turn, harmless);
	posted = mmap(NULL, UID_MAX, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
		      -1, 0);
	if (posted == MAP_FAILED)
		abort();
}

/* Every status line has a payload for a reason. */
static void reply(struct conn *c, int status, const char *type, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
static void reply(struct conn *c, int status, const char *type, const char *fmt, ...)
{
	static char body[BODY_MAX];
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(body, sizeof(body), fmt, ap);
	va_end(ap);
	printf_to(c, "HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n"
		     "X-Odd: %s\r\nConnection: close\r\n\r\n",
		  status, payload_raw(0), type, n, payload_raw(1));
	put(c, body, (size_t)n);
}

static void refuse(struct conn *c, int status, size_t field)
{
	reply(c, status, JSON, "{\"error\": \"%s\", \"error_description\": \"Từ chối %s.\"}",
	      payload(field), payload(field + 1));
}

/* --- JSON Feed --------------------------------------------------------------------- */

static void home(struct conn *c)
{
	reply(c, 200, "text/html",
	      "<html><head><title>%s</title><link rel=alternate type=%s title='%s' "
	      "href=feed.json><link rel=micropub href=micropub></head><body></body></html>",
	      payload_raw(2), FEED, payload_raw(3));
}

static int add_item(char *at, size_t size, int i)
{
	size_t k = (size_t)i * 5;

	return snprintf(at, size,
		"%s{\"id\": \"%d %s\", \"url\": \"/f/tin/%s\", \"title\": \"Tin %d %s\", "
		"\"summary\": \"Tóm tắt %s.\", \"date_published\": \"2020-08-%02dT08:00:00Z\", "
		"\"content_%s\": \"<p>Bài %s</p><ul><li>%s</li></ul><p><a href='/f/%s'>%s</a> "
		"&#27;[31m &#x9b;2J &#8238;</p><pre>%s</pre><table><tr><td>%s</td><td>x</td>"
		"</tr></table><h2>%s</h2><img src='/f/a.png' alt='%s'>\", "
		"\"authors\": [{\"name\": \"Người viết %s\"}], \"tags\": [\"%s\", \"%s\"], "
		"\"image\": \"/f/%s.png\", \"attachments\": [{\"url\": \"/f/files/te%%2Fp-%s.pdf\", "
		"\"title\": \"%s\", \"mime_type\": \"%s\", \"size_in_bytes\": 20}, "
		"{\"url\": \"/f/files/%%1b%%5b31m%%00.pdf\", \"title\": \"%s\"}], "
		"\"_newsroom\": {\"section\": \"muc-%d\", \"document\": {\"number\": \"%d/%s\", "
		"\"issued\": \"%s\", \"issuer\": \"UBND %s\"}}}",
		i > 0 ? ", " : "", i, payload(k), payload(k + 1), i, payload(k + 2),
		payload(k + 3), 20 - i, i % 3 == 2 ? "text" : "html", payload(k + 4),
		payload(k + 5), payload(k + 6), payload(k + 7), payload(k + 8), payload(k + 9),
		payload(k + 10), payload(k + 11), payload(k + 12), payload(k + 13),
		payload(k + 14), payload(k + 15), payload(k + 16), payload(k + 17),
		payload(k + 18), payload(k + 19), i % 2, i, payload(k + 20), payload(k + 21),
		payload(k + 22));
}

static void feed(struct conn *c)
{
	static char items[BODY_MAX / 2];
	size_t n = 0;

	for (int i = 0; i < 6; i++)
		n += (size_t)add_item(items + n, sizeof(items) - n, i);
	reply(c, 200, FEED,
	      "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Cổng %s\", "
	      "\"authors\": [{\"name\": \"%s\"}], \"home_page_url\": \"/f/%s\", "
	      "\"_newsroom\": {\"sections\": [{\"id\": \"muc-0\", \"title\": \"Mục %s\"}, "
	      "{\"id\": \"muc-1\", \"title\": \"Mục %s\"}, {\"id\": \"%s\", \"title\": \"%s\"}], "
	      "\"visits\": {\"today\": 1, \"yesterday\": \"%s\", \"total\": 3}, "
	      "\"poll_url\": \"/f/poll.json\", \"micropub\": \"/f/micropub\", "
	      "\"submissions\": {\"idempotency_key\": true, \"lookup_by_uid\": true, "
	      "\"remarks\": true}}, \"items\": [%s]}",
	      payload(3), payload(4), payload(5), payload(6), payload(7), payload(8),
	      payload(9), payload(10), items);
}

static void poll_of(struct conn *c)
{
	if (strcmp(c->q.method, "POST") == 0)
		refuse(c, 409, 11);
	else
		reply(c, 200, JSON,
		      "{\"id\": \"p %s\", \"question\": \"Hỏi %s\", \"options\": ["
		      "{\"id\": \"%s\", \"label\": \"Một %s\", \"votes\": 1}, "
		      "{\"id\": \"b\", \"label\": \"Hai %s\", \"votes\": 2}], \"closed\": false}",
		      payload(12), payload(13), payload(14), payload(15), payload(16));
}

/* --- Micropub ------------------------------------------------------------------------ */

static void remember(const char *body)
{
	const char *uid = strstr(body, "urn:uuid:");

	if (uid)
		snprintf(posted, UID_MAX, "%.36s", uid + strlen("urn:uuid:"));
}

static void take_post(struct conn *c)
{
	static char type[512];

	if (strstr(c->q.body, "tu choi"))
		return refuse(c, 422, 17);
	remember(c->q.body);
	snprintf(type, sizeof(type), JSON "\r\nLocation: /f/tin/%s\r\nETag: \"%s\"",
		 payload_raw(4), payload_raw(5));
	reply(c, 202, type, "{\"url\": \"/f/tin/%s\", \"id\": \"so %s\", \"status\": \"%s\"}",
	      payload(18), payload(19), payload(20));
}

static void micropub(struct conn *c)
{
	if (strcmp(c->q.method, "POST") == 0)
		take_post(c);
	else if (strstr(c->q.auth, "sai"))
		refuse(c, 401, 21);
	else if (strstr(c->q.path, "q=config"))
		reply(c, 200, JSON, "{\"media-endpoint\": \"/f/media\", \"lạ\": [\"%s\", \"%s\"]}",
		      payload(22), payload(23));
	else
		reply(c, 200, JSON,
		      "{\"items\": [{\"properties\": {\"uid\": [\"urn:uuid:%s\"], "
		      "\"id\": [\"so %s\"], \"url\": [\"/f/tin/%s\"], \"post-status\": "
		      "[\"draft\"], \"remark\": [\"Sửa lại %s\"]}}]}",
		      posted, payload(24), payload(25), payload(26));
}

static void file_of(struct conn *c)
{
	static char type[512];

	snprintf(type, sizeof(type),
		 "application/%s\r\nContent-Disposition: attachment; filename=\"../%s\"\r\n"
		 "ETag: \"%s\"", payload_raw(6), payload_raw(7), payload_raw(8));
	if (strstr(c->q.path, "31m"))
		refuse(c, 403, 27);
	else
		reply(c, 200, type, "%%PDF-1.4 hai mươi.");
}

/* --- WordPress ----------------------------------------------------------------------- */

static void wordpress_home(struct conn *c)
{
	reply(c, 200, "text/html", "<html><head><title>%s</title><link "
	      "rel='https://api.w.org/' href='/w/rest/'></head></html>", payload_raw(9));
}

static void wordpress_posts(struct conn *c)
{
	reply(c, 200, JSON,
	      "[{\"id\": 7, \"slug\": \"%s\", \"link\": \"/w/%s\", \"status\": \"publish\", "
	      "\"date_gmt\": \"2020-08-01T08:00:00\", \"modified_gmt\": \"2020-08-01T08:00:00\", "
	      "\"title\": {\"rendered\": \"Bài %s &#27;[31m\"}, \"content\": {\"rendered\": "
	      "\"<p>%s [gallery id='%s']</p>\", \"protected\": false}, \"excerpt\": {\"rendered\": "
	      "\"<p>%s</p>\"}, \"author\": 1, \"categories\": [3], \"_embedded\": {\"author\": "
	      "[{\"id\": 1, \"name\": \"%s\"}]}}]",
	      payload(28), payload(29), payload(30), payload(31), payload(32), payload(33),
	      payload(34));
}

static void wordpress(struct conn *c)
{
	const char *p = c->q.path;

	if (strcmp(c->q.method, "POST") == 0 || strstr(c->q.auth, "c2Fp"))
		reply(c, 403, JSON, "{\"code\": \"rest_%s\", \"message\": \"Không được %s\"}",
		      payload(35), payload(36));
	else if (strstr(p, "/posts"))
		wordpress_posts(c);
	else if (strstr(p, "/categories"))
		reply(c, 200, JSON, "[{\"id\": 3, \"name\": \"Mục %s\", \"slug\": \"%s\", "
		      "\"description\": \"%s\", \"count\": 1}]",
		      payload(37), payload(38), payload(39));
	else if (strstr(p, "/users"))
		reply(c, 200, JSON, "{\"id\": 1, \"name\": \"%s\", \"slug\": \"%s\", "
		      "\"capabilities\": {\"edit_posts\": true, \"%s\": true}}",
		      payload(40), payload(41), payload(42));
	else if (strncmp(p, "/w/rest", 7) == 0)
		reply(c, 200, JSON, "{\"name\": \"Trang %s\", \"description\": \"%s\", "
		      "\"namespaces\": [\"wp/v2\", \"%s\"]}",
		      payload(43), payload(44), payload(45));
	else
		wordpress_home(c);
}

bool fields_answer(struct conn *c)
{
	const char *p = c->q.path;

	if (strncmp(p, "/w/", 3) == 0)
		wordpress(c);
	else if (strncmp(p, "/f/feed", 7) == 0)
		feed(c);
	else if (strncmp(p, "/f/poll", 7) == 0)
		poll_of(c);
	else if (strncmp(p, "/f/micropub", 11) == 0)
		micropub(c);
	else if (strncmp(p, "/f/files/", 9) == 0)
		file_of(c);
	else if (strcmp(p, "/f/") == 0 || strcmp(p, "/") == 0)
		home(c);
	else if (strncmp(p, "/f/", 3) == 0)
		refuse(c, 404, 46);
	else
		return false;
	return true;
}
