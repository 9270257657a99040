/* token.c - sign-in secrets, one 0600 file a portal in the tokens folder */
#include <bantin/store/token.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bantin/base/file.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/base/portal.h>

static char *token_path(const struct profile *p, const char *portal, struct err *e)
{
	if (portal && portal_name_ok(portal))
		return file_join(p->tokens, portal);
	err_set(e, ERR_USAGE, _("no portal can be called that"));
	return NULL;
}

static bool is_token(const char *s, size_t n)
{
	if (n == 0 || n > TOKEN_MAX || s[0] == ' ' || s[n - 1] == ' ')
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < ' ' || s[i] > '~')
			return false;
	}
	return true;
}

static bool is_private(int fd, const char *path, struct err *e)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_errno(e, ERR_FAILED, _("cannot read %s"), path);
	if (!S_ISREG(st.st_mode) || st.st_uid != geteuid())
		return err_set(e, ERR_CONFIG, _("%s is not a file of yours"), path);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return err_set(e, ERR_CONFIG,
			       _("others may read %s: chmod 600 it, and change "
				 "the password"),
			       path);
	return true;
}

/* Into a buffer that is wiped: the token's only other copy is the caller's. */
static bool read_token(int fd, const char *path, char **token, struct err *e)
{
	char bytes[TOKEN_MAX + 2];
	size_t n = 0;
	ssize_t got;

	do {
		got = read(fd, bytes + n, sizeof(bytes) - n);
		n += got > 0 ? (size_t)got : 0;
	} while ((got > 0 && n < sizeof(bytes)) || (got < 0 && errno == EINTR));
	if (n > 0 && bytes[n - 1] == '\n')
		n--;
	bool ok = got >= 0 && is_token(bytes, n);
	if (ok)
		*token = mem_strn(bytes, n);
	else if (got < 0)
		err_errno(e, ERR_FAILED, _("cannot read %s"), path);
	else
		err_set(e, ERR_CONFIG, _("%s holds no token"), path);
	mem_wipe(bytes, sizeof(bytes));
	return ok;
}

bool token_read(const struct profile *p, const char *portal, char **token, struct err *e)
{
	char *path = token_path(p, portal, e);
	bool ok = false;

	*token = NULL;
	if (!path)
		return false;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
	if (fd >= 0)
		ok = is_private(fd, path, e) && read_token(fd, path, token, e);
	else if (errno == ENOENT)
		ok = true;
	else if (errno == ELOOP)
		err_set(e, ERR_CONFIG, _("%s is a symbolic link"), path);
	else
		err_errno(e, ERR_FAILED, _("cannot open %s"), path);
	if (fd >= 0)
		close(fd);
	free(path);
	return ok;
}

bool token_write(const struct profile *p, const char *portal, const char *token,
		 struct err *e)
{
	char *path = token_path(p, portal, e);

	if (!path)
		return false;
	bool ok = is_token(token, strlen(token)) ||
		  err_set(e, ERR_USAGE, _("a token is one line of plain ASCII"));
	ok = ok && file_write(path, token, strlen(token), e);
	free(path);
	return ok;
}

bool token_remove(const struct profile *p, const char *portal, struct err *e)
{
	char *path = token_path(p, portal, e);

	if (!path)
		return false;
	bool ok = unlink(path) == 0 || errno == ENOENT ||
		  err_errno(e, ERR_FAILED, _("cannot remove %s"), path);
	free(path);
	return ok;
}
