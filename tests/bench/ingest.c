/* ingest.c - ten thousand articles, packed, from a loopback server into the archive
 *
 * Beside bantin's time stands, in the same run and on the same data, the least that such
 * work takes: the bytes through a socket, unpacked, parsed whole by jansson and put into
 * one SQLite table, then the same words into one FTS5 index. newsboat and sfeed, where
 * they are installed, read the same articles as Atom. What it prints are lines of the
 * table (table.sh).
 */
#include "ingest_server.h"

#include <math.h>

#include <sqlite3.h>

enum {
	RUNS = 3,		/* of each work; the best counts */
	LOOK = 5		/* ms between two looks at an archive */
};

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
	double cpu_readable, cpu, cpu_again;		/* user and system */
	long kib;					/* of a first reading */
	long requests, bytes;				/* where nothing has changed */
	long disk;
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
	keep_best(&best->cpu_readable, cpu_of(RUSAGE_SELF) - cpu);
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

/* Of a process that still runs; in hundredths of a second. */
static double cpu_so_far(pid_t pid)
{
	char path[64], line[1024];
	unsigned long user = 0, system = 0;

	snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pid);
	FILE *f = fopen(path, "r");
	if (f && fgets(line, sizeof(line), f))
		sscanf(line, "%*d %*s %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
		       &user, &system);
	if (f)
		fclose(f);
	return (double)(user + system) / (double)sysconf(_SC_CLK_TCK);
}

static long size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (long)st.st_size : 0;
}

/* Readable is when all rows are there, searchable when all of them are in the index too,
 * looked at from beside; at the latest when the program has ended. */
static void first_sync(const char *archive, struct times *best)
{
	static const char *const argv[] = {BANTIN, "sync", NULL};
	static const char rows[] = "SELECT count(*) FROM article";
	static const char waiting[] = "SELECT count(*) FROM article WHERE doc = 0";
	double from = now(), readable = 0, searchable = 0, cpu = cpu_of(RUSAGE_CHILDREN);
	int status = 0;
	pid_t pid = start(argv);

	for (; waitpid(pid, &status, WNOHANG) == 0; rest()) {
		if (readable > 0 && searchable <= 0 && look(archive, waiting) == 0)
			searchable = now() - from;
		if (readable <= 0 && look(archive, rows) == ITEMS) {
			readable = now() - from;
			keep_best(&best->cpu_readable, cpu_so_far(pid));
		}
		note_memory(pid, &best->kib);
	}
	double all = now() - from;
	if (status != 0 || look(archive, rows) != ITEMS || look(archive, waiting) != 0)
		die("bantin did not read the feed");
	keep_best(&best->readable, readable > 0 ? readable : all);
	keep_best(&best->searchable, searchable > 0 ? searchable : all);
	keep_best(&best->cpu, cpu_of(RUSAGE_CHILDREN) - cpu);
	best->disk = size_of(archive);
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
	s->shared->says = ALL_AGAIN;
	run(add);
	first_sync(archive, best);
	double cpu = cpu_of(RUSAGE_CHILDREN);
	keep_best(&best->again, run_whole(sync, NULL));
	keep_best(&best->cpu_again, cpu_of(RUSAGE_CHILDREN) - cpu);
	s->shared->says = NOT_MODIFIED;
	s->shared->requests = s->shared->bytes = 0;
	keep_best(&best->same, run_whole(sync, NULL));
	best->requests = s->shared->requests;
	best->bytes = s->shared->bytes;
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

	s->shared->says = ALL_AGAIN;
	snprintf(command, sizeof(command), "cd %s && echo http://127.0.0.1:%u/feed.xml "
		 ">urls && : >config && exec newsboat -x reload -u urls -C config -c "
		 "news%d.db", place, s->port, number);
	shell_once(command, newsboat, true);
	snprintf(command, sizeof(command), "%s/news%d.db", place, number);
	newsboat->disk = size_of(command);
	snprintf(command, sizeof(command), "command -v sfeed >%s/which || exit 1; curl -s "
		 "--compressed http://127.0.0.1:%u/feed.xml | sfeed >%s/sfeed", place,
		 s->port, place);
	shell_once(command, sfeed, false);
	snprintf(command, sizeof(command), "%s/sfeed", place);
	sfeed->disk = size_of(command);
}

/* One line of the table (table.sh); what was not done has no figure. */
static void print_row(const char *name, const char *unit, const double *four,
		      const char *aim)
{
	printf("%s\t%d\t%s", name, ITEMS, unit);
	for (int i = 0; i < 4; i++) {
		printf("\t");
		if (four[i] > 0)
			printf("%.3f", four[i]);
	}
	printf("\t%s\n", aim);
}

static void print_rows(const struct times *bantin, const struct times *least,
		       const struct times *newsboat, const struct times *sfeed)
{
	static const struct {
		const char *name, *unit, *aim;
		size_t at;
	} rows[] = {
		{"first sync, readable", "s", "1.1", offsetof(struct times, readable)},
		{"first sync, readable, of processor", "s", "",
		 offsetof(struct times, cpu_readable)},
		{"first sync, searchable", "s", "2.4", offsetof(struct times, searchable)},
		{"first sync, searchable, of processor", "s", "",
		 offsetof(struct times, cpu)},
		{"second sync, all sent again", "s", "0.25", offsetof(struct times, again)},
		{"second sync, of processor", "s", "", offsetof(struct times, cpu_again)},
		{"nothing changed (304)", "s", "0.02", offsetof(struct times, same)},
	};
	const char *const times[] = {(const char *)bantin, (const char *)least,
				     (const char *)newsboat, (const char *)sfeed};
	double four[4];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (int n = 0; n < 4; n++)
			memcpy(&four[n], times[n] + rows[i].at, sizeof(four[n]));
		print_row(rows[i].name, rows[i].unit, four, rows[i].aim);
	}
	print_row("nothing changed, requests", "requests",
		  (double[4]){(double)bantin->requests}, "1");
	print_row("nothing changed, both ways", "bytes", (double[4]){(double)bantin->bytes},
		  "");
	print_row("memory of a first sync", "MB",
		  (double[4]){(double)bantin->kib / 1e3, 0, (double)newsboat->kib / 1e3},
		  "30");
	print_row("disk, these articles", "MB",
		  (double[4]){(double)bantin->disk / 1e6, 0, (double)newsboat->disk / 1e6,
			      (double)sfeed->disk / 1e6}, "");
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
	fprintf(stderr, "%d articles, %zu bytes, packed %zu; seconds, the best of %d\n",
		ITEMS, feed.plain.len, feed.packed.len, RUNS);
	print_rows(&bantin, &least, &newsboat, &sfeed);
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
