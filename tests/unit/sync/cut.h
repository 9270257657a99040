/* cut.h - a line between bantin and a portal that breaks at a chosen byte */
#ifndef TEST_CUT_H
#define TEST_CUT_H

#include <sys/mman.h>

#include "sample.h"

#include <bantin/base/file.h>

enum cut_way { CUT_REQUEST, CUT_ANSWER };
enum cut_mode { CUT_RESET, CUT_CLOSE, CUT_STALL };

/* Shared with the processes of the line. The first request after arming that begins with
 * `match`, or with what stands in it before a '*' and has what stands behind, breaks its
 * connection; others pass. */
struct cut_plan {
	bool armed;
	char match[64];
	enum cut_way way;
	enum cut_mode mode;
	size_t at;		/* bytes that still pass */
	size_t request, answer;	/* how long the matching exchange was, when it was whole */
	int posts;		/* writes that passed or broke since cut_arm */
	int idle;		/* connections that have served and are still open */
	bool reused;		/* a write came over a connection that had served before */
};

struct cut_line {
	pid_t pid;
	unsigned port;
	struct cut_plan *plan;
};

/* One connection, in a process of its own. */
struct cut_pair {
	struct cut_plan *plan;
	int client, portal;
	bool matched, breaks, served;
	size_t seen[2];
};

static inline _Noreturn void cut_over(const struct cut_pair *p)
{
	if (p->served)
		__atomic_sub_fetch(&p->plan->idle, 1, __ATOMIC_SEQ_CST);
	_exit(0);
}

static inline void cut_end(int fd, enum cut_mode mode)
{
	struct linger hard = {.l_onoff = 1, .l_linger = 0};

	if (mode == CUT_RESET)
		setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
	close(fd);
}

static inline void cut_break(struct cut_pair *p)
{
	char rest[4096];

	/* what did not pass never reaches the portal */
	close(p->portal);
	if (p->plan->mode == CUT_STALL)
		while (read(p->client, rest, sizeof(rest)) > 0)
			;
	cut_end(p->client, p->plan->mode);
	cut_over(p);
}

static inline void cut_all(const struct cut_pair *p, int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);
		if (done <= 0)
			cut_over(p);
		bytes += done;
		n -= (size_t)done;
	}
}

static inline bool cut_matches(const char *match, const char *bytes, size_t n)
{
	size_t start = strcspn(match, "*");

	if (start == 0 || n < start || memcmp(bytes, match, start) != 0)
		return false;
	const char *rest = match[start] ? match + start + 1 : "";
	size_t len = strlen(rest);
	while (n >= len && memcmp(bytes, rest, len) != 0) {
		bytes++;
		n--;
	}
	return n >= len;
}

static inline void cut_look(struct cut_pair *p, const char *bytes, size_t n)
{
	bool writes = (n >= 5 && memcmp(bytes, "POST ", 5) == 0) ||
		      (n >= 7 && memcmp(bytes, "DELETE ", 7) == 0);

	if (writes)
		__atomic_add_fetch(&p->plan->posts, 1, __ATOMIC_SEQ_CST);
	if (writes && p->served)
		p->plan->reused = true;
	if (!cut_matches(p->plan->match, bytes, n))
		return;
	p->matched = true;
	p->breaks = __atomic_exchange_n(&p->plan->armed, false, __ATOMIC_SEQ_CST);
}

static inline void cut_pass(struct cut_pair *p, enum cut_way way, int from, int to)
{
	char bytes[16384];
	ssize_t n = read(from, bytes, sizeof(bytes));

	if (n <= 0) {
		cut_end(p->client, CUT_CLOSE);
		cut_over(p);
	}
	/* a request begins where the last answer is over; heads are never split here */
	if (way == CUT_REQUEST && (p->seen[CUT_REQUEST] == 0 || p->seen[CUT_ANSWER] > 0)) {
		p->seen[CUT_REQUEST] = p->seen[CUT_ANSWER] = 0;
		p->matched = p->breaks = false;
		cut_look(p, bytes, (size_t)n);
	}
	if (way == CUT_ANSWER && !p->served) {
		p->served = true;
		__atomic_add_fetch(&p->plan->idle, 1, __ATOMIC_SEQ_CST);
	}
	if (p->breaks && p->plan->way == way && p->seen[way] + (size_t)n > p->plan->at) {
		cut_all(p, to, bytes, p->plan->at - p->seen[way]);
		cut_break(p);
	}
	p->seen[way] += (size_t)n;
	/* before the other side can have it, and go on */
	if (p->matched) {
		p->plan->request = p->seen[CUT_REQUEST];
		p->plan->answer = p->seen[CUT_ANSWER];
	}
	cut_all(p, to, bytes, (size_t)n);
}

