/* reply.c - an HTTP answer before it is sent: status, headers, body */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "reply.h"

static struct reply_header *find_header(struct reply *rp, const char *name)
{
	for (size_t i = 0; i < rp->header_count; i++) {
		if (strcasecmp(rp->headers[i].name, name) == 0)
			return &rp->headers[i];
	}
	return NULL;
}

void reply_header(struct reply *rp, const char *name, const char *format, ...)
{
	struct reply_header *header = find_header(rp, name);
	char value[1024];
	va_list list;

	va_start(list, format);
	vsnprintf(value, sizeof value, format, list);
	va_end(list);
	if (header != NULL) {
		free(header->value);
		header->value = mem_copy(value);
	} else if (rp->header_count < REPLY_HEADERS) {
		header = &rp->headers[rp->header_count++];
		*header = (struct reply_header){mem_copy(name), mem_copy(value)};
	}
}

const char *reply_header_value(const struct reply *rp, const char *name)
{
	for (size_t i = 0; i < rp->header_count; i++) {
		if (strcasecmp(rp->headers[i].name, name) == 0)
			return rp->headers[i].value;
	}
	return NULL;
}

void reply_bytes(struct reply *rp, unsigned status, const char *type, char *taken,
	size_t size)
{
	free(rp->body);
	rp->body = taken;
	rp->size = size;
	rp->status = status;
	reply_header(rp, "Content-Type", "%s", type);
}

void reply_text(struct reply *rp, unsigned status, const char *type, struct text *taken)
{
	size_t size;
	char *bytes = text_take(taken, &size);

	reply_bytes(rp, status, type, bytes, size);
}

void reply_json(struct reply *rp, unsigned status, json_t *taken)
{
	char *bytes = json_dumps(taken, JSON_COMPACT);

	json_decref(taken);
	if (bytes == NULL)
		bytes = mem_copy("null");
	reply_bytes(rp, status, "application/json; charset=utf-8", bytes, strlen(bytes));
}

void reply_error(struct reply *rp, unsigned status, const char *code,
	const char *description)
{
	reply_json(rp, status, json_pack("{ss ss}", "error", code, "error_description",
	    description));
	rp->cached = false;
	rp->ranges = false;
}

void reply_clear(struct reply *rp)
{
	for (size_t i = 0; i < rp->header_count; i++) {
		free(rp->headers[i].name);
		free(rp->headers[i].value);
	}
	free(rp->body);
	*rp = (struct reply){0};
}
