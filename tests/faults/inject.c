/* inject.c - preloaded into bantin: the nth call into libc fails, or is the last */
#define _GNU_SOURCE
#include "inject.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/*
 * FAULT_CALLS  disk (what changes files), sync (fsync alone), wait (a second and longer),
 *              all (disk, reading, sockets) or memory
 * FAULT_AT     the call that is struck, from 1; 0 or nothing: they are only counted
 * FAULT_DO     kill, short, hangup (SIGHUP comes just before the call), or the name of an
 *              errno
 * FAULT_ALWAYS set: every call from that one on
 * FAULT_WHILE  a path: only as long as there is something
 * FAULT_TALLY  a file of sizeof(struct tally) bytes
 * FAULT_ROOM   bytes by which files may still grow; what is deleted is room again
 * FAULT_LATER  seconds by which the wall clock is ahead
 * FAULT_TYPE   keys (typist.c); calls are counted from the first of them on
 */
enum { DISK = 1, OTHER = 2, MEMORY = 4, SYNC = 8, WAIT = 16 };
enum { LONG_MS = 1000 };
enum { DO_KILL = -1, DO_SHORT = -2, DO_HANGUP = -3 };
enum { INTERRUPTIONS = 3 };	/* as many in a row are "from then on" */

static unsigned counted;
static uint32_t strike_at;
static int strike_with;
static bool strike_always;
static const char *strike_while;
static _Atomic int64_t room = INT64_MAX;
static time_t later;
static struct tally *tally;
static bool typing;
static _Thread_local int in_gettext;

static const struct {
	const char *name;
	int value;
} deeds[] = {
	{"kill", DO_KILL}, {"short", DO_SHORT}, {"hangup", DO_HANGUP},
	{"ENOSPC", ENOSPC}, {"EIO", EIO}, {"EACCES", EACCES}, {"EROFS", EROFS},
	{"EDQUOT", EDQUOT}, {"EMFILE", EMFILE}, {"EINTR", EINTR}, {"ENOMEM", ENOMEM},
};

/* By system calls throughout: what is wrapped here must not be met on the way. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

static const char *given(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

static void map_tally(const char *path)
{
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
	void *p = fd < 0 ? MAP_FAILED
			 : mmap(NULL, sizeof(*tally), PROT_READ | PROT_WRITE, MAP_SHARED,
				fd, 0);

	if (p != MAP_FAILED)
		tally = memset(p, 0, sizeof(*tally));
	if (fd >= 0)
		syscall(SYS_close, fd);
}

void inject_start(void)
{
	const char *calls = given("FAULT_CALLS"), *deed = given("FAULT_DO");

	if (given("FAULT_TALLY"))
		map_tally(given("FAULT_TALLY"));
	if (given("FAULT_ROOM"))
		room = strtoll(given("FAULT_ROOM"), NULL, 10);
	if (given("FAULT_LATER"))
		later = strtol(given("FAULT_LATER"), NULL, 10);
	if (given("FAULT_AT"))
		strike_at = (uint32_t)strtoul(given("FAULT_AT"), NULL, 10);
	strike_always = given("FAULT_ALWAYS") != NULL;
	strike_while = given("FAULT_WHILE");
	for (size_t i = 0; deed && i < sizeof(deeds) / sizeof(deeds[0]); i++)
		if (strcmp(deed, deeds[i].name) == 0)
			strike_with = deeds[i].value;
	record_start();
	typing = given("FAULT_TYPE") != NULL;
	typist_start(given("FAULT_TYPE"));
	if (calls && tally)
		counted = strcmp(calls, "disk") == 0   ? DISK | SYNC
			  : strcmp(calls, "sync") == 0 ? SYNC
			  : strcmp(calls, "wait") == 0 ? WAIT
			  : strcmp(calls, "all") == 0  ? DISK | SYNC | OTHER
						       : MEMORY;
}

static void note(const char *call, int fd, const char *path)
{
	char link[64], target[256];
	ssize_t n = -1;

	if (!path && fd >= 0) {
		snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
		n = readlink(link, target, sizeof(target) - 1);
	}
	if (n > 0) {
		target[n] = '\0';
		path = target;
	}
	const char *slash = path ? strrchr(path, '/') : NULL;
	snprintf(tally->what, sizeof(tally->what), "%s %.70s", call,
		 slash ? slash + 1 : path ? path : "");
}

/* 0: the call goes on; else what it fails with. */
static int struck(unsigned kind, const char *call, int fd, const char *path)
{
	if (!(counted & kind) || (kind == MEMORY && in_gettext))
		return 0;
	if (typing && tally->keys == 0)
		return 0;
	if (typing)
		tally->now = typist_now();
	uint32_t n = atomic_fetch_add(&tally->count, 1) + 1;
	if (strike_at == 0 || n < strike_at || (n > strike_at && !strike_always))
		return 0;
	if (strike_with == EINTR && n >= strike_at + INTERRUPTIONS)
		return 0;
	if (strike_while && syscall(SYS_access, strike_while, F_OK) != 0)
		return 0;
	if (atomic_fetch_add(&tally->struck, 1) == 0 && kind != MEMORY)
		note(call, fd, path);
	if (strike_with == DO_KILL)
		syscall(SYS_kill, getpid(), SIGKILL);
	if (strike_with == DO_HANGUP)
		syscall(SYS_kill, getpid(), SIGHUP);
	return strike_with == DO_HANGUP ? 0 : strike_with;
}

