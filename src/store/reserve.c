/* reserve.c - a file that only takes up room, given back when the disk is full */
#include "desk_in.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/file.h>
#include <bantin/base/mem.h>

/* A text of the greatest length, its version and what editing it left behind; and what
 * SQLite needs to open a database that several use. */
enum { RESERVE_BYTES = 4 << 20, LENT_BYTES = 256 << 10 };

static char *reserve_path(const char *data)
{
	return file_join(data, "desk.reserve");
}

static int64_t size_of(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? (int64_t)st.st_size : -1;
}

/* Where the disk has no room for all of it, as much as there was stays. */
void reserve_keep(const char *data)
{
	char *path = reserve_path(data);
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
	int64_t size = fd >= 0 ? size_of(fd) : -1;

	if (size >= 0 && size < RESERVE_BYTES &&
	    posix_fallocate(fd, 0, RESERVE_BYTES) != 0 && ftruncate(fd, size) != 0)
		unlink(path);
	if (fd >= 0)
		close(fd);
	free(path);
}

bool reserve_give(const char *data)
{
	char *path = reserve_path(data);
	struct stat st;
	bool ok = lstat(path, &st) == 0 && st.st_size > 0 && unlink(path) == 0;

	free(path);
	return ok;
}

bool reserve_lend(const char *beside)
{
	const char *slash = strrchr(beside, '/');
	char *data = slash ? mem_strn(beside, (size_t)(slash - beside)) : mem_str(".");
	char *path = reserve_path(data);
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	int64_t size = fd >= 0 ? size_of(fd) : -1;
	bool ok = size >= LENT_BYTES && ftruncate(fd, (off_t)(size - LENT_BYTES)) == 0;

	if (fd >= 0)
		close(fd);
	free(path);
	free(data);
	return ok;
}
