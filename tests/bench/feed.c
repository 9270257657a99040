/* feed.c - memory of a sync: it depends on the largest item and not on the feed */
#include "feed.h"

enum {
	SMALL = 50 << 10,	/* bytes of a feed */
	LARGE = 50 << 20
};

struct server {
	pid_t pid;
	char url[64];
};

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
	buf_adds(&piece, feed_head);
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
	snprintf(s->url, sizeof(s->url), "http://127.0.0.1:%u/feed.json",
		 (unsigned)ntohs(at.sin_port));
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

/* A first sync in a new profile below place. */
static void sync_once(const struct server *s, const char *place, int number)
{
	const char *const add[] = {"bantin", "portal", "add",
				   s->url,   "--name", "xa",  NULL};
	const char *const sync[] = {"bantin", "sync", NULL};
	char home[4096];

	snprintf(home, sizeof(home), "%s/%d", place, number);
	setenv("BANTIN_HOME", home, 1);
	run(add);
	run(sync);
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

int main(void)
{
	char place[] = "/tmp/bantin-bench-XXXXXX";
	struct corpus c = {0};

	if (!mkdtemp(place))
		die("no folder");
	corpus_read(&c);
	print_memory(&c, place);
	corpus_clear(&c);
	return nftw(place, remove_one, 8, FTW_DEPTH | FTW_PHYS) == 0 ? 0 : 1;
}
