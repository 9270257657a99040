/* backup.h - the desk as one file, for another disk or another machine */
#ifndef BANTIN_STORE_BACKUP_H
#define BANTIN_STORE_BACKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/err.h>
#include <bantin/store/desk.h>

/*
 * One line, "bantin-backup VERSION MADE LENGTH HASH", and then LENGTH bytes: a database
 * like desk.db without undo logs, with a table of the files that belong to the desk. HASH
 * goes over these bytes, so that a torn or changed backup is known as one. No tokens.
 */
struct backup_file {
	char *name;		/* "config", "templates/lich.md" */
	char *bytes;
	size_t len;
};
void backup_files_free(struct backup_file *list, size_t n);

/* Writes the backup to fd (a file, a pipe). Drafts that were changed since their last
 * version get one first: by that a later merge knows which text came from which. */
bool desk_backup(struct desk *desk, const struct backup_file *files, size_t n, int fd,
		 struct err *e);
/* Whether the bytes begin as a backup does. */
bool backup_is_one(const char *s, size_t n);

struct restored {
	int64_t made;		/* when the backup was; seconds since 1970 UTC */
	size_t fresh;		/* drafts that were not here */
	size_t newer;		/* drafts whose text there goes on from the one here */
	size_t both;		/* changed on both sides: kept both, the backup's under a
				 * title that says so */
	size_t kept;		/* drafts that are here as they are there, or newer */
	size_t submissions;	/* rows of the outbox that were not here */
	struct backup_file *files;	/* the caller's */
	size_t file_count;
};

/*
 * Reads a backup from fd to its end and merges it into the desk, all or nothing; the same
 * one again changes nothing. Submissions are known by their keys: one that is here stays,
 * but for learning that it was accepted; one that was under way comes as UNKNOWN, since
 * it may have been sent since. ERR_FORMAT: no backup, or a damaged one; ERR_CONFIG: of a
 * newer bantin.
 */
bool desk_restore(struct desk *desk, int fd, struct restored *r, struct err *e);

#endif
