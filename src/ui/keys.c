/* keys.c - what keys do: to a question, to the view on top, or to the newsroom itself */
#include <string.h>

#include <bantin/base/i18n.h>
#include <bantin/text/utf8.h>

#include "inside.h"
#include "reading.h"

/* --- actions ---------------------------------------------------------------- */

static void stop_sync(struct app *a)
{
	sync_stop(a->setup.sync);
	a->asked = false;
	app_say(a, false, "%s", _("stopped"));
}

static void act_stop(struct app *a)
{
	if (a->depth > 1)
		app_pop(a);
	else if (portals_stop(a) || fetching_stop(a))
		return;
	else if (sync_busy(a->setup.sync))
		stop_sync(a);
}

/* On any screen Esc stops the reading first, and does its own work when pressed again. A
 * bulletin on its way is not cut off by the way: nobody would know whether it arrived. */
static bool stop_key(struct app *a, struct key k, enum action act)
{
	bool stops = k.code == K_ESC && (act == ACTION_STOP || act == ACTION_BACK);

	if (stops && (portals_stop(a) || fetching_stop(a)))
		return true;
	if (!stops || a->status.sending || !sync_busy(a->setup.sync))
		return false;
	stop_sync(a);
	return true;
}

static void say_offline(struct app *a)
{
	struct view *v = stack_top(a);
	struct buf key = {0};

	key_words(a, view_context(v), ACTION_OFFLINE, &key);
	app_say(a, false, _("working offline; %s goes online again"), buf_str(&key));
	buf_clear(&key);
}

static void act_sync(struct app *a)
{
	struct err e = {0};

	if (sync_portal_count(a->setup.sync) == 0)
		portals_add(a);
	else if (sync_offline(a->setup.sync))
		say_offline(a);
	else if (!sync_start(a->setup.sync, NULL, false, &e))
		app_say_err(a, &e);
	else
		a->asked = true;
	bars_refresh(a);
}

static void act_offline(struct app *a)
{
	sync_set_offline(a->setup.sync, !sync_offline(a->setup.sync));
	bars_refresh(a);
}

static bool on_top(struct app *a, const char *name)
{
	return strcmp(stack_top(a)->class->name, name) == 0;
}

static void go(struct app *a, const char *name, struct view *(*make)(struct app *))
{
	if (!on_top(a, name))
		app_go(a, make(a));
}

static struct view *make_new_draft(struct app *a)
{
	return view_editor_new(a, 0);
}

static bool act_go(struct app *a, enum action act)
{
	switch (act) {
	case ACTION_GO_NEWS:
		app_go(a, NULL);
		return true;
	case ACTION_GO_DESK:
		go(a, "desk", view_desk_new);
		return true;
	case ACTION_GO_OUTBOX:
		go(a, "outbox", view_outbox_new);
		return true;
	case ACTION_NEW_DRAFT:
		go(a, "editor", make_new_draft);
		return true;
	case ACTION_GO_POLL:
		if (!on_top(a, "poll"))
			app_push(a, view_poll_new(a, portals_here(a)));
		return true;
	case ACTION_PORTALS:
		if (!on_top(a, "portals"))
			app_push(a, view_portals_new(a, false));
		return true;
	case ACTION_SEARCH:
		if (!on_top(a, "search"))
			app_push(a, view_search_new(a));
		return true;
	case ACTION_HELP:
		if (!on_top(a, "help"))
			app_push(a, view_help_new(a, view_context(stack_top(a))));
		return true;
	default:
		return false;
	}
}

/* What the view on top does not do itself. */
static void act_own(struct app *a, enum action act)
{
	switch (act) {
	case ACTION_BACK:
		app_pop(a);
		break;
	case ACTION_LEFT:
		if (a->depth > 1 &&
		    !context_is_text(view_context(stack_top(a))))
			app_pop(a);
		break;
	case ACTION_STOP:
		act_stop(a);
		break;
	case ACTION_QUIT:
		app_quit(a);
		break;
	case ACTION_SYNC:
		act_sync(a);
		break;
	case ACTION_OFFLINE:
		act_offline(a);
		break;
	case ACTION_ADD_PORTAL:
		portals_add(a);
		break;
	case ACTION_SIGN_IN:
		portals_sign_in(a, portals_here(a));
		break;
	case ACTION_TYPING_TOGGLE:
		typist_toggle(&a->typist);
		break;
	case ACTION_TYPING_METHOD:
		methods_choose(a);
		break;
	case ACTION_REDRAW:
		term_redraw(a->term);
		break;
	case ACTION_SUSPEND:
		app_suspend(a);
		break;
	default:
		act_go(a, act);
	}
}

