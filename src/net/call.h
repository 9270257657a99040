/* call.h - one exchange under way: what has arrived of it, and where it may go next */
#ifndef BANTIN_NET_CALL_H
#define BANTIN_NET_CALL_H

#include <bantin/net/http.h>

#include "head.h"

/* Bytes of decoded body where a request names none. */
enum { CALL_CEILING = 64 << 20 };

/* Why receiving was ended from this side. */
enum call_stop {
	STOP_NONE, STOP_HEAD, STOP_PACKED, STOP_BODY, STOP_RECEIVER, STOP_CANCELLED
};

struct curl_slist;

struct http_call {
	struct http_call *next;
	struct http_request request;
	struct http_handler on;
	void *easy;			/* libcurl's handle; http.c's */
	struct curl_slist *fields;	/* http.c's */
	int64_t begun;			/* clock_mono */
	bool added;			/* to the multi handle */
	bool direct;			/* surely without a proxy */
	char error[256];		/* libcurl's own words, for telling failures apart */
	enum call_stop stop;
	int redirects;
	struct head head;
	size_t body_bytes;		/* decoded, since the last redirect */
	int64_t wire_before;		/* on the wire, before the last redirect */
	struct buf waiting;		/* of the body, for the receiver */
	size_t given;			/* bytes of it that he has */
	bool paused;			/* libcurl waits till he has it all */
	bool over;			/* libcurl has ended it, on_done comes next */
	unsigned code;			/* how */
	struct http_reply reply;	/* borrows the head's strings */
};

struct http_call *call_new(const struct http_request *r, const struct http_handler *on);
void call_free(struct http_call *c);	/* all but what is http.c's */

/* Whether so few bytes in ms are too slow for a line: less than 50 a second, once five
 * times the patience (seconds) is over. */
bool call_is_late(int64_t ms, int64_t bytes, int patience);

/* libcurl's header and write callbacks; ctx is the call. */
size_t call_header(char *p, size_t size, size_t n, void *ctx);
size_t call_body(char *p, size_t size, size_t n, void *ctx);

/* Whether no more is to come before the receiver has what waits. */
bool call_is_full(const struct http_call *c);

/* Gives the receiver what waits for him, till `until` (clock_mono) has come, but one piece
 * in any case. He may say that he wants no more: STOP_RECEIVER. */
void call_hand_over(struct http_call *c, int64_t until);

/* Whether the answer is a redirect that the request wants followed. */
bool call_is_redirect(const struct http_call *c);

/* Turns the call to the absolute URL to. False, with a reason, where that is not
 * allowed: too many, another scheme, http to another machine. */
bool call_redirect(struct http_call *c, const char *to);

void call_set_reason(struct http_call *c, const char *reason);

#endif
