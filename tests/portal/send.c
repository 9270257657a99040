/* send.c - putting an answer on the wire, whole or with the faults of the plan */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "pause.h"
#include "send.h"
#include "when.h"

enum {
	SLOW_STEP = 50,		/* milliseconds between two pieces of a slow answer */
	SEND_WAIT = 30000	/* milliseconds for a client that reads nothing */
};

bool send_is_raw(const struct fault *fault)
{
	size_t size = strlen(fault->header);

	if (fault->line == 0)
		return false;
	/* libmicrohttpd does not send a header without a value */
	return fault->truncate >= 0 || fault->truncate_head >= 0 || fault->slow > 0
	    || (size > 0 && fault->header[size - 1] == ':');
}

static int connection_socket(struct request *rq)
{
	const union MHD_ConnectionInfo *info;

	info = MHD_get_connection_info(rq->conn, MHD_CONNECTION_INFO_CONNECTION_FD);
	return info->connect_fd;
}

enum MHD_Result send_reply(struct request *rq, struct reply *rp)
{
	struct MHD_Response *response;
	enum MHD_Result result;

	response = MHD_create_response_from_buffer(rp->size, rp->body,
	    MHD_RESPMEM_MUST_COPY);
	if (response == NULL)
		return MHD_NO;
	for (size_t i = 0; i < rp->header_count; i++)
		MHD_add_response_header(response, rp->headers[i].name,
		    rp->headers[i].value);
	result = MHD_queue_response(rq->conn, rp->status, response);
	MHD_destroy_response(response);
	return result;
}

/* The socket does not block: waits for room, up to SEND_WAIT. */
static bool write_all(int fd, const char *bytes, size_t size)
{
	while (size > 0) {
		struct pollfd ready = {.fd = fd, .events = POLLOUT};
		ssize_t sent = send(fd, bytes, size, MSG_NOSIGNAL);

		if (sent > 0) {
			bytes += sent;
			size -= (size_t)sent;
		} else if (errno == EAGAIN || errno == EWOULDBLOCK) {
			if (poll(&ready, 1, SEND_WAIT) <= 0)
				return false;
		} else if (errno != EINTR) {
			return false;
		}
	}
	return true;
}

/* So many bytes a second, in pieces; 0: at once. */
static bool write_slowly(struct request *rq, const char *bytes, size_t size, long slow)
{
	size_t piece = slow > 0 ? (size_t)slow * SLOW_STEP / 1000 : size;
	long wait = SLOW_STEP;

	if (slow > 0 && piece == 0) {
		piece = 1;
		wait = 1000 / slow;
	}
	while (size > 0) {
		size_t now = size < piece ? size : piece;

		if (!write_all(connection_socket(rq), bytes, now))
			return false;
		bytes += now;
		size -= now;
		if (slow > 0 && !pause_for(rq->app->pause, wait))
			return false;
	}
	return true;
}

static void head_text(struct text *head, const struct reply *rp)
{
	char date[WHEN_SIZE];

	when_http(when_now(), date);
	text_print(head, "HTTP/1.1 %u %s\r\nDate: %s\r\n", rp->status,
	    MHD_get_reason_phrase_for(rp->status), date);
	for (size_t i = 0; i < rp->header_count; i++)
		text_print(head, "%s: %s\r\n", rp->headers[i].name, rp->headers[i].value);
	text_print(head, "Content-Length: %zu\r\nConnection: close\r\n\r\n", rp->size);
}

void send_raw(struct request *rq, const struct reply *rp)
{
	const struct fault *f = &rq->fault;
	struct text head = {0};
	size_t head_size, body_size = strcmp(rq->method, "HEAD") == 0 ? 0 : rp->size;
	bool whole_head;

	head_text(&head, rp);
	head_size = head.size;
	if (f->truncate_head >= 0 && (size_t)f->truncate_head < head_size)
		head_size = (size_t)f->truncate_head;
	whole_head = head_size == head.size;
	if (f->truncate >= 0 && (size_t)f->truncate < body_size)
		body_size = (size_t)f->truncate;
	if (write_slowly(rq, head.at, head_size, f->slow) && whole_head)
		write_slowly(rq, rp->body, body_size, f->slow);
	text_clear(&head);
	shutdown(connection_socket(rq), SHUT_WR);
}

void send_reset(struct request *rq)
{
	struct linger linger = {.l_onoff = 1, .l_linger = 0};
	struct sockaddr none = {.sa_family = AF_UNSPEC};
	int fd = connection_socket(rq);

	/* Linger 0 makes a close send RST, but the socket is libmicrohttpd's to close and
	 * it shuts down first, which would send FIN.  Dissolving the connection resets
	 * now. */
	setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
	connect(fd, &none, sizeof none);
}