static void act(struct app *a, enum action action)
{
	struct view *v = stack_top(a);

	if (!v->class->act(v, action))
		act_own(a, action);
	a->dirty = true;
}

/* --- keys ------------------------------------------------------------------- */

/* Said once: in other words the letters stay as they come anyway. */
static void notice(struct app *a)
{
	const struct view *v = stack_top(a);
	char name[KEY_NAME_MAX] = "";
	struct key k;

	/* else at the next letter that comes to a field */
	if (!v || a->message.len > 0 || prompt_on(a) ||
	    !context_is_text(view_context(v)) ||
	    !typist_noticed(&a->typist))
		return;
	if (keymap_keys(a->keymap, CONTEXT_EDITOR, ACTION_TYPING_TOGGLE, &k, 1) > 0)
		key_short(k, name);
	app_say(a, false,
		_("Your machine types marks itself; %s turns bantin's typing off."),
		name);
}

/* Letters go together: a burst from a typing program is one change and one repaint. */
static void give_letters(struct app *a, struct buf *letters)
{
	struct view *v = stack_top(a);

	if (letters->len == 0)
		return;
	a->dirty = true;
	if (prompt_on(a))
		prompt_text(a, letters->s, letters->len, false);
	else if (v->class->text)
		v->class->text(v, letters->s, letters->len, false);
	buf_reset(letters);
}

static void give_paste(struct app *a, struct buf *paste)
{
	struct view *v = stack_top(a);

	a->dirty = true;
	if (prompt_on(a))
		prompt_text(a, buf_str(paste), paste->len, true);
	else if (v->class->text && context_is_text(view_context(v)))
		v->class->text(v, buf_str(paste), paste->len, true);
	buf_reset(paste);
}

/* A message goes with the next key; Esc takes a bad one away and does no more. True: the
 * key is used up. */
static bool message_key(struct app *a, struct key k)
{
	bool bad = a->message_bad && a->message.len > 0;

	bars_unsay(a);
	return bad && k.code == K_ESC;
}

static bool takes_letters(struct app *a, enum context c)
{
	return prompt_on(a) ? a->prompt.edit != NULL : context_is_text(c);
}

static void view_key(struct app *a, struct key k, enum context c, struct buf *letters)
{
	enum action action = keymap_action(a->keymap, c, k);

	if (message_key(a, k) || stop_key(a, k, action))
		return;
	if (action != ACTION_NONE) {
		act(a, action);
	} else if (k.mods & KEY_ALT) {
		view_key(a, (struct key){K_ESC, 0}, c, letters);
		k.mods &= ~(unsigned)KEY_ALT;
		view_key(a, k, view_context(stack_top(a)), letters);
	} else if (key_types(k)) {
		char utf8[4];

		buf_add(letters, utf8, utf8_put(utf8, k.code));
		give_letters(a, letters);
	}
}

static void one_key(struct app *a, struct key k, struct buf *paste, struct buf *letters)
{
	struct view *v = stack_top(a);
	enum context c = view_context(v);
	char utf8[4];

	if (k.code != K_PASTE && key_types(k) && takes_letters(a, c)) {
		/* good news stay while one types: a burst may come in two reads */
		if (a->message_bad)
			bars_unsay(a);
		buf_add(letters, utf8, utf8_put(utf8, k.code));
		return;
	}
	give_letters(a, letters);
	if (k.code == K_PASTE)
		give_paste(a, paste);
	else if (prompt_on(a))
		prompt_key(a, k);
	else
		view_key(a, k, c, letters);
	stack_bury(a);
}

void keys_take(struct app *a)
{
	struct buf paste = {0}, letters = {0};
	struct key k;

	while (!a->done && !a->hung_up && term_key(a->term, &k, &paste)) {
		if (k.code == K_HANGUP)
			a->hung_up = true;
		else
			one_key(a, k, &paste, &letters);
	}
	give_letters(a, &letters);
	notice(a);
	stack_bury(a);
	buf_clear(&paste);
	buf_clear(&letters);
}
