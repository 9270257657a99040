/* http.h - many HTTP exchanges side by side in one loop, through libcurl */
#ifndef BANTIN_NET_HTTP_H
#define BANTIN_NET_HTTP_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <bantin/base/buf.h>
#include <bantin/base/err.h>

/*
 * https only (http for loopback addresses), no redirect but where a request asks, no
 * cookies, no netrc, TLS 1.2 or newer and verified. libcurl is not loaded before
 * the first request starts.
 */
struct http;
struct http_call;

/* Strings owned (http_request_clear); NULL means absent. */
struct http_request {
	const char *method;	/* "GET", "POST": a literal */
	char *url;
	char *accept;
	char *bearer;		/* token */
	char *basic;		/* "user:password" */
	char *key;		/* Idempotency-Key, sent quoted */
	char *if_none_match, *if_modified_since;
	char *range;		/* "bytes=1000-" */
	char *if_range;		/* a validator; the whole comes where it is stale */
	char *content_type;
	char *disposition;	/* Content-Disposition */
	char *ca;		/* file of PEM certificates trusted beside the system's; a
				 * redirect to another origin leaves it behind */
	char *body;
	size_t body_len;	/* bytes */
	bool write;		/* changes something there: HTTP/1.1, a fresh connection,
				 * never reused, never repeated by libcurl, no redirect */
	bool follow;		/* up to 5 redirects, same scheme, credentials dropped */
	bool as_is;		/* not packed with gzip: the bytes of a file */
	size_t ceiling;		/* bytes of decoded body; 0: 64 MiB */
	int patience;		/* seconds without a byte, then it is lost; 0: 60 */
};
void http_request_clear(struct http_request *r);

enum http_outcome {
	HTTP_ANSWERED,	/* a complete answer: header block and whole body */
	HTTP_NOT_SENT,	/* certainly nothing arrived: name not resolved, no connection
			 * made, TLS failed (portal.md, exactly once, 4) */
	HTTP_LOST,	/* anything else: whether it arrived, nobody knows */
	HTTP_TOO_BIG,	/* a ceiling was passed; header block is complete */
	HTTP_STOPPED	/* the receiver of the body said stop */
};

/* Valid during on_done only. Strings are clean; NULL means absent. */
struct http_reply {
	enum http_outcome outcome;
	bool headers_complete;
	long status;
	char *url;		/* after redirects */
	char *content_type;	/* lower case, parameters cut */
	char *location, *etag, *last_modified, *link;
	char *date;		/* the server's, when it answered */
	int retry_after;	/* seconds, at most 3600; -1 absent */
	int64_t length;		/* Content-Length: bytes on the wire; -1 not told */
	int64_t range_start;	/* Content-Range: first byte; -1 absent */
	int64_t range_total;	/* bytes of the whole; -1 not told */
	struct buf body;	/* raw bytes; empty where on_body took them */
	int64_t wire_bytes;	/* head and body received, as on the wire */
	char reason[256];	/* why not ANSWERED, in the user's language, clean */
};

struct http_handler {
	void *ctx;
	/* May be NULL: the body is collected in the reply. Called only for status 200 (and
	 * 206 where a range was asked for) with a complete header block (reply->content_type etc. are set); false stops.
	 * Like on_done it may start and cancel calls, but not call http_free. */
	bool (*on_body)(void *ctx, const struct http_reply *so_far, const char *p,
			size_t n);
	/* May be NULL. After one or more on_body in a row, before anything else is done;
	 * false stops. */
	bool (*on_rest)(void *ctx);
	/* Exactly once for every started call, from http_step. It may start others. */
	void (*on_done)(void *ctx, const struct http_reply *reply);
};

/* "OpenSSL/3.0.15": what secures the connections. A constant; NULL without libcurl. */
const char *http_tls_name(struct err *e);

struct http *http_new(void);
/* Seconds without a byte before a call is lost, where the request does not say. */
void http_set_patience(struct http *h, int seconds);
void http_free(struct http *h);		/* ends all calls without on_done */

/* Starts r (copied). False, and no on_done, for a URL that is not allowed or a ca that
 * cannot be read. */
bool http_start(struct http *h, const struct http_request *r,
		const struct http_handler *on, struct http_call **call, struct err *e);

/* Bytes of the request's body that have left. */
int64_t http_sent(const struct http_call *call);

/* Ends a call without on_done. */
void http_cancel(struct http *h, struct http_call *call);

/* Calls under way. */
size_t http_active(const struct http *h);

/* Waits until one of fds has events, a transfer can go on, or timeout_ms (>= 0) is over.
 * revents are zeroed first. With nothing under way this is poll(). */
bool http_wait(struct http *h, struct pollfd *fds, size_t n, int timeout_ms,
	       struct err *e);

/* Moves transfers on and calls handlers; never blocks. Of bodies that come faster than
 * their receivers take them the rest waits for the next step. */
void http_step(struct http *h);

#endif
