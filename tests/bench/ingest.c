/* ingest.c - ten thousand articles, packed, from a loopback server into the archive
 *
 * Beside bantin's time stands, in the same run and on the same data, the least that such
 * work takes: the bytes through a socket, unpacked, parsed whole by jansson and put into
 * one SQLite table, then the same words into one FTS5 index. newsboat and sfeed, where
 * they are installed, read the same articles as Atom.
 */
#include "feed.h"

#include <math.h>
#include <sys/mman.h>

#include <sqlite3.h>
#include <zlib.h>

enum {
	ITEMS = 10000,
	RUNS = 3,		/* of each work; the best counts */
	LOOK = 5,		/* ms between two looks at an archive */
	UNPACKED_MAX = 256 << 20
};

/* What the server says to who knows its ETag. */
enum says { ALL_AGAIN, NOT_MODIFIED };

struct server {
	pid_t pid;
	unsigned port;
	volatile enum says *says;	/* shared */
};

struct body {
	struct buf plain, packed;
};

static void pack(struct body *b)
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

static void make_feed(const struct corpus *c, struct body *b)
{
	buf_init(&b->plain, UNPACKED_MAX);
	buf_adds(&b->plain, feed_head);
	for (size_t i = 0; i < ITEMS; i++)
		item_add(&b->plain, c, i);
	buf_adds(&b->plain, "]}");
	pack(b);
}

static void add_escaped(struct buf *out, const struct buf *html)
{
	for (size_t i = 0; i < html->len; i++)
		switch (html->s[i]) {
		case '<': buf_adds(out, "&lt;"); break;
		case '&': buf_adds(out, "&amp;"); break;
		default: buf_addc(out, html->s[i]); break;
		}
}

static void make_atom(const struct corpus *c, struct body *b)
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

static void serve_one(const struct server *s, int fd, const struct body *feed,
		      const struct body *atom)
{
	char request[4096] = "", head[512];
	ssize_t n = read(fd, request, sizeof(request) - 1);

	if (n <= 0)
		return;
	bool old = strstr(request, "If-None-Match") && *s->says == NOT_MODIFIED;
	bool json = strstr(request, "/feed.json ");
	const struct buf *b = json ? &feed->packed : &atom->packed;
	int len = snprintf(head, sizeof(head), "HTTP/1.1 %s\r\nETag: \"a\"\r\n"
			   "Content-Type: application/%s\r\nContent-Encoding: gzip\r\n"
			   "Content-Length: %zu\r\nConnection: close\r\n\r\n",
			   old ? "304 Not Modified" : "200 OK",
			   json ? "feed+json" : "atom+xml", old ? 0 : b->len);
	if (!strstr(request, "feed."))
		send_all(fd, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", 45);
	else if (send_all(fd, head, (size_t)len) && !old)
		send_all(fd, b->s, b->len);
}

static void server_start(struct server *s, const struct body *feed,
			 const struct body *atom)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t len = sizeof(at);
	FILE *shared = tmpfile();
	int fd = socket(AF_INET, SOCK_STREAM, 0), client;

	if (!shared || ftruncate(fileno(shared), sizeof(*s->says)) != 0 || fd < 0 ||
	    bind(fd, (struct sockaddr *)&at, len) < 0 || listen(fd, 8) < 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &len) < 0)
		die("no server");
	s->port = ntohs(at.sin_port);
	s->says = mmap(NULL, sizeof(*s->says), PROT_READ | PROT_WRITE, MAP_SHARED,
		       fileno(shared), 0);
	fclose(shared);
	if (s->says == MAP_FAILED || (s->pid = fork()) < 0)
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

/* --- what cannot be done without --- */

static void fetch(const struct server *s, struct buf *body)
{
	struct sockaddr_in to = {.sin_family = AF_INET,
				 .sin_port = htons((uint16_t)s->port),
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	static const char ask[] = "GET /feed.json HTTP/1.1\r\n\r\n";
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char bytes[1 << 14];
	ssize_t n;

	if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof(to)) < 0 ||
	    !send_all(fd, ask, sizeof(ask) - 1))
		die("no connection");
	while ((n = read(fd, bytes, sizeof(bytes))) > 0)
		buf_add(body, bytes, (size_t)n);
	close(fd);
}

