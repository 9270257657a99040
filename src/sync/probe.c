/* probe.c - finding out what an address speaks, and whether a token is good */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <bantin/base/clock.h>
#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/net/discover.h>
#include <bantin/text/clean.h>
#include <bantin/text/url.h>

#include "inside.h"

enum {
	PROBE_LIMIT = 30,	/* seconds */
	PROBE_HOPS = 4		/* requests */
};

/* One exchange, waited for. */
struct exchange {
	bool done;
	void *ctx;
	bool (*body)(void *ctx, const struct http_reply *r, const char *p, size_t n);
	void (*read)(void *ctx, const struct http_reply *r);
};

static bool exchange_body(void *ctx, const struct http_reply *r, const char *p, size_t n)
{
	struct exchange *x = ctx;

	return x->body(x->ctx, r, p, n);
}

static void exchange_done(void *ctx, const struct http_reply *r)
{
	struct exchange *x = ctx;

	x->done = true;
	x->read(x->ctx, r);
}

/* Waits for the network, for the watch and for at most half a second. */
static bool watch_wait(struct http *h, const struct sync_watch *watch, bool *stopped,
		       struct err *e)
{
	struct pollfd fd = {.fd = watch ? watch->fd : -1, .events = POLLIN};

	if (!http_wait(h, &fd, fd.fd >= 0 ? 1 : 0, 500, e))
		return false;
	*stopped = watch && ((watch->stop && *watch->stop) ||
			     (fd.fd >= 0 && fd.revents && watch->stopped(watch->ctx)));
	return true;
}

static bool exchange_run(struct http *h, const struct http_request *request,
			 struct exchange *x, const struct sync_watch *watch,
			 struct err *e)
{
	struct http_handler on = {.ctx = x, .on_done = exchange_done,
				  .on_body = x->body ? exchange_body : NULL};
	struct http_call *call;
	int64_t limit = clock_mono() + PROBE_LIMIT * 1000;

	if (!http_start(h, request, &on, &call, e))
		return false;
	bool stopped = watch && watch->stop && *watch->stop;
	while (!x->done) {
		if (stopped || clock_mono() > limit) {
			http_cancel(h, call);
			return stopped ? err_set(e, ERR_CANCELLED, _("stopped")) :
					 err_set(e, ERR_NET,
					 _("no answer within %d seconds"), PROBE_LIMIT);
		}
		if (!watch_wait(h, watch, &stopped, e))
			return false;
		http_step(h);
	}
	return true;
}

/* "portal.example" is what people type; https is what it means. */
static char *address_of(const char *typed)
{
	struct buf b = {0};
	char *clean = text_clean_line(typed);
	bool local = strncmp(clean, "127.", 4) == 0 ||
		     strncmp(clean, "localhost", 9) == 0;

	if (!strstr(clean, "://"))
		buf_adds(&b, local ? "http://" : "https://");
	buf_adds(&b, clean);
	free(clean);
	return buf_take(&b);
}

/* A short name from the host: "www.xaphuloc.example" is "xaphuloc". */
static char *name_of(const char *url)
{
	const char *host = strstr(url, "://");
	struct buf b = {.max = PORTAL_NAME_MAX - 1};

	host = host ? host + 3 : url;
	if (strncmp(host, "www.", 4) == 0)
		host += 4;
	for (; *host && strchr(".:/?#", *host) == NULL; host++) {
		char c = (char)tolower((unsigned char)*host);
		buf_addc(&b, isalnum((unsigned char)c) ? c : '-');
	}
	char *name = buf_take(&b);
	if (!portal_name_ok(name) || isdigit((unsigned char)name[0]))
		mem_set(&name, "portal");
	return name;
}

struct probe {
	struct http *http;
	struct portal *portal;
	struct discover *reader;	/* of the reply that is arriving */
	enum discovery found;
	bool good;			/* what the page named answers as it should */
	struct err err;
	struct probe_log *log;
};

void probe_log_clear(struct probe_log *l)
{
	buf_clear(&l->steps);
	buf_clear(&l->detail);
	*l = (struct probe_log){0};
}

static void log_step(struct probe_log *l, const struct http_reply *r)
{
	if (l && r->url)
		buf_addf(&l->steps, "%s: %ld %s\n", r->url, r->status,
			 r->content_type ? r->content_type : r->reason);
}

static bool probe_body(void *ctx, const struct http_reply *r, const char *p, size_t n)
{
	struct probe *probe = ctx;

	return discover_push(probe->reader, r->url, p, n);
}

static void probe_read(void *ctx, const struct http_reply *r)
{
	struct probe *p = ctx;
	struct discover_note note;

	p->found = discover_end(p->reader, r, p->portal, &note, &p->err);
	if (p->log) {
		log_step(p->log, r);
		p->log->kind = note.kind;
		buf_reset(&p->log->detail);
		buf_adds(&p->log->detail, buf_str(&note.detail));
	}
	discover_note_clear(&note);
}

static bool probe_one(struct probe *p, const char *url, const struct sync_watch *watch,
		      struct err *e)
{
	struct http_request request = {0};
	struct exchange x = {.ctx = p, .body = probe_body, .read = probe_read};

