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

void reply_text(struct reply *rp, unsigned status, const char *type, struct text *taken)
{
	free(rp->body);
	rp->body = text_take(taken, &rp->size);
	rp->status = status;
	reply_header(rp, "Content-Type", "%s", type);
}

void reply_json(struct reply *rp, unsigned status, json_t *taken)
{
	char *dump = json_dumps(taken, JSON_COMPACT);
	struct text text = {0};

	json_decref(taken);
	text_put(&text, dump != NULL ? dump : "null");
	free(dump);
	reply_text(rp, status, "application/json; charset=utf-8", &text);
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
