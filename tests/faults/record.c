/* record.c - what was done to the files of a profile, written down in order */
#define _GNU_SOURCE
#include "inject.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int out = -1;
static char under[4096];
static size_t under_len;

void record_start(void)
{
	const char *path = getenv("FAULT_RECORD"), *folder = getenv("FAULT_UNDER");

	if (!path || !*path || !folder)
		return;
	under_len = (size_t)snprintf(under, sizeof(under), "%s", folder);
	out = (int)syscall(SYS_openat, AT_FDCWD, path,
			   O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* The part of the path below the folder; NULL: it lies elsewhere. */
static const char *inside(const char *path)
{
	if (strncmp(path, under, under_len) != 0)
		return NULL;
	if (path[under_len] == '\0')
		return ".";
	return path[under_len] == '/' ? path + under_len + 1 : NULL;
}

static void put(enum record_kind kind, const char *path, int64_t at, const void *data,
		size_t n)
{
	struct record r = {.at = at, .data = (uint32_t)n, .path = (uint16_t)strlen(path),
			   .kind = (uint8_t)kind};
	struct iovec parts[] = {{&r, sizeof(r)},
				{(char *)(uintptr_t)path, r.path},
				{(char *)(uintptr_t)data, n}};
	int saved = errno;

	/* one call, so that a kill leaves whole records */
	if (syscall(SYS_writev, out, parts, 3) < 0)
		abort();
	errno = saved;
}

void record_fd(enum record_kind kind, int fd, int64_t at, const void *data, size_t n)
{
	char link[64], target[4096];

	if (out < 0 || fd <= 2)
		return;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	ssize_t len = readlink(link, target, sizeof(target) - 1);
	target[len > 0 ? len : 0] = '\0';
	const char *path = inside(target);
	if (path)
		put(kind, path, at, data, n);
}

void record_path(enum record_kind kind, const char *path, const char *to)
{
	const char *from = out < 0 ? NULL : inside(path);

	if (from && !to)
		put(kind, from, 0, NULL, 0);
	else if (from && inside(to))
		put(kind, from, 0, inside(to), strlen(inside(to)));
}

void record_said(void)
{
	if (out >= 0)
		put(RECORD_SAID, "", 0, NULL, 0);
}
