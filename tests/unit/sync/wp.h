/* wp.h - as much of WordPress as posts need: ids, slugs, states, in a child */
#ifndef TEST_WP_H
#define TEST_WP_H

#include <ctype.h>
#include <sys/mman.h>

#include "sample.h"

enum { WP_POSTS = 4000, WP_TEXT = 64, WP_CONTENT = 512 };

struct wp_post {
	char slug[WP_TEXT], status[WP_TEXT], title[WP_TEXT];
	char content[WP_CONTENT];	/* as JSON writes it */
	int changes;		/* makes modified_gmt */
};

struct wp_site {
	int count;
	struct wp_post post[WP_POSTS];	/* id: index + 1 */
};

struct wp {
	pid_t pid;
	unsigned port;
	char url[64];
	struct wp_site *site;	/* shared with the child */
};

/* What stands between the quotes behind "name": in a body, escapes and all. */
static inline bool wp_field(const char *body, const char *name, char *out, size_t size)
{
	char key[WP_TEXT];
	const char *at;
	size_t n = 0;

	snprintf(key, sizeof(key), "\"%s\":\"", name);
	out[0] = '\0';
	if (!(at = strstr(body, key)))
		return false;
	for (at += strlen(key); *at && *at != '"' && n < size - 2; at++) {
		if (*at == '\\')
			out[n++] = *at++;
		out[n++] = *at;
	}
	out[n] = '\0';
	return true;
}

static inline void wp_json(struct buf *out, const struct wp_site *s, int id)
{
	const struct wp_post *p = &s->post[id - 1];

	buf_addf(out, "{\"id\":%d,\"slug\":\"%s\",\"status\":\"%s\",\"link\":"
		 "\"http://127.0.0.1/?p=%d\",\"title\":{\"raw\":\"%s\"},\"content\":"
		 "{\"raw\":\"%s\"},\"modified_gmt\":\"2026-01-01T%02d:%02d:%02d\"}",
		 id, p->slug, p->status, id, p->title, p->content, p->changes / 3600 % 24,
		 p->changes / 60 % 60, p->changes % 60);
}

static inline void wp_change(struct wp_site *s, int id, const char *body)
{
	struct wp_post *p = &s->post[id - 1];
	char value[WP_CONTENT];

	if (wp_field(body, "status", value, WP_TEXT))
		memcpy(p->status, value, WP_TEXT);
	if (wp_field(body, "slug", value, WP_TEXT))
		memcpy(p->slug, value, WP_TEXT);
	if (wp_field(body, "title", value, WP_TEXT))
		memcpy(p->title, value, WP_TEXT);
	if (wp_field(body, "content", value, WP_CONTENT))
		memcpy(p->content, value, WP_CONTENT);
	p->changes++;
}

/* The posts of a query: those of a slug, those of ids; else none, as all are known. */
static inline void wp_list(struct buf *out, const struct wp_site *s, const char *path)
{
	const char *slug = strstr(path, "slug="), *ids = strstr(path, "include=");
	bool first = true;

	buf_adds(out, "[");
	for (int id = 1; id <= s->count; id++) {
		const struct wp_post *p = &s->post[id - 1];
		bool wanted = slug && p->slug[0] &&
			      strncmp(slug + 5, p->slug, strlen(p->slug)) == 0;

		for (const char *at = ids ? ids + 8 : NULL; at && isdigit(*at);) {
			char *end;
			long asked = strtol(at, &end, 10);
			wanted = wanted || asked == id;
			at = *end == ',' ? end + 1 : strncmp(end, "%2C", 3) == 0
			     ? end + 3 : NULL;
		}
		if (wanted) {
			buf_adds(out, first ? "" : ",");
			wp_json(out, s, id);
			first = false;
		}
	}
	buf_adds(out, "]");
}

/* Into the trash, once. */
static inline int wp_trash(struct wp_site *s, int id, struct buf *out)
{
	struct wp_post *p = &s->post[id - 1];

	if (strcmp(p->status, "trash") == 0) {
		buf_adds(out, "{\"code\":\"rest_already_trashed\",\"message\":\"\"}");
		return 410;
	}
	snprintf(p->status, sizeof(p->status), "trash");
	p->changes++;
	wp_json(out, s, id);
	return 200;
}

