/* lines.c - attacks below the body: heads, lengths, chunks, redirects, and time */
#include "serve.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FEED "application/feed+json"
#define SMALL "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Xa\", \"items\": []}"

enum { MEGA = 1 << 20 };

static void begin(struct conn *c)
{
	puts_to(c, "HTTP/1.1 200 OK\r\nContent-Type: " FEED "\r\n");
}

/* --- heads -------------------------------------------------------------------------- */

static void head_many(struct conn *c)
{
	begin(c);
	for (int i = 0; i < 10000; i++)
		printf_to(c, "X-%d: nhiều\r\n", i);
	puts_to(c, "Content-Length: 0\r\n\r\n");
}

static void head_long(struct conn *c)
{
	begin(c);
	puts_to(c, "X-Long: ");
	repeat_to(c, "d", 10 * MEGA);
	puts_to(c, "\r\nContent-Length: 0\r\n\r\n");
}

static void head_endless(struct conn *c)
{
	begin(c);
	for (;;)
		puts_to(c, "X: y\r\n");
}

static void head_interim(struct conn *c)
{
	for (;;)
		puts_to(c, "HTTP/1.1 100 Continue\r\n\r\n");
}

static void head_early_hints(struct conn *c)
{
	for (int i = 0; i < 100; i++)
		puts_to(c, "HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=next\r\n\r\n");
	answer(c, "200 OK", FEED, SMALL);
}

static void head_links(struct conn *c)
{
	begin(c);
	for (int i = 0; i < 500; i++)
		puts_to(c, "Link: <<<<;;;===,,,\"\\\\\\; rel=\"alternate micropub next\r\n");
	puts_to(c, "Content-Length: 0\r\n\r\n");
}

static void head_cookies(struct conn *c)
{
	begin(c);
	for (int i = 0; i < 400; i++)
		printf_to(c, "Set-Cookie: a%d=b; Path=/; Domain=127.0.0.1\r\n", i);
	puts_to(c, "Content-Length: 0\r\n\r\n");
}

static void head_nul(struct conn *c)
{
	static const char odd[] = "X-Nul: a\0b\r\nLocation: \0\r\n";

	begin(c);
	put(c, odd, sizeof(odd) - 1);
	puts_to(c, "Content-Length: 0\r\n\r\n");
}

static void head_escapes(struct conn *c)
{
	puts_to(c, "HTTP/1.1 418 \x1b[31m\x9b" "31m\xc2\x9b" "2J\x1b]0;x\x07\r\n"
		   "Content-Type: text/\x1b[31mplain\r\nLocation: /\x1b]0;x\x07\r\n"
		   "WWW-Authenticate: Bearer realm=\"\x1b[2J\xc2\x9b\"\r\n"
		   "ETag: \"\x1b[31m\"\r\nRetry-After: \x1b[31m\r\nContent-Length: 0\r\n\r\n");
}

static void head_status(struct conn *c)
{
	puts_to(c, "HTTP/1.1 99999999999999999999 OK\r\nContent-Length: 0\r\n\r\n");
}

static void head_none(struct conn *c)
{
	repeat_to(c, "\x1b[31m\xc2\x9b\n", 100000);
}

static void head_never(struct conn *c)
{
	(void)c;
}

/* --- lengths and chunks ---------------------------------------------------------------- */

static void length_short(struct conn *c)
{
	begin(c);
	printf_to(c, "Content-Length: 10\r\n\r\n%s", SMALL);
	c->keep = true;
}

static void length_long(struct conn *c)
{
	begin(c);
	printf_to(c, "Content-Length: 999999\r\n\r\n%s", SMALL);
}

static void length_huge(struct conn *c)
{
	begin(c);
	printf_to(c, "Content-Length: 99999999999999999999999\r\n\r\n%s", SMALL);
}

static void length_negative(struct conn *c)
{
	begin(c);
	printf_to(c, "Content-Length: -1\r\n\r\n%s", SMALL);
}

static void length_twice(struct conn *c)
{
	begin(c);
	printf_to(c, "Content-Length: 5\r\nContent-Length: 82\r\n"
		     "Transfer-Encoding: chunked\r\n\r\n%s", SMALL);
}

/* An answer to a question that was not asked yet. */
static void length_garbage(struct conn *c)
{
	begin(c);
	printf_to(c, "Content-Length: %zu\r\n\r\n%s", strlen(SMALL), SMALL);
	puts_to(c, "HTTP/1.1 201 Created\r\nLocation: /f/poisoned\r\n"
		   "Content-Type: application/json\r\nContent-Length: 0\r\n\r\n");
	repeat_to(c, "\x1b[31m", 1000);
	c->keep = true;
}

static void chunk_extension(struct conn *c)
{
	begin(c);
	puts_to(c, "Transfer-Encoding: chunked\r\n\r\n5;");
	repeat_to(c, "x", 10 * MEGA);
	puts_to(c, "\r\n{   }\r\n0\r\n\r\n");
}

