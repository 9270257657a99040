/* cut.h - a line between bantin and a portal that breaks at a chosen byte */
#ifndef TEST_CUT_H
#define TEST_CUT_H

#include <sys/mman.h>

#include "sample.h"

enum cut_way { CUT_REQUEST, CUT_ANSWER };
enum cut_mode { CUT_RESET, CUT_CLOSE, CUT_STALL };

/* Shared with the processes of the line. The first connection whose request begins with
 * `match` after arming breaks; others pass. */
struct cut_plan {
	bool armed;
	char match[64];
	enum cut_way way;
	enum cut_mode mode;
	size_t at;		/* bytes that still pass */
	size_t request, answer;	/* how long the matching exchange was, when it was whole */
	int posts;		/* writes that passed or broke since cut_arm */
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
	_exit(0);
}

static inline void cut_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);
		if (done <= 0)
			_exit(0);
		p += done;
		n -= (size_t)done;
	}
}

static inline void cut_look(struct cut_pair *p, const char *bytes, size_t n)
{
	size_t want = strlen(p->plan->match);
	bool post = n >= 5 && memcmp(bytes, "POST ", 5) == 0;

	if (post)
		__atomic_add_fetch(&p->plan->posts, 1, __ATOMIC_SEQ_CST);
	if (post && p->served)
		p->plan->reused = true;
	if (want == 0 || n < want || memcmp(bytes, p->plan->match, want) != 0)
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
		_exit(0);
	}
	/* a request begins where the last answer is over; heads are never split here */
	if (way == CUT_REQUEST && (p->seen[CUT_REQUEST] == 0 || p->seen[CUT_ANSWER] > 0)) {
		p->seen[CUT_REQUEST] = p->seen[CUT_ANSWER] = 0;
		p->matched = false;
		cut_look(p, bytes, (size_t)n);
		p->served = true;
	}
	if (p->breaks && p->plan->way == way && p->seen[way] + (size_t)n > p->plan->at) {
		cut_all(to, bytes, p->plan->at - p->seen[way]);
		cut_break(p);
	}
	cut_all(to, bytes, (size_t)n);
	p->seen[way] += (size_t)n;
	if (p->matched) {
		p->plan->request = p->seen[CUT_REQUEST];
		p->plan->answer = p->seen[CUT_ANSWER];
	}
}

static inline void cut_serve(struct cut_plan *plan, int client, unsigned port)
{
	struct cut_pair p = {.plan = plan, .client = client,
			     .portal = sample_connect(port)};

	for (;;) {
		struct pollfd fds[2] = {{p.client, POLLIN, 0}, {p.portal, POLLIN, 0}};

		if (p.portal < 0 || poll(fds, 2, PATIENCE_MS) <= 0)
			_exit(0);
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

#endif
