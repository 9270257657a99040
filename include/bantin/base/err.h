/* err.h - how a function says why it failed */
#ifndef BANTIN_BASE_ERR_H
#define BANTIN_BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What went wrong, as far as a caller can act on it. Exit codes follow from it
 * (err_exit); everything finer is in the text.
 */
enum err_kind {
	ERR_NONE,
	ERR_FAILED,	/* the machine said no: file, disk, database */
	ERR_USAGE,	/* the command line or a key: the caller's mistake */
	ERR_CONFIG,	/* a configuration or key map file, with file:line */
	ERR_NET,	/* no answer to be had: nothing lost, try again */
	ERR_REFUSED,	/* the portal answered and said no */
	ERR_BUSY,	/* the desk is open in another bantin */
	ERR_NOT_FOUND,	/* no such article, draft, portal */
	ERR_FORMAT,	/* foreign data that cannot be read */
	ERR_LIMIT,	/* a ceiling was reached */
	ERR_CANCELLED	/* somebody pressed Esc */
};

enum { ERR_TEXT_MAX = 512 };	/* bytes, the closing NUL included */

/*
 * An error as a value: set by the one who noticed it, shown by the one who can
 * tell the user. text is one line of clean UTF-8 in the user's language, without a
 * full stop at its end. A caller who does not care passes NULL.
 */
struct err {
	enum err_kind kind;
	char text[ERR_TEXT_MAX];
};

/* Both return false, so that failing is one line: return err_set(e, ...). A text
 * too long is cut between two code points. Foreign bytes in the arguments must
 * have passed text_clean. */
bool err_set(struct err *e, enum err_kind kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The same with ": " and the words of errno (strerror) behind it. Reads errno at entry. */
bool err_errno(struct err *e, enum err_kind kind, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

void err_clear(struct err *e);

/* The exit status of product.md: 0 done, 1 failed, 2 usage, 3 network, 4 refused, 5 busy. */
int err_exit(enum err_kind kind);

#endif