static void chunk_huge(struct conn *c)
{
	begin(c);
	puts_to(c, "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}\r\n0\r\n\r\n");
}

static void chunk_tiny(struct conn *c)
{
	begin(c);
	puts_to(c, "Transfer-Encoding: chunked\r\n\r\n");
	repeat_to(c, "1\r\n \r\n", 500000);
	puts_to(c, "2\r\n{}\r\n0\r\n\r\n");
}

static void chunk_trailers(struct conn *c)
{
	begin(c);
	puts_to(c, "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n");
	for (;;)
		puts_to(c, "Location: /elsewhere\r\n");
}

/* --- redirects ---------------------------------------------------------------------- */

static void redirect(struct conn *c, const char *status, const char *to)
{
	printf_to(c, "HTTP/1.1 %s\r\nLocation: %s\r\nContent-Length: 0\r\n"
		     "Connection: close\r\n\r\n", status, to);
}

static void redirect_loop(struct conn *c)
{
	redirect(c, "301 Moved Permanently", c->q.path);
}

static void redirect_growing(struct conn *c)
{
	char to[8192];

	snprintf(to, sizeof(to), "%sxxxxxxxx", c->q.path);
	redirect(c, "302 Found", to);
}

static void redirect_file(struct conn *c)
{
	redirect(c, "302 Found", "file:///etc/passwd");
}

static void redirect_scheme(struct conn *c)
{
	redirect(c, "307 Temporary Redirect", "gopher://127.0.0.1:25/_HELO");
}

static void redirect_user(struct conn *c)
{
	char to[256];

	snprintf(to, sizeof(to), "http://a:b@127.0.0.1:%d/f/feed.json", c->port);
	redirect(c, "302 Found", to);
}

/* With the token, if anybody would take it there. */
static void redirect_foreign(struct conn *c)
{
	char to[256];

	snprintf(to, sizeof(to), "http://localhost:%d/f/feed.json", c->port);
	redirect(c, "308 Permanent Redirect", to);
}

static void redirect_bad(struct conn *c)
{
	redirect(c, "302 Found", "http://[::1/\x1b[31m");
}

static void redirect_asks(struct conn *c)
{
	if (strncmp(c->q.host, "localhost", 9) != 0)
		return redirect_foreign(c);
	puts_to(c, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer realm=x\r\n"
		   "WWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n");
}

static void asks(struct conn *c)
{
	puts_to(c, "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"x\", "
		   "nonce=\"n\"\r\nWWW-Authenticate: NTLM\r\nWWW-Authenticate: Negotiate\r\n"
		   "Content-Length: 0\r\n\r\n");
	c->keep = true;
}

/* --- time --------------------------------------------------------------------------- */

static void drip(struct conn *c, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		put(c, s + i % strlen(s), 1);
		linger(300);
	}
}

static void slow_head(struct conn *c)
{
	drip(c, "HTTP/1.1 200 OK\r\nX: y\r\n", 100000);
}

static void slow_body(struct conn *c)
{
	answer_open(c, "200 OK", FEED);
	puts_to(c, "{");
	drip(c, " ", 100000);
}

static void slow_interim(struct conn *c)
{
	for (int i = 0; i < 2000; i++) {
		puts_to(c, "HTTP/1.1 100 Continue\r\n\r\n");
		linger(300);
	}
}

static void slow_nothing(struct conn *c)
{
	(void)c;
	linger(300 * 1000);
}

const struct attack line_attacks[] = {
	{"head-many", head_many}, {"head-long", head_long}, {"head-endless", head_endless},
	{"head-interim", head_interim}, {"head-early-hints", head_early_hints},
	{"head-links", head_links}, {"head-cookies", head_cookies}, {"head-nul", head_nul},
	{"head-escapes", head_escapes}, {"head-status", head_status},
	{"head-none", head_none}, {"head-never", head_never},
	{"length-short", length_short}, {"length-long", length_long},
	{"length-huge", length_huge}, {"length-negative", length_negative},
	{"length-twice", length_twice}, {"length-garbage", length_garbage},
	{"chunk-extension", chunk_extension}, {"chunk-huge", chunk_huge},
	{"chunk-tiny", chunk_tiny}, {"chunk-trailers", chunk_trailers},
	{"redirect-loop", redirect_loop}, {"redirect-growing", redirect_growing},
	{"redirect-file", redirect_file}, {"redirect-scheme", redirect_scheme},
	{"redirect-user", redirect_user}, {"redirect-foreign", redirect_foreign},
	{"redirect-bad", redirect_bad}, {"redirect-asks", redirect_asks}, {"asks", asks},
	{"slow-head", slow_head}, {"slow-body", slow_body},
	{"slow-interim", slow_interim}, {"slow-nothing", slow_nothing},
	{0},
};
