/* test_frugal.c - what a sync costs on the wire, counted between bantin and the portal */
#include "sample.h"

enum { UNCHANGED_MAX = 600 };	/* bytes, both ways, of asking a portal with no news */

/* Passes everything on to a port, and says into a pipe how much that was. */
struct relay {
	pid_t pid;
	int said;
	char url[64];
};

struct passed {
	bool up;		/* from bantin to the portal */
	size_t bytes;
	bool gzip;		/* asked for, or sent */
};

static bool pass(int from, int to, bool up, int say)
{
	char bytes[16384];
	ssize_t n = read(from, bytes, sizeof(bytes) - 1);

	if (n <= 0)
		return false;
	bytes[n] = '\0';
	struct passed p = {.up = up, .bytes = (size_t)n,
			   .gzip = strstr(bytes, "ncoding: gzip") != NULL};
	return write(say, &p, sizeof(p)) == (ssize_t)sizeof(p) &&
	       write(to, bytes, (size_t)n) == n;
}

static void relay_pair(int client, int portal, int say)
{
	struct pollfd fds[] = {{.fd = client, .events = POLLIN},
			       {.fd = portal, .events = POLLIN}};

	while (poll(fds, 2, -1) > 0) {
		if (fds[0].revents && !pass(client, portal, true, say))
			break;
		if (fds[1].revents && !pass(portal, client, false, say))
			break;
	}
	_exit(0);
}

static void relay_serve(int listener, unsigned port, int say)
{
	signal(SIGCHLD, SIG_IGN);
	signal(SIGPIPE, SIG_DFL);
	alarm(60);	/* a failing test stops nobody */
	for (;;) {
		int client = accept(listener, NULL, NULL);
		if (client < 0)
			_exit(1);
		if (fork() == 0)
			relay_pair(client, sample_connect(port), say);
		close(client);
	}
}

static void relay_start(struct relay *r, unsigned port)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
				 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0), said[2];

	assert_true(fd >= 0 && bind(fd, (struct sockaddr *)&at, size) == 0 &&
		    listen(fd, 16) == 0 && pipe(said) == 0 &&
		    getsockname(fd, (struct sockaddr *)&at, &size) == 0);
	snprintf(r->url, sizeof(r->url), "http://127.0.0.1:%u/",
		 (unsigned)ntohs(at.sin_port));
	r->said = said[0];
	fcntl(r->said, F_SETFL, O_NONBLOCK);
	r->pid = fork();
	assert_true(r->pid >= 0);
	if (r->pid == 0)
		relay_serve(fd, port, said[1]);
	close(fd);
	close(said[1]);
}

/* What has passed since the last look. The relay writes before it passes on. */
static size_t relay_bytes(struct relay *r, size_t *up, bool *gzip)
{
	struct passed p;
	size_t all = 0;

	*up = 0;
	*gzip = false;
	while (read(r->said, &p, sizeof(p)) == (ssize_t)sizeof(p)) {
		all += p.bytes;
		*up += p.up ? p.bytes : 0;
		*gzip = *gzip || p.gzip;
	}
	return all;
}

static void relay_stop(struct relay *r)
{
	close(r->said);
	kill(r->pid, SIGKILL);
	waitpid(r->pid, NULL, 0);
}

static void no_news_cost_little(void **state)
{
	struct world w = {0};
	struct relay r;
	size_t up;
	bool gzip;

	(void)state;
	sample_start(&w.sample, NULL);
	relay_start(&r, w.sample.port);
	world_open(&w, r.url, CAN_KEYS);
	world_sync(&w);
	assert_true(relay_bytes(&r, &up, &gzip) > 0);
	assert_true(gzip);
	sample_plan(&w.sample, "");
	struct sync_report report = world_sync(&w);
	size_t bytes = relay_bytes(&r, &up, &gzip);
	print_message("# %zu bytes: %zu there, %zu back\n", bytes, up, bytes - up);
	assert_int_equal(report.requests, 1);
	assert_int_equal(report.errors, 0);
	assert_int_equal(sample_requests(&w.sample, NULL), 1);
	assert_true(gzip);
	assert_true(bytes > 0 && bytes < UNCHANGED_MAX);
	assert_int_equal(report.bytes, (int64_t)(bytes - up));
	world_close(&w);
	relay_stop(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_news_cost_little),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