static void unpack(const struct buf *answer, struct buf *plain)
{
	const char *body = strstr(answer->s, "\r\n\r\n") + 4;
	static unsigned char piece[1 << 16];
	z_stream z = {0};
	int more;

	z.next_in = (unsigned char *)(uintptr_t)body;
	z.avail_in = (unsigned)(answer->len - (size_t)(body - answer->s));
	if (inflateInit2(&z, 15 + 16) != Z_OK)
		die("no zlib");
	do {
		z.next_out = piece;
		z.avail_out = sizeof(piece);
		more = inflate(&z, Z_NO_FLUSH);
		buf_add(plain, piece, sizeof(piece) - z.avail_out);
	} while (more == Z_OK);
	inflateEnd(&z);
	if (more != Z_STREAM_END)
		die("zlib does not unpack the feed");
}

static void sql(sqlite3 *db, const char *text)
{
	if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
}

static void put(sqlite3_stmt *s, int64_t id, const char *a, const char *b, const char *c)
{
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_text(s, 2, a, -1, SQLITE_STATIC);
	sqlite3_bind_text(s, 3, b, -1, SQLITE_STATIC);
	if (c)
		sqlite3_bind_text(s, 4, c, -1, SQLITE_STATIC);
	sqlite3_step(s);
	if (sqlite3_reset(s) != SQLITE_OK)
		die("SQLite does not take a row");
}

static const char *word(const json_t *item, const char *key)
{
	const char *s = json_string_value(json_object_get(item, key));

	return s ? s : "";
}

static void put_rows(sqlite3 *db, const json_t *items)
{
	sqlite3_stmt *row;
	const json_t *item;
	size_t i;

	sql(db, "BEGIN");
	sqlite3_prepare_v2(db, "INSERT INTO article VALUES (?, ?, ?, ?)", -1, &row, NULL);
	json_array_foreach(items, i, item)
		put(row, (int64_t)i + 1, word(item, "id"), word(item, "title"),
		    word(item, "content_html"));
	sqlite3_finalize(row);
	sql(db, "COMMIT");
}

static void put_words(sqlite3 *db, const struct corpus *c, const json_t *items)
{
	sqlite3_stmt *words;
	const json_t *item;
	size_t i;

	sql(db, "BEGIN");
	sqlite3_prepare_v2(db, "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
			   -1, &words, NULL);
	json_array_foreach(items, i, item)
		put(words, (int64_t)i + 1, word(item, "title"),
		    c->text[i % c->count].s, NULL);
	sqlite3_finalize(words);
	sql(db, "COMMIT");
}

struct times {
	double readable, searchable, again, same;	/* seconds; 0: not done */
	double cpu, cpu_again;				/* of both, user and system */
	long kib;					/* of a first reading */
};

static void keep_best(double *best, double took)
{
	if (*best <= 0 || took < *best)
		*best = took;
}

