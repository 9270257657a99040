/* feed.h - articles, a feed of them and small helpers, for the benches of reading */
#ifndef BENCH_FEED_H
#define BENCH_FEED_H

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <jansson.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/mem.h>
#include <bantin/text/html.h>

#define BANTIN TESTS_DIR "/../build/bantin"
#define CONTENT TESTS_DIR "/portal/content"

struct corpus {
	struct buf *html, *text;
	size_t count, cap, text_cap;
};

static inline void die(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(1);
}

static inline double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline int is_article(const struct dirent *d)
{
	return strstr(d->d_name, ".article") != NULL;
}

static inline void corpus_read(struct corpus *c)
{
	struct dirent **list;
	int n = scandir(CONTENT, &list, is_article, alphasort);

	for (int i = 0; i < n; i++) {
		char *path = file_join(CONTENT, list[i]->d_name);
		c->html = mem_grow(c->html, &c->cap, c->count + 1, sizeof(*c->html));
		c->text = mem_grow(c->text, &c->text_cap, c->count + 1, sizeof(*c->text));
		struct buf *html = &c->html[c->count], *text = &c->text[c->count++];
		if (!file_read(path, 1 << 20, html, NULL))
			die("an article cannot be read");
		html_text(html->s, html->len, text);
		free(path);
		free(list[i]);
	}
	if (n <= 0)
		die("there are no articles");
	free(list);
}

static inline void corpus_clear(struct corpus *c)
{
	for (size_t i = 0; i < c->count; i++) {
		buf_clear(&c->html[i]);
		buf_clear(&c->text[i]);
	}
	free(c->html);
	free(c->text);
}

static const char feed_head[] = "{\"version\":\"https://jsonfeed.org/version/1.1\","
			   "\"title\":\"Xã\",\"items\":[";

static inline void item_add(struct buf *out, const struct corpus *c, size_t i)
{
	json_t *item = json_pack("{s:o, s:o, s:s, s:o, s:s, s:[s], s:[{s:s}]}", "id",
				 json_sprintf("tin/%zu", i), "title",
				 json_sprintf("Tin số %zu của xã", i), "content_html",
				 c->html[i % c->count].s, "date_published",
				 json_sprintf("2020-08-%02zuT%02zu:%02zu:00+07:00",
					      1 + i / 1440 % 28, i / 60 % 24, i % 60),
				 "summary", "Ủy ban nhân dân xã thông báo.", "tags",
				 "Thông báo", "authors", "name", "Ban biên tập");
	char *text = json_dumps(item, JSON_COMPACT);

	buf_addf(out, "%s%s", i ? "," : "", text ? text : "");
	free(text);
	json_decref(item);
}

static inline bool send_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t sent = write(fd, p, n);
		if (sent <= 0)
			return false;
		p += sent;
		n -= (size_t)sent;
	}
	return true;
}

static inline void run(const char *const *argv)
{
	int status = 1;
	pid_t pid = fork();

	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);
		dup2(null, STDOUT_FILENO);
		execv(BANTIN, (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0)
		die("bantin failed");
}

static inline int remove_one(const char *path, const struct stat *st, int kind,
			     struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

#endif
