/* head.h - the header block of an answer, read line by line */
#ifndef BANTIN_NET_HEAD_H
#define BANTIN_NET_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	HEAD_MAX = 64 << 10,	/* bytes of one answer's header blocks, 1xx included */
	HEAD_VALUE_MAX = 8 << 10,
	CODINGS_MAX = 1
};

/*
 * Lines come as they stood, line end included. An interim (1xx) block is forgotten when
 * the next status line comes; what follows the blank line of the final block
 * (trailers) is ignored. Values are clean; NULL means absent. head_clear to begin with.
 */
struct head {
	long status;
	bool complete;		/* the blank line of a final block was seen */
	size_t bytes;
	char *content_type;	/* lower case, parameters cut */
	char *location, *etag, *last_modified, *date;
	char *link;		/* several are joined with ", " */
	int codings;		/* packings of the body, one in the other */
	int64_t length;		/* Content-Length; -1 absent, as the two below */
	int64_t range_start, range_total;	/* Content-Range */
};

/* False where HEAD_MAX is passed, or the body is packed in another way than gzip or twice:
 * then a byte may stand for a million. */
bool head_line(struct head *h, const char *line, size_t n);
void head_clear(struct head *h);

#endif
