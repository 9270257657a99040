/* walk.h - one walk while it runs, and the verbs of its language */
#ifndef WALK_WALK_H
#define WALK_WALK_H

#include "picture.h"
#include "portal.h"
#include "script.h"
#include "term.h"

/* Paths are absolute. */
struct options {
	const char *bin;
	const char *portal;
	const char *pictures;	/* NULL: the folder "pictures" beside the walk */
	const char *root;	/* where walk was started */
	struct list under;	/* words to put before the program: valgrind -q … */
	bool update;
	long limit_ms;
	int record;		/* where the bytes to the terminal go as well; -1 */
};

struct tap {
	int passed;
	int failed;
};

struct walk {
	const struct options *options;
	struct tap *tap;
	const char *path;
	char *name;
	char *tmp;
	struct script script;
	struct list vars;
	struct list env;
	struct masks masks;
	struct portal portal, portal2;
	struct term *term;
	int rows;
	int cols;
	long limit_ms;
	size_t written;		/* of the terminal at the last "bytes reset" */

	struct buf input;	/* for the next run */
	struct buf out;		/* of the last run, get or post */
	struct buf err;
	int code;		/* its exit status or HTTP status */
	bool is_http;
	const struct step *at;		/* the step to blame for a failure */
	const struct step *unchecked;	/* the run, until its status was looked at */

	struct buf why;		/* the reason of a failure */
};

/* Runs one script, prints its lines; a reason is printed, not returned. */
void walk_run(const struct options *o, const char *path, struct tap *tap);

/* What a step was given: its text expanded and unquoted, or its words; its body. */
struct given {
	const char *text;
	struct list words;
	const char *body;	/* NULL without one */
};

enum takes {
	TAKES_NOTHING,
	TAKES_TEXT,		/* the rest of the line, not empty */
	TAKES_PATTERN,		/* the same, taken as it stands */
	TAKES_WORDS,
	TAKES_KIND = 7,
	/* or-ed to it: */
	TAKES_BODY = 8,		/* a body may follow, and text may be empty */
	GIVES_STATUS = 16,	/* "expect" may follow */
};

struct verb {
	const char *name;
	int takes;
	bool (*act)(struct walk *w, const struct given *g);
};

/* Ended by a NULL name. */
extern const struct verb screen_verbs[];
extern const struct verb program_verbs[];
extern const struct verb portal_verbs[];

/* For the verbs. */
long walk_limit(const struct walk *w);
bool walk_expand(struct walk *w, const char *text, struct buf *out);
/* Splits "N TEXT"; rest is where the text begins. */
bool walk_number(struct walk *w, const char *text, long *n, const char **rest);
/* One TAP line for something within the walk. */
void walk_tap(struct walk *w, bool ok, const char *what);
/* Prints text as comment lines. */
void walk_comment(const char *text);

#endif
