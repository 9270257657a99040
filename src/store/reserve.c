/* reserve.c - a file that only takes up room, given back when the disk is full */
#include "desk_in.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/file.h>

/* A text of the greatest length, its version and what editing it left behind. */
enum { RESERVE_BYTES = 4 << 20 };

static char *reserve_path(const char *data)
{
	return file_join(data, "desk.reserve");
}

static bool is_whole(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= RESERVE_BYTES;
}

/* Where the disk has no room for it, there is none. */
void reserve_keep(const char *data)
{
	char *path = reserve_path(data);

	if (!is_whole(path)) {
		unlink(path);
		int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
			      0600);
		if (fd >= 0 && posix_fallocate(fd, 0, RESERVE_BYTES) != 0)
			unlink(path);
		if (fd >= 0)
			close(fd);
	}
	free(path);
}

bool reserve_give(const char *data)
{
	char *path = reserve_path(data);
	bool ok = unlink(path) == 0;

	free(path);
	return ok;
}
