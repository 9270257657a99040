/* play.h - the screen under a typist: what is typed when, and what of it is on the desk */
#ifndef FAULTS_PLAY_H
#define FAULTS_PLAY_H

#include "../screen/term.h"
#include "sweep.h"

enum { STROKES_MAX = 2000, SCREEN_LIMIT = 30000 /* ms for whatever is waited for */ };

/* Where a key goes. */
enum into { INTO_NOTHING, INTO_TITLE, INTO_BODY, INTO_SAVE };

struct stroke {
	int gap;		/* ms after the one before */
	int jump;		/* seconds by which the wall clock jumps; no key */
	const char *wait;	/* until there is this file; no key */
	enum into into;
	char bytes[8];
};

struct play {
	struct stroke list[STROKES_MAX];
	int n;
};

void play_key(struct play *p, int gap, enum into into, const char *bytes);
/* Real time passes until there is a file; the path is borrowed. */
void play_file(struct play *p, const char *path);
void play_clock(struct play *p, int gap, int seconds);
/* Letter after letter, up to `gap` ms between two. */
void play_text(struct play *p, struct rig *r, int gap, enum into into, const char *text);
/* From the list of news into a new bulletin: its title, then into its body. */
void play_bulletin(struct play *p, struct rig *r, const char *title);
int play_keys(const struct play *p);

/* The screen on a terminal of 80x24 (LD_PRELOAD with fault); play may be NULL. f is
 * completed. NULL: told in reason. */
struct term *play_open(struct rig *r, struct fault *f, const struct play *p,
		       struct buf *reason);
/* Until the typist has no keys left and the program waits, or it has ended. */
bool play_wait(struct rig *r, struct term *t, const struct play *p, struct outcome *o,
	       struct buf *reason);

/* A profile with a portal, English, keys as typed; waiting: a bulletin in its outbox. */
void play_profile(struct rig *r, bool waiting);

/* How many of the first `keys` keys draft `id` holds; -1: it is no state that they went
 * through. */
int play_held(struct rig *r, const struct play *p, int keys, const char *id);
/* Milliseconds from the first of the keys that is not held to the last. */
int play_lost_ms(const struct play *p, int held, int keys);
/* The last key that asked for saving and was followed by another. */
int play_asked(const struct play *p, int keys);

#endif
