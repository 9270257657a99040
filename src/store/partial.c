/* partial.c - a file that is being fetched: what came stays, and is gone on from */
#include <bantin/store/partial.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

enum {
	NOTE_MAX = 64 << 10,
	COPIES_MAX = 999,
	STEP = 256 << 10	/* bytes: so often what came is made to be on the disk */
};

/*
 * The note is three lines: the address, the validator, and (once the file was left in
 * good order) how many bytes are surely on the disk. If the power goes before that, whole
 * steps count: each was synced before the next one began.
 */

struct partial {
	char *dir, *name;
	char *url, *validator;
	char *part, *note;	/* paths */
	int fd;
	bool locked, finished;
	int64_t have;
};

static char *with(const char *path, const char *ending)
{
	struct buf b = {0};

	buf_addf(&b, "%s%s", path, ending);
	return buf_take(&b);
}

static bool write_note(const struct partial *p, bool settled, struct err *e)
{
	struct buf b = {0};

	buf_addf(&b, "%s\n%s\n", p->url, p->validator);
	if (settled)
		buf_addf(&b, "%lld\n", (long long)p->have);
	bool ok = file_write(p->note, b.s, b.len, e);
	buf_clear(&b);
	return ok;
}

/* How many of the size bytes count. */
static int64_t read_note(struct partial *p, int64_t size)
{
	struct buf b = {0};
	size_t url = strlen(p->url);
	int64_t have = 0;
	char *end = NULL;

	if (file_read(p->note, NOTE_MAX, &b, NULL) && b.len > url + 2 &&
	    strncmp(b.s, p->url, url) == 0 && b.s[url] == '\n')
		end = strchr(b.s + url + 1, '\n');
	if (end) {
		p->validator = mem_strn(b.s + url + 1, (size_t)(end - b.s) - url - 1);
		have = end[1] ? strtoll(end + 1, NULL, 10) : size / STEP * STEP;
	}
	buf_clear(&b);
	return have < 0 ? 0 : have < size ? have : size;
}

static bool lock(struct partial *p, struct err *e)
{
	struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	if (fcntl(p->fd, F_SETLK, &whole) == 0 || (errno != EAGAIN && errno != EACCES))
		return true;
	return err_set(e, ERR_BUSY, _("%s is being fetched by another bantin"), p->name);
}

static bool open_part(struct partial *p, struct err *e)
{
	struct stat st;

	p->fd = open(p->part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK,
		     0600);
	if (p->fd < 0)
		return err_errno(e, ERR_FAILED, _("cannot write %s"), p->part);
	if (fstat(p->fd, &st) != 0 || !S_ISREG(st.st_mode))
		return err_set(e, ERR_FAILED, _("%s is not a file"), p->part);
	p->locked = lock(p, e);
	if (!p->locked)
		return false;
	fchmod(p->fd, 0600);
	if (st.st_size > 0)
		p->have = read_note(p, st.st_size);
	return lseek(p->fd, p->have, SEEK_SET) >= 0 ||
	       err_errno(e, ERR_FAILED, _("cannot write %s"), p->part);
}

bool partial_open(struct partial **out, const char *dir, const char *name,
		  const char *url, struct err *e)
{
	struct partial *p = mem_alloc(sizeof(*p));
	char *path = file_join(dir, name);

	p->dir = mem_str(dir);
	p->name = mem_str(name);
	p->url = mem_str(url);
	p->part = with(path, ".part");
	p->note = with(path, ".part.from");
	free(path);
	*out = p;
	if (open_part(p, e))
		return true;
	partial_free(p);
	*out = NULL;
	return false;
}

/* Of what never came nothing is left behind; what came is settled. */
static void leave(const struct partial *p)
{
	struct stat st;

	if (p->have > 0 && p->validator) {
		if (ftruncate(p->fd, p->have) == 0 && fsync(p->fd) == 0)
			write_note(p, true, NULL);
	} else if (fstat(p->fd, &st) == 0 && st.st_size == 0) {
		unlink(p->part);
		unlink(p->note);
	}
}

void partial_free(struct partial *p)
{
	if (!p)
		return;
	if (p->locked && !p->finished)
		leave(p);
	if (p->fd >= 0)
		close(p->fd);
	free(p->dir);
	free(p->name);
	free(p->url);
	free(p->validator);
	free(p->part);
	free(p->note);
	free(p);
}

int64_t partial_have(const struct partial *p)
{
	return p->have;
}

const char *partial_validator(const struct partial *p)
{
	return p->have > 0 ? p->validator : NULL;
}

/* The old note goes before the old bytes do, the new one comes before the new ones. */
bool partial_restart(struct partial *p, const char *validator, struct err *e)
{
	mem_set(&p->validator, validator);
	p->have = 0;
	unlink(p->note);
	if (ftruncate(p->fd, 0) != 0 || lseek(p->fd, 0, SEEK_SET) < 0)
		return err_errno(e, ERR_FAILED, _("cannot write %s"), p->part);
	return !validator || write_note(p, false, e);
}

bool partial_add(struct partial *p, const void *bytes, size_t n, struct err *e)
{
	if (!file_write_fd(p->fd, bytes, n, e))
		return false;
	int64_t step = p->have / STEP;
	p->have += (int64_t)n;
	if (p->have / STEP > step && fsync(p->fd) != 0)
		return err_errno(e, ERR_FAILED, _("cannot write %s"), p->part);
	return true;
}

/* "NAME.pdf", then "NAME (2).pdf". */
static char *numbered(const struct partial *p, int copy)
{
	const char *dot = strrchr(p->name, '.');
	size_t stem = dot && dot != p->name ? (size_t)(dot - p->name) : strlen(p->name);
	struct buf b = {0};

	buf_add(&b, p->name, stem);
	if (copy > 1)
		buf_addf(&b, " (%d)", copy);
	buf_adds(&b, p->name + stem);
	char *path = file_join(p->dir, buf_str(&b));
	buf_clear(&b);
	return path;
}

/* A link fails where the name is taken. Disks without links get the name by an empty
 * file that nobody else can have made. */
static bool take_name(const struct partial *p, const char *path)
{
	if (link(p->part, path) == 0)
		return unlink(p->part) == 0;
	if (errno == EEXIST)
		return false;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	close(fd);
	return rename(p->part, path) == 0;
}

static void sync_folder(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

bool partial_finish(struct partial *p, char **path, struct err *e)
{
	if (fsync(p->fd) != 0)
		return err_errno(e, ERR_FAILED, _("cannot write %s"), p->part);
	for (int copy = 1; copy <= COPIES_MAX; copy++) {
		*path = numbered(p, copy);
		if (take_name(p, *path)) {
			unlink(p->note);
			sync_folder(p->dir);
			p->finished = true;
			return true;
		}
		bool taken = errno == EEXIST;
		if (!taken)
			err_errno(e, ERR_FAILED, _("cannot write %s"), *path);
		free(*path);
		*path = NULL;
		if (!taken)
			return false;
	}
	return err_set(e, ERR_FAILED, _("there are too many files named %s"), p->name);
}