static inline int wp_answer(struct wp_site *s, const char *head, const char *body,
			    struct buf *out)
{
	char method[8], path[2048];
	const char *at;

	if (sscanf(head, "%7s %2047s", method, path) != 2)
		return 400;
	bool post = strcmp(method, "POST") == 0;
	if (strstr(path, "/tags?")) {
		buf_adds(out, post ? "{\"id\":7,\"slug\":\"x\"}" : "[]");
		return post ? 201 : 200;
	}
	if (post && strstr(path, "/media")) {
		buf_adds(out, "{\"id\":7,\"source_url\":\"http://127.0.0.1/a.pdf\"}");
		return 201;
	}
	if (strcmp(method, "HEAD") == 0)
		return 204;
	if ((at = strstr(path, "/posts/")) != NULL) {
		int id = (int)strtol(at + strlen("/posts/"), NULL, 10);
		if (id < 1 || id > s->count)
			return 404;
		if (strcmp(method, "DELETE") == 0)
			return wp_trash(s, id, out);
		if (post)
			wp_change(s, id, body);
		wp_json(out, s, id);
		return 200;
	}
	if (post && strstr(path, "/posts")) {
		wp_change(s, ++s->count, body);
		wp_json(out, s, s->count);
		return 201;
	}
	wp_list(out, s, path);
	return 200;
}

/* One request; false: the line broke, and nothing was done. */
static inline bool wp_serve(int fd, struct wp_site *s)
{
	char request[32768];
	struct buf out = {0}, head = {0};
	size_t len = 0, need = 0;
	char *body = NULL;
	ssize_t n;

	request[0] = '\0';
	while (!body || len < need) {
		if ((n = read(fd, request + len, sizeof(request) - 1 - len)) <= 0)
			return false;
		len += (size_t)n;
		request[len] = '\0';
		if (!body && (body = strstr(request, "\r\n\r\n"))) {
			const char *l = strstr(request, "Content-Length: ");
			body += 4;
			need = (size_t)(body - request) +
			       (l ? (size_t)strtol(l + 16, NULL, 10) : 0);
		}
	}
	int status = wp_answer(s, request, body, &out);
	buf_addf(&head, "HTTP/1.1 %d Answer\r\nContent-Type: application/json\r\n"
		 "Content-Length: %zu\r\n\r\n%s", status, out.len, buf_str(&out));
	/* one write: a line that breaks has read it whole or not at all */
	bool ok = write(fd, head.s, head.len) == (ssize_t)head.len;
	buf_clear(&head);
	buf_clear(&out);
	return ok;
}

/* A process each: one that waits for its request holds up nobody. */
static inline void wp_loop(int fd, struct wp_site *s)
{
	signal(SIGPIPE, SIG_IGN);
	signal(SIGCHLD, SIG_IGN);
	for (int client; (client = accept(fd, NULL, NULL)) >= 0; close(client)) {
		if (fork() != 0)
			continue;
		while (wp_serve(client, s))
			;
		_exit(0);
	}
	_exit(1);
}

static inline void wp_start(struct wp *w)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	FILE *shared = tmpfile();

	assert_true(shared && ftruncate(fileno(shared), sizeof(*w->site)) == 0);
	w->site = mmap(NULL, sizeof(*w->site), PROT_READ | PROT_WRITE, MAP_SHARED,
		       fileno(shared), 0);
	fclose(shared);
	assert_true(w->site != MAP_FAILED);
	assert_true(fd >= 0 && bind(fd, (struct sockaddr *)&at, size) == 0 &&
		    listen(fd, 64) == 0 &&
		    getsockname(fd, (struct sockaddr *)&at, &size) == 0);
	w->port = ntohs(at.sin_port);
	w->pid = fork();
	assert_true(w->pid >= 0);
	if (w->pid == 0)
		wp_loop(fd, w->site);
	close(fd);
}

static inline void wp_stop(struct wp *w)
{
	kill(w->pid, SIGKILL);
	waitpid(w->pid, NULL, 0);
	munmap(w->site, sizeof(*w->site));
}

/* How many posts have this title. */
static inline int wp_count(const struct wp *w, const char *title, const char *status)
{
	int n = 0;

	for (int i = 0; i < w->site->count; i++)
		n += strcmp(w->site->post[i].title, title) == 0 &&
		     (!status || strcmp(w->site->post[i].status, status) == 0);
	return n;
}

#endif
