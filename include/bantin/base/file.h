/* file.h - whole files: read with a ceiling, written whole or not at all */
#ifndef BANTIN_BASE_FILE_H
#define BANTIN_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/buf.h>
#include <bantin/base/err.h>

/* Nothing has that name, which is nothing to complain about. */
bool file_missing(const char *path);

/* Appends the bytes of the regular file path to out. ERR_NOT_FOUND where there is
 * none, ERR_LIMIT past max bytes, ERR_FAILED otherwise. The path goes into error
 * texts as it stands, so it must be clean UTF-8. */
bool file_read(const char *path, size_t max, struct buf *out, struct err *e);

/* The same from an open descriptor, to its end (a pipe, standard input). */
bool file_read_fd(int fd, size_t max, struct buf *out, struct err *e);

/* Writes beside path, fsyncs, renames over it and fsyncs the folder. The new file is its
 * owner's alone (0600); on a disk that knows no modes, as a stick has, it is what that
 * disk makes of it. */
bool file_write(const char *path, const void *p, size_t n, struct err *e);

/* All n bytes, across short writes and EINTR. */
bool file_write_fd(int fd, const void *p, size_t n, struct err *e);

/* Makes a folder 0700 with its parents; one that is there must be ours, no symbolic
 * link, and not writable by others, else ERR_CONFIG says what to do. One that others may
 * read is closed to them. */
bool file_private_dir(const char *path, struct err *e);

/* A path as a person writes it, owned by the caller: "~/" is the home folder, as in a
 * shell; all else stays. */
char *file_from_home(const char *path);

/* dir + "/" + name, owned by the caller. */
char *file_join(const char *dir, const char *name);

#endif
