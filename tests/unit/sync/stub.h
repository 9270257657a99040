/* stub.h - a server of canned answers for what the sample portal would never say */
#ifndef TEST_STUB_H
#define TEST_STUB_H

#include <sys/mman.h>

#include "sample.h"

struct stub_page {
	const char *path;	/* with its query; the first that fits is served */
	const char *head;	/* status line and header lines, each ended by \r\n */
	const char *body;	/* "@" is http://127.0.0.1:PORT, "~" http://localhost:PORT;
				 * NULL: no answer ever */
};

#define STUB_FEED "HTTP/1.1 200 OK\r\nContent-Type: application/feed+json\r\n"
#define STUB_HTML "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

struct stub {
	pid_t pid;
	char url[64];		/* with a slash at its end */
	unsigned port;
};

static inline void stub_fill(struct buf *out, const char *text, const char *base)
{
	for (; *text; text++) {
		if (*text == '@')
			buf_adds(out, base);
		else if (*text == '~')
			buf_addf(out, "http://localhost%s", strrchr(base, ':'));
		else
			buf_addc(out, *text);
	}
}

/* False where the connection is to stay open without a word. */
static inline bool stub_answer(int fd, const struct stub_page *pages, const char *base)
{
	char request[8192];
	struct buf out = {0}, body = {0};
	char path[256] = "";
	size_t len = 0;
	ssize_t n;

	request[0] = '\0';
	while (!strstr(request, "\r\n\r\n") && len < sizeof(request) - 1 &&
	       (n = read(fd, request + len, sizeof(request) - 1 - len)) > 0) {
		len += (size_t)n;
		request[len] = '\0';
	}
	sscanf(request, "%*s %255s", path);
	while (pages->path && strcmp(pages->path, path) != 0)
		pages++;
	if (pages->path && !pages->body)
		return false;
	if (pages->path)
		stub_fill(&body, pages->body, base);
	stub_fill(&out, pages->path ? pages->head : "HTTP/1.1 404 Not Found\r\n", base);
	buf_addf(&out, "Content-Length: %zu\r\nConnection: close\r\n\r\n%s", body.len,
		 buf_str(&body));
	for (size_t at = 0; at < out.len; at += (size_t)n)
		if ((n = write(fd, out.s + at, out.len - at)) <= 0)
			break;
	shutdown(fd, SHUT_WR);
	buf_clear(&out);
	buf_clear(&body);
	return true;
}

static inline void stub_serve(int fd, const struct stub_page *pages, const char *base)
{
	for (;;) {
		int client = accept(fd, NULL, NULL);

		if (client < 0)
			_exit(1);
		if (stub_answer(client, pages, base))
			close(client);
	}
}

static inline void stub_start(struct stub *s, const struct stub_page *pages)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char base[64];

	assert_true(fd >= 0 && bind(fd, (struct sockaddr *)&at, size) == 0 &&
		    listen(fd, 16) == 0 &&
		    getsockname(fd, (struct sockaddr *)&at, &size) == 0);
	s->port = ntohs(at.sin_port);
	snprintf(base, sizeof(base), "http://127.0.0.1:%u", s->port);
	snprintf(s->url, sizeof(s->url), "http://127.0.0.1:%u/", s->port);
	s->pid = fork();
	assert_true(s->pid >= 0);
	if (s->pid == 0) {
		signal(SIGPIPE, SIG_IGN);
		alarm(60);	/* a failing test stops nobody */
		int null = open("/dev/null", O_RDWR);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		stub_serve(fd, pages, base);
	}
	close(fd);
}

/* A copy of n pages, and an end, that can be changed while the stub runs: to words that
 * were there when it started. */
static inline struct stub_page *stub_pages(const struct stub_page *pages, size_t n)
{
	FILE *shared = tmpfile();

	assert_true(shared &&
		    ftruncate(fileno(shared), (off_t)((n + 1) * sizeof(*pages))) == 0);
	struct stub_page *copy = mmap(NULL, (n + 1) * sizeof(*pages),
				      PROT_READ | PROT_WRITE, MAP_SHARED,
				      fileno(shared), 0);
	fclose(shared);
	assert_true(copy != MAP_FAILED);
	memcpy(copy, pages, n * sizeof(*pages));
	return copy;
}

static inline void stub_pages_free(struct stub_page *pages, size_t n)
{
	munmap(pages, (n + 1) * sizeof(*pages));
}

static inline void stub_stop(struct stub *s)
{
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
}

#endif
