/* portal.c - the sample portal under a walk, and plain HTTP to it */
#define _GNU_SOURCE
#include "portal.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum {
	ANSWER_MAX = 16 << 20,
	GRACE_MS = 5000,
};

static int http_connect(const struct http_call *call)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET,
		.sin_port = htons((uint16_t)call->port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	long ms = call->limit - clock_ms();
	struct timeval limit = {.tv_sec = ms > 1000 ? ms / 1000 : 1};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
	if (!connect(fd, (struct sockaddr *)&to, sizeof to))
		return fd;
	close(fd);
	return -1;
}

/* HTTP/1.0, so that the answer is neither chunked nor kept open. */
static bool http_send(int fd, const struct http_call *call)
{
	struct buf b = {0};
	size_t done = 0;
	ssize_t n = 1;

	buf_printf(&b, "%s %s HTTP/1.0\r\nHost: 127.0.0.1:%d\r\n", call->method,
		call->path, call->port);
	if (call->token)
		buf_printf(&b, "Authorization: Bearer %s\r\n", call->token);
	if (call->body)
		buf_printf(&b, "Content-Type: application/json\r\n"
			"Content-Length: %zu\r\n", strlen(call->body));
	buf_puts(&b, "\r\n");
	if (call->body)
		buf_puts(&b, call->body);
	for (; done < b.len && n > 0; done += n > 0 ? (size_t)n : 0)
		n = write(fd, b.data + done, b.len - done);
	buf_clear(&b);
	return n > 0;
}

static bool http_receive(int fd, int *status, struct buf *body)
{
	struct buf all = {0};
	const char *end;
	char part[8192];
	ssize_t n;
	bool ok;

	while ((n = read(fd, part, sizeof part)) > 0 && all.len < ANSWER_MAX)
		buf_add(&all, part, (size_t)n);
	end = strstr(buf_str(&all), "\r\n\r\n");
	ok = !n && end && sscanf(buf_str(&all), "HTTP/%*s %d", status) == 1;
	buf_reset(body);
	if (ok)
		buf_add(body, end + 4, all.len - (size_t)(end + 4 - all.data));
	buf_clear(&all);
	return ok;
}

bool http_ask(const struct http_call *call, int *status, struct buf *body,
	struct buf *reason)
{
	int fd = http_connect(call);
	bool ok;

	if (fd < 0)
		return why(reason, "127.0.0.1:%d: %s", call->port, strerror(errno));
	ok = http_send(fd, call) && http_receive(fd, status, body);
	close(fd);
	return ok || why(reason, "no whole answer to %s %s", call->method, call->path);
}

/* NAME, or NAME2 of the second portal. */
static void set_var(struct list *vars, const char *name, const char *suffix,
	const char *value)
{
	struct buf full = {0};

	buf_printf(&full, "%s%s", name, suffix);
	list_set(vars, buf_str(&full), value);
	buf_clear(&full);
}

static const char *get_var(const struct list *vars, const char *name, const char *suffix)
{
	struct buf full = {0};
	const char *value;

	buf_printf(&full, "%s%s", name, suffix);
	value = list_get(vars, buf_str(&full), full.len);
	buf_clear(&full);
	return value;
}

struct naming {
	const char *suffix;
	struct list *vars;
};

static bool take_line(const char *text, const char *label, const char *name,
	const struct naming *to)
{
	size_t n = strlen(label);
	struct buf value = {0};

	for (const char *end; (end = strchr(text, '\n')); text = end + 1) {
		if (strncmp(text, label, n))
			continue;
		buf_add(&value, text + n, (size_t)(end - text) - n);
		set_var(to->vars, name, to->suffix, buf_str(&value));
		buf_clear(&value);
		return true;
	}
	return false;
}

static bool take_lines(struct portal *p, const char *text, const struct naming *to)
{
	const char *colon;

	if (!take_line(text, "url ", "URL", to) ||
	    !take_line(text, "token contributor ", "TOKEN_CONTRIBUTOR", to) ||
	    !take_line(text, "token editor ", "TOKEN_EDITOR", to))
		return false;
	colon = strrchr(get_var(to->vars, "URL", to->suffix), ':');
	p->port = colon ? (int)strtol(colon + 1, NULL, 10) : 0;
	return p->port > 0;
}

