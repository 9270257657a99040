/* ingest_server.h - ten thousand articles as JSON Feed and as Atom, packed, and who serves
 * them on the loopback */
#ifndef BENCH_INGEST_SERVER_H
#define BENCH_INGEST_SERVER_H

#include "feed.h"

#include <sys/mman.h>

#include <zlib.h>

enum { ITEMS = 10000, UNPACKED_MAX = 256 << 20 };

/* What the server says to who knows its ETag. */
enum says { ALL_AGAIN, NOT_MODIFIED };

struct shared {
	enum says says;
	long requests, bytes;	/* with heads, both ways */
};

struct server {
	pid_t pid;
	unsigned port;
	volatile struct shared *shared;
};

struct body {
	struct buf plain, packed;
};

static inline void pack(struct body *b)
{
	z_stream z = {0};

	if (deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		die("no zlib");
	size_t room = deflateBound(&z, b->plain.len);
	unsigned char *out = mem_alloc(room);
	z.next_in = (unsigned char *)b->plain.s;
	z.avail_in = (unsigned)b->plain.len;
	z.next_out = out;
	z.avail_out = (unsigned)room;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		die("zlib does not pack the feed");
	buf_init(&b->packed, UNPACKED_MAX);
	buf_add(&b->packed, out, z.total_out);
	deflateEnd(&z);
	free(out);
}

static inline void make_feed(const struct corpus *c, struct body *b)
{
	buf_init(&b->plain, UNPACKED_MAX);
	buf_adds(&b->plain, feed_head);
	for (size_t i = 0; i < ITEMS; i++)
		item_add(&b->plain, c, i);
	buf_adds(&b->plain, "]}");
	pack(b);
}

static inline void add_escaped(struct buf *out, const struct buf *html)
{
	for (size_t i = 0; i < html->len; i++)
		switch (html->s[i]) {
		case '<': buf_adds(out, "&lt;"); break;
		case '&': buf_adds(out, "&amp;"); break;
		default: buf_addc(out, html->s[i]); break;
		}
}

static inline void make_atom(const struct corpus *c, struct body *b)
{
	buf_init(&b->plain, UNPACKED_MAX);
	buf_adds(&b->plain, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns="
		 "\"http://www.w3.org/2005/Atom\"><title>Xã</title><id>x</id>\n");
	for (size_t i = 0; i < ITEMS; i++) {
		buf_addf(&b->plain, "<entry><id>tin/%zu</id><title>Tin số %zu của xã"
			 "</title><link href=\"http://127.0.0.1/%zu\"/><updated>2020-08-"
			 "%02zuT%02zu:%02zu:00+07:00</updated><content type=\"html\">",
			 i, i, i, 1 + i / 1440 % 28, i / 60 % 24, i % 60);
		add_escaped(&b->plain, &c->html[i % c->count]);
		buf_adds(&b->plain, "</content></entry>\n");
	}
	buf_adds(&b->plain, "</feed>\n");
	pack(b);
}

/* --- the server --- */

static inline void serve_one(const struct server *s, int fd, const struct body *feed,
		      const struct body *atom)
{
	char request[4096] = "", head[512];
	ssize_t n = read(fd, request, sizeof(request) - 1);

	if (n <= 0)
		return;
	bool old = strstr(request, "If-None-Match") && s->shared->says == NOT_MODIFIED;
	bool json = strstr(request, "/feed.json ");
	const struct buf *b = json ? &feed->packed : &atom->packed;
	int len = snprintf(head, sizeof(head), "HTTP/1.1 %s\r\nETag: \"a\"\r\n"
			   "Content-Type: application/%s\r\nContent-Encoding: gzip\r\n"
			   "Content-Length: %zu\r\nConnection: close\r\n\r\n",
			   old ? "304 Not Modified" : "200 OK",
			   json ? "feed+json" : "atom+xml", old ? 0 : b->len);
	bool feeds = strstr(request, "feed.");
	s->shared->requests++;
	s->shared->bytes += n + (feeds ? len + (old ? 0 : (long)b->len) : 45);
	if (!feeds)
		send_all(fd, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 45);
	else if (send_all(fd, head, (size_t)len) && !old)
		send_all(fd, b->s, b->len);
}

static inline void server_start(struct server *s, const struct body *feed,
			 const struct body *atom)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(at);
	FILE *shared = tmpfile();
	int fd = socket(AF_INET, SOCK_STREAM, 0), client;

	if (!shared || ftruncate(fileno(shared), sizeof(*s->shared)) != 0 || fd < 0 ||
	    bind(fd, (struct sockaddr *)&at, len) < 0 || listen(fd, 8) < 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &len) < 0)
		die("no server");
	s->port = ntohs(at.sin_port);
	s->shared = mmap(NULL, sizeof(*s->shared), PROT_READ | PROT_WRITE, MAP_SHARED,
		       fileno(shared), 0);
	fclose(shared);
	if (s->shared == MAP_FAILED || (s->pid = fork()) < 0)
		die("no server");
	if (s->pid == 0) {
		signal(SIGPIPE, SIG_IGN);
		while ((client = accept(fd, NULL, NULL)) >= 0) {
			serve_one(s, client, feed, atom);
			close(client);
		}
		_exit(0);
	}
	close(fd);
}

#endif
