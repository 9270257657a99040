/* ledger.c - the verbs for the portal: its process, its ledger, requests to it */
#include "walk.h"

#include <poll.h>
#include <string.h>

enum { AGAIN_MS = 50 };

/* One of the two portals that a walk may have. */
struct which {
	struct portal *portal;
	const char *suffix;
};

static bool start(struct walk *w, const struct which *which, const struct given *g)
{
	struct list args;
	struct portal_spec spec = {
		.program = w->options->portal,
		.suffix = which->suffix,
		.tmp = w->tmp,
		.plan = g->body,
		.args = &args,
		.envp = w->env.items,
		.limit = walk_limit(w),
	};
	bool ok;

	list_init(&args);
	for (size_t i = 1; i < g->words.n; i++)
		list_add(&args, g->words.items[i]);
	ok = portal_start(which->portal, &spec, &w->vars, &w->why);
	list_clear(&args);
	return ok;
}

static bool stop(struct walk *w, const struct which *which)
{
	if (!which->portal->child.pid)
		return why(&w->why, "the portal does not run");
	portal_stop(which->portal);
	return true;
}

static bool control(struct walk *w, const struct which *which, const struct given *g)
{
	const char *what = g->words.n ? g->words.items[0] : "";

	if (!strcmp(what, "start"))
		return start(w, which, g);
	if (!strcmp(what, "restart"))
		return stop(w, which) && start(w, which, g);
	if (!strcmp(what, "stop") && g->words.n == 1 && !g->body)
		return stop(w, which);
	return why(&w->why, "portal start|restart [ARGUMENTS] [<<END], portal stop");
}

static bool do_portal(struct walk *w, const struct given *g)
{
	return control(w, &(struct which){&w->portal, ""}, g);
}

static bool do_portal2(struct walk *w, const struct given *g)
{
	return control(w, &(struct which){&w->portal2, "2"}, g);
}

static bool ask(struct walk *w, struct http_call *call, int *status, struct buf *body)
{
	if (!w->portal.port)
		return why(&w->why, "no portal was started");
	call->port = w->portal.port;
	call->limit = walk_limit(w);
	return http_ask(call, status, body, &w->why);
}

static bool request(struct walk *w, const struct given *g, const char *method)
{
	struct http_call call = {.method = method, .body = g->body};

	if (g->words.n < 1 || g->words.n > 2 || g->words.items[0][0] != '/')
		return why(&w->why, "get or post /PATH [TOKEN]");
	call.path = g->words.items[0];
	call.token = g->words.n > 1 ? g->words.items[1] : NULL;
	buf_reset(&w->err);
	w->is_http = true;
	return ask(w, &call, &w->code, &w->out);
}

static bool do_get(struct walk *w, const struct given *g)
{
	return request(w, g, "GET");
}

static bool do_post(struct walk *w, const struct given *g)
{
	return request(w, g, "POST");
}

/* The ledger, and in how many of its lines the text stands. */
static bool look(struct walk *w, const char *text, struct buf *all, long *count)
{
	struct http_call call = {.method = "GET", .path = "/_ledger?format=text"};

	int status;

	*count = 0;
	if (!ask(w, &call, &status, all))
		return false;
	if (status != 200)
		return why(&w->why, "the ledger answers %d", status);
	for (const char *p = buf_str(all); (p = strstr(p, text)); p += strcspn(p, "\n"))
		++*count;
	return true;
}

static bool do_ledger(struct walk *w, const struct given *g)
{
	struct buf all = {0};
	long n;
	bool ok = look(w, g->text, &all, &n) &&
		(n || why(&w->why, "the ledger is:\n%s", buf_str(&all)));

	buf_clear(&all);
	return ok;
}

static bool do_ledger_count(struct walk *w, const struct given *g)
{
	struct buf all = {0};
	const char *text;
	long n, wanted;
	bool ok = walk_number(w, g->text, &wanted, &text) && look(w, text, &all, &n) &&
		(n == wanted || why(&w->why, "%ld lines:\n%s", n, buf_str(&all)));

	buf_clear(&all);
	return ok;
}

/* Lets the open program, if there is one, go on working. */
static void pass_time(struct walk *w)
{
	struct pollfd p = {.fd = w->portal.out, .events = POLLIN};

	if (w->term)
		term_pump(w->term, 0);
	if (poll(&p, 1, AGAIN_MS) > 0)
		portal_drain(&w->portal);
}

static bool do_wait_ledger(struct walk *w, const struct given *g)
{
	long limit = walk_limit(w), n = 0;
	struct buf all = {0};
	bool ok = true;

	while (ok && !n) {
		ok = look(w, g->text, &all, &n);
		if (ok && !n && clock_passed(limit))
			ok = why(&w->why, "the ledger is:\n%s", buf_str(&all));
		if (ok && !n)
			pass_time(w);
	}
	buf_clear(&all);
	return ok;
}

const struct verb portal_verbs[] = {
	{"portal", TAKES_WORDS | TAKES_BODY, do_portal},
	{"portal2", TAKES_WORDS | TAKES_BODY, do_portal2},
	{"get", TAKES_WORDS | GIVES_STATUS, do_get},
	{"post", TAKES_WORDS | TAKES_BODY | GIVES_STATUS, do_post},
	{"ledger", TAKES_TEXT, do_ledger},
	{"ledger-count", TAKES_TEXT, do_ledger_count},
	{"wait-ledger", TAKES_TEXT, do_wait_ledger},
	{0},
};
