/* http.c - many HTTP exchanges side by side in one loop, through libcurl */
#include <bantin/net/http.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>

#include "call.h"
#include "curl.h"
#include "outcome.h"
#include "request.h"

enum {
	CONNECT_SECONDS = 30,
	PATIENCE_SECONDS = 60,
	READ_BYTES = 4 << 10,	/* at a time: packed they may be a thousand times that */
	TURN = 10,		/* ms that receivers of bodies have in one step */
	RETRY_AFTER_MAX = 3600
};

/*
 * Calls stand in one list from http_start until their on_done returned or they were
 * cancelled. While they are gone through for on_body a start only joins the list and a
 * cancel only marks, and http_step does the rest. What libcurl brings of a body waits in
 * its call till libcurl has returned, so that one that comes fast takes turns with the
 * others and with the screen.
 */
struct http {
	int patience;		/* seconds */
	CURLM *multi;		/* NULL before the first start */
	struct http_call *calls;
	bool inside;		/* the list is gone through */
	struct curl_waitfd *waits;
	size_t wait_cap;
};

static void fields_free(struct http_call *c)
{
	for (struct curl_slist *f = c->fields; f; f = f->next)
		mem_wipe(f->data, strlen(f->data));
	curl->slist_free_all(c->fields);
	c->fields = NULL;
}

/* The call is in no list any more. */
static void drop_call(struct http *h, struct http_call *c)
{
	if (c->added)
		curl->multi_remove_handle(h->multi, c->easy);
	curl->easy_cleanup(c->easy);
	fields_free(c);
	call_free(c);
}

const char *http_tls_name(struct err *e)
{
	if (!curl_load(e))
		return NULL;
	const curl_version_info_data *info = curl->version_info(CURLVERSION_NOW);
	return info->ssl_version ? info->ssl_version : "-";
}

struct http *http_new(void)
{
	struct http *h = mem_alloc(sizeof(*h));

	h->patience = PATIENCE_SECONDS;
	return h;
}

void http_set_patience(struct http *h, int seconds)
{
	h->patience = seconds;
}

void http_free(struct http *h)
{
	if (!h)
		return;
	while (h->calls) {
		struct http_call *c = h->calls;

		h->calls = c->next;
		drop_call(h, c);
	}
	if (h->multi) {
		curl->multi_cleanup(h->multi);
		curl->global_cleanup();
	}
	free(h->waits);
	free(h);
}

static void add_field(void *ctx, const char *line)
{
	struct http_call *c = ctx;

	c->fields = curl->slist_append(c->fields, line);
}

