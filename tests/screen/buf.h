/* buf.h - byte strings, lists, whole files, time limits: what every file here needs */
#ifndef WALK_BUF_H
#define WALK_BUF_H

#include <stdbool.h>
#include <stddef.h>

/* Bytes followed by a NUL that len does not count; data is NULL while nothing was added.
 * Memory that cannot be had ends the program. */
struct buf {
	char *data;
	size_t len;
	size_t cap;
};

void buf_add(struct buf *b, const void *data, size_t n);
void buf_puts(struct buf *b, const char *text);
void buf_printf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
const char *buf_str(const struct buf *b);	/* never NULL */
void buf_reset(struct buf *b);			/* empty, memory kept */
void buf_clear(struct buf *b);			/* empty, memory given back */

/* Replaces what b holds by a reason, and returns false: a function fails in one line. */
bool why(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Owned strings with a NULL after the last, so that items serves as argv or environ. */
struct list {
	char **items;
	size_t n;
};

void list_init(struct list *l);
void list_add(struct list *l, const char *text);
void list_clear(struct list *l);

/* The same list as NAME=VALUE pairs. */
void list_set(struct list *l, const char *name, const char *value);
void list_unset(struct list *l, const char *name);
const char *list_get(const struct list *l, const char *name, size_t name_len);

/* Whole files. file_write makes the folders that are missing. */
bool file_read(const char *path, struct buf *out, struct buf *reason);
bool file_write(const char *path, const char *data, size_t n, struct buf *reason);

/* Milliseconds of the monotonic clock. A limit has passed as well once the program was
 * told to stop, so that every wait ends and everything is cleaned up. */
long clock_ms(void);
bool clock_passed(long limit);
void clock_watch_signals(void);
bool clock_interrupted(void);

#endif
