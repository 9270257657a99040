/* request.h - a request's strings: copied, made into header fields, wiped */
#ifndef BANTIN_NET_REQUEST_H
#define BANTIN_NET_REQUEST_H

#include <bantin/net/http.h>

/* A safe address, and a file of certificates that can be read. */
bool request_is_allowed(const struct http_request *r, struct err *e);

void request_copy(struct http_request *to, const struct http_request *from);

/* Calls add with each header field line. A value that would end its line is left out. */
void request_fields(const struct http_request *r,
		    void (*add)(void *ctx, const char *line), void *ctx);

/* Copies of user and password, for request_wipe; both NULL without credentials. */
void request_basic(const struct http_request *r, char **user, char **password);
void request_drop_credentials(struct http_request *r);

/* Overwrites and frees; s may be NULL. */
void request_wipe(char *s);

bool request_is_plain(const struct http_request *r);	/* http, to this machine */
/* Surely not by way of a proxy. */
bool request_is_direct(const struct http_request *r);

#endif
