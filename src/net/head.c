/* head.c - the header block of an answer, read line by line */
#include "head.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <bantin/base/buf.h>
#include <bantin/base/mem.h>
#include <bantin/text/clean.h>

void head_clear(struct head *h)
{
	free(h->content_type);
	free(h->location);
	free(h->etag);
	free(h->last_modified);
	free(h->date);
	free(h->link);
	*h = (struct head){.length = -1, .range_start = -1, .range_total = -1};
}

/* "HTTP/1.1 201 Created" or "HTTP/2 201"; 0 where no three digits stand. */
static long status_of(const char *line, size_t n)
{
	const char *p = memchr(line, ' ', n);
	long status = 0;

	if (!p || n - (size_t)(p - line) < 4)
		return 0;
	for (int i = 1; i <= 3; i++) {
		if (p[i] < '0' || p[i] > '9')
			return 0;
		status = status * 10 + (p[i] - '0');
	}
	return status;
}

static void start_block(struct head *h, const char *line, size_t n)
{
	size_t bytes = h->bytes;

	head_clear(h);
	h->bytes = bytes;
	h->status = status_of(line, n);
}

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static void take_type(char **slot, const char *v, size_t n)
{
	const char *end = memchr(v, ';', n);
	char *s = text_clean_dup(v, end ? (size_t)(end - v) : n, CLEAN_LINE);

	for (char *c = s; *c; c++)
		*c = small(*c);
	free(*slot);
	*slot = s;
}

static void take_value(char **slot, const char *v, size_t n)
{
	free(*slot);
	*slot = text_clean_dup(v, n, CLEAN_LINE);
}

/* A validator is sent back byte by byte or not at all. */
static void take_validator(char **slot, const char *v, size_t n)
{
	if (text_is_clean(v, n, CLEAN_LINE))
		take_value(slot, v, n);
}

static void take_link(char **slot, const char *v, size_t n)
{
	char *more = text_clean_dup(v, n, CLEAN_LINE);

	if (*slot) {
		struct buf both;

		buf_init(&both, HEAD_MAX * 4);
		buf_adds(&both, *slot);
		buf_adds(&both, ", ");
		buf_adds(&both, more);
		free(*slot);
		free(more);
		more = buf_take(&both);
	}
	*slot = more;
}

/* Digits alone; -1 else. */
static int64_t number_of(const char *v, size_t n)
{
	int64_t number = 0;

	if (n == 0 || n > 18)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (v[i] < '0' || v[i] > '9')
			return -1;
		number = number * 10 + (v[i] - '0');
	}
	return number;
}

/* "bytes 1000-1999/5000"; the first two may be "*", the total too. */
static void take_range(struct head *h, const char *v, size_t n)
{
	const char *slash = memchr(v, '/', n), *dash = memchr(v, '-', n);

	if (n < 6 || strncasecmp(v, "bytes ", 6) != 0 || !slash)
		return;
	if (dash && dash < slash)
		h->range_start = number_of(v + 6, (size_t)(dash - v) - 6);
	h->range_total = number_of(slash + 1, n - (size_t)(slash - v) - 1);
}

/* How many packings "gzip, chunked" is; what was not asked for counts as too many. */
static int count_codings(const char *v, size_t n)
{
	static const char plain[] = " chunked identity ", known[] = " gzip x-gzip deflate ";
	int count = 0;

	while (n > 0) {
		char word[16] = " ";
		size_t len = 0, used = 1;

		for (; len < n && v[len] != ','; len++)
			if (v[len] != ' ' && v[len] != '\t' && used < sizeof(word) - 2)
				word[used++] = small(v[len]);
		word[used] = ' ';
		if (used > 1 && !strstr(plain, word))
			count += strstr(known, word) ? 1 : CODINGS_MAX + 1;
		v += len;
		n -= len;
		if (n > 0) {
			v++;
			n--;
		}
	}
	return count;
}

static bool is_named(const char *line, size_t name_len, const char *name)
{
	return strlen(name) == name_len && strncasecmp(line, name, name_len) == 0;
}

static void take_field(struct head *h, const char *line, size_t n)
{
	const char *colon = memchr(line, ':', n);

	if (!colon)
		return;
	size_t name = (size_t)(colon - line);
	const char *v = colon + 1;
	size_t len = n - name - 1;
	while (len > 0 && (*v == ' ' || *v == '\t')) {
		v++;
		len--;
	}
	while (len > 0 && strchr(" \t\r\n", v[len - 1]))
		len--;
	if (is_named(line, name, "content-encoding") ||
	    is_named(line, name, "transfer-encoding"))
		h->codings += count_codings(v, len);
	if (len == 0 || len > HEAD_VALUE_MAX)
		return;
	if (is_named(line, name, "content-type"))
		take_type(&h->content_type, v, len);
	else if (is_named(line, name, "location"))
		take_value(&h->location, v, len);
	else if (is_named(line, name, "etag"))
		take_validator(&h->etag, v, len);
	else if (is_named(line, name, "last-modified"))
		take_validator(&h->last_modified, v, len);
	else if (is_named(line, name, "date"))
		take_value(&h->date, v, len);
	else if (is_named(line, name, "link"))
		take_link(&h->link, v, len);
	else if (is_named(line, name, "content-length"))
		h->length = number_of(v, len);
	else if (is_named(line, name, "content-range"))
		take_range(h, v, len);
}

bool head_line(struct head *h, const char *line, size_t n)
{
	h->bytes += n;
	if (h->bytes > HEAD_MAX)
		return false;
	if (h->complete)
		return true;
	if (n >= 5 && strncasecmp(line, "HTTP/", 5) == 0)
		start_block(h, line, n);
	else if (n == 0 || line[0] == '\r' || line[0] == '\n')
		h->complete = h->status >= 200;
	else
		take_field(h, line, n);
	return h->codings <= CODINGS_MAX;
}
