/* inside.h - the newsroom's own parts: what app.c, stack.c, bars.c and prompt.c share */
#ifndef UI_INSIDE_H
#define UI_INSIDE_H

#include <bantin/base/buf.h>
#include <bantin/edit/edit.h>
#include <bantin/ui/app.h>
#include <bantin/ui/grid.h>
#include <bantin/ui/key.h>
#include <bantin/ui/term.h>
#include <bantin/ui/view.h>

#include "typist.h"

enum {
	STACK_MAX = 32, /* views */
	SCREEN_ROWS = 10,
	SCREEN_COLS = 40, /* the smallest window that is painted */
	PROMPT_MAX = 4096 /* bytes of an answer */
};

/* A question on the hint line: for a text (edit) or for one of some letters (keys). */
struct prompt {
	char *label, *keys;
	struct edit *edit;
	bool secret;
	bool plain; /* no typing method */
	void (*done)(void *ctx, const char *text);
	void (*chosen)(void *ctx, char key);
	void *ctx;
	const struct view *owner; /* the view on top when it was asked */
};

/* What the status line tells. */
struct status {
	enum sync_line line;
	bool busy, offline, known; /* known: there is a portal */
	int64_t last_success;
	size_t fetched, waiting;
	size_t unclear; /* sent, and nobody knows whether they arrived */
	bool sending;
	bool asking; /* a portal that is to be added, or signed in to */
	int64_t unread, bytes;
	int64_t rate, left; /* of the bytes: a second, and to come; 0 and -1 unknown */
	bool fetching; /* a file, or its size */
	int64_t file_done, file_total; /* bytes; total -1 unknown */
	int64_t up_done, up_total; /* of a file that goes up; total 0 none */
	uint64_t version; /* of the archive when unread was counted */
	char *portal;	  /* the one shown: how it calls itself */
	bool many;	  /* several are shown */
};

/* What a sync brought, of all portals. */
struct told {
	size_t fetched, sent, errors;
};

struct app {
	struct app_setup setup;
	struct term *term;
	struct keymap *keymap;
	struct grid grid;
	struct view *stack[STACK_MAX];
	size_t depth;
	struct view *dead[STACK_MAX]; /* popped, freed at the end of the turn */
	size_t dead_count;
	struct prompt prompt;
	struct typist typist;
	struct buf clip;
	struct buf message;
	bool message_bad;
	struct status status;
	bool dirty, done, was_busy;
	bool was_fetching;
	bool ending;	    /* a signal says so */
	bool hung_up;	    /* the terminal will never send a key again */
	struct told told;   /* when the end of a sync was said last */
	bool asked;	    /* the user wants to hear how the sync ended */
	unsigned changes;   /* bits of enum sync_change that views have not seen */
	int64_t changed_at; /* of clock_mono: when they were told last */
	uint64_t outside;   /* archive_outside as it was last */
	int watch;	    /* watch_open of the archive */
	int64_t look_at;    /* for what others have written; of clock_mono */
	bool upkeep;	    /* the news store has something to do by itself */
	int64_t upkeep_at;  /* from then on; of clock_mono */
	bool upkept;	    /* it indexes what the views are to be told of then */
	int64_t here;	    /* the article that was read last; 0 none */
	char *address;	    /* of a portal, as it was typed last */
	const struct view *asked_from; /* that was on top then */
	char *signing_in;   /* the portal whose token is asked for */
	struct portal signing; /* the same, once it is given and is being tried */
	char *shown;	    /* the one of several portals that is shown; NULL: all */
};

/* stack.c */
struct view *stack_top(struct app *a);
enum context view_context(const struct view *v); /* which key map is in force */
void stack_end(struct app *a);	/* forced leave of all, and free */
void stack_bury(struct app *a); /* frees what was popped */

/* app.c */
void app_suspend(struct app *a);
void app_paint(struct app *a);

/* keys.c */
void keys_take(struct app *a); /* all that wait, and does what they say */

/* prompt.c */
bool prompt_on(const struct app *a);
void prompt_key(struct app *a, struct key k);
void prompt_text(struct app *a, const char *s, size_t n, bool pasted);
void prompt_paint(struct app *a, struct grid *g, int row);
void prompt_drop(struct app *a); /* without an answer */

/* fetching.c */
/* Fetches a file, or asks how large it is; false, with the reason said: it did not
 * begin. */
bool fetching_begin(struct app *a, const struct fetch_file *f, bool look);
void fetching_step(struct app *a); /* says how it ended */
bool fetching_stop(struct app *a); /* false: nothing to stop */

/* methods.c */
void methods_begin(struct app *a);  /* the one that the setup names */
void methods_choose(struct app *a); /* asks which, and keeps the answer */

/* upkeep.c */
void upkeep_wake(struct app *a);	/* articles have come */
int64_t upkeep_next(const struct app *a); /* when it is to go on, of clock_mono */
void upkeep_step(struct app *a);	/* for some milliseconds, where it is time */

/* status.c */
void bars_refresh(struct app *a); /* reads anew what the status line tells */
void status_paint(struct app *a, struct grid *g, int row);

/* bars.c */
void bars_paint(struct app *a, struct grid *g);
void bars_unsay(struct app *a);
/* Paints text that ends at the bottom row and grows upwards where it is long, to 4 rows;
 * the column behind its end. */
int bars_long(struct grid *g, int row, enum face face, const char *s);

/* portals.c */
void portals_add(struct app *a);     /* asks for an address and adds what is there */
/* Asks for a portal's token; NULL: of several, which one first. */
void portals_sign_in(struct app *a, const char *portal);
/* Only this portal's news, or (NULL) those of all. */
void portals_show(struct app *a, const char *portal);
/* The portal of what the screen shows, by name: of the article, of the section, of the
 * one shown; NULL: there are several, or none. */
const char *portals_here(struct app *a);
bool portals_stop(struct app *a);    /* false: no portal is being asked */
void portals_step(struct app *a);    /* says what came of it */
void portals_greet(struct app *a);   /* the first start: the language, then an address */

/* For the reading screens: which article was read last, so that the list follows. */
int64_t app_here(const struct app *a);
void app_set_here(struct app *a, int64_t article);

#endif
