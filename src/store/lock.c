/* lock.c - one owner of the desk at a time, known by name */
/* OFD locks belong to the descriptor and not to the process, so that closing another
 * descriptor of the same file does not lose the lock. They are POSIX since 2024. */
#define _GNU_SOURCE
#include "desk_in.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <bantin/base/clock.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/stamp.h>

enum { LINE_MAX_BYTES = 160, SIGN_TRIES = 100 };

/* The file says who has the lock, and behind that who has asked the owner to leave. */
enum { AT_OWNER = 0, AT_ASKER = 256 };

/* A terminal's name as a file may hold it: printable ASCII without spaces. */
static bool name_is_plain(const char *s)
{
	for (; *s; s++) {
		if (*s <= ' ' || *s > '~')
			return false;
	}
	return true;
}

/* "pid 1234 since 1596901349 tty /dev/pts/3"; what cannot be read stays 0 and "". */
static void read_owner(int fd, off_t at, struct desk_owner *o)
{
	char line[LINE_MAX_BYTES] = "";
	char tty[sizeof(o->tty)] = "";
	intmax_t pid = 0, since = 0;
	ssize_t n = pread(fd, line, sizeof(line) - 1, at);

	*o = (struct desk_owner){0};
	if (n <= 0)
		return;
	line[n] = '\0';
	if (sscanf(line, "pid %9jd since %12jd tty %63s", &pid, &since, tty) < 2 ||
	    pid <= 0)
		return;
	o->pid = (pid_t)pid;
	o->since = since;
	if (name_is_plain(tty))
		memcpy(o->tty, tty, sizeof(tty));
}

static void find_tty(char *out, size_t size)
{
	for (int fd = 0; fd <= 2; fd++) {
		if (ttyname_r(fd, out, size) == 0 && name_is_plain(out))
			return;
	}
	out[0] = '\0';
}

/* Not the name of an owner before. */
static void disown(int fd)
{
	int gone = ftruncate(fd, 0);

	(void)gone;
}

/* The bytes written, or -1. */
static int put_line(int fd, off_t at)
{
	char line[LINE_MAX_BYTES], tty[64];

	find_tty(tty, sizeof(tty));
	int n = snprintf(line, sizeof(line), "pid %ld since %" PRId64 " tty %s\n",
			 (long)getpid(), clock_now(), tty);
	return pwrite(fd, line, (size_t)n, at) == n ? n : -1;
}

/* In place, so that it needs no room on a full disk. Where it fails all the same, others
 * are told of the owner without a name. Who has asked for the lock has it now. */
static void sign(int fd)
{
	int n = put_line(fd, AT_OWNER);

	if (n < 0 || ftruncate(fd, n) != 0)
		disown(fd);
}

static bool busy(const struct desk_owner *o, struct err *e)
{
	char since[STAMP_MAX];

	stamp_format(o->since, STAMP_MINUTE, since);
	if (o->pid == 0)
		return err_set(e, ERR_BUSY, _("the desk is open in another bantin"));
	if (!o->tty[0])
		return err_set(
			e, ERR_BUSY,
			_("the desk is open in another bantin: process %ld, without a "
			  "terminal, since %s"),
			(long)o->pid, since);
	return err_set(
		e, ERR_BUSY,
		_("the desk is open in another bantin: process %ld on %s since %s"),
		(long)o->pid, o->tty, since);
}

/* The owner signs right after it has the lock: until then the words of the last one may
 * stand there. */
static void wait_owner(int fd, struct desk_owner *o)
{
	const struct timespec step = {.tv_nsec = 2 * 1000 * 1000};

	for (int i = 0; i < SIGN_TRIES; i++) {
		read_owner(fd, AT_OWNER, o);
		if (o->pid > 0 && (kill(o->pid, 0) == 0 || errno == EPERM))
			return;
		nanosleep(&step, NULL);
	}
}

bool lock_take(int *fd, const char *path, struct desk_owner *owner, struct err *e)
{
	struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	struct desk_owner other = {0};

	if (owner)
		*owner = other;
	*fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (*fd < 0)
		return err_errno(e, ERR_FAILED, _("cannot open %s"), path);
	bool ok = fcntl(*fd, F_OFD_SETLK, &all) == 0;
	if (!ok && (errno == EAGAIN || errno == EACCES)) {
		wait_owner(*fd, &other);
		if (owner)
			*owner = other;
		busy(&other, e);
	} else if (!ok) {
		err_errno(e, ERR_FAILED, _("cannot lock %s"), path);
	} else {
		sign(*fd);
	}
	if (!ok)
		lock_drop(*fd);
	return ok;
}

static void blank(int fd)
{
	ssize_t gone = pwrite(fd, "\n", 1, AT_ASKER);

	(void)gone;
}

void lock_ask(const char *path, bool ask)
{
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		return;		/* the owner is asked all the same, by nobody it knows */
	if (!ask || put_line(fd, AT_ASKER) < 0)
		blank(fd);
	close(fd);
}

bool lock_asked(int fd, struct desk_owner *asker)
{
	read_owner(fd, AT_ASKER, asker);
	return asker->pid > 0 && (kill(asker->pid, 0) == 0 || errno == EPERM);
}

void lock_drop(int fd)
{
	if (fd >= 0)
		close(fd);
}
