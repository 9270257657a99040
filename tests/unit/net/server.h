/* server.h - a loopback server of canned bytes, served in the client's own loop */
#ifndef TESTS_NET_SERVER_H
#define TESTS_NET_SERVER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/clock.h>
#include <bantin/base/mem.h>
#include <bantin/net/http.h>

enum { CONNECTIONS = 8, ANSWERS = 16, WAIT_MS = 20000 };

enum after { KEEP, CLOSE, RESET, SILENT };

/* What the server does with the request that comes next. */
struct answer {
	const void *bytes;
	size_t n;
	enum after after;
	size_t piece;		/* bytes a turn of the loop; 0: all */
};

struct connection {
	int fd;			/* 0: free */
	struct buf in;
	const struct answer *answer;
	size_t sent;
};

struct server {
	int fd;
	unsigned port;
	size_t accepted, requests;
	char *request[ANSWERS];	/* as they came */
	struct answer answer[ANSWERS];
	struct connection at[CONNECTIONS];
};

#define ANSWER(text, then) (struct answer){text, sizeof(text) - 1, then, 0}

static inline void server_open(struct server *s)
{
	struct sockaddr_in a = {.sin_family = AF_INET};
	socklen_t len = sizeof(a);

	*s = (struct server){0};
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->fd = socket(AF_INET, SOCK_STREAM, 0);
	assert_true(s->fd > 0);
	assert_int_equal(bind(s->fd, (struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(listen(s->fd, 16), 0);
	assert_int_equal(getsockname(s->fd, (struct sockaddr *)&a, &len), 0);
	s->port = ntohs(a.sin_port);
	fcntl(s->fd, F_SETFL, O_NONBLOCK);
}

static inline void hang_up(struct connection *c, bool reset)
{
	struct linger hard = {.l_onoff = 1, .l_linger = 0};

	if (reset)
		setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
	close(c->fd);
	buf_clear(&c->in);
	*c = (struct connection){0};
}

static inline void server_close(struct server *s)
{
	for (size_t i = 0; i < CONNECTIONS; i++)
		if (s->at[i].fd)
			hang_up(&s->at[i], false);
	for (size_t i = 0; i < ANSWERS; i++)
		free(s->request[i]);
	if (s->fd > 0)
		close(s->fd);
}

static inline void take_connection(struct server *s)
{
	int fd = accept(s->fd, NULL, NULL);

	if (fd < 0)
		return;
	fcntl(fd, F_SETFL, O_NONBLOCK);
	s->accepted++;
	for (size_t i = 0; i < CONNECTIONS; i++) {
		if (s->at[i].fd)
			continue;
		s->at[i].fd = fd;
		return;
	}
	fail_msg("too many connections");
}

/* Bytes of the first whole request in `in`; 0: not there yet. */
static inline size_t whole_request(const char *in)
{
	const char *end = strstr(in, "\r\n\r\n");
	const char *length = strstr(in, "Content-Length: ");
	size_t body = length ? strtoul(length + 16, NULL, 10) : 0;

	if (!end)
		return 0;
	size_t head = (size_t)(end + 4 - in);
	return strlen(in) >= head + body ? head + body : 0;
}

static inline void receive(struct server *s, struct connection *c)
{
	char piece[4096];
	ssize_t n = recv(c->fd, piece, sizeof(piece), 0);

	if (n == 0) {
		hang_up(c, false);
		return;
	}
	if (n < 0)
		return;
	if (!buf_add(&c->in, piece, (size_t)n) || c->answer)
		return;
	size_t len = whole_request(buf_str(&c->in));
	if (len == 0 && strncmp(c->in.s, "\x16\x03", 2) == 0)
		len = c->in.len;	/* a TLS greeting */
	if (len == 0)
		return;
	assert_true(s->requests < ANSWERS);
	s->request[s->requests] = mem_strn(c->in.s, len);
	c->answer = &s->answer[s->requests++];
	c->sent = 0;
	buf_reset(&c->in);
}

static inline void answer(struct connection *c)
{
	const struct answer *a = c->answer;
	size_t left = a->n - c->sent;

	if (a->piece && left > a->piece)
		left = a->piece;
	if (left > 0) {
		ssize_t n = send(c->fd, (const char *)a->bytes + c->sent, left,
			MSG_NOSIGNAL);

		c->sent += n > 0 ? (size_t)n : 0;
		if (n > 0 && c->sent < a->n)
			return;
		if (n < 0)
			return;
	}
	if (a->after == CLOSE || a->after == RESET)
		hang_up(c, a->after == RESET);
	else if (a->after == KEEP)
		c->answer = NULL;
}

/* The descriptors to wait for; room for CONNECTIONS + 1. */
static inline size_t server_fds(const struct server *s, struct pollfd *fds)
{
	size_t n = 1;

	fds[0] = (struct pollfd){.fd = s->fd, .events = POLLIN};
	for (size_t i = 0; i < CONNECTIONS; i++) {
		const struct connection *c = &s->at[i];
		bool sends = c->answer && c->sent < c->answer->n;

		if (c->fd)
			fds[n++] = (struct pollfd){.fd = c->fd,
				.events = (short)(sends ? POLLIN | POLLOUT : POLLIN)};
	}
	return n;
}

static inline void server_step(struct server *s)
{
	take_connection(s);
	for (size_t i = 0; i < CONNECTIONS; i++) {
		struct connection *c = &s->at[i];

		if (c->fd && !(c->answer && c->answer->after == SILENT))
			receive(s, c);
		if (c->fd && c->answer)
			answer(c);
	}
}

/* Turns the loop until no call is under way. */
static inline void run(struct server *s, struct http *h)
{
	int64_t until = clock_mono() + WAIT_MS;
	struct pollfd fds[CONNECTIONS + 1];
	struct err e = {0};

	while (http_active(h) > 0) {
		size_t n = server_fds(s, fds);

		assert_true(http_wait(h, fds, n, 1000, &e));
		server_step(s);
		http_step(h);
		assert_true(clock_mono() < until);
	}
}

static inline char *url_of(const struct server *s, const char *path)
{
	char url[200];

	snprintf(url, sizeof(url), "http://127.0.0.1:%u%s", s->port, path);
	return mem_str(url);
}

#endif
