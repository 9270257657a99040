/* file.c - whole files: read with a ceiling, written whole or not at all */
#include <bantin/base/file.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

bool file_missing(const char *path)
{
	return access(path, F_OK) != 0 && errno == ENOENT;
}

bool file_read_fd(int fd, size_t max, struct buf *out, struct err *e)
{
	char chunk[16384];
	size_t had = 0;

	for (;;) {
		ssize_t n = read(fd, chunk, sizeof(chunk));
		if (n == 0)
			return true;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(e, ERR_FAILED, _("cannot read"));
		had += (size_t)n;
		if (had > max || !buf_add(out, chunk, (size_t)n))
			return err_set(e, ERR_LIMIT,
				       _("more than %zu bytes; make it smaller"), max);
	}
}

bool file_read(const char *path, size_t max, struct buf *out, struct err *e)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

	if (fd < 0)
		return err_errno(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_FAILED,
				 _("cannot open %s"), path);
	bool ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	if (!ok)
		err_set(e, ERR_FAILED, _("%s is not a file"), path);
	else
		ok = file_read_fd(fd, max, out, e);
	close(fd);
	return ok;
}

bool file_write_fd(int fd, const void *p, size_t n, struct err *e)
{
	const char *at = p;

	while (n > 0) {
		ssize_t done = write(fd, at, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return err_errno(e, ERR_FAILED, _("cannot write"));
		at += done;
		n -= (size_t)done;
	}
	return true;
}

/* A rename is safe only once the folder itself is on the disk. */
static bool sync_folder_of(const char *path)
{
	char *dir = mem_str(path);
	char *slash = strrchr(dir, '/');

	if (slash)
		slash[slash == dir ? 1 : 0] = '\0';
	int fd = open(slash ? dir : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(dir);
	if (fd < 0)
		return false;
	bool ok = fsync(fd) == 0 || errno == EINVAL;
	close(fd);
	return ok;
}

bool file_write(const char *path, const void *p, size_t n, struct err *e)
{
	struct buf tmp = {0};
	bool ok = false;

	buf_addf(&tmp, "%s.XXXXXX", path);
	int fd = mkstemp(tmp.s);	/* 0600 */
	if (fd < 0) {
		err_errno(e, ERR_FAILED, _("cannot write %s"), path);
		buf_clear(&tmp);
		return false;
	}
	if (!file_write_fd(fd, p, n, e))
		goto out;
	if (fsync(fd) != 0) {
		err_errno(e, ERR_FAILED, _("cannot write %s"), path);
		goto out;
	}
	ok = rename(tmp.s, path) == 0 && sync_folder_of(path);
	if (!ok)
		err_errno(e, ERR_FAILED, _("cannot write %s"), path);
out:
	close(fd);
	if (!ok)
		unlink(tmp.s);
	buf_clear(&tmp);
	return ok;
}

static bool dir_is_private(const char *path, struct err *e)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return err_errno(e, ERR_CONFIG, _("cannot use the folder %s"), path);
	if (!S_ISDIR(st.st_mode))
		return err_set(e, ERR_CONFIG,
			       _("%s is not a folder (a symbolic link is "
				 "not taken); choose another with --profile"),
			       path);
	if (st.st_uid != geteuid())
		return err_set(e, ERR_CONFIG,
			       _("the folder %s belongs to another user; "
				 "choose another with --profile"),
			       path);
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return err_set(e, ERR_CONFIG,
			       _("others may write into %s; run: "
				 "chmod go-w on it"),
			       path);
	/* others need not see what there is either */
	if ((st.st_mode & (S_IRWXG | S_IRWXO)) && chmod(path, 0700) != 0)
		return err_errno(e, ERR_CONFIG, _("cannot use the folder %s"), path);
	return true;
}

bool file_private_dir(const char *path, struct err *e)
{
	char *part = mem_str(path);

	for (char *at = part + 1; *at; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		mkdir(part, 0700); /* the last mkdir tells whether this worked */
		*at = '/';
	}
	bool made = mkdir(part, 0700) == 0 || errno == EEXIST;
	if (!made)
		err_errno(e, ERR_CONFIG, _("cannot make the folder %s"), path);
	free(part);
	return made && dir_is_private(path, e);
}

char *file_from_home(const char *path)
{
	const char *home = getenv("HOME");

	return strncmp(path, "~/", 2) == 0 && home && *home ? file_join(home, path + 2)
							    : mem_str(path);
}

char *file_join(const char *dir, const char *name)
{
	struct buf b = {0};
	size_t n = strlen(dir);

	buf_add(&b, dir, n);
	if (n == 0 || dir[n - 1] != '/')
		buf_addc(&b, '/');
	buf_adds(&b, name);
	return buf_take(&b);
}
