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
	PROBE_HOPS = 4,		/* requests */
	PROBE_BODY = 4 << 20	/* bytes */
};

/* One exchange, waited for. */
struct exchange {
	bool done;
	void *ctx;
	void (*read)(void *ctx, const struct http_reply *r);
};

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
	struct http_handler on = {.ctx = x, .on_done = exchange_done};
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
	struct portal *portal;
	enum discovery found;
	struct err err;
	struct buf *steps;
};

static void probe_read(void *ctx, const struct http_reply *r)
{
	struct probe *p = ctx;

	if (p->steps && r->url)
		buf_addf(p->steps, "%s: %ld %s\n", r->url, r->status,
			 r->content_type ? r->content_type : r->reason);
	p->found = discover_read(r, p->portal, &p->err);
}

static bool probe_follow(struct http *h, const char *url, struct probe *p,
			 const struct sync_watch *watch, struct err *e)
{
	char *next = mem_str(url);
	bool ok = false;

	for (int hop = 0; hop < PROBE_HOPS; hop++) {
		struct http_request request = {0};
		struct exchange x = {.ctx = p, .read = probe_read};
		discover_ask(next, &request);
		mem_set(&request.ca, p->portal->ca);
		if (request.ceiling == 0 || request.ceiling > PROBE_BODY)
			request.ceiling = PROBE_BODY;
		ok = exchange_run(h, &request, &x, watch, e);
		http_request_clear(&request);
		if (!ok || p->found != DISCOVER_FOLLOW)
			break;
		mem_set(&next, p->portal->feed_url);
	}
	free(next);
	if (ok && p->found != DISCOVER_FEED) {
		if (p->found == DISCOVER_FOLLOW)
			err_set(&p->err, ERR_FORMAT,
				_("the site sends from one page to another "
				  "without a feed at the end"));
		*e = p->err;
		ok = false;
	}
	return ok;
}

bool sync_probe(const struct sync_address *at, struct portal *p, struct buf *steps,
		const struct sync_watch *watch, struct err *e)
{
	struct probe probe = {.portal = p, .steps = steps};
	char *address = address_of(at->url);
	struct err why;

	if (!e)
		e = &why;
	*p = (struct portal){.lookup_wait = PORTAL_LOOKUP_WAIT};
	mem_set(&p->url, address);
	mem_set(&p->ca, at->ca);
	p->name = name_of(address);
	struct http *h = http_new();
	bool ok = url_is_safe(address) ||
		  err_set(e, ERR_USAGE,
			  _("%s is no address bantin may use: it must begin with "
			    "https://"), address);
	ok = ok && probe_follow(h, address, &probe, watch, e);
	http_free(h);
	free(address);
	if (ok && at->token) {
		mem_set(&p->token, at->token);
		ok = sync_sign_in(p, watch, e);
	}
	if (!ok)
		portal_clear(p);
	return ok;
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
	struct http_request request = {0};
	struct exchange config = {.ctx = &in, .read = config_read};
	in.ops->config_ask(p, &request);
	mem_set(&request.ca, p->ca);
	bool ok = exchange_run(h, &request, &config, watch, e) && in.ok;
	http_request_clear(&request);
	if (ok && in.ops->own_ask) {
		struct exchange own = {.ctx = &in, .read = own_read};
		in.ops->own_ask(p, NULL, 0, &request);
		mem_set(&request.ca, p->ca);
		ok = exchange_run(h, &request, &own, watch, e) && in.ok;
		http_request_clear(&request);
	}
	http_free(h);
	return ok;
}