/* The same for a call on a descriptor: true where it fails, errno set. */
static bool fails(unsigned kind, const char *call, int fd, const char *path)
{
	int saved = errno, with = struck(kind, call, fd, path);

	errno = with > 0 ? with : saved;
	return with > 0;
}

/* What has no name in a folder is memory, such as what the screen is drawn in. */
static bool is_file(int fd, struct stat *st)
{
	return fd > 2 && fstat(fd, st) == 0 && S_ISREG(st->st_mode) && st->st_nlink > 0;
}

/* A look of ours that bantin does not see in errno. */
static bool is_there(const char *path, struct stat *st)
{
	int saved = errno;
	bool there = lstat(path, st) == 0;

	errno = saved;
	return there;
}

/* Room for a file to grow to `end`: as many bytes as there are. */
static int64_t take_room(const struct stat *st, int64_t end)
{
	int64_t more = end - st->st_size;

	if (room == INT64_MAX || more <= 0)
		return INT64_MAX;
	int64_t had = room > 0 ? room : 0;
	int64_t got = more < had ? more : had;
	room -= got;
	return got == more ? INT64_MAX : got;
}

static void give_room(const struct stat *st, int64_t left)
{
	if (room != INT64_MAX && S_ISREG(st->st_mode) && st->st_size > left)
		room += st->st_size - left;
}

/* --- files -------------------------------------------------------------------- */

int open(const char *path, int flags, ...)
{
	struct stat st;
	mode_t mode = 0;
	va_list ap;

	va_start(ap, flags);
	if (flags & (O_CREAT | O_TMPFILE))
		mode = va_arg(ap, mode_t);
	va_end(ap);
	if (fails(DISK, "open", -1, path))
		return -1;
	bool there = is_there(path, &st);
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
	if (fd >= 0 && there && flags & O_TRUNC)
		give_room(&st, 0);
	if (fd >= 0 && ((flags & O_CREAT && !there) || flags & O_TRUNC))
		record_path(RECORD_CREATE, path, NULL);
	return fd;
}

int open64(const char *path, int flags, ...) __attribute__((alias("open")));

int mkstemp(char *template)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567";
	char *at = template + strlen(template) - 6;
	unsigned char chance[6];

	if (fails(DISK, "mkstemp", -1, template))
		return -1;
	if (syscall(SYS_getrandom, chance, sizeof(chance), 0) != sizeof(chance))
		return -1;
	for (int i = 0; i < 6; i++)
		at[i] = letters[chance[i] % 32];
	int fd = (int)syscall(SYS_openat, AT_FDCWD, template, O_RDWR | O_CREAT | O_EXCL,
			      0600);
	if (fd >= 0)
		record_path(RECORD_CREATE, template, NULL);
	return fd;
}

