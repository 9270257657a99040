/* portals.c - the first start, adding a portal, signing in, which portal is shown */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/store/token.h>

#include "inside.h"
#include "signals.h"
#include "tags.h"

enum { GREET_COLS = 50 }; /* for the question in two languages on one row */

static void ask_address(struct app *a, const char *initial);

/* The probe waits for the network itself, so what it does is painted before. */
static void say_now(struct app *a, const char *words)
{
	app_say(a, false, "%s", words);
	app_paint(a);
}

/* While the network is asked only Esc and ^C are heeded; what else is typed is lost, as
 * it would go to a screen that is not there yet. */
static bool esc_pressed(void *ctx)
{
	struct app *a = ctx;
	struct buf paste = {0};
	struct key k;
	bool stop = false;

	while (term_key(a->term, &k, &paste))
		stop = stop || k.code == K_ESC || k.code == K_HANGUP ||
		       (k.code == 3 && (k.mods & KEY_CTRL));
	buf_clear(&paste);
	return stop;
}

static struct sync_watch watch_keys(struct app *a)
{
	return (struct sync_watch){.stop = signals_ending(), .fd = term_fd(a->term),
				   .stopped = esc_pressed, .ctx = a};
}

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

static void added(void *ctx, const char *url)
{
	struct app *a = ctx;
	const struct sync_address at = {.url = url};
	struct portal p;
	struct err e = {0};

	if (!url || !*url)
		return;
	memset(&p, 0, sizeof p);
	say_now(a, _("Looking at what the portal speaks; this takes 30 seconds at most "
		     "..."));
	struct sync_watch watch = watch_keys(a);
	if (sync_probe(&at, &p, NULL, &watch, &e) && take_portal(a, &p, &e)) {
		say_added(a, &p);
	} else {
		ask_address(a, url);
		app_say_err(a, &e);
	}
	portal_clear(&p);
	bars_refresh(a);
	a->changes |= SYNC_ARTICLES | SYNC_STATUS;
}

static void ask_address(struct app *a, const char *initial)
{
	app_ask_plain(a, _("Address of the portal:"), initial, added, a);
}

void portals_add(struct app *a)
{
	ask_address(a, "https://");
}

/* A token that the portal refuses is not kept; one that cannot be tried now is. */
static bool token_holds(struct app *a, struct portal *p, bool *tried, struct err *e)
{
	struct sync_watch watch = watch_keys(a);

	*tried = !sync_offline(a->setup.sync);
	if (!*tried)
		return true;
	say_now(a, _("Asking the portal ..."));
	*tried = sync_sign_in(p, &watch, e);
	return *tried || e->kind == ERR_NET;
}

static void signed_in(void *ctx, const char *token)
{
	struct app *a = ctx;
	struct err e = {0};
	struct portal p;
	bool tried = true;

	const struct portal *known;

	if (!token || !*token)
		return;
	known = sync_find(a->setup.sync, a->signing_in);
	if (!known)
		return;
	portal_copy(&p, known);
	mem_set(&p.token, token);
	if (token_holds(a, &p, &tried, &e) &&
	    token_write(a->setup.profile, p.name, token, &e)) {
		sync_add_portal(a->setup.sync, &p);
		sync_deliver(a->setup.sync);
		app_say(a, false, "%s",
			tried ? _("Signed in; bulletins can be sent.")
			      : _("The token is stored, but it could not be tried now."));
	} else {
		app_say_err(a, &e);
	}
	portal_clear(&p);
}

static void ask_token(struct app *a, const struct portal *p)
{
	struct buf label = {0};
	char tag[TAG_MAX];

	mem_set(&a->signing_in, p->name);
	if (tags_needed(a->setup.sync))
		buf_addf(&label, "[%s] ", portal_tag(a->setup.sync, p->name, tag));
	buf_adds(&label, _("Token, or USER:APPLICATION-PASSWORD:"));
	app_ask_secret(a, buf_str(&label), signed_in, a);
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