static double cpu_of(int who)
{
	struct rusage u;

	getrusage(who, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

/* One key, one index, SQLite's own tokenizer, one transaction for each half. */
static void floor_once(const struct server *s, const struct corpus *c, const char *place,
		       int number, struct times *best)
{
	struct buf answer, plain;
	char path[4096];
	sqlite3 *db;

	snprintf(path, sizeof(path), "%s/floor%d.db", place, number);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		die("no database");
	sql(db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;"
		"CREATE TABLE article (id INTEGER PRIMARY KEY, key TEXT UNIQUE,"
		" title TEXT, body TEXT);"
		"CREATE VIRTUAL TABLE search USING fts5 (title, body, content = '')");
	buf_init(&answer, UNPACKED_MAX);
	buf_init(&plain, UNPACKED_MAX);
	double from = now(), cpu = cpu_of(RUSAGE_SELF);
	fetch(s, &answer);
	unpack(&answer, &plain);
	json_t *top = json_loadb(plain.s, plain.len, 0, NULL);
	const json_t *items = json_object_get(top, "items");
	if (json_array_size(items) != ITEMS)
		die("jansson does not take the feed");
	put_rows(db, items);
	keep_best(&best->readable, now() - from);
	put_words(db, c, items);
	keep_best(&best->searchable, now() - from);
	keep_best(&best->cpu, cpu_of(RUSAGE_SELF) - cpu);
	json_decref(top);
	sqlite3_close(db);
	buf_clear(&answer);
	buf_clear(&plain);
}

/* --- bantin itself --- */

/* Of an archive that another process may be writing; -1 where it is not there yet. */
static int64_t look(const char *archive, const char *query)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *s = NULL;
	int64_t n = -1;

	if (sqlite3_open_v2(archive, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, query, -1, &s, NULL) == SQLITE_OK &&
	    sqlite3_step(s) == SQLITE_ROW)
		n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	sqlite3_close(db);
	return n;
}

static pid_t start(const char *const *argv)
{
	pid_t pid = fork();

	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	return pid;
}

/* Raises *kib to the most that the process has had since it became another program;
 * rusage counts what it was before. */
static void note_memory(pid_t pid, long *kib)
{
	char path[64], line[256];
	long seen;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)pid);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "VmHWM: %ld", &seen) == 1 && seen > *kib)
			*kib = seen;
	if (f)
		fclose(f);
}

static void rest(void)
{
	const struct timespec pause = {0, LOOK * 1000000};

	nanosleep(&pause, NULL);
}

/* Seconds of a program that ends; its largest memory where kib is not NULL. */
static double run_whole(const char *const *argv, long *kib)
{
	int status = 1;
	double from = now();
	pid_t pid = start(argv);

	for (; pid > 0 && waitpid(pid, &status, kib ? WNOHANG : 0) == 0; rest())
		note_memory(pid, kib);
	return pid > 0 && status == 0 ? now() - from : NAN;
}

/* Readable is when all rows are there, looked at from beside; searchable when all of
 * them are in the index too, or the program ended. */
static void first_sync(const char *archive, struct times *best)
{
	static const char *const argv[] = {BANTIN, "sync", NULL};
	static const char rows[] = "SELECT count(*) FROM article";
	double from = now(), readable = 0, cpu = cpu_of(RUSAGE_CHILDREN);
	int status = 0;
	pid_t pid = start(argv);

	for (; waitpid(pid, &status, WNOHANG) == 0; rest()) {
		if (readable <= 0 && look(archive, rows) == ITEMS)
			readable = now() - from;
		note_memory(pid, &best->kib);
	}
	double all = now() - from;
	if (status != 0 || look(archive, rows) != ITEMS ||
	    look(archive, "SELECT count(*) FROM article WHERE doc = 0") != 0)
		die("bantin did not read the feed");
	keep_best(&best->readable, readable > 0 ? readable : all);
	keep_best(&best->searchable, all);
	keep_best(&best->cpu, cpu_of(RUSAGE_CHILDREN) - cpu);
}

static void bantin_once(struct server *s, const char *place, int number,
			struct times *best)
{
	char url[64], home[4096], archive[8192];
	const char *const add[] = {"bantin", "portal", "add", url, "--name", "xa", NULL};
	static const char *const sync[] = {BANTIN, "sync", NULL};

	snprintf(url, sizeof(url), "http://127.0.0.1:%u/feed.json", s->port);
	snprintf(home, sizeof(home), "%s/%d", place, number);
	snprintf(archive, sizeof(archive), "%s/archive.db", home);
	setenv("BANTIN_HOME", home, 1);
	*s->says = ALL_AGAIN;
	run(add);
	first_sync(archive, best);
	double cpu = cpu_of(RUSAGE_CHILDREN);
	keep_best(&best->again, run_whole(sync, NULL));
	keep_best(&best->cpu_again, cpu_of(RUSAGE_CHILDREN) - cpu);
	*s->says = NOT_MODIFIED;
	keep_best(&best->same, run_whole(sync, NULL));
}

