/* sample.h - the sample portal as a child, a scratch profile, a loop with a deadline */
#ifndef TEST_SAMPLE_H
#define TEST_SAMPLE_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include <bantin/base/clock.h>
#include <bantin/base/mem.h>
#include <bantin/base/profile.h>
#include <bantin/net/http.h>
#include <bantin/sync/sync.h>

#define PORTAL_PATH TESTS_DIR "/../build/portal"
#define CONTRIBUTOR "contributor-0123456789"
#define EDITOR "editor-0123456789"

enum { PATIENCE_MS = 30000 };	/* a test that waits longer has failed */

struct sample {
	pid_t pid;
	int in;			/* the child ends when this closes */
	unsigned port;
	char url[64];		/* with a slash at its end */
};

/* --- a plain HTTP client, so that bantin's own is not its judge --- */

static inline int sample_connect(unsigned port)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port),
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
		return fd;
	close(fd);
	return -1;
}

/* Asks with the editor's token. The body of the answer, the caller's. */
static inline char *sample_ask(const struct sample *p, const char *method,
			       const char *path, const char *body)
{
	struct buf out = {0}, in = {0};
	char bytes[4096];
	ssize_t n;
	int fd = sample_connect(p->port);

	if (fd < 0)
		fail_msg("the sample portal does not answer");
	buf_addf(&out, "%s %s HTTP/1.0\r\nHost: 127.0.0.1\r\n"
		 "Authorization: Bearer " EDITOR "\r\nContent-Type: application/json\r\n"
		 "Content-Length: %zu\r\n\r\n%s", method, path, body ? strlen(body) : 0,
		 body ? body : "");
	assert_int_equal(write(fd, out.s, out.len), (ssize_t)out.len);
	while ((n = read(fd, bytes, sizeof(bytes))) > 0)
		buf_add(&in, bytes, (size_t)n);
	close(fd);
	buf_clear(&out);
	const char *end = strstr(buf_str(&in), "\r\n\r\n");
	assert_non_null(end);
	char *answer = mem_str(end + 4);
	buf_clear(&in);
	return answer;
}

/* Orders faults from now on (tests/portal/plan.h); "" ends them. */
static inline void sample_plan(const struct sample *p, const char *plan)
{
	char *answer = sample_ask(p, "POST", "/_plan", plan);

	if (!strstr(answer, "true"))
		fail_msg("plan \"%s\": %s", plan, answer);
	free(answer);
}

/* How many bulletins on the portal carry this text in their ledger line (a key, a
 * title, "pending urn:uuid:..."); NULL counts all. */
static inline int sample_ledger(const struct sample *p, const char *what)
{
	char *list = sample_ask(p, "GET", "/_ledger?format=text", NULL), *rest;
	int n = 0;

	for (char *line = strtok_r(list, "\n", &rest); line;
	     line = strtok_r(NULL, "\n", &rest))
		n += !what || strstr(line, what) != NULL;
	free(list);
	return n;
}

/* How many requests the portal has seen since the last plan whose log row says this. */
static inline int sample_requests(const struct sample *p, const char *what)
{
	char *list = sample_ask(p, "GET", "/_requests", NULL);
	int n = 0;

	for (char *row = list; (row = strchr(row, '{')); row++) {
		char *end = strchr(row, '}');
		if (end)
			*end = '\0';
		n += !what || strstr(row, what) != NULL;
		if (!end)
			break;
		row = end;
	}
	free(list);
	return n;
}

/* n new articles on the portal, by its editor's hand. */
static inline void sample_publish(const struct sample *p, int n)
{
	for (int i = 0; i < n; i++) {
		char *answer = sample_ask(p, "POST", "/micropub",
			"{\"type\":[\"h-entry\"],\"properties\":{\"name\":[\"Tin dồn\"],"
			"\"content\":[{\"html\":\"<p>Nội dung</p>\"}]}}");
		assert_non_null(strstr(answer, "published"));
		free(answer);
	}
}

/* --- the child --- */

static inline void sample_read_start(struct sample *p, int fd)
{
	char text[512] = "";
	size_t len = 0;

	while (!strstr(text, "token editor ") && len < sizeof(text) - 1) {
		struct pollfd ready = {.fd = fd, .events = POLLIN};
		if (poll(&ready, 1, PATIENCE_MS) <= 0)
			break;
		ssize_t n = read(fd, text + len, sizeof(text) - 1 - len);
		if (n <= 0)
			break;
		len += (size_t)n;
		text[len] = '\0';
	}
	close(fd);
	if (sscanf(text, "url %63s", p->url) != 1 ||
	    sscanf(p->url, "http://127.0.0.1:%u/", &p->port) != 1)
		fail_msg("the sample portal did not start: \"%s\"", text);
}

