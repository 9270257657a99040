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
	PROBE_LIMIT = 30,	/* seconds for each question */
	PROBE_HOPS = 4		/* from one page to the next */
};

enum stage { STAGE_PAGES, STAGE_SITE, STAGE_CONFIG, STAGE_OWN };

/*
 * One question after another: pages until one says where the feed lies, the site that a
 * page named, then, where there is a token, what it may do and the list of its owner's
 * posts. That list proves the token: the rest may be open to everybody.
 */
struct probe {
	struct http *http;
	struct http_call *call;
	struct portal portal;
	const struct portal_ops *ops;
	enum stage stage;
	int hops;
	struct discover *reader;	/* of the page that is arriving */
	enum discovery found;
	int64_t limit;			/* of the question, of clock_mono */
	bool over, good;
	struct err err;			/* over and no good: why */
	struct probe_log *log;
};

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

/* --- answers ---------------------------------------------------------------------- */

static bool page_body(void *ctx, const struct http_reply *r, const char *p, size_t n)
{
	struct probe *probe = ctx;

	return discover_push(probe->reader, r->url, p, n);
}

static bool page_read(struct probe *p, const struct http_reply *r)
{
	struct discover_note note;

	p->found = discover_end(p->reader, r, &p->portal, &note, &p->err);
	discover_free(p->reader);
	p->reader = NULL;
	if (p->log) {
		log_step(p->log, r);
		p->log->kind = note.kind;
		buf_reset(&p->log->detail);
		buf_adds(&p->log->detail, buf_str(&note.detail));
	}
	discover_note_clear(&note);
	if (p->found == DISCOVER_FOLLOW && p->hops == PROBE_HOPS)
		return err_set(&p->err, ERR_FORMAT,
			       _("the site sends from one page to another "
				 "without a feed at the end"));
	return p->found == DISCOVER_FEED || p->found == DISCOVER_WORDPRESS ||
	       p->found == DISCOVER_FOLLOW;
}

/* A page only names a REST interface: whether it answers, and as what, it says itself. */
static bool site_read(struct probe *p, const struct http_reply *r)
{
	bool good = p->ops->site_read(&p->portal, r, &p->err);

	log_step(p->log, r);
	if (p->log && !good) {
		p->log->kind = "wordpress-closed";
		buf_addf(&p->log->detail, "; then %s: ", r->url ? r->url : "-");
		portal_reason(r, &p->log->detail);
	}
	return good;
}

static bool own_read(struct probe *p, const struct http_reply *r)
{
	struct own_status *list;
	size_t n;
	bool good = p->ops->own_read(&p->portal, r, &list, &n, &p->err);

	if (good)
		own_status_free(list, n);
	return good;
}

static bool answer_read(struct probe *p, const struct http_reply *r)
{
	switch (p->stage) {
	case STAGE_PAGES:
		return page_read(p, r);
	case STAGE_SITE:
		return site_read(p, r);
	case STAGE_CONFIG:
		return p->ops->config_read(&p->portal, r, &p->err);
	default:
		return own_read(p, r);
	}
}

/* --- questions -------------------------------------------------------------------- */

static void probe_end(struct probe *p, bool good)
{
	p->over = true;
	p->good = good;
}

static void next_question(struct probe *p);

static void answered(void *ctx, const struct http_reply *r)
{
	struct probe *p = ctx;

	p->call = NULL;
	if (answer_read(p, r))
		next_question(p);
	else
		probe_end(p, false);
}

static void page_ask(struct probe *p, struct http_request *request)
{
	const char *url = p->hops++ == 0 ? p->portal.url : p->portal.feed_url;

	discover_ask(url, request);
	p->reader = discover_new(url);
}

static void ask(struct probe *p, enum stage stage)
{
	struct http_request request = {0};
	struct http_handler on = {.ctx = p, .on_done = answered,
				  .on_body = stage == STAGE_PAGES ? page_body : NULL};

	p->stage = stage;
	if (stage == STAGE_PAGES)
		page_ask(p, &request);
	else if (stage == STAGE_SITE)
		p->ops->site_ask(&p->portal, &request);
	else if (stage == STAGE_CONFIG)
		p->ops->config_ask(&p->portal, &request);
	else
		p->ops->own_ask(&p->portal, NULL, 0, &request);
	mem_set(&request.ca, p->portal.ca);
	p->limit = clock_mono() + PROBE_LIMIT * 1000;
	if (!http_start(p->http, &request, &on, &p->call, &p->err))
		probe_end(p, false);
	http_request_clear(&request);
}

static void sign_in(struct probe *p)
{
	const struct portal *portal = &p->portal;

	p->ops = portal_ops(portal->family);
	if (p->ops && p->ops->config_ask && portal_takes_bulletins(portal))
		ask(p, STAGE_CONFIG);
	else
		probe_end(p, err_set(&p->err, ERR_USAGE,
				     _("the portal %s takes no bulletins, so there is "
				       "nothing to sign in to"), portal->name));
}