static inline void cut_serve(struct cut_plan *plan, int client, unsigned port)
{
	struct cut_pair p = {.plan = plan, .client = client,
			     .portal = sample_connect(port)};

	for (;;) {
		struct pollfd fds[2] = {{p.client, POLLIN, 0}, {p.portal, POLLIN, 0}};

		if (p.portal < 0 || poll(fds, 2, PATIENCE_MS) <= 0)
			cut_over(&p);
		if (fds[0].revents)
			cut_pass(&p, CUT_REQUEST, p.client, p.portal);
		if (fds[1].revents)
			cut_pass(&p, CUT_ANSWER, p.portal, p.client);
	}
}

static inline void cut_loop(struct cut_plan *plan, int fd, unsigned port)
{
	for (;;) {
		int client = accept(fd, NULL, NULL);

		if (client < 0)
			_exit(1);
		if (fork() == 0) {
			close(fd);
			cut_serve(plan, client, port);
		}
		close(client);
	}
}

static inline void cut_start(struct cut_line *l, unsigned portal)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	FILE *shared = tmpfile();
	assert_true(shared && ftruncate(fileno(shared), sizeof(*l->plan)) == 0);
	l->plan = mmap(NULL, sizeof(*l->plan), PROT_READ | PROT_WRITE, MAP_SHARED,
		       fileno(shared), 0);
	fclose(shared);
	assert_true(l->plan != MAP_FAILED);
	assert_true(fd >= 0 && bind(fd, (struct sockaddr *)&at, size) == 0 &&
		    listen(fd, 64) == 0 &&
		    getsockname(fd, (struct sockaddr *)&at, &size) == 0);
	l->port = ntohs(at.sin_port);
	l->pid = fork();
	assert_true(l->pid >= 0);
	if (l->pid == 0) {
		signal(SIGPIPE, SIG_IGN);
		signal(SIGCHLD, SIG_IGN);
		cut_loop(l->plan, fd, portal);
	}
	close(fd);
}

static inline void cut_stop(struct cut_line *l)
{
	kill(l->pid, SIGKILL);
	waitpid(l->pid, NULL, 0);
	munmap(l->plan, sizeof(*l->plan));
}

/* The next exchange that begins with match breaks as said. */
static inline void cut_arm(struct cut_line *l, const char *match, enum cut_way way,
			   enum cut_mode mode, size_t at)
{
	struct cut_plan *p = l->plan;

	snprintf(p->match, sizeof(p->match), "%s", match);
	p->way = way;
	p->mode = mode;
	p->at = at;
	p->posts = 0;
	__atomic_store_n(&p->armed, true, __ATOMIC_SEQ_CST);
}

/* --- every place of an exchange ------------------------------------------------- */

struct cut_place {
	enum cut_way way;
	enum cut_mode mode;
	size_t at;
	bool fresh;		/* no connection from before that could serve again */
};

/* FAULTS_EVERY in the environment: each so manieth place, drawn by lot; 1 is all of them.
 * Without it a few, and hardly a stall, for each costs a second. CUT_PART=2/8: of those
 * the third eighth, so that eight can wait side by side. */
struct cut_choice {
	uint64_t every, part, parts, number;
};

static inline struct cut_choice cut_choice(void)
{
	const char *every = getenv("FAULTS_EVERY"), *part = getenv("CUT_PART");
	struct cut_choice c = {.parts = 1};
	char *end;

	if (every)
		c.every = strtoull(every, NULL, 10);
	if (part) {
		c.part = strtoull(part, &end, 10);
		c.parts = strtoull(end + 1, NULL, 10);
	}
	return c;
}

/* What a portal's sweep may take. */
static inline unsigned cut_seconds(void)
{
	return getenv("FAULTS_EVERY") ? 4 * 3600 : 240;
}

