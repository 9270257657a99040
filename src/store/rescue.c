/* rescue.c - a text that cannot be saved, as a plain file wherever there is room */
#include <bantin/store/rescue.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bantin/base/buf.h>
#include <bantin/base/clock.h>
#include <bantin/base/file.h>
#include <bantin/base/mem.h>
#include <bantin/base/stamp.h>

#include "desk_in.h"

enum { NAMES_TRIED = 100 };

static bool write_new(const char *path, const struct buf *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return false;
	bool ok = file_write_fd(fd, buf_str(text), text->len, NULL) && fsync(fd) == 0;
	ok = close(fd) == 0 && ok;
	if (!ok)
		unlink(path);
	return ok;
}

/* "bantin-20200808-224229.md", then with -2, -3 ... where that is taken. */
static char *write_into(const char *dir, const struct buf *text)
{
	char stamp[STAMP_MAX];

	if (!dir || dir[0] != '/')
		return NULL;
	stamp_format(clock_now(), STAMP_RFC3339, stamp);
	for (int i = 1; i < NAMES_TRIED; i++) {
		struct buf name = {0};
		buf_addf(&name, "bantin-%.4s%.2s%.2s-%.2s%.2s%.2s", stamp, stamp + 5,
			 stamp + 8, stamp + 11, stamp + 14, stamp + 17);
		if (i > 1)
			buf_addf(&name, "-%d", i);
		buf_adds(&name, ".md");
		char *path = file_join(dir, buf_str(&name));
		buf_clear(&name);
		errno = 0;
		if (write_new(path, text))
			return path;
		free(path);
		if (errno != EEXIST)
			return NULL;
	}
	return NULL;
}

char *rescue_write(const char *drafts, const struct draft *d)
{
	const char *tmp = getenv("TMPDIR");
	const char *const dirs[] = {drafts, getenv("XDG_RUNTIME_DIR"),
				    tmp && *tmp ? tmp : "/tmp"};
	struct buf text = {0};
	char *path = NULL;

	copy_text(&text, d);
	for (size_t i = 0; !path && i < sizeof(dirs) / sizeof(dirs[0]); i++)
		path = write_into(dirs[i], &text);
	buf_clear(&text);
	return path;
}
