/* feed.c - a JSON Feed from a loopback server into the archive: memory and speed
 *
 * Beside bantin's own time stands, in the same run and on the same data, what the parts
 * cost that it cannot do without: the bytes through a socket, jansson's parse of the
 * whole, SQLite's inserts of the same rows and words.
 */
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
#include <sqlite3.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/mem.h>
#include <bantin/text/html.h>

#define BANTIN TESTS_DIR "/../build/bantin"
#define CONTENT TESTS_DIR "/portal/content"

enum {
	SMALL = 50 << 10,	/* bytes of a feed */
	LARGE = 50 << 20,
	TIMED = 8 << 20,
	RUNS = 3		/* of each work; the best counts */
};

struct corpus {
	struct buf *html, *text;
	size_t count, cap, text_cap;
};

struct server {
	pid_t pid;
	char url[64];
	unsigned port;
};

static void die(const char *what)
{
	fprintf(stderr, "bench-feed: %s\n", what);
	exit(1);
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- the feed --- */

static int is_article(const struct dirent *d)
{
	return strstr(d->d_name, ".article") != NULL;
}

static void corpus_read(struct corpus *c)
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

static void corpus_clear(struct corpus *c)
{
	for (size_t i = 0; i < c->count; i++) {
		buf_clear(&c->html[i]);
		buf_clear(&c->text[i]);
	}
	free(c->html);
	free(c->text);
}

static const char head[] = "{\"version\":\"https://jsonfeed.org/version/1.1\","
			   "\"title\":\"Xã\",\"items\":[";

static void item_add(struct buf *out, const struct corpus *c, size_t i)
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

/* --- the server --- */

static bool send_all(int fd, const char *p, size_t n)
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

/* Items until `size` bytes are full; the end of the connection ends the body. */
static void serve_one(int fd, const struct corpus *c, size_t size)
{
	static const char ok[] = "HTTP/1.1 200 OK\r\nConnection: close\r\n"
				 "Content-Type: application/feed+json\r\n\r\n";
	struct buf piece = {0};
	char request[4096];
	size_t sent = 0;

	if (read(fd, request, sizeof(request)) <= 0)
		return;
	buf_adds(&piece, ok);
	buf_adds(&piece, head);
	for (size_t i = 0; sent < size; i++) {
		item_add(&piece, c, i);
		if (!send_all(fd, piece.s, piece.len))
			break;
		sent += piece.len;
		buf_reset(&piece);
	}
	send_all(fd, "]}", 2);
	buf_clear(&piece);
}

static void server_start(struct server *s, const struct corpus *c, size_t size)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0), client;

	if (fd < 0 || bind(fd, (struct sockaddr *)&at, len) < 0 || listen(fd, 8) < 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &len) < 0 || (s->pid = fork()) < 0)
		die("no server");
	s->port = ntohs(at.sin_port);
	snprintf(s->url, sizeof(s->url), "http://127.0.0.1:%u/feed.json", s->port);
	if (s->pid == 0) {
		signal(SIGPIPE, SIG_IGN);
		while ((client = accept(fd, NULL, NULL)) >= 0) {
			serve_one(client, c, size);
			close(client);
		}
		_exit(0);
	}
	close(fd);
}

static void server_stop(struct server *s)
{
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
}

/* Bytes of the whole answer. */
static size_t fetch(const struct server *s, struct buf *body)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
				 .sin_port = htons((uint16_t)s->port),
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char bytes[1 << 14];
	size_t all = 0;
	ssize_t n;

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0 ||
	    !send_all(fd, "GET /\r\n\r\n", 9))
		die("no connection");
	while ((n = read(fd, bytes, sizeof(bytes))) > 0) {
		all += (size_t)n;
		if (body)
			buf_add(body, bytes, (size_t)n);
	}
	close(fd);
	return all;
}

/* --- bantin itself --- */

static void run(const char *const *argv)
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

/* Seconds of a first sync in a new profile below place. */
static double sync_once(const struct server *s, const char *place, int number)
{
	const char *const add[] = {"bantin", "portal", "add",
				   s->url,   "--name", "xa",  NULL};
	const char *const sync[] = {"bantin", "sync", NULL};
	char home[4096];

	snprintf(home, sizeof(home), "%s/%d", place, number);
	setenv("BANTIN_HOME", home, 1);
	run(add);
	double from = now();
	run(sync);
	return now() - from;
}

/* KiB of the largest child so far. The parent must still be small: a child begins with
 * what its parent had. */
static long largest_child(void)
{
	struct rusage u;

	getrusage(RUSAGE_CHILDREN, &u);
	return u.ru_maxrss;
}