	discover_ask(url, &request);
	mem_set(&request.ca, p->portal->ca);
	p->reader = discover_new(url);
	bool ok = exchange_run(p->http, &request, &x, watch, e);
	discover_free(p->reader);
	http_request_clear(&request);
	return ok;
}

static bool probe_follow(struct probe *p, const char *url,
			 const struct sync_watch *watch, struct err *e)
{
	char *next = mem_str(url);
	bool ok = false;

	for (int hop = 0; hop < PROBE_HOPS; hop++) {
		ok = probe_one(p, next, watch, e);
		if (!ok || p->found != DISCOVER_FOLLOW)
			break;
		mem_set(&next, p->portal->feed_url);
	}
	free(next);
	if (!ok || p->found == DISCOVER_FEED || p->found == DISCOVER_WORDPRESS)
		return ok;
	if (p->found == DISCOVER_FOLLOW)
		return err_set(e, ERR_FORMAT,
			       _("the site sends from one page to another "
				 "without a feed at the end"));
	*e = p->err;
	return false;
}

struct sign_in {
	struct portal *portal;
	const struct portal_ops *ops;
	bool ok;
	struct err *err;
};

static void config_read(void *ctx, const struct http_reply *r)
{
	struct sign_in *in = ctx;

	in->ok = in->ops->config_read(in->portal, r, in->err);
}

static bool ask_config(struct http *h, struct sign_in *in,
		       const struct sync_watch *watch, struct err *e)
{
	struct http_request request = {0};
	struct exchange config = {.ctx = in, .read = config_read};

	in->ops->config_ask(in->portal, &request);
	mem_set(&request.ca, in->portal->ca);
	bool ok = exchange_run(h, &request, &config, watch, e) && in->ok;
	http_request_clear(&request);
	return ok;
}

static void site_read(void *ctx, const struct http_reply *r)
{
	struct probe *p = ctx;

	p->good = portal_ops(p->portal->family)->site_read(p->portal, r, &p->err);
	log_step(p->log, r);
	if (p->log && !p->good) {
		p->log->kind = "wordpress-closed";
		buf_addf(&p->log->detail, "; then %s: ", r->url ? r->url : "-");
		portal_reason(r, &p->log->detail);
	}
}

/* A page only names a REST interface: whether it answers, and as what, it says itself. */
static bool probe_site(struct probe *p, const struct sync_watch *watch, struct err *e)
{
	const struct portal_ops *ops = portal_ops(p->portal->family);
	struct http_request request = {0};
	struct exchange x = {.ctx = p, .read = site_read};

	if (p->found != DISCOVER_WORDPRESS || !ops || !ops->site_ask)
		return true;
	ops->site_ask(p->portal, &request);
	mem_set(&request.ca, p->portal->ca);
	bool ok = exchange_run(p->http, &request, &x, watch, e);
	http_request_clear(&request);
	if (!ok || p->good)
		return ok;
	*e = p->err;
	return false;
}

bool sync_probe(const struct sync_address *at, struct portal *p, struct probe_log *log,
		const struct sync_watch *watch, struct err *e)
{
	struct probe probe = {.portal = p, .log = log};
	char *address = address_of(at->url);
	struct err why;

	if (!e)
		e = &why;
	*p = (struct portal){.lookup_wait = PORTAL_LOOKUP_WAIT};
	mem_set(&p->url, address);
	mem_set(&p->ca, at->ca);
	p->name = name_of(address);
	probe.http = http_new();
	bool ok = url_is_safe(address) ||
		  err_set(e, ERR_USAGE,
			  _("%s is no address bantin may use: it must begin with "
			    "https://"), address);
	ok = ok && probe_follow(&probe, address, watch, e) &&
	     probe_site(&probe, watch, e);
	http_free(probe.http);
	free(address);
	if (ok && at->token) {
		mem_set(&p->token, at->token);
		ok = sync_sign_in(p, watch, e);
	}
	if (!ok)
		portal_clear(p);
	return ok;
}

static void own_read(void *ctx, const struct http_reply *r)
{
	struct sign_in *in = ctx;
	struct own_status *list;
	size_t n;

	in->ok = in->ops->own_read(in->portal, r, &list, &n, in->err);
	if (in->ok)
		own_status_free(list, n);
}

/* q=config may be open to everybody; only the list of one's own proves the token. */
bool sync_sign_in(struct portal *p, const struct sync_watch *watch, struct err *e)
{
	struct sign_in in = {.portal = p, .ops = portal_ops(p->family), .err = e};

	if (!in.ops || !in.ops->config_ask || !portal_takes_bulletins(p))
		return err_set(e, ERR_USAGE,
			       _("the portal %s takes no bulletins, so there is "
				 "nothing to sign in to"), p->name);
	struct http *h = http_new();
	bool ok = ask_config(h, &in, watch, e);
	if (ok && in.ops->own_ask) {
		struct http_request request = {0};
		struct exchange own = {.ctx = &in, .read = own_read};
		in.ops->own_ask(p, NULL, 0, &request);
		mem_set(&request.ca, p->ca);
		ok = exchange_run(h, &request, &own, watch, e) && in.ok;
		http_request_clear(&request);
	}
	http_free(h);
	return ok;
}