/* Starts it on a port of its choice (or p->port where that is set), with more options. */
static inline void sample_start(struct sample *p, const char *const *options)
{
	char port[16];
	const char *argv[24] = {PORTAL_PATH, "--until-eof",
				"--token-contributor", CONTRIBUTOR,
				"--token-editor", EDITOR, "--port", port};
	size_t n = 8;
	int to[2], from[2];

	if (access(PORTAL_PATH, X_OK) != 0)
		fail_msg("%s is missing: run make build/portal", PORTAL_PATH);
	snprintf(port, sizeof(port), "%u", p->port);
	for (; options && *options; options++)
		argv[n++] = *options;
	assert_true(pipe(to) == 0 && pipe(from) == 0);
	fcntl(to[1], F_SETFD, FD_CLOEXEC);
	fcntl(from[0], F_SETFD, FD_CLOEXEC);
	p->pid = fork();
	assert_true(p->pid >= 0);
	if (p->pid == 0) {
		dup2(to[0], STDIN_FILENO);
		dup2(from[1], STDOUT_FILENO);
		close(to[0]);
		close(from[1]);
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(to[0]);
	close(from[1]);
	p->in = to[1];
	sample_read_start(p, from[0]);
}

static inline void sample_stop(struct sample *p)
{
	if (p->pid <= 0)
		return;
	close(p->in);
	kill(p->pid, SIGTERM);
	waitpid(p->pid, NULL, 0);
	p->pid = 0;
}

/* --- a profile with one portal and the sync object --- */

struct world {
	char dir[64];
	struct profile profile;
	struct archive *archive;
	struct desk *desk;
	struct sync *sync;
	struct portal portal;	/* "mau" */
	struct sample sample;
	int64_t max_bytes;
};

static volatile int world_late;

static inline void world_on_alarm(int sig)
{
	(void)sig;
	world_late = 1;
}

static inline void world_portal(struct portal *p, const char *name, const char *url,
				unsigned can)
{
	struct buf b = {0};

	*p = (struct portal){.name = mem_str(name), .url = mem_str(url), .can = can,
			     .token = mem_str(CONTRIBUTOR)};
	buf_addf(&b, "%sfeed.json", url);
	p->feed_url = buf_take(&b);
	buf_addf(&b, "%smicropub", url);
	p->micropub_url = buf_take(&b);
	buf_addf(&b, "%spoll.json", url);
	p->poll_url = buf_take(&b);
}

/* Opens the databases and a sync object upon them, as a start of the program does. */
static inline void world_start(struct world *w)
{
	struct err e = {0};

	if (!archive_open(&w->archive, w->profile.archive, ARCHIVE_WRITE, &e) ||
	    !desk_open(&w->desk, &w->profile, NULL, &e))
		fail_msg("%s", e.text);
	struct sync_setup setup = {.archive = w->archive, .desk = w->desk,
				   .portals = &w->portal, .portal_count = 1,
				   .max_bytes = w->max_bytes};
	w->sync = sync_new(&setup);
}

static inline void world_stop(struct world *w)
{
	sync_free(w->sync);
	desk_close(w->desk);
	archive_close(w->archive);
	w->sync = NULL;
	w->desk = NULL;
	w->archive = NULL;
}

static inline void world_open(struct world *w, const char *url, unsigned can)
{
	struct sigaction on = {.sa_handler = world_on_alarm};
	struct err e = {0};

	sigaction(SIGALRM, &on, NULL);
	signal(SIGPIPE, SIG_IGN);
	alarm(PATIENCE_MS / 1000);
	world_late = 0;
	/* where fsync costs nothing, if there is such a place */
	snprintf(w->dir, sizeof(w->dir), "%s/bantin-sync-XXXXXX",
		 access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(w->dir));
	if (!profile_open(&w->profile, w->dir, &e))
		fail_msg("%s", e.text);
	world_portal(&w->portal, "mau", url, can);
	world_start(w);
}

static inline int world_remove(const char *path, const struct stat *st, int kind,
			       struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline void world_close(struct world *w)
{
	alarm(0);
	world_stop(w);
	sample_stop(&w->sample);
	profile_clear(&w->profile);
	portal_clear(&w->portal);
	nftw(w->dir, world_remove, 8, FTW_DEPTH | FTW_PHYS);
}

enum {
	CAN_KEYS = PORTAL_WRITES | PORTAL_REMEMBERS_KEYS | PORTAL_LOOKS_UP |
		   PORTAL_REMARKS | PORTAL_POLLS | PORTAL_COUNTS,
	CAN_LOOK = CAN_KEYS & ~PORTAL_REMEMBERS_KEYS,
	CAN_NEITHER = CAN_LOOK & ~PORTAL_LOOKS_UP
};

/* A sample portal and a world upon it. */
static inline void world_sample(struct world *w, const char *const *options, unsigned can)
{
	*w = (struct world){0};
	sample_start(&w->sample, options);
	world_open(w, w->sample.url, can);
}

/* Runs the loop until nothing is under way. */
static inline void world_run(struct world *w)
{
	struct err e = {0};

	if (!sync_run(w->sync, &world_late, &e))
		fail_msg("the loop did not end: %s", e.text);
}

/* sync, to its end; the report */
static inline struct sync_report world_sync(struct world *w)
{
	struct sync_report r;
	struct err e = {0};

	if (!sync_start(w->sync, NULL, false, &e))
		fail_msg("sync did not start: %s", e.text);
	world_run(w);
	assert_true(sync_report(w->sync, w->portal.name, &r));
	return r;
}

/* Turns the loop until done(w) or, with a failure, the deadline. */
static inline void world_until(struct world *w, bool (*done)(struct world *w))
{
	int64_t limit = clock_mono() + PATIENCE_MS;

	while (!done(w)) {
		if (clock_mono() > limit)
			fail_msg("what was waited for did not come");
		sync_wait(w->sync, NULL, 0, 100, NULL);
		sync_step(w->sync);
	}
}

static inline int64_t world_draft(struct world *w, const char *title)
{
	struct draft d = {.portal = mem_str("mau"), .title = mem_str(title),
			  .section = mem_str("thong-bao"), .summary = mem_str("Tóm tắt."),
			  .author = mem_str(""), .tags = mem_str(""),
			  .body = mem_str("Đoạn **một**.\n\n- Mục thứ nhất\n")};
	struct err e = {0};

	if (!desk_draft_save(w->desk, &d, DESK_EXPLICIT, &e))
		fail_msg("%s", e.text);
	int64_t id = d.id;
	draft_clear(&d);
	return id;
}

/* A new draft, submitted; the outbox row. */
static inline int64_t world_submit(struct world *w, const char *title)
{
	struct err e = {0};
	int64_t row = 0;

	if (!sync_submit(w->sync, world_draft(w, title), &row, &e))
		fail_msg("%s", e.text);
	return row;
}

static inline struct submission world_row(struct world *w, int64_t id)
{
	struct submission row;
	struct err e = {0};

	if (!desk_submission(w->desk, id, &row, &e))
		fail_msg("%s", e.text);
	return row;
}

static inline enum submission_state world_state(struct world *w, int64_t id)
{
	struct submission row = world_row(w, id);
	enum submission_state state = row.state;

	submission_clear(&row);
	return state;
}

/* How often the row's bulletin stands on the sample portal. */
static inline int world_copies(struct world *w, int64_t id)
{
	struct submission row = world_row(w, id);
	int n = sample_ledger(&w->sample, row.key);

	submission_clear(&row);
	return n;
}

static inline int64_t world_articles(struct world *w)
{
	struct archive_filter all = {0};
	int64_t n, unread;

	assert_true(archive_count(w->archive, &all, &n, &unread, NULL));
	return n;
}

static inline bool seen_by_portal(struct world *w)
{
	struct sync_report r;

	/* the poll, asked after the bulletin left, is answered while that is held */
	return sync_report(w->sync, "mau", &r) && r.requests > 0;
}

/* Syncs until the row is accepted, as a clerk who presses the key again and again. */
static inline void press_until_accepted(struct world *w, int64_t id)
{
	int64_t limit = clock_mono() + PATIENCE_MS;

	while (world_state(w, id) != SUBMISSION_ACCEPTED) {
		if (clock_mono() > limit)
			fail_msg("never accepted");
		world_sync(w);
		sync_wait(w->sync, NULL, 0, 20, NULL);
	}
}

#endif
