/* outlet.c - what goes to the terminal: drawn in memory, and sent without ever waiting */
/* memfd_create: a file that no disk can refuse to hold. */
#define _GNU_SOURCE
#include "outlet.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include <bantin/base/i18n.h>

enum { STALL_WAIT = 200 };	/* ms */

/* A description of our own does not wait whatever others do with theirs. */
static void open_tty(struct outlet *o, int tty)
{
	char name[64];

	o->tty = ttyname_r(tty, name, sizeof name) == 0
			 ? open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
			 : -1;
	o->shares = o->tty < 0;
	if (o->shares)
		o->tty = tty;
}

bool outlet_open(struct outlet *o, int tty, struct err *e)
{
	int fd = fcntl(tty, F_DUPFD_CLOEXEC, 0);

	*o = (struct outlet){.tty = -1, .drawing = fd < 0 ? NULL : fdopen(fd, "w")};
	if (!o->drawing) {
		err_errno(e, ERR_FAILED, _("cannot write to the terminal"));
		if (fd >= 0)
			close(fd);
		return false;
	}
	buf_init(&o->waiting, OUTLET_MAX);
	open_tty(o, tty);
	return true;
}

bool outlet_catch(struct outlet *o, struct err *e)
{
	int memory = memfd_create("bantin-screen", MFD_CLOEXEC);
	bool ok = memory >= 0 && dup3(memory, fileno(o->drawing), O_CLOEXEC) >= 0;

	if (!ok)
		err_errno(e, ERR_FAILED, _("no memory for the screen"));
	if (memory >= 0)
		close(memory);
	return ok;
}

void outlet_close(struct outlet *o)
{
	if (o->drawing)
		fclose(o->drawing);
	if (!o->shares && o->tty >= 0)
		close(o->tty);
	buf_clear(&o->waiting);
	*o = (struct outlet){.tty = -1};
}

/* --- into the waiting bytes --------------------------------------------------- */

static void forget(struct outlet *o)
{
	buf_reset(&o->waiting);
	o->sent = 0;
}

static bool add(struct outlet *o, const char *s, size_t n)
{
	bool ok = buf_add(&o->waiting, s, n);

	if (!ok)
		forget(o);
	return ok;
}

void outlet_say(struct outlet *o, const char *s)
{
	add(o, s, strlen(s));
}

bool outlet_take(struct outlet *o)
{
	int fd = fileno(o->drawing);
	char part[4096];
	off_t end = lseek(fd, 0, SEEK_CUR), at = 0;
	bool ok = end >= 0;

	while (ok && at < end) {
		size_t n = end - at < (off_t)sizeof part ? (size_t)(end - at) : sizeof part;
		ssize_t got = pread(fd, part, n, at);

		ok = got > 0 && add(o, part, (size_t)got);
		at += got;
	}
	lseek(fd, 0, SEEK_SET);
	return ok;
}

/* --- to the terminal ----------------------------------------------------------- */

/* Others would meet a terminal that does not wait, so it is one for this call alone. */
static ssize_t send_some(const struct outlet *o, const char *s, size_t n)
{
	int flags = o->shares ? fcntl(o->tty, F_GETFL) : -1;

	if (flags >= 0)
		fcntl(o->tty, F_SETFL, flags | O_NONBLOCK);
	ssize_t done = write(o->tty, s, n);
	int why = errno;
	if (flags >= 0)
		fcntl(o->tty, F_SETFL, flags);
	errno = why;
	return done;
}

void outlet_send(struct outlet *o)
{
	while (outlet_waits(o)) {
		ssize_t n = send_some(o, o->waiting.s + o->sent, o->waiting.len - o->sent);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0)	/* it is gone: reading tells the same */
			break;
		o->sent += (size_t)n;
	}
	forget(o);
}

bool outlet_waits(const struct outlet *o)
{
	return o->sent < o->waiting.len;
}

int outlet_fd(const struct outlet *o)
{
	return o->tty;
}

bool outlet_finish(struct outlet *o)
{
	struct pollfd p = {o->tty, POLLOUT, 0};
	bool all;

	outlet_send(o);
	while (outlet_waits(o) && poll(&p, 1, STALL_WAIT) > 0) {
		size_t before = o->sent;

		outlet_send(o);
		if (outlet_waits(o) && o->sent == before)
			break;
	}
	all = !outlet_waits(o);
	forget(o);
	return all;
}

void outlet_shout(struct outlet *o, const char *s, size_t n)
{
	tcflush(o->tty, TCOFLUSH);
	if (send_some(o, s, n) < 0)
		return;		/* who hung up sees nothing anyway */
}
