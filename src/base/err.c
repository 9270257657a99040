/* err.c - how a function says why it failed */
#include <bantin/base/err.h>

#include <errno.h>
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <bantin/base/i18n.h>

/* A cut text must not end within a code point. */
static void err_trim(char *text, size_t len)
{
	size_t lead = len;

	while (lead > 0 && ((unsigned char)text[lead - 1] & 0xc0) == 0x80)
		lead--;
	if (lead == 0)
		return;
	unsigned char c = (unsigned char)text[lead - 1];
	size_t want = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
	if (len - (lead - 1) < want)
		text[lead - 1] = '\0';
}

static void __attribute__((format(printf, 3, 0)))
err_write(struct err *e, enum err_kind kind, const char *fmt, va_list ap)
{
	e->kind = kind;
	int n = vsnprintf(e->text, sizeof(e->text), fmt, ap);
	if (n < 0)
		e->text[0] = '\0';
	else if ((size_t)n >= sizeof(e->text))
		err_trim(e->text, sizeof(e->text) - 1);
}

bool err_set(struct err *e, enum err_kind kind, const char *fmt, ...)
{
	va_list ap;

	if (!e)
		return false;
	/* through a copy: the old text may be among the arguments */
	struct err fresh;
	va_start(ap, fmt);
	err_write(&fresh, kind, fmt, ap);
	va_end(ap);
	*e = fresh;
	return false;
}

/* What a clerk may meet; the rest stays as the system says it in the C locale. */
static const struct {
	int code;
	const char *words;
} causes[] = {
	{ENOENT, N_("No such file or directory")},
	{EACCES, N_("Permission denied")},
	{EPERM, N_("Operation not permitted")},
	{EROFS, N_("Read-only file system")},
	{ENOSPC, N_("No space left on device")},
	{EDQUOT, N_("Disk quota exceeded")},
	{EIO, N_("Input/output error")},
	{EISDIR, N_("Is a directory")},
	{ENOTDIR, N_("Not a directory")},
	{EEXIST, N_("File exists")},
	{ELOOP, N_("Too many levels of symbolic links")},
	{ENAMETOOLONG, N_("File name too long")},
	{EMFILE, N_("Too many open files")},
	{ENFILE, N_("Too many open files in system")},
	{EFBIG, N_("File too large")},
	{ENXIO, N_("No such device or address")},
	{ENODEV, N_("No such device")},
	{EBUSY, N_("Device or resource busy")},
	{ENOMEM, N_("Cannot allocate memory")},
	{EINVAL, N_("Invalid argument")},
};

/* In another locale strerror opens a catalogue of its own, and glibc's crashes where it
 * finds no memory for that. */
static const char *cause_words(int code)
{
	for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++)
		if (causes[i].code == code)
			return gettext(causes[i].words);
	locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	const char *words = plain ? strerror_l(code, plain) : _("unknown error");
	if (plain)
		freelocale(plain);
	return words;
}

bool err_errno(struct err *e, enum err_kind kind, const char *fmt, ...)
{
	int code = errno;
	va_list ap;

	if (!e)
		return false;
	struct err words;
	va_start(ap, fmt);
	err_write(&words, kind, fmt, ap);
	va_end(ap);
	return err_set(e, kind, "%s: %s", words.text, cause_words(code));
}

void err_clear(struct err *e)
{
	e->kind = ERR_NONE;
	e->text[0] = '\0';
}

int err_exit(enum err_kind kind)
{
	switch (kind) {
	case ERR_NONE:
		return 0;
	case ERR_USAGE:
	case ERR_CONFIG:
		return 2;
	case ERR_NET:
		return 3;
	case ERR_REFUSED:
		return 4;
	case ERR_BUSY:
		return 5;
	case ERR_FAILED:
	case ERR_NOT_FOUND:
	case ERR_FORMAT:
	case ERR_LIMIT:
	case ERR_CANCELLED:
		break;
	}
	return 1;
}