static void print_memory(const struct corpus *c, const char *place)
{
	static const size_t sizes[] = {SMALL, LARGE};
	long kib[2];

	for (int i = 0; i < 2; i++) {
		struct server s;
		server_start(&s, c, sizes[i]);
		sync_once(&s, place, i);
		kib[i] = largest_child();
		server_stop(&s);
	}
	printf("memory of a sync: %ld KiB for a feed of %d kB, %ld KiB for one of %d MB: "
	       "%+ld KiB (at most 4096)\n", kib[0], SMALL >> 10, kib[1], LARGE >> 20,
	       kib[1] - kib[0]);
}

/* --- what cannot be done without --- */

static double parse_once(const struct buf *answer)
{
	const char *body = strstr(answer->s, "\r\n\r\n") + 4;
	double from = now();
	json_t *top = json_loadb(body, answer->len - (size_t)(body - answer->s), 0, NULL);

	if (!top)
		die("jansson does not take the feed");
	double took = now() - from;
	json_decref(top);
	return took;
}

static void sql(sqlite3 *db, const char *text)
{
	if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
}

static void put(sqlite3_stmt *s, int64_t id, const char *title, const struct buf *text)
{
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_text(s, 2, title, -1, SQLITE_STATIC);
	sqlite3_bind_text(s, 3, text->s, (int)text->len, SQLITE_STATIC);
	sqlite3_step(s);
	if (sqlite3_reset(s) != SQLITE_OK)
		die("SQLite does not take a row");
}

/* Rows and words, in one transaction, with one index and SQLite's own tokenizer. */
static double insert_once(const struct corpus *c, size_t items, const char *place,
			  int number)
{
	char path[4096], title[64];
	sqlite3 *db;
	sqlite3_stmt *row, *words;

	snprintf(path, sizeof(path), "%s/%d.db", place, number);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		die("no database");
	sql(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
		"CREATE TABLE article (id INTEGER PRIMARY KEY, title TEXT, body TEXT);"
		"CREATE UNIQUE INDEX article_title ON article (title);"
		"CREATE VIRTUAL TABLE search USING fts5 (title, body, content = '')");
	double from = now();
	sql(db, "BEGIN");
	sqlite3_prepare_v2(db, "INSERT INTO article VALUES (?, ?, ?)", -1, &row, NULL);
	sqlite3_prepare_v2(db, "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
			   -1, &words, NULL);
	for (size_t i = 0; i < items; i++) {
		snprintf(title, sizeof(title), "Tin số %zu của xã", i);
		put(row, (int64_t)i + 1, title, &c->html[i % c->count]);
		put(words, (int64_t)i + 1, title, &c->text[i % c->count]);
	}
	sql(db, "COMMIT");
	double took = now() - from;
	sqlite3_finalize(row);
	sqlite3_finalize(words);
	sqlite3_close(db);
	return took;
}

static void print_row(const char *name, double took, size_t items, size_t bytes,
		      double floor)
{
	printf("%-28s %8.3f s %10.0f items/s %8.1f MB/s %8.2f\n", name, took,
	       (double)items / took, (double)bytes / took / 1e6, took / floor);
}

static size_t count_items(const struct buf *answer)
{
	size_t n = 0;

	for (const char *p = answer->s; (p = strstr(p, "{\"id\":\"tin/")); p++)
		n++;
	return n;
}

static void keep_best(double *best, double took)
{
	if (*best <= 0 || took < *best)
		*best = took;
}

static void print_speed(const struct corpus *c, const char *place)
{
	double bantin = 0, socket_alone = 0, jansson = 0, sqlite = 0;
	struct server s;
	struct buf answer;

	server_start(&s, c, TIMED);
	buf_init(&answer, TIMED * 2);
	fetch(&s, &answer);
	size_t items = count_items(&answer);
	for (int i = 0; i < RUNS; i++) {
		double from = now();
		fetch(&s, NULL);
		keep_best(&socket_alone, now() - from);
		keep_best(&jansson, parse_once(&answer));
		keep_best(&sqlite, insert_once(c, items, place, i));
		keep_best(&bantin, sync_once(&s, place, 10 + i));
	}
	double floor = jansson + sqlite;
	printf("a feed of %zu items, %zu bytes; last column: jansson and SQLite are 1\n",
	       items, answer.len);
	print_row("the bytes through a socket", socket_alone, items, answer.len, floor);
	print_row("jansson alone", jansson, items, answer.len, floor);
	print_row("SQLite alone", sqlite, items, answer.len, floor);
	print_row("bantin sync, all of it", bantin, items, answer.len, floor);
	server_stop(&s);
	buf_clear(&answer);
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

int main(void)
{
	char place[] = "/tmp/bantin-bench-XXXXXX";
	struct corpus c = {0};

	if (!mkdtemp(place))
		die("no folder");
	corpus_read(&c);
	print_memory(&c, place);
	print_speed(&c, place);
	corpus_clear(&c);
	return nftw(place, remove_one, 8, FTW_DEPTH | FTW_PHYS) == 0 ? 0 : 1;
}
