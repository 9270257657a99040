/* portals.c - the first start, and adding a portal from the screen */
#include <stdlib.h>
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/base/mem.h>
#include <bantin/store/token.h>

#include "inside.h"
#include "signals.h"

static void ask_address(struct app *a, const char *initial);

/* The probe waits for the network itself, so what it does is painted before. */
static void say_now(struct app *a, const char *words)
{
	int row = a->grid.rows - 1;

	if (a->grid.rows < SCREEN_ROWS)
		return;
	grid_fit(&a->grid, row, 1, a->grid.cols - 1, FACE_STRONG, words);
	a->grid.cursor_row = -1;
	term_paint(a->term, &a->grid);
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
	struct portal p;
	struct err e = {0};

	if (!url || !*url)
		return;
	memset(&p, 0, sizeof p);
	say_now(a, _("Looking at what the portal speaks; this takes 30 seconds at most "
		     "..."));
	if (sync_probe(url, NULL, &p, NULL, signals_ending(), &e) &&
	    take_portal(a, &p, &e)) {
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
	app_ask(a, _("Address of the portal:"), initial, added, a);
}

void portals_add(struct app *a)
{
	ask_address(a, "https://");
}

static void signed_in(void *ctx, const char *token)
{
	struct app *a = ctx;
	const struct portal *old = sync_portal(a->setup.sync, 0);
	struct err e = {0};
	struct portal p;

	if (!token || !*token)
		return;
	if (!token_write(a->setup.profile, old->name, token, &e)) {
		app_say_err(a, &e);
		return;
	}
	portal_copy(&p, old);
	mem_set(&p.token, token);
	sync_add_portal(a->setup.sync, &p);
	portal_clear(&p);
	sync_deliver(a->setup.sync);
	app_say(a, false, "%s", _("The token is stored; bulletins can be sent."));
}

/* Of several portals the first one: the others are for `bantin login`. */
void portals_sign_in(struct app *a)
{
	if (sync_portal_count(a->setup.sync) == 0)
		portals_add(a);
	else
		app_ask_secret(a, _("Token, or USER:APPLICATION-PASSWORD:"), signed_in,
			       a);
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
	app_choose(a, "Ngôn ngữ / Language:  1 Tiếng Việt   2 English", "12\r",
		   language_chosen, a);
}