static void next_question(struct probe *p)
{
	bool pages = p->stage == STAGE_PAGES;

	p->ops = portal_ops(p->portal.family);
	if (pages && p->found == DISCOVER_FOLLOW)
		ask(p, STAGE_PAGES);
	else if (pages && p->found == DISCOVER_WORDPRESS && p->ops && p->ops->site_ask)
		ask(p, STAGE_SITE);
	else if ((pages || p->stage == STAGE_SITE) && p->portal.token)
		sign_in(p);
	else if (p->stage == STAGE_CONFIG && p->ops->own_ask)
		ask(p, STAGE_OWN);
	else
		probe_end(p, true);
}

/* --- from start to end ------------------------------------------------------------ */

static void probe_begin(struct probe *p, const struct sync_address *at)
{
	struct portal *portal = &p->portal;
	char *address = address_of(at->url);

	portal->lookup_wait = PORTAL_LOOKUP_WAIT;
	portal->url = address;
	portal->ca = mem_str(at->ca);
	portal->token = mem_str(at->token);
	portal->name = name_of(address);
	if (url_is_safe(address))
		ask(p, STAGE_PAGES);
	else
		probe_end(p, err_set(&p->err, ERR_USAGE,
				     _("%s is no address bantin may use: it must begin "
				       "with https://"), address));
}

static void probe_stop(struct probe *p)
{
	if (p->call)
		http_cancel(p->http, p->call);
	p->call = NULL;
	discover_free(p->reader);
	p->reader = NULL;
}

static void give_up(struct probe *p, enum err_kind kind, const char *why)
{
	probe_stop(p);
	probe_end(p, err_set(&p->err, kind, "%s", why));
}

static void probe_expire(struct probe *p)
{
	struct err late;

	if (p->over || clock_mono() < p->limit)
		return;
	err_set(&late, ERR_NET, _("no answer within %d seconds"), PROBE_LIMIT);
	give_up(p, late.kind, late.text);
}

/* Without a screen: waits for the answers, and looks each half second for a stop. */
static void probe_run(struct probe *p, const volatile int *stop)
{
	while (!p->over) {
		if (stop && *stop) {
			give_up(p, ERR_CANCELLED, _("stopped"));
		} else if (!http_wait(p->http, NULL, 0, 500, &p->err)) {
			probe_stop(p);
			probe_end(p, false);
		} else {
			http_step(p->http);
			probe_expire(p);
		}
	}
}

static bool probe_result(struct probe *p, struct portal *out, struct err *e)
{
	*out = p->portal;
	p->portal = (struct portal){0};
	if (p->good)
		return true;
	portal_clear(out);
	if (e)
		*e = p->err;
	return false;
}

bool sync_probe(const struct sync_address *at, struct portal *p, struct probe_log *log,
		const volatile int *stop, struct err *e)
{
	struct probe probe = {.http = http_new(), .log = log};

	probe_begin(&probe, at);
	probe_run(&probe, stop);
	http_free(probe.http);
	return probe_result(&probe, p, e);
}

bool sync_sign_in(struct portal *p, const volatile int *stop, struct err *e)
{
	struct probe probe = {.http = http_new()};
	struct portal found;

	portal_copy(&probe.portal, p);
	sign_in(&probe);
	probe_run(&probe, stop);
	http_free(probe.http);
	if (!probe_result(&probe, &found, e))
		return false;
	portal_clear(p);
	*p = found;
	return true;
}

/* --- beside all else -------------------------------------------------------------- */

static struct probe *probe_new(struct sync *s)
{
	probe_free(s->probe);
	s->probe = mem_alloc(sizeof(*s->probe));
	s->probe->http = s->http;
	return s->probe;
}

void probe_free(struct probe *p)
{
	if (!p)
		return;
	probe_stop(p);
	portal_clear(&p->portal);
	free(p);
}

void sync_probe_start(struct sync *s, const struct sync_address *at)
{
	probe_begin(probe_new(s), at);
}

void sync_sign_in_start(struct sync *s, const struct portal *p)
{
	struct probe *probe = probe_new(s);

	portal_copy(&probe->portal, p);
	sign_in(probe);
}

void sync_probe_stop(struct sync *s)
{
	if (s->probe && !s->probe->over)
		give_up(s->probe, ERR_CANCELLED, _("stopped"));
}

enum probe_state sync_probe_state(const struct sync *s)
{
	return !s->probe ? PROBE_NONE : s->probe->over ? PROBE_OVER : PROBE_RUNNING;
}

bool sync_probe_end(struct sync *s, struct portal *p, struct err *e)
{
	bool good = probe_result(s->probe, p, e);

	probe_free(s->probe);
	s->probe = NULL;
	return good;
}

void probe_step(struct sync *s)
{
	if (s->probe)
		probe_expire(s->probe);
}

int64_t probe_next(const struct sync *s)
{
	return s->probe && !s->probe->over ? s->probe->limit : INT64_MAX;
}
