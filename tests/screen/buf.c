/* buf.c - byte strings, lists, whole files, time limits: what every file here needs */
#include "buf.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static volatile sig_atomic_t interrupted;

static void *grow(void *p, size_t n)
{
	void *q = realloc(p, n);

	if (!q) {
		fputs("walk: out of memory\n", stderr);
		abort();
	}
	return q;
}

void buf_add(struct buf *b, const void *data, size_t n)
{
	if (b->len + n + 1 > b->cap) {
		b->cap = (b->len + n + 1) * 2;
		b->data = grow(b->data, b->cap);
	}
	if (n)
		memcpy(b->data + b->len, data, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *text)
{
	buf_add(b, text, strlen(text));
}

static void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

static void buf_vprintf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	char *text;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		return;
	text = grow(NULL, (size_t)n + 1);
	vsnprintf(text, (size_t)n + 1, fmt, ap);
	buf_add(b, text, (size_t)n);
	free(text);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
}

const char *buf_str(const struct buf *b)
{
	return b->data ? b->data : "";
}

void buf_reset(struct buf *b)
{
	b->len = 0;
	if (b->data)
		b->data[0] = '\0';
}

void buf_clear(struct buf *b)
{
	free(b->data);
	*b = (struct buf){0};
}

bool why(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	buf_reset(b);
	va_start(ap, fmt);
	buf_vprintf(b, fmt, ap);
	va_end(ap);
	return false;
}

void list_init(struct list *l)
{
	l->items = grow(NULL, sizeof *l->items);
	l->items[0] = NULL;
	l->n = 0;
}

void list_add(struct list *l, const char *text)
{
	size_t n = strlen(text) + 1;

	l->items = grow(l->items, (l->n + 2) * sizeof *l->items);
	l->items[l->n] = memcpy(grow(NULL, n), text, n);
	l->items[++l->n] = NULL;
}

void list_clear(struct list *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->items[i]);
	free(l->items);
	*l = (struct list){0};
}

static bool names(const char *pair, const char *name, size_t name_len)
{
	return !strncmp(pair, name, name_len) && pair[name_len] == '=';
}

void list_unset(struct list *l, const char *name)
{
	for (size_t i = 0; i < l->n; i++) {
		if (!names(l->items[i], name, strlen(name)))
			continue;
		free(l->items[i]);
		l->items[i] = l->items[--l->n];
		l->items[l->n] = NULL;
		return;
	}
}

void list_set(struct list *l, const char *name, const char *value)
{
	struct buf pair = {0};

	buf_printf(&pair, "%s=%s", name, value);
	list_unset(l, name);
	list_add(l, buf_str(&pair));
	buf_clear(&pair);
}

const char *list_get(const struct list *l, const char *name, size_t name_len)
{
	for (size_t i = 0; i < l->n; i++)
		if (names(l->items[i], name, name_len))
			return l->items[i] + name_len + 1;
	return NULL;
}

bool file_read(const char *path, struct buf *out, struct buf *reason)
{
	FILE *f = fopen(path, "r");
	char part[4096];
	size_t n;
	bool ok;

	if (!f)
		return why(reason, "%s: %s", path, strerror(errno));
	buf_reset(out);
	while ((n = fread(part, 1, sizeof part, f)))
		buf_add(out, part, n);
	ok = !ferror(f);
	fclose(f);
	return ok || why(reason, "%s: cannot be read", path);
}

static void make_folders(const char *path)
{
	struct buf part = {0};

	for (const char *p = strchr(path + 1, '/'); p; p = strchr(p + 1, '/')) {
		buf_reset(&part);
		buf_add(&part, path, (size_t)(p - path));
		mkdir(buf_str(&part), 0777);
	}
	buf_clear(&part);
}

bool file_write(const char *path, const char *data, size_t n, struct buf *reason)
{
	FILE *f;
	bool ok;

	make_folders(path);
	f = fopen(path, "w");
	if (!f)
		return why(reason, "%s: %s", path, strerror(errno));
	ok = fwrite(data, 1, n, f) == n;
	ok = !fclose(f) && ok;
	return ok || why(reason, "%s: cannot be written", path);
}

long clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool clock_passed(long limit)
{
	return interrupted || clock_ms() >= limit;
}

bool clock_interrupted(void)
{
	return interrupted;
}

static void on_signal(int sig)
{
	interrupted = sig;
}

/* Handled, so that it ends a poll. */
static void on_child(int sig)
{
	(void)sig;
}

void clock_watch_signals(void)
{
	struct sigaction a = {.sa_handler = on_signal};

	sigemptyset(&a.sa_mask);
	sigaction(SIGINT, &a, NULL);
	sigaction(SIGTERM, &a, NULL);
	sigaction(SIGHUP, &a, NULL);
	a.sa_handler = on_child;
	sigaction(SIGCHLD, &a, NULL);
	a.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &a, NULL);
}
