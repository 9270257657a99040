/* watch.c - another process wrote to the news store: heard of by inotify, on Linux */
#include "watch.h"

#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <bantin/base/mem.h>

enum { WRITTEN = IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE };

/* The folder, since SQLite makes and removes the files beside its database. */
int watch_open(const char *file)
{
	const char *slash = strrchr(file, '/');
	size_t n = slash ? (size_t)(slash - file) : 0;
	char *folder = slash ? mem_strn(file, n > 0 ? n : 1) : mem_str(".");
	int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

	if (fd >= 0 && inotify_add_watch(fd, folder, WRITTEN) < 0) {
		close(fd);
		fd = -1;
	}
	free(folder);
	return fd;
}

bool watch_heard(int fd)
{
	char events[4096];
	bool heard = false;

	while (fd >= 0 && read(fd, events, sizeof events) > 0)
		heard = true;
	return heard;
}

void watch_close(int fd)
{
	if (fd >= 0)
		close(fd);
}