static bool read_greeting(struct portal *p, const struct portal_spec *spec,
	struct list *vars, struct buf *reason)
{
	const struct naming to = {spec->suffix, vars};
	struct buf said = {0};
	bool ok = false, open = true;

	while (!ok && open && !clock_passed(spec->limit)) {
		struct pollfd f = {.fd = p->out, .events = POLLIN};
		char part[1024];
		ssize_t n;

		if (poll(&f, 1, 50) <= 0)
			continue;
		n = read(p->out, part, sizeof part);
		open = n > 0;
		if (open)
			buf_add(&said, part, (size_t)n);
		ok = take_lines(p, buf_str(&said), &to);
	}
	if (!ok)
		why(reason, "the portal did not tell its address and tokens: %s",
			buf_str(&said));
	buf_clear(&said);
	return ok;
}

static void add_option(struct list *argv, const char *name, const char *value)
{
	if (!value)
		return;
	list_add(argv, name);
	list_add(argv, value);
}

/* A later start is the same portal again: its port, its database, its tokens. */
static bool portal_argv(const struct portal *p, const struct portal_spec *spec,
	const struct list *vars, struct list *argv, struct buf *reason)
{
	struct buf port = {0}, db = {0}, plan = {0};
	bool ok = true;

	buf_printf(&port, "%d", p->port);
	buf_printf(&db, "%s/portal%s.db", spec->tmp, spec->suffix);
	buf_printf(&plan, "%s/portal%s.plan", spec->tmp, spec->suffix);
	list_init(argv);
	list_add(argv, spec->program);
	add_option(argv, "--port", buf_str(&port));
	add_option(argv, "--db", buf_str(&db));
	add_option(argv, "--token-contributor",
		get_var(vars, "TOKEN_CONTRIBUTOR", spec->suffix));
	add_option(argv, "--token-editor", get_var(vars, "TOKEN_EDITOR", spec->suffix));
	if (spec->plan) {
		add_option(argv, "--plan", buf_str(&plan));
		ok = file_write(buf_str(&plan), spec->plan, strlen(spec->plan), reason);
	}
	for (size_t i = 0; i < spec->args->n; i++)
		list_add(argv, spec->args->items[i]);
	buf_clear(&port);
	buf_clear(&db);
	buf_clear(&plan);
	return ok;
}

static int open_err(const char *tmp)
{
	struct buf path = {0};
	int fd;

	buf_printf(&path, "%s/portal.err", tmp);
	fd = open(buf_str(&path), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	buf_clear(&path);
	return fd;
}

static bool portal_launch(struct portal *p, const struct portal_spec *spec,
	char *const *argv, struct buf *reason)
{
	struct child_spec s = {.argv = argv, .envp = spec->envp, .dir = spec->tmp};
	int ends[2];
	bool ok;

	if (pipe2(ends, O_CLOEXEC))
		return why(reason, "pipe: %s", strerror(errno));
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	s.in = open("/dev/null", O_RDONLY | O_CLOEXEC);
	s.out = ends[1];
	s.err = open_err(spec->tmp);
	ok = child_start(&p->child, &s, reason);
	close(ends[1]);
	close(s.in);
	close(s.err);
	p->out = ends[0];
	if (!ok)
		close(p->out);
	return ok;
}

bool portal_start(struct portal *p, const struct portal_spec *spec, struct list *vars,
	struct buf *reason)
{
	struct list argv;
	struct buf port = {0};
	bool ok;

	if (p->child.pid && child_ended(&p->child))
		close(p->out);
	if (p->child.pid)
		return why(reason, "the portal runs already");
	ok = portal_argv(p, spec, vars, &argv, reason) &&
		portal_launch(p, spec, argv.items, reason);
	list_clear(&argv);
	if (!ok)
		return false;
	if (!read_greeting(p, spec, vars, reason)) {
		portal_stop(p);
		return false;
	}
	buf_printf(&port, "%d", p->port);
	set_var(vars, "PORT", spec->suffix, buf_str(&port));
	buf_clear(&port);
	return true;
}

void portal_drain(struct portal *p)
{
	char part[4096];

	while (p->child.pid && read(p->out, part, sizeof part) > 0)
		;
}

void portal_stop(struct portal *p)
{
	if (!p->child.pid)
		return;
	child_end(&p->child, SIGTERM, GRACE_MS);
	close(p->out);
}
