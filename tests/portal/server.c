/* server.c - HTTP on loopback: numbering, plan, routes, and one thread a connection */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fault.h"
#include "log.h"
#include "pause.h"
#include "routes.h"
#include "send.h"
#include "server.h"

enum { BACKLOG = 64, CONNECTIONS = 200, IDLE_SECONDS = 120 };

struct server {
	struct MHD_Daemon *daemon;
	pthread_mutex_t lock;	/* of the two below */
	struct plan *plan;
	unsigned requests;
};

const char *request_header(const struct request *rq, const char *name)
{
	return MHD_lookup_connection_value(rq->conn, MHD_HEADER_KIND, name);
}

const char *request_argument(const struct request *rq, const char *name)
{
	return MHD_lookup_connection_value(rq->conn, MHD_GET_ARGUMENT_KIND, name);
}

void request_pause(struct request *rq)
{
	if (!rq->paused && rq->fault.line > 0 && rq->fault.delay > 0)
		pause_for(rq->app->pause, rq->fault.delay);
	rq->paused = true;
}

static enum MHD_Result add_argument(void *to, enum MHD_ValueKind kind, const char *name,
	const char *value)
{
	struct text *query = to;

	(void)kind;
	text_print(query, "%s%s", query->size == 0 ? "?" : "&", name);
	if (value != NULL)
		text_print(query, "=%s", value);
	return MHD_YES;
}

static struct request *request_new(struct app *app, struct MHD_Connection *conn,
	const char *method, const char *path)
{
	struct request *rq = mem_get(sizeof *rq);
	struct text query = {0};
	size_t size;

	rq->app = app;
	rq->conn = conn;
	rq->method = method;
	rq->path = mem_copy(path);
	rq->limit = route_limit(path);
	MHD_get_connection_values(conn, MHD_GET_ARGUMENT_KIND, add_argument, &query);
	rq->query = text_take(&query, &size);
	if (strncmp(path, "/_", 2) != 0) {	/* looking on does not count */
		struct server *s = app->server;

		pthread_mutex_lock(&s->lock);
		rq->number = ++s->requests;
		if (s->plan != NULL)
			rq->fault = plan_match(s->plan, rq->number, method, path);
		pthread_mutex_unlock(&s->lock);
	}
	return rq;
}

static void request_free(struct request *rq)
{
	text_clear(&rq->body);
	free(rq->path);
	free(rq->query);
	free(rq);
}

static enum MHD_Result reset(struct request *rq)
{
	request_pause(rq);
	log_add(rq->app->log, rq, 0, 0);
	send_reset(rq);
	return MHD_NO;
}

static enum MHD_Result answer(struct request *rq)
{
	const struct fault *f = &rq->fault;
	struct reply rp = {0};
	enum MHD_Result result = MHD_NO;

	if (f->line > 0 && f->reset == RESET_BEFORE)
		return reset(rq);
	if (!fault_answer(rq, &rp)) {
		route_serve(rq, &rp);
		reply_settle(&rp, rq);
	}
	fault_adorn(f, &rp);
	request_pause(rq);
	if (f->line > 0 && f->reset == RESET_AFTER) {
		result = reset(rq);
	} else {
		log_add(rq->app->log, rq, rp.status, rp.size);
		if (send_is_raw(f))
			send_raw(rq, &rp);
		else
			result = send_reply(rq, &rp);
	}
	reply_clear(&rp);
	return result;
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *conn, const char *path,
	const char *method, const char *version, const char *data, size_t *size,
	void **state)
{
	struct request *rq = *state;

	(void)version;
	if (rq == NULL) {
		*state = request_new(cls, conn, method, path);
		return MHD_YES;
	}
	if (*size == 0)
		return answer(rq);
	/* what is too large is read to its end, so that the client hears the answer */
	if (rq->body.size + *size > rq->limit)
		rq->too_large = true;
	else
		text_add(&rq->body, data, *size);
	*size = 0;
	return MHD_YES;
}

static void completed(void *cls, struct MHD_Connection *conn, void **state,
	enum MHD_RequestTerminationCode code)
{
	(void)cls;
	(void)conn;
	(void)code;
	if (*state != NULL)
		request_free(*state);
	*state = NULL;
}

/* A socket that listens on 127.0.0.1, and its port; -1 after a message. */
static int listen_on(int wanted, unsigned *port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
		.sin_port = htons((uint16_t)wanted),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;

	if (fd >= 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == 0
	    && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0
	    && bind(fd, (struct sockaddr *)&address, size) == 0
	    && listen(fd, BACKLOG) == 0
	    && getsockname(fd, (struct sockaddr *)&address, &size) == 0) {
		*port = ntohs(address.sin_port);
		return fd;
	}
	fprintf(stderr, "portal: port %d: %s\n", wanted, strerror(errno));
	if (fd >= 0)
		close(fd);
	return -1;
}

/* The first request may come as soon as the daemon runs: all else is ready by then. */
static struct MHD_Daemon *start_daemon(struct app *app, int fd)
{
	return MHD_start_daemon(
	    MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL,
	    NULL, handle, app, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_NOTIFY_COMPLETED,
	    completed, NULL, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
	    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_END);
}

struct server *server_start(struct app *app, struct plan *plan)
{
	struct server *s = mem_get(sizeof *s);
	unsigned port;
	int fd = listen_on(app->args.port, &port);

	pthread_mutex_init(&s->lock, NULL);
	s->plan = plan;
	app->server = s;
	if (fd >= 0) {
		snprintf(app->base, sizeof app->base, "http://127.0.0.1:%u", port);
		s->daemon = start_daemon(app, fd);
		if (s->daemon != NULL)
			return s;
		fputs("portal: cannot start the server\n", stderr);
		close(fd);
	}
	server_stop(s);
	return NULL;
}

void server_plan(struct server *s, struct plan *plan)
{
	pthread_mutex_lock(&s->lock);
	if (s->plan != NULL)
		plan_free(s->plan);
	s->plan = plan;
	s->requests = 0;
	pthread_mutex_unlock(&s->lock);
}

void server_stop(struct server *s)
{
	if (s->daemon != NULL)
		MHD_stop_daemon(s->daemon);
	if (s->plan != NULL)
		plan_free(s->plan);
	pthread_mutex_destroy(&s->lock);
	free(s);
}
