/* app.h - the newsroom: a stack of views over one loop */
#ifndef BANTIN_UI_APP_H
#define BANTIN_UI_APP_H

#include <stdbool.h>
#include <stddef.h>

#include <bantin/base/err.h>
#include <bantin/base/profile.h>
#include <bantin/store/archive.h>
#include <bantin/store/desk.h>
#include <bantin/sync/sync.h>
#include <bantin/text/template.h>
#include <bantin/ui/keymap.h>

struct app;
struct view;
struct typist;

/* What the floor above gives; all borrowed. */
struct app_setup {
	const struct profile *profile;
	struct archive *archive;
	struct desk *desk;		/* NULL: reading only, another bantin owns it */
	struct sync *sync;
	const struct agency *agency;	/* who writes, for templates; NULL: nobody */
	bool ascii;
	/* telex, telex-simple, vni, viqr, off, or a file NAME.im of the profile's folder
	 * "methods"; NULL: telex. */
	const char *typing;
	bool modern_tones;		/* "hoà", not "hòa" */
	bool keeps_marks;		/* no keys are given back as a word ends */
	bool first_start;		/* no config yet: ask for the language, greet */
	/* Adds a portal to the config (already added to sync). */
	bool (*portal_added)(void *ctx, const struct portal *p, struct err *e);
	/* Writes one key of the config ("lang" = "en"). */
	bool (*config_set)(void *ctx, const char *key, const char *value, struct err *e);
	/* The desk is ours now, after all: closed by the floor above. */
	void (*desk_taken)(void *ctx, struct desk *desk);
	void *ctx;
};

/* Opens the terminal, runs until the user leaves or a signal ends it, restores the
 * terminal. SIGTERM and SIGHUP save and leave. */
bool app_run(const struct app_setup *setup, struct err *e);

/* For the handler of exhausted memory, which ends the program: saves what is open, as far
 * as it goes without more memory, and restores the terminal. Nothing where no screen is
 * open. Called again from within itself it only restores. */
void app_rescue(void);

/* For views. */
struct archive *app_archive(struct app *a);
struct desk *app_desk(struct app *a);		/* NULL: reading only */
/* Another bantin has left the desk: from now on one writes here. Takes it; shows it, and
 * offers the draft that was open. */
void app_take_desk(struct app *a, struct desk *desk);
struct sync *app_sync(struct app *a);
const struct profile *app_profile(struct app *a);
const struct keymap *app_keymap(struct app *a);
const struct agency *app_agency(struct app *a);	/* may be NULL */
/* The portal whose news are shown, by name; NULL: all, or none known. */
const char *app_portal(struct app *a);

void app_push(struct app *a, struct view *v);	/* takes v */
/* Leaves the top view (class->leave is asked); the last one ends the program. */
void app_pop(struct app *a);
/* Pops to the news and pushes v (NULL: nothing): for "go to the desk". */
void app_go(struct app *a, struct view *v);
void app_quit(struct app *a);
void app_dirty(struct app *a);			/* paint on the next turn */

/* A few words over the hints until the next key, on up to four rows. bad: FACE_BAD and
 * kept until Esc or a move. */
void app_say(struct app *a, bool bad, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void app_say_err(struct app *a, const struct err *e);

/* Asks for a line of text under the screen; done gets it (clean, borrowed), or NULL for
 * Esc. ctx must live until then: prompts die with the view that asked (its free may
 * call app_unask). */
void app_ask(struct app *a, const char *label, const char *initial,
	     void (*done)(void *ctx, const char *text), void *ctx);

/* The same for a choice of one letter among keys ("yn"); done gets it, or 0 for Esc. The
 * question names the keys. */
void app_choose(struct app *a, const char *question, const char *keys,
		void (*done)(void *ctx, char key), void *ctx);
/* app_ask for a secret: what is typed is shown as "*". */
void app_ask_secret(struct app *a, const char *label,
		    void (*done)(void *ctx, const char *text), void *ctx);
void app_unask(struct app *a, void *ctx);

/* app_ask for what is no prose (an address, a number, a path): no typing method. */
void app_ask_plain(struct app *a, const char *label, const char *initial,
		   void (*done)(void *ctx, const char *text), void *ctx);

/* What types Vietnamese in every field (src/ui/typist.h). */
struct typist *app_typist(struct app *a);

/* The program's one clipboard. */
struct buf *app_clip(struct app *a);

#endif
