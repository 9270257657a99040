/* serve.c - the hostile portal: it listens, forks, reads a request, lets an attack answer */
#define _GNU_SOURCE
#include "serve.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { LIFE = 600 };	/* seconds of a connection: nothing outlives a test for long */

static int log_fd = -1;

/* --- what attacks are made of ----------------------------------------------------- */

void put(struct conn *c, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = send(c->fd, p, n, MSG_NOSIGNAL);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			_exit(0);
		p += done;
		n -= (size_t)done;
	}
}

void puts_to(struct conn *c, const char *s)
{
	put(c, s, strlen(s));
}

void printf_to(struct conn *c, const char *fmt, ...)
{
	char text[16384];
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	put(c, text, n < (int)sizeof(text) ? (size_t)n : sizeof(text) - 1);
}

void repeat_to(struct conn *c, const char *s, size_t times)
{
	static char many[1 << 16];
	size_t n = strlen(s), fits = sizeof(many) / n;

	for (size_t i = 0; i < fits && i < times; i++)
		memcpy(many + i * n, s, n);
	for (; times >= fits; times -= fits)
		put(c, many, fits * n);
	put(c, many, times * n);
}

void answer(struct conn *c, const char *status, const char *type, const char *body)
{
	printf_to(c, "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
		     "Connection: close\r\n\r\n", status, type, strlen(body));
	puts_to(c, body);
}

void answer_open(struct conn *c, const char *status, const char *type)
{
	printf_to(c, "HTTP/1.1 %s\r\nContent-Type: %s\r\nConnection: close\r\n\r\n",
		  status, type);
}

void linger(long ms)
{
	struct timespec t = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};

	nanosleep(&t, NULL);
}

/* --- a request -------------------------------------------------------------------- */

static void take_field(const char *head, const char *name, char *out, size_t size)
{
	const char *at = strcasestr(head, name);

	out[0] = '\0';
	if (!at)
		return;
	at += strlen(name);
	snprintf(out, size, "%.*s", (int)strcspn(at, "\r\n"), at);
}

static bool read_more(struct conn *c, char *all, size_t *have)
{
	ssize_t n = recv(c->fd, all + *have, REQUEST_MAX - 1 - *have, 0);

	if (n <= 0)
		return false;
	*have += (size_t)n;
	all[*have] = '\0';
	return true;
}

/* A body that is longer than the room is read no further: the attack answers at once. */
static bool read_request(struct conn *c)
{
	static char all[REQUEST_MAX];
	struct request *q = &c->q;
	char length[32];
	size_t have = 0;
	char *end;

	all[0] = '\0';
	while (!(end = strstr(all, "\r\n\r\n")))
		if (!read_more(c, all, &have))
			return false;
	*end = '\0';
	char *body = end + 4;
	if (sscanf(all, "%7s %4095s", q->method, q->path) != 2)
		return false;
	take_field(all, "\r\nHost: ", q->host, sizeof(q->host));
	take_field(all, "\r\nAuthorization: ", q->auth, sizeof(q->auth));
	take_field(all, "\r\nCookie: ", q->cookie, sizeof(q->cookie));
	take_field(all, "\r\nContent-Length: ", length, sizeof(length));
	size_t want = strtoul(length, NULL, 10);
	while (have - (size_t)(body - all) < want && have < REQUEST_MAX - 1)
		if (!read_more(c, all, &have))
			return false;
	memcpy(q->body, body, have - (size_t)(body - all) + 1);
	return true;
}

static void log_request(const struct request *q)
{
	char line[6000];
	int n = snprintf(line, sizeof(line), "%s http://%s%s auth=%s cookie=%s\n",
			 q->method, q->host, q->path, q->auth, q->cookie);

	if (log_fd >= 0 && write(log_fd, line, (size_t)n) < 0)
		_exit(1);
}

static const struct attack *find(const struct attack *list, const char *path)
{
	size_t n = strcspn(path + 1, "/?");

	for (; list->name; list++)
		if (strlen(list->name) == n && strncmp(list->name, path + 1, n) == 0)
			return list;
	return NULL;
}

static void respond(struct conn *c)
{
	const struct attack *a = find(body_attacks, c->q.path);

	if (!a)
		a = find(line_attacks, c->q.path);
	if (a)
		a->act(c);
	else if (!fields_answer(c))
		answer(c, "404 Not Found", "application/json", "{\"error\": \"no\"}");
}

static void converse(struct conn *c)
{
	alarm(LIFE);
	do {
		c->keep = false;
		if (!read_request(c))
			break;
		log_request(&c->q);
		respond(c);
	} while (c->keep);
	shutdown(c->fd, SHUT_WR);
	_exit(0);
}

/* --- listening --------------------------------------------------------------------- */

static int listen_at(int port, int *got)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port),
				.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof(a);
	int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (fd < 0 || bind(fd, (struct sockaddr *)&a, n) != 0 || listen(fd, 64) != 0 ||
	    getsockname(fd, (struct sockaddr *)&a, &n) != 0)
		return -1;
	*got = ntohs(a.sin_port);
	return fd;
}

static void on_term(int sig)
{
	(void)sig;
	_exit(0);
}

static void accept_one(int fd, int port)
{
	static struct conn c;
	pid_t parent = getpid();

	c = (struct conn){.fd = accept4(fd, NULL, NULL, SOCK_CLOEXEC), .port = port};
	if (c.fd < 0)
		return;
	if (fork() == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() == parent)
			converse(&c);
		_exit(0);
	}
	close(c.fd);
}

/* The other options are those of the sample portal: a walk starts this one like it. */
int serve(int argc, char **argv)
{
	static const struct option options[] = {
		{"port", required_argument, NULL, 'p'},
		{"turn", required_argument, NULL, 't'},
		{"harmless", no_argument, NULL, 'h'},
		{"log", required_argument, NULL, 'l'},
		{"db", required_argument, NULL, 'i'},
		{"token-contributor", required_argument, NULL, 'i'},
		{"token-editor", required_argument, NULL, 'i'},
		{0},
	};
	int o, port = 0, fd;
	size_t turn = 0;
	bool harmless = false;

	while ((o = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (o == 'p')
			port = atoi(optarg);
		else if (o == 't')
			turn = strtoul(optarg, NULL, 10);
		else if (o == 'h')
			harmless = true;
		else if (o == 'l')
			log_fd = open(optarg, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
				      0600);
		else if (o == '?')
			return 2;
	}
	signal(SIGTERM, on_term);
	signal(SIGCHLD, SIG_IGN);
	fields_setup(turn, harmless);
	fd = listen_at(port, &port);
	if (fd < 0)
		return 1;
	printf("url http://127.0.0.1:%d/\ntoken contributor secret-of-the-clerk\n"
	       "token editor secret-of-the-editor\n", port);
	fflush(stdout);
	for (;;)
		accept_one(fd, port);
}
