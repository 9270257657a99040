/* portals.c - the first start, adding a portal, signing in, which portal is shown */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/store/token.h>

#include "inside.h"
#include "tags.h"

#define SCHEME "https://" /* stands in the question already */

enum { GREET_COLS = 50 }; /* for the question in two languages on one row */

static void ask_address(struct app *a, const char *initial);

static bool take_portal(struct app *a, struct portal *p, struct err *e)
{
	const struct app_setup *s = &a->setup;

	if (s->portal_added && !s->portal_added(s->ctx, p, e))
		return false;
	sync_add_portal(s->sync, p);
	a->asked = true;
	return sync_start(s->sync, p->name, false, e);
}

static void say_added(struct app *a, const struct portal *p)
{
	const char *name = p->title ? p->title : p->name;
	char out[KEY_NAME_MAX];
	struct key k;

	if ((p->can & PORTAL_WRITES) &&
	    keymap_keys(a->keymap, CONTEXT_LIST, ACTION_SIGN_IN, &k, 1) > 0)
		app_say(a, false, _("Added: %s. To send bulletins, sign in with %s."),
			name, key_short(k, out));
	else
		app_say(a, false, _("Added: %s. Its news are on their way."), name);
}

/* Who goes on meanwhile is not asked again: keys go where they went. */
static bool is_elsewhere(struct app *a)
{
	return prompt_on(a) || stack_top(a) != a->asked_from;
}

static void look_end(struct app *a)
{
	struct portal p;
	struct err e = {0};

	if (sync_probe_end(a->setup.sync, &p, &e) && take_portal(a, &p, &e)) {
		say_added(a, &p);
	} else {
		if (!is_elsewhere(a))
			ask_address(a, a->address);
		app_say_err(a, &e);
	}
	portal_clear(&p);
	bars_refresh(a);
	a->changes |= SYNC_ARTICLES | SYNC_STATUS;
}

/* What is pasted behind the scheme that stands there already often brings its own. */
static const char *with_one_scheme(const char *url)
{
	static const char *const twice[] = {SCHEME "http://", SCHEME SCHEME};

	for (size_t i = 0; i < sizeof(twice) / sizeof(*twice); i++)
		if (strncmp(url, twice[i], strlen(twice[i])) == 0)
			return url + strlen(SCHEME);
	return url;
}

static void address_given(void *ctx, const char *url)
{
	struct app *a = ctx;

	if (!url || !*url)
		return;
	mem_set(&a->address, with_one_scheme(url));
	portal_clear(&a->signing);
	a->asked_from = stack_top(a);
	sync_probe_start(a->setup.sync, &(struct sync_address){.url = a->address});
	bars_refresh(a);
	app_say(a, false, "%s",
		_("Looking at what the portal speaks; this takes 30 seconds at most "
		  "..."));
}

static void ask_address(struct app *a, const char *initial)
{
	app_ask_plain(a, _("Address of the portal:"), initial, address_given, a);
}

void portals_add(struct app *a)
{
	ask_address(a, SCHEME);
}

static bool keep_token(struct app *a, const struct portal *p, struct err *e)
{
	if (!token_write(a->setup.profile, p->name, p->token, e))
		return false;
	sync_add_portal(a->setup.sync, p);
	sync_deliver(a->setup.sync);
	return true;
}

/* A token that the portal refuses is not kept; one that cannot be tried now is. */
static void signed_in(struct app *a, const struct portal *tried, struct err *e)
{
	bool holds = tried || e->kind == ERR_NET;

	if (!holds || !keep_token(a, tried ? tried : &a->signing, e))
		app_say_err(a, e);
	else
		app_say(a, false, "%s",
			tried ? _("Signed in; bulletins can be sent.")
			      : _("The token is stored, but it could not be tried now."));
	portal_clear(&a->signing);
	bars_refresh(a);
}

static void sign_in_end(struct app *a)
{
	struct err e = {0};
	struct portal p;

	signed_in(a, sync_probe_end(a->setup.sync, &p, &e) ? &p : NULL, &e);
	portal_clear(&p);
}

static void token_given(void *ctx, const char *token)
{
	struct app *a = ctx;
	const struct portal *known = sync_find(a->setup.sync, a->signing_in);
	struct err offline = {.kind = ERR_NET};

	if (!token || !*token || !known)
		return;
	portal_clear(&a->signing);
	portal_copy(&a->signing, known);
	mem_set(&a->signing.token, token);
	if (sync_offline(a->setup.sync)) {
		signed_in(a, NULL, &offline);
		return;
	}
	sync_sign_in_start(a->setup.sync, &a->signing);
	bars_refresh(a);
	app_say(a, false, "%s", _("Asking the portal ..."));
}

/* Esc ends it; all other keys do what they always do. */
bool portals_stop(struct app *a)
{
	if (sync_probe_state(a->setup.sync) != PROBE_RUNNING)
		return false;
	sync_probe_stop(a->setup.sync);
	return true;
}

void portals_step(struct app *a)
{
	if (sync_probe_state(a->setup.sync) != PROBE_OVER)
		return;
	if (a->signing.name)
		sign_in_end(a);
	else
		look_end(a);
}

static void ask_token(struct app *a, const struct portal *p)
{
	struct buf label = {0};
	char tag[TAG_MAX];

	mem_set(&a->signing_in, p->name);
	if (tags_needed(a->setup.sync))
		buf_addf(&label, "[%s] ", portal_tag(a->setup.sync, p->name, tag));
	buf_adds(&label, _("Token, or USER:APPLICATION-PASSWORD:"));
	app_ask_secret(a, buf_str(&label), token_given, a);
	buf_clear(&label);
}

void portals_sign_in(struct app *a, const char *portal)
{
	const struct portal *p = portal ? sync_find(a->setup.sync, portal) : NULL;

	if (sync_portal_count(a->setup.sync) == 0)
		portals_add(a);
	else if (p)
		ask_token(a, p);
	else
		app_push(a, view_portals_new(a, true));
}

void portals_show(struct app *a, const char *portal)
{
	mem_set(&a->shown, portal);
	a->status.version = 0;
	a->changes |= SYNC_ARTICLES | SYNC_STATUS;
	bars_refresh(a);
}

const char *portals_here(struct app *a)
{
	const struct view *v = stack_top(a);
	const char *own = v && v->class->portal ? v->class->portal(v) : NULL;

	return own ? own : app_portal(a);
}

/* gettext keeps what it has translated until a domain is named again. */
static void language_use(const char *lang)
{
	setenv("LANGUAGE", lang, 1);
	textdomain(textdomain(NULL));
}

static void language_chosen(void *ctx, char key)
{
	struct app *a = ctx;
	struct err e = {0};
	const char *lang = key == '2' ? "en" : "vi";

	if (key && a->setup.config_set &&
	    !a->setup.config_set(a->setup.ctx, "lang", lang, &e))
		app_say_err(a, &e);
	language_use(lang);
	if (sync_portal_count(a->setup.sync) == 0)
		portals_add(a);
	term_redraw(a->term);
}

void portals_greet(struct app *a)
{
	int rows, cols;

	term_size(a->term, &rows, &cols);
	app_choose(a,
		   cols < GREET_COLS
			   ? "Ngôn ngữ:  1 Tiếng Việt  2 English"
			   : "Ngôn ngữ / Language:  1 Tiếng Việt   2 English",
		   "12\r", language_chosen, a);
}