static void set_fields(struct http_call *c)
{
	char *user = NULL, *password = NULL;

	fields_free(c);
	request_fields(&c->request, add_field, c);
	curl->easy_setopt(c->easy, CURLOPT_HTTPHEADER, c->fields);
	request_basic(&c->request, &user, &password);
	curl_set_number(c->easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
	curl_set_text(c->easy, CURLOPT_USERNAME, user);
	curl_set_text(c->easy, CURLOPT_PASSWORD, password);
	request_wipe(user);
	request_wipe(password);
}

static void count_bytes(struct http_call *c)
{
	curl_off_t body = 0;
	long head = 0;

	curl->easy_getinfo(c->easy, CURLINFO_SIZE_DOWNLOAD_T, &body);
	curl->easy_getinfo(c->easy, CURLINFO_HEADER_SIZE, &head);
	c->reply.wire_bytes = c->wire_before + body + head;
}

static size_t take_body(char *p, size_t size, size_t n, void *ctx)
{
	struct http_call *c = ctx;

	c->paused = call_is_full(c);
	return c->paused ? CURL_WRITEFUNC_PAUSE : call_body(p, size, n, c);
}

/* The rules that hold for every exchange (portal.md, "libcurl, always"). */
static void set_always(CURL *e)
{
	curl_set_text(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_set_number(e, CURLOPT_FOLLOWLOCATION, 0);
	curl_set_number(e, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
	curl_set_number(e, CURLOPT_SSL_VERIFYPEER, 1);
	curl_set_number(e, CURLOPT_SSL_VERIFYHOST, 2);
	curl_set_number(e, CURLOPT_NOSIGNAL, 1);
	curl_set_number(e, CURLOPT_QUICK_EXIT, 1);
	curl_set_number(e, CURLOPT_NETRC, CURL_NETRC_IGNORED);
	curl_set_text(e, CURLOPT_COOKIEFILE, NULL);
	curl_set_number(e, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	curl_set_number(e, CURLOPT_LOW_SPEED_LIMIT, 1);
	curl_set_number(e, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1);
	curl_set_number(e, CURLOPT_BUFFERSIZE, READ_BYTES);
	curl_set_text(e, CURLOPT_USERAGENT, "bantin/" BANTIN_VERSION);
	curl->easy_setopt(e, CURLOPT_HEADERFUNCTION, call_header);
	curl->easy_setopt(e, CURLOPT_WRITEFUNCTION, take_body);
}

/* libcurl sends a POST again by itself when a connection it reuses turns out dead:
 * a write gets a connection of its own, and leaves none behind. */
static void set_write(CURL *e)
{
	curl_set_number(e, CURLOPT_FRESH_CONNECT, 1);
	curl_set_number(e, CURLOPT_FORBID_REUSE, 1);
	curl_set_number(e, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
}

static void set_method(CURL *e, const struct http_request *r)
{
	if (r->body || strcmp(r->method, "POST") == 0) {
		curl_set_number(e, CURLOPT_POST, 1);
		curl_set_size(e, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body_len);
		curl_set_text(e, CURLOPT_POSTFIELDS, r->body ? r->body : "");
	}
	if (strcmp(r->method, "HEAD") == 0)
		curl_set_number(e, CURLOPT_NOBODY, 1);
	else if (strcmp(r->method, "GET") != 0 && strcmp(r->method, "POST") != 0)
		curl_set_text(e, CURLOPT_CUSTOMREQUEST, r->method);
}

/* Plain http goes to loopback alone, where no proxy belongs. */
static void set_url(struct http_call *c)
{
	curl_set_text(c->easy, CURLOPT_URL, c->request.url);
	if (request_is_plain(&c->request))
		curl_set_text(c->easy, CURLOPT_PROXY, "");
	c->direct = request_is_direct(&c->request);
}

/* A file replaces the system's own; the system's folder of them stays. */
static void set_trust(struct http_call *c)
{
	char *usual = NULL;

	curl->easy_getinfo(c->easy, CURLINFO_CAINFO, &usual);
	curl_set_text(c->easy, CURLOPT_CAINFO, c->request.ca ? c->request.ca : usual);
}

static void set_up(const struct http *h, struct http_call *c)
{
	const struct http_request *r = &c->request;
	CURL *e = c->easy;

	set_always(e);
	curl_set_text(e, CURLOPT_ACCEPT_ENCODING, r->as_is ? NULL : "gzip");
	if (r->write)
		set_write(e);
	set_method(e, r);
	set_url(c);
	set_trust(c);
	set_fields(c);
	curl_set_number(e, CURLOPT_LOW_SPEED_TIME,
			r->patience > 0 ? r->patience : h->patience);
	curl->easy_setopt(e, CURLOPT_HEADERDATA, c);
	curl->easy_setopt(e, CURLOPT_WRITEDATA, c);
	curl->easy_setopt(e, CURLOPT_PRIVATE, c);
	curl->easy_setopt(e, CURLOPT_ERRORBUFFER, c->error);
}

static bool no_start(struct err *e)
{
	return err_set(e, ERR_FAILED, _("The network library does not start"));
}

static bool bring_up(struct http *h, struct err *e)
{
	if (h->multi)
		return true;
	if (!curl_load(e))
		return false;
	/* a header that found no memory would be left out without a word */
	if (curl->global_init_mem(CURL_GLOBAL_DEFAULT, mem_alloc, free, mem_resize,
				  mem_str, mem_array) == CURLE_OK) {
		h->multi = curl->multi_init();
		if (!h->multi)
			curl->global_cleanup();
	}
	return h->multi || no_start(e);
}

static void add_call(struct http *h, struct http_call *c)
{
	c->added = curl->multi_add_handle(h->multi, c->easy) == CURLM_OK;
}

/* Also those that libcurl would not take the last time. */
static void add_waiting(struct http *h)
{
	for (struct http_call *c = h->calls; c; c = c->next)
		if (!c->added && !c->over && c->stop != STOP_CANCELLED)
			add_call(h, c);
}

bool http_start(struct http *h, const struct http_request *r,
		const struct http_handler *on, struct http_call **call, struct err *e)
{
	if (!request_is_allowed(r, e) || !bring_up(h, e))
		return false;
	CURL *easy = curl->easy_init();
	if (!easy)
		return no_start(e);
	struct http_call *c = call_new(r, on);
	c->easy = easy;
	set_up(h, c);
	c->next = h->calls;
	h->calls = c;
	if (!h->inside)
		add_waiting(h);
	if (call)
		*call = c;
	return true;
}

static bool unlink_call(struct http *h, const struct http_call *call)
{
	for (struct http_call **at = &h->calls; *at; at = &(*at)->next) {
		if (*at != call)
			continue;
		*at = call->next;
		return true;
	}
	return false;
}

int64_t http_sent(const struct http_call *call)
{
	curl_off_t sent = 0;

	curl->easy_getinfo(call->easy, CURLINFO_SIZE_UPLOAD_T, &sent);
	return sent;
}

void http_cancel(struct http *h, struct http_call *call)
{
	if (h->inside) {
		for (struct http_call *c = h->calls; c; c = c->next)
			if (c == call)
				c->stop = STOP_CANCELLED;
	} else if (unlink_call(h, call)) {
		drop_call(h, call);
	}
}

size_t http_active(const struct http *h)
{
	size_t n = 0;

	for (const struct http_call *c = h->calls; c; c = c->next)
		n += c->stop != STOP_CANCELLED;
	return n;
}

static void reap_cancelled(struct http *h)
{
	struct http_call **at = &h->calls;

	while (*at) {
		struct http_call *c = *at;

		if (c->stop == STOP_CANCELLED) {
			*at = c->next;
			drop_call(h, c);
		} else {
			at = &c->next;
		}
	}
}

static void set_retry_after(struct http_call *c)
{
	curl_off_t seconds = 0;

	/* libcurl reads both forms, seconds and a date; 0 means absent */
	curl->easy_getinfo(c->easy, CURLINFO_RETRY_AFTER, &seconds);
	if (seconds > 0)
		c->reply.retry_after =
			seconds < RETRY_AFTER_MAX ? (int)seconds : RETRY_AFTER_MAX;
}

/* libcurl would follow to plain http anywhere: each step is checked here instead. */
static bool follow(struct http *h, struct http_call *c)
{
	char *to = NULL;

	if (!call_is_redirect(c))
		return false;
	curl->easy_getinfo(c->easy, CURLINFO_REDIRECT_URL, &to);
	if (!to || !call_redirect(c, to))
		return false;
	c->wire_before = c->reply.wire_bytes;
	set_url(c);
	set_trust(c);
	set_fields(c);
	add_call(h, c);
	return true;
}

static void end_transfer(struct http *h, struct http_call *c, CURLcode code)
{
	curl->multi_remove_handle(h->multi, c->easy);
	c->added = false;
	c->over = true;
	c->code = code;
}

static void finish(struct http *h, struct http_call *c)
{
	count_bytes(c);
	enum http_outcome outcome = outcome_of(c, c->code);
	c->over = outcome != HTTP_ANSWERED || !follow(h, c);
	if (!c->over)
		return;
	unlink_call(h, c);
	c->reply.outcome = outcome;
	set_retry_after(c);
	if (outcome != HTTP_ANSWERED)
		call_set_reason(c, outcome_reason(c, c->code));
	c->on.on_done(c->on.ctx, &c->reply);
	drop_call(h, c);
}

static void transfer(struct http *h)
{
	CURLMsg *m;
	int left;

	for (struct http_call *c = h->calls; c; c = c->next)
		if (c->paused && c->waiting.len == 0) {
			c->paused = false;
			/* what fails there is told to nobody else */
			CURLcode code = curl->easy_pause(c->easy, CURLPAUSE_CONT);
			if (code != CURLE_OK)
				end_transfer(h, c, code);
		}
	curl->multi_perform(h->multi, &left);
	for (struct http_call *c = h->calls; c; c = c->next)
		if (c->added && outcome_is_late(c, h->patience))
			end_transfer(h, c, CURLE_OPERATION_TIMEDOUT);
	while ((m = curl->multi_info_read(h->multi, &left))) {
		char *c = NULL;
		CURLcode code = m->data.result;

		if (m->msg != CURLMSG_DONE)
			continue;
		curl->easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &c);
		end_transfer(h, (struct http_call *)(void *)c, code);
	}
}

/* Each has a piece at least, so that a fast one holds up no other. */
static void hand_over(struct http *h)
{
	int64_t until = clock_mono() + TURN;

	h->inside = true;
	for (struct http_call *c = h->calls; c; c = c->next) {
		if (c->waiting.len == 0 || c->stop == STOP_CANCELLED)
			continue;
		count_bytes(c);
		call_hand_over(c, until);
		if (c->stop == STOP_RECEIVER && !c->over)
			end_transfer(h, c, CURLE_WRITE_ERROR);
	}
	h->inside = false;
	reap_cancelled(h);
}

/* One whose on_done comes next, or NULL. */
static struct http_call *next_over(const struct http *h)
{
	struct http_call *c = h->calls;

	while (c && (!c->over || c->waiting.len > 0))
		c = c->next;
	return c;
}

void http_step(struct http *h)
{
	struct http_call *c;

	if (!h->multi)
		return;
	transfer(h);
	hand_over(h);
	while ((c = next_over(h)))
		finish(h, c);
	add_waiting(h);
}

/* Something is to be done without a word from the network. */
static bool is_behind(const struct http *h)
{
	for (const struct http_call *c = h->calls; c; c = c->next)
		if (c->waiting.len > 0 || c->paused || c->over)
			return true;
	return false;
}

static bool wait_poll(struct pollfd *fds, size_t n, int timeout_ms, struct err *e)
{
	if (poll(fds, (nfds_t)n, timeout_ms) >= 0 || errno == EINTR)
		return true;
	return err_errno(e, ERR_FAILED, _("Waiting failed"));
}

static void set_waits(struct http *h, struct pollfd *fds, size_t n)
{
	h->waits = mem_grow(h->waits, &h->wait_cap, n + 1, sizeof(*h->waits));
	for (size_t i = 0; i < n; i++) {
		h->waits[i] = (struct curl_waitfd){.fd = fds[i].fd};
		if (fds[i].events & POLLIN)
			h->waits[i].events |= CURL_WAIT_POLLIN;
		if (fds[i].events & POLLPRI)
			h->waits[i].events |= CURL_WAIT_POLLPRI;
		if (fds[i].events & POLLOUT)
			h->waits[i].events |= CURL_WAIT_POLLOUT;
	}
}

bool http_wait(struct http *h, struct pollfd *fds, size_t n, int timeout_ms,
	       struct err *e)
{
	if (timeout_ms < 0)
		timeout_ms = 0;
	for (size_t i = 0; i < n; i++)
		fds[i].revents = 0;
	if (!h->calls)
		return wait_poll(fds, n, timeout_ms, e);
	if (is_behind(h))
		timeout_ms = 0;
	set_waits(h, fds, n);
	if (curl->multi_poll(h->multi, h->waits, (unsigned)n, timeout_ms, NULL))
		return err_set(e, ERR_FAILED, _("Waiting failed"));
	/* libcurl tells neither POLLHUP nor POLLERR: all a closed terminal says */
	return wait_poll(fds, n, 0, e);
}