/* How much of n bytes at `at` is written; 0: none, errno set. */
static size_t writable(const char *call, int fd, int64_t at, size_t n)
{
	struct stat st;

	if (!is_file(fd, &st))
		return fails(OTHER, call, fd, NULL) ? 0 : n;
	int saved = errno, with = struck(DISK, call, fd, NULL);
	errno = with > 0 ? with : saved;
	if (with > 0)
		return 0;
	if (with == DO_SHORT && n > 1)
		n /= 2;
	int64_t got = take_room(&st, at + (int64_t)n);
	if (got != INT64_MAX)
		n = at < st.st_size ? (size_t)(st.st_size - at + got) : (size_t)got;
	if (n == 0)
		errno = ENOSPC;
	return n;
}

ssize_t write(int fd, const void *p, size_t n)
{
	int64_t at = fd > 2 ? lseek(fd, 0, SEEK_CUR) : 0;
	size_t some = n > 0 ? writable("write", fd, at, n) : 0;

	if (n > 0 && some == 0)
		return -1;
	ssize_t done = syscall(SYS_write, fd, p, some);
	if (done > 0)
		record_fd(RECORD_WRITE, fd, at, p, (size_t)done);
	return done;
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	size_t some = n > 0 ? writable("pwrite", fd, at, n) : 0;

	if (n > 0 && some == 0)
		return -1;
	ssize_t done = syscall(SYS_pwrite64, fd, p, some, at);
	if (done > 0)
		record_fd(RECORD_WRITE, fd, at, p, (size_t)done);
	return done;
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
	__attribute__((alias("pwrite64")));

static int synced(const char *call, int fd, long number)
{
	if (fails(SYNC, call, fd, NULL)) {
		record_fd(RECORD_SYNC_FAILED, fd, 0, NULL, 0);
		return -1;
	}
	int done = (int)syscall(number, fd);
	if (done == 0)
		record_fd(RECORD_SYNC, fd, 0, NULL, 0);
	return done;
}

int fsync(int fd)
{
	return synced("fsync", fd, SYS_fsync);
}

int fdatasync(int fd)
{
	return synced("fdatasync", fd, SYS_fdatasync);
}

int ftruncate64(int fd, off64_t length)
{
	struct stat st;

	if (fails(DISK, "ftruncate", fd, NULL))
		return -1;
	bool known = is_file(fd, &st);
	int done = (int)syscall(SYS_ftruncate, fd, length);
	if (done == 0 && known)
		give_room(&st, length);
	if (done == 0)
		record_fd(RECORD_CUT, fd, length, NULL, 0);
	return done;
}

int ftruncate(int fd, off_t length) __attribute__((alias("ftruncate64")));

int posix_fallocate64(int fd, off64_t at, off64_t n)
{
	struct stat st;

	if (fails(DISK, "posix_fallocate", fd, NULL))
		return errno;
	if (is_file(fd, &st) && take_room(&st, at + n) != INT64_MAX)
		return ENOSPC;
	if (syscall(SYS_fallocate, fd, 0, at, n) != 0)
		return errno;
	record_fd(RECORD_CUT, fd, at + n, NULL, 0);
	return 0;
}

int posix_fallocate(int fd, off_t at, off_t n)
	__attribute__((alias("posix_fallocate64")));

int rename(const char *from, const char *to)
{
	struct stat st;

	if (fails(DISK, "rename", -1, to))
		return -1;
	bool there = is_there(to, &st);
	int done = (int)syscall(SYS_rename, from, to);
	if (done == 0 && there)
		give_room(&st, 0);
	if (done == 0)
		record_path(RECORD_RENAME, from, to);
	return done;
}

int unlink(const char *path)
{
	struct stat st;

	if (fails(DISK, "unlink", -1, path))
		return -1;
	bool there = is_there(path, &st);
	int done = (int)syscall(SYS_unlink, path);
	if (done == 0 && there)
		give_room(&st, 0);
	if (done == 0)
		record_path(RECORD_UNLINK, path, NULL);
	return done;
}

int mkdir(const char *path, mode_t mode)
{
	if (fails(DISK, "mkdir", -1, path))
		return -1;
	int done = (int)syscall(SYS_mkdir, path, mode);
	if (done == 0)
		record_path(RECORD_FOLDER, path, NULL);
	return done;
}

static ssize_t read_key(void *p, size_t n)
{
	int64_t at;
	ssize_t done = fails(OTHER, "read", 0, NULL) ? -1 : typist_read(p, n, &at);

	if (done > 0 && tally) {
		tally->keys++;
		tally->key_at = tally->now = at;
	}
	return done;
}

/* --- what changes no file: places to be killed at ---------------------------------- */

ssize_t read(int fd, void *p, size_t n)
{
	if (fd == 0 && typist_on())
		return read_key(p, n);
	return fails(OTHER, "read", fd, NULL) ? -1 : syscall(SYS_read, fd, p, n);
}

ssize_t pread64(int fd, void *p, size_t n, off64_t at)
{
	return fails(OTHER, "pread", fd, NULL) ? -1 : syscall(SYS_pread64, fd, p, n, at);
}

ssize_t pread(int fd, void *p, size_t n, off_t at) __attribute__((alias("pread64")));

int close(int fd)
{
	return fails(OTHER, "close", fd, NULL) ? -1 : (int)syscall(SYS_close, fd);
}

int socket(int domain, int type, int protocol)
{
	return fails(OTHER, "socket", -1, NULL)
		       ? -1
		       : (int)syscall(SYS_socket, domain, type, protocol);
}

int connect(int fd, const struct sockaddr *to, socklen_t n)
{
	return fails(OTHER, "connect", fd, NULL) ? -1
						 : (int)syscall(SYS_connect, fd, to, n);
}

ssize_t send(int fd, const void *p, size_t n, int flags)
{
	return fails(OTHER, "send", fd, NULL)
		       ? -1
		       : syscall(SYS_sendto, fd, p, n, flags, NULL, 0);
}

ssize_t recv(int fd, void *p, size_t n, int flags)
{
	return fails(OTHER, "recv", fd, NULL)
		       ? -1
		       : syscall(SYS_recvfrom, fd, p, n, flags, NULL, NULL);
}

/* What waits for the terminal to take more waits for no key. */
static bool is_long(const struct pollfd *fds, nfds_t n, int ms)
{
	for (nfds_t i = 0; i < n; i++)
		if (fds[i].events & POLLOUT)
			return false;
	return ms < 0 || ms >= LONG_MS;
}

int poll(struct pollfd *fds, nfds_t n, int ms)
{
	unsigned kind = is_long(fds, n, ms) ? OTHER | WAIT : OTHER;

	if (tally)
		tally->polls++;
	if (fails(kind, "poll", -1, NULL))
		return -1;
	return typist_on() ? typist_poll(fds, n, ms) : (int)syscall(SYS_poll, fds, n, ms);
}

int clock_gettime(clockid_t id, struct timespec *t)
{
	int done = (int)syscall(SYS_clock_gettime, id, t);

	if (done == 0)
		typist_clock(id, t);
	return done;
}

time_t time(time_t *out)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (out)
		*out = now.tv_sec + later;
	return now.tv_sec + later;
}

int fflush(FILE *f)
{
	int (*next)(FILE *) = (int (*)(FILE *))dlsym(RTLD_NEXT, "fflush");
	int done = next(f);

	if (done == 0 && f == stdout)
		record_said();
	return done;
}

/* glibc's own gettext crashes where it finds no memory for its first conversion. */
char *dcgettext(const char *domain, const char *message, int category)
{
	char *(*next)(const char *, const char *, int) =
		(char *(*)(const char *, const char *, int))dlsym(RTLD_NEXT, "dcgettext");

	in_gettext++;
	char *words = next(domain, message, category);
	in_gettext--;
	return words;
}

/* --- memory -------------------------------------------------------------------- */

void *malloc(size_t n)
{
	return fails(MEMORY, "malloc", -1, NULL) ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	return fails(MEMORY, "calloc", -1, NULL) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	return fails(MEMORY, "realloc", -1, NULL) ? NULL : __libc_realloc(p, n);
}