/* --- the others --- */

static void shell_once(const char *command, struct times *best, bool memory)
{
	const char *const argv[] = {"sh", "-c", command, NULL};
	double cpu = cpu_of(RUSAGE_CHILDREN);
	double took = run_whole(argv, memory ? &best->kib : NULL);

	if (isnan(took))
		return;
	keep_best(&best->readable, took);
	keep_best(&best->cpu, cpu_of(RUSAGE_CHILDREN) - cpu);
	cpu = cpu_of(RUSAGE_CHILDREN);
	keep_best(&best->again, run_whole(argv, NULL));
	keep_best(&best->cpu_again, cpu_of(RUSAGE_CHILDREN) - cpu);
}

static void peers_once(const struct server *s, const char *place, int number,
		       struct times *newsboat, struct times *sfeed)
{
	char command[9000];

	*s->says = ALL_AGAIN;
	snprintf(command, sizeof(command), "cd %s && echo http://127.0.0.1:%u/feed.xml "
		 ">urls && : >config && exec newsboat -x reload -u urls -C config -c "
		 "news%d.db", place, s->port, number);
	shell_once(command, newsboat, true);
	snprintf(command, sizeof(command), "command -v sfeed >%s/which || exit 1; curl -s "
		 "--compressed http://127.0.0.1:%u/feed.xml | sfeed >%s/sfeed", place,
		 s->port, place);
	shell_once(command, sfeed, false);
}

static void print_time(double took)
{
	if (took > 0)
		printf(" %10.3f", took);
	else
		printf(" %10s", "-");
}

static void print_row(const char *name, const struct times *t)
{
	printf("%-26s", name);
	print_time(t->readable);
	print_time(t->searchable);
	print_time(t->again);
	print_time(t->same);
	print_time(t->cpu);
	print_time(t->cpu_again);
	if (t->kib > 0)
		printf(" %8ld\n", t->kib);
	else
		printf(" %8s\n", "-");
}

static void print_all(const struct corpus *c, const char *place)
{
	struct times least = {0}, bantin = {0}, newsboat = {0}, sfeed = {0};
	struct body feed = {0}, atom = {0};
	struct server s;

	make_feed(c, &feed);
	make_atom(c, &atom);
	server_start(&s, &feed, &atom);
	for (int i = 0; i < RUNS; i++) {
		floor_once(&s, c, place, i, &least);
		bantin_once(&s, place, i, &bantin);
		peers_once(&s, place, i, &newsboat, &sfeed);
	}
	printf("%d articles, %zu bytes, packed %zu; seconds, the best of %d\n", ITEMS,
	       feed.plain.len, feed.packed.len, RUNS);
	printf("%-26s %10s %10s %10s %10s %10s %10s %8s\n", "", "readable", "searchable",
	       "all again", "304", "CPU first", "CPU again", "KiB");
	print_row("gunzip, jansson, SQLite", &least);
	print_row("bantin sync", &bantin);
	print_row("newsboat -x reload", &newsboat);
	print_row("curl | sfeed", &sfeed);
	printf("bantin by the least: readable %.2f, searchable %.2f, CPU %.2f\n",
	       bantin.readable / least.readable, bantin.searchable / least.searchable,
	       bantin.cpu / least.cpu);
	kill(s.pid, SIGKILL);
	waitpid(s.pid, NULL, 0);
	buf_clear(&feed.plain);
	buf_clear(&feed.packed);
	buf_clear(&atom.plain);
	buf_clear(&atom.packed);
}

int main(void)
{
	char place[] = "/tmp/bantin-bench-XXXXXX";
	struct corpus c = {0};

	if (!mkdtemp(place))
		die("no folder");
	corpus_read(&c);
	print_all(&c, place);
	corpus_clear(&c);
	return nftw(place, remove_one, 8, FTW_DEPTH | FTW_PHYS) == 0 ? 0 : 1;
}