static inline bool cut_chosen(struct cut_choice *c)
{
	uint64_t lot = (c->number++ * 0x9e3779b97f4a7c15u) >> 24;

	return lot % c->every == 0 && lot / c->every % c->parts == c->part;
}

/* Where a sweep is; a test that fails is told by cut_tell. */
static struct cut_place cut_now;

static inline int cut_tell(void **state)
{
	static const char *const ways[] = {"request", "answer"};
	static const char *const modes[] = {"reset", "closed", "stalled"};

	(void)state;
	print_message("# last: %s at byte %zu of the %s, %s\n", modes[cut_now.mode],
		      cut_now.at, ways[cut_now.way],
		      cut_now.fresh ? "fresh" : "beside an idle connection");
	return 0;
}

struct cut_sweep {
	struct cut_choice *choice;
	size_t length[2];	/* of request and answer */
	bool stalls;		/* among the few, too */
	void (*check)(void *ctx, const struct cut_place *p);
	void *ctx;
};

static inline int cut_sweep_way(const struct cut_sweep *s, struct cut_place p)
{
	size_t length = s->length[p.way], step = s->choice->every ? 1 : length / 4 + 1;
	int n = 0;

	if (p.mode == CUT_STALL && !s->choice->every) {
		step = length;
		p.at = s->stalls ? length / 2 : length;
	}
	for (; p.at < length; p.at += step)
		for (int fresh = 0; fresh <= 1; fresh++) {
			p.fresh = fresh;
			if (s->choice->every ? !cut_chosen(s->choice)
					     : p.at / step % 2 != (size_t)fresh)
				continue;
			cut_now = p;
			s->check(s->ctx, &p);
			n++;
		}
	return n;
}

/* How many places were tried. */
static inline int cut_sweep(const struct cut_sweep *s)
{
	int n = 0;

	for (enum cut_mode mode = CUT_RESET; mode <= CUT_STALL; mode++)
		for (enum cut_way way = CUT_REQUEST; way <= CUT_ANSWER; way++)
			n += cut_sweep_way(s, (struct cut_place){.way = way,
								 .mode = mode});
	return n;
}

static inline void cut_sync(struct world *w)
{
	struct sync_setup setup = {.archive = w->archive, .desk = w->desk,
				   .portals = &w->portal, .portal_count = 1,
				   .patience = 1};

	w->sync = sync_new(&setup);
}

/* The next exchange that begins with match breaks there. On a fresh start the sync
 * object is new; else there is a connection that would serve again. */
static inline void cut_ready(struct cut_line *l, struct world *w, const char *match,
			     const struct cut_place *p)
{
	char url[64];

	snprintf(url, sizeof(url), "http://127.0.0.1:%u/feed.json", l->port);
	struct fetch_file idle = {.url = url, .size = -1, .fd = -1};
	if (p->fresh) {
		sync_free(w->sync);
		cut_sync(w);
	} else {
		assert_true(sync_fetch_look(w->sync, &idle, NULL));
		while (sync_fetching(w->sync)) {
			sync_wait(w->sync, NULL, 0, PATIENCE_MS, NULL);
			sync_step(w->sync);
		}
		assert_true(l->plan->idle > 0);
	}
	cut_arm(l, match, p->way, p->mode, p->at);
}

/* Opens what world_stop closed, with a second of patience. */
static inline void cut_start_program(struct world *w)
{
	struct err e = {0};

	if (!archive_open(&w->archive, w->profile.archive, ARCHIVE_WRITE, &e) ||
	    !desk_open(&w->desk, &w->profile, NULL, &e))
		fail_msg("%s", e.text);
	cut_sync(w);
}

/* A file that goes with the draft. */
static inline void cut_attach(struct world *w, int64_t draft)
{
	static const char pdf[] = "%PDF-1.4\nphụ lục\n%%EOF\n";
	struct desk_beside beside = {.attachment_count = 1};
	struct draft_attachment a;
	struct draft d;
	char *path = file_join(w->dir, "a.pdf");

	assert_true(file_write(path, pdf, strlen(pdf), NULL));
	assert_true(attachment_look(&a, path, NULL));
	assert_true(desk_draft(w->desk, draft, &d, NULL));
	beside.attachments = &a;
	assert_true(desk_draft_save_with(w->desk, &d, DESK_AUTO, &beside, NULL));
	draft_clear(&d);
	attachment_clear(&a);
	free(path);
}

#endif
